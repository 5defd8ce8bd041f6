//! "Lupa kata sandi": a link by mail, and never a word about whether the account exists.

use axum::response::Response;
use http::StatusCode;
use identity::{Purpose, RESET_MAILS, Verdict};
use web::{AppResult, Form, Site, office::door_page};

use crate::{
    domain::read_email,
    mail,
    pages::{ForgotPage, ForgotSentPage},
    store,
};

/// `GET /kantor/lupa`
pub async fn show(site: Site) -> AppResult<Response> {
    page(&site, &Form::default(), StatusCode::OK)
}

fn page(site: &Site, form: &Form, status: StatusCode) -> AppResult<Response> {
    let page = ForgotPage { form: form.view() };
    door_page(site, "Lupa kata sandi", String::new(), &page, status)
}

/// `POST /kantor/lupa`
pub async fn ask(site: Site, mut form: Form) -> AppResult<Response> {
    let Some(email) = form.read("email", read_email) else {
        return page(&site, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let village = site.village.entry.schema.as_str();
    let by_account = site.app.redis.count(RESET_MAILS, village, &email).await;
    let address = site.origin.address.to_string();
    let by_address = site.app.redis.count(FROM_ONE, village, &address).await;
    if by_account == Verdict::Allowed && by_address == Verdict::Allowed {
        let mut tx = site.begin().await?;
        let row = store::by_email(&mut tx, &email).await?;
        if let Some(row) = row.filter(|row| row.status == "active") {
            mail::ask(&mut tx, row.id, Purpose::PasswordReset).await?;
        }
        tx.finish().await?;
    }
    let page = ForgotSentPage { email };
    door_page(
        &site,
        "Periksa e-mail Anda",
        String::new(),
        &page,
        StatusCode::OK,
    )
}

/// Nobody has more than a few colleagues who forgot theirs on the same day.
const FROM_ONE: identity::Limit = identity::Limit {
    name: "reset-address",
    max: 20,
    per: std::time::Duration::from_secs(60 * 60),
};
