-- Who may do what. `banua_app` is the login role of the service: it owns nothing, inherits
-- nothing, and reaches a village only by SET ROLE. `banua_village` holds what every village
-- role may use outside its own schema.

do $$
begin
    if not exists (select from pg_roles where rolname = 'banua_village') then
        create role banua_village nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'banua_app') then
        create role banua_app nologin noinherit;
    end if;
end
$$;

revoke all on schema public from public;
revoke execute on all functions in schema platform from public;

grant usage on schema platform, ext to banua_village, banua_app;
grant execute on function
    platform.enqueue(text, jsonb, text), platform.publish_stats(text, jsonb) to banua_village;

grant select on platform.regencies, platform.subdistricts, platform.villages,
    platform.village_hosts, platform.village_events, platform.village_stats to banua_app;
grant insert on platform.village_events to banua_app;
grant select, insert, update, delete on platform.jobs to banua_app;

-- A single injected SELECT must not be able to leave its village: these two families are the
-- only built-in ways to change a setting or run a text as SQL from inside an expression.
do $$
declare
    f regprocedure;
begin
    for f in
        select p.oid::regprocedure from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'pg_catalog'
          and p.proname in ('set_config', 'query_to_xml', 'query_to_xmlschema',
              'query_to_xml_and_xmlschema', 'cursor_to_xml', 'cursor_to_xmlschema',
              'table_to_xml', 'table_to_xmlschema', 'table_to_xml_and_xmlschema',
              'schema_to_xml', 'schema_to_xmlschema', 'schema_to_xml_and_xmlschema',
              'database_to_xml', 'database_to_xmlschema', 'database_to_xml_and_xmlschema')
    loop
        execute format('revoke execute on function %s from public', f);
    end loop;
end
$$;
