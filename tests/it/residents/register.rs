//! People, families and what happens to them, in the office.

use identity::Role;
use support::{Browser, Seen, TestApp, TestVillage};

use crate::office::{accounts, enter, of};

pub const NIK: &str = "6303041708700001";
pub const NIK_OF_WIFE: &str = "6303045203750002";
pub const CARD: &str = "6303040101100001";
const OTHER_CARD: &str = "6303040101100002";
pub const PHONE: &str = "081234567890";

/// The operator of a village at her desk.
pub async fn desk<'a>(app: &'a TestApp, village: &TestVillage) -> Browser<'a> {
    let accounts = accounts(app, village).await;
    enter(app, of(&accounts, Role::Operator)).await
}

/// Fields of a person as the form has them; later ones win over earlier ones.
pub fn person<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("nama", "H. Muhammad Arsyad, S.Pd.I"),
        ("nik", NIK),
        ("no_kk", CARD),
        ("jenis_kelamin", "1"),
        ("hubungan", "1"),
        ("tempat_lahir", "Martapura"),
        ("tanggal_lahir", "1970-08-17"),
        ("tanggal", "2026-11-01"),
        ("tanggal_lapor", "2026-11-02"),
        ("dusun", "Dusun II"),
        ("rt", "2"),
        ("pekerjaan", "9"),
        ("nama_ibu", "Galuh Intan"),
        ("telepon", PHONE),
    ];
    fields.extend_from_slice(more);
    fields
}

pub fn wife<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = person(&[
        ("nama", "Siti Rahmah"),
        ("nik", NIK_OF_WIFE),
        ("jenis_kelamin", "2"),
        ("hubungan", "3"),
        ("tanggal_lahir", "1975-03-12"),
        ("telepon", ""),
    ]);
    fields.extend_from_slice(more);
    fields
}

/// Writes somebody down; her page.
pub async fn admit(desk: &mut Browser<'_>, fields: &[(&str, &str)]) -> Seen {
    desk.act("/kantor/penduduk/baru", "/kantor/penduduk/baru", fields)
        .await
}

async fn search(desk: &mut Browser<'_>, words: &str) -> Seen {
    let fields = [("q", words)];
    desk.act("/kantor/penduduk", "/kantor/penduduk/cari", &fields)
        .await
}

/// The first address in a page that begins like this and ends with an id.
fn address(seen: &Seen, start: &str) -> String {
    let at = seen
        .html
        .match_indices(start)
        .map(|(at, _)| &seen.html[at..])
        .find(|rest| rest.len() > start.len() + 36 && rest.as_bytes()[start.len() + 8] == b'-')
        .unwrap_or_else(|| panic!("no {start}: {}", seen.html));
    at[..start.len() + 36].to_owned()
}

#[tokio::test]
async fn somebody_is_written_down_found_and_shown_covered() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let mut desk = desk(&app, &village).await;
    assert!(
        desk.open("/kantor/penduduk")
            .await
            .html
            .contains("masih kosong")
    );
    let seen = admit(&mut desk, &person(&[])).await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    assert!(seen.path.starts_with("/kantor/penduduk/"), "{}", seen.path);
    admit(&mut desk, &wife(&[])).await;
    for (words, found) in [
        ("muh arsad", "Arsyad"),
        ("M. Arsyad", "Arsyad"),
        ("rohmah", "Rahmah"),
        (NIK, "Arsyad"),
        ("6303.0417.0870.0001", "Arsyad"),
        (CARD, "Rahmah"),
        ("0812-3456-7890", "Arsyad"),
    ] {
        let seen = search(&mut desk, words).await;
        assert!(seen.html.contains(found), "{words}: {}", seen.html);
    }
    for words in [
        "zulkifli",
        "6303041708700009",
        "",
        "%_\\",
        "'; drop table residents",
    ] {
        let seen = search(&mut desk, words).await;
        assert_eq!(seen.status, 200);
        assert!(
            !seen.html.contains("Arsyad</span>") || words.is_empty(),
            "{words}"
        );
    }
    // Everything but the one answer to a look is covered.
    for page in [
        desk.open("/kantor/penduduk").await,
        desk.open("/kantor/keluarga").await,
        desk.open(&seen.path).await,
        desk.open(&format!("{}/ubah", seen.path)).await,
        search(&mut desk, "arsyad").await,
    ] {
        for closed in [NIK, CARD, PHONE, "0812-3456-7890", "Galuh Intan"] {
            assert!(!page.html.contains(closed), "{}: {closed}", page.path);
        }
    }
    let look = format!("{}/lihat", seen.path);
    let looked = desk.act(&seen.path, &look, &[("keperluan", "surat")]).await;
    for closed in [NIK, CARD, "0812-3456-7890", "Galuh Intan"] {
        assert!(looked.html.contains(closed), "{closed}: {}", looked.html);
    }
    let after = desk.open(&seen.path).await.html;
    assert!(!after.contains(NIK) && after.contains("Membuat surat"));
    let record = desk.open("/kantor/catatan").await.html;
    assert!(
        record.contains("Melihat data tertutup penduduk"),
        "{record}"
    );
    assert!(!record.contains(NIK) && !record.contains("Arsyad"));
    let without = desk.act(&seen.path, &look, &[("keperluan", "x")]).await;
    assert_eq!(without.status, 400);
    // Another village knows nothing of her, by whatever number.
    let mut elsewhere = self::desk(&app, &other).await;
    assert_eq!(elsewhere.open(&seen.path).await.status, 404);
    for words in [NIK, CARD, PHONE, "arsyad"] {
        let seen = search(&mut elsewhere, words).await;
        assert!(seen.html.contains("Tidak ditemukan"), "{words}");
    }
}

