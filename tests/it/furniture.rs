//! What stands around the texts of a site: officials, the menu, the running text.

use identity::Role;
use support::{Browser, TestApp};

use crate::{
    desks::{action_of, make, refused},
    office::{accounts, enter, of},
};

#[tokio::test]
async fn officials_come_move_and_go() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let photo = "00000000-0000-7000-8000-000000000009";
    let mut tx = app.tx(&village).await;
    sqlx::query(
        r#"insert into media (id, sha256, file_name, alt, byte_size, status, width, height, variants)
           values ($1::uuid, repeat('a', 64), 'a.jpg', 'Siti di meja kerjanya', 1, 'ready', 640, 400,
           '[{"name": "0123456789abcdef0123456789abcdef.jpg", "format": "jpg", "width": 640, "height": 400, "bytes": 9}]')"#,
    )
    .bind(photo)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    let mut reader = Browser::new(&app, &village.host());
    let list = "/kantor/perangkat";
    let siti = [
        ("bagian", "pemerintah"),
        ("nama", "Siti Aisyah"),
        ("jabatan", "Sekretaris Desa"),
        ("masa", "2021–2027"),
        ("foto", photo),
    ];
    let (first, saved) = make(&mut desk, list, &siti).await;
    assert!(saved.html.contains("sudah ditambahkan"), "{}", saved.html);
    let public = reader.open("/pemerintahan").await.html;
    assert!(public.contains("Siti Aisyah") && public.contains("0123456789abcdef"));
    assert!(
        reader
            .open("/cari?q=aisyah")
            .await
            .html
            .contains("/pemerintahan")
    );
    refused(&mut desk, list, &siti, "sudah ada di bagian ini").await;
    for (fields, sentence) in [
        (
            [("bagian", "raja"), ("nama", "A"), ("jabatan", "B")],
            "Pilih bagiannya",
        ),
        (
            [("bagian", "rt"), ("nama", "A"), ("jabatan", "")],
            "Isi jabatannya",
        ),
    ] {
        refused(&mut desk, list, &fields, sentence).await;
    }
    let unknown = [
        ("bagian", "rt"),
        ("nama", "A"),
        ("jabatan", "B"),
        ("foto", "' or 1=1"),
    ];
    refused(&mut desk, list, &unknown, "Foto ini").await;
    let head = [
        ("bagian", "pemerintah"),
        ("nama", "Ahmad"),
        ("jabatan", "Pambakal"),
    ];
    let (second, _) = make(&mut desk, list, &head).await;
    desk.act(list, &format!("{second}/pindah"), &[("arah", "naik")])
        .await;
    let public = reader.open("/pemerintahan").await.html;
    assert!(public.find("Ahmad") < public.find("Siti Aisyah"));

    // The photo stays when nobody touches it, and goes when it is taken off.
    let form = desk.open(&first).await.html;
    assert!(form.contains(&format!("value=\"{photo}\"")), "{form}");
    let mut kept = siti.to_vec();
    kept[1] = ("nama", "Hj. Siti Aisyah");
    kept.push(("foto_lepas", "ya"));
    desk.act(&first, &first, &kept).await;
    let public = reader.open("/pemerintahan").await.html;
    assert!(public.contains("Hj. Siti Aisyah") && !public.contains("0123456789abcdef"));
    let gone = desk.act(&first, &format!("{first}/hapus"), &[]).await;
    assert!(gone.html.contains("dihapus dari daftar"), "{}", gone.html);
    assert!(!reader.open("/pemerintahan").await.html.contains("Aisyah"));
    assert!(
        !reader
            .open("/cari?q=aisyah")
            .await
            .html
            .contains("/pemerintahan")
    );
}

