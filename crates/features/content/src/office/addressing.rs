//! The address of a thing that is being saved.

use kernel::Slug;
use uuid::Uuid;
use web::{AppResult, Form, office::Desk};

use crate::store::desk::addresses::{self, Addressed};

/// What decides over an address.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What was typed.
    pub slug: Option<&'a Slug>,
    /// What it is until now.
    pub was: Option<&'a str>,
    pub title: &'a str,
    /// For titles that make no address.
    pub fallback: &'a str,
}

/// The address that was typed, the one it has, or one made from the title and numbered when taken.
/// `None` when the typed one belongs to something else; the form then names a free one.
pub async fn give(
    desk: &mut Desk,
    form: &mut Form,
    what: Addressed,
    id: Uuid,
    asked: Asked<'_>,
) -> AppResult<Option<Slug>> {
    let wanted = match (asked.slug, asked.was) {
        (Some(slug), _) => slug.clone(),
        (None, Some(was)) => Slug::parse(was).map_err(anyhow::Error::from)?,
        (None, None) => Slug::from_title(asked.title, asked.fallback),
    };
    let slug = addresses::free(&mut desk.tx, what, &wanted, id).await?;
    if asked.slug.is_some_and(|asked| *asked != slug) {
        form.wrong(
            "alamat",
            format!("Alamat ini sudah dipakai. Yang masih bebas: {slug}."),
        );
        return Ok(None);
    }
    Ok(Some(slug))
}
