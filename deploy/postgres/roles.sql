-- The database roles of a server, made once by a superuser:
--
--   sudo -u postgres psql -v owner_password=… -v app_password=… -f roles.sql
--
-- Three kinds of roles, none of them a superuser:
--   banua        owns the database and every schema; only `banua migrate` and `banua village …`
--                use it. CREATEROLE because every village has a role of its own.
--   banua_app    the service. Owns nothing and inherits nothing; it reaches a village only by
--                taking that village's role for one transaction.
--   d_…          one per village, made by Banua, without login, with rights on one schema.
-- Running it again changes passwords and nothing else.

\set ON_ERROR_STOP on

select 'create role banua login createrole'
where not exists (select from pg_roles where rolname = 'banua')
\gexec
select 'create role banua_app login noinherit'
where not exists (select from pg_roles where rolname = 'banua_app')
\gexec
select 'create role banua_village nologin'
where not exists (select from pg_roles where rolname = 'banua_village')
\gexec
alter role banua login createrole password :'owner_password';
alter role banua_app login noinherit password :'app_password';
-- The owner makes village roles members of this one.
grant banua_village to banua with admin option;
-- Long-running maintenance is nothing for the service.
alter role banua_app set idle_in_transaction_session_timeout = '60s';

select 'create database banua owner banua encoding ''UTF8'' locale ''C.UTF-8'' template template0'
where not exists (select from pg_database where datname = 'banua')
\gexec
revoke all on database banua from public;
grant connect on database banua to banua_app;

\connect banua

-- Only a superuser may take these from everybody: with them a single injected SELECT could leave
-- its village by changing a setting or by running a text as SQL. The owner keeps them: the first
-- migration takes them away once more, for servers on which nobody ran this file.
select format(statement, p.oid::regprocedure)
from (values ('revoke execute on function %s from public'),
             ('grant execute on function %s to banua with grant option')) as s (statement),
    pg_proc p
join pg_namespace n on n.oid = p.pronamespace
where n.nspname = 'pg_catalog'
  and p.proname in ('set_config', 'query_to_xml', 'query_to_xmlschema',
      'query_to_xml_and_xmlschema', 'cursor_to_xml', 'cursor_to_xmlschema', 'table_to_xml',
      'table_to_xmlschema', 'table_to_xml_and_xmlschema', 'schema_to_xml', 'schema_to_xmlschema',
      'schema_to_xml_and_xmlschema', 'database_to_xml', 'database_to_xmlschema',
      'database_to_xml_and_xmlschema')
\gexec

-- Settings this design needs, in postgresql.conf:
--   max_locks_per_transaction = 256   dropping a village locks all its tables at once
--   max_connections = 100             Banua itself opens 12 to 20 per process
--   jit = off                         every statement here is short
