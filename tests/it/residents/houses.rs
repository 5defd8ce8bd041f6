//! Houses, who lives in them, and photos of people.

use identity::Role;
use support::{Browser, Seen, TestApp, command_line};

use super::register::{admit, person, wife};
use crate::office::{accounts, enter, of};

const HERE: &str = "/kantor/rumah";

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

fn family_of(seen: &Seen) -> String {
    let start = "/kantor/keluarga/";
    let at = seen.html.match_indices(start).map(|(at, _)| at);
    let at = at.last().expect("a family on the page");
    seen.html[at..at + start.len() + 36].to_owned()
}

/// The value of the option that is called so.
fn option(html: &str, label: &str) -> String {
    let before = html.split(&format!("\">{label}</option>")).next().unwrap();
    before.rsplit('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_house_is_written_down_and_families_live_in_it() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let all = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&all, Role::Operator)).await;
    assert!(desk.open(HERE).await.html.contains("Belum ada rumah"));
    let head = admit(&mut desk, &person(&[("alamat", "Jl. Titian 3")])).await;
    admit(&mut desk, &wife(&[])).await;
    let far = [
        ("nama", "Zulkarnain"),
        ("nik", ""),
        ("no_kk", "6303040101100009"),
        ("telepon", ""),
        ("rt", "9"),
    ];
    let far = admit(&mut desk, &person(&far)).await;
    let (family, far_family) = (family_of(&head), family_of(&far));

    let new = "/kantor/rumah/baru";
    let form = desk.open(new).await.html;
    let area = option(&form, "Dusun II, RT 002");
    let far_area = option(&form, "Dusun II, RT 009");
    for (fields, sentence) in [
        (
            &[("nomor", "1"), ("wilayah", "x")][..],
            "Pilih dusun atau RT-nya",
        ),
        (&[("wilayah", &*area)], "Isi nomor rumah atau alamatnya"),
        (
            &[("nomor", "1"), ("wilayah", &*area), ("lantai", "emas")],
            "Pilih salah satu dari daftar",
        ),
        (
            &[("nomor", "1"), ("wilayah", &*area), ("titik", "sini")],
            "lintang dan bujurnya",
        ),
    ] {
        let refused = desk.act(new, new, fields).await;
        assert_eq!(refused.status, 422, "{fields:?}");
        assert!(
            refused.html.contains(sentence),
            "{fields:?}: {}",
            refused.html
        );
    }
    let good = [
        ("nomor", "12A"),
        ("wilayah", &*area),
        ("lantai", "wood"),
        ("air", "river"),
        ("titik", "-3.4123, 114.8456"),
    ];
    let house = desk.act(new, new, &good).await;
    assert!(house.html.contains("Kayu atau papan") && house.html.contains("Sungai"));
    assert!(
        house.html.contains("geo:-3.4123,114.8456"),
        "{}",
        house.html
    );
    desk.act(new, new, &[("nomor", "9"), ("wilayah", &*far_area)])
        .await;

    // The family's page offers the houses of its own part.
    let page = desk.open(&family).await.html;
    assert!(
        page.contains("Rumah 12A") && !page.contains("Rumah 9"),
        "{page}"
    );
    let settle = format!("{family}/rumah");
    let put = desk
        .act(&family, &settle, &[("rumah", id(&house.path))])
        .await;
    assert!(
        put.html.contains("sekarang tercatat di rumah itu"),
        "{}",
        put.html
    );
    let elsewhere = format!("{far_family}/rumah");
    let refused = desk
        .act(&far_family, &elsewhere, &[("rumah", id(&house.path))])
        .await;
    assert_eq!(refused.status, 404, "a house of another part");
    let seen = desk.open(&house.path).await.html;
    assert!(
        seen.contains("1 keluarga, 2 orang") && seen.contains("Arsyad"),
        "{seen}"
    );
    let made = desk
        .act(&far_family, &elsewhere, &[("rumah", "baru")])
        .await;
    assert!(made.html.contains("Rumah baru dibuat"), "{}", made.html);
    let list = desk.open(HERE).await.html;
    assert!(list.find("Rumah 9") < list.find("Rumah 12A"), "{list}");
    let part = desk.open(&format!("{HERE}?wilayah={area}")).await.html;
    assert!(
        part.contains("Rumah 12A") && !part.contains("Rumah 9"),
        "{part}"
    );

    // A house with a family neither goes nor moves; a family that moves leaves it.
    let kept = desk
        .act(&house.path, &format!("{}/hapus", house.path), &[])
        .await;
    assert!(kept.html.contains("Masih ada keluarga"), "{}", kept.html);
    let edit = format!("{}/ubah", house.path);
    let version = crate::desks::version_of(&desk.open(&edit).await);
    let moved = [
        ("versi", version.as_str()),
        ("nomor", "12A"),
        ("wilayah", &*far_area),
    ];
    assert_eq!(desk.act(&edit, &edit, &moved).await.status, 422);
    let version = crate::desks::version_of(&desk.open(&family).await);
    let fields = [
        ("versi", version.as_str()),
        ("alamat", "Jl. Lain"),
        ("dusun", "Dusun II"),
        ("rt", "7"),
    ];
    let gone = desk.act(&family, &family, &fields).await;
    assert_eq!(gone.status, 200, "{}", gone.html);
    assert!(
        desk.open(&house.path)
            .await
            .html
            .contains("0 keluarga, 0 orang")
    );
    let areas = desk.open("/kantor/penduduk/wilayah").await.html;
    assert!(areas.contains("RT 002"));
    let keep = format!("/kantor/penduduk/wilayah/{area}");
    let kept = desk
        .act("/kantor/penduduk/wilayah", &keep, &[("hapus", "ya")])
        .await;
    assert!(
        kept.html.contains("Masih ada"),
        "a part with a house stays: {}",
        kept.html
    );
    let done = desk
        .act(&house.path, &format!("{}/hapus", house.path), &[])
        .await;
    assert!(done.html.contains("Rumah sudah dihapus"), "{}", done.html);

    let there = accounts(&app, &other).await;
    let mut foreign = enter(&app, of(&there, Role::Operator)).await;
    assert_eq!(foreign.open(&house.path).await.status, 404);
    let mut reader = enter(&app, of(&all, Role::Wilayah)).await;
    readers_see_their_part(&mut desk, &mut reader, &far_area, &family).await;
}

/// Who reads one part sees its houses, and none of the others.
async fn readers_see_their_part(
    desk: &mut Browser<'_>,
    reader: &mut Browser<'_>,
    far_area: &str,
    family: &str,
) {
    let new = "/kantor/rumah/baru";
    let near = option(&desk.open(new).await.html, "Dusun II, RT 007");
    let near = desk
        .act(new, new, &[("nomor", "77"), ("wilayah", &*near)])
        .await;
    desk.act(
        family,
        &format!("{family}/rumah"),
        &[("rumah", id(&near.path))],
    )
    .await;
    let readers = "/kantor/penduduk/wilayah/petugas";
    let page = desk.open(readers).await.html;
    let action = page
        .split("action=\"/kantor/penduduk/wilayah/petugas/")
        .nth(1)
        .unwrap();
    let action = format!("{readers}/{}", action.split('"').next().unwrap());
    desk.act(readers, &action, &[("wilayah", far_area)]).await;
    let list = reader.open(HERE).await.html;
    assert!(
        list.contains("Rumah 9") && !list.contains("Rumah 77"),
        "{list}"
    );
    assert!(!list.contains("Catat rumah"));
    assert_eq!(reader.open(&near.path).await.status, 404);
    assert_eq!(
        reader
            .open(&format!("{HERE}?sesudah={}", id(&near.path)))
            .await
            .status,
        400
    );
    assert_eq!(
        reader.open(&format!("{}/ubah", near.path)).await.status,
        403
    );
}

/// A picture as phones send it, with a place in it.
pub fn photo() -> Vec<u8> {
    let path = support::root().join("crates/platform/media/tests/fixtures/foto_orient6_gps.jpg");
    std::fs::read(path).unwrap()
}

/// What a browser gets as a picture.
async fn picture(app: &TestApp, desk: &Browser<'_>, path: &str) -> (u16, String, Vec<u8>) {
    let response = app
        .ask(&desk.host, path)
        .header("cookie", desk.cookie_line())
        .send()
        .await
        .unwrap();
    let status = response.status().as_u16();
    let kept = response.headers().get("cache-control");
    let kept = kept.map_or("", |value| value.to_str().unwrap()).to_owned();
    (status, kept, response.bytes().await.unwrap().to_vec())
}

#[tokio::test]
async fn a_photo_is_made_small_kept_sealed_and_shown_to_who_may_see_her() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let all = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&all, Role::Operator)).await;
    let seen = admit(&mut desk, &person(&[])).await;
    let edit = format!("{}/ubah", seen.path);
    let form = desk.open(&edit).await;
    assert!(form.html.contains("multipart/form-data"));
    let (token, version) = (form.token(), crate::desks::version_of(&form));
    let fields = |version: &str| {
        [
            ("csrf", token.clone()),
            ("versi", version.to_owned()),
            ("nama", "H. Muhammad Arsyad".to_owned()),
            ("jenis_kelamin", "1".to_owned()),
            ("tanggal_lahir", "1970-08-17".to_owned()),
            ("hubungan", "1".to_owned()),
            ("rt", "2".to_owned()),
        ]
    };
    let send = fields(&version);
    let send: Vec<(&str, &str)> = send.iter().map(|(name, value)| (*name, &**value)).collect();
    for (name, bytes, sentence) in [
        (
            "foto.jpg",
            &b"bukan foto"[..],
            "class=\"err\" id=\"f-foto-err\"",
        ),
        ("foto.jpg", &photo()[..600], "terpotong atau rusak"),
        (
            "foto.svg",
            &b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..],
            "f-foto-err",
        ),
    ] {
        let refused = desk
            .send_files(&edit, &send, &[("foto", name, bytes)], false)
            .await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.html.contains(sentence), "{name}: {}", refused.html);
    }
    // What else is wrong is said, and that the photo has to come again.
    let mut wrong = send.clone();
    wrong.push(("rt", "dua"));
    let files = [("foto_kamera", "kamera.jpg", &photo()[..])];
    let refused = desk.send_files(&edit, &wrong, &files, false).await;
    assert!(
        refused.html.contains("Pilih fotonya sekali lagi"),
        "{}",
        refused.html
    );
    let path = format!("{}/foto", seen.path);
    assert_eq!(picture(&app, &desk, &path).await.0, 404);
    let saved = desk.send_files(&edit, &send, &files, false).await;
    assert!(
        saved.html.contains("Perbaikan sudah disimpan"),
        "{}",
        saved.html
    );
    assert!(
        saved.html.contains(&format!("src=\"{path}")),
        "{}",
        saved.html
    );
    let (status, kept, bytes) = picture(&app, &desk, &path).await;
    assert_eq!((status, kept.as_str()), (200, "no-store"));
    let small = media::picture::inspect(&bytes).unwrap();
    assert_eq!(small.format, media::picture::Format::Jpeg);
    assert!(small.width.max(small.height) <= 480, "{small:?}");
    assert!(!bytes.windows(4).any(|four| four == b"Exif"));

    // Sealed, and still there after its key has changed.
    let mut tx = app.tx(&village).await;
    let sealed: Vec<u8> = sqlx::query_scalar("select sealed from resident_photos")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    assert!(!sealed.windows(3).any(|three| three == [0xff, 0xd8, 0xff]));
    let config = app.running.app.config.clone();
    let line = ["vault", "rotate", "--village", &village.slug];
    assert_eq!(
        command_line(&config, &line).await,
        std::process::ExitCode::SUCCESS
    );
    assert_eq!(picture(&app, &desk, &path).await.2, bytes);

    // Nobody who may not see her sees it.
    let reader = enter(&app, of(&all, Role::Wilayah)).await;
    assert_eq!(picture(&app, &reader, &path).await.0, 404);
    let there = accounts(&app, &other).await;
    let foreign = enter(&app, of(&there, Role::Operator)).await;
    assert_eq!(picture(&app, &foreign, &path).await.0, 404);
    let stranger = Browser::new(&app, &village.host());
    assert_eq!(picture(&app, &stranger, &path).await.0, 303);
    let gone = desk.act(&seen.path, &format!("{path}/hapus"), &[]).await;
    assert!(gone.html.contains("Fotonya sudah dihapus"), "{}", gone.html);
    assert_eq!(picture(&app, &desk, &path).await.0, 404);
}
