use db::{Database, moving};
use kernel::{SchemaName, ShardName};
use sqlx::AssertSqlSafe;

use crate::{moments::Moments, stage::Stage};

const FAR: &str = "jauh";

#[tokio::test]
async fn a_move_that_breaks_off_leaves_the_village_whole_in_one_of_two_places() {
    let mut stage = Stage::with_far("banua_drill_move", 97, FAR).await;
    let (village, neighbour) = (stage.village(0).await, stage.village(1).await);
    stage.furnish(&village, "PINDAH").await;
    stage.furnish(&neighbour, "TETANGGA").await;
    let before = stage.print_of(&neighbour).await;
    let database = Database::open(&stage.config).unwrap();
    let (main, far) = (ShardName::main(), FAR.parse().unwrap());
    let content = content_in(&database, &main, &village).await;
    let line =
        |to: &ShardName| ["village", "move", "uji-0", "--to", to.as_str()].map(str::to_owned);
    let (mut is_in, mut other) = (main, far);
    let words = line(&other);
    let (said, usual) = stage.run(&words.each_ref().map(String::as_str)).await;
    assert_eq!(said["moved"], true);
    std::mem::swap(&mut is_in, &mut other);

    let mut moments = Moments::of("move", usual);
    while let Some(after) = moments.next() {
        let words = line(&other);
        let words = words.each_ref().map(String::as_str);
        let was_killed = stage.cut_off(&words, after).await;
        // What the service does every few seconds while a village is said to be on its way.
        moving::mend(&database).await.unwrap();
        let mut is_done = lives_in(&mut stage, &village).await == other;
        moments.note(was_killed, is_done);
        if !is_done && moments.is_time_to_finish() {
            // Whole where it was, before it is moved after all.
            is_whole_in(&database, &is_in, &village, &content).await;
            let (_, took) = stage.run(&words).await;
            moments.took(took);
            is_done = true;
        }
        if is_done {
            std::mem::swap(&mut is_in, &mut other);
        }
        assert_eq!(lives_in(&mut stage, &village).await, is_in);
        is_whole_in(&database, &is_in, &village, &content).await;
        assert_eq!(stage.print_of(&neighbour).await, before);
    }
    database.close().await;
}

async fn lives_in(stage: &mut Stage, village: &SchemaName) -> ShardName {
    let moving: bool = stage
        .one(&format!(
            "select moving_to is not null from platform.villages where schema_name = '{village}'"
        ))
        .await;
    assert!(!moving, "it is said to be on its way and nobody moves it");
    let name: String = stage
        .one(&format!(
            "select shard from platform.villages where schema_name = '{village}'"
        ))
        .await;
    name.parse().unwrap()
}

/// A hash over every row that moves.
async fn content_in(database: &Database, shard: &ShardName, village: &SchemaName) -> Vec<String> {
    let mut owner = database.shard(shard).unwrap().owner().await.unwrap();
    let mut prints = Vec::new();
    for table in banua::backup::all_tables() {
        let text = format!(
            "select '{0}' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '')
             from \"{village}\".\"{0}\" t",
            table.name
        );
        let print: String = sqlx::query_scalar(AssertSqlSafe(text))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        prints.push(print);
    }
    prints
}

/// Everything is there, the village may write, and its queue knows it.
async fn is_whole_in(
    database: &Database,
    shard: &ShardName,
    village: &SchemaName,
    content: &[String],
) {
    assert_eq!(content_in(database, shard, village).await, content);
    let mut owner = database.shard(shard).unwrap().owner().await.unwrap();
    let text = format!(
        "select bool_and(has_table_privilege('{village}', c.oid, 'insert')
                 and (c.relname = 'activity'
                      or has_table_privilege('{village}', c.oid, 'select, update, delete')))
             and exists (select from platform.villages
                         where schema_name = '{village}' and shard = '{shard}')
             and not exists (select from platform.village_copies where schema_name = '{village}')
         from pg_class c
         where c.relnamespace = '{village}'::regnamespace and c.relkind = 'r'
             and c.relname <> '_sqlx_migrations'"
    );
    let is_whole: bool = sqlx::query_scalar(AssertSqlSafe(text))
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert!(is_whole, "{village} in {shard} is not whole");
}
