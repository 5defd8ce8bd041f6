//! What the pages before the door receive.

use serde::Serialize;
use web::{Form, FormView, Page};

use super::forms;

/// What `citizens/login.html` receives.
#[derive(Debug, Serialize)]
pub struct LoginPage {
    pub form: FormView,
    /// Why somebody is here; empty when she just came.
    pub said: &'static str,
}

impl LoginPage {
    pub fn new(form: &Form, said: &'static str) -> Self {
        Self {
            form: form.view(),
            said,
        }
    }
}

impl Page for LoginPage {
    const TEMPLATE: &'static str = "citizens/login.html";

    fn samples() -> Vec<Self> {
        let [empty, wrong] = forms("pin");
        let page = |form, said| Self { form, said };
        vec![
            page(empty.clone(), ""),
            page(wrong, ""),
            page(empty, "PIN telah diganti."),
        ]
    }
}

/// What `citizens/without_pin.html` receives.
#[derive(Debug, Serialize)]
pub struct WithoutPinPage {
    pub form: FormView,
}

impl Page for WithoutPinPage {
    const TEMPLATE: &'static str = "citizens/without_pin.html";

    fn samples() -> Vec<Self> {
        forms("nik").map(|form| Self { form }).into()
    }
}

/// What `citizens/forgot.html` receives.
#[derive(Debug, Serialize)]
pub struct ForgotPage {
    pub form: FormView,
    /// Whether messages go to phones.
    pub is_on: bool,
}

impl Page for ForgotPage {
    const TEMPLATE: &'static str = "citizens/forgot.html";

    fn samples() -> Vec<Self> {
        let [empty, wrong] = forms("nik");
        let page = |form, is_on| Self { form, is_on };
        vec![
            page(empty.clone(), true),
            page(wrong, true),
            page(empty, false),
        ]
    }
}

/// What `citizens/code.html` receives.
#[derive(Debug, Serialize)]
pub struct CodePage {
    pub form: FormView,
}

impl Page for CodePage {
    const TEMPLATE: &'static str = "citizens/code.html";

    fn samples() -> Vec<Self> {
        forms("kode").map(|form| Self { form }).into()
    }
}

/// What `citizens/invited.html` receives.
#[derive(Debug, Serialize)]
pub struct InvitedPage {
    pub form: FormView,
    pub action: String,
}

impl Page for InvitedPage {
    const TEMPLATE: &'static str = "citizens/invited.html";

    fn samples() -> Vec<Self> {
        let page = |form| Self {
            form,
            action: "/mandiri/undangan/x".to_owned(),
        };
        forms("baru").map(page).into()
    }
}

/// What `citizens/kiosk.html` receives.
#[derive(Debug, Serialize)]
pub struct KioskPage {
    /// Whether codes go to phones.
    pub has_codes: bool,
}

impl Page for KioskPage {
    const TEMPLATE: &'static str = "citizens/kiosk.html";

    fn samples() -> Vec<Self> {
        [true, false].map(|has_codes| Self { has_codes }).into()
    }
}
