//! Changing villages, from the console and by programs: the owner's connection, and what everybody
//! is told after.

use db::{
    provision::{self, NewVillage, ProvisionError},
    register::{self, ChangeError, Seen, Subdistrict},
};
use identity::Role;
use jiff::Timestamp;
use sqlx::PgConnection;
use web::{
    App, AppError, AppResult, OrNotFound, PortalSite,
    console::ConsoleMe,
    office::{Invited, NotInvited},
    registry::{Registry, Village},
};

use crate::{deed::Deed, domain::Register, provision::Operator};

/// Whether this process was given the owner's connection.
pub fn can_act(app: &App) -> bool {
    app.config.database.has_admin()
}

/// Lets nobody pass where this process may only show.
///
/// # Errors
/// When this process was not given the owner's connection.
pub fn must_act(app: &App) -> AppResult<()> {
    if can_act(app) {
        return Ok(());
    }
    Err(AppError::Forbidden(
        "Layanan ini hanya boleh melihat. Ubah desa dengan perintah banua-admin di server.",
    ))
}

/// A connection that may make and change villages.
///
/// # Errors
/// When this process was not given one, or the database is away.
pub async fn owner(app: &App) -> AppResult<PgConnection> {
    must_act(app)?;
    Ok(app.database.owner().await?)
}

/// The subdistricts of the regency.
///
/// # Errors
/// When the database is away.
pub async fn subdistricts(portal: &PortalSite) -> AppResult<Vec<Subdistrict>> {
    let regency = db::applied::regency(portal.app.database.control()).await?;
    Ok(regency
        .map(|regency| regency.subdistricts)
        .unwrap_or_default())
}

/// What names and addresses are taken.
pub fn register<'a>(
    registry: &'a Registry,
    subdistricts: &'a [Subdistrict],
    app: &'a App,
) -> Register<'a> {
    Register {
        villages: registry
            .villages()
            .iter()
            .map(|village| &village.entry)
            .collect(),
        subdistricts,
        portal_label: &app.config.site.portal_label,
    }
}

/// Whose deed it is in a village's timeline. A role, not a name: the timeline outlives people.
pub fn actor(me: &ConsoleMe) -> &'static str {
    me.role.label()
}

/// Makes a village. When this returns it answers here; elsewhere within moments.
///
/// # Errors
/// See [`ProvisionError`]; nothing was made then.
pub async fn make(
    app: &App,
    owner: &mut PgConnection,
    village: &NewVillage,
    actor: &str,
) -> Result<(), ProvisionError> {
    provision::add(owner, village, actor).await?;
    app.reload_registry().await?;
    Ok(())
}

/// Changes a village, if it still is what she saw.
///
/// # Errors
/// See [`ChangeError`]; nothing was changed then.
pub async fn change(
    app: &App,
    owner: &mut PgConnection,
    village: &register::Village,
    deed: &Deed,
    actor: &str,
) -> Result<(), ChangeError> {
    let seen = Seen {
        name: &village.name,
        slug: village.slug.as_str(),
    };
    register::change_from(owner, &village.code, seen, &deed.changes, actor).await?;
    app.reload_registry().await?;
    Ok(())
}

/// Invites somebody into a village's office; gives the link, which is shown once.
///
/// # Errors
/// The outer when something is away; the inner when she works there already.
pub async fn invite(
    app: &App,
    village: &Village,
    person: &Operator,
    roles: &[Role],
    now: Timestamp,
) -> AppResult<Result<String, &'static str>> {
    let invite = app.invite.or_not_found()?;
    let tx = app.database.village(&village.entry.schema).await?;
    let invited = Invited {
        name: &person.name,
        email: &person.email,
        roles,
        by: "Kabupaten",
    };
    match invite(tx, invited, now).await {
        Ok(path) => Ok(Ok(format!("{}{path}", village.base_url))),
        Err(NotInvited::Known) => Ok(Err(
            "Alamat e-mail ini sudah dipakai orang yang bekerja di kantor desa itu.",
        )),
        Err(NotInvited::Email(problem)) => Ok(Err(problem)),
        Err(NotInvited::Sql(error)) => Err(error.into()),
        Err(NotInvited::Other(error)) => Err(error.into()),
    }
}

/// What to tell when a village could not be changed, at the field it belongs to.
pub fn why_unchanged(error: &ChangeError) -> Option<(&'static str, String)> {
    match error {
        ChangeError::Meanwhile | ChangeError::Unknown => Some((
            "nama",
            "Desa ini baru saja diubah oleh rekan Anda. Muat ulang halaman ini dulu.".to_owned(),
        )),
        ChangeError::AddressTaken(address) => Some((
            "alamat",
            format!("Alamat “{address}” baru saja dipakai desa lain."),
        )),
        ChangeError::Sql(_) => None,
    }
}

/// What to tell when a village could not be made, at the field it belongs to.
pub fn told(error: &ProvisionError) -> Option<(&'static str, String)> {
    match error {
        ProvisionError::CodeTaken(_) => {
            Some(("kode", "Desa dengan kode ini baru saja dibuat.".to_owned()))
        }
        ProvisionError::SlugTaken(slug) => Some((
            "alamat",
            format!("Alamat “{slug}” baru saja dipakai desa lain."),
        )),
        ProvisionError::UnknownSubdistrict(code) => Some((
            "kode",
            format!("Kecamatan {code} tidak ada di kabupaten ini."),
        )),
        ProvisionError::Busy | ProvisionError::Baseline(_) | ProvisionError::Sql(_) => None,
    }
}
