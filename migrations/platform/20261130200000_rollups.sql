-- What villages tell the district: figures with their history by day, and their latest news. Each is
-- written by the village's own role through a function that takes the village from that role, so
-- that no village can speak for another.

create table platform.village_stats_days (
    village_code text not null references platform.villages (code) on delete cascade,
    topic        text not null,
    day          date not null,
    figures      jsonb not null,
    primary key (village_code, topic, day)
);

create table platform.village_news (
    village_code text not null references platform.villages (code) on delete cascade,
    slug         text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 120),
    -- Pages by key: the same for the same article, different in two copies of one village.
    id           uuid not null unique,
    title        text not null check (title <> ''),
    excerpt      text not null default '',
    -- Alternative text, size and public file names; no file is copied.
    photo        jsonb,
    published_at timestamptz not null,
    primary key (village_code, slug)
);
create index village_news_newest on platform.village_news (published_at desc, id desc);

-- Names a village had before, so that it is found by them.
create table platform.village_names (
    village_code text not null references platform.villages (code) on delete cascade,
    name         text not null check (name <> ''),
    until        timestamptz not null default now(),
    primary key (village_code, name)
);

-- Outlines for the map of the regency, as the district imported them: rings of [longitude, latitude].
create table platform.village_shapes (
    village_code text primary key references platform.villages (code) on delete cascade,
    outline      jsonb not null,
    points       integer not null check (points > 0),
    imported_at  timestamptz not null default now()
);

grant select on platform.village_stats_days, platform.village_news, platform.village_names,
    platform.village_shapes to banua_app;

-- Asks for the roll-up of the village of this transaction: at once, or after so many seconds, when
-- something scheduled becomes public. One of each waits at most; a later word moves it.
create function platform.ask_rollup(after_seconds double precision)
returns void
language plpgsql
security definer
set search_path = pg_catalog
as $$
begin
    insert into platform.jobs (village_code, kind, dedupe_key, run_at)
    select code, 'rollup', case when after_seconds > 0 then 'scheduled' else 'now' end,
        now() + make_interval(secs => greatest(after_seconds, 0))
    from platform.villages
    where schema_name = current_setting('role')
    on conflict (village_code, kind, dedupe_key)
        where dedupe_key is not null and status = 'waiting'
        do update set run_at = excluded.run_at;
    if after_seconds <= 0 then
        perform pg_notify('banua_jobs', 'rollup');
    end if;
end
$$;

-- As before; also keeps the day's figures for 400 days and announces what changed to the portal.
create or replace function platform.publish_stats(stats_topic text, stats_figures jsonb)
returns void
language plpgsql
security definer
set search_path = pg_catalog
as $$
declare
    village text;
    known jsonb;
    today date := (now() at time zone 'Asia/Makassar')::date;
begin
    select code into village from platform.villages
    where schema_name = current_setting('role');
    if village is null then
        raise exception 'figures of % were published outside a village', stats_topic
            using errcode = 'BN001';
    end if;
    select figures into known from platform.village_stats
    where village_code = village and topic = stats_topic;
    insert into platform.village_stats (village_code, topic, figures, updated_at)
    values (village, stats_topic, stats_figures, now())
    on conflict (village_code, topic)
        do update set figures = excluded.figures, updated_at = excluded.updated_at;
    insert into platform.village_stats_days as d (village_code, topic, day, figures)
    values (village, stats_topic, today, stats_figures)
    on conflict (village_code, topic, day)
        do update set figures = excluded.figures
        where d.figures is distinct from excluded.figures;
    delete from platform.village_stats_days
    where village_code = village and topic = stats_topic and day < today - 400;
    if known is distinct from stats_figures then
        perform pg_notify('banua_portal', village);
    end if;
end
$$;

-- Replaces a village's latest news as a whole: at most twenty, whatever was handed over.
create function platform.publish_news(news jsonb)
returns void
language plpgsql
security definer
set search_path = pg_catalog
as $$
declare
    village text;
    kept text[];
    gone bigint;
    changed bigint;
begin
    select code into village from platform.villages
    where schema_name = current_setting('role');
    if village is null then
        raise exception 'news was published outside a village' using errcode = 'BN001';
    end if;
    kept := array(
        select n.slug
        from jsonb_to_recordset(news) as n(slug text, title text, published_at timestamptz)
        where n.slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(n.slug) <= 120
            and n.title <> '' and n.published_at is not null
        order by n.published_at desc, n.slug
        limit 20
    );
    delete from platform.village_news
    where village_code = village and slug <> all (kept);
    get diagnostics gone = row_count;
    insert into platform.village_news as known
        (village_code, slug, id, title, excerpt, photo, published_at)
    select village, n.slug, md5(village || '/' || n.slug)::uuid, left(n.title, 300),
        left(coalesce(n.excerpt, ''), 400),
        case when jsonb_typeof(n.photo) = 'object' and length(n.photo::text) <= 6000
            then n.photo end,
        n.published_at
    from jsonb_to_recordset(news) as n(
        slug text, title text, excerpt text, photo jsonb, published_at timestamptz
    )
    where n.slug = any (kept)
    on conflict (village_code, slug) do update
        set title = excluded.title, excerpt = excluded.excerpt, photo = excluded.photo,
            published_at = excluded.published_at
        where (known.title, known.excerpt, known.photo, known.published_at)
            is distinct from
            (excluded.title, excluded.excerpt, excluded.photo, excluded.published_at);
    get diagnostics changed = row_count;
    if gone + changed > 0 then
        perform pg_notify('banua_portal', village);
    end if;
end
$$;

revoke execute on function
    platform.ask_rollup(double precision), platform.publish_news(jsonb) from public;
grant execute on function
    platform.ask_rollup(double precision), platform.publish_news(jsonb) to banua_village;

-- Villages that are here already tell what they have as soon as a worker runs.
insert into platform.jobs (village_code, kind, dedupe_key)
select code, 'rollup', 'now' from platform.villages
on conflict (village_code, kind, dedupe_key)
    where dedupe_key is not null and status = 'waiting'
    do nothing;
