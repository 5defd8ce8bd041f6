# A private Postgres: own port, own folder, never a cluster that was there before.
# shellcheck shell=bash

ensure_postgres() {
    if postgres_is_ours; then return; fi
    local data=$DATA/postgres
    if as_service test -s "$data/PG_VERSION"; then
        local made_with
        made_with=$(as_service cat "$data/PG_VERSION")
        find_postgres "$made_with" || fail "The data in $data was made by PostgreSQL $made_with," \
            "which is no longer installed. Install postgresql-$made_with, or forget the data with" \
            "deploy/dev/stop --purpose $PURPOSE --purge."
    else
        find_postgres || fail "PostgreSQL is missing."
        create_cluster "$data"
    fi
    start_postgres "$data"
    create_database
}

# Up, and really the one we made: our password opens it.
postgres_is_ours() {
    [[ -n $PG_PORT && -n $PG_OWNER_PASSWORD ]] && answers 127.0.0.1 "$PG_PORT" \
        && [[ $(owner_psql banua -c 'select 1' 2>/dev/null) == 1 ]]
}

owner_psql() {
    local database=$1
    shift
    PGPASSWORD=$PG_OWNER_PASSWORD PGCONNECT_TIMEOUT=5 psql -h 127.0.0.1 -p "$PG_PORT" -U banua \
        -d "$database" -XqAt -v ON_ERROR_STOP=1 "$@"
}

create_cluster() {
    local data=$1 sync=()
    if [[ $PURPOSE == test ]]; then sync=(--no-sync); fi
    say "Making a private PostgreSQL ($PG_BIN)"
    PG_OWNER_PASSWORD=$(new_password)
    PG_APP_PASSWORD=$(new_password)
    save_state
    # A cluster is made aside and renamed, so that an interruption leaves none that looks whole.
    as_service rm -rf "$data.new" "$data"
    printf %s "$PG_OWNER_PASSWORD" | as_service sh -c 'umask 077 && cat >"$1"' - "$DATA/owner"
    as_service "$PG_BIN/initdb" -D "$data.new" -U banua --pwfile="$DATA/owner" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 "${sync[@]}" >/dev/null \
        || fail "initdb failed, see above."
    as_service rm "$DATA/owner"
    postgres_settings | as_service tee -a "$data.new/postgresql.conf" >/dev/null
    as_service mv "$data.new" "$data"
}

postgres_settings() {
    cat <<'END'

# Banua, private instance for development
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
max_locks_per_transaction = 256     # a schema has about 70 tables; dropping one locks them all
shared_buffers = 128MB
max_wal_size = 512MB
jit = off                           # short statements: compiling them costs more than it gives
timezone = 'UTC'
log_timezone = 'UTC'
END
    if [[ $PURPOSE == test ]]; then
        cat <<'END'
fsync = off                         # tests only: nothing here outlives a power cut
synchronous_commit = off
full_page_writes = off
END
    fi
}

start_postgres() {
    local data=$1 log=$DATA/postgres.log
    if as_service "$PG_BIN/pg_ctl" -D "$data" status >/dev/null 2>&1; then
        # Running, but our password does not open it or the port is not the remembered one.
        PG_PORT=$(as_service sed -n 4p "$data/postmaster.pid")
        postgres_is_ours || fail "The PostgreSQL in $data does not know the password in $STATE." \
            "Forget its data with deploy/dev/stop --purpose $PURPOSE --purge and start again."
        save_state
        return
    fi
    PG_PORT=$(free_port "${PG_PORT:-$([[ $PURPOSE == test ]] && echo 5453 || echo 5442)}")
    save_state
    say "Starting PostgreSQL on 127.0.0.1:$PG_PORT"
    if ! as_service "$PG_BIN/pg_ctl" -D "$data" -l "$log" -w -t 60 -o "-p $PG_PORT" start \
        >/dev/null; then
        as_service tail -n 20 "$log" >&2 || true
        fail "PostgreSQL did not start; its log is $log."
    fi
}

create_database() {
    owner_psql postgres >/dev/null <<END
select 'create database banua' where not exists (select from pg_database where datname = 'banua')
\gexec
select 'create role banua_app login noinherit'
where not exists (select from pg_roles where rolname = 'banua_app')
\gexec
alter role banua_app login noinherit password '$PG_APP_PASSWORD';
END
}

stop_postgres() {
    local data=$DATA/postgres
    as_service test -s "$data/postmaster.pid" 2>/dev/null || return 0
    find_postgres "$(as_service cat "$data/PG_VERSION")" || return 0
    if as_service "$PG_BIN/pg_ctl" -D "$data" status >/dev/null 2>&1; then
        say "Stopping PostgreSQL of $PURPOSE"
        as_service "$PG_BIN/pg_ctl" -D "$data" -m fast -w stop >/dev/null
    fi
}
