//! What the village does without.

use axum::response::Response;
use serde_json::json;
use web::{
    AppResult,
    office::{Desk, DeskForm, Flash},
};

use crate::pages::{FeaturesDesk, SwitchLine};

pub const HERE: &str = "/kantor/fitur";

/// `GET /kantor/fitur`
pub async fn show(desk: Desk) -> AppResult<Response> {
    let village = &desk.site.village;
    let switches = desk
        .site
        .app
        .switches
        .iter()
        .map(|switch| SwitchLine {
            name: switch.feature,
            label: switch.part.label,
            hint: switch.part.hint,
            is_on: switch.is_on(village),
        })
        .collect();
    let page = FeaturesDesk {
        action: HERE,
        switches,
    };
    desk.page("Fitur", &page).await
}

/// `POST /kantor/fitur`
pub async fn switch(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let site = desk.site.clone();
    let off: Vec<String> = site
        .app
        .switches
        .iter()
        .filter(|switch| !form.all("fitur").any(|on| on == switch.feature))
        .map(|switch| switch.feature.to_owned())
        .collect();
    desk.record("fitur.ubah", "", json!({ "mati": off }))
        .await?;
    // The register is another transaction: the village's own ends first, and its pages with it.
    let response = desk
        .done(HERE, Flash::good("Fiturnya sudah diubah."))
        .await?;
    site.switch_off(&off).await?;
    Ok(response)
}
