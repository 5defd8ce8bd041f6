//! The catalogue of open data.

use serde::Serialize;
use web::{Page, view::DateView};

use super::LONG;
use crate::domain::catalogue::{DATASETS, Dataset, Licence};

/// `portal/data.html`
#[derive(Debug, Serialize)]
pub(crate) struct CataloguePage {
    pub datasets: Vec<Dataset>,
    pub licence: Licence,
    pub publisher: String,
    /// When a village last told something.
    pub updated: Option<DateView>,
}

impl Page for CataloguePage {
    const TEMPLATE: &'static str = "portal/data.html";

    fn samples() -> Vec<Self> {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let page = |updated| Self {
            datasets: DATASETS.to_vec(),
            licence: Licence {
                name: LONG.to_owned(),
                url: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
            },
            publisher: LONG.to_owned(),
            updated,
        };
        vec![page(None), page(Some(DateView::new(at, at)))]
    }
}
