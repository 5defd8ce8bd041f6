//! What happens to the files that people really send, and to those that nobody should.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

mod agreement;
mod dirty;
mod hostile;
mod layouts;
mod refused;
mod rounds;
mod support;
