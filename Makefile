# The door to everything: `make` alone lists what there is.
#
# CARGO_TARGET_DIR is honoured, so that several checkouts may share compiled dependencies.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.DEFAULT_GOAL := help

export PATH := $(PATH):$(HOME)/.cargo/bin
REGENCY ?= tenants/banjar

.PHONY: help run test test-garage bench bench-fleet check fmt shots stop clean-data sqlx-prepare services

help:
	printf 'Banua: one service, every village.\n\n'
	sed -n 's/^\([a-z][a-z-]*\):.*## /\1\t/p' Makefile | while IFS=$$'\t' read -r name text; do
		printf '  make %-14s %s\n' "$$name" "$$text"
	done

run: ## Start what is missing, set up every village and serve (stop with Ctrl-C)
	deploy/dev/run $(REGENCY)

test: ## All tests: unit, through HTTP, in the browser
	deploy/dev/test

test-garage: ## The media tests against a real Garage (built once, about eight minutes)
	deploy/dev/test-garage

bench: ## Measure pages, provisioning and memory against their ceilings
	deploy/dev/prepare --purpose test
	. var/test/env
	deploy/dev/assets
	command -v wrk >/dev/null || { echo 'make bench needs wrk: apt-get install wrk' >&2; exit 1; }
	cargo build --release --workspace --bins --example ceiling --example letter_speed
	tests/load/run

bench-fleet: ## Measure a fleet of 3,000 villages against its ceilings (FLEET=600 for fewer)
	deploy/dev/prepare --purpose test
	. var/test/env
	deploy/dev/assets
	cargo build --release --workspace --bins --example fleet_bench
	tests/load/fleet

check: ## Formatting, clippy without warnings, architecture tests, shell scripts
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --profile local -- -D warnings
	cargo test --workspace --profile local --test architecture
	deploy/check

fmt: ## Format the code
	cargo fmt --all

shots: ## Take the screenshots of docs/screenshots again
	deploy/dev/prepare --purpose test
	. var/test/env
	deploy/dev/assets
	cargo build --profile local --workspace --bins
	deploy/dev/npm-ci
	tests/browser/run shots

services: ## Only start Postgres and Redis; their addresses are in var/run/env
	deploy/dev/prepare --services-only
	echo "Addresses: . var/run/env"

stop: ## Stop the private Postgres and Redis
	deploy/dev/stop

clean-data: ## Stop them and forget all their data and media
	deploy/dev/stop --purge

sqlx-prepare: ## Renew .sqlx after a statement or a migration changed
	deploy/dev/sqlx-prepare
