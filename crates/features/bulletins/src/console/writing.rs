//! Sending a bulletin, correcting and withdrawing one.

use axum::{extract::Path, response::Response};
use guard::{Decision, Guard, Submission, Verdict};
use kernel::{Slug, time};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form,
    bulletins::BulletinKind,
    console::{ConsoleDesk, ConsoleForm},
    office::Flash,
};

use super::{HERE, alive, edit_page, found};
use crate::{
    domain::{Draft, MOST_ALIVE, kind_of, kind_word, sites},
    pages::Preview,
    store::{self, By},
};

/// Addresses of one title that are tried before giving up.
const MOST_NUMBERED: u32 = 50;

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