#[tokio::test]
async fn the_menu_is_built_and_never_loops() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    let mut reader = Browser::new(&app, &village.host());
    let list = "/kantor/menu";
    let id = |action: &str| action.rsplit('/').next().unwrap().to_owned();
    let (news, saved) = make(
        &mut desk,
        list,
        &[("nama", "Kabar"), ("tujuan", "/artikel")],
    )
    .await;
    assert!(saved.html.contains("sudah ada di menu"), "{}", saved.html);
    let news_id = id(&news);
    let below = [
        ("nama", "Arsip"),
        ("tujuan", "/arsip"),
        ("di_bawah", news_id.as_str()),
    ];
    let (archive, _) = make(&mut desk, list, &below).await;
    let elsewhere = [
        ("nama", "Kabupaten"),
        ("alamat", "https://banjarkab.go.id/"),
    ];
    let (regency, _) = make(&mut desk, list, &elsewhere).await;
    let home = reader.open("/").await.html;
    assert!(home.contains("href=\"/arsip\"") && home.contains("https://banjarkab.go.id/"));

    let archive_id = id(&archive);
    for (action, parent, sentence) in [
        (&news, &news_id, "di bawah dirinya sendiri"),
        (&news, &archive_id, "berputar"),
        (&regency, &archive_id, "hanya dua tingkat"),
        (&news, &id(&regency), "hanya dua tingkat"),
    ] {
        let fields = [
            ("nama", "Kabar"),
            ("tujuan", "/artikel"),
            ("di_bawah", parent.as_str()),
        ];
        let seen = desk.act(action, action, &fields).await;
        assert_eq!(seen.status, 422, "{sentence}");
        assert!(seen.html.contains(sentence), "{sentence}: {}", seen.html);
    }
    let nobody = "00000000-0000-7000-8000-000000000001";
    let lost = [("nama", "A"), ("tujuan", "/"), ("di_bawah", nobody)];
    refused(&mut desk, list, &lost, "sudah tidak ada").await;
    for (address, sentence) in [
        ("javascript:alert(1)", "tidak boleh dipakai"),
        ("JaVaScRiPt:alert(1)", "tidak boleh dipakai"),
        ("java\u{200b}script:alert(1)", "tidak boleh memuat"),
        ("//judi.example", "Awali dengan https://"),
        ("data:text/html,x", "tidak boleh dipakai"),
        ("instagram.com/desa", "Awali dengan https://"),
    ] {
        refused(
            &mut desk,
            list,
            &[("nama", "A"), ("alamat", address)],
            sentence,
        )
        .await;
        // The list is no way around.
        refused(
            &mut desk,
            list,
            &[("nama", "A"), ("tujuan", address)],
            sentence,
        )
        .await;
    }
    refused(&mut desk, list, &[("nama", "A")], "Pilih tujuannya").await;
    let both = [("nama", "A"), ("tujuan", "/"), ("alamat", "/agenda")];
    refused(&mut desk, list, &both, "Pilih satu").await;

    // Two people move two entries below each other: one of them comes second.
    let token = desk.open(list).await.token();
    let mut colleague = Browser::new(&app, &village.host());
    colleague.cookies = desk.cookies.clone();
    let other_token = colleague.open("/kantor").await.token();
    desk.act(list, &format!("{archive}/hapus"), &[]).await;
    let regency_id = id(&regency);
    let one = [
        ("csrf", token.as_str()),
        ("nama", "Kabar"),
        ("tujuan", "/artikel"),
        ("di_bawah", &regency_id),
    ];
    let two = [
        ("csrf", other_token.as_str()),
        ("nama", "Kabupaten"),
        ("alamat", "https://banjarkab.go.id/"),
        ("di_bawah", &news_id),
    ];
    let (first, second) = tokio::join!(desk.send(&news, &one), colleague.send(&regency, &two));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "{}\n{}", first.html, second.html);

    let lead = [("nama", "Kabar"), ("alamat", "/halaman/tidak-ada")];
    desk.act(&news, &news, &lead).await;
    assert!(desk.open(list).await.html.contains("Tujuannya tidak ada"));
    desk.act(list, &format!("{regency}/hapus"), &[]).await;
    desk.act(list, &format!("{news}/hapus"), &[]).await;
    assert!(desk.open(list).await.html.contains("Menu masih kosong"));
    assert!(
        !reader
            .open("/")
            .await
            .html
            .contains("https://banjarkab.go.id/")
    );
}

