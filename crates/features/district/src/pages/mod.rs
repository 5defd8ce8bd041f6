//! What the pages of the console receive.

mod acts;
mod fleet;
mod health;
mod hosts;
mod keys;
mod people;
mod spark;
mod sums;
mod upgrade;
mod village;

pub use acts::{HelpDesk, InvitedDesk, MadeDesk, PlanDesk, ProvisionDesk};
pub use fleet::FleetDesk;
pub use health::HealthDesk;
pub use hosts::{Domains, Ground};
pub use keys::{KeyDesk, KeyMadeDesk};
pub use people::{AccountDesk, PeopleDesk, RecordDesk};
pub use upgrade::{Counted, UpgradeDesk};
pub use village::VillageDesk;

use db::register::Status;
use jiff::Timestamp;
use kernel::time;
use serde::Serialize;

/// A state in a word, with its colour.
#[derive(Debug, Clone, Serialize)]
pub struct Badge {
    /// "good", "warn", "bad", "info", "hollow"
    pub kind: &'static str,
    pub label: &'static str,
}

impl Badge {
    pub fn of(status: Status) -> Self {
        let (kind, label) = match status {
            Status::Active => ("good", "Aktif"),
            Status::Suspended => ("warn", "Ditangguhkan"),
            Status::Archived => ("hollow", "Diarsipkan"),
        };
        Self { kind, label }
    }
}

/// How long ago, or the words for never.
fn ago(at: Option<Timestamp>, now: Timestamp, never: &str) -> String {
    at.map_or_else(|| never.to_owned(), |at| time::relative(at, now))
}

/// "0 %", "0,3 %", "12 %", "100 %": what is not nothing does not look like nothing.
fn percent(share: f64) -> String {
    let places = usize::from(share > 0.0 && share < 9.95);
    let shown = if share > 0.0 { share.max(0.1) } else { 0.0 };
    format!("{} %", kernel::decimal(shown, places))
}

/// "41 hari", "habis"
fn days_left(days: i64) -> String {
    match days {
        ..0 => "habis".to_owned(),
        0 => "hari ini".to_owned(),
        days => format!("{} hari", kernel::thousands(days)),
    }
}

#[cfg(test)]
mod tests {
    use web::{Templates, testing};

    use super::*;

    #[test]
    fn shares_and_days_are_said_in_words() {
        let shares = [0.0, 0.001, 0.34, 9.96, 12.3, 100.0].map(percent);
        assert_eq!(shares, ["0 %", "0,1 %", "0,3 %", "10 %", "12 %", "100 %"]);
        let days = [-1, 0, 1, 1234].map(days_left);
        assert_eq!(days, ["habis", "hari ini", "1 hari", "1.234 hari"]);
    }

    #[test]
    fn every_state_renders() {
        let templates = Templates::new(&[crate::feature()]);
        testing::render_office_samples::<FleetDesk>(&templates);
        testing::render_office_samples::<VillageDesk>(&templates);
        testing::render_office_samples::<ProvisionDesk>(&templates);
        testing::render_office_samples::<MadeDesk>(&templates);
        testing::render_office_samples::<InvitedDesk>(&templates);
        testing::render_office_samples::<HelpDesk>(&templates);
        testing::render_office_samples::<PlanDesk>(&templates);
        testing::render_office_samples::<PeopleDesk>(&templates);
        testing::render_office_samples::<KeyDesk>(&templates);
        testing::render_office_samples::<KeyMadeDesk>(&templates);
        testing::render_office_samples::<RecordDesk>(&templates);
        testing::render_office_samples::<AccountDesk>(&templates);
        testing::render_office_samples::<UpgradeDesk>(&templates);
        testing::render_office_samples::<HealthDesk>(&templates);
    }
}
