//! Every family keeps one head.

use std::collections::{HashMap, HashSet};

use sheets::Severity;
use uuid::Uuid;

use super::Comparing;
use crate::{domain::State, import::known::Person};

impl Comparing<'_> {
    /// Refuses who would be the second head of a family, until no family has two.
    pub(super) fn one_head_each(&mut self) {
        loop {
            let changing: HashSet<Uuid> = self.plan.changed.iter().map(|one| one.id).collect();
            let mut heads: HashMap<Uuid, usize> = HashMap::new();
            let staying = self.known.people.iter().filter(|person| {
                person.state == State::Present
                    && person.facts.is_head()
                    && !changing.contains(&person.id)
            });
            let staying: HashMap<Uuid, &Person> = staying
                .filter_map(|person| Some((person.family_id?, person)))
                .collect();
            for family in staying.keys() {
                heads.insert(*family, 1);
            }
            for family in self.planned_heads().map(|(family, ..)| family) {
                *heads.entry(family).or_default() += 1;
            }
            let refused: Vec<(u32, Uuid, Uuid)> = self
                .planned_heads()
                .filter(|(family, _, _, is_new)| *is_new && heads[family] > 1)
                .map(|(family, row, id, _)| (row, id, family))
                .collect();
            if refused.is_empty() {
                return;
            }
            for (row, id, family) in refused {
                let reason = match staying.get(&family) {
                    Some(head) => format!(
                        "Keluarga ini sudah punya kepala keluarga di buku penduduk: {}.",
                        head.facts.name.display()
                    ),
                    None => "Keluarga ini sudah punya kepala keluarga di buku penduduk.".to_owned(),
                };
                self.find(row, Severity::Stop, &reason);
                self.plan.made.retain(|one| one.id != id);
                self.plan.changed.retain(|one| one.id != id);
            }
        }
    }

    /// Family, row, person and whether she was not its head before.
    fn planned_heads(&self) -> impl Iterator<Item = (Uuid, u32, Uuid, bool)> {
        let made = self.plan.made.iter().filter_map(|one| {
            let family = one.family?;
            let is_head = one.entry.is_present_head();
            is_head.then_some((family, one.entry.row, one.id, true))
        });
        let before: HashMap<Uuid, Option<Uuid>> = self
            .known
            .people
            .iter()
            .map(|person| (person.id, person.family_id))
            .collect();
        let changed = self.plan.changed.iter().filter_map(move |one| {
            let family = one.family?;
            let is_head = one.facts.is_head() && one.state == State::Present;
            let was = one.is_head_now && before.get(&one.id) == Some(&Some(family));
            is_head.then_some((family, one.row, one.id, !was))
        });
        made.chain(changed)
    }
}
