//! "Lupa kata sandi": a link by mail, and never a word about whether the account exists.

use axum::response::Response;
use http::StatusCode;
use identity::{RESET_MAILS, Verdict};

use super::{
    House, Room, door_page,
    pages::{ForgotPage, ForgotSentPage},
};
use crate::{AppResult, Form, read_email};

/// Nobody has more than a few colleagues who forgot theirs on the same day.
const FROM_ONE: identity::Limit = identity::Limit {
    name: "reset-address",
    max: 20,
    per: std::time::Duration::from_secs(60 * 60),
};

/// `GET {base}/lupa`
///
/// # Errors
/// When the template does not fit.
pub async fn show<H: House>(house: H) -> AppResult<Response> {
    page(house.room(), &Form::default(), StatusCode::OK)
}

fn page(room: &Room, form: &Form, status: StatusCode) -> AppResult<Response> {
    let page = ForgotPage { form: form.view() };
    door_page(room, "Lupa kata sandi", String::new(), &page, status)
}

/// `POST {base}/lupa`
///
/// # Errors
/// When the database is away.
pub async fn ask<H: House>(house: H, mut form: Form) -> AppResult<Response> {
    let room = house.room();
    let Some(email) = form.read("email", read_email) else {
        return page(room, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let redis = &room.app().redis;
    let by_account = redis.count(RESET_MAILS, room.key(), &email).await;
    let address = room.address().to_string();
    let by_address = redis.count(FROM_ONE, room.key(), &address).await;
    if by_account == Verdict::Allowed && by_address == Verdict::Allowed {
        house.ask_reset(&email).await?;
    }
    let page = ForgotSentPage { email };
    let title = "Periksa e-mail Anda";
    door_page(room, title, String::new(), &page, StatusCode::OK)
}
