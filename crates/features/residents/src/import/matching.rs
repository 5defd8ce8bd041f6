//! Who of the register a row is about.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use kernel::{FamilyCardNumber, NameKey, Nik};
use sheets::{Finding, Findings, Severity};
use uuid::Uuid;

use super::{entry::Entry, known::Known};

/// Whom a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// Nobody who is registered.
    New,
    /// The person at this place of [`Known::people`].
    Known(usize),
    /// It cannot be told; the row is refused.
    Unclear,
}

/// Who somebody is without a NIK.
type Who = (String, Date, &'static str);

/// Everybody of the register, to be found.
struct Index<'a> {
    known: &'a Known,
    by_nik: HashMap<Nik, usize>,
    by_who: HashMap<Who, Vec<usize>>,
    cards: HashMap<Uuid, FamilyCardNumber>,
}

/// Finds the person of each row. A NIK counts most; who has none is found by name, birthday and sex,
/// so that reading a table twice makes nobody twice.
pub(super) fn find(entries: &[Entry], known: &Known, findings: &mut Findings) -> Vec<Match> {
    let index = Index::new(known);
    let mut taken: HashSet<usize> = HashSet::new();
    let mut found = vec![Match::New; entries.len()];
    for (entry, found) in entries.iter().zip(&mut found) {
        let nik = entry.facts.nik.as_ref();
        if let Some(at) = nik.and_then(|nik| index.by_nik.get(nik)).copied() {
            *found = index.same_nik(entry, at, findings);
            taken.insert(at);
        }
    }
    let without = |entry: &Entry| entry.facts.nik.is_none();
    for (entry, found) in entries
        .iter()
        .zip(&mut found)
        .filter(|(one, _)| without(one))
    {
        *found = index.without_nik(entry, &taken, findings);
        if let Match::Known(at) = found {
            taken.insert(*at);
        }
    }
    for (entry, found) in entries.iter().zip(&mut found) {
        if *found == Match::New && !without(entry) {
            *found = index.got_a_nik(entry, &taken);
            if let Match::Known(at) = found {
                taken.insert(*at);
            }
        }
    }
    found
}

impl<'a> Index<'a> {
    fn new(known: &'a Known) -> Self {
        let mut index = Self {
            known,
            by_nik: HashMap::new(),
            by_who: HashMap::new(),
            cards: HashMap::new(),
        };
        for (at, person) in known.people.iter().enumerate() {
            let facts = &person.facts;
            if let Some(nik) = facts.nik {
                index.by_nik.insert(nik, at);
            }
            let who = (facts.name.key().text(), facts.born_on, facts.sex_code());
            index.by_who.entry(who).or_default().push(at);
        }
        for family in &known.families {
            if let Some(card) = family.card {
                index.cards.insert(family.id, card);
            }
        }
        index
    }

    /// The same NIK is the same person, unless everything else speaks against it.
    fn same_nik(&self, entry: &Entry, at: usize, findings: &mut Findings) -> Match {
        let Some(person) = self.known.people.get(at) else {
            return Match::New;
        };
        let (here, there) = (&person.facts, &entry.facts);
        let is_alike = here.name.key().score(&there.name.key()) >= NameKey::LIKELY;
        if is_alike || here.born_on == there.born_on {
            return Match::Known(at);
        }
        stop(
            entry,
            "NIK ini di buku penduduk milik orang lain: nama dan tanggal lahirnya berbeda. Periksa \
             NIK-nya.",
            findings,
        );
        Match::Unclear
    }

    fn without_nik(&self, entry: &Entry, taken: &HashSet<usize>, findings: &mut Findings) -> Match {
        let candidates = self.candidates(entry, taken);
        let at_home: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|at| self.is_at_home(entry, *at))
            .collect();
        let nameless: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|at| self.has_no_nik(*at))
            .collect();
        match (
            at_home.as_slice(),
            nameless.as_slice(),
            candidates.as_slice(),
        ) {
            ([one], _, _) | ([], [one], _) => Match::Known(*one),
            ([], [], []) => Match::New,
            ([], [], [one]) if entry.card.is_none() => Match::Known(*one),
            ([], [], _) => {
                let reason = "Orang dengan nama, tanggal lahir dan jenis kelamin yang sama sudah \
                     tercatat di keluarga lain, dengan NIK. Periksa apakah orangnya sama.";
                findings.push(Finding::new(entry.row, Severity::Warning, reason));
                Match::New
            }
            _ => {
                stop(
                    entry,
                    "Ada beberapa orang dengan nama dan tanggal lahir ini di buku penduduk. Isi \
                     NIK-nya agar jelas siapa yang dimaksud.",
                    findings,
                );
                Match::Unclear
            }
        }
    }

    /// Somebody who was registered without a NIK and has one now.
    fn got_a_nik(&self, entry: &Entry, taken: &HashSet<usize>) -> Match {
        let candidates = self.candidates(entry, taken);
        let same: Vec<usize> = candidates
            .into_iter()
            .filter(|at| self.has_no_nik(*at) && self.is_at_home(entry, *at))
            .collect();
        match same.as_slice() {
            [one] => Match::Known(*one),
            _ => Match::New,
        }
    }

    fn candidates(&self, entry: &Entry, taken: &HashSet<usize>) -> Vec<usize> {
        let facts = &entry.facts;
        let who = (facts.name.key().text(), facts.born_on, facts.sex_code());
        let all = self.by_who.get(&who).map(Vec::as_slice).unwrap_or_default();
        let free = all.iter().copied().filter(|at| !taken.contains(at));
        free.collect()
    }

    /// Whether somebody of the register has the family card of the row; who has none is with nobody.
    fn is_at_home(&self, entry: &Entry, at: usize) -> bool {
        let family = self
            .known
            .people
            .get(at)
            .and_then(|person| person.family_id);
        let card = family.and_then(|family| self.cards.get(&family));
        card == entry.card.as_ref()
    }

    fn has_no_nik(&self, at: usize) -> bool {
        let person = self.known.people.get(at);
        person.is_some_and(|person| person.facts.nik.is_none())
    }
}

fn stop(entry: &Entry, reason: &str, findings: &mut Findings) {
    findings.push(Finding::new(entry.row, Severity::Stop, reason));
}
