#![doc = include_str!("../README.md")]

mod account;
mod activity;
pub mod district;
mod domain;
mod door;
pub mod example;
mod features;
mod help;
mod leave;
mod mail;
mod pages;
mod rollup;
mod staff;
mod store;
mod today;

use axum::{Router, routing::get};
use identity::Capability::{ManageSite, ManageStaff, ReadActivity};
use web::{
    App, Feature, Holding,
    console::ConsoleRoutes,
    office::{Needs, OfficeRoutes, RailPlace},
};

use door::Office;

/// The templates of this feature.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "office/account.html",
        include_str!("../templates/office/account.html"),
    ),
    (
        "office/new_codes.html",
        include_str!("../templates/office/new_codes.html"),
    ),
    (
        "office/activity.html",
        include_str!("../templates/office/activity.html"),
    ),
    (
        "office/invited.html",
        include_str!("../templates/office/invited.html"),
    ),
    (
        "office/features.html",
        include_str!("../templates/office/features.html"),
    ),
    (
        "office/helping.html",
        include_str!("../templates/office/helping.html"),
    ),
    (
        "office/staff.html",
        include_str!("../templates/office/staff.html"),
    ),
    (
        "office/today.html",
        include_str!("../templates/office/today.html"),
    ),
];

const STAFF: Needs = Needs::Capability(ManageStaff);
const SITE: Needs = Needs::Capability(ManageSite);
const RECORD: Needs = Needs::Capability(ReadActivity);

const PLACES: &[RailPlace] = &[
    RailPlace {
        label: "Hari ini",
        href: "/kantor",
        icon: "house",
        needs: Needs::SignedIn,
        order: 10,
    },
    RailPlace {
        label: "Fitur",
        href: features::HERE,
        icon: "settings",
        needs: SITE,
        order: 75,
    },
    RailPlace {
        label: "Pengguna",
        href: staff::HERE,
        icon: "users",
        needs: STAFF,
        order: 80,
    },
    RailPlace {
        label: "Catatan",
        href: activity::HERE,
        icon: "history",
        needs: RECORD,
        order: 90,
    },
];

const HOLDINGS: &[Holding] = &[
    // Secrets do not travel: whoever had one is invited again.
    Holding::whole("staff")
        .without(&[
            (
                "status",
                "case status when 'active' then 'invited' else status end",
            ),
            ("password_hash", "null::text"),
            ("totp_secret", "null::text"),
            ("totp_pending", "null::text"),
            ("totp_last_step", "0"),
            ("recovery", "'{}'::text[]"),
        ])
        .keeping(&[
            "status",
            "password_hash",
            "totp_secret",
            "totp_last_step",
            "recovery",
        ]),
    Holding::whole("activity"),
    // Links lead to this service.
    Holding::stays("staff_links"),
];

/// What the service is told of this feature.
pub fn feature() -> Feature {
    Feature {
        name: "office",
        switch: None,
        village: door(),
        portal: Router::new(),
        templates: TEMPLATES,
        blocks: &[],
        finders: &[],
        office: OfficeRoutes::new()
            .get("/kantor", Needs::SignedIn, today::show)
            .post("/kantor/keluar", Needs::SignedIn, leave::leave)
            .get(staff::HERE, STAFF, staff::list)
            .post(staff::HERE, STAFF, staff::invite)
            .post("/kantor/pengguna/{id}", STAFF, staff::change)
            .post("/kantor/pengguna/{id}/undang", STAFF, staff::invite_again)
            .post("/kantor/bantuan/akhiri", Needs::SignedIn, help::end)
            .post("/kantor/bantuan/izin", STAFF, help::allow)
            .get(features::HERE, SITE, features::show)
            .post(features::HERE, SITE, features::switch)
            .get(account::HERE, Needs::SignedIn, account::show)
            .post(account::HERE, Needs::SignedIn, account::rename)
            .post(
                "/kantor/akun/sandi",
                Needs::SignedIn,
                account::change_password,
            )
            .post("/kantor/akun/cadangan", Needs::SignedIn, account::new_codes)
            .post(
                "/kantor/akun/sesi/{reference}",
                Needs::SignedIn,
                account::end_session,
            )
            .post(
                "/kantor/akun/keluarkan-lain",
                Needs::SignedIn,
                account::end_others,
            )
            .get(activity::HERE, RECORD, activity::list),
        places: PLACES,
        citizen: web::citizen::CitizenRoutes::new(),
        citizen_corners: &[],
        citizen_places: &[],
        console: ConsoleRoutes::new(),
        console_places: &[],
        corners: &[],
        bulletins: None,
        invite: Some(|tx, person, now| Box::pin(district::invite(tx, person, now))),
        help: Some(|tx, helper, now| Box::pin(help::begin(tx, helper, now))),
        deeds: &[
            ("masuk", "Masuk"),
            ("bantuan.mulai", "Mulai membantu dari kabupaten:"),
            ("bantuan.masuk", "Masuk untuk membantu"),
            ("bantuan.akhiri", "Mengakhiri bantuan kabupaten"),
            ("bantuan.izin", "Mengubah izin bantuan kabupaten"),
            ("fitur.ubah", "Mengubah fitur situs"),
            ("masuk.gagal", "Gagal masuk"),
            ("keluar", "Keluar"),
            ("sandi.ubah", "Mengganti kata sandi"),
            ("kunci.pasang", "Memasang kode dari ponsel"),
            ("kunci.cadangan", "Membuat kode cadangan baru"),
            ("sesi.akhiri", "Mengeluarkan perangkat"),
            ("akun.ubah", "Mengubah akunnya"),
            ("undangan.terima", "Menerima undangan"),
            ("pengguna.undang", "Mengundang"),
            ("pengguna.ubah", "Mengubah peran"),
        ],
        figures: rollup::FIGURES,
        news: &[],
        jobs: mail::register,
        holdings: HOLDINGS,
        sealed: &[],
        files: web::no_files,
    }
}

/// The pages that are open to nobody in particular: each looks at the session itself.
fn door() -> Router<App> {
    use web::door::{enrol, links, login, reset, second_step};
    Router::new()
        .route(
            "/kantor/masuk",
            get(login::show::<Office>).post(login::enter::<Office>),
        )
        .route(
            "/kantor/masuk/kode",
            get(second_step::show::<Office>).post(second_step::enter::<Office>),
        )
        .route(
            "/kantor/kunci",
            get(enrol::show::<Office>).post(enrol::confirm::<Office>),
        )
        .route(
            "/kantor/lupa",
            get(reset::show::<Office>).post(reset::ask::<Office>),
        )
        .route(
            "/kantor/undangan/{token}",
            get(links::invited::<Office>).post(links::arrive::<Office>),
        )
        .route(
            "/kantor/bantuan/{token}",
            get(help::invited).post(help::come_in),
        )
        .route(
            "/kantor/sandi/{token}",
            get(links::forgot::<Office>).post(links::renew::<Office>),
        )
}
