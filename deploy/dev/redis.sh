# A private Redis: own port, a password, nothing kept on disk.
# shellcheck shell=bash

ensure_redis() {
    if redis_is_ours; then return; fi
    find_redis || fail "Redis is missing."
    REDIS_PORT=$(free_port "${REDIS_PORT:-$([[ $PURPOSE == test ]] && echo 6391 || echo 6390)}")
    REDIS_PASSWORD=${REDIS_PASSWORD:-$(new_password)}
    save_state
    say "Starting Redis on 127.0.0.1:$REDIS_PORT"
    redis_settings | as_service "$REDIS_BIN" - >/dev/null || fail "Redis did not start."
    for _ in {1..50}; do
        if redis_is_ours; then return; fi
        sleep 0.1
    done
    fail "Redis did not answer on 127.0.0.1:$REDIS_PORT; its log is $DATA/redis.log."
}

redis_settings() {
    cat <<END
bind 127.0.0.1
port $REDIS_PORT
requirepass $REDIS_PASSWORD
daemonize yes
pidfile $DATA/redis.pid
logfile $DATA/redis.log
dir $DATA
save ""
appendonly no
maxmemory 128mb
maxmemory-policy allkeys-lru
END
}

# Speaks the protocol itself: redis-cli is a package of its own.
redis_say() {
    local reply
    {
        exec 3<>"/dev/tcp/127.0.0.1/$REDIS_PORT" || return 1
        printf 'AUTH %s\r\n%s\r\n' "$REDIS_PASSWORD" "$1" >&3
        read -r -t 2 reply <&3 && [[ $reply == +OK* ]] || return 1
        read -r -t 2 reply <&3 || reply=''
        exec 3>&-
    } 2>/dev/null
    printf '%s\n' "${reply%$'\r'}"
}

redis_is_ours() {
    [[ -n $REDIS_PORT && -n $REDIS_PASSWORD && $(redis_say PING) == +PONG ]]
}

stop_redis() {
    if redis_is_ours; then
        say "Stopping Redis of $PURPOSE"
        redis_say 'SHUTDOWN NOSAVE' >/dev/null || true
    fi
}
