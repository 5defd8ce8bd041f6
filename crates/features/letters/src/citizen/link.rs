//! A request by its link: for who has no account, and nobody else knows the address.

use std::time::Duration;

use axum::{extract::Path, response::Response};
use cache::{Limit, Verdict};
use http::{HeaderMap, HeaderValue, header};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use web::{AppError, AppResult, Meta, OrNotFound, Site, keys};

use super::request::of_request;
use crate::{
    offered,
    pages::citizen::LinkPage,
    proof::Token,
    store::{issued, requests as store},
};

const LOOKS: Limit = Limit {
    name: "letter-link",
    max: 60,
    per: Duration::from_secs(10 * 60),
};

/// A link's secret part, and what is kept of it.
pub(super) fn new() -> (String, Vec<u8>) {
    let token = Token::random().to_string();
    let hash = hash(&token);
    (token, hash)
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The request of a link.
async fn found(site: &Site, tx: &mut db::VillageTx, token: &str) -> AppResult<Uuid> {
    let token: Token = token.parse().map_err(|_| AppError::NotFound)?;
    let village = site.village.entry.schema.as_str();
    let who = identity::neighbourhood(site.origin.address);
    if let Verdict::Refused { retry_after } = site.app.redis.count(LOOKS, village, &who).await {
        return Err(AppError::TooMany {
            retry_after_secs: retry_after.as_secs(),
        });
    }
    store::of_link(tx, &hash(&token.to_string()))
        .await?
        .or_not_found()
}

/// `GET /mandiri/permohonan/{token}`
pub async fn show(site: Site, Path(token): Path<String>) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let id = found(&site, &mut tx, &token).await?;
    let row = store::one(&mut tx, id).await?.or_not_found()?;
    let kind = offered::asked(&mut tx, &row.kind).await?;
    let letter = issued::of_request(&mut tx, id).await?;
    let page = LinkPage::new(&kind.name, &row, letter.as_ref(), &token);
    let meta = Meta::new("Permohonan surat", "", "/mandiri").not_indexed();
    let mut response = site.fresh_page(tx, &meta, &page).await?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    Ok(response)
}

/// `GET /mandiri/permohonan/{token}/pdf`
pub async fn pdf(site: Site, Path(token): Path<String>, asked: HeaderMap) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let id = found(&site, &mut tx, &token).await?;
    let keys = keys::of(&site.app, &mut tx).await?;
    let paper = of_request(&mut tx, &keys, id).await?;
    tx.finish().await?;
    Ok(paper.answer(&asked))
}
