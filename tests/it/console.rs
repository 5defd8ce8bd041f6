//! The district's console: coming in, making villages, changing them, and who may do what.

use std::{process::ExitCode, time::Duration};

use config::Secret;
use district::example::{self, ExampleAccount};
use identity::{DistrictRight, DistrictRole, Passwords, totp::TotpSecret};
use jiff::Timestamp;
use kernel::VillageCode;
use support::{Browser, Seen, TestApp, TestVillage, command_line, environment, own_database, text};

/// One account of each role, of this test alone. The pembina sees the subdistrict of a village.
pub async fn accounts(app: &TestApp, own: VillageCode) -> Vec<ExampleAccount> {
    let tag = uuid::Uuid::new_v4().simple().to_string();
    let (host, own) = (app.portal_host(), own.subdistrict().dotted());
    example::make(&app.database, &host, &Passwords::new(), &own, &tag)
        .await
        .unwrap()
}

pub fn of(accounts: &[ExampleAccount], role: DistrictRole) -> &ExampleAccount {
    accounts
        .iter()
        .find(|account| account.role == role.as_str())
        .unwrap()
}

/// Comes in with password and the code of her phone.
pub async fn enter<'a>(app: &'a TestApp, account: &ExampleAccount) -> Browser<'a> {
    enter_at(app, account, Timestamp::now()).await
}

/// The same at a moment of the service's clock.
pub async fn enter_at<'a>(
    app: &'a TestApp,
    account: &ExampleAccount,
    now: Timestamp,
) -> Browser<'a> {
    let mut browser = Browser::new(app, &account.host);
    let fields = [
        ("email", account.login.as_str()),
        ("sandi", account.password.as_str()),
    ];
    let seen = browser.send("/konsol/masuk", &fields).await;
    assert_eq!(seen.path, "/konsol/masuk/kode", "{}", seen.html);
    assert_eq!(
        browser.open("/konsol").await.path,
        "/konsol/masuk/kode",
        "the password is half"
    );
    let code = TotpSecret::from_base32(&account.totp_secret)
        .unwrap()
        .code_at(now);
    let (token, path) = (seen.token(), "/konsol/masuk/kode");
    let seen = browser
        .send(path, &[("csrf", &token), ("kode", &code)])
        .await;
    assert_eq!(seen.path, "/konsol", "{}", seen.html);
    browser
}

pub async fn superadmin(app: &TestApp) -> Browser<'_> {
    let accounts = accounts(app, app.free_code().await).await;
    enter(app, of(&accounts, DistrictRole::Superadmin)).await
}

/// Sends a form from a page that holds its token.
pub async fn act(browser: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]) -> Seen {
    let token = browser.open("/konsol/akun").await.token();
    let mut all = vec![("csrf", token.as_str())];
    all.extend_from_slice(fields);
    browser.send(path, &all).await
}

pub fn own_slug() -> String {
    format!("baru-{}", uuid::Uuid::new_v4().simple())
}

