//! The service as visitors and operators meet it: through HTTP, on real Postgres and Redis.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account;
mod api;
mod api_document;
mod api_input;
mod api_keys;
mod api_pages;
mod backups;
mod bulletins;
mod citizens;
mod comments;
mod console;
mod desk_lists;
mod desks;
mod domains;
mod fleet;
mod furniture;
mod hostile;
mod hosts;
mod isolation;
mod leaving;
mod letters;
mod office;
mod oidc;
mod outage;
mod pages;
mod people;
mod photos;
mod portal;
mod regency;
mod residents;
mod shards;
mod tenancy;
mod traffic;
mod travel;
mod upgrades;
mod writing;
