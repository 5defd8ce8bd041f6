//! A table that is sent. It lies sealed before anything is read of it.

use anyhow::Context as _;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, Sent, SentFile, Upload,
    office::{DeskUpload, Flash},
};

use super::{HERE, LARGEST, list};
use crate::{
    import::{
        keys,
        masking::without_numbers,
        work::{self, Step},
    },
    store::{
        columns::IMPORT_FILE,
        import::{self as store, Sent as SentTable},
    },
};

/// `POST /kantor/penduduk/impor`
pub async fn receive(sending: DeskUpload) -> AppResult<Response> {
    let DeskUpload { seat, upload } = sending;
    let file = first_file(upload.of_at_most(LARGEST)).await?;
    let mut desk = match seat.desk().await {
        Ok(desk) => desk,
        Err(response) => return Ok(response.into_response()),
    };
    let (name, bytes) = match file.map(taken) {
        Some(Ok(taken)) => taken,
        refused => {
            let sentence = match refused {
                Some(Err(sentence)) => sentence,
                _ => "Pilih berkasnya dulu.",
            };
            let mut form = Form::default();
            form.wrong("berkas", sentence);
            let page = list::page(&mut desk, None, &form).await?;
            return desk.wrong("Impor penduduk", &page).await;
        }
    };
    let id = Uuid::now_v7();
    let app = desk.site.app.clone();
    let keys = keys::of(&app, &mut desk.tx).await?;
    let byte_size = i64::try_from(bytes.len()).context("the size of a table")?;
    let sealing = move || keys.seal(IMPORT_FILE.of(id), &bytes);
    let sealed = tokio::task::spawn_blocking(sealing)
        .await
        .context("a table was not sealed")?;
    let sent = SentTable {
        id,
        file_name: &name,
        byte_size,
        sealed: &sealed,
        by: &desk.me.name,
        now: desk.site.now(),
    };
    store::keep(&mut desk.tx, &sent).await?;
    work::ask(&mut desk.tx, id, Step::Read).await?;
    let detail = json!({ "impor": id, "ukuran": byte_size });
    desk.record("impor.unggah", &name, detail).await?;
    let flash = Flash::good("Berkas terkirim dan sedang dibaca. Belum ada data yang berubah.");
    desk.done_inside(&format!("{HERE}/{id}"), flash).await
}

async fn first_file(mut upload: Upload) -> AppResult<Option<SentFile>> {
    let mut first = None;
    while let Some(sent) = upload.next().await? {
        if let Sent::File(file) = sent
            && first.is_none()
        {
            first = Some(file);
        }
    }
    Ok(first)
}

fn taken(file: SentFile) -> Result<(String, bytes::Bytes), &'static str> {
    let Some(bytes) = file.bytes else {
        return Err(
            "Berkas Anda lebih besar dari 40 MB. Hapus gambar dan lembar yang tidak perlu, atau bagi \
             datanya menjadi beberapa berkas.",
        );
    };
    if bytes.is_empty() {
        return Err("Berkas ini kosong. Pilih kembali berkas yang berisi data Anda.");
    }
    // Some offices name a file after the number of a card.
    let name = without_numbers(&file.name);
    let name = if name.trim().is_empty() {
        "tabel".to_owned()
    } else {
        name
    };
    Ok((name, bytes))
}
