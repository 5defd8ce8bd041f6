# What must be installed, and either installing it or one sentence that says so.
# shellcheck shell=bash

RUST_NEEDED=1.95

# For the browser tests. Debian 12 has Node 18, which is too old for them; the npm registry has
# the program itself as a package.
NODE_NEEDED=20.19
NODE_VERSION=22.23.3
NODE_SUMS='
x64 sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==
arm64 sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==
'

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
    for name in "${BANUA_CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [[ -n $name ]] && command -v "$name" >/dev/null; then return 0; fi
    done
    return 1
}

# A Python of one's own in front of the system's does not know the system's packages.
has_pikepdf() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -c 'import pikepdf' 2>/dev/null; then return 0; fi
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
    if [[ $PURPOSE != test ]]; then return; fi
    if ! find_chromium; then MISSING+=(chromium); fi
    # Reads the pictures of the CAPTCHA, as an attacker would.
    if ! command -v tesseract >/dev/null; then MISSING+=(tesseract-ocr); fi
    # Look at the letters we print, as an archive, a reader and a phone would.
    if ! command -v qpdf >/dev/null; then MISSING+=(qpdf); fi
    if ! command -v pdftotext >/dev/null || ! command -v pdftoppm >/dev/null; then MISSING+=(poppler-utils); fi
    if ! command -v zbarimg >/dev/null; then MISSING+=(zbar-tools); fi
    if ! has_pikepdf; then MISSING+=(python3 python3-pikepdf); fi
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
# A package manager waits for the disk after every file; a developer's machine need not.
apt=(apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-unsafe-io)
if [[ " $* " == *" postgresql "* && ! -e $clusters ]]; then
    "${apt[@]}" postgresql-common >/dev/null
    if grep -q '^#create_main_cluster = true' "$clusters"; then
        sed -i 's/^#create_main_cluster = true/create_main_cluster = false/' "$clusters"
        undo+=("sed -i 's/^create_main_cluster = false/#create_main_cluster = true/' $clusters")
    fi
fi
"${apt[@]}" "$@" >/dev/null
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
    if ! is_at_least "$version" "$RUST_NEEDED"; then
        fail "Rust $version is too old: this needs $RUST_NEEDED or newer (rustup update stable)."
    fi
}

is_at_least() { [[ $(printf '%s\n' "$2" "$1" | sort -V | head -1) == "$2" ]]; }

# A Node of our own below var/tools, unless the machine's is new enough.
ensure_node() {
    local own folder=$VAR/tools/node-$NODE_VERSION
    own=$(node --version 2>/dev/null) || true
    if [[ -n $own ]] && is_at_least "${own#v}" "$NODE_NEEDED"; then return; fi
    if [[ -x $folder/node ]]; then return; fi
    local arch sum archive=$VAR/tools/node.tgz
    case $(uname -m) in
        x86_64) arch=x64 ;;
        aarch64) arch=arm64 ;;
        *) fail "The browser tests need Node.js $NODE_NEEDED or newer; please install it." ;;
    esac
    say "Fetching Node.js $NODE_VERSION for the browser tests"
    mkdir -p "$folder"
    curl --fail --silent --show-error --location --retry 3 --output "$archive" \
        "${NPM_CONFIG_REGISTRY:-https://registry.npmjs.org}/node-linux-$arch/-/node-linux-$arch-$NODE_VERSION.tgz" \
        || fail "Node.js could not be fetched; install Node.js $NODE_NEEDED or newer."
    sum=$(sed -n "s/^$arch sha512-//p" <<<"$NODE_SUMS" | base64 -d | od -An -v -tx1 | tr -d ' \n')
    [[ $(sha512sum "$archive" | cut -d' ' -f1) == "$sum" ]] \
        || fail "The Node.js that came is not the one expected; nothing was unpacked."
    tar -xzf "$archive" -C "$folder" --strip-components 2 --no-same-owner package/bin/node
    rm "$archive"
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
