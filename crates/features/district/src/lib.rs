#![doc = include_str!("../README.md")]

mod account;
mod acting;
pub mod api;
mod deed;
mod domain;
mod door;
pub mod ending;
pub mod example;
mod fleet;
mod health;
pub mod hosts;
mod keys;
mod mail;
pub mod outside;
pub mod outside_keys;
mod pages;
mod people;
mod plan;
mod provision;
mod record;
pub mod relocate;
mod sign_on;
mod store;
mod upgrade;
mod village;

use axum::{Router, routing::get};
use identity::DistrictRight::{Audit, Look, Run};
use web::{
    App, Feature,
    console::{ConsolePlace, ConsoleRoutes},
    office::OfficeRoutes,
};

use door::Console;

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "district/account.html",
        include_str!("../templates/district/account.html"),
    ),
    (
        "district/fleet.html",
        include_str!("../templates/district/fleet.html"),
    ),
    (
        "district/health.html",
        include_str!("../templates/district/health.html"),
    ),
    (
        "district/help.html",
        include_str!("../templates/district/help.html"),
    ),
    (
        "district/key_made.html",
        include_str!("../templates/district/key_made.html"),
    ),
    (
        "district/keys.html",
        include_str!("../templates/district/keys.html"),
    ),
    (
        "district/made.html",
        include_str!("../templates/district/made.html"),
    ),
    (
        "district/invited.html",
        include_str!("../templates/district/invited.html"),
    ),
    (
        "district/people.html",
        include_str!("../templates/district/people.html"),
    ),
    (
        "district/plan.html",
        include_str!("../templates/district/plan.html"),
    ),
    (
        "district/provision.html",
        include_str!("../templates/district/provision.html"),
    ),
    (
        "district/record.html",
        include_str!("../templates/district/record.html"),
    ),
    (
        "district/upgrade.html",
        include_str!("../templates/district/upgrade.html"),
    ),
    (
        "district/village.html",
        include_str!("../templates/district/village.html"),
    ),
];

const PLACES: &[ConsolePlace] = &[
    ConsolePlace {
        label: "Semua desa",
        href: "/konsol",
        icon: "house",
        needs: Look,
        order: 10,
    },
    ConsolePlace {
        label: "Desa baru",
        href: provision::HERE,
        icon: "plus",
        needs: Run,
        order: 20,
    },
    ConsolePlace {
        label: "Banyak desa",
        href: plan::HERE,
        icon: "upload",
        needs: Run,
        order: 30,
    },
    ConsolePlace {
        label: "Pengguna",
        href: people::HERE,
        icon: "users",
        needs: Audit,
        order: 80,
    },
    ConsolePlace {
        label: "Pembaruan",
        href: upgrade::HERE,
        icon: "refresh-cw",
        needs: Look,
        order: 82,
    },
    ConsolePlace {
        label: "Kesehatan",
        href: health::HERE,
        icon: "shield-check",
        needs: Look,
        order: 84,
    },
    ConsolePlace {
        label: "Kunci program",
        href: keys::HERE,
        icon: "key-round",
        needs: Audit,
        order: 85,
    },
    ConsolePlace {
        label: "Catatan",
        href: record::HERE,
        icon: "history",
        needs: Audit,
        order: 90,
    },
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "district",
        switch: None,
        village: Router::new(),
        portal: the_door().merge(api::routes()),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[],
        office: OfficeRoutes::new(),
        places: &[],
        citizen: web::citizen::CitizenRoutes::new(),
        citizen_corners: &[],
        citizen_places: &[],
        console: console(),
        console_places: PLACES,
        corners: &[],
        bulletins: None,
        invite: None,
        help: None,
        deeds: &[],
        figures: &[],
        news: &[],
        jobs: |app, handlers| {
            mail::register(app, handlers);
            plan::register(app, handlers);
            ending::register(app, handlers);
            upgrade::register(app, handlers);
            hosts::certificates::register(app, handlers);
        },
        holdings: &[],
        sealed: &[],
        files: web::no_files,
    }
}

