//! What is fine, what deserves a look, and what does not work.

use db::backups;
use serde::Serialize;

use crate::probes::{Clock, Disk, Mail, Villages};

/// How something fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Ok,
    /// Works, but deserves a look.
    Warn,
    /// Does not work.
    Fail,
}

/// Jobs that are due and wait; so many are never there for long.
const MANY_WAIT: i64 = 1000;
/// Hours after which a nightly export was missed.
const TOO_OLD: f64 = 48.0;
/// Kibibytes below which there is trouble soon, and now.
const LITTLE: u64 = 2 * 1024 * 1024;
const NOTHING: u64 = 200 * 1024;
/// Milliseconds two clocks may differ; and from where codes of phones are refused.
const ASTRAY: u128 = 1_000;
const WRONG: u128 = 30_000;

impl State {
    /// Of the time the database has.
    pub fn of_clock(clock: &Clock) -> Self {
        match clock.ahead.as_millis().unsigned_abs() {
            off if off >= WRONG => Self::Fail,
            off if off >= ASTRAY => Self::Warn,
            _ => Self::Ok,
        }
    }

    /// Of the way letters take. Into a folder they only go where nobody works in earnest.
    pub fn of_mail(mail: Mail, is_production: bool) -> Self {
        match mail {
            Mail::Folder if is_production => Self::Warn,
            Mail::Folder | Mail::Server => Self::Ok,
        }
    }

    /// Of the queue.
    pub fn of_queue(counts: &jobs::Counts) -> Self {
        if counts.failed > 0 || counts.waiting > MANY_WAIT {
            Self::Warn
        } else {
            Self::Ok
        }
    }

    /// Of the exports of villages.
    pub fn of_exports(figures: &backups::Figures) -> Self {
        if figures.failed > 0 || figures.oldest_seconds > TOO_OLD * 3600.0 {
            Self::Warn
        } else {
            Self::Ok
        }
    }

    /// Of the villages' versions: who is behind is not served.
    pub fn of_villages(villages: &Villages) -> Self {
        if villages.behind > 0 {
            Self::Fail
        } else {
            Self::Ok
        }
    }

    /// Of the room that is left.
    pub fn of_disk(disk: &Disk) -> Self {
        match disk.free_kib {
            free if free < NOTHING => Self::Fail,
            free if free < LITTLE => Self::Warn,
            _ => Self::Ok,
        }
    }
}