#[tokio::test]
async fn a_village_answers_when_its_form_was_sent_and_its_operator_can_come_in() {
    let app = TestApp::start_with_redis().await;
    let mut browser = superadmin(&app).await;
    let (code, slug) = (app.free_code().await.dotted(), own_slug());
    let fields = [
        ("kode", code.as_str()),
        ("nama", "Sungai Baru"),
        ("alamat", slug.as_str()),
        ("operator", "Norhasanah"),
        ("email", "norhasanah@contoh.test"),
    ];
    let made = act(&mut browser, "/konsol/baru", &fields).await;
    assert_eq!(made.status, 200, "{}", made.html);
    let home = app.get(&format!("{slug}.localhost"), "/").await;
    assert_eq!(home.status(), 200);
    assert!(text(home).await.contains("Desa Sungai Baru"));
    let link = made
        .html
        .split("value=\"")
        .find(|part| part.contains("/kantor/undangan/"))
        .and_then(|part| part.split('"').next())
        .expect("the invitation is shown");
    let path = &link[link.find("/kantor/").unwrap()..];
    let mut operator = Browser::new(&app, &format!("{slug}.localhost"));
    assert!(operator.open(path).await.html.contains("Norhasanah"));
    let password = "empat kerbau di sawah basah";
    let fields = [("sandi", password), ("ulang", password)];
    let inside = operator.send(path, &fields).await;
    assert!(
        inside.path.starts_with("/kantor"),
        "{}: {}",
        inside.path,
        inside.html
    );
    // It stands in the list, in its own page with its history, and in the record.
    let listed = browser.open(&format!("/konsol?q={slug}")).await;
    assert!(listed.html.contains(&format!("/konsol/desa/{slug}")));
    let page = browser.open(&format!("/konsol/desa/{slug}")).await;
    assert!(page.html.contains("Dibuat") && page.html.contains("Pengelola kabupaten"));
    let record = browser.open("/konsol/catatan").await;
    assert!(record.html.contains("Membuat desa Sungai Baru"));
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_made() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let free = app.free_code().await.dotted();
    let taken = village.code.dotted();
    let slug = village.slug.clone();
    for (fields, problem) in [
        (
            vec![("kode", taken.as_str()), ("nama", "Lain")],
            "sudah dipakai",
        ),
        (
            vec![
                ("kode", free.as_str()),
                ("nama", "Lain"),
                ("alamat", slug.as_str()),
            ],
            "sudah dipakai",
        ),
        (vec![("kode", "63.03"), ("nama", "Lain")], "angka"),
        (
            vec![("kode", "99.99.99.2001"), ("nama", "Lain")],
            "tidak ada di kabupaten ini",
        ),
        (
            vec![
                ("kode", free.as_str()),
                ("nama", "Lain"),
                ("kecamatan", "Entah"),
            ],
            "bukan “Entah”",
        ),
        (
            vec![("kode", free.as_str()), ("nama", "")],
            "Isi nama desanya",
        ),
        (
            vec![
                ("kode", free.as_str()),
                ("nama", "Lain"),
                ("alamat", "konsol.x"),
            ],
            "hanya boleh huruf kecil",
        ),
        (
            vec![
                ("kode", free.as_str()),
                ("nama", "Lain"),
                ("alamat", "desa"),
            ],
            "dipakai",
        ),
        (
            vec![
                ("kode", free.as_str()),
                ("nama", "Lain Sekali"),
                ("operator", "Siti"),
                ("email", "siti"),
            ],
            "belum lengkap",
        ),
    ] {
        let seen = act(&mut browser, "/konsol/baru", &fields).await;
        assert_eq!(seen.status, 422, "{fields:?}");
        assert!(seen.html.contains(problem), "{fields:?}: {}", seen.html);
        for (_, typed) in &fields {
            assert!(seen.html.contains(typed), "{typed} was lost");
        }
    }
    assert!(
        app.running
            .app
            .registry()
            .villages()
            .iter()
            .all(|known| known.entry.code.dotted() != free)
    );
}

