//! Pictures inside a text that is being saved.

use std::collections::HashMap;

use kernel::SafeHtml;
use sqlx::PgConnection;
use uuid::Uuid;
use web::view::{Photo, Picture};

use crate::{
    domain::text_pictures::{self, Named},
    intake::pictures::{mark, replace_marks, shown},
    pages::office::photos::unfinished,
    store::photos::{self, LibraryRow},
};

/// A text with its pictures.
#[derive(Debug, Clone)]
pub(in crate::office) struct Pictured {
    pub body: SafeHtml,
    /// Pictures that are not in the library of this village, and so are gone from the text: shown
    /// from elsewhere they would tell that place who reads here, and vanish when it likes.
    pub dropped: usize,
}

/// Gives every picture of a text that was sanitised its sizes again, which the sanitiser took, or the
/// mark that holds its place until it has them. The words about it are the text's own; when it has
/// none, the library's.
///
/// The photos stay in the library until the transaction ends. One statement.
///
/// # Errors
/// When the database is away.
pub(in crate::office) async fn with_pictures(
    db: &mut PgConnection,
    body: SafeHtml,
) -> sqlx::Result<Pictured> {
    let found = text_pictures::pictures(body.as_str());
    if found.is_empty() {
        return Ok(Pictured { body, dropped: 0 });
    }
    let (mut files, mut ids) = (Vec::new(), Vec::new());
    for named in found.iter().filter_map(text_pictures::Found::named) {
        match named {
            Named::File(name) => files.push(name.to_owned()),
            Named::Photo(id) => ids.extend(Uuid::try_parse(id)),
        }
    }
    let rows = photos::hold_named(db, &files, &ids).await?;
    let by_file: HashMap<&str, &LibraryRow> = rows.iter().flat_map(files_of).collect();
    let by_id = |id: &str| {
        let id = Uuid::try_parse(id).ok()?;
        rows.iter().find(|row| row.id == id)
    };
    let mut dropped = 0;
    let html = text_pictures::replace(body.as_str(), |found| {
        let row = match found.named() {
            Some(Named::File(name)) => by_file.get(name).copied(),
            Some(Named::Photo(id)) => by_id(id),
            None => None,
        };
        let Some(row) = row else {
            dropped += 1;
            return String::new();
        };
        let alt = if found.alt.is_empty() {
            kernel::safe_html::escape(&row.alt)
        } else {
            // Escaped already, but for what is harmless inside quotes and not to plainer readers.
            found.alt.replace('<', "&lt;").replace('>', "&gt;")
        };
        let picture = row.photo.as_ref().and_then(|photo| Picture::new(&photo.0));
        match picture {
            Some(picture) => shown(&picture, &alt, found.class),
            None => mark(&row.sha256, &alt, found.class),
        }
    });
    Ok(Pictured {
        body: SafeHtml::from_store(html),
        dropped,
    })
}

/// A stored text as the editor opens it: pictures whose sizes are still being made stand there as
/// pictures, because a mark means nothing to the editor and would be lost when the text is saved.
///
/// # Errors
/// When the database is away.
pub(in crate::office) async fn for_editing(
    db: &mut PgConnection,
    html: String,
) -> sqlx::Result<String> {
    let mut hashes = Vec::new();
    replace_marks(&html, |mark| {
        hashes.push(mark.sha256.to_owned());
        None
    });
    if hashes.is_empty() {
        return Ok(html);
    }
    let ids: HashMap<String, Uuid> = photos::of_hashes(db, &hashes).await?.into_iter().collect();
    let opened = replace_marks(&html, |mark| {
        let src = unfinished(*ids.get(mark.sha256)?);
        let class = match mark.class {
            "" => String::new(),
            class => format!(" class=\"{class}\""),
        };
        Some(format!("<img src=\"{src}\" alt=\"{}\"{class}>", mark.alt))
    });
    Ok(opened.unwrap_or(html))
}

/// The names of a photo's files, without what says their format.
fn files_of(row: &LibraryRow) -> Vec<(&str, &LibraryRow)> {
    let photo: Option<&Photo> = row.photo.as_ref().map(|photo| &photo.0);
    let files = photo
        .map(|photo| photo.variants.as_slice())
        .unwrap_or_default();
    let names = files.iter().filter_map(|file| file.name.split('.').next());
    names.map(|name| (name, row)).collect()
}
