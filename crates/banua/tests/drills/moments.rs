//! When to kill.

use std::time::Duration;

/// So many times each deed is cut off in the middle.
pub const KILLS: usize = 50;
/// More attempts than this mean that the deed is over before anybody can be killed.
const ATTEMPTS: usize = 4 * KILLS;

/// Random moments within the time a deed takes.
pub struct Moments {
    what: &'static str,
    seed: u64,
    state: u64,
    usual: Duration,
    pub kills: usize,
    attempts: usize,
    /// Kills after which nothing of the deed was there, some of its steps, or all of them.
    ends: [usize; 3],
}

/// How far a deed came that was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Undone,
    /// Some of its steps, each of them whole.
    Partly,
    Done,
}

impl From<bool> for End {
    fn from(is_done: bool) -> Self {
        if is_done { Self::Done } else { Self::Undone }
    }
}

impl Moments {
    /// `usual` is how long the deed took when nobody was killed.
    pub fn of(what: &'static str, usual: Duration) -> Self {
        let seed = std::env::var("BANUA_DRILL_SEED")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| uuid::Uuid::new_v4().as_u128() as u64);
        println!("{what}: BANUA_DRILL_SEED={seed}, it usually takes {usual:?}");
        Self {
            what,
            seed,
            state: seed,
            usual,
            kills: 0,
            attempts: 0,
            ends: [0; 3],
        }
    }

    /// The next moment, until there were enough kills.
    pub fn next(&mut self) -> Option<Duration> {
        if self.kills >= KILLS {
            return None;
        }
        self.attempts += 1;
        assert!(
            self.attempts <= ATTEMPTS,
            "{}: only {} of {ATTEMPTS} were cut off",
            self.what,
            self.kills
        );
        let share = (self.random() >> 11) as f64 / (1_u64 << 53) as f64;
        // More often late than early, when the program is only being loaded; and a little beyond,
        // because killing takes a moment too.
        Some(self.usual.mul_f64(share.sqrt() * 1.1))
    }

    /// Whether it is time to do it to the end: after every fifth kill, so that what four of them may
    /// have left lies in the way.
    pub fn is_time_to_finish(&self) -> bool {
        self.kills.is_multiple_of(5)
    }

    /// How long it took this time; the machine may be busier than it was.
    pub fn took(&mut self, time: Duration) {
        self.usual = (self.usual + time) / 2;
    }

    /// SplitMix64.
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Notes how one ended: whether the program was cut off, and how far it came.
    pub fn note(&mut self, was_killed: bool, end: impl Into<End>) {
        if was_killed {
            self.kills += 1;
            self.ends[end.into() as usize] += 1;
        }
    }
}

impl Drop for Moments {
    fn drop(&mut self) {
        println!(
            "{}: {} kills in {} attempts: {:?} undone, partly, done (seed {})",
            self.what, self.kills, self.attempts, self.ends, self.seed
        );
    }
}
