//! The office's own tablets: this browser becomes one, and any of them an ordinary browser again.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::header;
use identity::{Purpose, Token};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
};

use super::KIOSKS;
use crate::{door::kiosk, pages::office::KiosksDesk, store::kiosks as store};

const TITLE: &str = "Layar di kantor";
/// Longest name, in characters.
const NAME: usize = 60;

/// `GET /kantor/warga/kiosk`
pub async fn list(mut desk: Desk) -> AppResult<Response> {
    let page = page(&mut desk, &Form::default()).await?;
    desk.page(TITLE, &page).await
}

async fn page(desk: &mut Desk, form: &Form) -> AppResult<KiosksDesk> {
    let rows = store::all(&mut desk.tx).await?;
    Ok(KiosksDesk::new(&rows, form, desk.site.now()))
}

/// `POST /kantor/warga/kiosk`: this browser. Whoever sits at it goes out of the office with that: residents
/// shall not find the office open.
pub async fn begin(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let missing = "Beri nama layarnya, misalnya: Tablet ruang tunggu.";
    let name = form.needed_line("nama", NAME, missing);
    if !form.is_good() {
        let page = page(&mut desk, &form).await?;
        return desk.wrong(TITLE, &page).await;
    }
    let (token, now, by) = (Token::generate(), desk.site.now(), desk.me.name.clone());
    let hash = token.hash(Purpose::Kiosk);
    if !store::add(&mut desk.tx, &name, &hash, &by, now).await? {
        form.wrong(
            "nama",
            "Sudah ada dua puluh layar. Akhiri dulu yang tidak dipakai.",
        );
        let page = page(&mut desk, &form).await?;
        return desk.wrong(TITLE, &page).await;
    }
    desk.record("warga.layar", &name, json!({})).await?;
    let (site, session) = (desk.site.clone(), desk.session_id.clone());
    let village = site.village.entry.schema.as_str();
    let ended = site.app.sessions.revoke(village, &session).await;
    ended.map_err(crate::door::away)?;
    // Nobody of the office sees the next page: nothing is said on it.
    desk.tx.finish().await?;
    let mut response = Redirect::to(web::citizen::KIOSK).into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, kiosk::mark(&site, &token));
    let out = web::office::no_session_cookie(site.has_secure_cookies());
    headers.append(header::SET_COOKIE, out);
    Ok(response)
}

/// `POST /kantor/warga/kiosk/{id}/akhiri`
pub async fn end(Path(id): Path<Uuid>, DeskForm { mut desk, .. }: DeskForm) -> AppResult<Response> {
    let name = store::end(&mut desk.tx, id).await?.or_not_found()?;
    desk.record("warga.layar-akhiri", &name, json!({})).await?;
    let flash = Flash::good("Layar itu peramban biasa lagi.");
    desk.done_inside(KIOSKS, flash).await
}
