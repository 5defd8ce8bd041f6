//! Writing in the office: kept while typing, previewed by link, seen at once everywhere.

use std::time::{Duration, Instant};

use identity::Role;
use support::{Browser, TestApp, publish, text};

use crate::office::{accounts, enter, of};

/// The address a new article's form sends to.
async fn new_article(desk: &mut Browser<'_>) -> String {
    let form = desk.open("/kantor/artikel/baru").await;
    let action = form
        .html
        .split("id=\"tulisan\" method=\"post\" action=\"")
        .nth(1);
    action.unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_was_typed_survives_the_session() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let action = new_article(&mut desk).await;
    let fields = [
        ("versi", "0"),
        ("judul", "Setengah <jadi>"),
        ("isi", "<p>Baru separuh.</p>"),
    ];
    let path = format!("{action}/otomatis");
    let kept = desk.act("/kantor", &path, &fields).await;
    assert_eq!(kept.status, 200, "{}", kept.html);
    assert!(kept.html.contains("saved_at"), "{}", kept.html);
    // The session ends; what is sent now is refused, what was sent before is there.
    let token = desk.open("/kantor").await.token();
    let mut gone = Browser::new(&app, &village.host());
    let mut late = vec![("csrf", token.as_str())];
    late.extend(fields);
    assert_eq!(gone.send(&path, &late).await.status, 401);
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let list = desk.open("/kantor/artikel/baru").await;
    assert!(list.html.contains("Setengah &lt;jadi&gt;"), "{}", list.html);
    let form = desk.open(&action).await;
    assert!(form.html.contains("Baru separuh."), "{}", form.html);
    assert!(form.html.contains("yang belum disimpan"));
    // Nobody else sees it, and nothing of it is public.
    let mut colleague = enter(&app, of(&accounts, Role::Operator)).await;
    assert_eq!(colleague.open(&action).await.status, 404);
    // Saved, it is what everybody opens, and the copy is gone.
    let saved = desk.act(&action, &action, &fields).await;
    assert!(saved.html.contains("Draf tersimpan"), "{}", saved.html);
    assert!(
        !desk
            .open(&action)
            .await
            .html
            .contains("yang belum disimpan")
    );
    assert_eq!(colleague.open(&action).await.status, 200);
}

#[tokio::test]
async fn two_people_at_one_text_are_told_of_each_other() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut one = enter(&app, of(&accounts, Role::Redaktur)).await;
    let mut other = enter(&app, of(&accounts, Role::Operator)).await;
    let action = new_article(&mut one).await;
    let first = [("versi", "0"), ("judul", "Titian"), ("isi", "<p>Satu.</p>")];
    one.act("/kantor", &action, &first).await;
    let typing = [("versi", "2"), ("judul", "Titian"), ("isi", "<p>Dua.</p>")];
    let path = format!("{action}/otomatis");
    let kept = other.act("/kantor", &path, &typing).await;
    assert_eq!(kept.status, 200, "{}", kept.html);
    let seen = one.open(&action).await;
    assert!(seen.html.contains("Operator (contoh)"), "{}", seen.html);
    // She saves; the other's next autosave tells, and keeps what was typed.
    let version = seen.html.split("name=\"versi\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap().to_owned();
    let again = [
        ("versi", version.as_str()),
        ("judul", "Titian"),
        ("isi", "<p>Tiga.</p>"),
    ];
    one.act(&action, &action, &again).await;
    let late = other.act("/kantor", &path, &typing).await;
    assert_eq!(late.status, 409, "{}", late.html);
    assert!(late.html.contains("/riwayat"), "{}", late.html);
    assert!(other.open(&action).await.html.contains("Dua."));
    other
        .act(&action, &format!("{action}/otomatis/buang"), &[])
        .await;
    assert!(other.open(&action).await.html.contains("Tiga."));
}

#[tokio::test]
async fn a_draft_is_read_by_its_link_and_by_nothing_else() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let action = new_article(&mut desk).await;
    let fields = [
        ("versi", "0"),
        ("judul", "Rahasia"),
        ("isi", "<p>Belum terbit.</p>"),
    ];
    desk.act("/kantor", &action, &fields).await;
    let made = desk.act(&action, &format!("{action}/pratinjau"), &[]).await;
    let link = made.html.split("/pratinjau/").nth(1).unwrap();
    let link = format!("/pratinjau/{}", link.split('"').next().unwrap());
    let response = app.get(&village.host(), &link).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["cache-control"], "no-store");
    let html = text(response).await;
    assert!(
        html.contains("Belum terbit.") && html.contains("noindex"),
        "{html}"
    );
    assert_eq!(app.get(&other.host(), &link).await.status(), 410);
    assert_eq!(
        app.get(&village.host(), "/artikel/rahasia").await.status(),
        404
    );
    // A new link closes the old one.
    desk.act(&action, &format!("{action}/pratinjau"), &[]).await;
    assert_eq!(app.get(&village.host(), &link).await.status(), 410);
}

