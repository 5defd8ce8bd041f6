//! Villages in a second database: served from there, moved there and back while people read and write,
//! and nobody else concerned when it is away.

mod asked;
mod away;
mod moving;

use std::process::ExitCode;

use config::{Config, Secret, Shard};
use db::register;
use kernel::{SchemaName, ShardName};
use support::{TestApp, TestVillage, command_line, environment, own_database};

const FAR: &str = "jauh";

/// The service with a second, empty database.
async fn start(name: &str) -> TestApp {
    start_with(name, |_| {}).await
}

async fn start_with(name: &str, change: impl FnOnce(&mut Config)) -> TestApp {
    let (owner, service) = own_database(&format!("{name}_main")).await;
    let (far_owner, far_service) = own_database(&format!("{name}_far")).await;
    TestApp::start_with(|config| {
        config.database.url = Secret::from(service);
        config.database.admin_url = Some(Secret::from(owner));
        config.database.shards = vec![Shard {
            name: far(),
            url: Secret::from(far_service),
            admin_url: Some(Secret::from(far_owner)),
        }];
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.jobs.inline = true;
        change(config);
    })
    .await
}

fn far() -> ShardName {
    FAR.parse().unwrap()
}

async fn move_to(app: &TestApp, village: &TestVillage, shard: &str) -> ExitCode {
    let done = command_line(
        &app.config,
        &["village", "move", &village.slug, "--to", shard],
    )
    .await;
    // This test's own connections look where the register says, too.
    register::all(&app.database).await.unwrap();
    done
}

async fn shard_of(app: &TestApp, village: &TestVillage) -> ShardName {
    let villages = register::all(&app.database).await.unwrap();
    let entry = villages.iter().find(|entry| entry.code == village.code);
    entry.unwrap().shard.clone()
}

/// A hash over every row of a village, as it lies in one database.
async fn print_of(app: &TestApp, schema: &SchemaName, shard: &ShardName) -> Vec<(String, String)> {
    let mut owner = app.database.shard(shard).unwrap().owner().await.unwrap();
    let mut prints = Vec::new();
    for table in banua::backup::all_tables() {
        let text = format!(
            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '')
             from \"{schema}\".\"{}\" t",
            table.name
        );
        let print = sqlx::query_scalar(sqlx::AssertSqlSafe(text))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        prints.push((table.name.to_owned(), print));
    }
    prints
}

/// Whether a database has a schema of that name.
async fn is_in(app: &TestApp, schema: &SchemaName, shard: &ShardName) -> bool {
    let mut owner = app.database.shard(shard).unwrap().owner().await.unwrap();
    sqlx::query_scalar("select to_regnamespace($1) is not null")
        .bind(schema.as_str())
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

/// Polls until it is so; processes hear of changes a moment later.
async fn soon(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..200 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("not in ten seconds: {what}");
}
