//! What can go wrong that is nobody's fault in front of the screen.

/// Why an ability did not answer. A wrong password or an unknown session is no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Redis gave no answer. Logins answer 503 in words; what was asked may or may not have been
    /// done.
    #[error("the shared memory of sessions gives no answer")]
    Away,
    /// Too many passwords wait to be checked. Answer 503 and ask to try again.
    #[error("too many passwords wait to be checked")]
    Busy,
    /// A stored hash, secret or record cannot be read. The row is damaged or was made by a newer
    /// version.
    #[error("what was stored cannot be read")]
    Damaged,
}

impl From<cache::Away> for IdentityError {
    fn from(_: cache::Away) -> Self {
        Self::Away
    }
}
