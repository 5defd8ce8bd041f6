//! The first page: what waits for me.

use axum::response::Response;
use web::{AppResult, office::Desk};

use crate::pages::TodayDesk;

/// `GET /kantor`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let corners_html = desk.corners().await?;
    let page = TodayDesk {
        name: desk.me.name.clone(),
        corners_html,
    };
    desk.page("Hari ini", &page).await
}
