//! Words that stand for rows and tables.

use super::{Filler, facts::bare, person::area, tame::tame};
use crate::{
    answers::{Official, Value},
    facts::Person,
    kind::Question,
    text::{
        Block, BlockWord, Row, Run,
        words::{OF_APPLICANT, Officer, Particular, Reference},
    },
};

impl Filler<'_> {
    pub(super) fn block(&self, word: &BlockWord) -> Option<Block> {
        match word {
            BlockWord::Identity { whose: None, rows } => {
                let rows = rows.as_deref().unwrap_or(&OF_APPLICANT);
                Some(self.identity(&self.letter.applicant, rows))
            }
            BlockWord::Identity {
                whose: Some(key),
                rows,
            } => {
                let people = self.people(key);
                let person = people.into_iter().next().unwrap_or_default();
                match rows {
                    Some(rows) => Some(self.identity(&person, rows)),
                    None => Some(self.identity(&person, &self.known_rows(&person))),
                }
            }
            BlockWord::Details(keys) => self.details(keys.as_deref()),
            BlockWord::People(key) => self.table(key),
            BlockWord::Signatures(keys) => self.signatures(keys),
            BlockWord::Officers(officers) => Some(self.officers(officers)),
        }
    }

    fn identity(&self, person: &Person, rows: &[Particular]) -> Block {
        let rows = rows.iter().map(|particular| {
            let known = self.of_person(person, *particular);
            let text = known.map(|known| tame(&known.plain())).unwrap_or_default();
            row(particular.label(), text)
        });
        Block::Rows {
            rows: rows.collect(),
        }
    }

    /// Of somebody else only what is known, but always the name.
    fn known_rows(&self, person: &Person) -> Vec<Particular> {
        let is_known = |particular: &Particular| {
            let known = self.of_person(person, *particular);
            *particular == Particular::Name || known.is_some_and(|known| !known.plain().is_empty())
        };
        OF_APPLICANT.into_iter().filter(is_known).collect()
    }

    fn details(&self, keys: Option<&[String]>) -> Option<Block> {
        let questions = self.letter.kind.questions.iter();
        let asked: Vec<&Question> = match keys {
            Some(keys) => keys
                .iter()
                .filter_map(|key| self.letter.kind.question(key))
                .collect(),
            None => questions.collect(),
        };
        let rows = asked.into_iter().filter_map(|question| {
            let text = self.written(&Reference::Answer(question.key.clone()), None);
            (question.required || !text.is_empty()).then(|| row(&question.label, text))
        });
        let rows: Vec<Row> = rows.collect();
        (!rows.is_empty()).then_some(Block::Rows { rows })
    }

    /// People below each other; columns nobody has anything in are left out.
    fn table(&self, key: &str) -> Option<Block> {
        let mut columns: Vec<(&str, Vec<String>)> = Vec::new();
        if let Some(Value::Staff(officials)) = self.letter.answers.get(key) {
            let of = |read: fn(&Official) -> &String| {
                officials
                    .iter()
                    .map(|official| tame(read(official)))
                    .collect()
            };
            columns.push(("Nama", of(|official| &official.name)));
            columns.push(("Jabatan", of(|official| &official.position)));
            columns.push(("NIP/NIPD", of(|official| &official.number)));
        } else {
            let people = self.people(key);
            let of = |particular: Particular| {
                let written = people.iter().map(|person| {
                    let known = self.of_person(person, particular);
                    known.map(|known| tame(&known.plain())).unwrap_or_default()
                });
                written.collect::<Vec<String>>()
            };
            columns.push(("Nama", of(Particular::Name)));
            columns.push(("NIK", of(Particular::Nik)));
            columns.push(("Tempat, tanggal lahir", of(Particular::Born)));
            columns.push(("Hubungan", of(Particular::Relationship)));
        }
        let count = columns.first().map_or(0, |(_, cells)| cells.len());
        if count == 0 {
            return None;
        }
        columns
            .retain(|(head, cells)| *head == "Nama" || cells.iter().any(|cell| !cell.is_empty()));
        let heads = std::iter::once("No.").chain(columns.iter().map(|(head, _)| *head));
        let lines = (0..count).map(|at| {
            let cells = columns.iter().map(|(_, cells)| cells[at].clone());
            std::iter::once((at + 1).to_string()).chain(cells).collect()
        });
        Some(Block::Table {
            heads: heads.map(str::to_owned).collect(),
            lines: lines.collect(),
        })
    }

    /// A line for everybody who signs; one without a name where nobody is known.
    fn signatures(&self, keys: &[String]) -> Option<Block> {
        let mut lines: Vec<Vec<String>> = Vec::new();
        for key in keys {
            let question = self.letter.kind.question(key)?;
            let mut people = self.people(key);
            if people.is_empty() && question.required {
                people.push(Person::default());
            }
            for person in people {
                let is_several = !question.ask.is_person();
                let stands_for = match person.relationship.as_str() {
                    known if is_several && !known.is_empty() => tame(known),
                    _ => question.label.clone(),
                };
                let number = (lines.len() + 1).to_string();
                lines.push(vec![number, tame(&person.name), stands_for, String::new()]);
            }
        }
        let heads = ["No.", "Nama", "Sebagai", "Tanda tangan"];
        (!lines.is_empty()).then(|| Block::Table {
            heads: heads.map(str::to_owned).into(),
            lines,
        })
    }

    fn officers(&self, officers: &[Officer]) -> Block {
        let applicant = &self.letter.applicant;
        let numbered = |what: &str, number: &str| match area(number).as_str() {
            "" => what.to_owned(),
            number => format!("{what} {number}"),
        };
        let lines = officers.iter().map(|officer| {
            let title = match officer {
                Officer::Rt => numbered("Ketua RT", &applicant.rt),
                Officer::Rw => numbered("Ketua RW", &applicant.rw),
                Officer::Subdistrict => {
                    let name = bare(&self.letter.sender.subdistrict, "Kecamatan");
                    format!("Camat {}", tame(name))
                }
            };
            vec![title, String::new(), String::new()]
        });
        let heads = ["Mengetahui", "Nama", "Tanda tangan"];
        Block::Table {
            heads: heads.map(str::to_owned).into(),
            lines: lines.collect(),
        }
    }
}

fn row(label: &str, text: String) -> Row {
    let run = if text.is_empty() {
        Run::Blank
    } else {
        Run::Plain(text)
    };
    Row {
        label: label.to_owned(),
        runs: vec![run],
    }
}
