//! Where links lead, and what that says.

mod address;
mod report;

use std::collections::HashSet;

use regex::Regex;

use crate::rules::{Links, RulesError};

/// What the rules say about addresses, compiled.
#[derive(Debug)]
pub(crate) struct LinkRules {
    /// Matches a label of a host that names gambling.
    gambling: Regex,
    /// Names that contain such a word and are innocent.
    innocent: Vec<String>,
    gambling_tlds: HashSet<String>,
    risky_tlds: HashSet<String>,
    /// Domains under which names are given away, such as `co.id`.
    second_level: HashSet<String>,
    shorteners: HashSet<String>,
    landing_pages: HashSet<String>,
    /// Hosts everybody links to; hosts below them too.
    common: HashSet<String>,
    /// Domains that only institutions get, such as `go.id`.
    trusted: HashSet<String>,
    many_domains: usize,
    flood: usize,
    /// An address within a text.
    written: Regex,
    /// An address within a text that is written so that machines do not see it.
    disguised: Regex,
}

impl LinkRules {
    pub(crate) fn compile(rules: &Links) -> Result<Self, RulesError> {
        let set = |names: &[String]| names.iter().cloned().collect::<HashSet<_>>();
        let tlds = rules
            .written_tlds
            .iter()
            .chain(&rules.risky_tlds)
            .chain(&rules.gambling_tlds)
            .map(|tld| regex::escape(tld))
            .collect::<Vec<_>>()
            .join("|");
        Ok(Self {
            gambling: compiled("links.gambling_names", &rules.gambling_names.join("|"))?,
            innocent: rules.innocent_names.clone(),
            gambling_tlds: set(&rules.gambling_tlds),
            risky_tlds: set(&rules.risky_tlds),
            second_level: set(&rules.second_level),
            shorteners: set(&rules.shorteners),
            landing_pages: set(&rules.landing_pages),
            common: set(&rules.common_hosts),
            trusted: set(&rules.trusted_suffixes),
            many_domains: rules.many_domains,
            flood: rules.flood,
            written: compiled(
                "links.written_tlds",
                &format!(
                    r#"(?:h(?:tt|xx)ps?://|www\.)[^\s<>"'\])]+|(?:[a-z0-9][a-z0-9-]*\.)+(?:{tlds})\b(?:/[^\s<>"'\])]*)?"#
                ),
            )?,
            disguised: compiled(
                "links.written_tlds",
                &format!(
                    r"[a-z0-9-]{{3,}}\s?(?:[\[({{]\s?(?:\.|dot|titik)\s?[\])}}]|\s(?:dot|titik)\s)\s?(?:{tlds})\b|hxxps?://\S+"
                ),
            )?,
        })
    }
}

fn compiled(id: &str, pattern: &str) -> Result<Regex, RulesError> {
    Regex::new(pattern).map_err(|error| RulesError::Pattern {
        id: id.to_owned(),
        error: error.to_string(),
    })
}
