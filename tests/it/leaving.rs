//! A village can be taken away whole: every table belongs to one feature, and what the features
//! declare, written elsewhere in that order, is the same village.

use std::collections::BTreeMap;

use support::{TestApp, text};
use web::Leaves;

use crate::isolation::seed;

#[tokio::test]
async fn every_table_belongs_to_one_feature() {
    let app = TestApp::start().await;
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for feature in banua::features::all() {
        for holding in feature.holdings {
            let before = owners.insert(holding.table, feature.name);
            assert_eq!(before, None, "{} has two owners", holding.table);
        }
    }
    let mut owner = app.database.owner().await.unwrap();
    let tables: Vec<(String,)> = sqlx::query_as(
        "select table_name::text from information_schema.tables
         where table_schema = 'village_template' and table_name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    for (table,) in &tables {
        assert!(
            owners.contains_key(table.as_str()),
            "table {table}: the feature it belongs to has to declare it"
        );
    }
    assert_eq!(
        owners.len(),
        tables.len(),
        "a table is declared that is none"
    );
}

/// Bringing a village back deletes every row of it. Where a reference has no index, each deleted row
/// reads the whole table that refers to it; an index over some of the rows does not help then.
#[tokio::test]
async fn every_reference_can_be_found_by_an_index() {
    let app = TestApp::start().await;
    let mut owner = app.database.owner().await.unwrap();
    let slow: Vec<(String,)> = sqlx::query_as(
        "select conname::text from pg_constraint c
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
         where contype = 'f' and connamespace = 'village_template'::regnamespace
           and not exists (
               select from pg_index i
               where i.indrelid = c.conrelid and i.indkey[0] = a.attnum
                 and coalesce(pg_get_expr(i.indpred, i.indrelid), '')
                     in ('', '(' || quote_ident(a.attname) || ' IS NOT NULL)')
           )",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(slow.is_empty(), "references without an index: {slow:?}");
}

#[tokio::test]
async fn what_the_features_declare_is_the_whole_village() {
    let app = TestApp::start_with_redis().await;
    let (from, to) = (app.village().await, app.village().await);
    seed(&app, &from, "PENANDA-PINDAH").await;
    let mut source = app.tx(&from).await;
    let mut target = app.tx(&to).await;
    for feature in banua::features::all() {
        for holding in feature.holdings {
            if holding.leaves == Leaves::Not {
                continue;
            }
            let table = holding.table;
            let read = format!("select coalesce(jsonb_agg(t), '[]') from {table} t");
            let (rows,): (serde_json::Value,) = sqlx::query_as(sqlx::AssertSqlSafe(read))
                .fetch_one(&mut *source)
                .await
                .unwrap();
            assert!(
                !rows.as_array().unwrap().is_empty(),
                "{table} is not seeded: this test would not see it missing"
            );
            // What a new village is born with gives way.
            let clear = format!("delete from {table}");
            if table != "activity" {
                sqlx::query(sqlx::AssertSqlSafe(clear))
                    .execute(&mut *target)
                    .await
                    .unwrap();
            }
            let write = format!(
                "insert into {table} select * from jsonb_populate_recordset(null::{table}, $1)"
            );
            sqlx::query(sqlx::AssertSqlSafe(write))
                .bind(rows)
                .execute(&mut *target)
                .await
                .unwrap_or_else(|error| panic!("{table}, in the declared order: {error}"));
        }
    }
    source.finish().await.unwrap();
    target.commit().await.unwrap();
    for address in [
        "/",
        "/artikel/gotong-royong",
        "/halaman/profil",
        "/agenda",
        "/galeri/album",
        "/pemerintahan",
        "/cari?q=penanda",
        "/rss.xml",
    ] {
        let body = text(app.get(&to.host(), address).await).await;
        assert!(
            body.contains("PENANDA-PINDAH"),
            "{address} came without its content"
        );
    }
    // Its files lie below prefixes of its own.
    for feature in banua::features::all() {
        for prefix in (feature.files)(&from.schema) {
            assert!(
                prefix.as_str().starts_with(from.schema.as_str()),
                "{prefix:?}"
            );
        }
    }
}
