//! Saving one page: a draft, a change of what is public, a publication, a withdrawal.

use axum::{extract::Path, response::Response};
use kernel::Slug;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
};

use super::{
    addressing,
    documents::HERE,
    guarding::{self, Words},
    photos,
};
use crate::{
    domain::{draft::Wish, page_draft::PageDraft, written::Kind},
    findable,
    pages::office::{PageEditor, PageState},
    store::{
        desk::{
            addresses::{self, Addressed},
            documents::{self, EditedPage, PlacedPage},
            texts,
        },
        drafts,
    },
};

/// `POST /kantor/halaman/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let wish = Wish::of(&form);
    let photo = photos::picked(&mut desk, &mut form, "foto").await?;
    let before = documents::edited(&mut desk.tx, id).await?;
    let Some(mut draft) = PageDraft::read(&mut form, wish, photo) else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    let pictured = photos::with_pictures(&mut desk.tx, draft.text.html).await?;
    draft.text.html = pictured.body;
    draft.text.foreign_pictures = pictured.dropped;
    let asked = addressing::Asked {
        slug: draft.slug.as_ref(),
        was: before.as_ref().map(|row| row.slug.as_str()),
        title: &draft.title,
        fallback: Kind::Page.noun(),
    };
    let slug = addressing::give(&mut desk, &mut form, Addressed::Page, id, asked).await?;
    let words = Words {
        title: &draft.title,
        body: &draft.text.raw,
        is_html: true,
        link: "",
    };
    let verdict = guarding::examine(&mut desk, id, words).await?;
    let was_public = before.as_ref().is_some_and(|row| row.status == "published");
    let is_public = wish.makes_public(was_public);
    let passes = !is_public || guarding::passes(&mut form, "isi", &verdict);
    let (Some(slug), true) = (slug, passes) else {
        return again(desk, id, &form, before.as_ref()).await;
    };
    let reasons = json!(verdict.reasons);
    let placed = PlacedPage {
        slug: &slug,
        status: if is_public { "published" } else { "draft" },
        position: position(&mut desk, &draft, before.as_ref()).await?,
        guard: &reasons,
    };
    if !store(&mut desk, id, &form, &draft, &placed, before.as_ref()).await? {
        return lost_race(desk, id, form).await;
    }
    tell(&mut desk, &draft, &slug, is_public, before.as_ref()).await?;
    finish(desk, id, wish, &draft, &slug, is_public).await
}

async fn position(
    desk: &mut Desk,
    draft: &PageDraft,
    before: Option<&EditedPage>,
) -> AppResult<i32> {
    match draft.position.or(before.map(|row| row.position)) {
        Some(position) => Ok(position),
        None => Ok(documents::next_position(&mut desk.tx).await?),
    }
}

/// `false` when somebody else has saved since the form was opened; nothing is stored then.
async fn store(
    desk: &mut Desk,
    id: Uuid,
    form: &Form,
    draft: &PageDraft,
    placed: &PlacedPage<'_>,
    before: Option<&EditedPage>,
) -> AppResult<bool> {
    let now = desk.site.now();
    let version = if before.is_none() {
        documents::add(&mut desk.tx, id, placed.slug, &draft.title, now).await?;
        1
    } else {
        form.raw("versi").parse().unwrap_or(0)
    };
    if !documents::save(&mut desk.tx, id, version, draft, placed, now).await? {
        return Ok(false);
    }
    if let Some(row) = before {
        let was = texts::Words {
            title: &row.title,
            excerpt: &row.excerpt,
            body_html: &row.body_html,
        };
        let by = desk.me.name.clone();
        texts::keep_revision(&mut desk.tx, Kind::Page, id, &was, &by, now).await?;
    }
    let me = desk.me.id;
    drafts::forget(&mut desk.tx, Kind::Page, id, me).await?;
    Ok(true)
}

/// Search, site map, share card and redirects follow what was saved.
async fn tell(
    desk: &mut Desk,
    draft: &PageDraft,
    slug: &Slug,
    is_public: bool,
    before: Option<&EditedPage>,
) -> AppResult<()> {
    let now = desk.site.now();
    let old = before.map(|row| row.slug.as_str());
    if let Some(old) = old.filter(|old| *old != slug.as_str()) {
        findable::drop_page(&mut desk.tx, old).await?;
        addresses::redirect(&mut desk.tx, Addressed::Page, old, slug.as_str()).await?;
    }
    if is_public {
        let words = (draft.title.as_str(), draft.text.words.as_str());
        findable::put_page(&mut desk.tx, slug.as_str(), words, draft.photo, now).await?;
    } else {
        findable::drop_page(&mut desk.tx, slug.as_str()).await?;
    }
    Ok(())
}

async fn finish(
    mut desk: Desk,
    id: Uuid,
    wish: Wish,
    draft: &PageDraft,
    slug: &Slug,
    is_public: bool,
) -> AppResult<Response> {
    let title = &draft.title;
    let (action, sentence) = match wish {
        Wish::Publish => ("halaman.terbit", format!("“{title}” sudah terbit.")),
        Wish::Unpublish => (
            "halaman.tarik",
            format!("“{title}” ditarik dan menjadi draf."),
        ),
        Wish::Save if is_public => (
            "halaman.ubah",
            "Perubahan sudah tampil di situs.".to_owned(),
        ),
        Wish::Save => ("halaman.simpan", "Draf tersimpan.".to_owned()),
    };
    let detail = json!({ "id": id, "alamat": slug.as_str() });
    desk.record(action, title, detail).await?;
    let flash = super::with_pasted(Flash::good(sentence), draft.text.pasted_pictures);
    let flash = super::with_dropped(flash, draft.text.foreign_pictures);
    desk.done(&format!("{HERE}/{id}"), flash).await
}

/// The form again, with what was typed and what is wrong with it.
async fn again(
    mut desk: Desk,
    id: Uuid,
    form: &Form,
    before: Option<&EditedPage>,
) -> AppResult<Response> {
    let photo = photos::chosen(&mut desk, form, "foto").await?;
    let now = desk.site.now();
    let state = before.map_or(PageState::New, |row| PageState::of(row, now));
    let page = PageEditor::new(id, form, photo, state);
    desk.wrong("Tulis halaman", &page).await
}

/// Two people had the same page open. What was typed stays in the form; the other's version is a
/// link away, and saving again goes over it.
async fn lost_race(mut desk: Desk, id: Uuid, mut form: Form) -> AppResult<Response> {
    let row = documents::edited(&mut desk.tx, id).await?.or_not_found()?;
    form.wrong(
        "judul",
        "Halaman ini baru saja disimpan orang lain. Tulisan Anda masih ada di bawah. Buka Riwayat \
         untuk melihat versi itu; simpan lagi bila versi Anda yang dipakai.",
    );
    form.set("versi", row.version.to_string());
    again(desk, id, &form, Some(&row)).await
}
