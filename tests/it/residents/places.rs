//! Who reads a part of the village sees nothing of the rest; lists are filtered and kept.

use identity::{Capability, Role};
use support::{Browser, Seen, TestApp, TestVillage};
use web::office::Needs;

use super::register::{CARD, NIK, admit, person, wife};
use crate::office::{accounts, enter, of};

const PEOPLE: &str = "/kantor/penduduk";
const READERS: &str = "/kantor/penduduk/wilayah/petugas";
/// Who lives elsewhere.
const FAR_NIK: &str = "6303042101650003";
const FAR_CARD: &str = "6303040101100009";
const FAR_PHONE: &str = "081299988877";
/// Stands in everything that may not be told.
const SECRET: &str = "Rahasia";

/// Addresses of who lives in RT 002 and in RT 009.
struct Settled {
    near: String,
    near_family: String,
    /// Lives in RT 002, and is of the family of RT 009.
    lodger: String,
    far: String,
    far_child: String,
    far_family: String,
}

/// RT 002: a couple whose child lives in RT 009. RT 009: a family, one of whom lives in RT 002.
async fn settle(desk: &mut Browser<'_>) -> Settled {
    let near = admit(desk, &person(&[])).await;
    admit(desk, &wife(&[])).await;
    let far_child = [
        ("nama", "Salmah Rahasia"),
        ("nik", ""),
        ("hubungan", "4"),
        ("jenis_kelamin", "2"),
        ("tanggal_lahir", "2004-05-06"),
        ("telepon", ""),
        ("dusun", "Dusun III"),
        ("rt", "9"),
    ];
    let far_child = admit(desk, &person(&far_child)).await;
    let far = [
        ("nama", "Zulkarnain Rahasia"),
        ("nik", FAR_NIK),
        ("no_kk", FAR_CARD),
        ("tanggal_lahir", "1965-01-21"),
        ("telepon", FAR_PHONE),
        ("dusun", "Dusun III"),
        ("rt", "9"),
    ];
    let far = admit(desk, &person(&far)).await;
    let lodger = [
        ("nama", "Hamdan Menumpang"),
        ("nik", ""),
        ("no_kk", FAR_CARD),
        ("hubungan", "4"),
        ("tanggal_lahir", "1999-01-21"),
        ("telepon", ""),
    ];
    let lodger = admit(desk, &person(&lodger)).await;
    for seen in [&near, &far, &far_child, &lodger] {
        assert_eq!(seen.status, 200, "{}", seen.html);
    }
    Settled {
        near_family: family_of(&near),
        far_family: family_of(&far),
        near: near.path,
        lodger: lodger.path,
        far: far.path,
        far_child: far_child.path,
    }
}

fn family_of(seen: &Seen) -> String {
    let start = "/kantor/keluarga/";
    let at = seen.html.match_indices(start).map(|(at, _)| at);
    let at = at.last().expect("a family on the page");
    seen.html[at..at + start.len() + 36].to_owned()
}

/// What follows `before` in a page, up to the next quote.
fn after<'a>(html: &'a str, before: &str) -> &'a str {
    let rest = html.split(before).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no {before}: {html}"));
    rest.split('"').next().unwrap_or_default()
}