fn console() -> ConsoleRoutes {
    ConsoleRoutes::new()
        .get("/konsol", Look, fleet::list)
        .get("/konsol/desa.csv", Look, fleet::csv)
        .get(provision::HERE, Run, provision::show)
        .post(provision::HERE, Run, provision::make)
        .get(plan::HERE, Run, plan::show)
        .post(plan::HERE, Run, plan::read)
        .post("/konsol/banyak/buat", Run, plan::carry_out)
        .get("/konsol/banyak/{id}", Run, plan::progress)
        .get("/konsol/desa/{slug}", Look, village::show)
        .post("/konsol/desa/{slug}/nama", Run, village::rename)
        .post("/konsol/desa/{slug}/keadaan", Run, village::set_status)
        .post("/konsol/desa/{slug}/batas", Run, village::limit)
        .post("/konsol/desa/{slug}/undang", Run, village::invite)
        .post("/konsol/desa/{slug}/bantu", Run, village::help)
        .post("/konsol/desa/{slug}/hapus", Run, village::end)
        .post("/konsol/desa/{slug}/pindah", Run, relocate::ask)
        .post("/konsol/desa/{slug}/domain", Run, hosts::console::want)
        .post(
            "/konsol/desa/{slug}/domain/periksa",
            Run,
            hosts::console::look,
        )
        .post(
            "/konsol/desa/{slug}/domain/batal",
            Run,
            hosts::console::give_up,
        )
        .post(
            "/konsol/desa/{slug}/domain/utama",
            Run,
            hosts::console::prefer,
        )
        .post(
            "/konsol/desa/{slug}/domain/lepas",
            Run,
            hosts::console::let_go,
        )
        .get(upgrade::HERE, Look, upgrade::show)
        .post(upgrade::HERE, Run, upgrade::begin)
        .get(health::HERE, Look, health::show)
        .get(people::HERE, Audit, people::list)
        .post(people::HERE, Run, people::invite)
        .post("/konsol/pengguna/{id}", Run, people::change)
        .post("/konsol/pengguna/{id}/undang", Run, people::invite_again)
        .get(keys::HERE, Audit, keys::list)
        .post(keys::HERE, Run, keys::add)
        .post("/konsol/kunci-program/{id}/cabut", Run, keys::revoke)
        .post("/konsol/pengguna/{id}/lepas-sso", Run, people::release)
        .get(record::HERE, Audit, record::list)
        .get(account::HERE, Look, account::show)
        .post("/konsol/akun/sesi/{reference}", Look, account::end_session)
        .post(
            "/konsol/akun/keluarkan-lain",
            Look,
            account::end_other_sessions,
        )
        .post("/konsol/keluar", Look, account::leave)
}

/// The pages that are open to nobody in particular: each looks at the session itself.
fn the_door() -> Router<App> {
    use web::door::{enrol, links, login, reset, second_step};
    Router::new()
        .route(
            "/konsol/masuk",
            get(login::show::<Console>).post(login::enter::<Console>),
        )
        .route(
            "/konsol/masuk/kode",
            get(second_step::show::<Console>).post(second_step::enter::<Console>),
        )
        .route("/konsol/sso", get(sign_on::start))
        .route("/konsol/sso/kembali", get(sign_on::come_back))
        .route(
            "/konsol/kunci",
            get(enrol::show::<Console>).post(enrol::confirm::<Console>),
        )
        .route(
            "/konsol/lupa",
            get(reset::show::<Console>).post(reset::ask::<Console>),
        )
        .route(
            "/konsol/undangan/{token}",
            get(links::invited::<Console>).post(links::arrive::<Console>),
        )
        .route(
            "/konsol/sandi/{token}",
            get(links::forgot::<Console>).post(links::renew::<Console>),
        )
}
