//! banua