#[tokio::test]
async fn what_is_published_is_seen_on_both_replicas_within_a_second() {
    let one = TestApp::start_with_redis().await;
    let village = one.village().await;
    let mut tx = one.tx(&village).await;
    publish(&mut tx, "lama", "Kabar lama", "Isi.").await;
    tx.commit().await.unwrap();
    let other = TestApp::start_with_redis().await;
    let accounts = accounts(&one, &village).await;
    let mut desk = enter(&one, of(&accounts, Role::Redaktur)).await;
    for app in [&one, &other] {
        assert!(
            text(app.get(&village.host(), "/").await)
                .await
                .contains("Kabar lama")
        );
    }
    let action = new_article(&mut desk).await;
    let fields = [
        ("versi", "0"),
        ("judul", "Kabar baru"),
        ("isi", "<p>Isi.</p>"),
        ("aksi", "terbit"),
    ];
    desk.act("/kantor", &action, &fields).await;
    // Whoever published sees it at once; everybody else within a second.
    let here = text(one.get(&village.host(), "/").await).await;
    assert!(
        here.contains("Kabar baru"),
        "not seen where it was published"
    );
    let since = Instant::now();
    while !text(other.get(&village.host(), "/").await)
        .await
        .contains("Kabar baru")
    {
        assert!(
            since.elapsed() < Duration::from_secs(1),
            "the other replica is behind"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn embedded_frames_become_links_and_hidden_adverts_are_told() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let action = new_article(&mut desk).await;
    let hidden = "<p>Kerja bakti.</p><div style=\"display:none\"><a href=\"https://x.example\">slot gacor \
                  maxwin</a></div>";
    let fields = [
        ("versi", "0"),
        ("judul", "Kerja bakti"),
        ("isi", hidden),
        ("aksi", "terbit"),
    ];
    let warned = desk.act("/kantor", &action, &fields).await;
    assert_eq!(warned.status, 422);
    assert!(warned.html.contains("mirip iklan judi"), "{}", warned.html);
    assert!(warned.html.contains("slot gacor"), "what was typed is kept");
    let video = "<p>Lihat:</p><iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\"></iframe>";
    let fields = [
        ("versi", "0"),
        ("judul", "Video desa"),
        ("isi", video),
        ("aksi", "terbit"),
    ];
    desk.act("/kantor", &action, &fields).await;
    let html = text(app.get(&village.host(), "/artikel/video-desa").await).await;
    assert!(
        html.contains("watch?v=dQw4w9WgXcQ") && !html.contains("<iframe"),
        "{html}"
    );
}

#[tokio::test]
async fn the_trash_is_emptied_after_thirty_days() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    for (slug, days) in [("baru-dibuang", 29), ("lama-dibuang", 31)] {
        publish(&mut tx, slug, slug, "Isi.").await;
        sqlx::query(
            "update articles set status = 'trashed', trashed_at = now() - make_interval(days => $2)
             where slug = $1",
        )
        .bind(slug)
        .bind(days)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    sqlx::query(
        "insert into revisions (id, kind, item_id, title, body_html, saved_by, saved_at)
         select gen_random_uuid(), 'article', id, title, body_html, 'Siti', now() from articles",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let workshop = content::jobs::Workshop {
        database: app.database.clone(),
        objects: app.running.app.objects.clone(),
        tenants: app.config.tenants.dir.clone(),
    };
    let now = jiff::Timestamp::now();
    let emptied = workshop.empty_trash(&village.schema, now).await.unwrap();
    assert_eq!((emptied.articles, emptied.pages), (1, 0));
    let mut tx = app.tx(&village).await;
    let left: Vec<(String,)> = sqlx::query_as("select slug from articles")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    let (revisions,): (i64,) = sqlx::query_as("select count(*) from revisions")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    assert_eq!(left, [("baru-dibuang".to_owned(),)]);
    assert_eq!(revisions, 1);
}
