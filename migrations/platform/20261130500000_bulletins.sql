-- What the regency says once and many sites show. A village owns none of it: it may only hide what
-- the regency lets it hide.

create table platform.bulletins (
    id           uuid primary key,
    kind         text not null check (kind in ('article', 'banner', 'urgent')),
    -- The last part of an article's address, for good.
    slug         text unique check (slug ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'),
    title        text not null check (title <> ''),
    -- Plain text of what stands above pages, cleaned HTML of an article.
    body         text not null default '',
    link         text not null default '' check (link ~ '^(https?://.+)?$'),
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    audience     text not null check (audience in ('all', 'subdistricts', 'villages')),
    -- Codes; empty unless the audience says so.
    subdistricts text[] not null default '{}',
    villages     text[] not null default '{}',
    may_hide     boolean not null,
    -- Tells the second of two editors.
    version      integer not null default 1,
    made_by      uuid not null,
    -- As they were called at that time.
    made_name    text not null,
    made_at      timestamptz not null,
    changed_name text not null,
    changed_at   timestamptz not null,
    withdrawn_at timestamptz,
    check (starts_at < ends_at),
    check ((kind = 'article') = (slug is not null)),
    check ((audience = 'subdistricts') = (cardinality(subdistricts) > 0)),
    check ((audience = 'villages') = (cardinality(villages) > 0))
);
create index bulletins_listed on platform.bulletins (starts_at desc, id desc);
create index bulletins_alive on platform.bulletins (ends_at) where withdrawn_at is null;

create table platform.bulletin_hides (
    village_code text not null references platform.villages (code) on delete cascade,
    bulletin_id  uuid not null references platform.bulletins (id) on delete cascade,
    hidden_at    timestamptz not null default now(),
    primary key (village_code, bulletin_id)
);
create index bulletin_hides_of on platform.bulletin_hides (bulletin_id);

-- Hides a bulletin on a village's site, or shows it again. The village is the role that the
-- transaction is pinned to, never an argument: no village can hide anything on another's site.
-- True when it is so now; false when the regency does not allow it, or the bulletin is not for this
-- village.
create function platform.hide_bulletin(bulletin uuid, hide boolean)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog
as $$
declare
    village platform.villages;
begin
    select v.code, v.subdistrict_code into village.code, village.subdistrict_code
    from platform.villages v
    where v.schema_name = current_setting('role');
    if village.code is null then
        raise exception 'a bulletin was hidden outside a village' using errcode = 'BN001';
    end if;
    perform from platform.bulletins b
    where b.id = bulletin and b.withdrawn_at is null
        and (b.audience = 'all' or village.subdistrict_code = any (b.subdistricts)
            or village.code = any (b.villages))
        and (b.may_hide or not hide)
    for share;
    if not found then
        return false;
    end if;
    if hide then
        insert into platform.bulletin_hides (village_code, bulletin_id)
        values (village.code, bulletin) on conflict do nothing;
    else
        delete from platform.bulletin_hides
        where village_code = village.code and bulletin_id = bulletin;
    end if;
    perform pg_notify('banua_register', '');
    return true;
end
$$;

revoke execute on function platform.hide_bulletin(uuid, boolean) from public;
grant execute on function platform.hide_bulletin(uuid, boolean) to banua_village;
grant select, insert, update on platform.bulletins to banua_app;
grant select on platform.bulletin_hides to banua_app;
