//! Adds up the points, and keeps what each of them is for.

use std::collections::{HashMap, HashSet};

use crate::rules::Rule;
use crate::verdict::Reason;

/// The points so far.
#[derive(Debug, Default)]
pub(crate) struct Ledger<'r> {
    reasons: Vec<Reason>,
    spent: HashMap<&'r str, u32>,
    seen: HashSet<(&'r str, String)>,
}

impl<'r> Ledger<'r> {
    /// Counts something once: `key` tells it apart from others under the same rule. `percent` is
    /// what is left of the points under the circumstances.
    pub(crate) fn note(&mut self, rule: &'r Rule, key: &str, excerpt: &str, percent: u32) {
        if !self.seen.insert((&rule.id, key.to_owned())) {
            return;
        }
        let spent = self.spent.entry(&rule.id).or_insert(0);
        let full = if *spent == 0 { rule.points } else { rule.more };
        let left = rule.most.saturating_sub(*spent);
        let points = full.min(left);
        // What is spent counts in full, so that the order of small and large shares is no matter.
        *spent += points;
        let points = (points * percent).div_ceil(100);
        if points > 0 {
            self.reasons.push(Reason {
                rule: rule.id.clone(),
                points,
                why: rule.why.clone(),
                excerpt: excerpt.to_owned(),
            });
        }
    }

    /// Something that explains the points without adding any.
    pub(crate) fn explain(&mut self, rule: &Rule, excerpt: &str) {
        self.reasons.push(Reason {
            rule: rule.id.clone(),
            points: 0,
            why: rule.why.clone(),
            excerpt: excerpt.to_owned(),
        });
    }

    /// The sum and the reasons, most points first.
    pub(crate) fn close(mut self) -> (u32, Vec<Reason>) {
        self.reasons
            .sort_by_key(|reason| std::cmp::Reverse(reason.points));
        let score = self.reasons.iter().map(|reason| reason.points).sum();
        (score, self.reasons)
    }
}
