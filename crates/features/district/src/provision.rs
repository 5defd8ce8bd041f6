//! One new village by one form: a second later it answers.

use std::time::Instant;

use axum::response::Response;
use db::{provision::NewVillage, register::Subdistrict};
use identity::Role;
use serde_json::json;
use web::{
    AppError, AppResult, Form,
    console::{ConsoleDesk, ConsoleForm},
    read_email,
    registry::Village,
};

use crate::{
    acting,
    domain::{Register, Typed},
    pages::{MadeDesk, ProvisionDesk},
};

pub const HERE: &str = "/konsol/baru";
const TITLE: &str = "Desa baru";
/// Longest name of a person, in characters.
pub(crate) const PERSON: usize = 120;

/// `GET /konsol/baru`
pub async fn show(desk: ConsoleDesk) -> AppResult<Response> {
    let subdistricts = acting::subdistricts(&desk.portal).await?;
    page(desk, Form::default(), &subdistricts).await
}

async fn page(desk: ConsoleDesk, form: Form, subdistricts: &[Subdistrict]) -> AppResult<Response> {
    let can_act = acting::can_act(&desk.portal.app);
    let page = ProvisionDesk::new(HERE, &form, subdistricts, can_act);
    if form.is_good() {
        desk.page(TITLE, &page).await
    } else {
        desk.wrong(TITLE, &page).await
    }
}

/// `POST /konsol/baru`
pub async fn make(ConsoleForm { mut desk, mut form }: ConsoleForm) -> AppResult<Response> {
    let app = desk.portal.app.clone();
    let subdistricts = acting::subdistricts(&desk.portal).await?;
    let registry = desk.portal.registry();
    let register = acting::register(&registry, &subdistricts, &app);
    let Some((village, operator)) = read_new(&mut form, &register) else {
        return page(desk, form, &subdistricts).await;
    };

    let begun = Instant::now();
    let mut owner = acting::owner(&app).await?;
    let actor = acting::actor(&desk.me);
    let made = desk
        .aside(acting::make(&app, &mut owner, &village, actor))
        .await?;
    if let Err(error) = made {
        let Some((field, problem)) = acting::told(&error) else {
            return Err(anyhow::Error::from(error).into());
        };
        form.wrong(field, problem);
        return page(desk, form, &subdistricts).await;
    }
    let seconds = begun.elapsed().as_secs_f64();
    desk.record("desa.buat", &village.name, made_detail(&village))
        .await?;
    let here = desk.village(village.slug.as_str())?;
    let invitation = match &operator {
        Some(operator) => Some(invite(&mut desk, &here, operator).await?),
        None => None,
    };
    let page = MadeDesk::new(&here, seconds, operator.zip(invitation));
    desk.page("Desa siap", &page).await
}

/// Reads a new village and, if one is named, its operator.
pub(crate) fn read_new(
    form: &mut Form,
    register: &Register<'_>,
) -> Option<(NewVillage, Option<Operator>)> {
    let typed = Typed {
        code: form.tidy("kode"),
        name: form.tidy("nama"),
        subdistrict: form.tidy("kecamatan"),
        slug: form.tidy("alamat"),
    };
    let village = typed
        .read(register)
        .map_err(|problems| {
            for (field, problem) in problems {
                form.wrong(field, problem);
            }
        })
        .ok();
    let operator = Operator::read(form);
    match village {
        Some(village) if form.is_good() => Some((village, operator)),
        _ => None,
    }
}

/// What the record keeps of a village that was made.
pub(crate) fn made_detail(village: &NewVillage) -> serde_json::Value {
    json!({ "kode": village.code.dotted(), "alamat": village.slug.as_str() })
}

/// Reads somebody who is invited into an office, and as what.
pub(crate) fn read_invitee(form: &mut Form) -> Option<(Operator, Role)> {
    let person = Operator::read(form);
    let role = form.read("peran", str::parse::<Role>);
    if person.is_none() && role.is_some() && form.is_good() {
        form.wrong("operator", "Isi nama orangnya.");
    }
    match (person, role, form.is_good()) {
        (Some(person), Some(role), true) => Some((person, role)),
        _ => None,
    }
}

/// Whom the new village's office is handed to.
#[derive(Debug, Clone)]
pub struct Operator {
    pub name: String,
    pub email: String,
}

impl Operator {
    /// Reads `operator` and `email`; both empty is nobody.
    pub fn read(form: &mut Form) -> Option<Self> {
        let name = form.line("operator", PERSON);
        let typed = form.tidy("email");
        if name.is_empty() && typed.is_empty() {
            return None;
        }
        if name.is_empty() {
            form.wrong("operator", "Isi nama operatornya.");
        }
        let email = form.read("email", read_email)?;
        Some(Self { name, email })
    }
}

/// Invites an operator into a village; gives the link, which is shown once.
///
/// # Errors
/// When the database is away, or she works there already.
pub async fn invite(
    desk: &mut ConsoleDesk,
    village: &Village,
    operator: &Operator,
) -> AppResult<String> {
    invite_as(desk, village, operator, &[Role::Operator]).await
}

/// The same with other roles.
///
/// # Errors
/// As [`invite`].
pub async fn invite_as(
    desk: &mut ConsoleDesk,
    village: &Village,
    person: &Operator,
    roles: &[Role],
) -> AppResult<String> {
    let app = desk.portal.app.clone();
    let now = desk.portal.now();
    let work = acting::invite(&app, village, person, roles, now);
    let link = desk.aside(work).await??.map_err(AppError::BadRequest)?;
    let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    desk.record(
        "desa.undang",
        &village.entry.name,
        json!({ "peran": roles }),
    )
    .await?;
    Ok(link)
}
