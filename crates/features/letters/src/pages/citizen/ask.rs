//! Picking a kind, and its questions.

use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page};

use super::{LONG_KIND, LONG_NAME};
use crate::{
    answers::{FieldView, Member, fields},
    citizen::{LETTERS, NEW},
    kind::{Kind, requirements},
    offered::Offered,
    pages::services::ServiceLine,
};

/// What `letters/pick.html` receives.
#[derive(Debug, Serialize)]
pub struct PickPage {
    pub kinds: Vec<ServiceLine>,
}

impl PickPage {
    pub fn new(offered: &[&Offered]) -> Self {
        let line = |one: &&Offered| ServiceLine {
            href: format!("{NEW}?jenis={}", one.kind.slug),
            ..ServiceLine::new(one)
        };
        Self {
            kinds: offered.iter().map(line).collect(),
        }
    }
}

impl Page for PickPage {
    const TEMPLATE: &'static str = "letters/pick.html";

    fn samples() -> Vec<Self> {
        let line = ServiceLine {
            href: format!("{NEW}?jenis=domisili"),
            name: LONG_KIND.to_owned(),
            purpose: "Untuk bank, sekolah, atau tempat kerja.".to_owned(),
            online: true,
        };
        vec![Self { kinds: Vec::new() }, Self { kinds: vec![line] }]
    }
}

/// Somebody of the family to choose.
#[derive(Debug, Clone, Serialize)]
pub struct Somebody {
    pub value: String,
    pub label: String,
}

/// What `letters/ask.html` receives.
#[derive(Debug, Serialize)]
pub struct AskForm {
    pub action: String,
    pub back: String,
    pub slug: String,
    pub kind: String,
    pub purpose: String,
    /// Empty where it was said before whom it is for.
    pub people: Vec<Somebody>,
    pub fields: Vec<FieldView>,
    pub requirements: Vec<&'static str>,
    pub form: FormView,
    pub is_new: bool,
}

impl AskForm {
    pub fn new(kind: &Kind, form: &Form, family: &[Member], people: Vec<Somebody>) -> Self {
        let known = requirements();
        let label = |key: &String| {
            let found = known.iter().find(|one| one.key == key);
            found.map(|found| found.label)
        };
        Self {
            action: NEW.to_owned(),
            back: NEW.to_owned(),
            slug: kind.slug.clone(),
            kind: kind.name.clone(),
            purpose: kind.purpose.clone(),
            people,
            fields: fields(kind, form, family),
            requirements: kind.requirements.iter().filter_map(label).collect(),
            form: form.view(),
            is_new: true,
        }
    }

    /// The same for a request that was begun.
    #[must_use]
    pub fn of(mut self, id: Uuid) -> Self {
        self.action = format!("{LETTERS}/{id}/ubah");
        self.back = format!("{LETTERS}/{id}");
        self.is_new = false;
        self
    }
}

impl Page for AskForm {
    const TEMPLATE: &'static str = "letters/ask.html";

    fn samples() -> Vec<Self> {
        let people = || {
            vec![Somebody {
                value: Uuid::nil().to_string(),
                label: format!("{LONG_NAME} (saya sendiri)"),
            }]
        };
        let kinds = crate::kind::catalogue();
        let mut wrong = Form::default();
        wrong.wrong("untuk", "Belum berumur 17 tahun.");
        vec![
            Self::new(&kinds[0], &Form::default(), &[], people()),
            Self::new(&kinds[0], &wrong, &[], people()).of(Uuid::nil()),
        ]
    }
}
