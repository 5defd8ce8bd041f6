//! What residents have a right to: agreeing and taking it back, a copy of what is kept, having it put
//! right, being forgotten.

use identity::Role;
use serde_json::Value;
use support::{Browser, Seen, TestApp, TestVillage};

use super::register::{CARD, NIK, PHONE, admit, desk, person, wife};
use crate::{
    office::{accounts, enter, of},
    portal,
};

const WISH: &str = "Nama ibu saya Galuh Cahaya, bukan Galuh Intan.";

/// The first address of the page with this beginning and end.
fn action(seen: &Seen, begin: &str, end: &str) -> String {
    let links = seen.html.split("action=\"").skip(1);
    let mut links = links.filter_map(|part| part.split('"').next());
    let found = links.find(|link| link.starts_with(begin) && link.ends_with(end));
    found
        .unwrap_or_else(|| panic!("no {begin}…{end}: {}", seen.html))
        .to_owned()
}

#[tokio::test]
async fn an_agreement_holds_until_it_is_taken_back() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let seen = admit(&mut desk, &person(&[])).await;
    let page = format!("{}/hak", seen.path);
    let agree = format!("{page}/persetujuan");
    let fields = |word, day| [("untuk", word), ("cara", "written"), ("tanggal", day)];
    for (word, day, sentence) in [
        ("semua", "2026-11-05", "Pilih untuk apa"),
        ("telepon", "2099-01-01", "belum terjadi"),
        ("telepon", "kemarin", "tanggal"),
    ] {
        let wrong = desk.act(&page, &agree, &fields(word, day)).await;
        assert_eq!(wrong.status, 422, "{word} {day}");
        assert!(
            wrong.html.contains(sentence),
            "{word} {day}: {}",
            wrong.html
        );
    }
    let online = [
        ("untuk", "foto"),
        ("cara", "online"),
        ("tanggal", "2026-11-05"),
    ];
    assert_eq!(desk.act(&page, &agree, &online).await.status, 422);
    let agreed = desk
        .act(&page, &agree, &fields("telepon", "2026-11-05"))
        .await;
    assert!(agreed.html.contains("5 November 2026"), "{}", agreed.html);
    let twice = desk
        .act(&page, &agree, &fields("telepon", "2026-11-06"))
        .await;
    assert!(twice.html.contains("masih berlaku"), "{}", twice.html);

    let withdraw = action(&agreed, &agree, "/cabut");
    let ended = desk.act(&page, &withdraw, &[]).await;
    // The phone is still written down: that is said.
    assert!(
        ended.html.contains("Hapus juga nomor teleponnya"),
        "{}",
        ended.html
    );
    assert!(ended.html.contains("Dicabut"));
    let again = desk.act(&page, &withdraw, &[]).await;
    assert!(again.html.contains("sudah tidak berlaku"), "{}", again.html);
    // And it can be taken away, without any other value being lost.
    let edit = format!("{}/ubah", seen.path);
    let form = desk.open(&edit).await;
    let version = crate::desks::version_of(&form);
    let mut fields = person(&[("nik", ""), ("nama_ibu", ""), ("telepon", "")]);
    fields.extend([("versi", version.as_str()), ("telepon_kosong", "ya")]);
    let saved = desk.act(&edit, &edit, &fields).await;
    assert!(
        saved.html.contains("Perbaikan sudah disimpan"),
        "{}",
        saved.html
    );
    assert!(!saved.html.contains("<dt>Telepon</dt>") && saved.html.contains("<dt>NIK</dt>"));
    let anew = desk.act(&page, &agree, &self::agreed("telepon")).await;
    assert!(anew.html.contains("Persetujuan sudah tercatat"));
}

