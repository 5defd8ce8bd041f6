# Shared by prepare and stop: where things are, how to speak, how not to be root.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
VAR=$ROOT/var

say() { [[ -n ${QUIET:-} ]] || printf '  %s\n' "$*" >&2; }

fail() {
    printf '\n%s\n\n' "$*" >&2
    exit 1
}

# Private servers never run as root: Postgres refuses to, Redis should.
choose_service_user() {
    SERVICE_USER=$(id -un)
    if [[ $EUID -eq 0 ]]; then
        if id postgres >/dev/null 2>&1; then SERVICE_USER=postgres; else SERVICE_USER=nobody; fi
    fi
}

# Runs a command as the service user, from / and holding none of our open files: a server that
# kept our lock or make's pipes would keep them until it is stopped.
as_service() (
    cd /
    for fd in /proc/self/fd/*; do
        fd=${fd##*/}
        if ((fd > 2)); then eval "exec $fd>&-"; fi
    done
    if [[ $EUID -eq 0 ]]; then
        exec setpriv --reuid="$SERVICE_USER" --regid="$(id -g "$SERVICE_USER")" --clear-groups \
            env HOME=/ USER="$SERVICE_USER" LOGNAME="$SERVICE_USER" "$@"
    fi
    exec "$@"
)

# var/<purpose>/state remembers ports, passwords and the data folder, for us and stop only.
load_state() {
    STATE=$VAR/$1/state
    DATA='' PG_PORT='' PG_OWNER_PASSWORD='' PG_APP_PASSWORD='' REDIS_PORT='' REDIS_PASSWORD=''
    if [[ -e $STATE && ! -r $STATE ]]; then
        fail "$STATE belongs to another user; run this as $(stat -c %U "$STATE")," \
            "or remove $VAR and start again."
    fi
    # shellcheck disable=SC1090
    if [[ -r $STATE ]]; then . "$STATE"; fi
}

save_state() {
    write_private "$STATE" <<END
DATA='$DATA'
PG_PORT=$PG_PORT
PG_OWNER_PASSWORD=$PG_OWNER_PASSWORD
PG_APP_PASSWORD=$PG_APP_PASSWORD
REDIS_PORT=$REDIS_PORT
REDIS_PASSWORD=$REDIS_PASSWORD
END
}

# Standard input becomes a file that only we may read, all of it or nothing.
write_private() {
    local temporary=$1.$$
    (umask 077 && cat >"$temporary") && mv -f "$temporary" "$1"
}

new_password() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# Whether anything listens there.
answers() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

free_port() {
    local port=$1
    while answers 127.0.0.1 "$port"; do
        port=$((port + 1))
        if ((port > $1 + 200)); then fail "No free port between $1 and $port."; fi
    done
    echo "$port"
}

# The folder of the servers' data: var/<purpose> when the service user can reach and own it,
# else below /var/lib (a checkout under /root, a network disk without owners).
choose_data_dir() {
    if [[ -n $DATA && -d $DATA ]]; then return; fi
    DATA=$VAR/$PURPOSE/data
    if own_dir "$DATA"; then return; fi
    rmdir "$DATA" 2>/dev/null || true
    DATA=/var/lib/banua-dev/$(printf %s "$ROOT" | sha256sum | cut -c1-12)/$PURPOSE
    mkdir -p -m 755 "$(dirname "$DATA")"
    own_dir "$DATA" || fail "Neither $VAR/$PURPOSE nor $DATA can be used by $SERVICE_USER."
    say "Data of the private servers lives in $DATA ($SERVICE_USER cannot reach this folder)."
}

own_dir() {
    mkdir -p "$1" 2>/dev/null || return 1
    if [[ $EUID -eq 0 ]]; then
        chown "$SERVICE_USER:" "$1" 2>/dev/null || return 1
    fi
    chmod 700 "$1" 2>/dev/null || return 1
    as_service test -w "$1" -a -x "$1" 2>/dev/null
}
