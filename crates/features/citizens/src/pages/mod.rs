//! What templates receive.

pub mod data;
pub mod door;
pub mod inside;
pub mod office;

use web::{Form, FormView, view::Pager};

/// An empty form, and one with something wrong.
fn forms(field: &'static str) -> [FormView; 2] {
    let mut wrong = Form::filled([(field, "6303\"<b>".to_owned())]);
    wrong.wrong(field, "Perlu diperbaiki <b>.");
    [Form::default().view(), wrong.view()]
}

/// Links to the neighbouring parts of a list.
fn pager(base: &str, next: Option<&str>, has_before: bool) -> Pager {
    Pager {
        newer_href: has_before.then(|| base.to_owned()),
        older_href: next.map(|next| format!("{base}?sesudah={next}")),
    }
}

#[cfg(test)]
mod tests {
    use web::{Templates, testing};

    use super::{data, door, inside, office};

    #[test]
    fn every_state_renders() {
        let templates = Templates::new(&[crate::feature()]);
        let residents = [
            testing::render_citizen_samples::<door::LoginPage>(&templates),
            testing::render_citizen_samples::<door::WithoutPinPage>(&templates),
            testing::render_citizen_samples::<door::ForgotPage>(&templates),
            testing::render_citizen_samples::<door::CodePage>(&templates),
            testing::render_citizen_samples::<door::InvitedPage>(&templates),
            testing::render_citizen_samples::<door::KioskPage>(&templates),
            testing::render_citizen_samples::<inside::HomePage>(&templates),
            testing::render_citizen_samples::<inside::PinPage>(&templates),
            testing::render_citizen_samples::<inside::AccountPage>(&templates),
            testing::render_citizen_samples::<inside::MessagesPage>(&templates),
            testing::render_citizen_samples::<data::DataPage>(&templates),
        ];
        let desks = [
            testing::render_office_samples::<office::AccountsDesk>(&templates),
            testing::render_office_samples::<office::AccountDesk>(&templates),
            testing::render_office_samples::<office::GivenDesk>(&templates),
            testing::render_office_samples::<office::SlipsDesk>(&templates),
            testing::render_office_samples::<office::KiosksDesk>(&templates),
            testing::render_office_samples::<office::AlarmCorner>(&templates),
        ];
        for html in residents.iter().chain(&desks).flatten() {
            assert!(!html.contains("<b>.") && !html.contains("\"<b>"), "{html}");
        }
    }
}