fn agreed(word: &str) -> [(&'static str, &str); 3] {
    [
        ("untuk", word),
        ("cara", "spoken"),
        ("tanggal", "2026-11-20"),
    ]
}

#[tokio::test]
async fn what_a_resident_wants_put_right_lies_closed_until_somebody_decides() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let seen = admit(&mut desk, &person(&[])).await;
    let other = admit(&mut desk, &wife(&[])).await;
    let page = format!("{}/hak", seen.path);
    let ask = format!("{page}/perbaikan");
    let short = desk.act(&page, &ask, &[("perbaikan", " x ")]).await;
    assert_eq!(short.status, 422);
    let asked = desk.act(&page, &ask, &[("perbaikan", WISH)]).await;
    assert!(!asked.html.contains("Galuh Cahaya"), "{}", asked.html);
    let list = desk.open("/kantor/penduduk/perbaikan").await.html;
    assert!(list.contains("Arsyad") && !list.contains("Galuh"), "{list}");
    let home = desk.open("/kantor").await.html;
    assert!(home.contains("1 permintaan perbaikan data"), "{home}");

    let read = action(&asked, &ask, "/baca");
    let foreign = read.replace(&seen.path, &other.path);
    assert_eq!(desk.act(&page, &foreign, &[]).await.status, 404);
    let opened = desk.act(&page, &read, &[]).await;
    assert!(opened.html.contains("Galuh Cahaya"), "{}", opened.html);
    assert!(!desk.open(&page).await.html.contains("Galuh Cahaya"));
    let looks = desk.open(&seen.path).await.html;
    assert!(looks.contains("permintaan perbaikan"), "{looks}");

    let decide = action(&opened, &ask, "/putus");
    let without = desk
        .act(&page, &decide, &[("putusan", "tolak"), ("jawaban", "")])
        .await;
    assert_eq!(without.status, 422, "a refusal has a reason");
    assert!(without.html.contains("Tulis alasannya") && without.html.contains("Galuh Cahaya"));
    let nothing = desk.act(&page, &decide, &[("jawaban", "Baik")]).await;
    assert_eq!(nothing.status, 422);
    let refuse = [("putusan", "tolak"), ("jawaban", "Akta kelahirannya lain.")];
    let decided = desk.act(&page, &decide, &refuse).await;
    assert!(
        decided.html.contains("Akta kelahirannya lain."),
        "{}",
        decided.html
    );
    let late = desk.act(&page, &decide, &[("putusan", "selesai")]).await;
    assert!(late.html.contains("sudah diputuskan"), "{}", late.html);
    let list = desk.open("/kantor/penduduk/perbaikan").await.html;
    assert!(list.contains("Tidak ada yang menunggu"), "{list}");
    let list = desk
        .open("/kantor/penduduk/perbaikan?keadaan=selesai")
        .await
        .html;
    assert!(
        list.contains("Arsyad") && list.contains("Ditolak"),
        "{list}"
    );
    let record = desk.open("/kantor/catatan").await.html;
    assert!(record.contains("Memutuskan permintaan perbaikan data") && !record.contains("Galuh"));

    // Ten at most wait of one resident.
    for number in 0..10 {
        let wish = format!("Permintaan nomor {number}");
        desk.act(&page, &ask, &[("perbaikan", &wish)]).await;
    }
    let eleventh = desk.act(&page, &ask, &[("perbaikan", WISH)]).await;
    assert_eq!(eleventh.status, 422);
    assert!(
        eleventh.html.contains("sepuluh permintaan"),
        "{}",
        eleventh.html
    );
}

#[tokio::test]
async fn a_copy_has_everything_that_is_kept_and_is_written_down() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let seen = admit(&mut desk, &person(&[])).await;
    let page = format!("{}/hak", seen.path);
    let agree = format!("{page}/persetujuan");
    desk.act(&page, &agree, &agreed("foto")).await;
    let ask = format!("{page}/perbaikan");
    desk.act(&page, &ask, &[("perbaikan", WISH)]).await;
    let take = format!("{page}/salinan");
    let copy = desk.act(&page, &take, &[]).await;
    assert_eq!(copy.status, 200);
    let copy: Value = serde_json::from_str(&copy.html).unwrap();
    let closed = &copy["data_tertutup"];
    assert_eq!(closed["nik"], NIK);
    assert_eq!(closed["nomor_kk"], CARD);
    assert_eq!(closed["telepon"], "0812-3456-7890");
    assert_eq!(closed["nama_ibu"], "Galuh Intan");
    assert_eq!(copy["tanggal_lahir"], "1970-08-17");
    assert_eq!(copy["wilayah"], "Dusun II, RT 002");
    assert_eq!(copy["riwayat"][0]["peristiwa"], "Pencatatan awal");
    assert_eq!(copy["persetujuan"][0]["diberikan"], "2026-11-20");
    assert_eq!(copy["permintaan_perbaikan"][0]["permintaan"], WISH);
    assert_eq!(
        copy["siapa_yang_melihat"][0]["yang_dilihat"],
        "salinan data"
    );
    let record = desk.open("/kantor/catatan").await.html;
    assert!(record.contains("Memberi salinan data") && !record.contains(NIK));
    // Who has nothing to do with the register gets nothing of it.
    let accounts = accounts(&app, &village).await;
    let mut writer = enter(&app, of(&accounts, Role::Redaktur)).await;
    assert_eq!(writer.open(&page).await.status, 403);
    assert_eq!(writer.act("/kantor", &take, &[]).await.status, 403);
}

