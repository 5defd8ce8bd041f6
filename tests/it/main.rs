//! The service as visitors and operators meet it: through HTTP, on real Postgres and Redis.

mod account;
mod comments;
mod fleet;
mod hostile;
mod hosts;
mod isolation;
mod leaving;
mod office;
mod outage;
mod pages;
mod regency;
mod tenancy;
mod travel;
mod writing;
