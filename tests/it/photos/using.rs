//! Photos where they are used: in forms and texts, seen by readers, kept while they are needed.

use super::*;

#[tokio::test]
async fn a_photo_in_use_stays_and_one_that_is_not_goes_with_its_files() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let (used, _) = sent_bytes(&mut desk, &portrait("pambakal")).await;
    let (inside, body) = sent_bytes(&mut desk, &portrait("pkk")).await;
    let (free, free_body) = sent_bytes(&mut desk, &portrait("pelayanan")).await;
    let text = format!(
        "<p>Lihat:</p><img src=\"{}\" alt=\"Titian\">",
        body["src"].as_str().unwrap()
    );
    let fields = [
        ("judul", "Titian baru"),
        ("isi", text.as_str()),
        ("foto", used.as_str()),
    ];
    let saved = write(&mut desk, &fields, &[]).await;
    assert!(saved.html.contains("sudah terbit"), "{}", saved.html);

    for id in [&used, &inside] {
        let page = desk.open(&format!("{HERE}/{id}")).await.html;
        assert!(
            page.contains("Titian baru") && page.contains("belum bisa dihapus"),
            "{page}"
        );
        let kept = desk.act(HERE, &format!("{HERE}/{id}/hapus"), &[]).await;
        assert!(
            kept.html.contains("masih dipakai di 1 tempat"),
            "{}",
            kept.html
        );
    }
    let unused = desk.open("/kantor/foto?saring=tidak-dipakai").await.html;
    assert!(unused.contains(&free) && !unused.contains(&used) && !unused.contains(&inside));

    let fields = [
        ("pilih", used.as_str()),
        ("pilih", inside.as_str()),
        ("pilih", free.as_str()),
    ];
    let asked = desk.act(HERE, "/kantor/foto/hapus", &fields).await.html;
    assert!(
        asked.contains("Ya, hapus 1 foto") && asked.contains("2 foto ini masih dipakai"),
        "{asked}"
    );
    let mut sure = vec![("yakin", "ya")];
    sure.extend(fields);
    let gone = desk.act(HERE, "/kantor/foto/hapus", &sure).await.html;
    assert!(
        gone.contains("1 foto dihapus") && gone.contains("2 foto masih dipakai"),
        "{gone}"
    );
    assert_eq!(desk.open(&format!("{HERE}/{free}")).await.status, 404);

    let query =
        "select payload from platform.jobs where kind = 'media.remove' and village_code = $1";
    let left: sqlx::types::Json<content::tidying::Left> = sqlx::query_scalar(query)
        .bind(village.code.to_string())
        .fetch_one(app.database.control())
        .await
        .unwrap();
    let src = free_body["src"].as_str().unwrap();
    assert!(left.names.iter().any(|name| src.ends_with(name)), "{src}");
    workshop(&app).remove(&village.schema, &left).await.unwrap();
    assert_eq!(originals(&app, &village).await.len(), 2);

    let file = app.get(&village.host(), src).await;
    assert_eq!(file.status(), 404);
    // Those of the two others are all there.
    let article = Browser::new(&app, &village.host())
        .open("/artikel/titian-baru")
        .await
        .html;
    for address in article.split("/media/").skip(1) {
        let name: String = address
            .chars()
            .take_while(|letter| !"\" ,".contains(*letter))
            .collect();
        let file = app.get(&village.host(), &format!("/media/{name}")).await;
        assert_eq!(file.status(), 200, "{name}");
    }
}

