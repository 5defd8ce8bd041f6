//! Examines all links of a submission.

use std::collections::{HashMap, HashSet};

use super::LinkRules;
use super::address::{Address, Web};
use crate::excerpt;
use crate::folding::Lookalikes;
use crate::page::{Link, Sort};
use crate::rules::Sign;

/// What the links of a submission show.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Sign, what tells it apart from others of its kind, and the place.
    pub(crate) findings: Vec<(Sign, String, String)>,
    /// The words within addresses, an address a line.
    pub(crate) words: String,
}

impl LinkRules {
    /// The addresses within a text whose letters were folded.
    pub(crate) fn written_in(&self, folded: &str) -> Vec<Link> {
        self.written
            .find_iter(folded)
            .filter(|found| !folded[..found.start()].ends_with('@'))
            .map(|found| Link {
                href: found
                    .as_str()
                    .trim_end_matches(['.', ',', '!', '?'])
                    .to_owned(),
                text: None,
                sort: Sort::Written,
            })
            .collect()
    }

    /// Addresses that are written so that machines do not see them.
    pub(crate) fn disguised_in<'a>(&self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        self.disguised
            .find_iter(folded)
            .take(16)
            .map(|found| found.as_str())
    }

    pub(crate) fn examine(
        &self,
        links: &[Link],
        known: &HashSet<String>,
        lookalikes: &Lookalikes,
    ) -> Report {
        let mut report = Report::default();
        let mut new_domains: HashMap<String, usize> = HashMap::new();
        let mut unknown_links = 0;
        let mut met = HashSet::new();
        for link in links {
            let address = Address::parse(&link.href);
            let is_first = met.insert(link.href.as_str());
            match &address {
                Address::Script => report.find(Sign::ScriptLink, &link.href, link),
                Address::Local(rest) if is_first => report.say(rest),
                Address::Web(web) => {
                    if is_first {
                        report.say(&web.rest);
                        self.examine_host(web, link, known, lookalikes, &mut report);
                    }
                    if !self.is_familiar(web, known) && link.sort != Sort::Media {
                        unknown_links += 1;
                        let domain = self.domain(&web.host).to_owned();
                        if *new_domains.entry(domain.clone()).or_default() == 0 {
                            report.find(Sign::NewDomain, &domain, link);
                        }
                        *new_domains.entry(domain).or_default() += 1;
                    }
                }
                Address::Local(_) | Address::Other => {}
            }
        }
        let shown = |count: usize, what: &str| format!("{count} {what}");
        if new_domains.len() > self.many_domains {
            let place = shown(new_domains.len(), "situs yang belum dikenal");
            report
                .findings
                .push((Sign::ManyDomains, String::new(), place));
        }
        // Twice as many is twice as bad, up to what the rule allows.
        for step in 1..=3 {
            if unknown_links > self.flood * step {
                let place = shown(unknown_links, "tautan ke situs yang belum dikenal");
                report.findings.push((Sign::Flood, step.to_string(), place));
            }
        }
        report
    }

    fn examine_host(
        &self,
        web: &Web,
        link: &Link,
        known: &HashSet<String>,
        lookalikes: &Lookalikes,
        report: &mut Report,
    ) {
        let host = web.host.as_str();
        if web.has_user {
            report.find(Sign::UserInfo, host, link);
        }
        if web.is_ip {
            report.find(Sign::IpHost, host, link);
            return;
        }
        if let Some(text) = &link.text
            && let Some(named) = self.host_named_in(text)
            && self.domain(&named) != self.domain(host)
        {
            report.find(Sign::Mismatch, host, link);
        }
        if self.shorteners.contains(host) {
            report.find(Sign::Shortener, host, link);
        }
        if self.landing_pages.contains(host) {
            report.find(Sign::Landing, host, link);
        }
        if known.contains(host) || within(host, &self.common) {
            return;
        }
        if link.sort == Sort::Frame {
            report.find(Sign::Frame, host, link);
        }
        if link.sort == Sort::Form {
            report.find(Sign::Form, host, link);
        }
        let (readable, _) = idna::domain_to_unicode(host);
        if readable != host || host.starts_with("xn--") || host.contains(".xn--") {
            report.find(Sign::Punycode, host, link);
        }
        let plain: String = lookalikes
            .fold(&readable, &[])
            .glyphs
            .iter()
            .map(|glyph| glyph.letter)
            .collect();
        if self.names_gambling(&plain) || self.names_gambling(host) {
            report.find(Sign::GamblingHost, self.domain(host), link);
        }
        let tld = host.rsplit('.').next().unwrap_or_default();
        if self.gambling_tlds.contains(tld) {
            report.find(Sign::GamblingTld, tld, link);
        } else if self.risky_tlds.contains(tld) {
            report.find(Sign::RiskyTld, tld, link);
        }
    }

    /// Hosts that are neither new nor worth counting.
    fn is_familiar(&self, web: &Web, known: &HashSet<String>) -> bool {
        known.contains(&web.host)
            || within(&web.host, &self.common)
            || within(&web.host, &self.trusted)
    }

    /// Whether a name, such as a label of a host, is one of gambling.
    pub(crate) fn is_gambling_name(&self, name: &str) -> bool {
        let mut name = name.replace('-', "");
        for innocent in &self.innocent {
            name = name.replace(innocent.as_str(), " ");
        }
        self.gambling.is_match(&name)
    }

    /// Whether a label of the host, the top one left out, names gambling.
    fn names_gambling(&self, host: &str) -> bool {
        let Some((names, _)) = host.rsplit_once('.') else {
            return false;
        };
        names.split('.').any(|label| self.is_gambling_name(label))
    }

    /// The part of a host that somebody registered.
    fn domain<'a>(&self, host: &'a str) -> &'a str {
        let mut dots = host.rmatch_indices('.').map(|(at, _)| at).skip(1);
        let Some(second) = dots.next() else {
            return host;
        };
        let short = &host[second + 1..];
        if self.second_level.contains(short) {
            dots.next().map_or(host, |third| &host[third + 1..])
        } else {
            short
        }
    }

    fn host_named_in(&self, text: &str) -> Option<String> {
        let lower = text.trim().to_ascii_lowercase();
        let found = self.written.find(&lower)?;
        match Address::parse(found.as_str()) {
            Address::Web(web) => Some(web.host),
            _ => None,
        }
    }
}

impl Report {
    fn find(&mut self, sign: Sign, key: &str, link: &Link) {
        let place = excerpt::short(&link.href);
        self.findings.push((sign, key.to_owned(), place));
    }

    fn say(&mut self, words: &str) {
        let words = words.trim_matches(['/', ' ']);
        if !words.is_empty() {
            self.words.push_str(words);
            self.words.push('\n');
        }
    }
}

/// Whether a host is one of these or below one of them.
fn within(host: &str, domains: &HashSet<String>) -> bool {
    domains.contains(host)
        || host
            .match_indices('.')
            .any(|(dot, _)| domains.contains(&host[dot + 1..]))
}
