//! The portal of the regency, fed by what villages tell it.

mod data;
mod map;
mod news;
mod rollup;

use std::time::Duration;

use config::Secret;
use db::register::{self, Change};
use support::{TestApp, TestVillage, environment, own_database, text};

const PORTAL: &str = "desa.localhost";

/// A service on a database of the test's own: the portal shows all villages there are.
pub(crate) async fn portal(name: &str) -> TestApp {
    let (owner, service) = own_database(&format!("banua_it_portal_{name}")).await;
    TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
    })
    .await
}

pub(crate) async fn page(app: &TestApp, path: &str) -> String {
    let response = app.get(PORTAL, path).await;
    assert_eq!(response.status(), 200, "{path}");
    text(response).await
}

/// Does what is due: the roll-ups that commits asked for. Tells how many jobs there were.
pub(crate) async fn work(app: &TestApp) -> usize {
    let worker = jobs::Worker::new(
        app.database.home().clone(),
        banua::setup::handlers(&app.running.app),
        1,
        Duration::from_secs(1),
    );
    let (done, failed) = worker.drain(|_| {}).await.unwrap();
    assert_eq!(failed, 0, "a job failed");
    done
}

/// Asks for a page until it is as it should be: announcements take a moment.
pub(crate) async fn soon(app: &TestApp, path: &str, is_right: impl Fn(&str) -> bool) -> String {
    let mut last = String::new();
    for _ in 0..100 {
        last = page(app, path).await;
        if is_right(&last) {
            return last;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} is not as it should be after five seconds: {last}");
}

async fn change(app: &TestApp, village: &TestVillage, change: Change) {
    let mut owner = app.database.owner().await.unwrap();
    register::change(&mut owner, &village.code, &change, "test")
        .await
        .unwrap();
}

async fn rename(app: &TestApp, village: &TestVillage, name: &str) {
    let name = name.to_owned();
    change(app, village, Change::Rename { name }).await;
}

async fn suspend(app: &TestApp, village: &TestVillage) {
    let note = String::new();
    change(app, village, Change::Suspend { note }).await;
}

#[tokio::test]
async fn a_village_is_found_with_typos_by_names_of_before_and_by_its_address() {
    let app = portal("search").await;
    let (one, other) = (app.village().await, app.village().await);
    rename(&app, &one, "Belayung Baru").await;
    rename(&app, &one, "Tatah Belayung").await;
    rename(&app, &other, "Sungai Rangas Hambuku").await;
    for label in ["kampung-lama", "kampung-seberang"] {
        let slug: kernel::VillageSlug = label.parse().unwrap();
        change(&app, &one, Change::Move { slug }).await;
    }
    // The last of the changes; those before it are heard of with it or earlier.
    soon(&app, "/?q=kampung+seberang", |page| {
        page.contains("Tatah Belayung")
    })
    .await;

    for query in [
        "tatah belayung",
        "Desa Tatah Blayung",
        "tatahbelayung",
        "belayung baru",
        "blayung baru",
        "kampung seberang",
        "kampung-lama",
        &one.code.dotted(),
        one.code.digits(),
    ] {
        let path = format!("/?q={}", query.replace(' ', "+"));
        let found = page(&app, &path).await;
        assert!(found.contains("<b>Tatah Belayung</b>"), "{query}");
        assert!(!found.contains("Hambuku"), "{query} finds another too");
    }
    let formerly = page(&app, "/?q=belayung+baru").await;
    assert!(formerly.contains("Dulu Belayung Baru"));
    let nothing = page(&app, "/?q=%3Cscript%3Ealert(1)").await;
    assert!(nothing.contains("Tidak ada desa"));
    assert!(!nothing.contains("<script>alert"));

    // A mistyped address offers what it may have meant.
    let unknown = app.get("sungai-rangas-hambuku.localhost", "/").await;
    assert_eq!(unknown.status(), 404);
    let unknown = text(unknown).await;
    assert!(unknown.contains("Sungai Rangas Hambuku"), "{unknown}");
    assert!(!unknown.contains("Tatah"));

    // Whoever is suspended is not advertised, neither here nor there.
    suspend(&app, &other).await;
    soon(&app, "/?q=hambuku", |page| page.contains("Tidak ada desa")).await;
    let unknown = text(app.get("sungai-rangas-hambuku.localhost", "/").await).await;
    assert!(!unknown.contains("Sungai Rangas Hambuku"));
}

#[tokio::test]
async fn pages_of_the_portal_are_kept_and_told_to_search_engines() {
    let app = portal("kept").await;
    let village = app.village().await;
    for path in [
        "/",
        "/peta",
        "/kabar",
        "/data",
        "/kabar.xml",
        "/data/desa.csv",
    ] {
        let first = app.get(PORTAL, path).await;
        assert_eq!(first.status(), 200, "{path}");
        let etag = first.headers()["etag"].clone();
        let again = app
            .ask(PORTAL, path)
            .header("if-none-match", etag)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status(), 304, "{path}");
        assert_eq!(again.headers()["x-banua-cache"], "hit", "{path}");
    }
    let robots = page(&app, "/robots.txt").await;
    assert!(robots.contains("Sitemap: http://desa.localhost:8080/sitemap.xml"));
    let sitemap = page(&app, "/sitemap.xml").await;
    for path in ["/", "/peta", "/kabar", "/data", "/kecamatan/uji-"] {
        let address = format!("<loc>http://desa.localhost:8080{path}");
        assert!(sitemap.contains(&address), "{path}");
    }
    assert!(
        !sitemap.contains(&village.host()),
        "villages have their own"
    );
}
