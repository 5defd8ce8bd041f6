//! Guessing takes longer and longer.
//!
//! An attempt is counted before the password is looked at and forgotten when it was right. So many
//! attempts at the same moment cannot slip through, and an account that does not exist is counted
//! exactly like one that does.

mod failures;
mod shared;

use std::{
    collections::HashMap,
    fmt,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use cache::{Limit, Redis};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use crate::random;
use failures::{Failures, Rule};
use shared::Shared;

/// After five failures at one account.
const ACCOUNT: Rule = Rule { free: 5 };
/// After thirty from one address, in all villages together: who sprays one password over many
/// villages is stopped, an office or a mobile network behind one address is not.
const ADDRESS: Rule = Rule { free: 30 };
/// Where residents come in, an address has fewer: a PIN has six digits.
const CITIZENS: Rule = Rule { free: 20 };
/// More accounts than this are not remembered in the process while Redis is away.
const REMEMBERED: usize = 50_000;

/// So often an account may be sent a link for a new password.
pub const RESET_MAILS: Limit = Limit {
    name: "reset-mail",
    max: 3,
    per: Duration::from_secs(60 * 60),
};

/// Which lock is tried. Each counts for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Password,
    /// The phone's code and recovery codes together.
    SecondFactor,
    /// A resident's NIK and PIN.
    Pin,
    /// A resident's NIK, family card and birthday, instead of a PIN.
    Card,
    /// The code that was sent to a resident's phone.
    Code,
}

impl Door {
    const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactor => "second-factor",
            Self::Pin => "pin",
            Self::Card => "card",
            Self::Code => "code",
        }
    }

    const fn of_address(self) -> Rule {
        match self {
            Self::Password | Self::SecondFactor => ADDRESS,
            Self::Pin | Self::Card | Self::Code => CITIZENS,
        }
    }
}

/// Somebody tries a lock.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The schema name, or the portal's word.
    pub village: &'a str,
    pub door: Door,
    /// What was typed as login, or at the second door the account's id. It need not exist.
    pub account: &'a str,
    pub address: IpAddr,
}

/// Not yet: so long the next attempt has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    pub seconds: u64,
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Terlalu banyak percobaan. Coba lagi dalam ")?;
        match self.seconds {
            seconds @ 0..=90 => write!(f, "{} detik.", seconds.max(1)),
            seconds => write!(f, "{} menit.", seconds.div_ceil(60)),
        }
    }
}

/// The counters. Shared through Redis; while that is away, kept in this process.
#[derive(Clone)]
pub struct Throttle {
    shared: Arc<Shared>,
    here: Arc<Mutex<HashMap<String, Failures>>>,
}

impl Throttle {
    pub fn new(redis: Redis) -> Self {
        Self {
            shared: Arc::new(Shared::new(redis)),
            here: Arc::default(),
        }
    }

    /// Counts an attempt and lets it pass, or tells how long to wait. Call it before looking at
    /// the password, for every login that was typed. During a wait nothing is counted.
    ///
    /// # Errors
    /// How long to wait.
    pub async fn begin(&self, attempt: Attempt<'_>, now: Timestamp) -> Result<(), Wait> {
        let keys = attempt.keys();
        let now = now.as_millisecond();
        let wait = match self.shared.begin(&keys, now).await {
            Ok(wait) => wait,
            Err(cache::Away) => self.begin_here(keys, now),
        };
        match u64::try_from(wait) {
            Ok(wait) if wait > 0 => Err(Wait {
                seconds: wait.div_ceil(1000),
            }),
            _ => Ok(()),
        }
    }

    /// The attempt was right: the account starts anew, and the address is forgiven this one. It is
    /// not forgiven the others, or who has one account could guess at others for ever.
    pub async fn succeeded(&self, attempt: Attempt<'_>) {
        let [account, address] = attempt.keys().map(|(key, _)| key);
        if self.shared.succeeded(&account, &address).await.is_ok() {
            return;
        }
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        here.remove(&account);
        if let Some(failures) = here.get_mut(&address) {
            *failures = failures.forgiven();
        }
    }

    fn begin_here(&self, keys: [(String, Rule); 2], now: i64) -> i64 {
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |key| here.get(key).copied().unwrap_or_default();
        let wait = keys.iter().map(|(key, _)| known(key).wait(now)).max();
        if wait.is_some_and(|wait| wait > 0) {
            return wait.unwrap_or(0);
        }
        if here.len() >= REMEMBERED {
            here.retain(|_, failures| failures.wait(now) > 0);
        }
        for (key, rule) in keys {
            let failures = here.entry(key).or_default();
            *failures = failures.counted(rule, now);
        }
        0
    }
}

impl Attempt<'_> {
    /// Where the account and the address are counted. Neither can be read from its key.
    fn keys(&self) -> [(String, Rule); 2] {
        let door = self.door.word();
        // Bounded before it is worked on: whatever was typed comes here.
        let account: String = self.account.trim().chars().take(320).nfc().collect();
        let account = digest(&account.to_lowercase());
        let address = digest(&neighbour(self.address));
        [
            (
                format!("{}:throttle:{door}:account:{account}", self.village),
                ACCOUNT,
            ),
            (
                format!("all:throttle:{door}:address:{address}"),
                self.door.of_address(),
            ),
        ]
    }
}

fn digest(text: &str) -> String {
    random::to_hex(&Sha256::digest(text)[..16])
}

/// What an address is counted under where a limit is its own: one household, unreadable.
pub fn neighbourhood(address: IpAddr) -> String {
    digest(&neighbour(address))
}

/// One household: an IPv4 address, or the /64 an IPv6 customer can walk through at will.
fn neighbour(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
