-- Villages may be in other databases than the register. In such a database these tables are the same;
-- its `villages` has a line for each village that is there, so that its queue knows them, and nothing
-- else of the register is kept there.

alter table platform.villages
    add constraint villages_shard_name check (shard ~ '^[a-z][a-z0-9-]{0,29}$'),
    -- Where it is on its way to; who writes meanwhile waits.
    add column moving_to text check (moving_to ~ '^[a-z][a-z0-9-]{0,29}$');

-- A copy of a village that comes or goes. Which of two copies lives, the register alone says; a copy
-- that does not is taken away. What it forbids its role while it goes is noted, to be given back.
create table platform.village_copies (
    schema_name text primary key check (schema_name ~ '^d_\d{10}$'),
    forbidden   jsonb not null default '[]',
    noted_at    timestamptz not null default now()
);

-- What the doctor looks at in each of them.
grant select on platform.village_copies to banua_app;
do $$ begin
    if to_regclass('platform._sqlx_migrations') is not null then
        grant select on platform._sqlx_migrations to banua_app;
    end if;
end $$;