#[tokio::test]
async fn texts_show_their_pictures_in_every_size_and_none_from_elsewhere() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let (id, body) = sent(&mut desk, 1).await;
    desk.act(
        HERE,
        &format!("{HERE}/{id}/keterangan"),
        &[("alt", "Dari pustaka")],
    )
    .await;
    let src = body["src"].as_str().unwrap();
    let text = format!(
        "<p>a</p><figure class=\"left\"><picture><source srcset=\"x\"><img src=\"{src}\" alt=\"Titian \
         &quot;ulin&quot; > 2\"></picture><figcaption>Kata</figcaption></figure>\
         <img src=\"{HERE}/{id}/gambar\" alt=\"\"><img src=\"https://lain.test/pelacak.gif\" alt=\"x\">\
         <img src=\"/media/00000000000000000000000000000000.jpg\">"
    );
    let saved = write(&mut desk, &[("judul", "Bergambar"), ("isi", &text)], &[]).await;
    assert!(
        saved.html.contains("2 gambar dari luar pustaka"),
        "{}",
        saved.html
    );
    let page = Browser::new(&app, &village.host())
        .open("/artikel/bergambar")
        .await
        .html;
    assert_eq!(
        page.matches("<source type=\"image/webp\"").count(),
        2,
        "{page}"
    );
    assert!(
        page.contains("alt=\"Titian &quot;ulin&quot; &gt; 2\""),
        "{page}"
    );
    assert!(page.contains("alt=\"Dari pustaka\"") && page.contains("<figcaption>Kata"));
    assert!(
        !page.contains("pelacak") && !page.contains("/media/0000"),
        "{page}"
    );

    // The same text saved again stays the same.
    let mut tx = app.tx(&village).await;
    let stored: String = sqlx::query_scalar("select body_html from articles")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    let again = write(&mut desk, &[("judul", "Lagi"), ("isi", &stored)], &[]).await;
    assert!(!again.html.contains("luar pustaka"), "{}", again.html);
    let mut tx = app.tx(&village).await;
    let bodies: Vec<String> = sqlx::query_scalar("select distinct body_html from articles")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    assert_eq!(bodies, [stored]);
}

#[tokio::test]
async fn a_picture_that_is_still_being_made_is_not_lost_by_editing() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let (id, _) = sent(&mut desk, 1).await;
    let mut tx = app.tx(&village).await;
    let query = "update media set status = 'pending', variants = '[]', width = null, height = null";
    sqlx::query(query).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let original = desk.open(&format!("{HERE}/{id}/gambar")).await;
    assert_eq!(
        (original.status.as_u16(), original.path.ends_with("/gambar")),
        (200, true)
    );

    let text = format!("<p>a</p><img src=\"{HERE}/{id}/gambar\" alt=\"Titian\" class=\"wide\">");
    let saved = write(&mut desk, &[("judul", "Menunggu"), ("isi", &text)], &[]).await;
    assert!(saved.html.contains("sudah terbit"), "{}", saved.html);
    let escaped = format!("&lt;img src=&quot;{HERE}/{id}/gambar&quot;").replace('/', "&#x2f;");
    let plain = escaped.replace("&#x2f;", "/");
    assert!(
        saved.html.contains(&escaped) || saved.html.contains(&plain),
        "{}",
        saved.html
    );
    let mut reader = Browser::new(&app, &village.host());
    let page = reader.open("/artikel/menunggu").await.html;
    assert!(!page.contains("/kantor/") && page.contains("data-alt=\"Titian\" data-class=\"wide\""));
    let used = desk.act(HERE, &format!("{HERE}/{id}/hapus"), &[]).await;
    assert!(
        used.html.contains("masih dipakai di 1 tempat"),
        "{}",
        used.html
    );

    // Sent once more, it comes ready, and stands where it belongs.
    let (again, body) = sent(&mut desk, 1).await;
    assert_eq!((&again, body["known"].as_bool()), (&id, Some(true)));
    let page = reader.open("/artikel/menunggu").await.html;
    assert!(
        page.contains("alt=\"Titian\" width=") && page.contains("class=\"wide\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_form_takes_a_photo_and_readers_see_its_focus() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let bytes = photo(5);
    let text = ("isi", "<p>Warga.</p>");

    let svg = fixture("xss.svg");
    let fields = [("judul", "Dengan foto"), text];
    let refused = write(&mut desk, &fields, &[("foto_file", "a.svg", &svg)]).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html.contains("Format tidak didukung: SVG") && refused.html.contains("Dengan foto")
    );
    for wrong in ["bukan nomor", "00000000-0000-7000-8000-000000000001"] {
        let fields = [("judul", "Dengan foto"), text, ("foto", wrong)];
        let refused = write(&mut desk, &fields, &[]).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.html.contains("tidak ada di pustaka desa Anda"),
            "{}",
            refused.html
        );
    }
    // Another field is wrong: the photo is taken all the same, and stays chosen.
    let fields = [("judul", ""), text, ("foto_alt", "Warga di titian")];
    let again = write(&mut desk, &fields, &[("foto_file", "a.jpg", &bytes)]).await;
    assert_eq!(again.status, 422);
    let id = again.html.split("name=\"foto\" value=\"").nth(1).unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    assert_eq!(id.len(), 36, "{}", again.html);
    assert!(
        again.html.contains("alt=\"Warga di titian\""),
        "{}",
        again.html
    );

    let fields = [
        ("judul", "Dengan foto"),
        text,
        ("foto", id.as_str()),
        ("foto_alt", "Warga & titian"),
    ];
    let saved = write(&mut desk, &fields, &[]).await;
    assert!(saved.html.contains("sudah terbit"), "{}", saved.html);
    let mut reader = Browser::new(&app, &village.host());
    let front = reader.open("/").await.html;
    assert!(front.contains("alt=\"Warga &amp; titian\""), "{front}");
    assert!(!front.contains("class=\"pic  x"));

    let page = format!("{HERE}/{id}");
    let wrong = [("alt", "Warga"), ("fokus_x", "101"), ("fokus_y", "atas")];
    let refused = desk.act(&page, &page, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("Isi angka dari 0 sampai 100."));
    let fields = [("alt", "Warga"), ("fokus_x", "13"), ("fokus_y", "88")];
    let saved = desk.act(&page, &page, &fields).await;
    assert!(
        saved.html.contains("Perubahan foto tersimpan"),
        "{}",
        saved.html
    );
    let front = reader.open("/").await.html;
    assert!(front.contains("class=\"pic  x1 y9\""), "{front}");
    assert!(front.contains(".x1{--x:10%}") && front.contains(".y9{--y:90%}"));
    assert!(!front.contains("style=\""), "the policy forbids it");

    let fields = [
        ("judul", "Tanpa foto"),
        text,
        ("foto", id.as_str()),
        ("foto_lepas", "ya"),
    ];
    let saved = write(&mut desk, &fields, &[]).await;
    assert!(saved.html.contains("sudah terbit"));
    let mut tx = app.tx(&village).await;
    let query = "select photo_id is null from articles where title = 'Tanpa foto'";
    let is_off: bool = sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap();
    assert!(is_off);
}

