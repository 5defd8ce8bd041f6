#![doc = include_str!("../README.md")]

mod evidence;
mod excerpt;
mod folding;
mod guard;
mod ledger;
mod lexicon;
mod links;
mod page;
mod rules;
mod sight;
mod verdict;
mod words;

pub use guard::Guard;
pub use rules::RulesError;
pub use verdict::{Decision, Reason, Submission, Verdict};