#[tokio::test]
async fn what_cannot_be_is_said_and_nothing_is_lost() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    admit(&mut desk, &person(&[])).await;
    for (more, sentence) in [
        (
            &[("nama", "Orang Lain"), ("hubungan", "9")][..],
            "sudah tercatat atas nama orang lain",
        ),
        (
            &[("nik", "6303041708700002")][..],
            "sudah mempunyai kepala keluarga",
        ),
        (&[("nik", "630304170870000")][..], "NIK"),
        (&[("nik", "63030417087000011")][..], "NIK"),
        (
            &[("nik", ""), ("tanggal_lahir", "2027-01-01")][..],
            "belum terjadi",
        ),
        (
            &[("nik", ""), ("rt", "dua")][..],
            "RT dan RW ditulis dengan angka",
        ),
        (&[("nik", ""), ("nama", "")][..], "Nama belum diisi"),
        (
            &[("nik", ""), ("agama", "77")][..],
            "Pilih salah satu dari daftar",
        ),
        (&[("nik", ""), ("telepon", "12")][..], "telepon"),
        (&[("nik", ""), ("hubungan", "")][..], "Pilih hubungannya"),
        (
            &[
                ("nik", ""),
                ("hubungan", "4"),
                ("tanggal", "2026-11-20"),
                ("tanggal_lapor", "2026-11-19"),
            ][..],
            "sebelum terjadi",
        ),
    ] {
        let seen = admit(&mut desk, &person(more)).await;
        assert_eq!(seen.status, 422, "{more:?}");
        assert!(seen.html.contains(sentence), "{more:?}: {}", seen.html);
        assert!(seen.html.contains("value=\"Martapura\""), "{more:?}");
    }
    // What a NIK says otherwise is a remark and no refusal.
    let odd = wife(&[("tanggal_lahir", "1975-12-03")]);
    let seen = admit(&mut desk, &odd).await;
    assert_eq!(seen.status, 200);
    assert!(seen.html.contains("terbalik"), "{}", seen.html);
    // Two at the same row: the second is told.
    let form = desk.open(&format!("{}/ubah", seen.path)).await;
    let save = format!("{}/ubah", seen.path);
    let version = crate::desks::version_of(&form);
    let fields = [
        ("versi", version.as_str()),
        ("nama", "Siti Rahmah binti Ali"),
        ("jenis_kelamin", "2"),
        ("tanggal_lahir", "1975-03-12"),
        ("hubungan", "3"),
        ("dusun", "dsn 2"),
        ("rt", "002"),
    ];
    let saved = desk.act(&save, &save, &fields).await;
    assert!(
        saved.html.contains("Perbaikan sudah disimpan"),
        "{}",
        saved.html
    );
    let late = desk.act(&save, &save, &fields).await;
    assert_eq!(late.status, 422);
    assert!(late.html.contains("diubah orang lain"), "{}", late.html);
    // What lay closed and was not typed is what it was.
    let seen = search(&mut desk, NIK_OF_WIFE).await;
    assert!(seen.html.contains("Rahmah"), "{}", seen.html);
    // However the hamlet and the RT are written, they are the same.
    let areas = desk.open("/kantor/penduduk/wilayah").await.html;
    assert_eq!(areas.matches("Dusun II, RT 002").count(), 1, "{areas}");
}

