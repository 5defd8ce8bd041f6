//! E-mail and password.

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode, header};
use identity::{Attempt, Door, Login, NewSession, Passwords, Pending};
use serde::Deserialize;

use super::{
    Guest, House, Room, away, back, door_page, lead,
    pages::{LoginPage, SsoLink},
    session,
};
use crate::{AppResult, Form, Query, office::session_id};

/// Where somebody wanted to go.
#[derive(Debug, Default, Deserialize)]
pub struct LoginQuery {
    #[serde(default)]
    kembali: String,
}

/// `GET {base}/masuk`
///
/// # Errors
/// When Redis is away.
pub async fn show<H: House>(
    house: H,
    headers: HeaderMap,
    Query(query): Query<LoginQuery>,
) -> AppResult<Response> {
    let room = house.room();
    if session(room, &headers)
        .await?
        .is_some_and(|(_, session)| session.is_complete())
    {
        return Ok(Redirect::to(back(room.base(), &query.kembali)).into_response());
    }
    let form = Form::filled([("kembali", query.kembali)]);
    page(room, &form, StatusCode::OK)
}

fn page(room: &Room, form: &Form, status: StatusCode) -> AppResult<Response> {
    show_page(room, form, None, status)
}

/// The page of the door for somebody whom another's word did not let in: why, and the other way.
///
/// # Errors
/// When the template does not fit.
pub fn not_vouched_for(
    room: &Room,
    wanted: &str,
    problem: String,
    status: StatusCode,
) -> AppResult<Response> {
    let form = Form::filled([("kembali", wanted.to_owned())]);
    show_page(room, &form, Some(problem), status)
}

fn show_page(
    room: &Room,
    form: &Form,
    problem: Option<String>,
    status: StatusCode,
) -> AppResult<Response> {
    let page = LoginPage {
        form: form.view(),
        sso: sso_link(room, form.raw("kembali")),
        problem,
    };
    door_page(room, "Masuk", String::new(), &page, status)
}

fn sso_link(room: &Room, wanted: &str) -> Option<SsoLink> {
    let provider = room.sso()?;
    let base = room.base();
    let href = match back(base, wanted) {
        first if first == base => format!("{base}/sso"),
        place => {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("kembali", place)
                .finish();
            format!("{base}/sso?{query}")
        }
    };
    Some(SsoLink {
        label: provider.label().to_owned(),
        href,
    })
}

/// `POST {base}/masuk`
///
/// # Errors
/// When Redis or the database is away.
pub async fn enter<H: House>(house: H, headers: HeaderMap, mut form: Form) -> AppResult<Response> {
    let room = house.room();
    let email = form.raw("email").trim().to_lowercase();
    let typed = form.raw("sandi").to_owned();
    if email.is_empty() {
        form.wrong("email", "Isi alamat e-mail Anda.");
    }
    if typed.is_empty() {
        form.wrong("sandi", "Isi kata sandi Anda.");
    }
    if !form.is_good() {
        return page(room, &form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let attempt = Attempt {
        village: room.key(),
        door: Door::Password,
        account: &email,
        address: room.address(),
    };
    if let Err(wait) = room.app().throttle.begin(attempt, room.now()).await {
        form.wrong("sandi", wait.to_string());
        let mut response = page(room, &form, StatusCode::TOO_MANY_REQUESTS)?;
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, wait.seconds.into());
        return Ok(response);
    }
    let guest = house.by_email(&email).await?;
    // Should accounts for trying ever get into production, they open nothing.
    let is_production = room.app().config.site.is_production();
    let guest = guest.filter(|guest| !(guest.is_example && is_production));
    let Some(guest) = proven(&room.app().passwords, guest, &typed).await? else {
        form.wrong("sandi", "E-mail atau kata sandi belum cocok.");
        return page(room, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    room.app().throttle.succeeded(attempt).await;
    admit(&house, &headers, guest, form.raw("kembali")).await
}

/// The person, if the password is hers and she may come. Equally slow for everybody.
async fn proven(
    passwords: &Passwords,
    guest: Option<Guest>,
    typed: &str,
) -> AppResult<Option<Guest>> {
    let active = guest.filter(|guest| guest.is_active);
    let Some(hash) = active
        .as_ref()
        .and_then(|guest| guest.password_hash.clone())
    else {
        passwords.verify_nobody(typed).await.map_err(away)?;
        return Ok(None);
    };
    let is_right = passwords.verify(typed, &hash).await.map_err(away)?;
    Ok(active.filter(|_| is_right))
}

/// A new session, complete or waiting for the second step. Whoever is in is written down.
pub(super) async fn admit<H: House>(
    house: &H,
    headers: &HeaderMap,
    guest: Guest,
    wanted: &str,
) -> AppResult<Response> {
    let opened = open(house, headers, &guest, SecondFactor::NotYet, wanted).await?;
    if opened.is_inside {
        house.came_in(&guest).await?;
    }
    Ok(opened.response)
}

/// Whether somebody gave a second factor together with the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// Whoever vouches for her took one.
    Given,
    NotYet,
}

/// Where somebody is led, and whether that is inside.
pub struct Opened {
    pub response: Response,
    pub is_inside: bool,
}

/// A new session, complete or waiting for the second step. The caller writes down who is in.
///
/// # Errors
/// When Redis is away.
pub async fn open<H: House>(
    house: &H,
    headers: &HeaderMap,
    guest: &Guest,
    second_factor: SecondFactor,
    wanted: &str,
) -> AppResult<Opened> {
    let room = house.room();
    let base = room.base();
    let (login, href) = match (guest.totp_secret.is_some(), guest.needs_second_factor) {
        _ if second_factor == SecondFactor::Given => (
            Login::Complete {
                second_factor: true,
            },
            back(base, wanted).to_owned(),
        ),
        (true, _) => (
            Login::Pending(Pending::SecondFactor),
            format!("{base}/masuk/kode"),
        ),
        (false, true) => (Login::Pending(Pending::Enrolment), format!("{base}/kunci")),
        (false, false) => (
            Login::Complete {
                second_factor: false,
            },
            back(base, wanted).to_owned(),
        ),
    };
    let sessions = &room.app().sessions;
    // A number the browser had before is worth nothing after.
    if let Some(old) = session_id(headers, room.has_secure_cookies()) {
        sessions.revoke(room.key(), &old).await.map_err(away)?;
    }
    let new = NewSession {
        staff_id: guest.id,
        login,
        address: room.address(),
        user_agent: headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default(),
    };
    let (id, _) = sessions
        .create(room.key(), new, room.now())
        .await
        .map_err(away)?;
    Ok(Opened {
        response: lead(room, &id, &href),
        is_inside: matches!(login, Login::Complete { .. }),
    })
}
