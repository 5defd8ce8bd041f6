//! Groups: who keeps one sees that one, and of its members what a list on a wall would say.

use identity::Role;
use support::{Browser, Seen, TestApp};

use super::register::{NIK, NIK_OF_WIFE, admit, person, wife};
use crate::office::{accounts, enter, of};

const HERE: &str = "/kantor/kelompok";

async fn made(desk: &mut Browser<'_>, name: &str, kind: &str) -> Seen {
    let new = "/kantor/kelompok/baru";
    let seen = desk.act(new, new, &[("nama", name), ("jenis", kind)]).await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    seen
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// Somebody is found by the operator and taken in.
async fn taken(desk: &mut Browser<'_>, group: &str, words: &str) -> Seen {
    let found = desk
        .act(group, &format!("{group}/cari"), &[("q", words)])
        .await;
    let resident = found.html.split("name=\"penduduk\" value=\"").nth(1);
    let resident = resident.unwrap_or_else(|| panic!("{words}: {}", found.html));
    let resident = resident.split('"').next().unwrap().to_owned();
    desk.act(
        group,
        &format!("{group}/anggota"),
        &[("penduduk", &resident)],
    )
    .await
}

#[tokio::test]
async fn a_group_is_made_filled_changed_and_taken_away() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let all = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&all, Role::Operator)).await;
    let person = admit(&mut desk, &person(&[])).await;
    let wife = admit(&mut desk, &wife(&[])).await;
    assert!(desk.open(HERE).await.html.contains("Belum ada kelompok"));
    let group = made(&mut desk, "Tani Banyu Bening", "farmers").await.path;
    let new = "/kantor/kelompok/baru";
    for (fields, sentence) in [
        (
            [("nama", "tani  BANYU bening"), ("jenis", "women")],
            "sudah ada",
        ),
        ([("nama", ""), ("jenis", "women")], "Tulis nama kelompoknya"),
        (
            [("nama", "Arisan"), ("jenis", "arisan")],
            "Pilih jenis kelompoknya",
        ),
    ] {
        let refused = desk.act(new, new, &fields).await;
        assert_eq!(refused.status, 422, "{fields:?}");
        assert!(refused.html.contains(sentence), "{fields:?}");
    }
    let joined = taken(&mut desk, &group, "arsyad").await;
    assert!(
        joined.html.contains("Anggota sudah ditambahkan"),
        "{}",
        joined.html
    );
    taken(&mut desk, &group, NIK_OF_WIFE).await;
    let again = taken(&mut desk, &group, NIK).await;
    assert!(
        again.html.contains("sudah menjadi anggota"),
        "{}",
        again.html
    );
    assert!(again.html.contains("2 anggota") && !again.html.contains(NIK));

    // A position puts her first.
    let member = format!("{group}/anggota/{}", id(&wife.path));
    let fields = [
        ("jabatan", "Ketua"),
        ("nomor", "007"),
        ("bergabung", "2026-01-05"),
    ];
    let saved = desk.act(&member, &member, &fields).await;
    let (first, second) = (saved.html.find("Rahmah"), saved.html.find("Arsyad"));
    assert!(first < second, "{}", saved.html);
    for (field, wrong) in [
        ("jabatan", "a".repeat(41)),
        ("bergabung", "2027-01-01".to_owned()),
    ] {
        let seen = desk.act(&member, &member, &[(field, &wrong)]).await;
        assert_eq!(seen.status, 422, "{field}");
    }
    // Who died stays in the list, marked.
    let died = format!("{}/peristiwa", person.path);
    let fields = [
        ("peristiwa", "meninggal"),
        ("tanggal", "2026-11-20"),
        ("tanggal_lapor", "2026-11-21"),
    ];
    desk.act(&died, &died, &fields).await;
    let page = desk.open(&group).await.html;
    assert!(page.contains("1 anggota, 1 tidak lagi di desa"), "{page}");
    assert!(page.contains("Meninggal"), "{page}");
    assert!(
        !desk
            .act(&group, &format!("{group}/cari"), &[("q", "arsyad")])
            .await
            .html
            .contains("name=\"penduduk\"")
    );

    let table = desk
        .act(&group, &format!("{group}/tabel"), &[("bentuk", "csv")])
        .await
        .html;
    assert!(
        table.contains("Ketua") && table.contains("630304******0002"),
        "{table}"
    );
    assert!(!table.contains(NIK_OF_WIFE), "{table}");

    // Not while somebody is in it, and nobody elsewhere knows it.
    let kept = desk.act(&group, &format!("{group}/hapus"), &[]).await;
    assert!(
        kept.html.contains("masih mempunyai anggota"),
        "{}",
        kept.html
    );
    let there = accounts(&app, &other).await;
    let mut elsewhere = enter(&app, of(&there, Role::Operator)).await;
    assert_eq!(elsewhere.open(&group).await.status, 404);
    for member in [&person.path, &wife.path] {
        let out = format!("{group}/anggota/{}/keluar", id(member));
        assert_eq!(desk.act(&group, &out, &[]).await.status, 200);
    }
    let form = desk.open(&format!("{group}/ubah")).await;
    let version = crate::desks::version_of(&form);
    let edit = format!("{group}/ubah");
    let fields = [
        ("versi", version.as_str()),
        ("nama", "Tani Baru"),
        ("jenis", "other"),
    ];
    assert!(
        desk.act(&edit, &edit, &fields)
            .await
            .html
            .contains("Tani Baru")
    );
    assert_eq!(
        desk.act(&edit, &edit, &fields).await.status,
        422,
        "somebody was quicker"
    );
    let gone = desk.act(&group, &format!("{group}/hapus"), &[]).await;
    assert!(gone.html.contains("sudah dihapus"), "{}", gone.html);
    assert_eq!(desk.open(&group).await.status, 404);
    let record = desk.open("/kantor/catatan").await.html;
    assert!(record.contains("Mengatur anggota kelompok"), "{record}");
}