/// The number of the part that is called so on the page of who sees what.
fn area(html: &str, label: &str) -> String {
    let before = html.split(&format!("<span>{label}</span>")).next().unwrap();
    let value = before.rsplit("name=\"wilayah\" value=\"").next().unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Gives the one account of this office that reads exactly these parts.
async fn give(operator: &mut Browser<'_>, fields: &[(&str, &str)]) -> Seen {
    let page = operator.open(READERS).await;
    let action = after(
        &page.html,
        "<form method=\"post\" action=\"/kantor/penduduk/wilayah/petugas/",
    );
    let action = format!("{READERS}/{action}");
    operator.act(READERS, &action, fields).await
}

async fn search(desk: &mut Browser<'_>, words: &str) -> Seen {
    desk.act(PEOPLE, "/kantor/penduduk/cari", &[("q", words)])
        .await
}

async fn exported(desk: &mut Browser<'_>) -> String {
    let fields = [
        ("keperluan", "Pendataan warga RT"),
        ("siapa", "semua"),
        ("isi", "kata"),
        ("bentuk", "csv"),
    ];
    let seen = desk
        .act(
            "/kantor/penduduk/ekspor",
            "/kantor/penduduk/ekspor",
            &fields,
        )
        .await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    seen.html
}

async fn two<'a>(app: &'a TestApp, village: &TestVillage) -> (Browser<'a>, Browser<'a>) {
    let accounts = accounts(app, village).await;
    let operator = enter(app, of(&accounts, Role::Operator)).await;
    let reader = enter(app, of(&accounts, Role::Wilayah)).await;
    (operator, reader)
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn a_part_of_the_village_tells_nothing_of_the_rest() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let (mut operator, mut reader) = two(&app, &village).await;
    let settled = settle(&mut operator).await;

    // Nobody, as long as no part was given, and the page says why.
    for page in [PEOPLE, "/kantor/keluarga"] {
        let seen = reader.open(page).await;
        assert!(seen.html.contains("Belum ada wilayah untuk Anda"), "{page}");
        assert!(!seen.html.contains("Arsyad"), "{page}");
    }
    assert_eq!(reader.open(&settled.near).await.status, 404);
    assert!(!exported(&mut reader).await.contains("Arsyad"));

    let areas = operator.open(READERS).await.html;
    let near = area(&areas, "Dusun II, RT 002");
    let given = give(&mut operator, &[("wilayah", &near)]).await;
    assert!(
        given.html.contains("sekarang melihat 1 wilayah"),
        "{}",
        given.html
    );

    // At once, without coming in anew.
    let list = reader.open(PEOPLE).await.html;
    assert!(list.contains("3 penduduk tetap dalam 2 keluarga"), "{list}");
    assert!(list.contains("Arsyad") && list.contains("Hamdan"));
    for forbidden in ["Catat penduduk", "impor\"", "penduduk/wilayah\"", "RT 009"] {
        assert!(!list.contains(forbidden), "{forbidden}: {list}");
    }
    let family = reader.open(&settled.near_family).await.html;
    assert!(
        family.contains("1 anggota tinggal di luar wilayah Anda"),
        "{family}"
    );
    assert!(family.contains("Rahmah") && !family.contains(SECRET));
    assert!(!family.contains("Pindah ke KK lain") && !family.contains("Kartu dan alamat"));
    let lodger = reader.open(&settled.lodger).await.html;
    assert!(lodger.contains("Hamdan") && !lodger.contains(SECRET));
    assert!(
        !lodger.contains(&settled.far_family),
        "the way to a page that is not hers"
    );
    assert!(!lodger.contains("Perbaiki data") && !lodger.contains("/peristiwa"));
    let look = format!("{}/lihat", settled.near);
    let looked = reader
        .act(&settled.near, &look, &[("keperluan", "periksa")])
        .await;
    assert!(looked.html.contains(NIK), "{}", looked.html);

    let house = seed_far(&app, &village, &settled).await;
    walk(&app, &mut reader, &settled, &house).await;
    for words in [FAR_NIK, FAR_PHONE, "Zulkarnain", "salmah rahasia"] {
        let seen = search(&mut reader, words).await;
        assert!(
            seen.html.contains("Tidak ditemukan"),
            "{words}: {}",
            seen.html
        );
    }
    // By the card of the other family she finds who of it lives here, as by her own name.
    let seen = search(&mut reader, FAR_CARD).await.html;
    assert!(seen.contains("Hamdan") && !seen.contains(SECRET), "{seen}");
    assert!(search(&mut reader, CARD).await.html.contains("Arsyad"));
    let table = exported(&mut reader).await;
    assert!(
        table.contains("Arsyad") && table.contains("Hamdan"),
        "{table}"
    );
    assert!(
        !table.contains(SECRET) && !table.contains(FAR_NIK),
        "{table}"
    );
    for (page, key) in [
        (PEOPLE, &settled.far),
        ("/kantor/keluarga", &settled.far_family),
    ] {
        let seen = reader.open(&format!("{page}?sesudah={}", id(key))).await;
        assert_eq!(seen.status, 400, "{page}");
    }
    let far_area = area(&areas, "Dusun III, RT 009");
    for asked in [far_area.as_str(), "dusun:3", "dusun:dusun+iii", "dusun:iii"] {
        let seen = reader.open(&format!("{PEOPLE}?wilayah={asked}")).await.html;
        assert!(!seen.contains(SECRET), "{asked}");
    }
    // Reading is no writing.
    for page in [
        "/kantor/penduduk/baru",
        "/kantor/penduduk/wilayah",
        READERS,
        "/kantor/penduduk/impor",
    ] {
        assert_eq!(reader.open(page).await.status, 403, "{page}");
    }
    assert_eq!(
        reader.open(&format!("{}/ubah", settled.near)).await.status,
        403
    );
    let record = operator.open("/kantor/catatan").await.html;
    assert!(record.contains("Memberikan wilayah kepada"), "{record}");

    // The other part instead, and then nothing any more: at once.
    give(&mut operator, &[("wilayah", &far_area)]).await;
    assert!(reader.open(PEOPLE).await.html.contains("Zulkarnain"));
    assert_eq!(reader.open(&settled.near).await.status, 404);
    assert_eq!(reader.open(&settled.far).await.status, 200);
    give(&mut operator, &[]).await;
    assert_eq!(reader.open(&settled.far).await.status, 404);
    assert!(!reader.open(PEOPLE).await.html.contains("Zulkarnain"));
}