#[tokio::test]
async fn every_console_route_is_open_to_its_roles_and_to_nobody_else() {
    let app = TestApp::start_with_redis().await;
    let (own, other) = (app.village().await, app.village().await);
    let accounts = accounts(&app, own.code).await;
    let routes = app.running.app.console_routes.clone();
    assert!(routes.len() >= 20, "only {} routes", routes.len());
    let id = "00000000-0000-7000-8000-000000000001";
    for role in DistrictRole::ALL {
        let mut browser = enter(&app, of(&accounts, role)).await;
        let mut at_village = Browser::new(&app, &own.host());
        at_village.cookies = browser.cookies.clone();
        assert!(
            at_village
                .open("/kantor")
                .await
                .path
                .starts_with("/kantor/masuk"),
            "a session of the district opens an office"
        );
        let token = browser.open("/konsol/akun").await.token();
        for route in &routes {
            let path = route
                .path
                .replace("{id}", id)
                .replace("{slug}", &other.slug)
                .replace("{reference}", "x");
            if path == "/konsol/keluar" {
                continue;
            }
            let may = role.may(route.needs);
            let seen = match route.method {
                "GET" => browser.open(&path).await,
                _ => browser.send(&path, &[("csrf", &token)]).await,
            };
            assert_eq!(
                seen.status == 403,
                !may,
                "{role} {} {path}: {}",
                route.method,
                seen.status
            );
            assert!(!seen.status.is_server_error(), "{role} {path}");
            // A token of somebody else, or none, does nothing.
            if route.method == "POST" {
                let forged = browser.send(&path, &[("csrf", "x")]).await;
                assert_eq!(forged.status, 403, "{path}");
                let mut stranger = Browser::new(&app, &app.portal_host());
                let outside = stranger.send(&path, &[("csrf", &token)]).await;
                assert!(
                    outside.status == 401 || outside.path.starts_with("/konsol/masuk"),
                    "{path}: {} {}",
                    outside.status,
                    outside.path
                );
            }
        }
        // A pembina meets the villages of her subdistrict and no others.
        let seen = browser.open("/konsol").await.html;
        let bound = role.is_bound_to_subdistricts();
        let its_page = browser.open(&format!("/konsol/desa/{}", own.slug)).await;
        assert_eq!(its_page.status, 200);
        let table = browser.open("/konsol/desa.csv").await.html;
        assert!(table.contains(&own.slug));
        assert_eq!(table.contains(&other.slug), !bound, "{role}");
        let foreign = browser.open(&format!("/konsol/desa/{}", other.slug)).await;
        assert_eq!(foreign.status == 404, bound, "{role}");
        assert!(!bound || !seen.contains(&other.slug));
        assert!(!its_page.html.contains("Tangguhkan") || role.may(DistrictRight::Run));
    }
}

/// Sends a table and returns the page with its plan.
async fn plan(browser: &mut Browser<'_>, csv: &[u8]) -> Seen {
    let token = browser.open("/konsol/banyak").await.token();
    browser
        .send_files(
            "/konsol/banyak",
            &[("csrf", &token)],
            &[("berkas", "desa.csv", csv)],
            false,
        )
        .await
}

#[tokio::test]
async fn a_table_is_read_row_by_row_and_carried_out_with_a_report() {
    // With a queue of its own: another test's worker may end while it has the job.
    let (owner, service) = own_database("banua_it_console_table").await;
    let app = TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.jobs.inline = true;
    })
    .await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let (first, second) = (
        app.free_code().await.dotted(),
        app.free_code().await.dotted(),
    );
    let (slug, other) = (own_slug(), own_slug());
    let table = format!(
        "\u{feff}Kode;Nama;Alamat\r\n{first};Satu Baru;{slug}\r\n{second};Dua Baru;{other}\r\n\
         {first};Lagi;\r\n{};Sudah Ada;\r\n{second};=1+2;\r\n63;Rusak;\r\n;;\r\n",
        village.code
    );
    let seen = plan(&mut browser, table.as_bytes()).await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    for told in [
        "2 desa",
        "Kode ini sudah ada di baris 2",
        "sudah dipakai",
        "tanda yang tidak biasa",
        "Buat 2 desa",
    ] {
        assert!(seen.html.contains(told), "{told}: {}", seen.html);
    }
    let started = act(&mut browser, "/konsol/banyak/buat", &[("csv", &table)]).await;
    assert!(
        started.path.starts_with("/konsol/banyak/"),
        "{}",
        started.path
    );
    let mut done = String::new();
    for _ in 0..100 {
        done = browser.open(&started.path).await.html;
        if done.contains(">Selesai<") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(done.contains("<b>2</b> dari 2"), "{done}");
    for slug in [&slug, &other] {
        assert_eq!(
            app.get(&format!("{slug}.localhost"), "/").await.status(),
            200
        );
    }
    // The same table again makes nothing twice.
    let again = plan(&mut browser, table.as_bytes()).await;
    assert!(!again.html.contains("Akan dibuat"), "{}", again.html);
}

