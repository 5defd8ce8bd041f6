//! The register of residents.

mod importing;
