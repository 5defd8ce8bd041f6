//! The guard: examines a submission under a set of rules.

use std::sync::LazyLock;

use crate::evidence::Evidence;
use crate::page::{Page, Passage, Place};
use crate::rules::{Rules, RulesError};
use crate::verdict::{Submission, Verdict};

static STANDARD: LazyLock<Guard> = LazyLock::new(|| {
    Guard::from_toml(include_str!("../rules.toml")).expect("a test reads the rules of the crate")
});

/// A set of rules, compiled. Making one takes some milliseconds, so it is made once and shared.
#[derive(Debug)]
pub struct Guard {
    rules: Rules,
}

impl Guard {
    /// The guard with the rules that come with this crate.
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// A guard with rules of one's own, in the form of this crate's `rules.toml`.
    ///
    /// # Errors
    /// When the text is no such file: the error names the key.
    pub fn from_toml(text: &str) -> Result<Self, RulesError> {
        Ok(Self {
            rules: Rules::parse(text)?,
        })
    }

    /// Points from which a submission is held for approval.
    pub fn hold_from(&self) -> u32 {
        self.rules.hold
    }

    /// Points from which a submission is refused.
    pub fn refuse_from(&self) -> u32 {
        self.rules.refuse
    }

    /// Scores a submission. Takes time in proportion to its size, and never fails.
    pub fn examine(&self, submission: &Submission) -> Verdict {
        let page = Page::read(submission);
        let mut evidence = Evidence::new(&self.rules);
        let mut links = page.links;
        for (sign, place) in page.findings {
            evidence.sign(sign, place.clone(), place);
        }
        for passage in &page.passages {
            links.append(&mut evidence.look_at(passage));
        }
        let report =
            self.rules
                .links
                .examine(&links, submission.known_hosts, &self.rules.lookalikes);
        for (sign, key, place) in report.findings {
            evidence.sign(sign, key, place);
        }
        if !report.words.is_empty() {
            // What looks like an address within an address was judged with the whole.
            let _ = evidence.look_at(&Passage {
                place: Place::Aside,
                text: report.words,
                seams: Vec::new(),
            });
        }
        evidence.verdict()
    }
}
