-- What every village has. Names are unqualified: the path holds exactly one schema.
-- Statuses are text with a check; no type, domain or function belongs to a schema.

create table site (
    only_row        boolean primary key default true check (only_row),
    tagline         text not null default '',
    about           text not null default '',
    notice          text not null default '',
    head_title      text not null default '',
    address         text not null default '',
    email           text not null default '',
    phone           text not null default '',
    whatsapp        text not null default '',
    maps_url        text not null default '',
    office_hours    jsonb not null default '[]',
    socials         jsonb not null default '[]',
    hero_media      uuid,
    logo_media      uuid,
    hidden_blocks   jsonb not null default '[]',
    generation      bigint not null default 0,
    updated_at      timestamptz not null default now()
);
insert into site default values;

create table media (
    id          uuid primary key,
    sha256      text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
    file_name   text not null,
    alt         text not null default '',
    byte_size   bigint not null check (byte_size > 0),
    status      text not null default 'pending' check (status in ('pending', 'ready', 'failed')),
    problem     text not null default '',
    width       integer check (width > 0),
    height      integer check (height > 0),
    placeholder text not null default '',
    variants    jsonb not null default '[]',
    created_at  timestamptz not null default now()
);

create table categories (
    id       uuid primary key,
    slug     text not null unique,
    name     text not null check (name <> ''),
    position integer not null default 0
);

create table articles (
    id            uuid primary key,
    slug          text not null unique,
    title         text not null check (title <> ''),
    excerpt       text not null default '',
    body_html     text not null,
    author        text not null default '',
    category_id   uuid references categories (id) on delete set null,
    photo_id      uuid references media (id) on delete set null,
    comments_open boolean not null default true,
    status        text not null default 'draft' check (status in ('draft', 'published', 'trashed')),
    published_at  timestamptz,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    check (status <> 'published' or published_at is not null)
);
create index articles_newest on articles (published_at desc, id desc) where status = 'published';
create index articles_category on articles (category_id, published_at desc, id desc)
    where status = 'published';

create table pages (
    id         uuid primary key,
    slug       text not null unique,
    title      text not null check (title <> ''),
    body_html  text not null,
    photo_id   uuid references media (id) on delete set null,
    position   integer not null default 0,
    status     text not null default 'draft' check (status in ('draft', 'published', 'trashed')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table events (
    id         uuid primary key,
    slug       text not null unique,
    title      text not null check (title <> ''),
    body_html  text not null default '',
    place      text not null default '',
    organizer  text not null default '',
    starts_at  timestamptz not null,
    ends_at    timestamptz check (ends_at >= starts_at),
    all_day    boolean not null default false,
    updated_at timestamptz not null default now()
);
create index events_by_start on events (starts_at, id);

create table albums (
    id          uuid primary key,
    slug        text not null unique,
    title       text not null check (title <> ''),
    description text not null default '',
    happened_on date not null,
    updated_at  timestamptz not null default now()
);
create index albums_newest on albums (happened_on desc, id desc);

create table album_photos (
    album_id uuid not null references albums (id) on delete cascade,
    media_id uuid not null references media (id) on delete cascade,
    position integer not null default 0,
    caption  text not null default '',
    primary key (album_id, media_id)
);

create table officials (
    id        uuid primary key,
    section   text not null check (section in ('pemerintah', 'bpd', 'rt', 'lembaga')),
    position  integer not null default 0,
    name      text not null check (name <> ''),
    office    text not null check (office <> ''),
    term      text not null default '',
    note      text not null default '',
    photo_id  uuid references media (id) on delete set null,
    unique (section, office, name)
);

create table menu_items (
    id        uuid primary key,
    parent_id uuid references menu_items (id) on delete cascade,
    position  integer not null default 0,
    label     text not null check (label <> ''),
    href      text not null check (href <> '')
);
create index menu_items_order on menu_items (position);

create table running_text (
    id       uuid primary key,
    position integer not null default 0,
    body     text not null check (body <> ''),
    href     text not null default ''
);

create table comments (
    id         uuid primary key,
    article_id uuid not null references articles (id) on delete cascade,
    parent_id  uuid references comments (id) on delete cascade,
    author     text not null check (author <> ''),
    body       text not null check (body <> ''),
    by_office  boolean not null default false,
    status     text not null default 'pending'
               check (status in ('pending', 'approved', 'rejected', 'spam')),
    created_at timestamptz not null default now()
);
create index comments_of_article on comments (article_id, created_at, id)
    where status = 'approved';

-- A published address that changed its slug leaves its old one here.
create table slug_redirects (
    kind     text not null check (kind in ('article', 'page', 'event', 'album', 'category')),
    old_slug text not null,
    new_slug text not null,
    primary key (kind, old_slug)
);

-- One row for everything a visitor can search. `public_from` keeps scheduled items out until then.
create table search_entries (
    address     text primary key,
    kind        text not null,
    title       text not null,
    body        text not null,
    folded      text not null,
    media_id    uuid references media (id) on delete set null,
    document    tsvector not null,
    public_from timestamptz not null,
    updated_at  timestamptz not null default now()
);
create index search_entries_document on search_entries using gin (document);
create index search_entries_folded on search_entries using gin (folded ext.gin_trgm_ops);

-- What large statements found, as JSON text, until the village changes or something scheduled
-- appears. Reading it needs no planning to speak of, which is what costs when a connection serves
-- one village after the other.
create table prepared_parts (
    name        text primary key,
    valid_until timestamptz not null,
    body        text not null
);

-- What was applied from `tenants/`, by source and hash: a second run changes nothing, and what
-- the office edited afterwards is not overwritten until its source changes.
create table applied_sources (
    source     text primary key,
    sha256     text not null,
    applied_at timestamptz not null default now()
);
