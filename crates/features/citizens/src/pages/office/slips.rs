//! Slips for many at once.

use residents::store::areas::AreaRow;
use serde::Serialize;
use web::{Form, FormView, Page};

use crate::pages::forms;

/// A choice of a form.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// What `citizens/slips.html` receives.
#[derive(Debug, Serialize)]
pub struct SlipsDesk {
    pub areas: Vec<Choice>,
    pub form: FormView,
    /// Most slips at once, and from which age.
    pub most: i64,
    pub age: i32,
}

impl SlipsDesk {
    pub fn new(areas: &[AreaRow], form: &Form, (most, age): (i64, i32)) -> Self {
        let areas = areas.iter().map(|area| Choice {
            value: area.id.to_string(),
            label: area.place().label(),
        });
        Self {
            areas: areas.collect(),
            form: form.view(),
            most,
            age,
        }
    }
}

impl Page for SlipsDesk {
    const TEMPLATE: &'static str = "citizens/slips.html";

    fn samples() -> Vec<Self> {
        let area = Choice {
            value: "x".to_owned(),
            label: "RT 02 \"<b>\"".to_owned(),
        };
        let page = |areas, form| Self {
            areas,
            form,
            most: 60,
            age: 17,
        };
        let [empty, wrong] = forms("wilayah");
        vec![page(Vec::new(), empty), page(vec![area], wrong)]
    }
}
