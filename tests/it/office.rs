//! The village's office: coming in, writing, judging comments, and who may do what.

use identity::{Passwords, Role, totp::TotpSecret};
use jiff::Timestamp;
use office::example::{self, ExampleAccount};
use support::{Browser, TestApp, TestVillage, publish};

pub async fn accounts(app: &TestApp, village: &TestVillage) -> Vec<ExampleAccount> {
    let tx = app.tx(village).await;
    example::make(tx, &village.host(), &Passwords::new(), Timestamp::now())
        .await
        .unwrap()
}

pub fn of(accounts: &[ExampleAccount], role: Role) -> &ExampleAccount {
    accounts
        .iter()
        .find(|account| account.role == role.as_str())
        .unwrap()
}

/// Comes in with password and, where the account has one, the code of its phone.
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
    let mut seen = browser.send("/kantor/masuk", &fields).await;
    if let Some(secret) = &account.totp_secret {
        assert_eq!(seen.path, "/kantor/masuk/kode", "{}", seen.html);
        let code = TotpSecret::from_base32(secret).unwrap().code_at(now);
        let fields = [("csrf", seen.token()), ("kode", code)];
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        seen = browser.send("/kantor/masuk/kode", &fields).await;
    }
    assert_eq!(seen.path, "/kantor", "{}", seen.html);
    assert!(seen.html.contains("Hari ini"));
    browser
}

#[tokio::test]
async fn nobody_comes_in_with_half_of_it() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let kades = of(&accounts, Role::Kades);
    let mut browser = Browser::new(&app, &village.host());
    let away = browser.open("/kantor/artikel").await;
    assert!(
        away.path.starts_with("/kantor/masuk?kembali="),
        "{}",
        away.path
    );
    let mut answers = Vec::new();
    for (login, password) in [
        (kades.login.as_str(), "salah sekali ini"),
        ("siapa@contoh.test", kades.password.as_str()),
    ] {
        let seen = browser
            .send("/kantor/masuk", &[("email", login), ("sandi", password)])
            .await;
        assert_eq!(seen.status, 422);
        answers.push(seen.html.replace(login, ""));
    }
    assert_eq!(
        answers[0], answers[1],
        "an account that exists reads like one that does not"
    );
    let fields = [
        ("email", kades.login.as_str()),
        ("sandi", kades.password.as_str()),
    ];
    assert_eq!(
        browser.send("/kantor/masuk", &fields).await.path,
        "/kantor/masuk/kode"
    );
    assert_eq!(
        browser.open("/kantor").await.path,
        "/kantor/masuk/kode",
        "the password is half"
    );
}

#[tokio::test]
async fn every_route_is_open_to_its_roles_and_to_nobody_else() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let accounts = accounts(&app, &village).await;
    let routes = app.running.app.office_routes.clone();
    assert!(routes.len() >= 15, "only {} routes", routes.len());
    let id = "00000000-0000-7000-8000-000000000001";
    for role in Role::ALL {
        let mut browser = enter(&app, of(&accounts, role)).await;
        let mut elsewhere = Browser::new(&app, &other.host());
        elsewhere.cookies = browser.cookies.clone();
        let token = browser.open("/kantor").await.token();
        for route in &routes {
            let path = route
                .path
                .replace("{id}", id)
                .replace("{revision}", id)
                .replace("{event}", id)
                .replace("{member}", id);
            if path == "/kantor/keluar" {
                continue;
            }
            let may = route.needs.are_met_by(role.capabilities());
            let seen = match route.method {
                "GET" => browser.open(&path).await,
                // What is switched off has no routes to walk.
                _ => {
                    let fields = [
                        ("csrf", token.as_str()),
                        ("fitur", "engagement"),
                        ("fitur", "letters"),
                    ];
                    browser.send(&path, &fields).await
                }
            };
            let refused = seen.status == 403;
            assert_eq!(
                refused, !may,
                "{role} {} {path}: {}",
                route.method, seen.status
            );
            assert!(
                !seen.status.is_server_error(),
                "{role} {} {path}",
                route.method
            );
            // The same number is worth nothing in another village.
            let foreign = match route.method {
                "GET" => elsewhere.open(&path).await,
                _ => elsewhere.send(&path, &[("csrf", &token)]).await,
            };
            let outside = foreign.path.starts_with("/kantor/masuk") || foreign.status == 401;
            assert!(
                outside,
                "{role} {} {path}: {}",
                route.method, foreign.status
            );
            if route.method == "POST" && may {
                let forged = browser.send(&path, &[("csrf", "x")]).await;
                assert_eq!(forged.status, 403, "{path} without its token");
            }
        }
    }
}

