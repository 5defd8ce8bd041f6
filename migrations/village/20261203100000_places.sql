-- Who of the office sees which part of the village, lists that are looked at again, groups, houses, and
-- photos of residents.

-- The parts of the village of somebody who reads the register without keeping it.
create table staff_areas (
    staff_id uuid not null references staff (id) on delete cascade,
    area_id  uuid not null references areas (id) on delete cascade,
    primary key (staff_id, area_id)
);
create index staff_areas_area on staff_areas (area_id);

-- A filter of the list of people under a name. Of a person it holds nothing.
create table saved_lists (
    id       uuid primary key,
    staff_id uuid not null references staff (id) on delete cascade,
    name     text not null check (name <> ''),
    -- The name however it is written.
    name_key text not null,
    query    text not null,
    made_at  timestamptz not null default now(),
    unique (staff_id, name_key)
);

create table groups (
    id         uuid primary key,
    name       text not null check (name <> ''),
    -- The name however it is written.
    name_key   text not null unique,
    kind       text not null check (kind in
        ('farmers', 'fishers', 'health', 'women', 'youth', 'worship', 'other')),
    -- Where it meets, when it belongs to one part of the village.
    area_id    uuid references areas (id) on delete set null,
    note       text not null default '',
    version    bigint not null default 1,
    made_at    timestamptz not null default now(),
    changed_at timestamptz not null default now()
);
create index groups_area on groups (area_id);

create table group_members (
    group_id    uuid not null references groups (id) on delete cascade,
    resident_id uuid not null references residents (id) on delete cascade,
    -- "Ketua"; '' for most.
    position    text not null default '',
    -- As the group numbers its members; '' where it does not.
    number      text not null default '',
    joined_on   date,
    primary key (group_id, resident_id)
);
create index group_members_resident on group_members (resident_id);

-- The groups that are kept by somebody who does not keep the register.
create table group_keepers (
    staff_id uuid not null references staff (id) on delete cascade,
    group_id uuid not null references groups (id) on delete cascade,
    primary key (staff_id, group_id)
);
create index group_keepers_group on group_keepers (group_id);

-- Codes are those of domain/house.rs, '' where nothing is known.
create table houses (
    id          uuid primary key,
    number      text not null default '',
    -- The number as it sorts: 2 before 10.
    number_key  text not null default '',
    area_id     uuid not null references areas (id),
    address     text not null default '',
    ownership   text not null default '',
    floor       text not null default '',
    wall        text not null default '',
    roof        text not null default '',
    water       text not null default '',
    toilet      text not null default '',
    electricity text not null default '',
    note        text not null default '',
    latitude    double precision check (latitude between -90 and 90),
    longitude   double precision check (longitude between -180 and 180),
    version     bigint not null default 1,
    made_at     timestamptz not null default now(),
    changed_at  timestamptz not null default now(),
    check ((latitude is null) = (longitude is null))
);
create index houses_area on houses (area_id, number_key, id);
create index houses_by_number on houses (number_key, id);

alter table families add column house_id uuid references houses (id);
create index families_house on families (house_id);

-- A small photo, sealed. No object store, no public address.
create table resident_photos (
    resident_id uuid primary key references residents (id) on delete cascade,
    sealed      bytea not null,
    changed_at  timestamptz not null default now()
);
