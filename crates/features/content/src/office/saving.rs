//! Saving one article: a draft, a change of what is public, a publication, a withdrawal.

use std::collections::HashSet;

use axum::{extract::Path, response::Response};
use guard::Decision;
use jiff::Timestamp;
use kernel::Slug;
use serde_json::{Value, json};
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
    search_index::{self, Entry},
};

use super::{articles::HERE, photos};
use crate::{
    domain::draft::{Draft, Wish},
    intake::store::publish_latest,
    pages::office::{ArticleEditor, EditorState},
    store::{
        desk::{self, EditedRow, Placed},
        drafts::{self, Kind},
    },
};

/// `POST /kantor/artikel/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let now = desk.site.now();
    let wish = Wish::of(&form);
    // Leaves the photo's id in the form, from where the draft reads it.
    photos::picked(&mut desk, &mut form, "foto").await?;
    let before = desk::edited(&mut desk.tx, id).await?;
    let Some(draft) = Draft::read(&mut form, wish) else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    let slug = free_slug(&mut desk, id, &draft, before.as_ref()).await?;
    if draft.slug.as_ref().is_some_and(|asked| *asked != slug) {
        form.wrong(
            "alamat",
            format!("Alamat ini sudah dipakai. Yang masih bebas: {slug}."),
        );
        return again(desk, id, &form, before.as_ref()).await;
    }
    let verdict = examine(&mut desk, id, &draft).await?;
    if wish == Wish::Publish && verdict.decision != Decision::Pass && !form.has("yakin") {
        // Staff are warned and decide; nothing of theirs is lost.
        form.wrong("isi", warning(&verdict));
        return again(desk, id, &form, before.as_ref()).await;
    }

    let reasons = json!(verdict.reasons);
    let placed = place(wish, &draft, before.as_ref(), &slug, &reasons, now);
    let version = form.raw("versi").parse().unwrap_or(0);
    let author = desk.me.name.clone();
    let version = match &before {
        Some(row) => {
            desk::keep_revision(&mut desk.tx, row, &author, now).await?;
            version
        }
        None => {
            desk::add(&mut desk.tx, id, &slug, &draft.title, &author, now).await?;
            1
        }
    };
    if !desk::save(&mut desk.tx, id, version, &draft, &placed, now).await? {
        return lost_race(desk, id, form).await;
    }
    let me = desk.me.id;
    drafts::forget(&mut desk.tx, Kind::Article, id, me).await?;
    tell(&mut desk, &draft, &placed, before.as_ref(), now).await?;
    let (action, sentence) = said(wish, &draft, &placed, now);
    desk.record(
        action,
        &draft.title,
        json!({ "id": id, "alamat": slug.as_str() }),
    )
    .await?;
    let mut flash = Flash::good(sentence);
    if draft.pasted_pictures > 0 {
        flash = Flash::warn(format!(
            "{} Gambar yang ditempel langsung ke tulisan tidak ikut; unggah lewat Foto.",
            flash.text
        ));
    }
    desk.done(&format!("{HERE}/{id}"), flash).await
}

/// The form again, with what was typed and what is wrong with it.
async fn again(
    mut desk: Desk,
    id: Uuid,
    form: &Form,
    before: Option<&EditedRow>,
) -> AppResult<Response> {
    let now = desk.site.now();
    let categories = desk::categories(&mut desk.tx).await?;
    let state = before.map_or(EditorState::New, |row| EditorState::of(row, now));
    let photo = photos::chosen(&mut desk, form, "foto").await?;
    let page = ArticleEditor::new(id, form, categories, state).with_photo(photo);
    desk.wrong("Tulis berita", &page).await
}

/// Two people had the same text open. What was typed stays in the form; the other's version is a
/// link away, and saving again goes over it.
async fn lost_race(mut desk: Desk, id: Uuid, mut form: Form) -> AppResult<Response> {
    let row = desk::edited(&mut desk.tx, id).await?.or_not_found()?;
    form.wrong(
        "judul",
        "Berita ini baru saja disimpan orang lain. Tulisan Anda masih ada di bawah. Buka Riwayat \
         untuk melihat versi itu; simpan lagi bila versi Anda yang dipakai.",
    );
    form.set("versi", row.version.to_string());
    again(desk, id, &form, Some(&row)).await
}

/// The address that was asked for, the one it has, or one made from the title; numbered when taken.
async fn free_slug(
    desk: &mut Desk,
    id: Uuid,
    draft: &Draft,
    before: Option<&EditedRow>,
) -> AppResult<Slug> {
    let wanted = match (&draft.slug, before) {
        (Some(slug), _) => slug.clone(),
        (None, Some(row)) => Slug::parse(&row.slug).map_err(anyhow::Error::from)?,
        (None, None) => Slug::from_title(&draft.title, "berita"),
    };
    let mut slug = wanted.clone();
    for number in 2..200 {
        if !desk::is_taken(&mut desk.tx, &slug, id).await? {
            break;
        }
        slug = wanted.numbered(number);
    }
    Ok(slug)
}