async fn closed_columns(app: &TestApp, village: &TestVillage, name: &str) -> (bool, bool, bool) {
    let mut tx = app.tx(village).await;
    let columns = sqlx::query_as(
        "select phone_sealed is not null, nik_sealed is not null, mother_sealed is not null
         from residents where name like $1",
    )
    .bind(format!("%{name}%"))
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    tx.finish().await.unwrap();
    columns
}

async fn back_date(app: &TestApp, village: &TestVillage) {
    let mut tx = app.tx(village).await;
    sqlx::raw_sql(
        "update residents set since = current_date - interval '4 years' where state <> 'present';
         update resident_looks set happened_at = now() - interval '6 years'",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn night(app: &TestApp, village: &TestVillage) {
    let mut tx = app.tx(village).await;
    let nothing = serde_json::json!({});
    jobs::enqueue(&mut tx, "residents.forget", &nothing, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    portal::work(app).await;
}

#[tokio::test]
async fn what_is_over_is_forgotten_at_night_and_nothing_else() {
    let app = portal::portal("forgetting").await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let gone = admit(&mut desk, &person(&[])).await;
    admit(&mut desk, &wife(&[("telepon", "081234567891")])).await;
    let look = format!("{}/lihat", gone.path);
    desk.act(&gone.path, &look, &[("keperluan", "surat")]).await;
    die(&mut desk, &gone.path).await;
    let page = desk.open(&format!("{}/hak", gone.path)).await.html;
    assert!(page.contains("20 November 2027"), "{page}");
    night(&app, &village).await;
    assert_eq!(
        closed_columns(&app, &village, "Arsyad").await,
        (true, true, true)
    );

    back_date(&app, &village).await;
    let rules = desk.open("/kantor/penduduk/masa-simpan").await.html;
    assert!(rules.contains("1 nomor telepon"), "{rules}");
    night(&app, &village).await;
    // The phone goes; the books are kept.
    assert_eq!(
        closed_columns(&app, &village, "Arsyad").await,
        (false, true, true)
    );
    assert_eq!(
        closed_columns(&app, &village, "Rahmah").await,
        (true, true, true)
    );
    let record = desk.open("/kantor/catatan").await.html;
    assert!(
        record.contains("habis masa simpannya") && !record.contains(PHONE),
        "{record}"
    );
    assert!(
        !desk
            .open(&gone.path)
            .await
            .html
            .contains("Siapa yang pernah melihat"),
        "looks go, too"
    );

    let keeping = "/kantor/penduduk/masa-simpan";
    for (name, value) in [("telepon", "0"), ("nomor", "x"), ("jejak", "")] {
        let mut fields = vec![("telepon", "12"), ("nomor", "3"), ("jejak", "5")];
        fields.push((name, value));
        let wrong = desk.act(keeping, keeping, &fields).await;
        assert_eq!(wrong.status, 422, "{name}");
        assert!(wrong.html.contains("Tulis angka"), "{}", wrong.html);
    }
    let fields = [("telepon", "12"), ("nomor", "3"), ("jejak", "5")];
    desk.act(keeping, keeping, &fields).await;
    night(&app, &village).await;
    assert_eq!(
        closed_columns(&app, &village, "Arsyad").await,
        (false, false, false)
    );
    assert_eq!(
        closed_columns(&app, &village, "Rahmah").await,
        (true, true, true)
    );
}

async fn die(desk: &mut Browser<'_>, path: &str) {
    let form = format!("{path}/peristiwa");
    let fields = [
        ("peristiwa", "meninggal"),
        ("tanggal", "2026-11-20"),
        ("tanggal_lapor", "2026-11-21"),
    ];
    let dead = desk.act(&form, &form, &fields).await;
    assert_eq!(dead.status, 200, "{}", dead.html);
}
