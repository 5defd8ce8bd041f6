//! Saving one article: a draft, a change of what is public, a publication, a withdrawal.

use axum::{extract::Path, response::Response};
use jiff::Timestamp;
use kernel::Slug;
use serde_json::{Value, json};
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
    search_index::{self, Entry},
};

use super::{
    addressing::{self, Asked},
    articles::HERE,
    guarding::{self, Words},
    photos,
};
use crate::{
    domain::{
        draft::{Draft, Wish},
        written::Kind,
    },
    pages::office::{ArticleEditor, EditorState},
    store::{
        desk::{
            self, EditedRow, Placed,
            addresses::{self, Addressed},
            texts,
        },
        drafts,
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
    let Some(mut draft) = Draft::read(&mut form, wish) else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    let pictured = photos::with_pictures(&mut desk.tx, draft.body).await?;
    draft.body = pictured.body;
    let asked = Asked {
        slug: draft.slug.as_ref(),
        was: before.as_ref().map(|row| row.slug.as_str()),
        title: &draft.title,
        fallback: Kind::Article.noun(),
    };
    let slug = addressing::give(&mut desk, &mut form, Addressed::Article, id, asked).await?;
    let Some(slug) = slug else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    let words = Words {
        title: &draft.title,
        body: &draft.raw_body,
        is_html: true,
        link: "",
    };
    let verdict = guarding::examine(&mut desk, id, words).await?;
    let was_public = before.as_ref().is_some_and(|row| row.status == "published");
    if wish.makes_public(was_public) && !guarding::passes(&mut form, "isi", &verdict) {
        return again(desk, id, &form, before.as_ref()).await;
    }

    let reasons = json!(verdict.reasons);
    let placed = place(wish, &draft, before.as_ref(), &slug, &reasons, now);
    let version = form.raw("versi").parse().unwrap_or(0);
    let author = desk.me.name.clone();
    let version = if before.is_none() {
        desk::add(&mut desk.tx, id, &slug, &draft.title, &author, now).await?;
        1
    } else {
        version
    };
    if !desk::save(&mut desk.tx, id, version, &draft, &placed, now).await? {
        return lost_race(desk, id, form).await;
    }
    let me = desk.me.id;
    drafts::forget(&mut desk.tx, Kind::Article, id, me).await?;
    if let Some(row) = &before {
        let was = texts::Words {
            title: &row.title,
            excerpt: &row.excerpt,
            body_html: &row.body_html,
        };
        texts::keep_revision(&mut desk.tx, Kind::Article, id, &was, &author, now).await?;
    }
    tell(&mut desk, &draft, &placed, before.as_ref()).await?;
    let (action, sentence) = said(wish, &draft, &placed, now);
    desk.record(
        action,
        &draft.title,
        json!({ "id": id, "alamat": slug.as_str() }),
    )
    .await?;
    let flash = super::with_pasted(Flash::good(sentence), draft.pasted_pictures);
    let flash = super::with_dropped(flash, pictured.dropped);
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

fn place<'a>(
    wish: Wish,
    draft: &Draft,
    before: Option<&EditedRow>,
    slug: &'a Slug,
    guard: &'a Value,
    now: Timestamp,
) -> Placed<'a> {
    let was_public = before.is_some_and(|row| row.status == "published");
    let is_public = wish.makes_public(was_public);
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

/// Search, site map and redirects follow what was saved.
async fn tell(
    desk: &mut Desk,
    draft: &Draft,
    placed: &Placed<'_>,
    before: Option<&EditedRow>,
) -> AppResult<()> {
    let address = format!("/artikel/{}", placed.slug);
    let old = before
        .filter(|row| row.status == "published")
        .map(|row| row.slug.as_str());
    if let Some(old) = old.filter(|old| *old != placed.slug.as_str()) {
        search_index::remove(&mut desk.tx, &format!("/artikel/{old}")).await?;
        let new = placed.slug.as_str();
        addresses::redirect(&mut desk.tx, Addressed::Article, old, new).await?;
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
