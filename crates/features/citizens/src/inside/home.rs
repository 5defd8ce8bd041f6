//! The first page inside.

use axum::response::Response;
use web::{
    AppResult,
    citizen::{CameBy, CitizenDesk},
};

use crate::{pages::inside::HomePage, store::messages};

/// `GET /mandiri`
pub async fn show(mut desk: CitizenDesk) -> AppResult<Response> {
    let has_account = desk.me.came_by != CameBy::Link;
    let unread = if has_account {
        messages::unread(&mut desk.tx, desk.me.resident).await?
    } else {
        0
    };
    let page = HomePage {
        // Who came without a PIN is shown nothing that the register knows.
        name: has_account.then(|| desk.me.name.clone()),
        village: web::village_name(&desk.site.village),
        unread,
        corners: desk.corners().await?,
    };
    desk.page("Layanan Mandiri", &page).await
}
