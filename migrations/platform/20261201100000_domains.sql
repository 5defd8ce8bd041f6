-- Domains that villages want and have not proven yet. A domain waits for one village at a time.
create table platform.domain_claims (
    id           uuid primary key,
    village_code text not null references platform.villages (code) on delete cascade,
    host         text not null unique check (host = lower(host) and length(host) <= 246),
    -- What the domain's TXT record has to say. Public as soon as the record is made.
    token        text not null check (token <> ''),
    made_at      timestamptz not null,
    made_by      text not null,
    expires_at   timestamptz not null,
    checked_at   timestamptz,
    -- Why the last look did not prove it: a word of the program.
    finding      text
);
create index domain_claims_village on platform.domain_claims (village_code);

-- How long the certificates of hosts are good, as they were seen last.
create table platform.host_certificates (
    host     text primary key check (host = lower(host) and length(host) <= 253),
    ends_at  timestamptz,
    -- When that was seen.
    seen_at  timestamptz,
    asked_at timestamptz not null,
    -- Why nothing was seen at `asked_at`; empty when something was.
    problem  text not null default ''
);

grant select, insert, update, delete on platform.domain_claims, platform.host_certificates
    to banua_app;
