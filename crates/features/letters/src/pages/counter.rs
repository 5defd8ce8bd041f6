//! At the counter: whom for, and what the register does not know.

use jiff::civil::Date;
use kernel::{Age, time};
use residents::lookup::{Hit, Known};
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page};

use super::Choice;
use crate::{
    answers::{FieldView, Member, fields, stranger},
    kind::Kind,
    offered::Offered,
    office::COUNTER,
};

/// Somebody who was found.
#[derive(Debug, Serialize)]
pub struct HitLine {
    pub href: String,
    pub name: String,
    pub about: String,
}

/// What `letters/counter.html` receives.
#[derive(Debug, Serialize)]
pub struct CounterDesk {
    pub form: FormView,
    /// What is asked for most, first.
    pub kinds: Vec<Choice>,
    pub searched: bool,
    pub hits: Vec<HitLine>,
    /// For who is not in the register, where the kind takes strangers.
    pub stranger_href: String,
}

impl CounterDesk {
    pub fn new(all: &[Offered], usual: &[String], form: &Form) -> Self {
        let rank = |slug: &str| usual.iter().position(|one| one == slug);
        let mut kinds: Vec<&Offered> = all.iter().filter(|one| one.is_on).collect();
        kinds.sort_by_key(|one| rank(&one.kind.slug).unwrap_or(usize::MAX));
        Self {
            form: form.view(),
            kinds: kinds
                .iter()
                .map(|one| Choice::new(&one.kind.slug, &one.kind.name))
                .collect(),
            searched: false,
            hits: Vec::new(),
            stranger_href: String::new(),
        }
    }

    /// The same with who was found.
    #[must_use]
    pub fn found(mut self, hits: &[Hit], offered: &Offered, today: Date) -> Self {
        let slug = &offered.kind.slug;
        self.searched = true;
        self.hits = hits
            .iter()
            .map(|hit| HitLine {
                href: format!("{COUNTER}/{}?jenis={slug}", hit.id),
                name: hit.name.clone(),
                about: about(hit, today),
            })
            .collect();
        if offered.kind.about.strangers {
            self.stranger_href = format!("{COUNTER}/{}?jenis={slug}", Uuid::nil());
        }
        self
    }
}

/// "630304******0001, 56 tahun, RT 002"
fn about(hit: &Hit, today: Date) -> String {
    let mut parts = Vec::new();
    if !hit.nik_masked.is_empty() {
        parts.push(hit.nik_masked.clone());
    }
    if let Some(age) = Age::on(today, hit.born_on, None) {
        parts.push(age.to_string());
    }
    if !hit.rt.is_empty() {
        parts.push(format!("RT {}", hit.rt));
    }
    if !hit.hamlet.is_empty() {
        parts.push(hit.hamlet.clone());
    }
    if hit.state != residents::domain::State::Present {
        parts.push(hit.state.label().to_lowercase());
    }
    parts.join(", ")
}

impl Page for CounterDesk {
    const TEMPLATE: &'static str = "letters/counter.html";

    fn samples() -> Vec<Self> {
        let kinds = || vec![Choice::new("domisili", "Surat Keterangan Domisili")];
        let page = |searched, hits| Self {
            form: Form::filled([("q", "siti".to_owned()), ("jenis", "domisili".to_owned())]).view(),
            kinds: kinds(),
            searched,
            hits,
            stranger_href: String::new(),
        };
        let hit = HitLine {
            href: "#".to_owned(),
            name: "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq".to_owned(),
            about: "630304******0001, 56 tahun, RT 002".to_owned(),
        };
        vec![
            page(false, Vec::new()),
            page(true, Vec::new()),
            page(true, vec![hit]),
        ]
    }
}

/// What the register knows of her, to be looked over.
#[derive(Debug, Serialize)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
}

/// What `letters/counter_form.html` receives.
#[derive(Debug, Serialize)]
pub struct CounterForm {
    pub action: String,
    pub slug: String,
    pub kind: String,
    pub name: String,
    pub facts: Vec<Fact>,
    pub hindrance: String,
    pub fields: Vec<FieldView>,
    pub form: FormView,
}

impl CounterForm {
    pub fn new(
        id: Uuid,
        kind: &Kind,
        about: Option<&Known>,
        form: &Form,
        family: &[Member],
    ) -> Self {
        Self {
            action: format!("{COUNTER}/{id}"),
            slug: kind.slug.clone(),
            kind: kind.name.clone(),
            name: super::name_of(about.map(|about| about.name.as_str())),
            facts: about.map(facts).unwrap_or_default(),
            hindrance: String::new(),
            fields: if about.is_none() {
                let mut all = vec![stranger(form)];
                all.extend(fields(kind, form, family));
                all
            } else {
                fields(kind, form, family)
            },
            form: form.view(),
        }
    }

    /// The same with why it cannot be written.
    #[must_use]
    pub fn hindered(mut self, hindrance: Option<String>) -> Self {
        self.hindrance = hindrance.unwrap_or_default();
        self
    }
}

fn facts(about: &Known) -> Vec<Fact> {
    let born = format!("{}, {}", about.birth_place, time::long_date(about.born_on));
    let area = [("RT", &about.rt), ("RW", &about.rw)];
    let area: Vec<String> = area
        .iter()
        .filter(|(_, number)| !number.is_empty())
        .map(|(word, number)| format!("{word} {number}"))
        .collect();
    let all = [
        ("Lahir", born.trim_start_matches(", ").to_owned()),
        ("Pekerjaan", about.occupation.clone()),
        (
            "Alamat",
            format!("{} {}", about.address, area.join(" "))
                .trim()
                .to_owned(),
        ),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| Fact { label, value })
        .collect()
}

impl Page for CounterForm {
    const TEMPLATE: &'static str = "letters/counter_form.html";

    fn samples() -> Vec<Self> {
        let kinds = crate::kind::catalogue().iter();
        let sample = |kind: &Kind| {
            let mut page = Self::new(Uuid::nil(), kind, None, &Form::default(), &[]);
            page.facts = vec![Fact {
                label: "Pekerjaan",
                value: "Petani/Pekebun".to_owned(),
            }];
            page
        };
        // Every way of asking is in some kind.
        let mut pages: Vec<Self> = kinds.map(sample).collect();
        if let Some(first) = pages.first_mut() {
            first.hindrance = "Belum berumur 17 tahun.".to_owned();
        }
        pages
    }
}
