use kernel::SchemaName;

use crate::{
    moments::{End, Moments},
    stage::{Stage, village_migrations},
};

const VILLAGES: usize = 4;

#[tokio::test]
async fn a_migration_leaves_each_village_old_or_new() {
    let mut stage = Stage::new("banua_drill_migrating", 92).await;
    let migrations = village_migrations();
    let mut villages = Vec::new();
    for number in 0..VILLAGES {
        villages.push(stage.village(number).await);
    }
    age(&mut stage, &villages, &migrations[0]).await;
    let old_shape = stage.shape_of(villages[0].as_str()).await;
    let old_news = news(&mut stage, &villages).await;
    let (_, usual) = stage.run(&["migrate"]).await;

    let mut moments = Moments::of("migration", usual);
    let mut current = VILLAGES;
    while let Some(after) = moments.next() {
        if current == VILLAGES {
            age(&mut stage, &villages, &migrations[0]).await;
        }
        let was_killed = stage.cut_off(&["migrate"], after).await;
        stage.everything_is_whole().await;
        current = 0;
        for schema in &villages {
            let version: i64 = stage
                .one(&format!(
                    "select schema_version from platform.villages where schema_name = '{schema}'"
                ))
                .await;
            if version == db::required_version() {
                current += 1;
            } else {
                assert_eq!(version, migrations[0].0, "{schema} is neither old nor new");
                assert_eq!(stage.shape_of(schema.as_str()).await, old_shape, "{schema}");
            }
        }
        assert_eq!(news(&mut stage, &villages).await, old_news);
        let end = match current {
            0 => End::Undone,
            VILLAGES => End::Done,
            _ => End::Partly,
        };
        moments.note(was_killed, end);
        if moments.is_time_to_finish() {
            let (said, took) = stage.run(&["migrate"]).await;
            if current == 0 {
                moments.took(took);
            }
            let migrated = said["migrated"].as_array().unwrap().len();
            assert_eq!(migrated, VILLAGES - current);
            assert_eq!(said["failed"].as_array().unwrap().len(), 0);
            stage.everything_is_whole().await;
            assert_eq!(news(&mut stage, &villages).await, old_news);
            current = VILLAGES;
        }
    }
}

/// What every version of the tables has.
async fn news(stage: &mut Stage, villages: &[SchemaName]) -> Vec<String> {
    let mut found = Vec::new();
    for schema in villages {
        let text = format!(
            "select md5(string_agg(slug || title || body_html, '|' order by slug))
             from \"{schema}\".articles"
        );
        found.push(stage.one(&text).await);
    }
    found
}

/// Villages as the first version of the program made them, with some news.
async fn age(stage: &mut Stage, villages: &[SchemaName], first: &(i64, String)) {
    let (version, sql) = first;
    for schema in villages {
        let text = format!(
            "begin;
             drop schema \"{schema}\" cascade; create schema \"{schema}\";
             create table \"{schema}\"._sqlx_migrations
                 (like village_template._sqlx_migrations including all);
             insert into \"{schema}\"._sqlx_migrations
                 select m.* from village_template._sqlx_migrations m where version = {version};
             grant usage on schema \"{schema}\" to \"{schema}\";
             alter default privileges in schema \"{schema}\"
                 grant select, insert, update, delete on tables to \"{schema}\";
             set local search_path = \"{schema}\";
             {sql};
             insert into articles (id, slug, title, excerpt, body_html, status, published_at)
                 select gen_random_uuid(), 'kabar-' || n, 'Kabar ' || n, '', repeat('<p>x</p>', 50),
                     'published', now() from generate_series(1, 20) n;
             update platform.villages set schema_version = {version}
                 where schema_name = '{schema}';
             commit"
        );
        stage.sql(&text).await;
    }
}
