//! Where she is signed in, each of which she can end.

use axum::{extract::Path, response::Response};
use identity::SessionRef;
use web::{
    AppResult, OrNotFound,
    citizen::{CitizenDesk, CitizenForm},
    office::Flash,
};

use super::ACCOUNT;
use crate::pages::inside::AccountPage;

/// `GET /mandiri/akun`
pub async fn show(desk: CitizenDesk) -> AppResult<Response> {
    let sessions = desk.sessions().await?;
    let page = AccountPage::new(&sessions, desk.site.now());
    desk.page("Akun saya", &page).await
}

/// `POST /mandiri/sesi/{reference}`
pub async fn end(
    Path(reference): Path<String>,
    CitizenForm { desk, .. }: CitizenForm,
) -> AppResult<Response> {
    let reference: SessionRef = reference.parse().ok().or_not_found()?;
    desk.end_session(&reference)
        .await?
        .then_some(())
        .or_not_found()?;
    let flash = Flash::good("Perangkat itu sudah dikeluarkan.");
    desk.done_inside(ACCOUNT, flash).await
}

/// `POST /mandiri/sesi/lain`
pub async fn end_others(CitizenForm { desk, .. }: CitizenForm) -> AppResult<Response> {
    let flash = match desk.end_other_sessions().await? {
        0 => Flash::good("Tidak ada perangkat lain yang masuk."),
        _ => Flash::good("Semua perangkat lain sudah dikeluarkan."),
    };
    desk.done_inside(ACCOUNT, flash).await
}
