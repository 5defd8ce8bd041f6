//! Categories and the agenda in the office, and what every form there refuses or asks about.

use identity::Role;
use support::{Browser, TestApp};

use crate::{
    desks::{make, refused, version_of},
    office::{accounts, enter, of},
};

#[tokio::test]
async fn what_cannot_be_is_said_next_to_its_field() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    let long = "a".repeat(300);
    for (list, name) in [
        ("/kantor/halaman", "judul"),
        ("/kantor/kategori", "nama"),
        ("/kantor/agenda", "judul"),
        ("/kantor/perangkat", "nama"),
        ("/kantor/menu", "nama"),
    ] {
        refused(&mut desk, list, &[(name, &long)], "paling panjang").await;
        refused(&mut desk, list, &[(name, "🎉🎉")], "dengan huruf").await;
        refused(
            &mut desk,
            list,
            &[(name, "\u{202e}\u{200f}\0 ")],
            "Perlu diperbaiki",
        )
        .await;
    }
    let when = "Rapat";
    for (fields, sentence) in [
        (
            [("tanggal", "31/02/2026"), ("jam", "09.00")],
            "Tanggal ini tidak ada",
        ),
        (
            [("tanggal", "0001-01-01"), ("jam", "09.00")],
            "di luar jangkauan",
        ),
        (
            [("tanggal", "2026-12-03"), ("jam", "25.00")],
            "Jam ini tidak ada",
        ),
        ([("tanggal", "2026-12-03"), ("jam", "")], "Isi jam mulainya"),
        (
            [("tanggal", "2026-12-03"), ("tanggal_selesai", "2026-12-02")],
            "selesai sebelum dimulai",
        ),
    ] {
        let mut all = vec![("judul", when)];
        all.extend(fields);
        refused(&mut desk, "/kantor/agenda", &all, sentence).await;
    }
    let early = [
        ("judul", when),
        ("tanggal", "2026-12-03"),
        ("jam", "09.00"),
        ("jam_selesai", "08.00"),
    ];
    refused(
        &mut desk,
        "/kantor/agenda",
        &early,
        "selesai sebelum dimulai",
    )
    .await;
    // Marks and null bytes go, the words stay.
    let odd = [
        ("versi", "0"),
        ("judul", "Vi\0si\u{202e} dan\u{200f} misi"),
        ("isi", "<p>a\0b</p>"),
        ("aksi", "terbit"),
    ];
    let (_, saved) = make(&mut desk, "/kantor/halaman", &odd).await;
    assert!(
        saved.html.contains("“Visi dan misi” sudah terbit"),
        "{}",
        saved.html
    );
    // An address that is taken is refused with a free one, and words are no address.
    let taken = [("judul", "Visi"), ("isi", "a"), ("alamat", "visi-dan-misi")];
    refused(&mut desk, "/kantor/halaman", &taken, "visi-dan-misi-2").await;
    let words = [("judul", "Visi"), ("isi", "a"), ("alamat", "Visi Misi")];
    refused(&mut desk, "/kantor/halaman", &words, "huruf kecil").await;
    let photo = [
        ("judul", "Visi"),
        ("foto", "00000000-0000-7000-8000-000000000001"),
    ];
    refused(&mut desk, "/kantor/halaman", &photo, "Foto ini").await;
}

#[tokio::test]
async fn what_looks_like_gambling_is_asked_about() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    let bad = "Slot gacor maxwin hari ini, depo pulsa 10 ribu langsung JP https://gacor88.example";
    let page = [
        ("versi", "0"),
        ("judul", "Profil"),
        ("isi", bad),
        ("aksi", "terbit"),
    ];
    refused(&mut desk, "/kantor/halaman", &page, "mirip iklan judi").await;
    let event = [
        ("judul", "Rapat"),
        ("tanggal", "2026-12-03"),
        ("jam", "09.00"),
        ("isi", bad),
    ];
    refused(&mut desk, "/kantor/agenda", &event, "Saya sudah memeriksa").await;
    refused(
        &mut desk,
        "/kantor/teks-berjalan",
        &[("teks", bad)],
        "mirip iklan judi",
    )
    .await;
    // A draft is nobody's business, and who has looked decides.
    let draft = [("versi", "0"), ("judul", "Profil"), ("isi", bad)];
    let (action, kept) = make(&mut desk, "/kantor/halaman", &draft).await;
    assert!(kept.html.contains("Draf tersimpan"), "{}", kept.html);
    let version = version_of(&kept);
    let sure = [
        ("versi", version.as_str()),
        ("judul", "Profil"),
        ("isi", bad),
        ("aksi", "terbit"),
        ("yakin", "ya"),
    ];
    let sent = desk.act(&action, &action, &sure).await;
    assert!(sent.html.contains("sudah terbit"), "{}", sent.html);
    // It is asked about again when what is public is saved.
    let version = version_of(&sent);
    let again = [
        ("versi", version.as_str()),
        ("judul", "Profil"),
        ("isi", bad),
        ("aksi", "simpan"),
    ];
    assert_eq!(desk.act(&action, &action, &again).await.status, 422);
}

