#!/bin/sh
# Run once by the Postgres image when its folder is empty.
set -eu
psql -U postgres -d postgres -v owner_password="$BANUA_OWNER_PASSWORD" \
    -v app_password="$BANUA_APP_PASSWORD" -f /banua/roles.sql
