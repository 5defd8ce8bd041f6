//! The walls between villages in the database itself.

use std::time::Duration;

use config::Config;
use db::{Database, VillageTx};
use support::{TestApp, environment, text};

#[tokio::test]
async fn a_village_role_reaches_nothing_but_its_own_schema() {
    let app = TestApp::start().await;
    let (one, other) = (app.village().await, app.village().await);
    for forbidden in [
        format!("select count(*) from \"{}\".articles", other.schema),
        "select count(*) from platform.villages".to_owned(),
        "select count(*) from platform.jobs".to_owned(),
        format!("select set_config('role', '{}', true)", other.schema),
        format!("select set_config('search_path', '{}', true)", other.schema),
        "select query_to_xml('select 1', true, true, '')".to_owned(),
        "update _sqlx_migrations set success = false".to_owned(),
        "create table loot (id int)".to_owned(),
    ] {
        let mut tx = app.tx(&one).await;
        let result = sqlx::query(sqlx::AssertSqlSafe(forbidden.clone()))
            .execute(&mut *tx)
            .await;
        let error = result.expect_err(&forbidden);
        let code = error
            .as_database_error()
            .and_then(|error| error.code().map(String::from));
        assert_eq!(code.as_deref(), Some("42501"), "{forbidden}: {error}");
    }
}

#[tokio::test]
async fn a_connection_without_a_village_finds_no_village_table() {
    let app = TestApp::start().await;
    let village = app.village().await;
    app.tx(&village).await.finish().await.unwrap();
    let error = sqlx::query("select count(*) from articles")
        .execute(app.database.control())
        .await
        .expect_err("no schema is in the path");
    let code = error
        .as_database_error()
        .and_then(|error| error.code().map(String::from));
    assert_eq!(code.as_deref(), Some("42P01"));
}

#[tokio::test]
async fn abandoned_transactions_never_reach_the_next_village() {
    let app = TestApp::start().await;
    let (one, other) = (app.village().await, app.village().await);
    let mut config = Config::for_tests(
        &environment("BANUA_DATABASE_URL"),
        &environment("BANUA_DATABASE_ADMIN_URL"),
        &std::env::temp_dir(),
    );
    config.database.max_connections = 2;
    let database = Database::open(&config).unwrap();
    for round in 0..200_u64 {
        let schema = if round % 2 == 0 {
            one.schema
        } else {
            other.schema
        };
        let pool = database.clone();
        let work = tokio::spawn(async move {
            let mut tx = pool.village(&schema).await.unwrap();
            sqlx::query("select pg_sleep(0.02)")
                .execute(&mut *tx)
                .await
                .unwrap();
            tx.finish().await.unwrap();
        });
        tokio::time::sleep(Duration::from_micros(round * 137 % 20_000)).await;
        work.abort();
        let _ = work.await;
        let mut tx = VillageTx::begin(database.control(), &other.schema)
            .await
            .unwrap();
        let (role, path): (String, String) =
            sqlx::query_as("select current_user::text, current_setting('search_path')")
                .fetch_one(&mut *tx)
                .await
                .unwrap();
        assert_eq!(role, other.schema.as_str());
        assert_eq!(path.trim_matches('"'), other.schema.as_str());
        tx.finish().await.unwrap();
        let idle: (String, String) =
            sqlx::query_as("select current_user::text, current_setting('search_path')")
                .fetch_one(database.control())
                .await
                .unwrap();
        assert_eq!(idle.0, "banua_app", "round {round}");
        assert!(!idle.1.contains("d_"), "round {round}: {}", idle.1);
    }
}

#[tokio::test]
async fn a_job_belongs_to_the_village_that_asks_and_to_none_else() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let kind = format!("test.{}", uuid::Uuid::new_v4());
    let mut tx = app.tx(&village).await;
    jobs::enqueue(&mut tx, &kind, &serde_json::json!({}), Some("once"))
        .await
        .unwrap();
    jobs::enqueue(&mut tx, &kind, &serde_json::json!({}), Some("once"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let rows: Vec<(Option<String>,)> =
        sqlx::query_as("select village_code from platform.jobs where kind = $1")
            .bind(&kind)
            .fetch_all(app.database.control())
            .await
            .unwrap();
    assert_eq!(rows, vec![(Some(village.code.dotted()),)]);

    let mut owner = app.database.owner().await.unwrap();
    let refused = sqlx::query("select platform.enqueue($1, '{}', null)")
        .bind(&kind)
        .execute(&mut owner)
        .await
        .expect_err("no village, no job");
    assert!(
        refused.to_string().contains("outside a village"),
        "{refused}"
    );
}

#[tokio::test]
async fn what_was_committed_is_read_by_the_next_reader() {
    let app = TestApp::start_with(|config| {
        config.cache.pages = false;
        // Three readers who never rest leave little of a busy machine to the writer.
        config.database.acquire_timeout = Duration::from_secs(30);
    })
    .await;
    let village = app.village().await;
    let host = village.host();
    // Readers who miss the prepared parts make them all the time while the writer changes them.
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let ask = app.ask(&host, "/");
            tokio::spawn(async move {
                loop {
                    let _ = ask.try_clone().expect("no body").send().await;
                }
            })
        })
        .collect();
    for round in 0..150 {
        let mut tx = app.tx(&village).await;
        sqlx::query("update site set tagline = $1")
            .bind(format!("Kabar putaran {round}."))
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = text(app.get(&host, "/").await).await;
        assert!(
            page.contains(&format!("Kabar putaran {round}.")),
            "round {round} is stale"
        );
    }
    readers.iter().for_each(tokio::task::JoinHandle::abort);
}
