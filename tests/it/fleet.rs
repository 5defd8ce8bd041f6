//! The fleet: provisioning, suspension, upgrades, all 290 at once.

use std::time::Duration;

use db::{
    provision::{self, NewVillage, ProvisionError},
    register::{self, Change},
};
use support::{TestApp, text};

#[tokio::test]
async fn a_village_is_suspended_moved_and_dropped_without_a_restart() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let mut owner = app.database.owner().await.unwrap();
    let change = async |owner: &mut sqlx::PgConnection, change: Change| {
        register::change(owner, &village.code, &change, "test")
            .await
            .unwrap();
    };
    change(
        &mut owner,
        Change::Suspend {
            note: String::new(),
        },
    )
    .await;
    wait(&app, &village.host(), 503).await;
    change(&mut owner, Change::Resume).await;
    wait(&app, &village.host(), 200).await;
    let moved = format!("baru-{}", village.slug);
    change(
        &mut owner,
        Change::Move {
            slug: moved[..40].trim_end_matches('-').parse().unwrap(),
        },
    )
    .await;
    wait(&app, &village.host(), 301).await;
    provision::drop_village(&app.database, &village.code, "test")
        .await
        .unwrap();
    wait(&app, &village.host(), 404).await;
}

#[tokio::test]
async fn a_village_that_cannot_be_made_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let taken = app.village().await;
    let mut owner = app.database.owner().await.unwrap();
    let code = "63.03.29.2999".parse().unwrap();
    let village = NewVillage {
        code,
        name: "Tak Jadi".to_owned(),
        kind: kernel::VillageKind::Desa,
        subdistrict: taken.code.subdistrict(),
        slug: taken.slug.parse().unwrap(),
        palette: "padi".to_owned(),
        postal_code: String::new(),
        latitude: None,
        longitude: None,
        area_km2: None,
    };
    let refused = provision::add(&mut owner, &village, "test").await;
    assert!(
        matches!(refused, Err(ProvisionError::SlugTaken(_))),
        "{refused:?}"
    );
    let (schemas, roles): (i64, i64) = sqlx::query_as(
        "select (select count(*) from pg_namespace where nspname = 'd_6303292999'),
                (select count(*) from pg_roles where rolname = 'd_6303292999')",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!((schemas, roles), (0, 0));
}

/// Roles belong to the server: two databases that are migrated at once both find it missing.
#[tokio::test]
async fn a_role_that_another_database_makes_at_the_same_moment_is_good() {
    let app = TestApp::start().await;
    let mut first = app.database.owner().await.unwrap();
    let mut second = app.database.owner().await.unwrap();
    let name = format!("banua_race_{}", uuid::Uuid::new_v4().simple());
    let mut making = sqlx::Connection::begin(&mut first).await.unwrap();
    db::roles::make(&mut making, &name, "nologin")
        .await
        .unwrap();
    let also = db::roles::make(&mut second, &name, "nologin");
    let committed = async {
        // Long enough for the other to have looked and to wait for this one.
        tokio::time::sleep(Duration::from_millis(300)).await;
        making.commit().await.unwrap();
    };
    let (also, ()) = tokio::join!(also, committed);
    also.unwrap();
    let drop = format!("drop role \"{name}\"");
    sqlx::raw_sql(sqlx::AssertSqlSafe(drop))
        .execute(&mut second)
        .await
        .unwrap();
}

#[tokio::test]
async fn only_the_village_whose_schema_is_behind_waits() {
    let app = TestApp::start().await;
    let (late, current) = (app.village().await, app.village().await);
    let mut owner = app.database.owner().await.unwrap();
    // Other tests start services meanwhile, and each brings every village up to date.
    let mut waits = false;
    for _ in 0..60 {
        sqlx::query("update platform.villages set schema_version = 1 where code = $1")
            .bind(late.code.dotted())
            .execute(&mut owner)
            .await
            .unwrap();
        sqlx::query("notify banua_register")
            .execute(&mut owner)
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        if app.get(&late.host(), "/").await.status() == 503 {
            waits = true;
            break;
        }
    }
    assert!(waits, "a village that is behind is served");
    assert_eq!(app.get(&current.host(), "/").await.status(), 200);
    // Leave the shared test database as other tests expect it.
    sqlx::query("update platform.villages set schema_version = $2 where code = $1")
        .bind(late.code.dotted())
        .bind(db::required_version())
        .execute(&mut owner)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_portal_finds_villages_and_never_the_suspended() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let query = format!("/?q={}", village.code.digits());
    let body = text(app.get("desa.localhost", &query).await).await;
    assert!(body.contains(&village.host()), "{body}");
    let mut owner = app.database.owner().await.unwrap();
    let suspend = Change::Suspend {
        note: String::new(),
    };
    register::change(&mut owner, &village.code, &suspend, "test")
        .await
        .unwrap();
    wait(&app, &village.host(), 503).await;
    let body = text(app.get("desa.localhost", &query).await).await;
    assert!(!body.contains(&village.host()));
}

async fn wait(app: &TestApp, host: &str, status: u16) {
    for _ in 0..60 {
        if app.get(host, "/").await.status() == status {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{host} does not answer {status} within three seconds");
}