#[tokio::test]
async fn what_happens_is_dated_and_can_be_taken_back() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let seen = admit(&mut desk, &person(&[])).await;
    let form = format!("{}/peristiwa", seen.path);
    let die = |day| {
        [
            ("peristiwa", "meninggal"),
            ("tanggal", day),
            ("tanggal_lapor", "2026-11-30"),
        ]
    };
    for (day, sentence) in [
        ("2027-01-01", "belum terjadi"),
        ("2026-10-31", "Sudah ada peristiwa yang lebih akhir"),
        ("kemarin", "tanggal"),
    ] {
        let wrong = desk.act(&form, &form, &die(day)).await;
        assert_eq!(wrong.status, 422, "{day}");
        assert!(wrong.html.contains(sentence), "{day}: {}", wrong.html);
    }
    let gone = desk.act(&form, &form, &die("2026-11-20")).await;
    assert!(
        gone.html.contains("Meninggal sejak 20 November 2026"),
        "{}",
        gone.html
    );
    assert!(gone.html.contains("56 tahun"));
    assert!(
        desk.open("/kantor/penduduk")
            .await
            .html
            .contains("masih kosong")
    );
    let dead = desk.open("/kantor/penduduk?keadaan=dead").await.html;
    assert!(dead.contains("Arsyad"));
    let again = [
        ("peristiwa", "pindah"),
        ("tanggal", "2026-11-25"),
        ("tanggal_lapor", "2026-11-30"),
    ];
    let refused = desk.act(&form, &form, &again).await;
    assert!(
        refused.html.contains("tercatat meninggal"),
        "{}",
        refused.html
    );

    let back = format!("{}/batal", address(&gone, &format!("{form}/")));
    let alive = desk.act(&seen.path, &back, &[]).await;
    assert!(alive.html.contains("dibatalkan"), "{}", alive.html);
    assert!(desk.open("/kantor/penduduk").await.html.contains("Arsyad"));
    // Gone and back: on every day it can be told whether he was here.
    let away = [
        ("peristiwa", "pergi"),
        ("tanggal", "2026-11-10"),
        ("tanggal_lapor", "2026-11-30"),
    ];
    desk.act(&form, &form, &away).await;
    let home = [
        ("peristiwa", "kembali"),
        ("tanggal", "2026-11-15"),
        ("tanggal_lapor", "2026-11-30"),
    ];
    let home = desk.act(&form, &form, &home).await;
    assert_eq!(home.status, 200, "{}", home.html);
    let mut tx = app.tx(&village).await;
    let days: Vec<(String, bool)> = sqlx::query_as(
        "select day::date::text, exists (select from residence_spans
             where from_on <= day and (until_on is null or until_on > day))
         from unnest(array['2026-10-31', '2026-11-01', '2026-11-09', '2026-11-10', '2026-11-14',
             '2026-11-15', '2026-11-30']::date[]) day order by day",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    tx.finish().await.unwrap();
    let here: Vec<bool> = days.iter().map(|(_, here)| *here).collect();
    assert_eq!(
        here,
        [false, true, true, false, false, true, true],
        "{days:?}"
    );
    // Who has a history is not deleted; who has none is.
    let remove = format!("{}/hapus", seen.path);
    let kept = desk.act(&seen.path, &remove, &[]).await;
    assert!(
        kept.html.contains("sudah mempunyai riwayat"),
        "{}",
        kept.html
    );
    let wrong = admit(&mut desk, &wife(&[])).await;
    let removed = desk
        .act(&wrong.path, &format!("{}/hapus", wrong.path), &[])
        .await;
    assert!(removed.html.contains("sudah dihapus"), "{}", removed.html);
    assert_eq!(desk.open(&wrong.path).await.status, 404);
}