/// What the guard thinks of a text as it was sent, links to sites this village has linked before
/// aside.
async fn examine(desk: &mut Desk, id: Uuid, draft: &Draft) -> AppResult<guard::Verdict> {
    let known: HashSet<String> = if draft.raw_body.contains("://") {
        desk::linked_hosts(&mut desk.tx, id)
            .await?
            .into_iter()
            .collect()
    } else {
        HashSet::new()
    };
    Ok(guard::Guard::standard().examine(&guard::Submission {
        title: &draft.title,
        body: &draft.raw_body,
        is_html: true,
        links: &[],
        known_hosts: &known,
    }))
}

/// One reason of each kind, so that the same word ten times does not hide the link.
fn warning(verdict: &guard::Verdict) -> String {
    let mut told: Vec<&guard::Reason> = Vec::new();
    for reason in &verdict.reasons {
        if told.len() < 3 && told.iter().all(|known| known.rule != reason.rule) {
            told.push(reason);
        }
    }
    let whys: Vec<&str> = told.iter().map(|reason| reason.why.as_str()).collect();
    format!(
        "Tulisan ini mirip iklan judi: {} Bila memang benar begitu isinya, centang “Saya sudah \
         memeriksa” lalu terbitkan lagi.",
        whys.join(" ")
    )
}

fn place<'a>(
    wish: Wish,
    draft: &Draft,
    before: Option<&EditedRow>,
    slug: &'a Slug,
    guard: &'a Value,
    now: Timestamp,
) -> Placed<'a> {
    let was_public = before.is_some_and(|row| row.status == "published");
    let is_public = match wish {
        Wish::Publish => true,
        Wish::Unpublish => false,
        Wish::Save => was_public,
    };
    let before_at = before
        .and_then(|row| row.published_at)
        .map(|at| at.to_jiff());
    // The form knows minutes only: an untouched field leaves the moment as it was.
    let asked = draft.publish_at.filter(|asked| {
        before_at.is_none_or(|known| known.as_second() / 60 != asked.as_second() / 60)
    });
    Placed {
        slug,
        status: if is_public { "published" } else { "draft" },
        published_at: asked.or(before_at).or(is_public.then_some(now)),
        guard,
    }
}

/// Search, site map, redirects and the district's list follow what was saved.
async fn tell(
    desk: &mut Desk,
    draft: &Draft,
    placed: &Placed<'_>,
    before: Option<&EditedRow>,
    now: Timestamp,
) -> AppResult<()> {
    let address = format!("/artikel/{}", placed.slug);
    let old = before
        .filter(|row| row.status == "published")
        .map(|row| row.slug.as_str());
    if let Some(old) = old.filter(|old| *old != placed.slug.as_str()) {
        search_index::remove(&mut desk.tx, &format!("/artikel/{old}")).await?;
        desk::redirect(&mut desk.tx, old, placed.slug.as_str()).await?;
    }
    match placed.published_at.filter(|_| placed.status == "published") {
        Some(public_from) => {
            let body = draft.body.text();
            let entry = Entry {
                address: &address,
                kind: "artikel",
                title: &draft.title,
                body: &body,
                media: draft.photo,
                public_from,
            };
            search_index::put(&mut desk.tx, &entry).await?;
        }
        None => search_index::remove(&mut desk.tx, &address).await?,
    }
    publish_latest(&mut desk.tx, now).await?;
    Ok(())
}

fn said(wish: Wish, draft: &Draft, placed: &Placed<'_>, now: Timestamp) -> (&'static str, String) {
    let title = &draft.title;
    let is_public = placed.status == "published";
    let later = placed.published_at.filter(|at| is_public && *at > now);
    match (wish, later) {
        (Wish::Publish, Some(at)) => (
            "artikel.jadwal",
            format!("“{title}” akan terbit {}.", kernel::time::date_time(at)),
        ),
        (Wish::Publish, None) => ("artikel.terbit", format!("“{title}” sudah terbit.")),
        (Wish::Unpublish, _) => (
            "artikel.tarik",
            format!("“{title}” ditarik dan menjadi draf."),
        ),
        (Wish::Save, _) if is_public => (
            "artikel.ubah",
            "Perubahan sudah tampil di situs.".to_owned(),
        ),
        (Wish::Save, _) => ("artikel.simpan", "Draf tersimpan.".to_owned()),
    }
}
