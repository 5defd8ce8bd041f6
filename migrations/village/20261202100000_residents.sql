-- The residents' register: who lives here, in which family, where, and what happened to them.
-- Codes are those of the national forms (kernel::CodeTable), '' where nothing is known. What lies in a
-- column *_sealed is ciphertext, and *_index finds it (crates/platform/vault).

create table vault_keys (
    purpose text not null check (purpose in ('seal', 'index')),
    number  integer not null check (number between 1 and 65535),
    wrapped bytea not null,
    made_at timestamptz not null default now(),
    primary key (purpose, number)
);

-- A part of the village: hamlet, RW and RT, each of which may be missing ('').
create table areas (
    id         uuid primary key,
    hamlet     text not null default '',
    -- The hamlet however it is written.
    hamlet_key text not null default '',
    rw         text not null default '',
    rt         text not null default '',
    unique (hamlet_key, rw, rt)
);

create table families (
    id          uuid primary key,
    card_sealed bytea,
    card_index  bytea,
    area_id     uuid not null references areas (id),
    address     text not null default '',
    version     bigint not null default 1,
    made_at     timestamptz not null default now(),
    changed_at  timestamptz not null default now(),
    check ((card_sealed is null) = (card_index is null))
);
create unique index families_card on families (card_index);
create index families_area on families (area_id);

create table residents (
    id                 uuid primary key,
    nik_sealed         bytea,
    nik_index          bytea,
    name               text not null check (name <> ''),
    -- The name as it is searched: without titles, and as it sounds.
    name_key           text not null,
    name_sound         text not null,
    sex                text not null check (sex in ('1', '2')),
    birth_place        text not null default '',
    born_on            date not null,
    religion           text not null default '',
    education          text not null default '',
    current_education  text not null default '',
    occupation         text not null default '',
    marital_status     text not null default '',
    blood_type         text not null default '',
    citizenship        text not null default '1',
    disability         text not null default '',
    health_insurance   text not null default '',
    relationship       text not null default '',
    family_id          uuid references families (id),
    area_id            uuid not null references areas (id),
    -- Where somebody lives whose family card says otherwise.
    present_address    text not null default '',
    -- '1' lives here for good, '2' for a while (Permendagri 74/2022).
    residency          text not null default '1' check (residency in ('1', '2')),
    state              text not null default 'present'
        check (state in ('present', 'dead', 'moved', 'missing', 'away')),
    -- Since when the state is as it is.
    since              date not null,
    father_sealed      bytea,
    mother_sealed      bytea,
    phone_sealed       bytea,
    phone_index        bytea,
    birth_certificate  text not null default '',
    passport           text not null default '',
    passport_until     date,
    stay_permit        text not null default '',
    marriage_certificate text not null default '',
    married_on         date,
    divorce_certificate text not null default '',
    divorced_on        date,
    version            bigint not null default 1,
    made_at            timestamptz not null default now(),
    changed_at         timestamptz not null default now(),
    check ((nik_sealed is null) = (nik_index is null)),
    check ((phone_sealed is null) = (phone_index is null))
);
create unique index residents_nik on residents (nik_index);
create index residents_phone on residents (phone_index) where phone_index is not null;
create index residents_family on residents (family_id);
create index residents_area on residents (area_id);
create index residents_by_name on residents (state, name_key, id);
create index residents_name on residents using gin (name_key ext.gin_trgm_ops);
create index residents_sound on residents using gin (name_sound ext.gin_trgm_ops);
-- One head of a family at a time, among those who are here.
create unique index residents_head on residents (family_id)
    where relationship = '1' and state = 'present';