#[tokio::test]
async fn a_family_gets_a_child_another_head_and_parts() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let husband = admit(&mut desk, &person(&[])).await;
    let wife = admit(&mut desk, &wife(&[])).await;
    let family = address(&husband, "/kantor/keluarga/");
    assert_eq!(family, address(&wife, "/kantor/keluarga/"));
    let id_of = |seen: &Seen| seen.path.rsplit('/').next().unwrap().to_owned();
    let (husband_id, wife_id) = (id_of(&husband), id_of(&wife));

    let form = format!(
        "/kantor/penduduk/baru?asal=lahir&keluarga={}",
        &family[17..]
    );
    let child = [
        ("asal", "lahir"),
        ("keluarga", &family[17..]),
        ("nama", "Bayi Arsyad"),
        ("jenis_kelamin", "2"),
        ("hubungan", "4"),
        ("tanggal_lahir", "2026-11-28"),
        ("tanggal_lapor", "2026-11-30"),
        ("dusun", "II"),
        ("rt", "2"),
    ];
    let child = desk.act(&form, "/kantor/penduduk/baru", &child).await;
    assert_eq!(child.status, 200, "{}", child.html);
    assert!(child.html.contains("Lahir") && child.html.contains("sementara "));
    assert_eq!(address(&child, "/kantor/keluarga/"), family);

    let head = [("kepala", wife_id.as_str()), ("bekas", "2")];
    let led = desk.act(&family, &format!("{family}/kepala"), &head).await;
    assert!(led.html.contains("Keluarga Siti Rahmah"), "{}", led.html);
    assert!(led.html.contains(">Suami<"));

    let part = format!("{family}/pindah");
    let fields = [("pilih", husband_id.as_str()), ("kk_tujuan", CARD)];
    let own = desk.act(&family, &part, &fields).await;
    assert!(
        own.html.contains("nomor KK keluarga ini sendiri"),
        "{}",
        own.html
    );
    let none = desk.act(&family, &part, &[("kk_tujuan", OTHER_CARD)]).await;
    assert!(none.html.contains("Pilih dulu anggota"), "{}", none.html);
    let fields = [("pilih", husband_id.as_str()), ("kk_tujuan", OTHER_CARD)];
    let apart = desk.act(&family, &part, &fields).await;
    assert_ne!(apart.path, family);
    assert!(
        apart.html.contains("Keluarga H. Muhammad Arsyad"),
        "{}",
        apart.html
    );
    // And together again.
    let back = format!("{}/pindah", apart.path);
    let fields = [("pilih", husband_id.as_str()), ("kk_tujuan", CARD)];
    let joined = desk.act(&apart.path, &back, &fields).await;
    assert_eq!(joined.path, family);
    for name in ["Siti Rahmah", "Arsyad", "Bayi Arsyad"] {
        assert!(joined.html.contains(name), "{name}");
    }
    // The family moves, and everybody with it.
    let version = crate::desks::version_of(&joined);
    let fields = [
        ("versi", version.as_str()),
        ("alamat", "Jl. Handil"),
        ("rt", "7"),
    ];
    let moved = desk.act(&family, &family, &fields).await;
    assert!(moved.html.contains("RT 007"), "{}", moved.html);
    let people = desk.open("/kantor/penduduk").await.html;
    assert_eq!(people.matches("<td>RT 007</td>").count(), 3, "{people}");
    // Another card, and the number of the first is free again.
    let version = crate::desks::version_of(&moved);
    let fields = [
        ("versi", version.as_str()),
        ("no_kk", OTHER_CARD),
        ("rt", "7"),
    ];
    let taken = desk.act(&family, &family, &fields).await;
    assert_eq!(taken.status, 422, "an empty family has this card");
    assert!(
        taken.html.contains("sudah dipakai keluarga lain"),
        "{}",
        taken.html
    );
}

#[tokio::test]
async fn only_who_may_keeps_the_register() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    for (role, may) in [
        (Role::Operator, true),
        (Role::Sekdes, true),
        (Role::Kasi, true),
        (Role::Redaktur, false),
        (Role::Bendahara, false),
        (Role::Kades, false),
    ] {
        let mut desk = enter(&app, of(&accounts, role)).await;
        let expected = if may { 200 } else { 403 };
        for path in [
            "/kantor/penduduk",
            "/kantor/keluarga",
            "/kantor/penduduk/baru",
        ] {
            assert_eq!(desk.open(path).await.status, expected, "{role:?} {path}");
        }
    }
}
