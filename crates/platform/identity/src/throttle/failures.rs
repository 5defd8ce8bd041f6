//! How a delay grows. Times are in milliseconds.

/// How long the first delay is.
pub(super) const FIRST: i64 = 30_000;
/// How long a delay is at most.
pub(super) const LONGEST: i64 = 15 * 60_000;
/// After so long without an attempt everything is forgotten.
pub(super) const WINDOW: i64 = 60 * 60_000;

/// How many failures cost nothing; the last of them starts the first delay.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub free: u32,
}

/// What is remembered of an account or an address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Failures {
    count: u32,
    last: i64,
    until: i64,
}

impl Failures {
    /// How long an attempt has to wait; zero or less is not at all.
    pub(super) fn wait(self, now: i64) -> i64 {
        if now - self.last > WINDOW {
            0
        } else {
            self.until - now
        }
    }

    pub(super) fn counted(self, rule: Rule, now: i64) -> Self {
        let known = if now - self.last > WINDOW {
            0
        } else {
            self.count
        };
        let count = known.saturating_add(1);
        let until = match count.checked_sub(rule.free) {
            // Doubling more than five times is beyond the longest anyway.
            Some(beyond) => now + (FIRST << beyond.min(5)).min(LONGEST),
            None => 0,
        };
        Self {
            count,
            last: now,
            until,
        }
    }

    pub(super) fn forgiven(self) -> Self {
        Self {
            count: self.count.saturating_sub(1),
            until: 0,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_from_half_a_minute_to_a_quarter_of_an_hour() {
        let rule = Rule { free: 5 };
        let (mut failures, mut now, mut delays) = (Failures::default(), 1_800_000_000_000, vec![]);
        for _ in 0..12 {
            failures = failures.counted(rule, now);
            let wait = failures.wait(now).max(0);
            delays.push(wait / 1000);
            now += wait;
        }
        assert_eq!(delays, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn an_hour_without_an_attempt_is_a_new_start() {
        let rule = Rule { free: 2 };
        let now = 1_800_000_000_000;
        let failures = Failures::default().counted(rule, now).counted(rule, now);
        assert_eq!(failures.wait(now), FIRST);
        let later = failures.counted(rule, now + WINDOW);
        assert_eq!(later.count, 3);
        let much_later = failures.counted(rule, now + WINDOW + 1);
        assert_eq!((much_later.count, much_later.until), (1, 0));
    }
}
