//! E-mail and password.

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
use identity::{Attempt, Door, Login, NewSession, Passwords, Pending, Role};
use serde::Deserialize;
use serde_json::json;
use web::{
    AppResult, Form, Query, Site,
    office::{Who, door_page, record, session_id},
};

use super::{away, back, lead, session};
use crate::{
    pages::LoginPage,
    store::{self, DoorRow},
};

/// Where somebody wanted to go.
#[derive(Debug, Default, Deserialize)]
pub struct LoginQuery {
    #[serde(default)]
    kembali: String,
}

/// `GET /kantor/masuk`
pub async fn show(
    site: Site,
    headers: HeaderMap,
    Query(query): Query<LoginQuery>,
) -> AppResult<Response> {
    if session(&site, &headers)
        .await?
        .is_some_and(|(_, session)| session.is_complete())
    {
        return Ok(Redirect::to(back(&query.kembali)).into_response());
    }
    let form = Form::filled([("kembali", query.kembali)]);
    page(&site, &form, StatusCode::OK)
}

fn page(site: &Site, form: &Form, status: StatusCode) -> AppResult<Response> {
    let page = LoginPage { form: form.view() };
    door_page(site, "Masuk", String::new(), &page, status)
}

/// `POST /kantor/masuk`
pub async fn enter(site: Site, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    let email = form.raw("email").trim().to_lowercase();
    let typed = form.raw("sandi").to_owned();
    if email.is_empty() {
        form.wrong("email", "Isi alamat e-mail Anda.");
    }
    if typed.is_empty() {
        form.wrong("sandi", "Isi kata sandi Anda.");
    }
    if !form.is_good() {
        return page(&site, &form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let village = site.village.entry.schema.as_str();
    let attempt = Attempt {
        village,
        door: Door::Password,
        account: &email,
        address: site.origin.address,
    };
    if let Err(wait) = site.app.throttle.begin(attempt, site.now()).await {
        form.wrong("sandi", wait.to_string());
        let mut response = page(&site, &form, StatusCode::TOO_MANY_REQUESTS)?;
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, wait.seconds.into());
        return Ok(response);
    }
    let mut tx = site.begin().await?;
    let row = store::by_email(&mut tx, &email).await?;
    // Checking a password takes a while; the transaction is not kept waiting for it.
    tx.finish().await?;
    // Should accounts for trying ever get into production, they open nothing.
    let is_real = |row: &DoorRow| !(row.is_example && site.app.config.site.is_production());
    let row = row.filter(is_real);
    let Some(row) = proven(&site.app.passwords, row, &typed).await? else {
        form.wrong("sandi", "E-mail atau kata sandi belum cocok.");
        return page(&site, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    site.app.throttle.succeeded(attempt).await;
    admit(&site, &headers, row, form.raw("kembali")).await
}

/// The person, if the password is hers and she may come. Equally slow for everybody.
async fn proven(
    passwords: &Passwords,
    row: Option<DoorRow>,
    typed: &str,
) -> AppResult<Option<DoorRow>> {
    let active = row.filter(|row| row.status == "active");
    let Some(hash) = active.as_ref().and_then(|row| row.password_hash.clone()) else {
        passwords.verify_nobody(typed).await.map_err(away)?;
        return Ok(None);
    };
    let is_right = passwords.verify(typed, &hash).await.map_err(away)?;
    Ok(active.filter(|_| is_right))
}

/// A new session, complete or waiting for the second step.
pub async fn admit(
    site: &Site,
    headers: &HeaderMap,
    row: DoorRow,
    wanted: &str,
) -> AppResult<Response> {
    let roles: Vec<Role> = row
        .roles
        .iter()
        .filter_map(|role| role.parse().ok())
        .collect();
    let needs_code = roles.iter().any(|role| role.needs_second_factor());
    let (login, href) = match (row.totp_secret.is_some(), needs_code) {
        (true, _) => (Login::Pending(Pending::SecondFactor), "/kantor/masuk/kode"),
        (false, true) => (Login::Pending(Pending::Enrolment), "/kantor/kunci"),
        (false, false) => (
            Login::Complete {
                second_factor: false,
            },
            back(wanted),
        ),
    };
    let village = site.village.entry.schema.as_str();
    // A number the browser had before is worth nothing after.
    if let Some(old) = session_id(headers, site) {
        site.app
            .sessions
            .revoke(village, &old)
            .await
            .map_err(away)?;
    }
    let new = NewSession {
        staff_id: row.id,
        login,
        address: site.origin.address,
        user_agent: headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default(),
    };
    let (id, _) = site
        .app
        .sessions
        .create(village, new, site.now())
        .await
        .map_err(away)?;
    if matches!(login, Login::Complete { .. }) {
        came_in(site, &row).await?;
    }
    Ok(lead(site, &id, href))
}

/// Writes into the record that somebody is in.
pub async fn came_in(site: &Site, row: &DoorRow) -> AppResult<()> {
    let mut tx = site.begin().await?;
    record(
        site,
        &mut tx,
        Who {
            id: row.id,
            name: &row.name,
        },
        "masuk",
        "",
        json!({}),
    )
    .await?;
    // Nothing that the public sees has changed; the district counts who comes.
    web::rollup::ask(&mut tx).await?;
    tx.finish().await?;
    Ok(())
}
