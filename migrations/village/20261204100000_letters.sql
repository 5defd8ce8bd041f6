-- Letters: what may be asked for, what was asked for, what was issued.

-- Kinds the village switched, changed or made itself; all others are as the catalogue has them.
create table letter_kinds (
    slug       text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
    is_on      boolean not null,
    -- letters::kind::Kind as JSON; nothing while the catalogue's words hold.
    definition jsonb,
    version    bigint not null default 1,
    changed_by text not null default '',
    changed_at timestamptz not null default now()
);

-- How the village numbers and signs. Without a row, what the program says.
create table letter_settings (
    only_row     boolean primary key default true check (only_row),
    pattern      text not null check (length(pattern) between 1 and 120),
    abbreviation text not null check (length(abbreviation) <= 20),
    series       text not null check (series in ('one', 'kind', 'code')),
    -- Hours within which a request shall be dealt with.
    target_hours integer not null check (target_hours between 1 and 720),
    -- For how many days the photos of a finished request are kept.
    files_days   integer not null check (files_days between 1 and 365),
    -- Who signs while the head is away, and until when.
    delegate_id    uuid references staff (id) on delete set null,
    delegate_until date,
    version      bigint not null default 1,
    check (delegate_until is not null or delegate_id is null)
);
create index letter_settings_delegate on letter_settings (delegate_id);

create table letter_requests (
    id             uuid primary key,
    kind           text not null,
    -- Who the letter is about; nobody in the register where it is about a stranger.
    resident_id    uuid references residents (id) on delete restrict,
    -- Who asked, when it was another member of the same family.
    asked_by       uuid references residents (id) on delete restrict,
    came_by        text not null check (came_by in ('online', 'link', 'kiosk', 'counter')),
    state          text not null check (state in ('draft', 'received', 'checked', 'verified', 'signed',
                                                  'delivered', 'returned', 'refused', 'withdrawn')),
    state_since    timestamptz not null,
    -- letters::answers::Answers as JSON.
    answers_sealed bytea not null,
    -- What the citizen is told when it comes back or is refused.
    reason         text not null default '',
    -- One per form that was opened: a double tap makes one request.
    once           uuid not null unique,
    -- Hash of the link of somebody who has no account.
    link_hash      bytea unique,
    -- Who entered it at the counter.
    entered_by     text not null default '',
    version        bigint not null default 1,
    made_at        timestamptz not null,
    sent_at        timestamptz,
    check ((state = 'draft') = (sent_at is null))
);
create index letter_requests_waiting on letter_requests (state, sent_at, id)
    where state in ('received', 'checked', 'verified', 'returned', 'signed');
create index letter_requests_sent on letter_requests (sent_at desc, id desc) where sent_at is not null;
create index letter_requests_resident on letter_requests (resident_id, made_at desc, id desc);
create index letter_requests_asked_by on letter_requests (asked_by, made_at desc, id desc);

-- Every step of a request.
create table letter_steps (
    id         uuid primary key,
    request_id uuid not null references letter_requests (id) on delete cascade,
    state      text not null,
    by_name    text not null,
    by_staff   uuid,
    -- For the citizen.
    reason     text not null default '',
    -- For the office alone.
    note       text not null default '',
    happened_at timestamptz not null
);
create index letter_steps_request on letter_steps (request_id, happened_at, id);

-- Photos of requirements, sealed.
create table letter_files (
    id          uuid primary key,
    request_id  uuid not null references letter_requests (id) on delete cascade,
    requirement text not null,
    media_type  text not null check (media_type in ('image/jpeg', 'application/pdf')),
    bytes       integer not null check (bytes > 0),
    -- Nothing after the time it is kept for.
    sealed      bytea,
    sent_at     timestamptz not null
);
create index letter_files_request on letter_files (request_id, sent_at, id);

-- The last number of each series and year. A row is locked while a letter is signed.
create table letter_series (
    year   integer not null check (year between 2000 and 9999),
    series text not null,
    last   integer not null check (last >= 0),
    primary key (year, series)
);

-- Every letter that has a number: issued here, written on paper, or a number that was given up.
create table letters (
    id             uuid primary key,
    request_id     uuid unique references letter_requests (id) on delete restrict,
    resident_id    uuid references residents (id) on delete set null,
    kind           text not null,
    kind_name      text not null,
    way            text not null check (way in ('digital', 'paper')),
    state          text not null check (state in ('valid', 'revoked', 'void')),
    state_reason   text not null default '',
    state_since    timestamptz not null,
    series         text not null,
    year           integer not null,
    number         integer not null check (number > 0),
    -- As it stands on the letter.
    number_text    text not null,
    code           text not null,
    dated          date not null,
    valid_until    date,
    -- What the agenda says it is about, without personal data.
    subject        text not null,
    -- "S*** N***"
    holder_masked  text not null default '',
    signer_name    text not null default '',
    signer_title   text not null default '',
    signed_by      uuid,
    signed_at      timestamptz not null,
    -- Ten letters and digits to type, and 128 random bits for the QR.
    check_code     text unique,
    token          text unique,
    key_id         text,
    -- What was signed (proof::Summary), and the signature under it.
    summary        bytea,
    signature      bytea,
    -- What was signed: paper::Content as JSON, and its SHA-256.
    content_sealed bytea,
    content_hash   bytea,
    -- Of the PDF, when it was made.
    pdf_hash       bytea,
    unique (series, year, number)
);
create unique index letters_number on letters (year, number_text);
create index letters_register on letters (signed_at desc, id desc);
create index letters_resident on letters (resident_id, signed_at desc, id desc);
create index letters_pdf on letters (pdf_hash) where pdf_hash is not null;

-- The letter as it was handed out, sealed: a later version of the program would print other bytes.
create table letter_pdfs (
    letter_id uuid primary key references letters (id) on delete cascade,
    sealed    bytea not null,
    made_at   timestamptz not null
);

-- Keys with which the village signs its letters; the newest that is not retired is used.
create table letter_keys (
    id            text primary key,
    row_id        uuid not null unique,
    public        bytea not null check (length(public) = 32),
    secret_sealed bytea not null,
    made_at       timestamptz not null,
    retired_at    timestamptz
);

-- Letters that came to the office (agenda, A.7 of Permendagri 47/2016).
create table incoming_letters (
    id          uuid primary key,
    year        integer not null,
    agenda      integer not null check (agenda > 0),
    received_on date not null,
    number_text text not null,
    dated       date,
    sender      text not null,
    subject     text not null,
    disposition text not null default '',
    version     bigint not null default 1,
    made_by     text not null default '',
    made_at     timestamptz not null,
    unique (year, agenda)
);

-- What somebody thought of the service: nine answers from 1 to 4 (Permenpan-RB 14/2017).
create table letter_ratings (
    request_id uuid primary key references letter_requests (id) on delete cascade,
    scores     smallint[] not null check (array_length(scores, 1) = 9),
    words      text not null default '',
    rated_at   timestamptz not null
);
