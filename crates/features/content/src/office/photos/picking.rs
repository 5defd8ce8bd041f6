//! The field for one photo, in whatever form it stands: keep, let go, choose, upload.

use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form,
    office::{Desk, Who, record},
};

use super::taking::{Hand, deadline, take};
use crate::{pages::office::photos::ChosenPhoto, store::photos};

/// Longest words for those who cannot see a photo.
pub(super) const ALT: usize = 300;

/// Reads the field that the macro `photo_picker` writes: `{name}` (id), `{name}_lepas`,
/// `{name}_file` and `{name}_alt`. What is wrong is said at the field; a file that was taken stays
/// chosen when the form comes again for another reason.
///
/// Call it before the form's transaction has written anything: while a file is being kept, none is
/// open. The photo that is returned cannot be deleted before the transaction ends.
///
/// # Errors
/// When the database or the object store is away.
pub(in crate::office) async fn picked(
    desk: &mut Desk,
    form: &mut Form,
    name: &'static str,
) -> AppResult<Option<Uuid>> {
    let alt = alt_of(form, name);
    if let Some(file) = form.take_file(&format!("{name}_file")) {
        let hand = Hand::of(desk);
        let taking = take(hand, file, alt.clone(), deadline());
        match desk.aside(taking).await?? {
            Ok(taken) => form.set(name, taken.id.to_string()),
            Err(refused) => form.wrong(name, refused.words),
        }
    } else if form.has(&format!("{name}_lepas")) {
        form.set(name, "");
    }
    let text = form.raw(name).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let id = Uuid::try_parse(text).ok();
    let row = match id {
        Some(id) => photos::find(&mut desk.tx, id).await?,
        None => None,
    };
    let Some(row) = row else {
        form.wrong(
            name,
            "Foto ini tidak ada di pustaka desa Anda. Pilih foto lain, atau unggah lagi.",
        );
        form.set(name, "");
        return Ok(None);
    };
    if !alt.is_empty() && alt != row.alt {
        describe(desk, row.id, &alt).await?;
    }
    if photos::hold(&mut desk.tx, &[row.id]).await?.is_empty() {
        form.wrong(
            name,
            "Foto ini tidak dapat ditampilkan. Pilih foto lain, atau unggah lagi.",
        );
        return Ok(None);
    }
    Ok(Some(row.id))
}

/// The photo that a form's field holds, for the macro.
///
/// # Errors
/// When the database is away.
pub(in crate::office) async fn chosen(
    desk: &mut Desk,
    form: &Form,
    name: &str,
) -> AppResult<Option<ChosenPhoto>> {
    let Ok(id) = Uuid::try_parse(form.raw(name).trim()) else {
        return Ok(None);
    };
    let row = photos::find(&mut desk.tx, id).await?;
    Ok(row.as_ref().map(ChosenPhoto::new))
}

fn alt_of(form: &mut Form, name: &'static str) -> String {
    let alt = form.tidy(&format!("{name}_alt"));
    if alt.chars().count() <= ALT {
        return alt;
    }
    form.wrong(name, "Keterangan foto paling panjang 300 huruf.");
    String::new()
}

/// The words belong to the photo, wherever it is shown: they last whatever becomes of the form.
async fn describe(desk: &mut Desk, id: Uuid, alt: &str) -> AppResult<()> {
    let hand = Hand::of(desk);
    desk.aside(async move {
        let Hand { site, staff, name } = hand;
        let mut tx = site.begin().await?;
        if let Some(file) = photos::describe(&mut tx, id, alt).await? {
            let detail = json!({ "id": id });
            record(
                &site,
                &mut tx,
                Who {
                    id: staff,
                    name: &name,
                },
                "foto.keterangan",
                &file,
                detail,
            )
            .await?;
        }
        Ok(tx.commit().await?)
    })
    .await?
}
