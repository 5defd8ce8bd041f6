-- A NIK that is in the registers of two villages. What is compared is a blind index under a key of the
-- regency, which is used for nothing else; no village can compute it, and it tells nothing but that two
-- are equal.
create table platform.regency_keys (
    purpose text not null check (purpose in ('seal', 'index')),
    number  integer not null check (number between 1 and 65535),
    wrapped bytea not null,
    made_at timestamptz not null default now(),
    primary key (purpose, number)
);

create table platform.nik_marks (
    village_code text not null references platform.villages (code) on update cascade on delete cascade,
    resident_id  uuid not null,
    -- Of the key the mark was made with: marks of two keys cannot be compared.
    key_number   integer not null,
    mark         bytea not null,
    primary key (village_code, resident_id)
);
create index nik_marks_mark on platform.nik_marks (mark);

grant select, insert, update, delete on platform.regency_keys, platform.nik_marks to banua_app;
