-- The office: who works here, what they did, and what their work needs.

create table staff (
    id             uuid primary key,
    -- What is typed at the door, in lower case.
    email          text not null unique check (email = lower(email) and email <> ''),
    name           text not null check (name <> ''),
    roles          text[] not null check (cardinality(roles) > 0),
    status         text not null default 'invited' check (status in ('invited', 'active', 'disabled')),
    password_hash  text,
    -- Only when confirmed by a first code; `totp_pending` waits for that.
    totp_secret    text,
    totp_pending   text,
    totp_last_step bigint not null default 0,
    recovery       text[] not null default '{}',
    -- Made by `make run` for who tries the service; production refuses to start with one.
    is_example     boolean not null default false,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    last_seen_at   timestamptz,
    check (status <> 'active' or password_hash is not null)
);

-- Links that open once. Only hashes are kept.
create table staff_links (
    hash       text primary key,
    staff_id   uuid not null references staff (id) on delete cascade,
    purpose    text not null check (purpose in ('invitation', 'reset')),
    expires_at timestamptz not null
);
create index staff_links_of on staff_links (staff_id);

-- Who did what. Each row carries a hash over itself and the row before it.
create table activity (
    seq     bigint primary key check (seq > 0),
    at      timestamptz not null,
    staff   uuid,
    who     text not null,
    action  text not null,
    subject text not null,
    detail  jsonb not null default '{}',
    address text not null default '',
    hash    text not null
);
create index activity_of on activity (staff, seq desc);

-- A village adds to its history and never rewrites it.
do $$ begin
    if exists (select from pg_roles where rolname = current_schema()) then
        execute format('revoke update, delete, truncate on activity from %I', current_schema());
    end if;
end $$;

-- What a text was before it was saved again.
create table revisions (
    id        uuid primary key,
    kind      text not null check (kind in ('article', 'page')),
    item_id   uuid not null,
    title     text not null,
    excerpt   text not null default '',
    body_html text not null,
    saved_by  text not null,
    saved_at  timestamptz not null
);
create index revisions_of on revisions (kind, item_id, saved_at desc);

-- What somebody was typing and has not saved. `item_id` is the item or, for a new one, the number
-- its form was given.
create table drafts (
    kind     text not null check (kind in ('article', 'page')),
    item_id  uuid not null,
    staff_id uuid not null references staff (id) on delete cascade,
    fields   jsonb not null,
    saved_at timestamptz not null,
    primary key (kind, item_id, staff_id)
);

alter table articles
    add column version integer not null default 1,
    add column trashed_at timestamptz,
    add column preview_hash text,
    add column guard jsonb not null default '[]';
create index articles_office on articles (updated_at desc, id desc);

alter table pages
    add column excerpt text not null default '',
    add column version integer not null default 1,
    add column trashed_at timestamptz,
    add column preview_hash text,
    add column guard jsonb not null default '[]';

alter table media
    add column focus_x smallint not null default 50 check (focus_x between 0 and 100),
    add column focus_y smallint not null default 50 check (focus_y between 0 and 100),
    add column added_by text not null default '';
create index media_newest on media (created_at desc, id desc);

-- `contact` is for the office alone. `about` and `path` are the article's title and address when the
-- comment was written.
alter table comments
    add column about text not null default '',
    add column path text not null default '',
    add column contact text not null default '',
    add column guard_score integer not null default 0,
    add column guard jsonb not null default '[]',
    add column judged_by text not null default '',
    add column judged_at timestamptz;
create index comments_queue on comments (status, created_at desc, id desc);

create table comment_rules (
    only_row boolean primary key default true check (only_row),
    is_open  boolean not null default true
);
insert into comment_rules default values;

alter table site add column block_order jsonb not null default '[]';
