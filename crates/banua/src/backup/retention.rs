//! Which exports of a village are kept: many of late, few of long ago.

use std::{collections::BTreeSet, time::Duration};

use db::backups::{Backup, Purpose, Verdict};
use jiff::{Timestamp, Zoned};
use kernel::time::WITA;

/// How long an export that was found bad is shown before it goes.
const SHAME: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What goes. `kept` is one village's, newest first. The newest one that is not known to be bad never
/// goes; one that somebody asked for, or that a restore put aside, stays as many days as there are
/// nightly ones.
pub(super) fn over<'a>(
    kept: &'a [Backup],
    policy: &config::Backup,
    now: Timestamp,
) -> Vec<&'a Backup> {
    let mut days = Slots::new(policy.nightly);
    let mut weeks = Slots::new(policy.weekly);
    let mut months = Slots::new(policy.monthly);
    let special = Duration::from_secs(u64::from(policy.nightly) * 24 * 60 * 60);
    kept.iter()
        .filter(|backup| {
            if backup.verdict == Some(Verdict::Bad) {
                return backup
                    .verified_at
                    .is_some_and(|at| is_older(at, SHAME, now));
            }
            let day = backup.made_at.to_zoned(WITA.clone());
            // All three are asked, so that each fills its places.
            let stays = [
                days.take(format!("{}", day.date())),
                weeks.take(week(&day)),
                months.take(format!("{}-{}", day.year(), day.month())),
            ];
            let is_special =
                backup.purpose != Purpose::Nightly && !is_older(backup.made_at, special, now);
            !(stays.contains(&true) || is_special)
        })
        .collect()
}

fn is_older(at: Timestamp, age: Duration, now: Timestamp) -> bool {
    Duration::try_from(now.duration_since(at)).is_ok_and(|since| since > age)
}

fn week(day: &Zoned) -> String {
    let week = day.date().iso_week_date();
    format!("{}-{}", week.year(), week.week())
}

/// Places for the newest of each of so many days, weeks or months.
struct Slots {
    free: u32,
    taken: BTreeSet<String>,
}

impl Slots {
    fn new(free: u32) -> Self {
        Self {
            free,
            taken: BTreeSet::new(),
        }
    }

    fn take(&mut self, name: String) -> bool {
        let fits = self.free > 0 && self.taken.insert(name);
        if fits {
            self.free -= 1;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

    const POLICY: config::Backup = config::Backup {
        enabled: true,
        nightly: 14,
        weekly: 8,
        monthly: 12,
        grace_days: 30,
    };

    fn now() -> Timestamp {
        "2026-11-30T20:00:00Z".parse().unwrap()
    }

    fn made(at: Timestamp, purpose: Purpose) -> Backup {
        Backup {
            id: uuid::Uuid::new_v4(),
            village_code: "63.03.04.2007".to_owned(),
            slug: "pembantanan".to_owned(),
            key: String::new(),
            purpose,
            made_at: at,
            bytes: 1,
            rows: 1,
            files: 0,
            manifest_sha256: String::new(),
            schema_version: 1,
            verified_at: None,
            verdict: None,
            reason: String::new(),
        }
    }

    #[test]
    fn two_years_of_nights_leave_days_weeks_and_months() {
        // Night after night, as it really goes: what is over goes at once.
        let mut kept: Vec<Backup> = Vec::new();
        for night in 0..730_i64 {
            let at = "2024-12-01T18:00:00Z".parse::<Timestamp>().unwrap();
            let at = at + (24 * night).hours();
            kept.insert(0, made(at, Purpose::Nightly));
            let gone: Vec<_> = over(&kept, &POLICY, at).iter().map(|one| one.id).collect();
            kept.retain(|backup| !gone.contains(&backup.id));
            assert!(kept.len() <= 14 + 8 + 12);
        }
        let oldest = kept.last().unwrap().made_at;
        let newest = kept[0].made_at;
        assert!(newest.duration_since(oldest).as_hours() > 24 * 300);
        let last_fortnight = kept
            .iter()
            .filter(|one| newest.duration_since(one.made_at).as_hours() < 24 * 14)
            .count();
        assert_eq!(last_fortnight, 14);
        assert!(kept.len() >= 14 + 5 + 9, "{}", kept.len());
    }

    #[test]
    fn of_one_day_the_newest_stays_and_what_was_asked_for_stays_longer() {
        let hours = |ago: i64| now() - ago.hours();
        let kept = [
            made(hours(1), Purpose::Nightly),
            made(hours(2), Purpose::Nightly),
            made(hours(3), Purpose::BeforeRestore),
        ];
        let over = over(&kept, &POLICY, now());
        assert_eq!(over.len(), 1);
        assert_eq!(over[0].id, kept[1].id);
    }

    #[test]
    fn a_bad_one_takes_nobodys_place_and_goes_after_a_week() {
        let mut bad = made(now() - 1.hours(), Purpose::Nightly);
        bad.verdict = Some(Verdict::Bad);
        bad.verified_at = Some(now() - 1.hours());
        let good = made(now() - 2.hours(), Purpose::Nightly);
        let kept = [bad, good];
        assert!(over(&kept, &POLICY, now()).is_empty());
        let later = over(&kept, &POLICY, now() + (24 * 8).hours());
        assert_eq!(later.len(), 1);
        assert_eq!(later[0].id, kept[0].id);
    }
}
