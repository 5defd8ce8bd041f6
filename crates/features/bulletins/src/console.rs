//! The district writes: the list, a new bulletin, correcting and withdrawing one.

use axum::{extract::Path, response::Response};
use guard::{Decision, Guard, Submission, Verdict};
use identity::DistrictRight::{Look, Run};
use jiff::SignedDuration;
use kernel::{Cursor, Slug, time};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, Query,
    bulletins::BulletinKind,
    console::{ConsoleDesk, ConsoleForm, ConsolePlace, ConsoleRoutes},
    office::Flash,
};

use crate::{
    domain::{Draft, MOST_ALIVE, State, kind_of, kind_word, sites},
    pages::{EditDesk, ListDesk, Preview, ShowDesk},
    store::{self, Asked, By, Row, Sight},
};

pub const HERE: &str = "/konsol/kabar";
/// Bulletins of one page.
const PAGE: usize = 30;
/// Addresses of one title that are tried before giving up.
const MOST_NUMBERED: u32 = 50;

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
        .post("/konsol/kabar/baru", Run, send)
        .get("/konsol/kabar/{id}", Look, show)
        .get("/konsol/kabar/{id}/ubah", Run, edit)
        .post("/konsol/kabar/{id}/ubah", Run, correct)
        .post("/konsol/kabar/{id}/tarik", Run, withdraw)
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

/// What was sent, if it may be shown on every site it is for.
fn read(desk: &ConsoleDesk, form: &mut Form, is_article: bool) -> Option<Draft> {
    let registry = desk.portal.registry();
    let draft = Draft::read(form, is_article, &registry, desk.portal.now())?;
    // As it was sent: what is hidden in it counts.
    let raw = form.raw("isi").to_owned();
    let links = [draft.link.as_str()];
    let submission = if is_article {
        Submission::html(&draft.title, &raw)
    } else {
        Submission::text(&draft.title, &raw)
    };
    let links: &[&str] = if draft.link.is_empty() { &[] } else { &links };
    let verdict = Guard::standard().examine(&submission.with_links(links));
    passes(form, &verdict).then_some(draft)
}

/// What is advertisement beyond doubt stands on no site. Where there is doubt, a person looks.
fn passes(form: &mut Form, verdict: &Verdict) -> bool {
    let is_sure = verdict.decision == Decision::Refuse;
    if verdict.decision == Decision::Pass || (!is_sure && form.has("yakin")) {
        return true;
    }
    let mut whys: Vec<&str> = verdict.reasons.iter().map(|one| one.why.as_str()).collect();
    whys.dedup();
    whys.truncate(3);
    let why = whys.join(" ");
    if is_sure {
        form.wrong("isi", format!("Tulisan ini iklan judi: {why}"));
        return false;
    }
    form.set("periksa", "ya");
    form.wrong(
        "isi",
        format!(
            "Tulisan ini mirip iklan judi: {why} Bila memang benar begitu isinya, centang “Saya sudah \
             memeriksa” lalu kirim sekali lagi."
        ),
    );
    false
}

fn wants_preview(form: &Form) -> bool {
    form.raw("aksi") == "pratinjau"
}

/// `POST /konsol/kabar/baru`: shows it first, or sends it.
pub async fn send(ConsoleForm { mut desk, mut form }: ConsoleForm) -> AppResult<Response> {
    let id: Uuid = form
        .raw("nomor")
        .parse()
        .map_err(|_| AppError::BadRequest("Formulir ini tidak lengkap. Muat ulang halamannya."))?;
    let is_article = kind_of(form.raw("jenis")) == Some(BulletinKind::Article);
    let Some(draft) = read(&desk, &mut form, is_article) else {
        return edit_page(desk, &form, None, None).await;
    };
    let registry = desk.portal.registry();
    let on = sites(&draft.audience, &registry);
    if wants_preview(&form) {
        let preview = Preview::new(&draft, on, &registry);
        return edit_page(desk, &form, None, Some(preview)).await;
    }
    let now = desk.portal.now();
    if store::count_alive(&mut desk.tx, now).await? >= MOST_ALIVE {
        form.wrong(
            "judul",
            format!("Sudah ada {MOST_ALIVE} kabar yang tampil atau terjadwal. Tarik yang tidak perlu dulu."),
        );
        return edit_page(desk, &form, None, None).await;
    }
    let slug = if is_article {
        Some(free_slug(&mut desk, &draft.title).await?)
    } else {
        None
    };
    let slug = slug.as_ref().map(Slug::as_str);
    let me = desk.me.clone();
    let by = By {
        id: me.id,
        name: &me.name,
        at: now,
    };
    if !store::send(&mut desk.tx, id, &draft, slug, by).await? {
        let to = format!("{HERE}/{id}");
        return desk
            .done(&to, Flash::warn("Kabar ini sudah dikirim."))
            .await;
    }
    let detail = json!({ "id": id, "jenis": kind_word(draft.kind), "situs": on });
    desk.record("kabar.kirim", &draft.title, detail).await?;
    let done = if draft.starts_at <= now {
        format!("Kabar ini tampil di {on} situs.")
    } else {
        let at = time::date_time(draft.starts_at);
        format!("Kabar ini akan tampil di {on} situs mulai {at}.")
    };
    finish(desk, &format!("{HERE}/{id}"), Flash::good(done)).await
}

