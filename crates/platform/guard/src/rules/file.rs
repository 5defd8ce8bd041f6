//! `rules.toml` as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) thresholds: Thresholds,
    pub(super) company: Company,
    pub(super) letters: Letters,
    pub(super) words: Vec<Group>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) brands: Brands,
    pub(super) warning: Warning,
    pub(super) links: Links,
    pub(super) signs: BTreeMap<String, Points>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Thresholds {
    pub(super) hold: u32,
    pub(super) refuse: u32,
}

/// How words that say little alone are weighed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Company {
    /// How near others have to be, in bytes.
    pub(crate) distance: usize,
    /// What is left of the points without others.
    pub(crate) alone_percent: u32,
    /// What is left of the points of words that may have come together by chance.
    pub(crate) by_chance_percent: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Letters {
    pub(super) leet: BTreeMap<char, String>,
    pub(super) lookalikes: BTreeMap<char, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Points {
    pub(super) why: String,
    pub(super) points: u32,
    #[serde(default)]
    pub(super) more: u32,
    pub(super) most: Option<u32>,
}

/// What a group of words or a pattern is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum About {
    /// The game itself. A warning against gambling names it too.
    Gambling,
    /// Advertising it. A warning does not do that.
    Promotion,
    /// Breaking into sites.
    Defacement,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) about: About,
    pub(super) why: String,
    pub(super) points: u32,
    #[serde(default)]
    pub(super) more: u32,
    pub(super) most: Option<u32>,
    #[serde(default)]
    pub(super) weak: bool,
    #[serde(default)]
    pub(super) inside: bool,
    pub(super) forms: Vec<String>,
    #[serde(default)]
    pub(super) unless_near: Vec<String>,
    #[serde(default = "usual_distance")]
    pub(super) within: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pattern {
    pub(super) id: String,
    pub(super) about: About,
    pub(super) why: String,
    pub(super) points: u32,
    #[serde(default)]
    pub(super) weak: bool,
    pub(super) regex: String,
    #[serde(default)]
    pub(super) unless_near: Vec<String>,
    #[serde(default = "usual_distance")]
    pub(super) within: usize,
}

fn usual_distance() -> usize {
    3
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Brands {
    pub(super) digits: Vec<String>,
    pub(super) endings: Vec<String>,
    pub(super) not: Vec<String>,
    pub(super) praise: Vec<String>,
    pub(super) within: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Warning {
    pub(super) words: Vec<String>,
    pub(super) negations: Vec<String>,
    pub(super) needed: usize,
    pub(super) keep_percent: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Links {
    pub(crate) gambling_names: Vec<String>,
    pub(crate) innocent_names: Vec<String>,
    pub(crate) gambling_tlds: Vec<String>,
    pub(crate) risky_tlds: Vec<String>,
    pub(crate) written_tlds: Vec<String>,
    pub(crate) second_level: Vec<String>,
    pub(crate) shorteners: Vec<String>,
    pub(crate) landing_pages: Vec<String>,
    pub(crate) common_hosts: Vec<String>,
    pub(crate) trusted_suffixes: Vec<String>,
    pub(crate) many_domains: usize,
    pub(crate) flood: usize,
}
