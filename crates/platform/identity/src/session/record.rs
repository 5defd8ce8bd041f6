//! What is known of a session, and how long it lives.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{coarse_address, device_label};
use crate::csrf::CsrfSecret;

/// So long after signing in the longest session ends in any case.
pub(super) const ABSOLUTE: SignedDuration = Stay::Office.at_most();
/// So long there is between the password and the second factor.
const PENDING: SignedDuration = SignedDuration::from_mins(10);

/// Where somebody sits, and so how long she may sit there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stay {
    /// At work: eight hours without a request, seven days in all.
    #[default]
    Office,
    /// A resident at her own phone: half an hour, twelve hours in all.
    Online,
    /// A resident who has no PIN and came in for one request: half an hour in all.
    Link,
    /// A resident at the office's own tablet, where the next one waits: a minute and a half, half an
    /// hour in all.
    Kiosk,
    /// The same without a PIN.
    KioskLink,
}

impl Stay {
    /// Without a request for so long a session ends.
    pub const fn idle(self) -> SignedDuration {
        match self {
            Self::Office => SignedDuration::from_hours(8),
            Self::Online | Self::Link => SignedDuration::from_mins(30),
            Self::Kiosk | Self::KioskLink => SignedDuration::from_secs(90),
        }
    }

    /// So long after signing in it ends in any case.
    pub const fn at_most(self) -> SignedDuration {
        match self {
            Self::Office => SignedDuration::from_hours(7 * 24),
            Self::Online => SignedDuration::from_hours(12),
            Self::Link | Self::Kiosk | Self::KioskLink => SignedDuration::from_mins(30),
        }
    }

    /// Whether it is at the office's own tablet.
    pub const fn is_at_kiosk(self) -> bool {
        matches!(self, Self::Kiosk | Self::KioskLink)
    }

    /// The record is written again at most this often.
    const fn touch(self) -> SignedDuration {
        match self {
            Self::Kiosk | Self::KioskLink => SignedDuration::from_secs(2),
            _ => SignedDuration::from_secs(60),
        }
    }
}

/// How far somebody has come at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Login {
    /// The password was right; the office stays closed.
    Pending(Pending),
    /// She is in.
    Complete { second_factor: bool },
}

/// What is still missing at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pending {
    /// The code of the phone, or a recovery code.
    SecondFactor,
    /// Her role needs a second factor and she has none yet: she has to set one up.
    Enrolment,
}

/// What somebody tells by coming: the account, how far she is, and from where.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    pub staff_id: Uuid,
    pub login: Login,
    pub address: IpAddr,
    pub user_agent: &'a str,
}

/// One person at one browser. What she may do is not in here: roles are read from her row at every
/// request, so that taking one away works at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    /// The schema name, or the portal's word.
    pub village: String,
    pub staff_id: Uuid,
    /// When the last step at the door was taken. A row's "sessions before this are void" compares
    /// with this.
    pub created_at: Timestamp,
    /// Of the last request, up to a minute behind.
    pub seen_at: Timestamp,
    pub login: Login,
    /// Records of builds that had only the office say nothing.
    #[serde(default)]
    pub stay: Stay,
    /// The neighbourhood of the address: `103.10.20.0/24`.
    pub address: String,
    /// "Chrome di Android".
    pub device: String,
    csrf: CsrfSecret,
}

impl Session {
    pub(super) fn new(village: &str, new: NewSession<'_>, stay: Stay, now: Timestamp) -> Self {
        Self {
            village: village.to_owned(),
            staff_id: new.staff_id,
            created_at: now,
            seen_at: now,
            login: new.login,
            stay,
            address: coarse_address(new.address),
            device: device_label(new.user_agent),
            csrf: CsrfSecret::generate(),
        }
    }

    /// The same person one step further, with a new secret. Coming in starts the seven days;
    /// a later change of rights does not.
    pub(super) fn stepped(&self, login: Login, now: Timestamp) -> Self {
        let came_in = !self.is_complete();
        Self {
            created_at: if came_in { now } else { self.created_at },
            seen_at: now,
            login,
            csrf: CsrfSecret::generate(),
            ..self.clone()
        }
    }

    /// Whether the office is open to her. Everything but the login pages asks this first.
    pub const fn is_complete(&self) -> bool {
        matches!(self.login, Login::Complete { .. })
    }

    pub const fn second_factor_done(&self) -> bool {
        matches!(
            self.login,
            Login::Complete {
                second_factor: true
            }
        )
    }

    /// A token for a form, different each time; see [`crate::csrf`].
    pub fn csrf_token(&self, purpose: &str) -> String {
        self.csrf.token(&self.village, purpose)
    }

    /// Whether a form's token was made for this session, in this village, for this purpose.
    pub fn csrf_is_own(&self, purpose: &str, token: &str) -> bool {
        self.csrf.is_own(&self.village, purpose, token)
    }

    /// When it ends if nothing more comes.
    pub fn ends_at(&self) -> Timestamp {
        if self.is_complete() {
            self.last_end().min(later(self.seen_at, self.stay.idle()))
        } else {
            self.last_end()
        }
    }

    /// When it ends in any case.
    pub(super) fn last_end(&self) -> Timestamp {
        let lifetime = if self.is_complete() {
            self.stay.at_most()
        } else {
            PENDING
        };
        later(self.created_at, lifetime)
    }

    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        now >= self.ends_at()
    }

    pub(super) fn wants_touch(&self, now: Timestamp) -> bool {
        now.duration_since(self.seen_at) >= self.stay.touch()
    }
}

fn later(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.saturating_add(by)
        .expect("a duration in hours and less is no calendar unit")
}
