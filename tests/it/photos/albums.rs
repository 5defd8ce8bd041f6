//! Albums, from the first photo to the last.

use super::*;

#[tokio::test]
async fn an_album_is_made_filled_ordered_renamed_and_deleted() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let (first, _) = sent(&mut desk, 1).await;
    let form = desk.open("/kantor/galeri/baru").await;
    let album = form.html.split("action=\"/kantor/galeri/").nth(1).unwrap();
    let album = format!("/kantor/galeri/{}", album.split('"').next().unwrap());
    let wrong = desk
        .act(
            "/kantor/galeri/baru",
            &album,
            &[("judul", ""), ("tanggal", "31/02/2026")],
        )
        .await;
    assert_eq!(wrong.status, 422);
    let fields = [
        ("judul", "Panen Raya"),
        ("tanggal", "2026-11-20"),
        ("versi", "0"),
    ];
    let made = desk.act("/kantor/galeri/baru", &album, &fields).await;
    assert!(made.html.contains("Album tersimpan"), "{}", made.html);
    let twice = desk.act("/kantor/galeri/baru", &album, &fields).await;
    assert_eq!(twice.status, 422, "a double click makes no second one");

    let choose = format!("{album}/foto");
    assert!(desk.open(&choose).await.html.contains(&first));
    let none = desk.act(&choose, &choose, &[]).await;
    assert!(none.html.contains("Pilih dulu foto"), "{}", none.html);
    let stranger = "00000000-0000-7000-8000-000000000009";
    let added = desk
        .act(&choose, &choose, &[("pilih", &first), ("pilih", stranger)])
        .await;
    assert!(added.html.contains("1 foto ditambahkan."), "{}", added.html);
    assert!(!desk.open(&choose).await.html.contains(&first));
    let token = desk.open(&album).await.token();
    let (bytes, same) = (photo(2), photo(1));
    let files = [
        ("foto", "dua.jpg", bytes.as_slice()),
        ("foto", "satu.jpg", same.as_slice()),
    ];
    let sent = desk
        .send_files(
            &format!("{album}/unggah"),
            &[("csrf", &token)],
            &files,
            false,
        )
        .await;
    assert_eq!(sent.path, album, "{}", sent.html);
    assert!(
        sent.html.contains("1 foto terunggah, 1 sudah ada"),
        "{}",
        sent.html
    );
    let script = desk
        .send_files(
            &format!("{album}/unggah"),
            &[("csrf", &token)],
            &files[..1],
            true,
        )
        .await;
    assert!(script.html.contains("\"known\":true"), "{}", script.html);

    // The second photo comes first; a caption; another address.
    let page = desk.open(&album).await.html;
    let field = |name: &str| {
        let begins = format!("name=\"{name}-");
        let fields = page.split(&begins).skip(1);
        fields
            .map(|rest| format!("{name}-{}", rest.split('"').next().unwrap()))
            .collect::<Vec<_>>()
    };
    let version = page
        .split("name=\"versi\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let (numbers, captions, drops) = (field("urutan"), field("teks"), field("lepas"));
    assert_eq!(numbers.len(), 2);
    let fields = [
        ("judul", "Panen Raya & Syukuran"),
        ("tanggal", "20/11/2026"),
        ("deskripsi", "Di sawah RT 03."),
        ("alamat", "panen-2026"),
        ("versi", version),
        (numbers[0].as_str(), "9"),
        (numbers[1].as_str(), "1"),
        (captions[1].as_str(), "Padi <siam>"),
    ];
    let saved = desk.act(&album, &album, &fields).await;
    assert!(
        saved.html.contains("sudah tampil di galeri"),
        "{}",
        saved.html
    );
    let stale = desk.act(&album, &album, &fields).await;
    assert_eq!(stale.status, 422);
    assert!(
        stale.html.contains("baru saja diubah orang lain"),
        "{}",
        stale.html
    );

    let mut reader = Browser::new(&app, &village.host());
    let shown = reader.open("/galeri/panen-raya").await;
    assert_eq!(
        (shown.status.as_u16(), shown.path.as_str()),
        (200, "/galeri/panen-2026")
    );
    assert!(shown.html.contains("Padi &lt;siam&gt;") && shown.html.contains("Di sawah RT 03."));
    let moved = desk.open(&album).await.html;
    assert!(
        moved.find(&captions[1]) < moved.find(&captions[0]),
        "{moved}"
    );
    let hits = reader.open("/cari?q=siam").await.html;
    assert!(hits.contains("/galeri/panen-2026"), "{hits}");
    assert!(
        desk.open(&format!("{HERE}/{first}"))
            .await
            .html
            .contains("Panen Raya &amp; Syukuran")
    );

    let version = moved
        .split("name=\"versi\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let fields = [
        ("judul", "Panen"),
        ("tanggal", "20/11/2026"),
        ("versi", version),
        (drops[0].as_str(), "ya"),
    ];
    desk.act(&album, &album, &fields).await;
    let shown = reader.open("/galeri/panen-2026").await.html;
    assert_eq!(shown.matches("<figure>").count(), 1, "{shown}");

    let gone = desk.act(&album, &format!("{album}/hapus"), &[]).await;
    assert!(
        gone.html.contains("Fotonya tetap ada di pustaka"),
        "{}",
        gone.html
    );
    for path in ["/galeri/panen-2026", "/galeri/panen-raya"] {
        assert_eq!(reader.open(path).await.status, 404);
    }
    assert!(
        !reader
            .open("/cari?q=siam")
            .await
            .html
            .contains("/galeri/panen-2026")
    );
    assert_eq!(desk.open(&format!("{HERE}/{first}")).await.status, 200);
}
