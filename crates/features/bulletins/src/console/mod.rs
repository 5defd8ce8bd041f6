//! The district writes: the list, the forms, and what is sent from them.

mod writing;

use axum::{extract::Path, response::Response};
use identity::DistrictRight::{Look, Run};
use jiff::SignedDuration;
use kernel::{Cursor, time};
use serde::Deserialize;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, Query,
    bulletins::BulletinKind,
    console::{ConsoleDesk, ConsolePlace, ConsoleRoutes},
};

use crate::{
    domain::{State, kind_of, kind_word},
    pages::{EditDesk, ListDesk, Preview, ShowDesk},
    store::{self, Asked, Row, Sight},
};

pub const HERE: &str = "/konsol/kabar";
/// Bulletins of one page.
const PAGE: usize = 30;

/// The rail's entry.
pub const PLACES: &[ConsolePlace] = &[ConsolePlace {
    label: "Kabar",
    href: HERE,
    icon: "megaphone",
    needs: Look,
    order: 15,
}];

/// The addresses below `/konsol`.
pub fn routes() -> ConsoleRoutes {
    ConsoleRoutes::new()
        .get(HERE, Look, list)
        .get("/konsol/kabar/baru", Run, new)
        .post("/konsol/kabar/baru", Run, writing::send)
        .get("/konsol/kabar/{id}", Look, show)
        .get("/konsol/kabar/{id}/ubah", Run, edit)
        .post("/konsol/kabar/{id}/ubah", Run, writing::correct)
        .post("/konsol/kabar/{id}/tarik", Run, writing::withdraw)
}

/// Which part of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    pub keadaan: String,
    sebelum: String,
}

/// What she may see of it; `None` is everything.
fn sight(desk: &ConsoleDesk) -> Option<Sight> {
    if !desk.me.role.is_bound_to_subdistricts() {
        return None;
    }
    let registry = desk.portal.registry();
    let own = registry
        .villages()
        .iter()
        .filter(|village| desk.me.sees(village));
    Some(Sight {
        subdistricts: desk.me.subdistricts.clone(),
        villages: own.map(|village| village.entry.code.dotted()).collect(),
    })
}

/// `GET /konsol/kabar`
pub async fn list(mut desk: ConsoleDesk, Query(query): Query<ListQuery>) -> AppResult<Response> {
    let now = desk.portal.now();
    let below = match query.sebelum.as_str() {
        "" => None,
        word => {
            let cursor = Cursor::decode(word).map_err(|_| {
                AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal.")
            })?;
            Some((cursor.at(), cursor.id()))
        }
    };
    let sight = sight(&desk);
    let asked = Asked {
        state: State::ALL
            .into_iter()
            .find(|state| state.as_str() == query.keadaan),
        sight: sight.as_ref(),
        below,
        limit: i64::try_from(PAGE + 1).unwrap_or(i64::MAX),
        now,
    };
    let mut rows = store::list(&mut desk.tx, asked).await?;
    let counts = store::counts(&mut desk.tx, sight.as_ref(), now).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let can_run = desk.may(Run);
    let page = ListDesk::new(&query, &counts, can_run)
        .with_rows(&rows, &desk.portal.registry(), now)
        .paged(&rows, has_more, below.is_some());
    desk.page("Kabar", &page).await
}

/// What is written first.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    jenis: String,
}

/// `GET /konsol/kabar/baru`
pub async fn new(desk: ConsoleDesk, Query(query): Query<NewQuery>) -> AppResult<Response> {
    let kind = kind_of(&query.jenis).unwrap_or(BulletinKind::Banner);
    let now = desk.portal.now();
    let week = now
        .checked_add(SignedDuration::from_hours(7 * 24))
        .unwrap_or(now);
    let form = Form::filled([
        ("nomor", Uuid::now_v7().to_string()),
        ("jenis", kind_word(kind).to_owned()),
        ("mulai", local(now)),
        ("selesai", local(week)),
        ("sasaran", "all".to_owned()),
        ("boleh_sembunyi", "ya".to_owned()),
    ]);
    edit_page(desk, &form, None, None).await
}

/// For a field of the form.
fn local(at: jiff::Timestamp) -> String {
    at.to_zoned(time::WITA.clone())
        .strftime("%Y-%m-%dT%H:%M")
        .to_string()
}

async fn edit_page(
    desk: ConsoleDesk,
    form: &Form,
    row: Option<&Row>,
    preview: Option<Preview>,
) -> AppResult<Response> {
    let registry = desk.portal.registry();
    let page = EditDesk::new(form, row, &registry).seen(preview);
    let title = if row.is_some() {
        "Perbaiki kabar"
    } else {
        "Kabar baru"
    };
    if form.is_good() {
        desk.page(title, &page).await
    } else {
        desk.wrong(title, &page).await
    }
}

/// One that she may see.
async fn found(desk: &mut ConsoleDesk, id: Uuid) -> AppResult<Row> {
    let row = store::find(&mut desk.tx, id).await?.or_not_found()?;
    let audience = row.audience();
    let registry = desk.portal.registry();
    let sees = !desk.me.role.is_bound_to_subdistricts()
        || registry
            .villages()
            .iter()
            .any(|village| desk.me.sees(village) && audience.takes_in(&village.entry));
    if sees {
        Ok(row)
    } else {
        Err(AppError::NotFound)
    }
}

/// `GET /konsol/kabar/{id}`
pub async fn show(mut desk: ConsoleDesk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = found(&mut desk, id).await?;
    let can_run = desk.may(Run);
    let page = ShowDesk::new(&row, &desk.portal.registry(), desk.portal.now(), can_run)
        .at_portal(&desk.portal.app.config.site.portal_url());
    desk.page(&row.title, &page).await
}

/// One that can still be corrected.
async fn alive(desk: &mut ConsoleDesk, id: Uuid) -> AppResult<Row> {
    let row = found(desk, id).await?;
    if row.state(desk.portal.now()).is_alive() {
        Ok(row)
    } else {
        Err(AppError::BadRequest(
            "Kabar ini sudah selesai atau ditarik. Tulis yang baru.",
        ))
    }
}

/// `GET /konsol/kabar/{id}/ubah`
pub async fn edit(mut desk: ConsoleDesk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = alive(&mut desk, id).await?;
    let mut values = vec![
        ("versi", row.version.to_string()),
        ("jenis", row.kind.clone()),
        ("judul", row.title.clone()),
        ("isi", row.body.clone()),
        ("tautan", row.link.clone()),
        ("mulai", local(row.starts_at.to_jiff())),
        ("selesai", local(row.ends_at.to_jiff())),
        ("sasaran", row.audience.clone()),
    ];
    if row.may_hide {
        values.push(("boleh_sembunyi", "ya".to_owned()));
    }
    values.extend(
        row.subdistricts
            .iter()
            .map(|code| ("kecamatan", code.clone())),
    );
    values.extend(row.villages.iter().map(|code| ("desa", code.clone())));
    let form = Form::filled(values);
    edit_page(desk, &form, Some(&row), None).await
}
