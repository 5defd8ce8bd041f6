-- Exports of villages in the object store. The rows outlive their village: what was dropped by
-- mistake can be brought back for a while.
create table platform.village_backups (
    id              uuid primary key default gen_random_uuid(),
    village_code    text not null check (village_code ~ '^\d{2}\.\d{2}\.\d{2}\.\d{4}$'),
    slug            text not null,
    key             text not null unique,
    purpose         text not null check (purpose in ('nightly', 'asked', 'before_restore')),
    -- "writing" is what nobody finished yet, or ever: the next export of the village calls it failed.
    status          text not null default 'writing' check (status in ('writing', 'kept', 'failed')),
    started_at      timestamptz not null default now(),
    -- The moment it shows.
    made_at         timestamptz not null,
    bytes           bigint,
    row_count       bigint,
    file_count      bigint,
    manifest_sha256 text check (manifest_sha256 ~ '^[0-9a-f]{64}$'),
    schema_version  bigint,
    -- When it was last restored for trial, and what came of it.
    verified_at     timestamptz,
    verdict         text check (verdict in ('good', 'bad')),
    reason          text not null default '',
    check (status <> 'kept' or (bytes is not null and manifest_sha256 is not null
        and schema_version is not null)),
    check ((verdict is null) = (verified_at is null))
);
create index village_backups_village on platform.village_backups (village_code, made_at desc);

grant select, insert, update, delete on platform.village_backups to banua_app;

-- Exports are restored for trial into schema `village_drill`, by this role, in transactions that
-- never end with COMMIT. Roles belong to the whole server: another database of it may have made the
-- role, or be making it at this moment.
do $$ begin
    begin
        if not exists (select from pg_roles where rolname = 'banua_drill') then
            create role banua_drill nologin;
        end if;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
        if not pg_has_role('banua_app', 'banua_drill', 'member') then
            grant banua_drill to banua_app;
        end if;
    exception when unique_violation then null;
    end;
end $$;
