//! Moving as the district asks for it: in the console and by a program.

use identity::Scope;
use serde_json::{Value, json};
use support::text;

use super::*;
use crate::{
    api::{ask, json_of, key, refusal},
    console::{act, superadmin},
};

#[tokio::test]
async fn the_console_moves_a_village_and_tells_where_it_is() {
    let app = start("banua_it_shards_console").await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let here = format!("/konsol/desa/{}", village.slug);
    let page = browser.open(&here).await;
    assert!(
        page.html.contains("<dt>Basis data</dt><dd>main</dd>"),
        "{}",
        page.html
    );
    let wrong = act(
        &mut browser,
        &format!("{here}/pindah"),
        &[("basis", "entah")],
    )
    .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("Pilih salah satu basis data."));
    let sent = act(&mut browser, &format!("{here}/pindah"), &[("basis", FAR)]).await;
    assert!(sent.html.contains("Pemindahan dimulai"), "{}", sent.html);
    soon("it is there", async || {
        shard_of(&app, &village).await == far()
    })
    .await;
    soon("its page says so", async || {
        let page = browser.open(&here).await.html;
        page.contains("<dt>Basis data</dt><dd>jauh</dd>")
            && page.contains("Dipindahkan ke basis data lain")
            && !page.contains("Sedang dipindahkan")
    })
    .await;
    let health = browser.open("/konsol/kesehatan").await;
    assert!(health.html.contains("jauh: 1 desa"), "{}", health.html);
    assert_eq!(app.get(&village.host(), "/kontak").await.status(), 200);

    // What fails there is seen where the district looks.
    let mut owner = app.database.shard(&far()).unwrap().owner().await.unwrap();
    sqlx::query(
        "insert into platform.jobs (village_code, kind, status, last_error, finished_at)
         values ($1, 'uji', 'failed', 'rusak di sana', now())",
    )
    .bind(village.code.dotted())
    .execute(&mut owner)
    .await
    .unwrap();
    assert!(browser.open(&here).await.html.contains("rusak di sana"));
    let fleet = browser.open("/konsol?keadaan=gagal").await;
    assert!(fleet.html.contains(&village.slug), "{}", fleet.html);
}

#[tokio::test]
async fn a_program_moves_a_village() {
    let app = start("banua_it_shards_api").await;
    let village = app.village().await;
    let key = key(&app, &[Scope::VillagesRead, Scope::VillagesWrite]).await;
    let path = format!("/villages/{}/move", village.slug);
    for (to, told) in [("entah", 422), ("main", 422), ("", 422)] {
        let answer = ask(&app, &key, "POST", &path, json!({ "to": to })).await;
        assert_eq!(refusal(answer).await.0, told, "{to}");
    }
    let answer = ask(&app, &key, "POST", &path, json!({ "to": FAR })).await;
    assert_eq!(answer.status(), 202);
    let said = json_of(answer).await;
    assert_eq!(
        said,
        json!({ "village": village.slug, "from": "main", "to": FAR })
    );
    soon("it is there", async || {
        shard_of(&app, &village).await == far()
    })
    .await;
    let answer = ask(&app, &key, "GET", "/shards", Value::Null).await;
    let said = json_of(answer).await;
    assert_eq!(
        said["items"][1],
        json!({ "name": FAR, "villages": 1, "is_well": true })
    );

    // One that cannot go stays, and its timeline says so.
    let mut owner = app.database.shard(&far()).unwrap().owner().await.unwrap();
    let extra = format!("create table {}.tamu (id int primary key)", village.schema);
    sqlx::raw_sql(sqlx::AssertSqlSafe(extra))
        .execute(&mut owner)
        .await
        .unwrap();
    ask(&app, &key, "POST", &path, json!({ "to": "main" })).await;
    soon("its timeline says why not", async || {
        let timeline = register::timeline(app.database.control(), &village.code)
            .await
            .unwrap();
        timeline[0].kind == "relocation_failed"
    })
    .await;
    assert_eq!(shard_of(&app, &village).await, far());
    let page = text(app.get(&village.host(), "/kontak").await).await;
    assert!(page.contains("Kontak"));
}