#[tokio::test]
async fn tables_that_are_none_are_refused_in_words() {
    let app = TestApp::start_with_redis().await;
    let mut browser = superadmin(&app).await;
    let many: String = std::iter::once("kode,nama\n".to_owned())
        .chain((0..5000).map(|n| format!("63.03.04.2{n:03},Desa {n}\n")))
        .collect();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("kode,nama".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (table, told) in [
        (b"PK\x03\x04excel".to_vec(), "berkas Excel"),
        (utf16, "CSV UTF-8"),
        (b"nama saja\nSatu\n".to_vec(), "Baris pertama"),
        (b"kode,nama\n".to_vec(), "tidak memuat desa"),
        (b"".to_vec(), "Tempelkan tabelnya"),
        (many.into_bytes(), "lebih dari 1000 baris"),
    ] {
        let seen = plan(&mut browser, &table).await;
        assert_eq!(seen.status, 422, "{told}");
        assert!(seen.html.contains(told), "{told}: {}", seen.html);
    }
}

async fn village_act(
    browser: &mut Browser<'_>,
    village: &TestVillage,
    act_name: &str,
    fields: &[(&str, &str)],
) -> Seen {
    act(
        browser,
        &format!("/konsol/desa/{}/{act_name}", village.slug),
        fields,
    )
    .await
}

#[tokio::test]
async fn a_renamed_village_keeps_its_old_address_and_the_second_of_two_is_told() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let name = format!("Uji {}", village.code.digits());
    let slug = own_slug();
    let fields = [
        ("dulu", name.as_str()),
        ("nama", "Nama Baru"),
        ("alamat", slug.as_str()),
    ];
    let seen = village_act(&mut browser, &village, "nama", &fields).await;
    assert_eq!(seen.path, format!("/konsol/desa/{slug}"), "{}", seen.html);
    let old = app.get(&village.host(), "/artikel?x=1").await;
    assert!(old.status().is_redirection());
    let to = old.headers()["location"].to_str().unwrap();
    assert!(to.contains(&slug) && to.ends_with("/artikel?x=1"), "{to}");
    // Somebody who still has the old name before her eyes.
    let moved = TestVillage { slug, ..village };
    let fields = [
        ("dulu", name.as_str()),
        ("nama", "Nama Ketiga"),
        ("alamat", moved.slug.as_str()),
    ];
    let late = village_act(&mut browser, &moved, "nama", &fields).await;
    assert_eq!(late.status, 422);
    assert!(late.html.contains("baru saja diubah oleh rekan Anda"));
    assert!(late.html.contains("Nama Ketiga"), "what she typed was lost");
    let home = text(app.get(&moved.host(), "/").await).await;
    assert!(home.contains("Nama Baru") && !home.contains("Nama Ketiga"));
}

