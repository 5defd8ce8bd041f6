//! News of all villages on one page and in one feed.

use bytes::Bytes;
use db::{provision, register::Change};
use identity::Role;
use media::{MediaKey, PublicFormat, PublicName};
use quick_xml::{Reader, events::Event};
use support::{TestApp, TestVillage, publish, text};

use crate::office::{accounts, enter, of};

use super::{PORTAL, change, page, portal, rename, soon, suspend, work};

async fn write(app: &TestApp, village: &TestVillage, slug: &str, title: &str) {
    let mut tx = app.tx(village).await;
    publish(&mut tx, slug, title, "Isi kabar").await;
    tx.commit().await.unwrap();
    work(app).await;
}

async fn run(app: &TestApp, village: &TestVillage, statement: &'static str) {
    let mut tx = app.tx(village).await;
    sqlx::query(statement).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn news_of_all_villages_comes_and_goes_with_what_they_publish() {
    let app = portal("news").await;
    let (one, other) = (app.village().await, app.village().await);
    rename(&app, &other, "Bi'ih <i>").await;
    assert!(page(&app, "/kabar").await.contains("Belum ada kabar"));
    write(&app, &one, "panen", "Panen & <script>alert(1)</script>").await;
    write(&app, &other, "rapat", "Rapat desa").await;

    let listed = soon(&app, "/kabar", |page| page.contains("Rapat desa")).await;
    assert!(listed.contains("Panen &amp; &lt;script&gt;alert(1)"));
    assert!(listed.contains("Desa Bi&#39;ih &lt;i&gt;"));
    let address = format!("http://{}:8080/artikel/panen", one.host());
    assert!(listed.contains(&address), "it leads to the village");
    assert!(page(&app, "/").await.contains("Rapat desa"));

    // Trashed: gone once the roll-up ran, from page, front page and feed.
    run(&app, &other, "update articles set status = 'trashed'").await;
    assert_eq!(work(&app).await, 1);
    soon(&app, "/kabar", |page| !page.contains("Rapat desa")).await;
    assert!(!page(&app, "/").await.contains("Rapat desa"));
    assert!(!page(&app, "/kabar.xml").await.contains("Rapat desa"));

    // The village does not want to be here.
    run(&app, &one, "update site set on_portal = false").await;
    work(&app).await;
    soon(&app, "/kabar", |page| page.contains("Belum ada kabar")).await;
    run(&app, &one, "update site set on_portal = true").await;
    work(&app).await;
    soon(&app, "/kabar", |page| page.contains("Panen")).await;

    // Suspended, back, and dropped for good.
    suspend(&app, &one).await;
    soon(&app, "/kabar", |page| !page.contains("Panen")).await;
    assert!(!page(&app, "/kabar.xml").await.contains("Panen"));
    change(&app, &one, Change::Resume).await;
    soon(&app, "/kabar", |page| page.contains("Panen")).await;
    provision::drop_village(&app.database, &one.code, "test")
        .await
        .unwrap();
    soon(&app, "/kabar", |page| page.contains("Belum ada kabar")).await;
}

#[tokio::test]
async fn a_scheduled_article_waits_for_its_time() {
    let app = portal("scheduled").await;
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    sqlx::query(
        "insert into articles (id, slug, title, excerpt, body_html, status, published_at)
         values (gen_random_uuid(), 'nanti', 'Kabar nanti', '', '<p>Isi</p>', 'published',
             now() + interval '3 hours')",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    work(&app).await;
    assert!(!page(&app, "/kabar").await.contains("Kabar nanti"));
    let (jobs, due): (i64, bool) = sqlx::query_as(
        "select count(*), bool_and(run_at between now() + interval '2 hours 59 minutes'
             and now() + interval '3 hours 1 minute')
         from platform.jobs
         where kind = 'rollup' and status = 'waiting' and dedupe_key = 'scheduled'
             and village_code = $1",
    )
    .bind(village.code.dotted())
    .fetch_one(app.database.control())
    .await
    .unwrap();
    assert!(jobs == 1 && due, "its roll-up is asked for when it is due");

    let later = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(4);
    app.clock.set(later);
    web::rollup::run(&app.running.app, &village.schema)
        .await
        .unwrap();
    let listed = soon(&app, "/kabar", |page| page.contains("Kabar nanti")).await;
    assert!(
        listed.contains("Isi"),
        "the beginning stands for an excerpt"
    );
}

#[tokio::test]
async fn the_list_goes_on_by_key_and_the_feed_can_be_read() {
    let app = portal("feed").await;
    let (one, other) = (app.village().await, app.village().await);
    for village in [&one, &other] {
        let mut tx = app.tx(village).await;
        sqlx::query(
            "insert into articles (id, slug, title, excerpt, body_html, status, published_at)
             select gen_random_uuid(), 'kabar-' || n, 'Kabar ' || n || ' & ' || $1, 'Ringkas', '',
                 'published', date_trunc('hour', now()) - n * interval '1 hour'
             from generate_series(1, 30) n",
        )
        .bind(&village.slug)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    work(&app).await;
    soon(&app, "/kabar", |page| page.contains("Kabar 1 &amp;")).await;

    // The latest twenty of each, each once, although two always share their moment.
    let mut path = "/kabar".to_owned();
    let mut seen = Vec::new();
    loop {
        let listed = page(&app, &path).await;
        for part in listed.split("class=\"go\" href=\"").skip(1) {
            seen.push(part.split('"').next().unwrap().to_owned());
        }
        match listed.split("rel=\"next\" href=\"").nth(2) {
            Some(next) => path = next.split('"').next().unwrap().to_owned(),
            None => break,
        }
        assert!(seen.len() <= 40, "the list does not end");
    }
    assert_eq!(seen.len(), 40);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 40, "none twice");
    assert_eq!(app.get(PORTAL, "/kabar?sebelum=x").await.status(), 400);

    let response = app.get(PORTAL, "/kabar.xml").await;
    let kind = response.headers()["content-type"].clone();
    assert_eq!(kind, "application/rss+xml; charset=utf-8");
    let xml = text(response).await;
    let mut reader = Reader::from_str(&xml);
    let (mut items, mut guids, mut dates) = (0, 0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => match start.name().as_ref() {
                "item" => items += 1,
                "guid" => guids += 1,
                "pubDate" => dates += 1,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((items, guids, dates), (30, 30, 30));
    for address in [
        format!("<link>http://{}:8080/artikel/kabar-1</link>", one.host()),
        format!("<source url=\"http://{}:8080/rss.xml\">", other.host()),
    ] {
        assert!(xml.contains(&address), "{address}");
    }
}

#[tokio::test]
async fn photos_are_answered_for_villages_that_are_shown_only() {
    let app = portal("photo").await;
    let (one, other) = (app.village().await, app.village().await);
    let bytes = Bytes::from_static(b"not really a picture");
    let name = PublicName::of(&bytes, PublicFormat::Jpeg);
    let key = MediaKey::public(&one.schema, &name);
    let objects = &app.running.app.objects;
    objects
        .put(&key, "image/jpeg", bytes.clone())
        .await
        .unwrap();
    let variants = serde_json::json!([
        { "name": name.to_string(), "format": "jpg", "width": 640, "height": 400, "bytes": 20 },
        { "name": "../../x\" onload=\"alert(1)", "format": "jpg", "width": 320, "height": 200,
          "bytes": 20 }
    ]);
    let mut tx = app.tx(&one).await;
    publish(&mut tx, "berfoto", "Berfoto", "Isi").await;
    sqlx::query(
        "with photo as (
             insert into media (id, sha256, file_name, alt, byte_size, status, width, height, variants)
             values (gen_random_uuid(), repeat('b', 64), 'x', 'Sebuah \"foto\"', 20, 'ready', 640,
                 400, $1)
             returning id
         )
         update articles set photo_id = photo.id from photo",
    )
    .bind(variants)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    work(&app).await;

    let address = format!("/kabar/foto/{}/{name}", one.code.digits());
    let listed = soon(&app, "/kabar", |page| page.contains(&address)).await;
    assert!(!listed.contains("onload=\"alert"));
    assert!(listed.contains("alt=\"Sebuah &quot;foto&quot;\""));
    let photo = app.get(PORTAL, &address).await;
    assert_eq!(photo.status(), 200);
    assert!(
        photo.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    assert_eq!(photo.bytes().await.unwrap(), bytes);
    for missing in [
        format!("/kabar/foto/{}/{name}", other.code.digits()),
        format!("/kabar/foto/6303999999/{name}"),
        format!("/kabar/foto/{}/original", one.code.digits()),
    ] {
        assert_eq!(app.get(PORTAL, &missing).await.status(), 404, "{missing}");
    }
    suspend(&app, &one).await;
    soon(&app, "/kabar", |page| page.contains("Belum ada kabar")).await;
    assert_eq!(app.get(PORTAL, &address).await.status(), 404);
}

#[tokio::test]
async fn an_office_keeps_its_village_off_the_portal() {
    let app = portal("office").await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    write(&app, &village, "panen", "Panen raya").await;
    soon(&app, "/kabar", |page| page.contains("Panen raya")).await;
    let office: serde_json::Value =
        sqlx::query_scalar("select figures from platform.village_stats where topic = 'office'")
            .fetch_one(app.database.control())
            .await
            .unwrap();
    assert!(office["last_login_at"].is_string(), "{office}");
    assert_eq!(office["staff"], 0, "accounts for trying are nobody's");

    let form = desk.open("/kantor/situs").await.html;
    assert!(
        form.contains("name=\"portal\" value=\"ya\" checked"),
        "{form}"
    );
    let off = [("semboyan", "Kampung"), ("warna", "padi")];
    let saved = desk.act("/kantor/situs", "/kantor/situs", &off).await;
    assert!(saved.html.contains("Tersimpan"), "{}", saved.html);
    work(&app).await;
    soon(&app, "/kabar", |page| page.contains("Belum ada kabar")).await;
    let form = desk.open("/kantor/situs").await.html;
    assert!(form.contains("name=\"portal\" value=\"ya\""));
    assert!(!form.contains("name=\"portal\" value=\"ya\" checked"));

    let on = [("semboyan", "Kampung"), ("warna", "padi"), ("portal", "ya")];
    desk.act("/kantor/situs", "/kantor/situs", &on).await;
    work(&app).await;
    soon(&app, "/kabar", |page| page.contains("Panen raya")).await;
}
