//! How everything the service needs fares, looked at now.

use axum::response::Response;
use doctor::Services;
use web::{AppResult, console::ConsoleDesk};

use crate::pages::HealthDesk;

pub const HERE: &str = "/konsol/kesehatan";

/// `GET /konsol/kesehatan`
pub async fn show(mut desk: ConsoleDesk) -> AppResult<Response> {
    let app = desk.portal.app.clone();
    let services = Services {
        database: &app.database,
        redis: Some(&app.redis).filter(|_| app.config.redis.url.is_some()),
        objects: Some(app.objects.clone()),
        mailer: Some(&app.mailer),
        folder: &app.config.storage.data_dir,
    };
    // Nobody's connection is held while others are waited for.
    let health = Box::pin(desk.aside(doctor::examine(&services))).await?;
    let page = HealthDesk::new(
        &health,
        app.config.site.is_production(),
        app.config.backup.enabled,
    );
    desk.page("Kesehatan", &page).await
}