#[tokio::test]
async fn a_village_goes_off_line_with_a_message_and_comes_back() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let note = "Sedang dibersihkan, kembali besok pagi.";
    let fields = [("keadaan", "ditangguhkan"), ("pesan", note)];
    village_act(&mut browser, &village, "keadaan", &fields).await;
    let away = app.get(&village.host(), "/").await;
    assert_eq!(away.status(), 503);
    assert!(text(away).await.contains(note));
    let fields = [("keadaan", "diarsipkan"), ("pesan", "")];
    village_act(&mut browser, &village, "keadaan", &fields).await;
    assert_eq!(app.get(&village.host(), "/").await.status(), 410);
    village_act(&mut browser, &village, "keadaan", &[("keadaan", "aktif")]).await;
    assert_eq!(app.get(&village.host(), "/").await.status(), 200);

    // To be deleted: only for who types its address, and it can be called back.
    let wrong = village_act(&mut browser, &village, "hapus", &[("yakin", "bukan")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(app.get(&village.host(), "/").await.status(), 200);
    let planned = village_act(&mut browser, &village, "hapus", &[("yakin", &village.slug)]).await;
    assert!(planned.html.contains("Semua data desa ini dihapus pada"));
    assert_eq!(app.get(&village.host(), "/").await.status(), 503);
    village_act(&mut browser, &village, "keadaan", &[("keadaan", "aktif")]).await;
    assert_eq!(app.get(&village.host(), "/").await.status(), 200);
    let page = browser
        .open(&format!("/konsol/desa/{}", village.slug))
        .await;
    assert!(!page.html.contains("Semua data desa ini dihapus pada"));
    for told in ["Penghapusan direncanakan", "Diarsipkan", "Ditangguhkan"] {
        assert!(page.html.contains(told), "{told}");
    }
}

#[tokio::test]
async fn whoever_is_invited_chooses_a_password_and_sets_up_her_phone() {
    let app = TestApp::start_with_redis().await;
    let mut browser = superadmin(&app).await;
    let email = format!("{}@contoh.test", uuid::Uuid::new_v4().simple());
    let fields = [
        ("nama", "Rahmah"),
        ("email", email.as_str()),
        ("peran", "auditor"),
    ];
    let shown = act(&mut browser, "/konsol/pengguna", &fields).await;
    let start = shown.html.find("/konsol/undangan/").expect("the link");
    let path = shown.html[start..].split('"').next().unwrap().to_owned();
    let mut auditor = Browser::new(&app, &app.portal_host());
    let password = "tiga jukung di hulu kering";
    let fields = [("sandi", password), ("ulang", password)];
    let enrol = auditor.send(&path, &fields).await;
    assert_eq!(enrol.path, "/konsol/kunci", "{}", enrol.html);
    assert_eq!(auditor.open("/konsol").await.path, "/konsol/kunci");
    let secret = enrol.html.split("<code>").nth(1).unwrap();
    let secret = secret.split("</code>").next().unwrap();
    let code = TotpSecret::from_base32(secret)
        .unwrap()
        .code_at(Timestamp::now());
    let token = enrol.token();
    let inside = auditor
        .send("/konsol/kunci", &[("csrf", &token), ("kode", &code)])
        .await;
    assert!(inside.html.contains("Simpan kode cadangan ini"));
    assert_eq!(auditor.open("/konsol").await.status, 200);
    assert_eq!(auditor.open("/konsol/baru").await.status, 403);
    // The link opens once.
    let mut second = Browser::new(&app, &app.portal_host());
    assert_eq!(second.open(&path).await.status, 410);
}

#[tokio::test]
async fn the_record_of_the_district_is_a_chain() {
    let app = TestApp::start_with_redis().await;
    let mut browser = superadmin(&app).await;
    act(&mut browser, "/konsol/akun/keluarkan-lain", &[]).await;
    let whole = district::outside::verify_record(&app.database, &[])
        .await
        .unwrap();
    assert!(whole.unwrap().count >= 2);
    // The service's own login cannot rewrite it.
    let mut tx = app.database.platform().await.unwrap();
    let refused = sqlx::query("update platform.district_activity set who = 'x'")
        .execute(&mut *tx)
        .await;
    assert!(refused.is_err());
}

async fn ask_to_help(browser: &mut Browser<'_>, village: &TestVillage, reason: &str) -> Seen {
    village_act(browser, village, "bantu", &[("alasan", reason)]).await
}

/// The path of the link into an office.
fn help_link(page: &Seen) -> String {
    let start = page.html.find("/kantor/bantuan/").expect("the link");
    page.html[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_district_helps_for_an_hour_in_plain_sight_and_can_be_refused() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let staff = crate::office::accounts(&app, &village).await;
    let mut operator =
        crate::office::enter(&app, crate::office::of(&staff, identity::Role::Operator)).await;
    let mut browser = superadmin(&app).await;
    let nothing = ask_to_help(&mut browser, &village, "").await;
    assert_eq!(nothing.status, 422, "without a reason nobody comes");

    let link = ask_to_help(&mut browser, &village, "Foto tidak tampil").await;
    let path = help_link(&link);
    let mut helper = Browser::new(&app, &village.host());
    assert_eq!(helper.open(&path).await.status, 200, "looking uses it up");
    let inside = helper.send(&path, &[]).await;
    assert_eq!(inside.path, "/kantor", "{}", inside.html);
    assert_eq!(helper.open("/kantor/artikel").await.status, 200);
    // Everybody in the office sees it, and the record says who and why.
    assert!(
        operator
            .open("/kantor")
            .await
            .html
            .contains("sedang membantu")
    );
    let record = operator.open("/kantor/catatan").await.html;
    assert!(record.contains("Foto tidak tampil") && record.contains("(kabupaten)"));
    // The link opened once; elsewhere it opens nothing.
    assert_eq!(
        Browser::new(&app, &village.host()).open(&path).await.status,
        410
    );

    // The village ends it at once, and refuses the next.
    let token = operator.open("/kantor/pengguna").await.token();
    operator
        .send("/kantor/bantuan/akhiri", &[("csrf", &token)])
        .await;
    assert!(
        helper
            .open("/kantor")
            .await
            .path
            .starts_with("/kantor/masuk")
    );
    assert!(
        !operator
            .open("/kantor")
            .await
            .html
            .contains("sedang membantu")
    );
    operator
        .send("/kantor/bantuan/izin", &[("csrf", &token)])
        .await;
    let refused = ask_to_help(&mut browser, &village, "Sekali lagi").await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("tidak menerima bantuan"));
}

#[tokio::test]
async fn help_ends_by_itself_after_an_hour() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let link = ask_to_help(&mut browser, &village, "Foto tidak tampil").await;
    let path = help_link(&link);
    let mut helper = Browser::new(&app, &village.host());
    assert_eq!(helper.send(&path, &[]).await.path, "/kantor");
    app.clock
        .set(Timestamp::now() + jiff::SignedDuration::from_mins(61));
    assert!(
        helper
            .open("/kantor")
            .await
            .path
            .starts_with("/kantor/masuk")
    );
}

