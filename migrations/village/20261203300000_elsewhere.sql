-- Residents whose NIK another village has, too. Found by comparison across villages, which says no more
-- than this.
create table nik_elsewhere (
    resident_id uuid primary key references residents (id) on delete cascade,
    noticed_at  timestamptz not null default now()
);
