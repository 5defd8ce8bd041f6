//! One's own account: the phone, and where one is signed in.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::header;
use identity::SessionRef;
use serde_json::json;
use web::{
    AppError, AppResult, OrNotFound,
    console::{ConsoleDesk, ConsoleForm, KEY},
    door::away,
    office::{Flash, no_session_cookie},
};

use crate::{pages::AccountDesk, store::people as store};

pub const HERE: &str = "/konsol/akun";

/// `GET /konsol/akun`
pub async fn show(mut desk: ConsoleDesk) -> AppResult<Response> {
    let row = store::by_id(&mut desk.tx, desk.me.id)
        .await?
        .or_not_found()?;
    let now = desk.portal.now();
    let sessions = desk
        .portal
        .app
        .sessions
        .list(KEY, row.id, Some(&desk.session_id), now)
        .await
        .map_err(away)?;
    let page = AccountDesk::new(HERE, &row, desk.me.role, &sessions, now);
    desk.page("Akun saya", &page).await
}

/// `POST /konsol/akun/sesi/{reference}`: one device out.
pub async fn end_session(
    Path(reference): Path<String>,
    ConsoleForm { mut desk, .. }: ConsoleForm,
) -> AppResult<Response> {
    let reference: SessionRef = reference.parse().map_err(|_| AppError::NotFound)?;
    let sessions = &desk.portal.app.sessions;
    let ended = sessions
        .revoke_listed(KEY, desk.me.id, &reference)
        .await
        .map_err(away)?;
    if !ended {
        return desk
            .done(HERE, Flash::warn("Perangkat itu sudah keluar."))
            .await;
    }
    desk.record("sesi.akhiri", "", json!({})).await?;
    desk.done(HERE, Flash::good("Perangkat itu sudah dikeluarkan."))
        .await
}

/// `POST /konsol/akun/keluarkan-lain`: every device but this one.
pub async fn end_other_sessions(ConsoleForm { mut desk, .. }: ConsoleForm) -> AppResult<Response> {
    let sessions = &desk.portal.app.sessions;
    let ended = sessions
        .revoke_all(KEY, desk.me.id, Some(&desk.session_id))
        .await
        .map_err(away)?;
    desk.record("sesi.akhiri", "", json!({ "jumlah": ended }))
        .await?;
    let text = match ended {
        0 => "Tidak ada perangkat lain yang masuk.".to_owned(),
        ended => format!("{ended} perangkat lain sudah dikeluarkan."),
    };
    desk.done(HERE, Flash::good(text)).await
}

/// `POST /konsol/keluar`
pub async fn leave(ConsoleForm { mut desk, .. }: ConsoleForm) -> AppResult<Response> {
    let sessions = &desk.portal.app.sessions;
    sessions.revoke(KEY, &desk.session_id).await.map_err(away)?;
    desk.record("keluar", "", json!({})).await?;
    let is_secure = desk.portal.has_secure_cookies();
    desk.tx.commit().await?;
    let mut response = Redirect::to("/konsol/masuk").into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, no_session_cookie(is_secure));
    Ok(response)
}
