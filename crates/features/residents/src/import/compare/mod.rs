//! What a table would do to the register. No I/O; new ids come from the caller.

mod heads;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::FamilyCardNumber;
use sheets::{Finding, Findings, Severity};
use uuid::Uuid;

use super::{
    entry::Entry,
    known::{Family, Known, Person},
    matching::{self, Match},
    merging::{self, Merged},
    report::Tally,
};
use crate::domain::{Facts, Place, State};

/// What is to be done.
#[derive(Default)]
pub struct Plan {
    pub families: Vec<FamilyPlan>,
    pub made: Vec<Made>,
    pub changed: Vec<Changed>,
    /// Parts of the village that are not registered yet.
    pub areas: Vec<Place>,
    pub tally: Tally,
    /// What is different, and of how many.
    pub fields: BTreeMap<String, usize>,
    /// People who are different here and stay so.
    pub left_alone: usize,
}

/// A family that is made, or gets another address or place.
#[derive(Clone)]
pub struct FamilyPlan {
    pub id: Uuid,
    pub card: FamilyCardNumber,
    pub address: String,
    pub place: Place,
    /// Its version, when it is there already.
    pub version: Option<i64>,
}

/// Somebody who is new.
pub struct Made {
    pub id: Uuid,
    pub entry: Entry,
    pub family: Option<Uuid>,
}

/// Somebody who is registered and changes.
pub struct Changed {
    pub id: Uuid,
    pub row: u32,
    pub version: i64,
    pub state: State,
    pub facts: Facts,
    pub family: Option<Uuid>,
    pub place: Place,
    pub is_head_now: bool,
}

/// Compares good rows with the register. Whether those who are registered are changed is the caller's
/// to say; what is different is found either way.
pub fn compare(
    entries: &[Entry],
    known: &Known,
    update: bool,
    findings: &mut Findings,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Plan {
    let matches = matching::find(entries, known, findings);
    let mut comparing = Comparing {
        known,
        families: known
            .families
            .iter()
            .filter_map(|family| Some((family.card?, family)))
            .collect(),
        cards: known
            .families
            .iter()
            .filter_map(|family| Some((family.id, family.card?)))
            .collect(),
        update,
        new_families: HashMap::new(),
        plan: Plan::default(),
        findings,
        new_id,
    };
    for (entry, found) in entries.iter().zip(matches) {
        match found {
            Match::Unclear => {}
            Match::New => comparing.newcomer(entry),
            Match::Known(at) => {
                if let Some(person) = known.people.get(at) {
                    comparing.acquaintance(entry, person);
                }
            }
        }
    }
    comparing.one_head_each();
    comparing.families_of(entries);
    comparing.end()
}

struct Comparing<'a> {
    known: &'a Known,
    families: HashMap<FamilyCardNumber, &'a Family>,
    cards: HashMap<Uuid, FamilyCardNumber>,
    update: bool,
    new_families: HashMap<FamilyCardNumber, Uuid>,
    plan: Plan,
    findings: &'a mut Findings,
    new_id: &'a mut dyn FnMut() -> Uuid,
}

