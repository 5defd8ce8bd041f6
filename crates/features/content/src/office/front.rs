//! The village's front: words, contact, hours, accounts elsewhere, pictures, colours.

use axum::response::Response;
use look::Palette;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form,
    office::{Desk, DeskForm, Flash},
};

use super::photos;
use crate::{
    domain::front::{FrontDraft, HOURS},
    pages::site::FrontDesk,
    store::site::{self, FrontRow},
};

pub const HERE: &str = "/kantor/situs";

/// `GET /kantor/situs`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let row = site::front(&mut desk.tx).await?;
    let palette = palette_of(&desk);
    page(desk, &filled(&row, palette)).await
}

fn id(id: Option<Uuid>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// The form as the row fills it.
fn filled(row: &FrontRow, palette: Palette) -> Form {
    let mut values = vec![
        ("semboyan", row.tagline.clone()),
        ("tentang", row.about.clone()),
        ("pengumuman", row.notice.clone()),
        ("sebutan", row.head_title.clone()),
        ("alamat", row.address.clone()),
        ("email", row.email.clone()),
        ("telepon", row.phone.clone()),
        ("whatsapp", row.whatsapp.clone()),
        ("peta", row.maps_url.clone()),
        ("warna", palette.as_str().to_owned()),
        ("hero", id(row.hero_id)),
        ("logo", id(row.logo_id)),
    ];
    if row.on_portal {
        values.push(("portal", "ya".to_owned()));
    }
    for ((day, hour), hours) in HOURS.iter().zip(row.hours.iter()) {
        values.push((day, hours.days.clone()));
        values.push((hour, hours.hours.clone()));
    }
    for social in row.socials.iter() {
        values.push((&social.kind, social.url.clone()));
    }
    Form::filled(values)
}

async fn page(mut desk: Desk, form: &Form) -> AppResult<Response> {
    let hero = photos::chosen(&mut desk, form, "hero").await?;
    let logo = photos::chosen(&mut desk, form, "logo").await?;
    let page = FrontDesk::new(HERE, form, [hero, logo]);
    if form.is_good() {
        desk.page("Profil dan kontak", &page).await
    } else {
        desk.wrong("Profil dan kontak", &page).await
    }
}

fn palette_of(desk: &Desk) -> Palette {
    desk.site.village.entry.palette.parse().unwrap_or_default()
}

/// `POST /kantor/situs`
pub async fn save(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let draft = FrontDraft::read(&mut form);
    let hero = photos::picked(&mut desk, &mut form, "hero").await?;
    let logo = photos::picked(&mut desk, &mut form, "logo").await?;
    let (true, Some(draft)) = (form.is_good(), draft) else {
        return page(desk, &form).await;
    };
    site::save_front(&mut desk.tx, &draft, hero, logo).await?;
    desk.record("situs.ubah", "profil dan kontak", json!({}))
        .await?;
    let repainted = draft.palette != palette_of(&desk);
    let site = desk.site.clone();
    let response = desk
        .done(HERE, Flash::good("Tersimpan, dan sudah tampil di situs."))
        .await?;
    if repainted {
        // The colours are the register's; what was typed is safe already.
        site.repaint(draft.palette)
            .await
            .map_err(|error| AppError::Other(error.into()))?;
    }
    Ok(response)
}