#[tokio::test]
async fn an_article_is_written_published_changed_and_taken_back() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let form = desk.open("/kantor/artikel/baru").await;
    assert_eq!(form.status, 200, "{}", form.html);
    let action = form
        .html
        .split("id=\"tulisan\" method=\"post\" action=\"")
        .nth(1)
        .unwrap();
    let action = action.split('"').next().unwrap().to_owned();
    let token = form.token();
    let draft = [
        ("csrf", token.as_str()),
        ("versi", "0"),
        ("judul", "Titian baru di RT 02"),
        (
            "isi",
            "<p>Warga <b>selesai</b>.</p><script>alert(1)</script>",
        ),
        ("komentar", "ya"),
        ("aksi", "terbit"),
    ];
    let saved = desk.send(&action, &draft).await;
    assert!(saved.html.contains("sudah terbit"), "{}", saved.html);
    let mut reader = Browser::new(&app, &village.host());
    let page = reader.open("/artikel/titian-baru-di-rt-02").await;
    assert_eq!(page.status, 200);
    assert!(page.html.contains("selesai") && !page.html.contains("alert(1)"));
    assert!(reader.open("/").await.html.contains("Titian baru"));

    // Somebody else saved in between: what was typed is not lost.
    let late = desk.send(&action, &draft).await;
    assert_eq!(late.status, 422);
    assert!(late.html.contains("disimpan orang lain"), "{}", late.html);
    // Saved again over it, with another address: the old one leads there.
    let version = late.html.split("name=\"versi\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap().to_owned();
    let changed = [
        ("csrf", token.as_str()),
        ("versi", version.as_str()),
        ("judul", "Titian baru"),
        ("isi", "<p>Sudah bisa dilewati.</p>"),
        ("alamat", "titian-baru"),
        ("aksi", "simpan"),
    ];
    let saved = desk.send(&action, &changed).await;
    assert_eq!(saved.status, 200, "{}", saved.html);
    let old = reader.open("/artikel/titian-baru-di-rt-02").await;
    assert_eq!(
        (old.status.as_u16(), old.path.as_str()),
        (200, "/artikel/titian-baru")
    );
    assert!(
        desk.open(&format!("{action}/riwayat"))
            .await
            .html
            .contains("<del>")
    );

    desk.act(&action, &format!("{action}/sampah"), &[]).await;
    assert_eq!(reader.open("/artikel/titian-baru").await.status, 404);
    desk.act(&action, &format!("{action}/pulihkan"), &[]).await;
    assert_eq!(
        reader.open("/artikel/titian-baru").await.status,
        404,
        "it is a draft again"
    );
}

#[tokio::test]
async fn comments_are_approved_answered_and_undone() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "gotong-royong", "Gotong royong", "Pagi ini.").await;
    sqlx::query(
        "insert into comments (id, article_id, author, contact, body, about, path)
         select gen_random_uuid(), id, 'Aluh', 'aluh@contoh.id', 'Jam berapa?', title, '/artikel/gotong-royong'
         from articles",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    assert!(
        desk.open("/kantor")
            .await
            .html
            .contains("1 komentar menunggu")
    );
    let queue = desk.open("/kantor/komentar").await;
    assert!(
        queue.html.contains("aluh@contoh.id"),
        "{}: {}",
        queue.status,
        queue.html
    );
    let id = queue.html.split("value=\"setujui:").nth(1).unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    let approve = format!("setujui:{id}");
    let fields = [("status", "menunggu"), ("aksi", approve.as_str())];
    let done = desk
        .act("/kantor/komentar", "/kantor/komentar", &fields)
        .await;
    assert!(done.html.contains("1 komentar disetujui"), "{}", done.html);
    let mut reader = Browser::new(&app, &village.host());
    let article = reader.open("/artikel/gotong-royong").await;
    assert!(article.html.contains("Jam berapa?"));
    assert!(
        !article.html.contains("aluh@contoh.id"),
        "the contact is for the office alone"
    );

    let path = format!("/kantor/komentar/{id}/balas");
    desk.act(
        "/kantor/komentar",
        &path,
        &[("status", "menunggu"), ("isi", "Jam delapan.")],
    )
    .await;
    assert!(
        reader
            .open("/artikel/gotong-royong")
            .await
            .html
            .contains("Jam delapan.")
    );

    let undo = format!("/kantor/komentar/urungkan?ke=menunggu&id={id}");
    desk.act("/kantor/komentar", &undo, &[]).await;
    assert!(
        !reader
            .open("/artikel/gotong-royong")
            .await
            .html
            .contains("Jam berapa?")
    );
    let record = desk.open("/kantor/catatan").await.html;
    assert!(
        record.contains("Menilai") && record.contains("Mengurungkan"),
        "{record}"
    );
}

#[tokio::test]
async fn somebody_new_is_invited_and_comes_in_once() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    let refused = desk
        .act(
            "/kantor/pengguna",
            "/kantor/pengguna",
            &[
                ("nama", "Raja"),
                ("email", "raja@contoh.test"),
                ("peran", "tidakada"),
            ],
        )
        .await;
    assert_eq!(refused.status, 422);
    let invited = desk
        .act(
            "/kantor/pengguna",
            "/kantor/pengguna",
            &[
                ("nama", "Galuh"),
                ("email", "Galuh@contoh.test"),
                ("peran", "redaktur"),
            ],
        )
        .await;
    let link = invited.html.split("/kantor/undangan/").nth(1).unwrap();
    let link = format!("/kantor/undangan/{}", link.split('"').next().unwrap());
    let mut galuh = Browser::new(&app, &village.host());
    assert!(
        galuh
            .open(&link)
            .await
            .html
            .contains("Selamat datang, Galuh")
    );
    let weak = galuh
        .send(&link, &[("sandi", "12345678"), ("ulang", "12345678")])
        .await;
    assert_eq!(weak.status, 422);
    let password = "titian ulin pagi sekali";
    let inside = galuh
        .send(&link, &[("sandi", password), ("ulang", password)])
        .await;
    assert_eq!(inside.path, "/kantor", "{}", inside.html);
    assert_eq!(
        Browser::new(&app, &village.host()).open(&link).await.status,
        410
    );
    let mut again = Browser::new(&app, &village.host());
    let fields = [("email", "galuh@contoh.test"), ("sandi", password)];
    assert_eq!(again.send("/kantor/masuk", &fields).await.path, "/kantor");
}
