//! The office's tablets.

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use web::{Form, FormView, Page};

use crate::{pages::forms, store::kiosks::KioskRow};

/// A tablet of the office.
#[derive(Debug, Serialize)]
pub struct KioskView {
    pub name: String,
    pub made: String,
    pub end: String,
}

/// What `citizens/kiosks.html` receives.
#[derive(Debug, Serialize)]
pub struct KiosksDesk {
    pub kiosks: Vec<KioskView>,
    pub form: FormView,
}

impl KiosksDesk {
    pub fn new(rows: &[KioskRow], form: &Form, now: Timestamp) -> Self {
        let kiosks = rows.iter().map(|row| KioskView {
            name: row.name.clone(),
            made: format!(
                "{}, oleh {}",
                time::relative(row.made_at.to_jiff(), now),
                row.made_by
            ),
            end: format!("/kantor/warga/kiosk/{}/akhiri", row.id),
        });
        Self {
            kiosks: kiosks.collect(),
            form: form.view(),
        }
    }
}

impl Page for KiosksDesk {
    const TEMPLATE: &'static str = "citizens/kiosks.html";

    fn samples() -> Vec<Self> {
        let kiosk = KioskView {
            name: "Tablet \"<b>\"".to_owned(),
            made: "3 hari lalu, oleh Siti".to_owned(),
            end: "/kantor/warga/kiosk/x/akhiri".to_owned(),
        };
        let [empty, wrong] = forms("nama");
        vec![
            Self {
                kiosks: Vec::new(),
                form: empty,
            },
            Self {
                kiosks: vec![kiosk],
                form: wrong,
            },
        ]
    }
}
