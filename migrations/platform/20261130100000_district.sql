-- The district's own people, what they did, and what they decide about villages.

create table platform.district_staff (
    id             uuid primary key,
    -- What is typed at the door, in lower case.
    email          text not null unique check (email = lower(email) and email <> ''),
    name           text not null check (name <> ''),
    role           text not null check (role in ('superadmin', 'auditor', 'pembina')),
    -- Whose villages a pembina sees.
    subdistricts   text[] not null default '{}',
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
    check (status <> 'active' or password_hash is not null),
    check ((role = 'pembina') = (cardinality(subdistricts) > 0))
);

-- Links that open once. Only hashes are kept.
create table platform.district_links (
    hash       text primary key,
    staff_id   uuid not null references platform.district_staff (id) on delete cascade,
    purpose    text not null check (purpose in ('invitation', 'reset')),
    expires_at timestamptz not null
);
create index district_links_of on platform.district_links (staff_id);

-- Who of the district did what. Each row carries a hash over itself and the row before it.
create table platform.district_activity (
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
create index district_activity_of on platform.district_activity (staff, seq desc);

-- Keys of programs that act for the district. Only hashes are kept.
create table platform.district_tokens (
    id           uuid primary key,
    hash         text not null unique,
    name         text not null check (name <> ''),
    scopes       text[] not null check (cardinality(scopes) > 0),
    made_by      uuid not null references platform.district_staff (id),
    made_at      timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

-- What the district decides about a village: how much it may use, and when it ends.
alter table platform.villages
    add column quotas jsonb not null default '{}',
    add column ends_at timestamptz,
    drop constraint villages_status_check,
    add constraint villages_status_check check (status in ('active', 'suspended', 'archived'));

-- The console counts what failed, village by village.
create index jobs_failed on platform.jobs (village_code, finished_at desc) where status = 'failed';

grant select, insert, update on platform.district_staff to banua_app;
grant select, insert, delete on platform.district_links to banua_app;
-- The service adds to its history and never rewrites it.
grant select, insert on platform.district_activity to banua_app;
grant select, insert, update on platform.district_tokens to banua_app;
