//! Is this letter real? Answered from the QR, from ten letters and digits, or from the file itself.

use std::time::Duration;

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use cache::{Limit, Verdict as Allowed};
use http::StatusCode;
use kernel::time;
use web::{AppError, AppResult, FileForm, Form, Meta, Site};

use crate::{
    pages::verify::{AskPage, Finding, VerdictPage},
    proof::{
        CheckCode, PublishedKey, PublishedKeys, PublishedVillage, Token, Verdict, VerifyingKey,
        verify_offline,
    },
    signing::file_hash,
    store::{issued, keys as key_store},
};

const HERE: &str = "/verifikasi";
/// Guessing a code is hopeless, and so it stays.
const CODES: Limit = Limit {
    name: "letter-code",
    max: 60,
    per: Duration::from_secs(10 * 60),
};
const FILES: Limit = Limit {
    name: "letter-file",
    max: 30,
    per: Duration::from_secs(10 * 60),
};

async fn within(site: &Site, limit: Limit) -> AppResult<()> {
    let village = site.village.entry.schema.as_str();
    let who = identity::neighbourhood(site.origin.address);
    match site.app.redis.count(limit, village, &who).await {
        Allowed::Refused { retry_after } => Err(AppError::TooMany {
            retry_after_secs: retry_after.as_secs(),
        }),
        _ => Ok(()),
    }
}

fn meta(title: &str, path: &str) -> Meta {
    let text = "Periksa apakah sebuah surat benar diterbitkan oleh desa ini.";
    Meta::new(title, text, path)
}

/// `GET /verifikasi`
pub async fn ask(site: Site) -> AppResult<Response> {
    let tx = site.begin().await?;
    let page = AskPage::new(&Form::default());
    site.page(tx, &meta("Periksa surat", HERE).under_home(), &page)
        .await
}

async fn wrong(site: &Site, form: &Form) -> AppResult<Response> {
    let tx = site.begin().await?;
    let meta = meta("Periksa surat", HERE).under_home().not_indexed();
    let mut response = site.fresh_page(tx, &meta, &AskPage::new(form)).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// `POST /verifikasi`: a code that was typed leads to its address.
pub async fn typed(site: Site, mut form: Form) -> AppResult<Response> {
    within(&site, CODES).await?;
    let code = form.read("kode", |text| text.parse::<CheckCode>());
    match code {
        Some(code) => Ok(Redirect::to(&format!("{HERE}/{}", code.as_str())).into_response()),
        None => wrong(&site, &form).await,
    }
}

/// `GET /verifikasi/{code}`: a code, or the token of a QR.
pub async fn show(site: Site, Path(text): Path<String>) -> AppResult<Response> {
    let token: Option<Token> = text.parse().ok();
    let code: Option<CheckCode> = text.parse().ok();
    if token.is_none() && code.is_none() {
        return Err(AppError::NotFound);
    }
    within(&site, CODES).await?;
    let token = token.map_or_else(String::new, |token| token.to_string());
    let code = code.map_or_else(String::new, |code| code.as_str().to_owned());
    let mut tx = site.begin().await?;
    let row = issued::proven(&mut tx, &token, &code).await?;
    let today = time::day(site.now());
    let Some(row) = row else {
        return answer(&site, tx, Finding::Unknown, &text).await;
    };
    answer(&site, tx, Finding::of(&row, today), &text).await
}

/// `GET /V/{token}/{proof}`: what a QR holds. The signature is checked before anything is looked up.
pub async fn scanned(
    site: Site,
    Path((token, proof)): Path<(String, String)>,
) -> AppResult<Response> {
    within(&site, CODES).await?;
    let mut tx = site.begin().await?;
    let published = published(&site, &mut tx).await?;
    let text = format!(
        "{}/V/{token}/{proof}",
        site.village.base_url.to_ascii_uppercase()
    );
    let finding = match verify_offline(&text, &published) {
        Verdict::Genuine(genuine) => {
            let found = match token.parse::<Token>() {
                Ok(token) => issued::proven(&mut tx, &token.to_string(), "").await?,
                Err(_) => None,
            };
            let today = time::day(site.now());
            match found {
                Some(row) if row.number_text == genuine.summary.number => Finding::of(&row, today),
                _ => Finding::Unknown,
            }
        }
        Verdict::Unreadable => Finding::CutOff,
        Verdict::UnknownKey(_) | Verdict::OtherVillage => Finding::Unknown,
        Verdict::Forged | Verdict::RetiredKey(_) => Finding::Forged,
    };
    answer(&site, tx, finding, &token).await
}

async fn answer(
    site: &Site,
    tx: db::VillageTx,
    finding: Finding,
    text: &str,
) -> AppResult<Response> {
    let may_be_kept = finding.stays_true_after(time::day(site.now()));
    let is_known = finding.is_known();
    let page = VerdictPage::new(finding, site.now());
    let path = format!("{HERE}/{text}");
    let meta = meta("Hasil pemeriksaan surat", &path)
        .under("Periksa surat", HERE)
        .not_indexed();
    if may_be_kept {
        // Until the village changes something, as a revocation does.
        return site.page(tx, &meta, &page).await;
    }
    let mut response = site.fresh_page(tx, &meta, &page).await?;
    if !is_known {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(response)
}

/// `POST /verifikasi/berkas`: the file is compared with the one that was handed out, and not kept.
pub async fn file(site: Site, FileForm(mut form): FileForm) -> AppResult<Response> {
    within(&site, FILES).await?;
    let Some(sent) = form.take_file("berkas") else {
        form.wrong("berkas", "Pilih berkas PDF suratnya.");
        return wrong(&site, &form).await;
    };
    let Some(bytes) = sent.bytes else {
        form.wrong("berkas", "Berkas ini terlalu besar untuk sebuah surat.");
        return wrong(&site, &form).await;
    };
    let mut tx = site.begin().await?;
    let code = issued::of_pdf(&mut tx, &file_hash(&bytes)).await?;
    tx.finish().await?;
    match code {
        Some(code) => Ok(Redirect::to(&format!("{HERE}/{code}")).into_response()),
        None => {
            form.wrong(
                "berkas",
                "Berkas ini tidak sama dengan surat mana pun yang diterbitkan desa ini. Mungkin sudah diubah, dicetak ulang, atau dari desa lain.",
            );
            wrong(&site, &form).await
        }
    }
}

async fn published(site: &Site, tx: &mut db::VillageTx) -> AppResult<PublishedKeys> {
    let rows = key_store::all(tx).await?;
    let keys = rows.iter().filter_map(|row| {
        Some(PublishedKey {
            public: VerifyingKey::from_bytes(&row.public)?,
            made: row.made_at.to_jiff(),
            retired: row.retired_at.map(|at| at.to_jiff()),
        })
    });
    Ok(PublishedKeys {
        villages: vec![PublishedVillage {
            code: site.village.entry.code,
            name: site.frame(tx).await?.view.name,
            keys: keys.collect(),
        }],
    })
}

/// `GET /.well-known/banua-keys.json`
pub async fn keys(site: Site) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let published = published(&site, &mut tx).await?;
    let frame = site.frame(&mut tx).await?;
    tx.finish().await?;
    Ok(site.document("application/json", published.write(), &frame))
}
