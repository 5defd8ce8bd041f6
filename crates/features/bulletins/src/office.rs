//! What a village's office sees of the regency's bulletins, and hiding one where that is allowed.

use axum::{extract::Path, response::Response};
use identity::Capability::ManageSite;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, OrNotFound,
    office::{Corner, CornerFuture, Desk, DeskForm, Flash, Needs, OfficeRoutes},
};

use crate::{
    pages::{Corner as CornerPage, OfficeDesk},
    store,
};

pub const HERE: &str = "/kantor/kabar-kabupaten";
const SITE: Needs = Needs::Capability(ManageSite);

/// On the office's first page, as long as the regency says something here.
pub const CORNERS: &[Corner] = &[Corner {
    order: 80,
    needs: SITE,
    render: corner,
}];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(HERE, SITE, list)
        .post("/kantor/kabar-kabupaten/{id}/sembunyikan", SITE, hide)
        .post("/kantor/kabar-kabupaten/{id}/tampilkan", SITE, unhide)
}

fn corner(desk: &mut Desk) -> CornerFuture<'_> {
    Box::pin(async move {
        let (registry, now) = (desk.site.app.registry(), desk.site.now());
        let bulletins = registry.bulletins();
        let count = bulletins
            .addressed(&desk.site.village.entry)
            .filter(|one| one.is_on(now))
            .count();
        if count == 0 {
            return Ok(None);
        }
        desk.site.render_part(&CornerPage { count }).map(Some)
    })
}

/// `GET /kantor/kabar-kabupaten`
pub async fn list(desk: Desk) -> AppResult<Response> {
    let registry = desk.site.app.registry();
    let page = OfficeDesk::new(
        registry.bulletins(),
        &desk.site.village.entry,
        desk.site.now(),
    );
    desk.page("Kabar kabupaten", &page).await
}

/// `POST /kantor/kabar-kabupaten/{id}/sembunyikan`
pub async fn hide(Path(id): Path<Uuid>, DeskForm { desk, .. }: DeskForm) -> AppResult<Response> {
    set(desk, id, true).await
}

/// `POST /kantor/kabar-kabupaten/{id}/tampilkan`
pub async fn unhide(Path(id): Path<Uuid>, DeskForm { desk, .. }: DeskForm) -> AppResult<Response> {
    set(desk, id, false).await
}

async fn set(mut desk: Desk, id: Uuid, hides: bool) -> AppResult<Response> {
    let app = desk.site.app.clone();
    let registry = app.registry();
    let village = desk.site.village.clone();
    // Only what is addressed to this village is there at all.
    let title = registry
        .bulletins()
        .addressed(&village.entry)
        .find(|one| one.id == id)
        .map(|one| one.title.clone())
        .or_not_found()?;
    // What the regency says, and who hides it, is kept where the register is.
    let mut home = app.database.village_at_home(&village.entry.schema).await?;
    let tells = home.as_mut().unwrap_or(&mut desk.tx);
    if !store::hide(tells, id, hides).await? {
        let text = "Kabar ini tidak boleh disembunyikan. Hubungi Dinas Kominfo kabupaten.";
        return desk.done_inside(HERE, Flash::warn(text)).await;
    }
    let (action, done) = if hides {
        (
            "kabupaten.sembunyikan",
            "Kabar ini tidak tampil lagi di situs Anda.",
        )
    } else {
        (
            "kabupaten.tampilkan",
            "Kabar ini tampil lagi di situs Anda.",
        )
    };
    desk.record(action, &title, json!({ "id": id })).await?;
    if let Some(home) = home {
        home.finish().await?;
    }
    let response = desk.done(HERE, Flash::good(done)).await?;
    app.reload_registry().await?;
    Ok(response)
}