-- While somebody is counted here, with what he is counted by. Any day of the past is read from these.
create table residence_spans (
    id             uuid primary key,
    resident_id    uuid not null references residents (id) on delete cascade,
    from_on        date not null,
    -- The first day on which it is not so any more.
    until_on       date check (until_on > from_on),
    family_id      uuid,
    area_id        uuid not null,
    relationship   text not null,
    residency      text not null,
    religion       text not null,
    education      text not null,
    occupation     text not null,
    marital_status text not null,
    blood_type     text not null,
    citizenship    text not null,
    disability     text not null
);
create index residence_spans_resident on residence_spans (resident_id, from_on);
create unique index residence_spans_open on residence_spans (resident_id) where until_on is null;

-- What happened, by when it happened and when the office heard of it. Nothing is taken away: what was
-- wrong is withdrawn.
create table vital_events (
    id           uuid primary key,
    resident_id  uuid not null references residents (id) on delete cascade,
    -- 'recorded' is the beginning for who was here before the register.
    kind         text not null check (kind in
        ('recorded', 'birth', 'arrival', 'return', 'death', 'departure', 'missing', 'away')),
    happened_on  date not null,
    reported_on  date not null,
    -- What the form of the event asks, by its own words; nothing that is sealed elsewhere.
    detail       jsonb not null default '{}',
    made_by      text not null default '',
    made_at      timestamptz not null default now(),
    withdrawn_at timestamptz,
    withdrawn_by text not null default ''
);
create index vital_events_resident on vital_events (resident_id, happened_on);
create index vital_events_day on vital_events (happened_on, kind) where withdrawn_at is null;

-- Who looked at a resident's closed data or sent it out, and why. Part of the village's record.
create table resident_looks (
    id          uuid primary key,
    resident_id uuid not null references residents (id) on delete cascade,
    staff_id    uuid,
    who         text not null,
    what        text not null,
    purpose     text not null default '',
    happened_at timestamptz not null default now()
);
create index resident_looks_resident on resident_looks (resident_id, happened_at desc, id desc);

-- A table that somebody sent, from its reading to its undoing.
create table register_imports (
    id          uuid primary key,
    file_name   text not null,
    byte_size   bigint not null,
    state       text not null check (state in
        ('reading', 'read', 'unreadable', 'waiting', 'running', 'done', 'failed', 'undoing', 'undone')),
    -- How it is to be read: sheet, columns, what to do with bad rows.
    choices     jsonb not null default '{}',
    -- What was found in it: counts and findings, without any NIK.
    report      jsonb not null default '{}',
    progress    integer not null default 0,
    made_by     text not null default '',
    made_at     timestamptz not null default now(),
    finished_at timestamptz,
    undo_until  timestamptz
);
create index register_imports_newest on register_imports (made_at desc, id desc);

-- The table itself, sealed, as long as it is needed.
create table import_files (
    import_id uuid primary key references register_imports (id) on delete cascade,
    sealed    bytea not null
);

-- What an import made or changed: the row as it was, sealed, so that it can be undone.
create table import_changes (
    import_id   uuid not null references register_imports (id) on delete cascade,
    position    integer not null,
    resident_id uuid,
    family_id   uuid,
    -- Nothing for what the import made.
    before      bytea,
    primary key (import_id, position)
);

-- The sums of the village, made anew as a whole. Every page, file and the district take theirs from
-- here, so that all of them say the same.
create table population_sums (
    topic    text not null,
    -- The code of the topic's list, or the name of the hamlet and RT.
    category text not null,
    position integer not null,
    male     integer not null check (male >= 0),
    female   integer not null check (female >= 0),
    primary key (topic, category)
);
create table population_state (
    only_row    boolean primary key default true check (only_row),
    counted_at  timestamptz not null,
    counted_for date not null,
    families    integer not null,
    -- Lives here for a while; not in any other sum.
    temporary   integer not null,
    -- When the register says it began; nothing is told of the time before.
    began_on    date
);
create table population_months (
    month      date primary key check (extract(day from month) = 1),
    -- For men and women: opening, births, arrivals, recorded, deaths, departures, others who left.
    male       integer[] not null check (cardinality(male) = 7),
    female     integer[] not null check (cardinality(female) = 7)
);
