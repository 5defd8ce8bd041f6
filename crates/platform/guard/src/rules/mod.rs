//! The rules, read from `rules.toml` and made ready for searching.

mod error;
mod file;
mod sign;

use std::collections::{BTreeMap, BTreeSet, HashSet};

pub use error::RulesError;
pub(crate) use file::{About, Company, Links};
pub(crate) use sign::Sign;

use crate::folding::Lookalikes;
use crate::lexicon::{Lexicon, Topic};
use crate::links::LinkRules;
use crate::words::Leet;

/// A rule as the score and the moderator need it.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) why: String,
    /// For the first thing found.
    pub(crate) points: u32,
    /// For every further, different one.
    pub(crate) more: u32,
    /// For all together.
    pub(crate) most: u32,
}

/// All rules, compiled.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) hold: u32,
    pub(crate) refuse: u32,
    pub(crate) company: Company,
    pub(crate) lookalikes: Lookalikes,
    pub(crate) leet: Leet,
    pub(crate) lexicon: Lexicon,
    pub(crate) brands: Brands,
    pub(crate) warning: Warning,
    pub(crate) links: LinkRules,
    signs: Vec<Rule>,
}

/// Names such as `DORA77`, which advertise without a gambling word.
#[derive(Debug)]
pub(crate) struct Brands {
    pub(crate) digits: HashSet<String>,
    pub(crate) endings: Vec<String>,
    pub(crate) not: HashSet<String>,
    pub(crate) praise: HashSet<String>,
    /// How many words away praise may stand.
    pub(crate) within: usize,
}

/// How a text that warns against gambling is known.
#[derive(Debug)]
pub(crate) struct Warning {
    pub(crate) words: HashSet<String>,
    /// How many different ones make a warning.
    pub(crate) needed: usize,
    /// What is left of the points of gambling words then, in percent.
    pub(crate) keep_percent: u32,
}

impl Rules {
    pub(crate) fn parse(text: &str) -> Result<Self, RulesError> {
        let file: file::File =
            toml::from_str(text).map_err(|error| RulesError::Syntax(error.to_string()))?;
        if file.thresholds.hold == 0 || file.thresholds.hold >= file.thresholds.refuse {
            return Err(RulesError::Thresholds {
                hold: file.thresholds.hold,
                refuse: file.thresholds.refuse,
            });
        }
        let lookalikes: Lookalikes = pairs(&file.letters.lookalikes).collect();
        let leet = leet(&file.letters)?;
        let signs = signs(&file)?;
        let topics = topics(&file)?;
        let lexicon = Lexicon::compile(topics, &lookalikes, &leet)?;
        Ok(Self {
            hold: file.thresholds.hold,
            refuse: file.thresholds.refuse,
            company: file.company,
            lexicon,
            brands: Brands {
                digits: file.brands.digits.into_iter().collect(),
                endings: file.brands.endings,
                not: file.brands.not.into_iter().collect(),
                praise: file.brands.praise.into_iter().collect(),
                within: file.brands.within,
            },
            warning: Warning {
                words: file.warning.words.into_iter().collect(),
                needed: file.warning.needed,
                keep_percent: file.warning.keep_percent,
            },
            links: LinkRules::compile(&file.links)?,
            lookalikes,
            leet,
            signs,
        })
    }

    pub(crate) fn sign(&self, sign: Sign) -> &Rule {
        &self.signs[sign as usize]
    }
}

fn pairs(table: &BTreeMap<char, String>) -> impl Iterator<Item = (char, char)> + '_ {
    table
        .iter()
        .flat_map(|(letter, likes)| likes.chars().map(|like| (like, *letter)))
}

fn leet(letters: &file::Letters) -> Result<Leet, RulesError> {
    let mut table = [None; 128];
    for (sign, letter) in pairs(&letters.leet) {
        *table
            .get_mut(sign as usize)
            .ok_or(RulesError::Leet { sign })? = Some(letter);
    }
    Ok(Leet(table))
}

fn signs(file: &file::File) -> Result<Vec<Rule>, RulesError> {
    let known: HashSet<&str> = Sign::ALL.iter().map(|sign| sign.id()).collect();
    if let Some(id) = file.signs.keys().find(|id| !known.contains(id.as_str())) {
        return Err(RulesError::UnknownSign { id: id.clone() });
    }
    Sign::ALL
        .iter()
        .map(|sign| {
            let points = file
                .signs
                .get(sign.id())
                .ok_or(RulesError::MissingSign { id: sign.id() })?;
            Ok(Rule {
                id: sign.id().to_owned(),
                why: points.why.clone(),
                points: points.points,
                more: points.more,
                most: points.most.unwrap_or(points.points + points.more),
            })
        })
        .collect()
}

/// Groups of words and patterns alike, with their ids checked.
fn topics(file: &file::File) -> Result<Vec<Topic>, RulesError> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut topics = Vec::new();
    for group in &file.words {
        topics.push(Topic {
            rule: Rule {
                id: group.id.clone(),
                why: group.why.clone(),
                points: group.points,
                more: group.more,
                most: group.most.unwrap_or(group.points + group.more),
            },
            about: group.about,
            weak: group.weak,
            inside: group.inside,
            forms: group.forms.clone(),
            regex: None,
            unless_near: unless(file, group.about, &group.unless_near),
            within: group.within,
        });
    }
    for pattern in &file.patterns {
        let regex = regex::Regex::new(&pattern.regex).map_err(|error| RulesError::Pattern {
            id: pattern.id.clone(),
            error: error.to_string(),
        })?;
        topics.push(Topic {
            rule: Rule {
                id: pattern.id.clone(),
                why: pattern.why.clone(),
                points: pattern.points,
                more: 0,
                most: pattern.points,
            },
            about: pattern.about,
            weak: pattern.weak,
            inside: false,
            forms: Vec::new(),
            regex: Some(regex),
            unless_near: unless(file, pattern.about, &pattern.unless_near),
            within: pattern.within,
        });
    }
    for topic in &topics {
        if !ids.insert(&topic.rule.id) {
            return Err(RulesError::TwiceUsed {
                id: topic.rule.id.clone(),
            });
        }
    }
    Ok(topics)
}

/// "Jangan tergiur bonus deposit" does not advertise the bonus.
fn unless(file: &file::File, about: About, own: &[String]) -> HashSet<String> {
    let negations = match about {
        About::Promotion => file.warning.negations.as_slice(),
        About::Gambling | About::Defacement => &[],
    };
    own.iter().chain(negations).cloned().collect()
}