#[tokio::test]
async fn photos_stay_in_their_village() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let mut desk = desk(&app, &village).await;
    let (id, body) = sent(&mut desk, 1).await;
    let src = body["src"].as_str().unwrap();
    let accounts = accounts(&app, &other).await;
    let mut stranger = enter(&app, of(&accounts, Role::Operator)).await;
    for path in ["", "/gambar"] {
        assert_eq!(
            stranger.open(&format!("{HERE}/{id}{path}")).await.status,
            404
        );
    }
    for path in ["", "/hapus", "/keterangan"] {
        let answer = stranger
            .act(
                HERE,
                &format!("{HERE}/{id}{path}"),
                &[("alt", "Milik saya")],
            )
            .await;
        assert_eq!(answer.status, 404, "{path}");
    }
    stranger
        .act(
            HERE,
            "/kantor/foto/hapus",
            &[("pilih", &id), ("yakin", "ya")],
        )
        .await;
    let fields = [
        ("judul", "Curian"),
        ("isi", "<p>a</p>"),
        ("foto", id.as_str()),
    ];
    let refused = write(&mut stranger, &fields, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("tidak ada di pustaka desa Anda"));
    let text = format!(
        "<p>a</p><img src=\"{src}\"><img src=\"http://{}{src}\">",
        village.host()
    );
    let dropped = write(&mut stranger, &[("judul", "Curian"), ("isi", &text)], &[]).await;
    assert!(
        dropped.html.contains("2 gambar dari luar pustaka"),
        "{}",
        dropped.html
    );
    assert_eq!(app.get(&other.host(), src).await.status(), 404);
    assert_eq!(desk.open(&format!("{HERE}/{id}")).await.status, 200);
}

#[tokio::test]
async fn the_first_page_counts_photos_without_words() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    assert!(
        !desk
            .open("/kantor")
            .await
            .html
            .contains("belum ada keterangannya")
    );
    sent(&mut desk, 1).await;
    assert!(
        desk.open("/kantor")
            .await
            .html
            .contains("1 foto belum ada keterangannya")
    );
}
