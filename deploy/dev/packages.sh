# What must be installed, and either installing it or one sentence that says so.
# shellcheck shell=bash

RUST_NEEDED=1.95

# The newest Postgres server on this machine, or the one a data folder was made with.
find_postgres() {
    local wanted=${1:-} candidate
    PG_BIN=''
    while read -r candidate; do
        if [[ -x $candidate/initdb && -x $candidate/pg_ctl && -x $candidate/postgres ]]; then
            if [[ -n $wanted && $("$candidate/postgres" --version) != *" $wanted"[.\ ]* ]]; then
                continue
            fi
            PG_BIN=$candidate
            return 0
        fi
    done < <(
        printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV
        dirname "$(command -v initdb 2>/dev/null || echo /nowhere/x)"
        printf '%s\n' /usr/pgsql-*/bin | sort -rV
    )
    return 1
}

find_redis() {
    REDIS_BIN=$(command -v redis-server || command -v valkey-server) || return 1
}

find_chromium() {
    local name
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [[ -n $name ]] && command -v "$name" >/dev/null; then return 0; fi
    done
    return 1
}

# Packages that this purpose needs and that are not there.
missing_packages() {
    MISSING=()
    if [[ -z ${BANUA_DATABASE_URL:-} ]] && ! find_postgres; then MISSING+=(postgresql); fi
    if [[ -z ${BANUA_REDIS_URL:-} ]] && ! find_redis; then MISSING+=(redis-server); fi
    if ! command -v cc >/dev/null; then MISSING+=(build-essential); fi
    if ! command -v curl >/dev/null; then MISSING+=(curl ca-certificates); fi
    if ! command -v node >/dev/null; then MISSING+=(nodejs); fi
    if ! command -v npm >/dev/null; then MISSING+=(npm); fi
    if [[ $PURPOSE == test ]] && ! find_chromium; then MISSING+=(chromium); fi
}

ensure_packages() {
    missing_packages
    if ((${#MISSING[@]} == 0)); then return; fi
    local sudo=()
    if [[ $EUID -ne 0 ]]; then sudo=(sudo -n); fi
    if [[ -n ${BANUA_NO_INSTALL:-} ]] || ! command -v apt-get >/dev/null \
        || ! "${sudo[@]}" true 2>/dev/null; then
        fail "Please install: ${MISSING[*]}   (on Debian or Ubuntu: sudo apt-get install -y" \
            "${MISSING[*]}) and run this again."
    fi
    say "Installing with apt: ${MISSING[*]}"
    without_services "${MISSING[@]}"
    hash -r
    missing_packages
    if ((${#MISSING[@]} > 0)); then
        fail "apt installed what it could, but ${MISSING[*]} is still missing; please install it" \
            "and run this again."
    fi
}

# Debian starts what it installs. We want the programs, not another Postgres and Redis on the
# machine, and everything as it was for whoever installs them on purpose later.
without_services() {
    "${sudo[@]}" bash -s -- "$@" >&2 <<'END'
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
clusters=/etc/postgresql-common/createcluster.conf
undo=()
finish() { for step in "${undo[@]}"; do eval "$step"; done; }
trap finish EXIT
if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    undo+=("rm -f $policy")
fi
apt-get update -qq
if [[ " $* " == *" postgresql "* && ! -e $clusters ]]; then
    apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null
    if grep -q '^#create_main_cluster = true' "$clusters"; then
        sed -i 's/^#create_main_cluster = true/create_main_cluster = false/' "$clusters"
        undo+=("sed -i 's/^create_main_cluster = false/#create_main_cluster = true/' $clusters")
    fi
fi
apt-get install -y -qq --no-install-recommends "$@" >/dev/null
if [[ " $* " == *" redis-server "* && -d /run/systemd/system ]]; then
    systemctl disable --quiet redis-server || true
fi
END
}

ensure_rust() {
    if ! command -v cargo >/dev/null && [[ -x ${CARGO_HOME:-$HOME/.cargo}/bin/cargo ]]; then
        PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
    fi
    local version
    version=$(cargo --version 2>/dev/null | cut -d' ' -f2) || true
    if [[ -z $version ]]; then
        fail "Rust is missing. Install it from https://rustup.rs (Debian 13 and Ubuntu 24.04:" \
            "sudo apt-get install rustup && rustup default stable; Debian 12's own rustc is too" \
            "old), then run this again."
    fi
    if [[ $(printf '%s\n' "$RUST_NEEDED" "$version" | sort -V | head -1) != "$RUST_NEEDED" ]]; then
        fail "Rust $version is too old: this needs $RUST_NEEDED or newer (rustup update stable)."
    fi
}

# Only for tests; without it `make test` falls back to `cargo test`.
ensure_nextest() {
    if command -v cargo-nextest >/dev/null || [[ -n ${BANUA_NO_INSTALL:-} ]]; then return; fi
    say "Installing cargo-nextest, the test runner (once, some minutes)"
    # Unoptimised and without its self-update: half the time, and it only starts processes.
    env -u CARGO_TARGET_DIR cargo install cargo-nextest --locked --quiet --debug \
        --no-default-features --features default-no-update \
        || say "cargo-nextest could not be installed; cargo's own test runner will do."
}
