//! What becomes of files that are sent: taken, refused, cut off.

use super::*;

#[tokio::test]
async fn a_photo_is_sent_shown_described_and_kept_once() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    assert!(desk.open(HERE).await.html.contains("Belum ada foto"));

    let (id, body) = sent(&mut desk, 1).await;
    assert_eq!(
        (body["known"].as_bool(), body["alt"].as_str()),
        (Some(false), Some(""))
    );
    assert!(
        body["height"].as_u64() > body["width"].as_u64(),
        "turned upright: {body}"
    );
    let src = body["src"].as_str().unwrap();
    let file = app.get(&village.host(), src).await;
    assert_eq!(
        (file.status().as_u16(), &file.headers()["content-type"]),
        (200, &"image/jpeg".parse().unwrap())
    );
    let bytes = file.bytes().await.unwrap();
    assert!(
        !bytes.windows(4).any(|four| four == b"Exif"),
        "no place, no camera"
    );

    let (status, again) = send(&mut desk, "nama lain.jpg", &photo(1)).await;
    assert_eq!((status, again["known"].as_bool()), (200, Some(true)));
    assert_eq!(again["id"], body["id"]);
    let mut tx = app.tx(&village).await;
    assert_eq!(count(&mut tx).await, 1);
    tx.finish().await.unwrap();

    let href = body["alt_href"].as_str().unwrap();
    let said = desk
        .act(HERE, href, &[("alt", "  Titian \"ulin\" <baru> ")])
        .await;
    assert!(
        said.html.contains("Keterangan foto tersimpan"),
        "{}",
        said.html
    );
    assert!(
        said.html.contains("Titian &quot;ulin&quot; &lt;baru&gt;"),
        "{}",
        said.html
    );
    let long = "a".repeat(301);
    assert_eq!(desk.act(HERE, href, &[("alt", &long)]).await.status, 400);

    let found = desk.open("/kantor/foto?q=ULIN+titian").await.html;
    assert!(found.contains(&id) && !found.contains("Tanpa keterangan</span>"));
    assert!(
        !desk.open("/kantor/foto?q=%25").await.html.contains(&id),
        "a sign is a sign"
    );
    assert!(
        !desk
            .open("/kantor/foto?saring=tanpa-keterangan")
            .await
            .html
            .contains(&id)
    );
    assert!(
        desk.open("/kantor/foto?saring=tidak-dipakai")
            .await
            .html
            .contains(&id)
    );
    let dialog = desk.open("/kantor/foto?pilih=1&q=ulin").await.html;
    assert!(dialog.contains(&format!("data-choose=\"{id}\"")) && !dialog.contains("<main"));
    let picture = desk.open(&format!("{HERE}/{id}/gambar")).await;
    assert_eq!((picture.status.as_u16(), picture.path.as_str()), (200, src));
}

#[tokio::test]
async fn what_is_no_photo_is_refused_in_words_and_leaves_nothing() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let mut broken = photo(1);
    broken.truncate(700);
    let mut heavy = photo(1);
    heavy.resize(25 * 1024 * 1024 + 1, 0);
    let cases: [(&str, Vec<u8>, u16, &str); 8] = [
        ("foto.jpg", fixture("xss.svg"), 415, "SVG"),
        ("foto.jpg", fixture("svg_entitas.svg"), 415, "SVG"),
        (
            "foto.jpg",
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            415,
            "halaman web",
        ),
        ("foto.jpg", fixture("heic_bernama_jpg.jpg"), 415, "HEIC"),
        ("kosong.jpg", Vec::new(), 422, "kosong"),
        ("bom.png", fixture("bomb_30000.png"), 422, "megapiksel"),
        ("putus.jpg", broken, 422, "terpotong"),
        ("besar.jpg", heavy, 413, "25 MB"),
    ];
    for (name, bytes, expected, words) in cases {
        let (status, body) = send(&mut desk, name, &bytes).await;
        assert_eq!(status, expected, "{name}: {body}");
        let message = body["message"].as_str().unwrap();
        assert!(message.contains(words), "{name}: {message}");
    }
    let token = desk.open(HERE).await.token();
    let none = desk.send_files(HERE, &[("csrf", &token)], &[], false).await;
    assert!(
        none.html.contains("Belum ada foto yang dipilih"),
        "{}",
        none.html
    );
    let forged = desk
        .send_files(
            HERE,
            &[("csrf", "x")],
            &[("foto", "a.jpg", &photo(1))],
            true,
        )
        .await;
    assert_eq!(forged.status, 403);
    let mut tx = app.tx(&village).await;
    assert_eq!(count(&mut tx).await, 0);
    assert!(originals(&app, &village).await.is_empty());
}

#[tokio::test]
async fn two_hundred_photos_come_in_one_sending() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let token = desk.open(HERE).await.token();
    let photos: Vec<Vec<u8>> = (0..200).map(|number| photo(number % 199)).collect();
    let mut files: Vec<(&str, &str, &[u8])> = photos
        .iter()
        .map(|bytes| ("foto", "IMG.jpg", bytes.as_slice()))
        .collect();
    let svg = fixture("xss.svg");
    files.insert(7, ("foto", "gambar <b>.svg", &svg));
    let seen = desk
        .send_files(HERE, &[("csrf", &token)], &files, false)
        .await;
    assert_eq!(seen.path, HERE, "{}", seen.html);
    assert!(
        seen.html
            .contains("199 foto terunggah, 1 sudah ada di pustaka."),
        "{}",
        seen.html
    );
    assert!(
        seen.html
            .contains("1 tidak diterima: gambar &lt;b&gt;.svg: Format"),
        "{}",
        seen.html
    );
    let mut tx = app.tx(&village).await;
    assert_eq!(count(&mut tx).await, 199);
    tx.finish().await.unwrap();

    // All of them are found again, part by part.
    let (mut path, mut found) = (HERE.to_owned(), 0);
    loop {
        let page = desk.open(&path).await.html;
        found += page.matches("name=\"pilih\"").count();
        let Some(next) = page.split("rel=\"next\" href=\"").nth(1) else {
            break;
        };
        path = next.split('"').next().unwrap().replace("&amp;", "&");
    }
    assert_eq!(found, 199);
}

#[tokio::test]
async fn a_broken_line_keeps_what_was_whole_and_nothing_else() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let token = desk.open(HERE).await.token();
    let mut body = part("name=\"csrf\"", token.as_bytes());
    body.extend(part("name=\"foto\"; filename=\"a.jpg\"", &photo(1)));
    let second = part("name=\"foto\"; filename=\"b.jpg\"", &photo(2));
    body.extend(&second[..second.len() * 8 / 10]);
    let seen = desk.send_body(HERE, body.clone(), false).await;
    assert!(
        seen.html.contains("1 foto terunggah. Sisanya terputus"),
        "{}",
        seen.html
    );
    let mut tx = app.tx(&village).await;
    assert_eq!(count(&mut tx).await, 1);
    let key = MediaKey::original(&village.schema, &ContentHash::of(&photo(1)));
    assert_eq!(originals(&app, &village).await, [key]);

    let only_half = [
        part("name=\"csrf\"", token.as_bytes()),
        second[..second.len() / 2].to_vec(),
    ];
    let seen = desk.send_body(HERE, only_half.concat(), true).await;
    assert_eq!(seen.status, 400);
    assert!(
        seen.html.contains("terputus di tengah jalan"),
        "{}",
        seen.html
    );
    let no_end = desk
        .send_body(HERE, format!("--{BOUNDARY}").into_bytes(), true)
        .await;
    assert!(no_end.status.is_client_error(), "{}", no_end.status);
}
