-- The register of villages and what all villages share.
-- Run by the owner; the login role `banua_app` only ever gets what is granted at the end.

create schema if not exists ext;
create extension if not exists pg_trgm with schema ext;

-- Indonesian full text. Stop words and synonyms are applied before a text comes here
-- (kernel::search_text), so that every server answers alike whatever dictionaries it has on disk.
create text search configuration platform.indonesian (copy = pg_catalog.indonesian);

create table platform.regencies (
    code     text primary key check (code ~ '^\d{2}\.\d{2}$'),
    name     text not null check (name <> ''),
    province text not null check (province <> ''),
    settings jsonb not null default '{}'
);

create table platform.subdistricts (
    code         text primary key check (code ~ '^\d{2}\.\d{2}\.\d{2}$'),
    regency_code text not null references platform.regencies (code),
    name         text not null check (name <> ''),
    slug         text not null unique,
    latitude     double precision check (latitude between -90 and 90),
    longitude    double precision check (longitude between -180 and 180),
    area_km2     double precision check (area_km2 > 0)
);

create table platform.villages (
    code             text primary key check (code ~ '^\d{2}\.\d{2}\.\d{2}\.\d{4}$'),
    name             text not null check (name <> '' and length(name) <= 80),
    kind             text not null check (kind in ('desa', 'kelurahan', 'desa_adat')),
    subdistrict_code text not null references platform.subdistricts (code),
    slug             text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    status           text not null default 'active' check (status in ('active', 'suspended')),
    status_note      text not null default '',
    palette          text not null default 'sungai'
                     check (palette in ('sungai', 'padi', 'ulin', 'intan', 'jingah', 'kunyit')),
    features         jsonb not null default '[]',
    canonical_host   text,
    postal_code      text not null default '' check (postal_code ~ '^(\d{5})?$'),
    latitude         double precision check (latitude between -90 and 90),
    longitude        double precision check (longitude between -180 and 180),
    area_km2         double precision check (area_km2 > 0),
    shard            text not null default 'main',
    schema_name      text not null unique check (schema_name ~ '^d_\d{10}$'),
    schema_version   bigint not null,
    -- The village's line of the regency's list as it was applied last. A field is applied again
    -- only when the list itself changed it, so that local corrections stay.
    applied          jsonb,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now()
);
create index villages_subdistrict on platform.villages (subdistrict_code, name);

-- Other addresses at which a village answers: its own domain, or a slug it once had.
create table platform.village_hosts (
    host         text primary key check (host = lower(host) and length(host) <= 253),
    village_code text not null references platform.villages (code) on delete cascade,
    purpose      text not null check (purpose in ('custom', 'former')),
    created_at   timestamptz not null default now()
);
create index village_hosts_village on platform.village_hosts (village_code);

-- What happened to a village as a tenant: provisioned, upgraded, suspended … No personal data.
create table platform.village_events (
    id           uuid primary key default gen_random_uuid(),
    village_code text not null,
    kind         text not null,
    detail       jsonb not null default '{}',
    actor        text not null,
    happened_at  timestamptz not null default now()
);
create index village_events_village on platform.village_events (village_code, happened_at desc);

-- Sums that villages publish to the district; no district query touches a village schema.
create table platform.village_stats (
    village_code text not null references platform.villages (code) on delete cascade,
    topic        text not null,
    figures      jsonb not null,
    updated_at   timestamptz not null default now(),
    primary key (village_code, topic)
);