/// A photo of who lives elsewhere and a house there; the house's number.
async fn seed_far(app: &TestApp, village: &TestVillage, settled: &Settled) -> String {
    let mut tx = app.tx(village).await;
    sqlx::query("insert into resident_photos (resident_id, sealed) values ($1::uuid, '\\x00')")
        .bind(id(&settled.far))
        .execute(&mut *tx)
        .await
        .unwrap();
    let house: String = sqlx::query_scalar(
        "insert into houses (id, number, number_key, area_id, address)
         select gen_random_uuid(), 'Rahasia 9', 'rahasia', area_id, 'Rahasia' from residents
         where id = $1::uuid
         returning id::text",
    )
    .bind(id(&settled.far))
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    house
}

/// Every address that reads, with who and what lies elsewhere: nothing is there, nothing is told.
async fn walk(app: &TestApp, reader: &mut Browser<'_>, settled: &Settled, house: &str) {
    let token = reader.open(PEOPLE).await.token();
    let far: [&str; 4] = [&settled.far, &settled.far_child, &settled.far_family, house];
    let mut walked = 0;
    for route in app.running.app.office_routes.clone() {
        if route.needs != Needs::Capability(Capability::ReadResidents) {
            continue;
        }
        walked += 1;
        let addresses: Vec<String> = far
            .iter()
            .map(|path| route.path.replace("{id}", id(path)))
            .collect();
        for address in addresses {
            let seen = match route.method {
                "GET" => reader.open(&address).await,
                _ => {
                    let fields = [
                        ("csrf", token.as_str()),
                        ("keperluan", "periksa"),
                        ("q", SECRET),
                    ];
                    reader.send(&address, &fields).await
                }
            };
            if route.path.contains("{id}") {
                assert_eq!(seen.status, 404, "{} {address}", route.method);
            }
            // What was looked for is shown again in its field.
            let told = seen.html.replace(&format!("value=\"{SECRET}\""), "");
            for secret in [SECRET, FAR_NIK, "630304******0003", "RT 009", "Dusun III"] {
                assert!(
                    !told.contains(secret),
                    "{} {address}: {secret}",
                    route.method
                );
            }
        }
    }
    assert!(walked >= 12, "only {walked} addresses that read");
}

#[tokio::test]
async fn a_hamlet_is_given_with_all_its_parts_and_a_head_elsewhere_is_not_named() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let (mut operator, mut reader) = two(&app, &village).await;
    let settled = settle(&mut operator).await;
    let second = [
        ("nama", "Aluh Kedua"),
        ("nik", ""),
        ("no_kk", ""),
        ("hubungan", ""),
        ("rt", "3"),
        ("telepon", ""),
    ];
    admit(&mut operator, &person(&second)).await;
    let page = operator.open(READERS).await.html;
    let hamlet = after(&page, "name=\"dusun\" value=\"").to_owned();
    let given = give(&mut operator, &[("dusun", &hamlet)]).await;
    assert!(
        given.html.contains("sekarang melihat 2 wilayah"),
        "{}",
        given.html
    );
    let list = reader
        .open(&format!(
            "{PEOPLE}?wilayah=dusun:{}",
            hamlet.replace(' ', "+")
        ))
        .await
        .html;
    assert!(
        list.contains("Arsyad") && list.contains("Aluh Kedua"),
        "{list}"
    );
    assert!(list.contains("Seluruh Dusun II") && !list.contains("Dusun III"));

    // The head of a family here goes to live elsewhere, and stays its head.
    let form = operator.open(&format!("{}/ubah", settled.near)).await;
    let version = crate::desks::version_of(&form);
    let edit = format!("{}/ubah", settled.near);
    let fields = [
        ("versi", version.as_str()),
        ("nama", "Arsyad Rahasia"),
        ("jenis_kelamin", "1"),
        ("tanggal_lahir", "1970-08-17"),
        ("hubungan", "1"),
        ("dusun", "Dusun III"),
        ("rt", "9"),
    ];
    let moved = operator.act(&edit, &edit, &fields).await;
    assert_eq!(moved.status, 200, "{}", moved.html);
    let families = reader.open("/kantor/keluarga").await.html;
    assert!(
        families.contains("Kepala keluarga di luar wilayah Anda"),
        "{families}"
    );
    assert!(!families.contains(SECRET) && !families.contains("Arsyad"));
    let headless = reader.open("/kantor/keluarga?kepala=tanpa").await.html;
    assert!(headless.contains("Tidak ada yang cocok"), "{headless}");
    let list = reader.open(PEOPLE).await.html;
    assert!(!list.contains("belum mempunyai kepala"), "{list}");
    let family = reader.open(&settled.near_family).await.html;
    assert!(family.contains("2 anggota tinggal di luar"), "{family}");
    assert!(!family.contains("tanpa kepala") && !family.contains(SECRET));
}

