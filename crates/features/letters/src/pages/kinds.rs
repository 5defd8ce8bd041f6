//! Kinds in the office: the list to tick, and the editor.

use serde::Serialize;
use web::{Form, FormView, Page};

use super::Choice;
use crate::{
    kind::{Ask, Category, Kind, requirements},
    offered::Offered,
    text::{Block, Run},
};

/// Questions an own kind may have.
pub const ROWS: usize = 12;

/// A kind to tick.
#[derive(Debug, Serialize)]
pub struct KindLine {
    pub slug: String,
    pub href: String,
    pub name: String,
    pub code: String,
    pub is_on: bool,
    /// "Milik desa", "Diubah desa", or empty.
    pub mark: &'static str,
    pub online: bool,
}

/// Kinds under a heading.
#[derive(Debug, Serialize)]
pub struct KindGroup {
    pub label: &'static str,
    pub kinds: Vec<KindLine>,
}

/// What `letters/kinds.html` receives.
#[derive(Debug, Serialize)]
pub struct KindsDesk {
    pub groups: Vec<KindGroup>,
    pub on: usize,
}

impl KindsDesk {
    pub fn new(all: &[Offered]) -> Self {
        let group = |category: Category| KindGroup {
            label: category.label(),
            kinds: all
                .iter()
                .filter(|one| one.kind.category == category)
                .map(line)
                .collect(),
        };
        let groups = Category::ALL.into_iter().map(group);
        Self {
            groups: groups.filter(|group| !group.kinds.is_empty()).collect(),
            on: all.iter().filter(|one| one.is_on).count(),
        }
    }
}

fn line(one: &Offered) -> KindLine {
    KindLine {
        slug: one.kind.slug.clone(),
        href: format!("/kantor/surat/jenis/ubah?jenis={}", one.kind.slug),
        name: one.kind.name.clone(),
        code: one.kind.code.clone(),
        is_on: one.is_on,
        mark: match (one.is_own, one.is_changed) {
            (true, _) => "Milik desa",
            (false, true) => "Naskah desa",
            (false, false) => "",
        },
        online: one.kind.online,
    }
}

fn offered() -> Vec<Offered> {
    let kinds = crate::kind::catalogue().iter();
    kinds
        .map(|kind| Offered {
            kind: kind.clone(),
            is_on: kind.starts_on,
            is_own: false,
            is_changed: kind.slug == "domisili",
            version: 0,
        })
        .collect()
}

impl Page for KindsDesk {
    const TEMPLATE: &'static str = "letters/kinds.html";

    fn samples() -> Vec<Self> {
        vec![Self::new(&offered())]
    }
}

/// A requirement to tick.
#[derive(Debug, Serialize)]
pub struct Tick {
    pub value: &'static str,
    pub label: &'static str,
    pub is_on: bool,
}

/// A question of an own kind.
#[derive(Debug, Default, Serialize)]
pub struct QuestionRow {
    pub at: usize,
    pub key: String,
    pub label: String,
    pub hint: String,
    pub word: String,
    pub options: String,
    pub required: bool,
}

/// What `letters/kind.html` receives.
#[derive(Debug, Serialize)]
pub struct KindEditor {
    pub action: String,
    pub title: String,
    pub form: FormView,
    pub is_own: bool,
    pub is_changed: bool,
    pub requirements: Vec<Tick>,
    /// Of an own kind: rows to fill in. Of the catalogue's: what it asks.
    pub questions: Vec<QuestionRow>,
    pub asks: Vec<Choice>,
    /// Placeholders of this kind's answers.
    pub keys: Vec<Choice>,
    /// How the letter reads.
    pub example: Vec<Block>,
}

impl KindEditor {
    pub fn new(before: Option<&Offered>, kind: &Kind, form: &Form) -> Self {
        let is_own = before.is_none_or(|one| one.is_own);
        let action = match before {
            Some(one) => format!("/kantor/surat/jenis/ubah?jenis={}", one.kind.slug),
            None => "/kantor/surat/jenis/ubah".to_owned(),
        };
        let tick = |one: &crate::kind::Requirement| Tick {
            value: one.key,
            label: one.label,
            is_on: kind.requirements.iter().any(|key| key == one.key),
        };
        let mut questions: Vec<QuestionRow> = kind
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| QuestionRow {
                at,
                key: question.key.clone(),
                label: question.label.clone(),
                hint: question.hint.clone(),
                word: question.ask.word().to_owned(),
                options: match &question.ask {
                    Ask::Select { options } => options.join("; "),
                    _ => String::new(),
                },
                required: question.required,
            })
            .collect();
        if is_own {
            // As they were typed, with rows for more.
            questions.extend((questions.len()..ROWS).map(|at| QuestionRow {
                at,
                word: "text".to_owned(),
                ..QuestionRow::default()
            }));
        }
        Self {
            action,
            title: before.map_or_else(
                || "Jenis surat baru".to_owned(),
                |one| one.kind.name.clone(),
            ),
            form: form.view(),
            is_own,
            is_changed: before.is_some_and(|one| one.is_changed),
            requirements: requirements().iter().map(tick).collect(),
            keys: kind
                .questions
                .iter()
                .map(|question| Choice::new(format!("[{}]", question.key), &question.label))
                .collect(),
            questions,
            asks: asks(),
            example: Vec::new(),
        }
    }

    /// With how the letter reads.
    #[must_use]
    pub fn showing(mut self, blocks: &[Block]) -> Self {
        self.example = blocks.to_vec();
        self
    }
}

/// Ways of asking that need nothing but a label.
fn asks() -> Vec<Choice> {
    let words = [
        "text",
        "long_text",
        "whole",
        "decimal",
        "money",
        "date",
        "past_date",
        "time",
        "date_time",
        "select",
        "phone",
        "address",
        "person",
        "resident",
        "persons",
        "members",
    ];
    let asks = words.into_iter().filter_map(|word| {
        let ask = Ask::of_word(word)?;
        Some(Choice::new(word, ask.label()))
    });
    asks.collect()
}

impl Page for KindEditor {
    const TEMPLATE: &'static str = "letters/kind.html";

    fn samples() -> Vec<Self> {
        let all = offered();
        let kind = &all[0].kind;
        let block = Block::Paragraph {
            runs: vec![
                Run::Plain("Untuk keperluan ".to_owned()),
                Run::Bold("membuka rekening".to_owned()),
                Run::Blank,
            ],
        };
        let rows = Block::Rows {
            rows: vec![crate::text::Row {
                label: "Nama".to_owned(),
                runs: vec![Run::Plain("Siti Aminah".to_owned())],
            }],
        };
        let points = Block::Points {
            numbered: true,
            points: vec![vec![Run::Plain("Satu".to_owned())]],
        };
        let table = Block::Table {
            heads: vec!["No.".to_owned(), "Nama".to_owned()],
            lines: vec![vec!["1".to_owned(), "Siti".to_owned()]],
        };
        let mut wrong = Form::filled([("nama", String::new())]);
        wrong.wrong("nama", "Isi nama surat.");
        wrong.wrong("isi", "Baris 2: [keperluann] tidak dikenal.");
        vec![
            Self::new(Some(&all[0]), kind, &Form::default()).showing(&[block, rows, points, table]),
            Self::new(None, kind, &wrong),
        ]
    }
}