#[tokio::test]
async fn a_village_does_without_a_feature_and_gets_it_back() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    for one in [&village, &other] {
        crate::isolation::seed(&app, one, "PENANDA").await;
    }
    let staff = crate::office::accounts(&app, &village).await;
    let mut operator =
        crate::office::enter(&app, crate::office::of(&staff, identity::Role::Operator)).await;
    let (article, code) = (
        "/artikel/gotong-royong",
        "/artikel/gotong-royong/komentar/kode",
    );
    let shows = async |village: &TestVillage| {
        let page = text(app.get(&village.host(), article).await).await;
        (
            page.contains("omentar"),
            app.get(&village.host(), code).await.status() != 404,
        )
    };
    assert_eq!(shows(&village).await, (true, true));
    let token = operator.open("/kantor/fitur").await.token();
    operator.send("/kantor/fitur", &[("csrf", &token)]).await;
    assert_eq!(shows(&village).await, (false, false));
    assert_eq!(
        shows(&other).await,
        (true, true),
        "the neighbour lost it, too"
    );
    let desk = operator.open("/kantor").await.html;
    assert!(!desk.contains("href=\"/kantor/komentar\""));
    assert_eq!(operator.open("/kantor/komentar").await.status, 404);
    let fields = [("csrf", token.as_str()), ("fitur", "engagement")];
    operator.send("/kantor/fitur", &fields).await;
    assert_eq!(shows(&village).await, (true, true));
}