#[tokio::test]
async fn the_running_text_runs_in_its_order() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    let mut reader = Browser::new(&app, &village.host());
    let list = "/kantor/teks-berjalan";
    let (first, _) = make(&mut desk, list, &[("teks", "Posyandu <besok> pagi")]).await;
    let link = [("teks", "Kantor tutup Jumat"), ("alamat", "/kontak")];
    let (second, _) = make(&mut desk, list, &link).await;
    let home = reader.open("/").await.html;
    assert!(home.contains("Posyandu &lt;besok&gt; pagi"));
    assert!(home.contains("<a href=\"/kontak\">Kantor tutup Jumat</a>"));
    desk.act(list, &format!("{second}/pindah"), &[("arah", "naik")])
        .await;
    let home = reader.open("/").await.html;
    assert!(home.find("Kantor tutup Jumat") < home.find("Posyandu &lt;besok"));
    refused(
        &mut desk,
        list,
        &[("teks", &"a".repeat(301))],
        "paling panjang 300",
    )
    .await;
    refused(
        &mut desk,
        list,
        &[("teks", "a"), ("alamat", "javascript:x")],
        "tidak boleh",
    )
    .await;
    desk.act(&first, &first, &[("teks", "Posyandu diundur")])
        .await;
    assert!(reader.open("/").await.html.contains("Posyandu diundur"));
    desk.act(list, &format!("{first}/hapus"), &[]).await;
    assert!(!reader.open("/").await.html.contains("Posyandu"));
    assert!(
        desk.open("/kantor/catatan")
            .await
            .html
            .contains("Menghapus teks berjalan")
    );
}

#[tokio::test]
async fn what_is_of_another_village_or_role_is_out_of_reach() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let here = accounts(&app, &village).await;
    let there = accounts(&app, &other).await;
    let mut desk = enter(&app, of(&here, Role::Operator)).await;
    let mut foreign = enter(&app, of(&there, Role::Operator)).await;
    let mut writer = enter(&app, of(&here, Role::Redaktur)).await;
    let text = [
        ("versi", "0"),
        ("judul", "Milik sendiri"),
        ("isi", "a"),
        ("aksi", "terbit"),
    ];
    let event = [
        ("versi", "0"),
        ("judul", "Milik"),
        ("tanggal", "2090-01-01"),
        ("sepanjang_hari", "ya"),
    ];
    let official = [
        ("bagian", "rt"),
        ("nama", "Milik"),
        ("jabatan", "Ketua RT 01"),
    ];
    let made = [
        make(&mut desk, "/kantor/halaman", &text).await.0,
        make(&mut desk, "/kantor/kategori", &[("nama", "Milik")])
            .await
            .0,
        make(&mut desk, "/kantor/agenda", &event).await.0,
        make(&mut desk, "/kantor/perangkat", &official).await.0,
        make(
            &mut desk,
            "/kantor/menu",
            &[("nama", "Milik"), ("tujuan", "/")],
        )
        .await
        .0,
        make(&mut desk, "/kantor/teks-berjalan", &[("teks", "Milik")])
            .await
            .0,
    ];
    for action in &made {
        assert_eq!(desk.open(action).await.status, 200, "{action}");
        assert_eq!(foreign.open(action).await.status, 404, "{action}");
        for act in ["hapus", "sampah", "pindah"] {
            let path = format!("{action}/{act}");
            let seen = foreign.act("/kantor", &path, &[("arah", "naik")]).await;
            assert!(
                seen.status == 404 || seen.status == 405,
                "{path}: {}",
                seen.status
            );
        }
    }
    for list in [
        "/kantor/perangkat",
        "/kantor/menu",
        "/kantor/teks-berjalan",
        "/kantor/tampilan",
    ] {
        assert_eq!(writer.open(list).await.status, 403, "{list}");
        assert_eq!(desk.open(list).await.status, 200, "{list}");
    }
    let own = desk.open("/kantor/tampilan").await.html;
    assert!(own.contains("href=\"/kantor/menu\"") && own.contains("Teks berjalan"));
    assert!(
        !writer
            .open("/kantor")
            .await
            .html
            .contains("/kantor/tampilan")
    );
    // What a form names is the office's own: the same number there makes something there.
    let menu = &made[4];
    let seen = foreign
        .act(
            "/kantor/menu",
            menu,
            &[("nama", "Lain"), ("tujuan", "/kontak")],
        )
        .await;
    assert_eq!(seen.status, 200);
    assert!(desk.open(menu).await.html.contains("value=\"Milik\""));
    assert_eq!(action_of(&desk.open(menu).await), *menu);
}