/// An address nobody has. Whoever counts what is alive holds the others back until she is done.
async fn free_slug(desk: &mut ConsoleDesk, title: &str) -> AppResult<Slug> {
    let plain = Slug::from_title(title, "kabar");
    if !store::is_taken(&mut desk.tx, plain.as_str()).await? {
        return Ok(plain);
    }
    for number in 2..MOST_NUMBERED {
        let slug = plain.numbered(number);
        if !store::is_taken(&mut desk.tx, slug.as_str()).await? {
            return Ok(slug);
        }
    }
    Err(AppError::BadRequest(
        "Judul ini sudah terlalu sering dipakai. Pakai judul lain.",
    ))
}

/// Makes it last, and has this process show it with the very next page.
async fn finish(desk: ConsoleDesk, to: &str, flash: Flash) -> AppResult<Response> {
    let app = desk.portal.app.clone();
    let response = desk.done(to, flash).await?;
    app.reload_registry().await?;
    Ok(response)
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

/// `POST /konsol/kabar/{id}/ubah`: corrected on every site at once.
pub async fn correct(
    Path(id): Path<Uuid>,
    ConsoleForm { mut desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let row = alive(&mut desk, id).await?;
    let is_article = row.kind == kind_word(BulletinKind::Article);
    let Some(draft) = read(&desk, &mut form, is_article) else {
        return edit_page(desk, &form, Some(&row), None).await;
    };
    let registry = desk.portal.registry();
    let on = sites(&draft.audience, &registry);
    if wants_preview(&form) {
        let preview = Preview::new(&draft, on, &registry);
        return edit_page(desk, &form, Some(&row), Some(preview)).await;
    }
    let seen: i32 = form.raw("versi").parse().unwrap_or_default();
    let me = desk.me.clone();
    let by = By {
        id: me.id,
        name: &me.name,
        at: desk.portal.now(),
    };
    if !store::correct(&mut desk.tx, (id, seen), &draft, by).await? {
        form.wrong(
            "judul",
            format!(
                "Kabar ini baru saja diubah oleh {}. Buka dulu yang sekarang di halaman lain, lalu \
                 perbaiki di sana.",
                row.changed_name
            ),
        );
        return edit_page(desk, &form, Some(&row), None).await;
    }
    let detail = json!({ "id": id, "jenis": kind_word(draft.kind), "situs": on });
    desk.record("kabar.perbaiki", &draft.title, detail).await?;
    let done = format!("Perbaikan sudah berlaku di {on} situs.");
    finish(desk, &format!("{HERE}/{id}"), Flash::good(done)).await
}

/// `POST /konsol/kabar/{id}/tarik`: off every site at once.
pub async fn withdraw(
    Path(id): Path<Uuid>,
    ConsoleForm { mut desk, .. }: ConsoleForm,
) -> AppResult<Response> {
    found(&mut desk, id).await?;
    let (name, now) = (desk.me.name.clone(), desk.portal.now());
    let to = format!("{HERE}/{id}");
    let Some(title) = store::withdraw(&mut desk.tx, id, &name, now).await? else {
        return desk
            .done(&to, Flash::warn("Kabar ini sudah ditarik."))
            .await;
    };
    desk.record("kabar.tarik", &title, json!({ "id": id }))
        .await?;
    finish(
        desk,
        &to,
        Flash::good("Kabar ini sudah ditarik dari semua situs."),
    )
    .await
}
