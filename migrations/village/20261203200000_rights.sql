-- What residents have a right to (UU 27/2022, art. 5 to 13): what was agreed with them, what they asked
-- to be put right, and how long what lies closed is kept.

create table consents (
    id           uuid primary key,
    resident_id  uuid not null references residents (id) on delete cascade,
    -- A word of domain::Agreed.
    purpose      text not null,
    given_on     date not null,
    given_by     text not null check (given_by in ('spoken', 'written', 'online')),
    withdrawn_on date check (withdrawn_on >= given_on),
    made_by      text not null default '',
    made_at      timestamptz not null default now()
);
create index consents_resident on consents (resident_id, given_on desc, id desc);
-- One of a kind at a time.
create unique index consents_open on consents (resident_id, purpose) where withdrawn_on is null;

create table correction_requests (
    id          uuid primary key,
    resident_id uuid not null references residents (id) on delete cascade,
    -- What is wrong and how it should be: it may name what lies closed, so it lies closed.
    wish_sealed bytea not null,
    came_by     text not null check (came_by in ('office', 'online')),
    state       text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
    answer      text not null default '',
    made_by     text not null default '',
    made_at     timestamptz not null default now(),
    decided_by  text not null default '',
    decided_at  timestamptz,
    check ((state = 'waiting') = (decided_at is null))
);
create index correction_requests_resident on correction_requests (resident_id, made_at desc, id desc);
create index correction_requests_waiting on correction_requests (made_at, id) where state = 'waiting';
create index correction_requests_decided on correction_requests (made_at desc, id desc)
    where state <> 'waiting';

-- How long what lies closed is kept of who is not here any more. Without a row, what the program says.
create table retention (
    only_row      boolean primary key default true check (only_row),
    phone_months  integer not null check (phone_months between 1 and 120),
    -- For ever where nothing is said: the books of the village are kept.
    numbers_years integer check (numbers_years between 1 and 100),
    looks_years   integer not null check (looks_years between 1 and 30),
    changed_at    timestamptz not null default now()
);
create index residents_gone on residents (since) where state <> 'present';
create index resident_looks_old on resident_looks (happened_at);
