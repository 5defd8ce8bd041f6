//! Letters as residents ask for them: from the phone, for themselves or somebody of the family.

mod ask;
mod link;
mod list;
mod photos;
mod request;

use axum::{Router, routing::get};
use kernel::time;
use uuid::Uuid;
use web::{
    App, AppResult, OrNotFound,
    citizen::{CameBy, CitizenCorner, CitizenDesk, CitizenPlace, CitizenRoutes, Opens},
};

use crate::{
    domain::State,
    store::requests::{self as store, RequestRow},
};

/// What somebody asked for.
pub const LETTERS: &str = "/mandiri/surat";
/// Where she asks for another.
pub const NEW: &str = "/mandiri/surat/baru";
/// The page of somebody without an account, by her link.
pub const BY_LINK: &str = "/mandiri/permohonan";

/// The navigation's entry.
pub const PLACES: &[CitizenPlace] = &[CitizenPlace {
    label: "Surat",
    href: LETTERS,
    icon: "file-text",
    opens: Opens::Everybody,
    order: 10,
}];

/// What is told on the first page.
pub const CORNERS: &[CitizenCorner] = &[CitizenCorner {
    order: 10,
    render: list::corner,
}];

/// The addresses below `/mandiri`.
pub fn routes() -> CitizenRoutes {
    use Opens::Everybody;
    CitizenRoutes::new()
        .get(LETTERS, Everybody, list::show)
        .get(NEW, Everybody, ask::pick)
        .post(NEW, Everybody, ask::begin)
        .get("/mandiri/surat/{id}", Everybody, request::show)
        .post("/mandiri/surat/{id}", Everybody, request::act)
        .get("/mandiri/surat/{id}/ubah", Everybody, ask::edit)
        .post("/mandiri/surat/{id}/ubah", Everybody, ask::save)
        .post("/mandiri/surat/{id}/foto", Everybody, photos::add)
        .get("/mandiri/surat/{id}/foto/{file}", Everybody, photos::show)
        .post(
            "/mandiri/surat/{id}/foto/{file}/hapus",
            Everybody,
            photos::remove,
        )
        .get("/mandiri/surat/{id}/pdf", Everybody, request::pdf)
        .post("/mandiri/surat/{id}/nilai", Everybody, request::rate)
}

/// Pages that a link opens, to whoever has it.
pub fn by_link() -> Router<App> {
    Router::new()
        .route("/mandiri/permohonan/{token}", get(link::show))
        .route("/mandiri/permohonan/{token}/pdf", get(link::pdf))
}

/// A request of hers: one she made, or one about her. Who came in without an account sees only what was
/// asked for that way.
async fn own(desk: &mut CitizenDesk, id: Uuid) -> AppResult<RequestRow> {
    let row = store::one(&mut desk.tx, id).await?.or_not_found()?;
    let me = Some(desk.me.resident);
    let is_writer = row.asked_by.or(row.resident_id) == me;
    let is_sent = State::of_word(&row.state) != State::Draft;
    let is_hers = is_writer || (is_sent && row.resident_id == me);
    let is_open = desk.me.came_by != CameBy::Link || row.came_by == CameBy::Link.word();
    (is_hers && is_open).then_some(()).or_not_found()?;
    Ok(row)
}

fn address(id: Uuid) -> String {
    format!("{LETTERS}/{id}")
}

fn today(desk: &CitizenDesk) -> jiff::civil::Date {
    time::day(desk.site.now())
}
