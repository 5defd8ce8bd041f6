//! What time it is, so that tests can choose.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};

/// The clock of the service. Clones share their setting.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    ahead_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// The present moment.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead_seconds.load(Ordering::Relaxed));
        Timestamp::now()
            .checked_add(ahead)
            .unwrap_or(Timestamp::MAX)
    }

    /// Moves the clock so that it shows `now` and goes on from there. For tests.
    pub fn set(&self, now: Timestamp) {
        let ahead = now.as_second() - Timestamp::now().as_second();
        self.ahead_seconds.store(ahead, Ordering::Relaxed);
    }
}
