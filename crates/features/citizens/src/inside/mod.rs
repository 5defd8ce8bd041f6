//! What a resident who is in finds of herself: the first page, her PIN, her sessions, her data, messages.

mod data;
mod home;
mod messages;
mod pin;
mod sessions;

use axum::response::Response;
use web::{
    AppResult,
    citizen::{CitizenForm, CitizenPlace, CitizenRoutes, HOME, NEW_PIN, Opens},
};

/// Her data, and what she wants put right.
const DATA: &str = "/mandiri/data";
/// Her messages.
const MESSAGES: &str = "/mandiri/pesan";
/// Her PIN and where she is signed in.
const ACCOUNT: &str = "/mandiri/akun";

/// The navigation.
pub const PLACES: &[CitizenPlace] = &[
    CitizenPlace {
        label: "Beranda",
        href: HOME,
        icon: "house",
        opens: Opens::Everybody,
        order: 10,
    },
    CitizenPlace {
        label: "Data saya",
        href: DATA,
        icon: "users",
        opens: Opens::Account,
        order: 40,
    },
    CitizenPlace {
        label: "Pesan",
        href: MESSAGES,
        icon: "mail",
        opens: Opens::Account,
        order: 50,
    },
];

/// The addresses below `/mandiri`.
pub fn routes() -> CitizenRoutes {
    CitizenRoutes::new()
        .get(HOME, Opens::Everybody, home::show)
        .post("/mandiri/keluar", Opens::Leaving, leave)
        .get(NEW_PIN, Opens::NewPin, pin::show)
        .post(NEW_PIN, Opens::NewPin, pin::change)
        .get(ACCOUNT, Opens::Account, sessions::show)
        .post("/mandiri/sesi/lain", Opens::Account, sessions::end_others)
        .post("/mandiri/sesi/{reference}", Opens::Account, sessions::end)
        .get(DATA, Opens::Account, data::show)
        .post(DATA, Opens::Account, data::ask)
        .get(MESSAGES, Opens::Account, messages::list)
}

/// `POST /mandiri/keluar`. Also who still has to choose a PIN goes out.
async fn leave(CitizenForm { desk, .. }: CitizenForm) -> AppResult<Response> {
    desk.leave().await
}
