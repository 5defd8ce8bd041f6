//! Residents from each other, from the office, and from other villages.

use support::{Browser, TestApp};
use web::citizen::Opens;

use super::{NIK, NIK_OF_WIFE, OTHER_PIN, OWN_PIN, choose, enter, stage};

#[tokio::test]
async fn every_route_is_closed_to_who_is_not_in() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let other = app.village().await;
    let mut inside = stage.settled().await;
    let token = inside.open("/mandiri").await.token();
    let mut elsewhere = Browser::new(&app, &other.host());
    elsewhere.cookies = inside.cookies.clone();
    let mut nobody = stage.browser();
    let routes = app.running.app.citizen_routes.clone();
    assert!(routes.len() >= 10, "only {} routes", routes.len());
    let id = "00000000-0000-7000-8000-000000000001";
    let reference = "0".repeat(64);
    for route in &routes {
        let path = route.path.replace("{reference}", &reference);
        let path = path
            .replace("{id}", id)
            .replace("{slug}", "uji")
            .replace("{file}", id);
        if route.method == "GET" {
            for browser in [&mut nobody, &mut elsewhere] {
                let seen = browser.open(&path).await;
                assert!(
                    seen.path.starts_with("/mandiri/masuk?kembali="),
                    "{path}: {}",
                    seen.path
                );
            }
            let seen = inside.open(&path).await;
            assert!(
                !seen.status.is_server_error() && seen.status != 403,
                "{path}: {}",
                seen.status
            );
            continue;
        }
        for browser in [&mut nobody, &mut elsewhere] {
            assert_eq!(
                browser.send(&path, &[("csrf", &token)]).await.status,
                401,
                "{path}"
            );
        }
        let forged = inside.send(&path, &[("csrf", "x")]).await;
        assert_eq!(forged.status, 403, "{path} without its token");
        inside.fetch_site = "same-site";
        let foreign = inside.send(&path, &[("csrf", &token)]).await;
        assert_eq!(foreign.status, 403, "{path} from another village");
        inside.fetch_site = "same-origin";
    }
    assert!(routes.iter().any(|route| route.opens == Opens::Everybody));
}

#[tokio::test]
async fn nobody_at_work_is_in_as_a_resident_and_the_other_way_round() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let mut inside = stage.settled().await;
    assert!(
        stage
            .desk
            .open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
    assert!(
        inside
            .open("/kantor")
            .await
            .path
            .starts_with("/kantor/masuk")
    );
    // The number of one session under the name of the other.
    let staff = stage.desk.cookies.get("__Host-sid").unwrap().clone();
    let citizen = inside.cookies.get("__Host-warga").unwrap().clone();
    let mut mixed = stage.browser();
    mixed.cookies.insert("__Host-warga".to_owned(), staff);
    mixed.cookies.insert("__Host-sid".to_owned(), citizen);
    assert!(
        mixed
            .open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
    assert!(
        mixed
            .open("/kantor")
            .await
            .path
            .starts_with("/kantor/masuk")
    );
    // Both in one browser.
    let mut both = stage.browser();
    both.cookies = stage.desk.cookies.clone();
    enter(&mut both, NIK, OWN_PIN).await;
    assert_eq!(both.open("/kantor").await.path, "/kantor");
    assert_eq!(both.open("/mandiri").await.path, "/mandiri");
    // Nothing of it is kept for others.
    let page = app
        .ask(&stage.village.host(), "/")
        .header(
            "cookie",
            format!("__Host-warga={}", inside.cookies["__Host-warga"]),
        )
        .send()
        .await
        .unwrap();
    assert!(
        page.headers()
            .get("x-banua-cache")
            .is_none_or(|from| from != "hit")
    );
}

#[tokio::test]
async fn a_number_the_browser_had_before_is_worth_nothing_after() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let mut one = stage.settled().await;
    // Somebody puts a number into the browser of another before she comes in.
    let mut victim = stage.browser();
    victim
        .cookies
        .insert("__Host-warga".to_owned(), "B".repeat(43));
    enter(&mut victim, NIK, OWN_PIN).await;
    assert_ne!(victim.cookies["__Host-warga"], "B".repeat(43));
    // Somebody else at the same browser: the first one is out.
    let first = stage.give(&stage.wife.clone()).await;
    let before = one.cookies.clone();
    enter(&mut one, NIK_OF_WIFE, &first).await;
    choose(&mut one, "", OTHER_PIN).await;
    let page = one.open("/mandiri").await.html;
    assert!(
        page.contains("Siti Rahmah") && !page.contains("Arsyad"),
        "{page}"
    );
    one.cookies = before;
    assert!(
        one.open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
    // Two cookies of one name are none.
    let twice = app
        .ask(&stage.village.host(), "/mandiri")
        .header(
            "cookie",
            format!(
                "__Host-warga={0}; __Host-warga={0}",
                victim.cookies["__Host-warga"]
            ),
        )
        .send()
        .await
        .unwrap();
    assert_eq!(twice.status(), 303);
}

#[tokio::test]
async fn who_died_moved_or_lost_her_account_is_out_with_the_next_request() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let set = async |state: &str| {
        let mut tx = app.tx(&stage.village).await;
        sqlx::query("update residents set state = $2 where id = $1::uuid")
            .bind(&stage.resident)
            .bind(state)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.finish().await.unwrap();
    };
    for state in ["dead", "moved", "missing", "away"] {
        set("present").await;
        let mut browser = stage.another().await;
        set(state).await;
        assert!(
            browser
                .open("/mandiri")
                .await
                .path
                .starts_with("/mandiri/masuk"),
            "{state}"
        );
        set("present").await;
        assert!(
            browser
                .open("/mandiri")
                .await
                .path
                .starts_with("/mandiri/masuk"),
            "{state}"
        );
    }
    let mut browser = stage.another().await;
    let page = format!("/kantor/warga/{}", stage.resident);
    stage.desk.act(&page, &format!("{page}/tutup"), &[]).await;
    assert!(
        browser
            .open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
    stage.desk.act(&page, &format!("{page}/buka"), &[]).await;
    assert!(
        browser
            .open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
    assert_eq!(enter(&mut browser, NIK, OWN_PIN).await.path, "/mandiri");
}
