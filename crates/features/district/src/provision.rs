//! One new village by one form: a second later it answers.

use std::time::Instant;

use axum::response::Response;
use db::register::Subdistrict;
use identity::Role;
use serde_json::json;
use web::{
    AppError, AppResult, Form, OrNotFound,
    console::{ConsoleDesk, ConsoleForm},
    office::{Invited, NotInvited},
    read_email,
    registry::Village,
};

use crate::{
    acting,
    domain::Typed,
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
    let typed = Typed {
        code: form.tidy("kode"),
        name: form.tidy("nama"),
        subdistrict: form.tidy("kecamatan"),
        slug: form.tidy("alamat"),
    };
    let village = typed.read(&register);
    if let Err(problems) = &village {
        for (field, problem) in problems {
            form.wrong(field, problem.clone());
        }
    }
    let operator = Operator::read(&mut form);
    let (Ok(village), true) = (village, form.is_good()) else {
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
    desk.record(
        "desa.buat",
        &village.name,
        json!({ "kode": village.code.dotted(), "alamat": village.slug.as_str() }),
    )
    .await?;
    let here = desk.village(village.slug.as_str())?;
    let invitation = match &operator {
        Some(operator) => Some(invite(&mut desk, &here, operator).await?),
        None => None,
    };
    let page = MadeDesk::new(&here, seconds, operator.zip(invitation));
    desk.page("Desa siap", &page).await
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
    let invite = app.invite.or_not_found()?;
    let work = async {
        let tx = app.database.village(&village.entry.schema).await?;
        let invited = Invited {
            name: &person.name,
            email: &person.email,
            roles,
            by: "Kabupaten",
        };
        invite(tx, invited, now).await
    };
    let path = match desk.aside(work).await? {
        Ok(path) => path,
        Err(NotInvited::Known) => {
            return Err(AppError::BadRequest(
                "Alamat e-mail ini sudah dipakai orang yang bekerja di kantor desa itu.",
            ));
        }
        Err(NotInvited::Email(problem)) => return Err(AppError::BadRequest(problem)),
        Err(NotInvited::Sql(error)) => return Err(error.into()),
        Err(NotInvited::Other(error)) => return Err(error.into()),
    };
    let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    desk.record(
        "desa.undang",
        &village.entry.name,
        json!({ "peran": roles }),
    )
    .await?;
    Ok(format!("{}{path}", village.base_url))
}
