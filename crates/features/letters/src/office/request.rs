//! One request: what was answered, what was sent along, and what is done with it.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, Logo, OrNotFound, keys,
    office::{Desk, DeskForm, Flash},
};

use super::LETTERS;
use crate::{
    answers::shown,
    domain::{Act, State},
    offered,
    pages::request::{Asked, RequestDesk},
    paper::{Marks, sheet},
    printing::print_letter,
    processing::{self, Outcome, Rights, Sitting, Wish},
    store::{
        columns::FILE,
        files, issued,
        requests::{self as store, RequestRow},
    },
    writing::{self, Gathered},
};

/// The longest reason and note, in characters.
const LONGEST: usize = 500;

fn address(id: Uuid) -> String {
    format!("{LETTERS}/permohonan/{id}")
}

/// The request, unless it is still being written.
async fn found(desk: &mut Desk, id: Uuid) -> AppResult<RequestRow> {
    let row = store::one(&mut desk.tx, id).await?.or_not_found()?;
    let is_sent = State::of_word(&row.state) != State::Draft;
    is_sent.then_some(()).or_not_found()?;
    Ok(row)
}

async fn gathered(desk: &mut Desk, row: &RequestRow) -> AppResult<Gathered> {
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let kind = offered::asked(&mut desk.tx, &row.kind).await?;
    writing::gather(&mut desk.tx, &keys, kind, row).await
}

/// `GET /kantor/surat/permohonan/{id}`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = found(&mut desk, id).await?;
    let page = page(&mut desk, &row, &Form::default()).await?;
    let name = page.kind.clone();
    desk.page(&name, &page).await
}

async fn page(desk: &mut Desk, row: &RequestRow, form: &Form) -> AppResult<RequestDesk> {
    let gathered = gathered(desk, row).await?;
    let state = State::of_word(&row.state);
    let rights = Rights::of(desk).await?;
    let acts = [Act::Check, Act::Verify, Act::Sign, Act::Return, Act::Refuse]
        .into_iter()
        .filter(|act| state.after(*act).is_some() && rights.may(*act))
        .collect();
    let sender = writing::sender(&desk.site, &mut desk.tx).await?;
    let asked = Asked {
        row,
        notes: gathered.notes(sender, writing::today(&desk.site))?,
        answers: shown(&gathered.kind, &gathered.answers, &gathered.people),
        files: files::of_request(&mut desk.tx, row.id).await?,
        steps: store::steps(&mut desk.tx, row.id).await?,
        letter: issued::of_request(&mut desk.tx, row.id).await?,
        hindrance: gathered.hindrance(writing::today(&desk.site)),
        may_see_person: desk
            .me
            .capabilities
            .has(identity::Capability::ReadResidents),
        acts,
    };
    Ok(RequestDesk::new(&asked, &gathered.kind, form))
}

/// `POST /kantor/surat/permohonan/{id}`
pub async fn act(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let row = found(&mut desk, id).await?;
    let Some(act) = Act::of_word(form.raw("aksi")) else {
        let flash = Flash::warn("Pilih dahulu apa yang hendak dilakukan.");
        return desk.done_inside(&address(id), flash).await;
    };
    if !Rights::of(&mut desk).await?.may(act) {
        return desk
            .done_inside(&address(id), Flash::warn(processing::MAY_NOT))
            .await;
    }
    let note = form.text("catatan", LONGEST);
    let reason = if act.needs_reason() {
        form.needed_text(
            "alasan",
            LONGEST,
            "Tulis alasannya; pemohon akan membacanya.",
        )
    } else {
        String::new()
    };
    if has_long_number(&reason) {
        form.wrong("alasan", "Jangan menulis NIK atau nomor KK di sini.");
    }
    if !form.is_good() {
        let page = page(&mut desk, &row, &form).await?;
        return desk.wrong(&page.kind.clone(), &page).await;
    }
    let wish = Wish {
        act,
        reason: &reason,
        note: &note,
    };
    let mut sitting = Sitting::default();
    match processing::lead(&mut desk, &mut sitting, id, wish).await? {
        Outcome::Done => {
            let kind = sitting.kind(&mut desk, &row.kind).await?;
            desk.record(act.deed(), &kind.name, json!({ "id": id }))
                .await?;
            desk.done_inside(&address(id), Flash::good(act.done()))
                .await
        }
        Outcome::NotNow(sentence) => {
            let flash = Flash::warn(format!("Tidak dapat dilakukan: {sentence}"));
            desk.done_inside(&address(id), flash).await
        }
    }
}

/// Sixteen digits in a row, however they are spaced: a number of a card.
fn has_long_number(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|letter| {
        if letter.is_numeric() {
            run += 1;
        } else if !" .-".contains(letter) {
            run = 0;
        }
        run >= 16
    })
}

/// `GET /kantor/surat/permohonan/{id}/pratinjau`: the letter as it would be, marked as none.
pub async fn preview(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = found(&mut desk, id).await?;
    let gathered = gathered(&mut desk, &row).await?;
    let sender = writing::sender(&desk.site, &mut desk.tx).await?;
    let signer = writing::no_signer(&sender);
    let logo = Logo::of(&mut desk.tx).await?;
    let mut marks = Marks {
        proof: None,
        logo: None,
        band: Marks::band(&sender.code, sender.palette),
        watermark: Some("PRATINJAU"),
        size: Default::default(),
        made_at: desk.site.now(),
    };
    let (_, content) = gathered.content(sender, signer, None, writing::today(&desk.site))?;
    desk.record("surat.pratinjau", &gathered.kind.name, json!({ "id": id }))
        .await?;
    desk.tx.finish().await?;
    if let Some(logo) = logo {
        let schema = &desk.site.village.entry.schema;
        let file = logo.read(&desk.site.app, schema).await?;
        marks.logo = file.map(|file| file.to_vec().into());
    }
    let pdf = print_letter(sheet(&content, marks))
        .await
        .map_err(anyhow::Error::from)?;
    Ok(inline(pdf, "application/pdf"))
}

/// `GET /kantor/surat/permohonan/{id}/foto/{member}`
pub async fn photo(mut desk: Desk, Path((id, file)): Path<(Uuid, Uuid)>) -> AppResult<Response> {
    found(&mut desk, id).await?;
    let (sealed, kind) = files::sealed(&mut desk.tx, id, file)
        .await?
        .or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let bytes = keys
        .open(FILE.of(file), &sealed)
        .map_err(|error| anyhow::anyhow!("a photo of a request: {error}"))?
        .to_vec();
    desk.record(
        "surat.foto",
        "permohonan surat",
        json!({ "id": id, "berkas": file }),
    )
    .await?;
    desk.tx.finish().await?;
    Ok(inline(bytes, &kind))
}

/// Something personal, shown and never kept.
pub fn inline(bytes: Vec<u8>, kind: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(kind)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("inline"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_cards_do_not_get_into_reasons() {
        assert!(has_long_number("NIK 6303 0417 0890 0001 salah"));
        assert!(has_long_number("6303.0417.0890.0001"));
        assert!(has_long_number("６３０３０４１７０８９００００１"));
        assert!(!has_long_number("Foto KTP tahun 2019 buram, RT 002 RW 001"));
    }
}
