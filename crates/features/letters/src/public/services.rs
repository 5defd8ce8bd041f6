//! What can be asked for: requirements and steps before anybody has to sign in.

use axum::response::Response;
use jiff::SignedDuration;
use web::{AppError, AppResult, Meta, OrNotFound, PathSlug, Site};

use crate::{
    kind::Category,
    offered,
    pages::services::{Service, ServiceGroup, ServiceLine, ServicePage, ServicesPage, Speed},
    settings::Settings,
    store::ratings,
};

const HERE: &str = "/layanan";
/// For so long the figures of the service look back.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(90 * 24);

/// `GET /layanan`
pub async fn list(site: Site) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let all = offered::all(&mut tx).await?;
    let since = site
        .now()
        .checked_sub(LOOK_BACK)
        .map_err(anyhow::Error::from)?;
    let figures = ratings::service(&mut tx, since).await?;
    let shown = |category: Category| ServiceGroup {
        label: category.label(),
        services: all
            .iter()
            .filter(|one| one.is_on && one.kind.category == category)
            .map(ServiceLine::new)
            .collect(),
    };
    let groups = Category::ALL
        .into_iter()
        .filter(|category| *category != Category::Internal)
        .map(shown)
        .filter(|group| !group.services.is_empty());
    let page = ServicesPage {
        groups: groups.collect(),
        speed: Speed::new(&figures),
    };
    let text = "Surat yang dapat Anda minta dari desa: kegunaan, persyaratan, dan cara memintanya dari rumah.";
    let meta = Meta::new("Layanan surat", text, HERE).under_home();
    site.page(tx, &meta, &page).await
}

/// `GET /layanan/{letter}`
pub async fn show(site: Site, PathSlug(slug): PathSlug) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let offered = offered::one(&mut tx, slug.as_str()).await?.or_not_found()?;
    if !offered.is_on || offered.kind.category == Category::Internal {
        return Err(AppError::NotFound);
    }
    let village = site.village.entry.name.clone();
    let settings = Settings::of(&mut tx, &village).await?;
    let service = Service::new(&offered, settings.target_hours);
    let path = format!("{HERE}/{}", offered.kind.slug);
    let meta =
        Meta::new(&offered.kind.name, &offered.kind.purpose, path).under("Layanan surat", HERE);
    site.page(tx, &meta, &ServicePage { service }).await
}
