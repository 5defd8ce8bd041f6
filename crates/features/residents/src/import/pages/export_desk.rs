//! How the register is to be taken away.

use serde::Serialize;
use web::{Form, FormView, Page};

use crate::{import::desk::EXPORT, reach::Reach};

/// What `residents/import/export.html` receives.
#[derive(Debug, Serialize)]
pub struct ExportDesk {
    pub action: &'static str,
    pub form: FormView,
    /// Whether the code from the phone is missing.
    pub is_locked: bool,
    /// Whether only a part of the village is in it.
    pub is_part: bool,
}

impl ExportDesk {
    pub fn new(form: &Form, is_locked: bool, reach: &Reach) -> Self {
        Self {
            action: EXPORT,
            form: form.view(),
            is_locked,
            is_part: reach.is_part(),
        }
    }
}

impl Page for ExportDesk {
    const TEMPLATE: &'static str = "residents/import/export.html";

    fn samples() -> Vec<Self> {
        let mut form = Form::filled([("siapa", "semua".to_owned())]);
        form.wrong("keperluan", "Tulis untuk apa datanya dipakai.");
        vec![
            Self::new(&Form::default(), false, &Reach::All),
            Self::new(&Form::default(), true, &Reach::All),
            Self::new(&form, false, &Reach::Areas(Vec::new())),
        ]
    }
}