#[tokio::test]
async fn an_office_that_is_full_says_so_and_keeps_what_was_typed() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let staff = crate::office::accounts(&app, &village).await;
    let mut operator =
        crate::office::enter(&app, crate::office::of(&staff, identity::Role::Sekdes)).await;
    let mut browser = superadmin(&app).await;
    let fields = [("penyimpanan", "1"), ("pengguna", "6")];
    let seen = village_act(&mut browser, &village, "batas", &fields).await;
    assert!(seen.html.contains("Batasnya sudah diubah"), "{}", seen.html);
    let token = operator.open("/kantor/pengguna").await.token();
    let fields = [
        ("csrf", token.as_str()),
        ("nama", "Orang Ketujuh"),
        ("email", "ketujuh@contoh.test"),
        ("peran", "redaktur"),
    ];
    let full = operator.send("/kantor/pengguna", &fields).await;
    assert_eq!(full.status, 422);
    assert!(full.html.contains("paling banyak 6 orang") && full.html.contains("Orang Ketujuh"));
    let wrong = village_act(&mut browser, &village, "batas", &[("pengguna", "-1")]).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn a_village_whose_time_is_over_is_gone_and_one_that_was_called_back_is_not() {
    let (owner, service) = own_database("banua_it_console_end").await;
    let app = TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
    })
    .await;
    let (gone, back) = (app.village().await, app.village().await);
    let mut browser = superadmin(&app).await;
    for village in [&gone, &back] {
        village_act(&mut browser, village, "hapus", &[("yakin", &village.slug)]).await;
    }
    village_act(&mut browser, &back, "keadaan", &[("keadaan", "aktif")]).await;
    let end = async || district::ending::end_all(&app.running.app).await.unwrap();
    end().await;
    assert_eq!(
        app.get(&gone.host(), "/").await.status(),
        503,
        "it has 30 days"
    );
    app.clock
        .set(Timestamp::now() + jiff::SignedDuration::from_hours(31 * 24));
    end().await;
    let left: Vec<(String,)> = sqlx::query_as("select schema_name from platform.villages")
        .fetch_all(app.database.control())
        .await
        .unwrap();
    assert_eq!(left, [(back.schema.to_string(),)]);
    let schemas: i64 = sqlx::query_scalar("select count(*) from pg_namespace where nspname = $1")
        .bind(gone.schema.as_str())
        .fetch_one(app.database.control())
        .await
        .unwrap();
    assert_eq!(schemas, 0);
}

#[tokio::test]
async fn the_command_line_does_what_the_console_does() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let slug = village.slug.as_str();
    let run = async |line: &[&str]| command_line(&app.config, line).await;
    // Another process did it: this one hears of it within moments.
    let comes = async |expected: u16| {
        let mut status = 0;
        for _ in 0..100 {
            status = app.get(&village.host(), "/").await.status().as_u16();
            if status == expected {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(status, expected);
    };
    for (line, expected) in [
        (vec!["village", "archive", slug, "--note", "Digabung"], 410),
        (vec!["village", "resume", slug], 200),
        (vec!["village", "drop", slug, "--yes"], 503),
        (vec!["village", "resume", slug], 200),
    ] {
        assert_eq!(run(&line).await, ExitCode::SUCCESS, "{line:?}");
        comes(expected).await;
    }
    let refused = ["village", "drop", slug];
    assert_eq!(run(&refused).await, ExitCode::from(2));
    let kept = app.get(&village.host(), "/").await;
    assert_eq!(kept.status(), 200, "nothing was confirmed");

    let email = format!("{}@contoh.test", uuid::Uuid::new_v4().simple());
    let invite = ["district", "invite", "--name", "Rahmah", "--email", &email];
    assert_eq!(run(&invite).await, ExitCode::SUCCESS);
    assert_eq!(
        run(&invite).await,
        ExitCode::SUCCESS,
        "a new link for who has not come"
    );
    let nowhere = [&invite[..], &["--role", "pembina"]].concat();
    assert_eq!(run(&nowhere).await, ExitCode::from(2), "of no subdistrict");
    let king = [&invite[..], &["--role", "raja"]].concat();
    assert_eq!(run(&king).await, ExitCode::from(2));
}
