//! The service as visitors and operators meet it: through HTTP, on real Postgres and Redis.

mod comments;
mod fleet;
mod hostile;
mod hosts;
mod isolation;
mod office;
mod outage;
mod pages;
mod regency;
mod tenancy;
