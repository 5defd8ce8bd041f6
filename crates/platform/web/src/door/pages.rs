//! What the pages of a door receive.

use serde::Serialize;

use crate::{Form, FormView, Page};

/// What `door/login.html` receives.
#[derive(Debug, Serialize)]
pub struct LoginPage {
    pub form: FormView,
    /// The way in by another's word, where there is one.
    pub sso: Option<SsoLink>,
    /// Why that way did not lead in.
    pub problem: Option<String>,
}

/// "Masuk dengan {label}"
#[derive(Debug, Clone, Serialize)]
pub struct SsoLink {
    pub label: String,
    pub href: String,
}

impl Page for LoginPage {
    const TEMPLATE: &'static str = "door/login.html";

    fn samples() -> Vec<Self> {
        let [empty, wrong] = forms("sandi");
        let link = SsoLink {
            label: "akun <b>".into(),
            href: "/konsol/sso?kembali=%2Fkonsol%2Fdesa".into(),
        };
        let page = |form, sso, problem: Option<&str>| Self {
            form,
            sso,
            problem: problem.map(str::to_owned),
        };
        vec![
            page(empty.clone(), None, None),
            page(wrong, Some(link.clone()), None),
            page(empty, Some(link), Some("Belum bisa <b>.")),
        ]
    }
}

/// What `door/code.html` receives.
#[derive(Debug, Serialize)]
pub struct CodePage {
    pub form: FormView,
}

impl Page for CodePage {
    const TEMPLATE: &'static str = "door/code.html";

    fn samples() -> Vec<Self> {
        forms("kode").map(|form| Self { form }).into()
    }
}

/// What `door/enrol.html` receives.
#[derive(Debug, Serialize)]
pub struct EnrolPage {
    pub form: FormView,
    /// Trusted: drawn by us.
    pub qr_svg: String,
    pub secret: String,
    /// Whether the role needs it, so that there is no way around.
    pub is_needed: bool,
}

impl Page for EnrolPage {
    const TEMPLATE: &'static str = "door/enrol.html";

    fn samples() -> Vec<Self> {
        let page = |form, is_needed| Self {
            form,
            qr_svg: "<svg></svg>".into(),
            secret: "ABCD".into(),
            is_needed,
        };
        let [empty, wrong] = forms("kode");
        vec![page(empty, true), page(wrong, false)]
    }
}

/// What `door/codes.html` receives: codes on paper, shown once.
#[derive(Debug, Serialize)]
pub struct CodesPage {
    pub codes: Vec<String>,
}

impl Page for CodesPage {
    const TEMPLATE: &'static str = "door/codes.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            codes: vec!["abcd-efgh".into(); 10],
        }]
    }
}

/// What `door/password.html` receives.
#[derive(Debug, Serialize)]
pub struct PasswordPage {
    pub form: FormView,
    pub name: String,
    pub email: String,
    /// Whether somebody new arrives.
    pub is_new: bool,
}

impl Page for PasswordPage {
    const TEMPLATE: &'static str = "door/password.html";

    fn samples() -> Vec<Self> {
        let page = |form, is_new| Self {
            form,
            name: "Siti <b>".into(),
            email: "siti@contoh.id".into(),
            is_new,
        };
        let [empty, wrong] = forms("sandi");
        vec![page(empty, true), page(wrong, false)]
    }
}

/// What `door/forgot.html` receives.
#[derive(Debug, Serialize)]
pub struct ForgotPage {
    pub form: FormView,
}

impl Page for ForgotPage {
    const TEMPLATE: &'static str = "door/forgot.html";

    fn samples() -> Vec<Self> {
        forms("email").map(|form| Self { form }).into()
    }
}

/// What `door/forgot_sent.html` receives.
#[derive(Debug, Serialize)]
pub struct ForgotSentPage {
    pub email: String,
}

impl Page for ForgotSentPage {
    const TEMPLATE: &'static str = "door/forgot_sent.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            email: "siti@contoh.id".into(),
        }]
    }
}

/// An empty form, and one with something wrong.
fn forms(field: &'static str) -> [FormView; 2] {
    let mut wrong = Form::filled([("email", "siti\"<b>".into())]);
    wrong.wrong(field, "Perlu diperbaiki <b>.");
    [Form::default().view(), wrong.view()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Templates, testing};

    #[test]
    fn every_state_renders() {
        let templates = Templates::new(&[]);
        testing::render_office_samples::<LoginPage>(&templates);
        testing::render_office_samples::<CodePage>(&templates);
        testing::render_office_samples::<EnrolPage>(&templates);
        testing::render_office_samples::<CodesPage>(&templates);
        testing::render_office_samples::<PasswordPage>(&templates);
        testing::render_office_samples::<ForgotPage>(&templates);
        testing::render_office_samples::<ForgotSentPage>(&templates);
    }
}
