//! Keys of programs: make one, see which there are, take one away.

use axum::{extract::Path, response::Response};
use db::PlatformTx;
use identity::{DistrictRight, ProgramKey, Scope};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, Query,
    console::{ConsoleDesk, ConsoleForm},
    office::Flash,
};

use crate::{
    pages::{KeyDesk, KeyMadeDesk},
    store::keys::{self as store, NewKey},
};

pub const HERE: &str = "/konsol/kunci-program";
const TITLE: &str = "Kunci program";
/// Longest name of a program, in characters.
const NAME: usize = 60;
/// For how many days a key may be good.
pub const DAYS: [i64; 4] = [7, 30, 90, 365];
/// Keys of one page.
const PAGE: usize = 50;

/// A key that somebody asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    pub name: String,
    pub scopes: Vec<Scope>,
    pub days: i64,
}

/// Whose key it is going to be.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    pub id: Uuid,
    pub expires_at: Timestamp,
}

impl Wanted {
    /// Reads `nama`, `izin` (several) and `hari`.
    fn read(form: &mut Form) -> Option<Self> {
        let name = form.needed_line("nama", NAME, "Isi nama programnya.");
        let chosen: Result<Vec<Scope>, _> = form.all("izin").map(str::parse).collect();
        let scopes = match chosen {
            Ok(mut scopes) => {
                scopes.sort();
                scopes.dedup();
                if scopes.is_empty() {
                    form.wrong("izin", "Pilih paling sedikit satu izin.");
                }
                scopes
            }
            Err(error) => {
                form.wrong("izin", error.to_string());
                Vec::new()
            }
        };
        let days = form.read("hari", |typed| {
            let days = typed.parse::<i64>().ok().filter(|days| DAYS.contains(days));
            days.ok_or("Pilih masa berlakunya.")
        })?;
        form.is_good().then_some(Self { name, scopes, days })
    }

    /// What the record keeps of it.
    pub fn detail(&self, made: Made) -> Value {
        let scopes: Vec<&str> = self.scopes.iter().map(|scope| scope.as_str()).collect();
        json!({ "id": made.id, "izin": scopes, "sampai": made.expires_at.to_string() })
    }
}

/// Keeps a new key; its secret is known to whoever calls, and to nobody later.
///
/// # Errors
/// When the database is away.
pub async fn make(
    tx: &mut PlatformTx,
    wanted: &Wanted,
    made_by: Option<Uuid>,
    now: Timestamp,
) -> anyhow::Result<(Made, ProgramKey)> {
    let key = ProgramKey::generate();
    let made = Made {
        id: Uuid::now_v7(),
        expires_at: now.checked_add(SignedDuration::from_hours(24 * wanted.days))?,
    };
    let row = NewKey {
        id: made.id,
        hash: key.hash(),
        name: &wanted.name,
        scopes: &wanted.scopes,
        made_by,
        made_at: now,
        expires_at: made.expires_at,
    };
    store::put(tx, &row).await?;
    Ok((made, key))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KeysQuery {
    /// The key the page lies below; what is none begins with the newest.
    sebelum: String,
}

/// `GET /konsol/kunci-program`
pub async fn list(desk: ConsoleDesk, Query(query): Query<KeysQuery>) -> AppResult<Response> {
    show(desk, Form::default(), query.sebelum.parse().ok()).await
}

async fn show(mut desk: ConsoleDesk, form: Form, before: Option<Uuid>) -> AppResult<Response> {
    let size = i64::try_from(PAGE).map_err(anyhow::Error::from)?;
    let mut rows = store::list(&mut desk.tx, before, size).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let can_run = desk.may(DistrictRight::Run);
    let page = KeyDesk::new(HERE, &rows, desk.portal.now())
        .paged(has_more, before.is_some())
        .asked(&form, can_run);
    if form.is_good() {
        desk.page(TITLE, &page).await
    } else {
        desk.wrong(TITLE, &page).await
    }
}

/// `POST /konsol/kunci-program`: a new key. Its secret is shown once.
pub async fn add(ConsoleForm { mut desk, mut form }: ConsoleForm) -> AppResult<Response> {
    let Some(wanted) = Wanted::read(&mut form) else {
        return show(desk, form, None).await;
    };
    let (me, now) = (desk.me.id, desk.portal.now());
    let (made, key) = make(&mut desk.tx, &wanted, Some(me), now).await?;
    desk.record("token.buat", &wanted.name, wanted.detail(made))
        .await?;
    let page = KeyMadeDesk::new(HERE, &wanted.name, key.to_text(), made.expires_at);
    desk.page(TITLE, &page).await
}

/// `POST /konsol/kunci-program/{id}/cabut`: from now on it opens nothing.
pub async fn revoke(
    Path(id): Path<Uuid>,
    ConsoleForm { mut desk, .. }: ConsoleForm,
) -> AppResult<Response> {
    let name = store::name(&mut desk.tx, id).await?.or_not_found()?;
    let now = desk.portal.now();
    if !store::revoke(&mut desk.tx, id, now).await? {
        return desk
            .done(HERE, Flash::warn("Kunci itu sudah dicabut."))
            .await;
    }
    desk.record("token.cabut", &name, json!({ "id": id }))
        .await?;
    let text = format!("Kunci {name} dicabut; programnya tidak bisa masuk lagi.");
    desk.done(HERE, Flash::good(text)).await
}
