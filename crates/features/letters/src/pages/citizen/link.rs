//! A request by its link.

use kernel::time;
use serde::Serialize;
use web::Page;

use super::LONG_KIND;
use crate::{
    citizen::BY_LINK,
    domain::State,
    store::{issued::OwnLetterRow, requests::RequestRow},
};

/// What `letters/sent.html` receives: the link, shown once.
#[derive(Debug, Serialize)]
pub struct SentPage {
    pub kind: String,
    pub link: String,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "letters/sent.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            kind: LONG_KIND.to_owned(),
            link:
                "https://pembantanan.banjarkab.go.id/mandiri/permohonan/7K3QF9X2MB7K3QF9X2MB7K3QF9"
                    .to_owned(),
        }]
    }
}

/// What `letters/by_link.html` receives: nothing that tells who it is.
#[derive(Debug, Serialize)]
pub struct LinkPage {
    pub kind: String,
    pub state: &'static str,
    pub state_word: &'static str,
    pub since: String,
    pub reason: String,
    pub number: String,
    /// Empty before there is a letter.
    pub pdf_href: String,
}

impl LinkPage {
    pub fn new(kind: &str, row: &RequestRow, letter: Option<&OwnLetterRow>, token: &str) -> Self {
        let state = State::of_word(&row.state);
        Self {
            kind: kind.to_owned(),
            state: state.label(),
            state_word: state.as_str(),
            since: time::date_time(row.state_since.to_jiff()),
            reason: row.reason.clone(),
            number: letter.map_or_else(String::new, |letter| letter.number_text.clone()),
            pdf_href: letter.map_or_else(String::new, |_| format!("{BY_LINK}/{token}/pdf")),
        }
    }
}

impl Page for LinkPage {
    const TEMPLATE: &'static str = "letters/by_link.html";

    fn samples() -> Vec<Self> {
        let sample = |state: State| Self {
            kind: LONG_KIND.to_owned(),
            state: state.label(),
            state_word: state.as_str(),
            since: "Senin, 30 November 2026 21.14 WITA".to_owned(),
            reason: if state == State::Returned {
                "Foto KTP buram.".to_owned()
            } else {
                String::new()
            },
            number: "400.12.2.1/012/PBT/XI/2026".to_owned(),
            pdf_href: if state == State::Delivered {
                "#".to_owned()
            } else {
                String::new()
            },
        };
        vec![
            sample(State::Received),
            sample(State::Returned),
            sample(State::Delivered),
        ]
    }
}
