-- The durable queue. A job belongs to one village, or to none when the platform itself asks.

create table platform.jobs (
    id           uuid primary key default gen_random_uuid(),
    village_code text references platform.villages (code) on delete cascade,
    kind         text not null,
    payload      jsonb not null default '{}',
    dedupe_key   text,
    status       text not null default 'waiting'
                 check (status in ('waiting', 'running', 'done', 'failed')),
    attempts     integer not null default 0,
    max_attempts integer not null default 8,
    run_at       timestamptz not null default now(),
    locked_by    text,
    locked_until timestamptz,
    last_error   text,
    created_at   timestamptz not null default now(),
    finished_at  timestamptz
);
create index jobs_ready on platform.jobs (run_at) where status = 'waiting';
create index jobs_running on platform.jobs (locked_until) where status = 'running';
create index jobs_village on platform.jobs (village_code, created_at desc);
create unique index jobs_once on platform.jobs (village_code, kind, dedupe_key)
    where dedupe_key is not null and status = 'waiting';

-- Asks for a job from inside a village's own transaction. The village is the role that the
-- transaction is pinned to, never an argument: no village can queue work for another, and a
-- transaction without a village is refused.
create function platform.enqueue(job_kind text, job_payload jsonb, job_key text)
returns void
language plpgsql
security definer
set search_path = pg_catalog
as $$
declare
    village text;
begin
    select code into village from platform.villages
    where schema_name = current_setting('role');
    if village is null then
        raise exception 'a job of kind % was queued outside a village', job_kind
            using errcode = 'BN001';
    end if;
    insert into platform.jobs (village_code, kind, payload, dedupe_key)
    values (village, job_kind, job_payload, job_key)
    on conflict (village_code, kind, dedupe_key)
        where dedupe_key is not null and status = 'waiting'
        do nothing;
    perform pg_notify('banua_jobs', job_kind);
end
$$;

-- Writes a village's figures for the district, by the same rule.
create function platform.publish_stats(stats_topic text, stats_figures jsonb)
returns void
language plpgsql
security definer
set search_path = pg_catalog
as $$
begin
    insert into platform.village_stats (village_code, topic, figures, updated_at)
    select code, stats_topic, stats_figures, now() from platform.villages
    where schema_name = current_setting('role')
    on conflict (village_code, topic)
        do update set figures = excluded.figures, updated_at = excluded.updated_at;
    if not found then
        raise exception 'figures of % were published outside a village', stats_topic
            using errcode = 'BN001';
    end if;
end
$$;