#[tokio::test]
async fn categories_are_named_ordered_and_let_go() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let mut reader = Browser::new(&app, &village.host());
    let list = "/kantor/kategori";
    let (health, _) = make(&mut desk, list, &[("nama", "Kesehatan")]).await;
    let (farming, _) = make(&mut desk, list, &[("nama", "Tani")]).await;
    refused(&mut desk, list, &[("nama", "kesehatan")], "sudah ada").await;
    let id = health.rsplit('/').next().unwrap().to_owned();
    let article = [
        ("versi", "0"),
        ("judul", "Posyandu"),
        ("isi", "<p>Sabtu.</p>"),
        ("kategori", id.as_str()),
        ("aksi", "terbit"),
    ];
    let (written, _) = make(&mut desk, "/kantor/artikel", &article).await;
    assert!(
        reader
            .open("/kategori/kesehatan")
            .await
            .html
            .contains("Posyandu")
    );
    let names = |html: &str| html.find("Kesehatan") < html.find("Tani");
    assert!(names(&desk.open(list).await.html));
    let moved = desk
        .act(list, &format!("{farming}/pindah"), &[("arah", "naik")])
        .await;
    assert!(
        !names(&moved.html.replace("“Tani” naik", "")),
        "{}",
        moved.html
    );
    let end = desk
        .act(list, &format!("{farming}/pindah"), &[("arah", "naik")])
        .await;
    assert!(end.html.contains("di ujung daftar"));
    let odd = desk
        .act(list, &format!("{farming}/pindah"), &[("arah", "miring")])
        .await;
    assert_eq!(odd.status, 400);

    let renamed = [("nama", "Kesehatan warga"), ("alamat", "sehat")];
    desk.act(&health, &health, &renamed).await;
    assert_eq!(
        reader.open("/kategori/kesehatan").await.path,
        "/kategori/sehat"
    );
    assert!(
        desk.open(&health)
            .await
            .html
            .contains("1 berita di kategori ini")
    );
    let gone = desk.act(&health, &format!("{health}/hapus"), &[]).await;
    assert!(
        gone.html.contains("1 berita sekarang tanpa kategori"),
        "{}",
        gone.html
    );
    assert_eq!(reader.open("/kategori/sehat").await.status, 404);
    assert_eq!(reader.open("/artikel/posyandu").await.status, 200);
    // A form that was open meanwhile still names it.
    let version = version_of(&desk.open(&written).await);
    let mut late = article.to_vec();
    late[0] = ("versi", version.as_str());
    assert_eq!(desk.act(&written, &written, &late).await.status, 200);
    let twice = desk.act(list, &format!("{health}/hapus"), &[]).await;
    assert_eq!(twice.status, 404);
}

#[tokio::test]
async fn an_event_is_announced_changed_and_called_off() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let mut reader = Browser::new(&app, &village.host());
    let fields = [
        ("versi", "0"),
        ("judul", "Rapat pemuda"),
        ("tanggal", "03/12/2090"),
        ("jam", "09.00"),
        ("jam_selesai", "11.00"),
        ("tempat", "Balai desa"),
        ("isi", "<p>Bawa <b>usulan</b>.</p>"),
    ];
    let (action, saved) = make(&mut desk, "/kantor/agenda", &fields).await;
    assert!(
        saved.html.contains("sudah tampil di agenda"),
        "{}",
        saved.html
    );
    let agenda = reader.open("/agenda").await.html;
    assert!(
        agenda.contains("09.00–11.00 WITA") && agenda.contains("usulan"),
        "{agenda}"
    );
    assert!(
        reader
            .open("/agenda.ics")
            .await
            .html
            .contains("SUMMARY:Rapat pemuda")
    );
    assert!(
        reader
            .open("/cari?q=balai")
            .await
            .html
            .contains("/agenda#rapat-pemuda")
    );

    let form = desk.open(&action).await;
    assert!(form.html.contains("value=\"2090-12-03\"") && form.html.contains("value=\"09:00\""));
    let version = version_of(&form);
    let changed = [
        ("versi", version.as_str()),
        ("judul", "Rapat pemuda"),
        ("tanggal", "2090-12-04"),
        ("tanggal_selesai", "2090-12-06"),
        ("sepanjang_hari", "ya"),
        ("alamat", "musyawarah-pemuda"),
    ];
    assert_eq!(
        desk.act(&action, &action, &changed).await.path,
        "/kantor/agenda"
    );
    let agenda = reader.open("/agenda").await.html;
    assert!(
        agenda.contains("id=\"musyawarah-pemuda\"") && agenda.contains("sampai Rabu, 6 Desember")
    );
    assert!(
        reader
            .open("/agenda.ics")
            .await
            .html
            .contains("DTEND;VALUE=DATE:20901207")
    );
    assert!(
        !reader
            .open("/cari?q=balai")
            .await
            .html
            .contains("rapat-pemuda")
    );
    // Who had it open before is told.
    let late = desk.act(&action, &action, &changed).await;
    assert_eq!(late.status, 422);
    assert!(late.html.contains("disimpan orang lain"), "{}", late.html);
    let gone = desk.act(&action, &format!("{action}/hapus"), &[]).await;
    assert!(
        gone.html.contains("sudah dihapus dari agenda"),
        "{}",
        gone.html
    );
    assert!(!reader.open("/agenda").await.html.contains("Rapat pemuda"));
    assert_eq!(desk.open(&action).await.status, 404);
}
