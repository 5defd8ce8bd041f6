//! The agenda, to be taken away.

use serde::Serialize;
use web::{Form, FormView, Page};

/// What `letters/agenda.html` receives.
#[derive(Debug, Serialize)]
pub struct AgendaDesk {
    pub form: FormView,
}

impl AgendaDesk {
    pub fn new(form: &Form) -> Self {
        Self { form: form.view() }
    }
}

impl Page for AgendaDesk {
    const TEMPLATE: &'static str = "letters/agenda.html";

    fn samples() -> Vec<Self> {
        vec![Self::new(&Form::default())]
    }
}