#[tokio::test]
async fn who_keeps_a_group_sees_that_group_and_nothing_of_the_register() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let all = accounts(&app, &village).await;
    let mut operator = enter(&app, of(&all, Role::Operator)).await;
    let seen = admit(&mut operator, &person(&[])).await;
    admit(&mut operator, &wife(&[])).await;
    // Two of one name and one day: neither can be named exactly.
    for rt in ["3", "4"] {
        let twin = [
            ("nama", "Ahmad Kembar"),
            ("nik", ""),
            ("no_kk", ""),
            ("hubungan", ""),
            ("tanggal_lahir", "1990-02-03"),
            ("telepon", ""),
            ("rt", rt),
        ];
        assert_eq!(admit(&mut operator, &person(&twin)).await.status, 200);
    }
    let own = made(&mut operator, "Tani Banyu Bening", "farmers")
        .await
        .path;
    let other = made(&mut operator, "Posyandu Melati", "health").await.path;
    taken(&mut operator, &other, "arsyad").await;

    let mut keeper = enter(&app, of(&all, Role::Kelompok)).await;
    let list = keeper.open(HERE).await.html;
    assert!(list.contains("Belum ada kelompok untuk Anda"), "{list}");
    assert_eq!(keeper.open(&own).await.status, 404);
    let page = operator.open(&own).await.html;
    let staff = page.split("name=\"pengurus\" value=\"").nth(1).unwrap();
    let staff = staff.split('"').next().unwrap().to_owned();
    let give = format!("{own}/pengurus");
    operator.act(&own, &give, &[("pengurus", &staff)]).await;

    let list = keeper.open(HERE).await.html;
    assert!(
        list.contains("Banyu Bening") && !list.contains("Melati"),
        "{list}"
    );
    // Every address of the group that is not hers, and everything of the register.
    let token = keeper.open(HERE).await.token();
    let member = format!("{other}/anggota/{}", id(&seen.path));
    for path in [&other, &member] {
        assert_eq!(keeper.open(path).await.status, 404, "{path}");
    }
    for path in ["anggota", "tabel"].map(|end| format!("{other}/{end}")) {
        let fields = [("csrf", token.as_str()), ("nik", NIK)];
        assert_eq!(keeper.send(&path, &fields).await.status, 404, "{path}");
    }
    for path in [&format!("{member}/keluar"), &member] {
        assert_eq!(
            keeper.send(path, &[("csrf", &token)]).await.status,
            404,
            "{path}"
        );
    }
    assert_eq!(
        keeper
            .open(&format!("{HERE}?sesudah={}", id(&other)))
            .await
            .status,
        400
    );
    for path in [
        "/kantor/penduduk",
        "/kantor/keluarga",
        "/kantor/penduduk/ekspor",
        "/kantor/kelompok/baru",
        &seen.path,
        &format!("{own}/ubah"),
    ] {
        assert_eq!(keeper.open(path).await.status, 403, "{path}");
    }
    for path in [format!("{own}/cari"), give.clone(), format!("{own}/hapus")] {
        assert_eq!(
            keeper
                .send(&path, &[("csrf", &token), ("q", "arsyad")])
                .await
                .status,
            403,
            "{path}"
        );
    }

    // One sentence, whether nobody fits or several do.
    let join = format!("{own}/anggota");
    let mut answers = Vec::new();
    for (name, born) in [
        ("Ahmad Kembar", "1990-02-03"),
        ("Tidak Ada", "1990-02-03"),
        ("Siti Rahmah", "1975-03-13"),
    ] {
        let seen = keeper
            .act(&own, &join, &[("nama", name), ("tanggal_lahir", born)])
            .await;
        assert_eq!(seen.status, 422, "{name}");
        answers.push(seen.html.replace(name, "").replace(born, ""));
    }
    let unknown = keeper
        .act(&own, &join, &[("nik", "6303041708700009")])
        .await;
    assert!(
        unknown
            .html
            .contains("Tidak ditemukan satu orang yang cocok"),
        "{}",
        unknown.html
    );
    assert!(!unknown.html.contains("6303041708700009"));
    assert!(
        answers[0].contains("Tidak ditemukan satu orang yang cocok"),
        "{}",
        answers[0]
    );
    assert!(
        answers
            .iter()
            .all(|answer| strip(answer) == strip(&answers[0]))
    );
    let joined = keeper
        .act(
            &own,
            &join,
            &[("nama", "siti rahmah"), ("tanggal_lahir", "12-03-1975")],
        )
        .await;
    assert!(
        joined.html.contains("Anggota sudah ditambahkan"),
        "{}",
        joined.html
    );
    let joined = keeper
        .act(&own, &join, &[("nik", "6303.0417.0870.0001")])
        .await;
    assert!(joined.html.contains("Arsyad"), "{}", joined.html);
    for closed in ["630304******", NIK, "/kantor/penduduk/"] {
        assert!(!joined.html.contains(closed), "{closed}: {}", joined.html);
    }
    let member = format!("{own}/anggota/{}", id(&seen.path));
    let page = keeper.open(&member).await.html;
    assert!(
        page.contains("RT 002") && !page.contains("/kantor/penduduk/"),
        "{page}"
    );
    let table = keeper
        .act(&own, &format!("{own}/tabel"), &[("bentuk", "csv")])
        .await
        .html;
    assert!(
        table.contains("Arsyad") && !table.contains("NIK") && !table.contains("6303"),
        "{table}"
    );

    // Taken away at once.
    operator.act(&own, &give, &[]).await;
    assert_eq!(keeper.open(&own).await.status, 404);
}

/// A page without what differs by itself.
fn strip(html: &str) -> String {
    let mut text = html.to_owned();
    for before in ["name=\"csrf\" value=\"", "name=\"csrf\" content=\""] {
        let parts = text.split(before);
        text = parts
            .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
            .collect();
    }
    text
}
