//! The first page: what waits for me.

use axum::response::Response;
use identity::Capability;
use web::{AppResult, office::Desk};

use crate::pages::TodayDesk;

/// `GET /kantor`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let corners_html = desk.corners().await?;
    let page = TodayDesk {
        name: desk.me.name.clone(),
        day: kernel::time::with_day(desk.site.now()),
        can_write: desk.me.capabilities.has(Capability::WriteNews),
        corners_html,
    };
    desk.page("Hari ini", &page).await
}
