//! Who did what, when, from where: a log that shows when somebody changed it afterwards.
//!
//! Each entry carries a hash over itself and the hash before it. Changing, taking out, putting in
//! or reordering breaks the chain at that place. Two things a chain alone cannot show: entries cut
//! off at the end, and a whole chain computed anew. An [`Anchor`] (count and hash) that was kept
//! elsewhere, on paper or with the district, shows both.
//!
//! Pure: the rows are kept by whoever keeps them.

mod canonical;
mod redact;

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{IdentityError, random};

/// One line of the log. Columns of the same names keep it; `detail` as `jsonb`.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// 1, 2, 3, … without a gap.
    pub seq: i64,
    /// To the microsecond, as Postgres keeps it.
    pub at: Timestamp,
    /// None for what the service did by itself.
    pub staff: Option<Uuid>,
    /// The name at that time: the person may be renamed or gone.
    pub who: String,
    /// `article.publish`
    pub action: String,
    /// What it was done to, as people call it: the title.
    pub subject: String,
    pub detail: Value,
    /// The neighbourhood: `103.10.20.0/24`.
    pub address: String,
}

/// What happened, before it has its place in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened<'a> {
    pub staff: Option<Uuid>,
    pub who: &'a str,
    pub action: &'a str,
    pub subject: &'a str,
    pub detail: Value,
    pub address: &'a str,
}

impl Entry {
    /// Gives what happened its place. Numbers of citizens and of telephones are masked in every
    /// text, and so are values whose key says that they are personal: the log is kept for ever and
    /// read by many. Numbers in `detail` that are not whole become texts, which `jsonb` keeps as
    /// they are.
    pub fn record(seq: i64, at: Timestamp, happened: Happened<'_>) -> Self {
        Self {
            seq,
            at: Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at),
            staff: happened.staff,
            who: redact::text(happened.who),
            action: redact::text(happened.action),
            subject: redact::text(happened.subject),
            detail: redact::value(happened.detail),
            address: redact::text(happened.address),
        }
    }
}

/// The hash of an entry; as text 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What the first entry of a village follows; another for every village, so that no log can
    /// be passed off as a neighbour's.
    pub fn genesis(village: &str) -> Self {
        let digest = Sha256::new()
            .chain_update(b"banua activity 1\0")
            .chain_update(village);
        Self(digest.finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&random::to_hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        random::from_hex(text)
            .map(Self)
            .ok_or(IdentityError::Damaged)
    }
}

/// The hash of an entry that follows another. Does not depend on the order of keys in `detail`,
/// which `jsonb` does not keep.
pub fn link(previous: &Hash, entry: &Entry) -> Hash {
    let digest = Sha256::new()
        .chain_update(previous.0)
        .chain_update(canonical::bytes(entry));
    Hash(digest.finalize().into())
}

/// How far a log was whole: so many entries, and the hash of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    pub count: i64,
    pub hash: Hash,
}

impl Anchor {
    /// Before the first entry.
    pub fn start(village: &str) -> Self {
        Self {
            count: 0,
            hash: Hash::genesis(village),
        }
    }

    /// The anchor after one more entry.
    #[must_use]
    pub fn after(&self, entry: &Entry) -> Self {
        Self {
            count: entry.seq,
            hash: link(&self.hash, entry),
        }
    }
}

/// The log is not what it was. `seq` is the first entry that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the activity log is broken at entry {seq}: {why}")]
pub struct Broken {
    pub seq: i64,
    pub why: Why,
}

/// What is wrong with a broken log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    #[error("an entry is missing, doubled or out of order here")]
    Order,
    #[error("the entry, or one before it, was changed")]
    Altered,
    #[error("it ends here, and was longer once")]
    Truncated,
    #[error("it was another log once")]
    Replaced,
}

/// Walks a log in order and checks it, one entry at a time, so that a long one need not be in
/// memory.
#[derive(Debug, Clone)]
pub struct Verifier {
    reached: Anchor,
    known: Vec<Anchor>,
}

impl Verifier {
    /// From the very beginning with [`Anchor::start`], or from where an earlier check ended.
    /// `known` are anchors kept elsewhere.
    pub fn new(from: Anchor, known: &[Anchor]) -> Self {
        let mut known: Vec<Anchor> = known
            .iter()
            .filter(|anchor| anchor.count > from.count)
            .copied()
            .collect();
        known.sort_by_key(|anchor| std::cmp::Reverse(anchor.count));
        Self {
            reached: from,
            known,
        }
    }

    /// # Errors
    /// Where the log breaks, and how.
    pub fn next(&mut self, entry: &Entry, stored: &Hash) -> Result<(), Broken> {
        let seq = self.reached.count + 1;
        let broken = |why| Err(Broken { seq, why });
        if entry.seq != seq {
            return broken(Why::Order);
        }
        let reached = self.reached.after(entry);
        if reached.hash != *stored {
            return broken(Why::Altered);
        }
        while self.known.last().is_some_and(|anchor| anchor.count == seq) {
            if self
                .known
                .pop()
                .is_some_and(|anchor| anchor.hash != reached.hash)
            {
                return broken(Why::Replaced);
            }
        }
        self.reached = reached;
        Ok(())
    }

    /// After the last entry: an anchor worth keeping elsewhere.
    ///
    /// # Errors
    /// When an anchor says that the log was longer.
    pub fn finish(self) -> Result<Anchor, Broken> {
        if self.known.is_empty() {
            Ok(self.reached)
        } else {
            Err(Broken {
                seq: self.reached.count,
                why: Why::Truncated,
            })
        }
    }
}

/// Checks a whole log that is in memory.
///
/// # Errors
/// Where it breaks, and how.
pub fn verify<'a>(
    from: Anchor,
    known: &[Anchor],
    entries: impl IntoIterator<Item = (&'a Entry, &'a Hash)>,
) -> Result<Anchor, Broken> {
    let mut verifier = Verifier::new(from, known);
    for (entry, stored) in entries {
        verifier.next(entry, stored)?;
    }
    verifier.finish()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
