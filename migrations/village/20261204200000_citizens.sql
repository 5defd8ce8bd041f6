-- Layanan Mandiri: residents who come in with NIK and PIN, and what they are told there.

create table citizen_accounts (
    id            uuid primary key,
    resident_id   uuid not null unique references residents (id) on delete cascade,
    pin_hash      text not null,
    -- The PIN was made by the office: the first thing she does is to choose her own.
    must_change   boolean not null,
    state         text not null default 'open' check (state in ('open', 'closed')),
    -- Sessions that began before are over: a PIN was changed, or the account closed.
    void_before   timestamptz not null,
    given_by      text not null default '',
    given_at      timestamptz not null,
    last_login_at timestamptz
);
create index citizen_accounts_newest on citizen_accounts (given_at desc, id desc);

-- Links by which somebody chooses her PIN, once.
create table citizen_links (
    token_hash bytea primary key check (length(token_hash) = 32),
    account_id uuid not null references citizen_accounts (id) on delete cascade,
    expires_at timestamptz not null
);
create index citizen_links_account on citizen_links (account_id);

-- The last code that was sent to somebody's phone.
create table citizen_codes (
    account_id uuid primary key references citizen_accounts (id) on delete cascade,
    code_hash  text not null,
    expires_at timestamptz not null,
    tries      integer not null default 0 check (tries >= 0)
);

create table citizen_messages (
    id          uuid primary key,
    resident_id uuid not null references residents (id) on delete cascade,
    text        text not null check (text <> ''),
    -- A page below /mandiri, or nothing.
    href        text not null default '',
    at          timestamptz not null,
    read_at     timestamptz
);
create index citizen_messages_resident on citizen_messages (resident_id, at desc, id desc);
create index citizen_messages_unread on citizen_messages (resident_id) where read_at is null;

-- Where somebody guesses: counted for any NIK that is typed, whether somebody has it or not. `who` is its
-- blind index.
create table citizen_alarms (
    day     date not null,
    who     bytea not null,
    tries   integer not null check (tries > 0),
    last_at timestamptz not null,
    primary key (day, who)
);

-- Tablets of the office at which residents come in one after the other.
create table citizen_kiosks (
    id         uuid primary key,
    name       text not null check (name <> ''),
    token_hash bytea not null unique check (length(token_hash) = 32),
    made_by    text not null default '',
    made_at    timestamptz not null
);