impl Comparing<'_> {
    fn newcomer(&mut self, entry: &Entry) {
        let mut entry = entry.clone();
        entry.facts.present_address = merging::present_address(&entry, false).to_owned();
        self.plan.tally.new += 1;
        let id = (self.new_id)();
        let family = entry.card.map(|card| self.family(card));
        self.plan.made.push(Made { id, entry, family });
    }

    fn acquaintance(&mut self, entry: &Entry, person: &Person) {
        self.other_state(entry, person);
        let Merged {
            facts,
            place,
            mut fields,
        } = merging::merge(person, entry);
        let here = self.card_of(person);
        let moves = entry.card.is_some() && entry.card != here;
        if moves {
            fields.push("Nomor KK");
            self.plan.tally.elsewhere += 1;
            if here.is_some() {
                let reason = "Orang ini sudah tercatat di keluarga lain. Bila diperbarui, ia pindah \
                     ke keluarga dalam berkas ini.";
                self.find(entry.row, Severity::Warning, reason);
            }
        }
        if fields.is_empty() {
            self.plan.tally.unchanged += 1;
            return;
        }
        self.plan.tally.changed += 1;
        for field in &fields {
            *self.plan.fields.entry((*field).to_owned()).or_default() += 1;
        }
        let reason = format!("Berbeda dengan buku penduduk: {}.", fields.join(", "));
        self.find(entry.row, Severity::Note, &reason);
        if !self.update {
            self.plan.left_alone += 1;
            return;
        }
        let family = match entry.card.filter(|_| moves) {
            Some(card) => Some(self.family(card)),
            None => person.family_id,
        };
        self.plan.changed.push(Changed {
            id: person.id,
            row: entry.row,
            version: person.version,
            state: person.state,
            facts,
            family,
            place,
            is_head_now: person.facts.is_head(),
        });
    }

    /// Who died or left comes back by an event and never by a table, and the other way round.
    fn other_state(&mut self, entry: &Entry, person: &Person) {
        let gone = person.state != State::Present;
        if gone && (entry.state != person.state || !entry.said.state) {
            self.plan.tally.gone += 1;
            let reason = format!(
                "Di buku penduduk orang ini tercatat “{}”. Impor tidak mengubahnya; catat \
                 peristiwanya di halaman orang itu.",
                person.state.label()
            );
            self.find(entry.row, Severity::Warning, &reason);
        }
        if !gone && entry.state != State::Present {
            let reason = format!(
                "Berkas menyebut “{}”, sedangkan buku penduduk masih mencatatnya menetap. Catat \
                 peristiwanya di halaman orang itu.",
                entry.state.label()
            );
            self.find(entry.row, Severity::Warning, &reason);
        }
    }

    fn card_of(&self, person: &Person) -> Option<FamilyCardNumber> {
        self.cards.get(&person.family_id?).copied()
    }

    /// The family with this card, which is made when there is none.
    fn family(&mut self, card: FamilyCardNumber) -> Uuid {
        if let Some(family) = self.families.get(&card) {
            return family.id;
        }
        let new_id = &mut *self.new_id;
        *self.new_families.entry(card).or_insert_with(new_id)
    }

    /// Families that are made, and those whose head says that they live elsewhere now.
    fn families_of(&mut self, entries: &[Entry]) {
        let mut by_card: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in entries {
            if let Some(card) = &entry.card {
                by_card.entry(card.expose()).or_default().push(entry);
            }
        }
        let used: HashSet<Uuid> = self
            .plan
            .made
            .iter()
            .filter_map(|one| one.family)
            .chain(self.plan.changed.iter().filter_map(|one| one.family))
            .collect();
        for members in by_card.values() {
            let head = members
                .iter()
                .copied()
                .find(|entry| entry.is_present_head());
            let Some((card, first)) = members.first().and_then(|one| Some((one.card?, *one)))
            else {
                continue;
            };
            if let Some(id) = self.new_families.get(&card).filter(|id| used.contains(id)) {
                let spokesman = head.unwrap_or(first);
                let address = members.iter().map(|one| &one.address);
                let said = address.filter(|address| !address.is_empty());
                let any = said.clone().next().cloned().unwrap_or_default();
                let own = &spokesman.address;
                self.plan.families.push(FamilyPlan {
                    id: *id,
                    card,
                    address: if own.is_empty() { any } else { own.clone() },
                    place: spokesman.place.clone(),
                    version: None,
                });
                self.plan.tally.families += 1;
            } else if let (Some(family), Some(head)) = (self.families.get(&card).copied(), head) {
                self.other_address(card, family, head);
            }
        }
    }

    fn other_address(&mut self, card: FamilyCardNumber, family: &Family, head: &Entry) {
        if self.findings.stops(head.row) {
            return;
        }
        let mut plan = FamilyPlan {
            id: family.id,
            card,
            address: family.address.clone(),
            place: Place {
                hamlet: head.place.hamlet.clone().or(family.place.hamlet.clone()),
                rw: head.place.rw.or(family.place.rw),
                rt: head.place.rt.or(family.place.rt),
            },
            version: Some(family.version),
        };
        if !head.address.is_empty() {
            plan.address.clone_from(&head.address);
        }
        let mut different = Vec::new();
        if plan.address != family.address {
            different.push("Alamat keluarga");
        }
        if plan.place != family.place {
            different.push("Dusun, RW atau RT keluarga");
        }
        if different.is_empty() {
            return;
        }
        for field in &different {
            *self.plan.fields.entry((*field).to_owned()).or_default() += 1;
        }
        let reason = format!("Berbeda dengan buku penduduk: {}.", different.join(", "));
        self.find(head.row, Severity::Note, &reason);
        if self.update {
            self.plan.families.push(plan);
        }
    }

    fn find(&mut self, row: u32, severity: Severity, reason: &str) {
        self.findings.push(Finding::new(row, severity, reason));
    }

    fn end(self) -> Plan {
        let mut plan = self.plan;
        let known: HashSet<&Place> = self.known.areas.iter().map(|area| &area.place).collect();
        let needed = plan.families.iter().map(|family| &family.place);
        let needed = needed.chain(plan.made.iter().map(|one| &one.entry.place));
        let needed: BTreeSet<&Place> = needed
            .chain(plan.changed.iter().map(|one| &one.place))
            .filter(|place| !known.contains(place))
            .collect();
        plan.areas = needed.into_iter().cloned().collect();
        plan.tally.areas = plan.areas.len();
        // Whoever was refused on the way is not counted as new or changed any more.
        plan.tally.new = plan.made.len();
        if self.update {
            plan.tally.changed = plan.changed.len();
        }
        plan
    }
}
