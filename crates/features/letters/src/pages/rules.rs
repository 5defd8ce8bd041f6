//! How letters are numbered and signed.

use kernel::time;
use serde::Serialize;
use web::{Form, FormView, Page};

use super::Choice;
use crate::{
    domain::Series,
    store::{keys::KeyRow, settings::DeputyRow},
};

/// A key the village signs with.
#[derive(Debug, Serialize)]
pub struct KeyLine {
    pub id: String,
    pub made: String,
    /// Empty for the one in use.
    pub retired: String,
}

/// What `letters/rules.html` receives.
#[derive(Debug, Serialize)]
pub struct RulesDesk {
    pub form: FormView,
    pub series: Vec<Choice>,
    pub deputies: Vec<Choice>,
    /// Who signs now in the place of the head: "Norhasanah sampai 3 Desember 2026".
    pub delegate: String,
    pub keys: Vec<KeyLine>,
    pub next: String,
    pub may_work: bool,
    pub may_delegate: bool,
}

impl RulesDesk {
    pub fn new(deputies: &[DeputyRow], keys: &[KeyRow], form: &Form) -> Self {
        let series = Series::ALL.into_iter();
        Self {
            form: form.view(),
            series: series
                .map(|one| Choice::new(one.as_str(), one.label()))
                .collect(),
            deputies: deputies
                .iter()
                .map(|one| Choice::new(one.id.to_string(), &one.name))
                .collect(),
            delegate: String::new(),
            keys: keys
                .iter()
                .map(|key| KeyLine {
                    id: key.id.clone(),
                    made: time::long_date(key.made_at.to_jiff()),
                    retired: key
                        .retired_at
                        .map_or_else(String::new, |at| time::long_date(at.to_jiff())),
                })
                .collect(),
            next: String::new(),
            may_work: false,
            may_delegate: false,
        }
    }
}

impl Page for RulesDesk {
    const TEMPLATE: &'static str = "letters/rules.html";

    fn samples() -> Vec<Self> {
        let page = |may_work, may_delegate| {
            let mut page = Self::new(&[], &[], &Form::default());
            page.may_work = may_work;
            page.may_delegate = may_delegate;
            page.deputies = vec![Choice::new("1", "Norhasanah, S.AP.")];
            page.keys = vec![KeyLine {
                id: "3J5XQ2K7".to_owned(),
                made: "25 November 2026".to_owned(),
                retired: String::new(),
            }];
            page.delegate = if may_delegate {
                "Norhasanah sampai 3 Desember 2026".to_owned()
            } else {
                String::new()
            };
            page.next = "400.12.2.1/012/PBT/XI/2026".to_owned();
            page
        };
        vec![page(true, false), page(false, true)]
    }
}
