//! The home page's blocks: on or off, up or down.

use axum::response::Response;
use serde_json::json;
use web::{
    AppResult,
    office::{Desk, DeskForm, Flash},
};

use crate::{
    domain::blocks::{self, Block},
    pages::site::BlocksDesk,
    store::site,
};

pub const HERE: &str = "/kantor/beranda";

/// `GET /kantor/beranda`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let row = site::blocks(&mut desk.tx).await?;
    let page = BlocksDesk::new(HERE, &blocks::ordered(&row.order), &row.hidden);
    desk.page("Halaman depan", &page).await
}

/// `POST /kantor/beranda`: the ticks as they stand; a button "naik:WORD" or "turun:WORD" moves one.
pub async fn save(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let row = site::blocks(&mut desk.tx).await?;
    let mut order = blocks::ordered(&row.order);
    if let Some((way, word)) = form.raw("aksi").split_once(':') {
        step(&mut order, way, word);
    }
    let hidden: Vec<&str> = order
        .iter()
        .map(|block| block.word)
        .filter(|word| form.all("tampil").all(|shown| shown != *word))
        .collect();
    let words: Vec<&str> = order.iter().map(|block| block.word).collect();
    site::save_blocks(&mut desk.tx, &words, &hidden).await?;
    let detail = json!({ "urutan": words, "sembunyi": hidden });
    desk.record("situs.ubah", "halaman depan", detail).await?;
    desk.done(HERE, Flash::good("Halaman depan sudah berubah."))
        .await
}

fn step(order: &mut [Block], way: &str, word: &str) {
    let Some(at) = order.iter().position(|block| block.word == word) else {
        return;
    };
    let other = match way {
        "naik" => at.checked_sub(1),
        "turun" => (at + 1 < order.len()).then_some(at + 1),
        _ => None,
    };
    if let Some(other) = other {
        order.swap(at, other);
    }
}
