//! Every SQL statement of the console. All of it is control data.

pub mod fleet;
pub mod hosts;
pub mod keys;
pub mod people;
pub mod sso;