#[tokio::test]
async fn a_filter_is_kept_under_a_name_by_who_uses_it() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let all = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&all, Role::Operator)).await;
    settle(&mut desk).await;
    for (query, names, others) in [
        (
            "umur_dari=50",
            &["Arsyad", "Zulkarnain", "Rahmah"][..],
            &["Salmah", "Hamdan"][..],
        ),
        (
            "umur_sampai=49",
            &["Salmah", "Hamdan"],
            &["Arsyad", "Zulkarnain"],
        ),
        (
            "umur_dari=56&umur_sampai=56",
            &["Arsyad"],
            &["Zulkarnain", "Rahmah"],
        ),
        ("pekerjaan=9&jk=2", &["Rahmah", "Salmah"], &["Arsyad"]),
        ("agama=1", &[], &["Arsyad"]),
        ("disabilitas=ada", &[], &["Arsyad"]),
        ("nik=tanpa", &["Salmah", "Hamdan"], &["Arsyad"]),
        (
            "wilayah=tidak-ada&umur_dari=tua",
            &["Arsyad", "Salmah"],
            &[],
        ),
    ] {
        let list = desk.open(&format!("{PEOPLE}?{query}")).await.html;
        for name in names {
            assert!(list.contains(name), "{query}: no {name}");
        }
        for name in others {
            assert!(!list.contains(name), "{query}: {name}");
        }
    }
    let save = "/kantor/penduduk/daftar";
    let here = format!("{PEOPLE}?umur_dari=50&jk=1");
    let saved = desk.act(&here, save, &keep("Lansia laki-laki")).await;
    assert!(saved.html.contains("sudah disimpan"), "{}", saved.html);
    assert_eq!(saved.path, "/kantor/penduduk?jk=1&umur_dari=50");
    let link = "href=\"/kantor/penduduk?jk=1&amp;umur_dari=50\" aria-current=\"true\"";
    assert!(saved.html.contains(link), "{}", saved.html);
    for (name, sentence) in [
        (
            "  lansia  LAKI-laki",
            "sudah mempunyai daftar dengan nama ini",
        ),
        ("", "Beri nama daftarnya"),
        (&"a".repeat(61), "paling panjang 60 huruf"),
    ] {
        let refused = desk.act(&here, save, &keep(name)).await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.html.contains(sentence), "{name}: {}", refused.html);
        assert!(refused.html.contains("Arsyad"), "the list is still there");
    }
    let unfiltered = [("saringan", "nik=6303041708700001"), ("nama", "Semua")];
    assert_eq!(desk.act(PEOPLE, save, &unfiltered).await.status, 422);
    for number in 0..29 {
        desk.act(&here, save, &keep(&format!("Daftar {number}")))
            .await;
    }
    let full = desk.act(&here, save, &keep("Satu lagi")).await;
    assert!(
        full.html.contains("sudah menyimpan 30 daftar"),
        "{}",
        full.html
    );

    // Somebody else has her own.
    let forget = format!(
        "{save}/{}/hapus",
        after(
            &full_list(&mut desk).await,
            "action=\"/kantor/penduduk/daftar/"
        )
        .trim_end_matches("/hapus")
    );
    let mut other = enter(&app, of(&all, Role::Kasi)).await;
    assert!(!other.open(PEOPLE).await.html.contains("Lansia laki-laki"));
    assert_eq!(other.act(PEOPLE, &forget, &[]).await.status, 404);
    assert_eq!(
        other
            .act(&here, save, &keep("Lansia laki-laki"))
            .await
            .status,
        200
    );
    let gone = desk.act(PEOPLE, &forget, &[]).await;
    assert!(gone.html.contains("sudah dihapus"), "{}", gone.html);
    assert_eq!(desk.act(PEOPLE, &forget, &[]).await.status, 404);
    let mut tx = app.tx(&village).await;
    let kept: Vec<String> = sqlx::query_scalar("select distinct query from saved_lists")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    assert_eq!(kept, ["jk=1&umur_dari=50"]);
}

/// A list under this name; a number of a person among what it asks for is not kept.
fn keep(name: &str) -> [(&str, &str); 2] {
    let asked = "jk=1&umur_dari=50&q=6303041708700001&nik=6303041708700001\
                 &wilayah=dusun:6303041708700001";
    [("saringan", asked), ("nama", name)]
}

async fn full_list(desk: &mut Browser<'_>) -> String {
    desk.open("/kantor/penduduk?jk=1&umur_dari=50").await.html
}
