//! One's own account, other people's accounts, and the record that cannot be rewritten.

use std::{process::ExitCode, time::Duration};

use config::Secret;
use identity::Role;
use support::{Browser, TestApp, command_line, environment, own_database};

use crate::office::{accounts, enter, of};

#[tokio::test]
async fn devices_are_listed_and_put_out_and_a_new_password_puts_out_all() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let account = of(&accounts, Role::Redaktur);
    let mut phone = enter(&app, account).await;
    let mut desk = enter(&app, account).await;
    let page = desk.open("/kantor/akun").await;
    let reference = page.html.split("/kantor/akun/sesi/").nth(1).unwrap();
    let reference = reference.split('"').next().unwrap().to_owned();
    let path = format!("/kantor/akun/sesi/{reference}");
    // A colleague cannot put her out.
    let mut colleague = enter(&app, of(&accounts, Role::Bendahara)).await;
    colleague.act("/kantor/akun", &path, &[]).await;
    assert_eq!(phone.open("/kantor").await.path, "/kantor");
    desk.act("/kantor/akun", &path, &[]).await;
    assert!(
        phone
            .open("/kantor")
            .await
            .path
            .starts_with("/kantor/masuk")
    );

    let mut phone = enter(&app, account).await;
    let wrong = [("sandi", "salah"), ("baru", "pendek"), ("ulang", "lain")];
    let refused = desk.act("/kantor/akun", "/kantor/akun/sandi", &wrong).await;
    assert_eq!(refused.status, 422);
    for sentence in ["belum cocok", "paling sedikit", "belum sama"] {
        assert!(
            refused.html.to_lowercase().contains(sentence),
            "{sentence}: {}",
            refused.html
        );
    }
    let new = "perahu hijau tujuh kali";
    let right = [
        ("sandi", account.password.as_str()),
        ("baru", new),
        ("ulang", new),
    ];
    let before = desk.cookies.clone();
    let changed = desk.act("/kantor/akun", "/kantor/akun/sandi", &right).await;
    assert!(changed.html.contains("sudah diganti"), "{}", changed.html);
    assert!(
        phone
            .open("/kantor")
            .await
            .path
            .starts_with("/kantor/masuk")
    );
    assert_ne!(desk.cookies, before, "the session has a new number");
    let mut old = Browser::new(&app, &village.host());
    old.cookies = before;
    assert!(old.open("/kantor").await.path.starts_with("/kantor/masuk"));
    let mut again = Browser::new(&app, &village.host());
    let fields = [("email", account.login.as_str()), ("sandi", new)];
    assert_eq!(again.send("/kantor/masuk", &fields).await.path, "/kantor");
}

#[tokio::test]
async fn nobody_gives_herself_rights_or_makes_somebody_who_signs() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Operator)).await;
    let fields = [
        ("nama", "Aluh"),
        ("email", "aluh@contoh.id"),
        ("peran", "kades"),
    ];
    let refused = desk
        .act("/kantor/pengguna", "/kantor/pengguna", &fields)
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("oleh kabupaten"), "{}", refused.html);
    let mut tx = app.tx(&village).await;
    let ids: Vec<(uuid::Uuid, Vec<String>)> = sqlx::query_as("select id, roles from staff")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    for role in ["operator", "kades"] {
        let (id, _) = ids
            .iter()
            .find(|(_, roles)| roles == &[role.to_owned()])
            .unwrap();
        let path = format!("/kantor/pengguna/{id}");
        let fields = [("peran", "operator"), ("peran", "sekdes")];
        let answer = desk.act("/kantor/pengguna", &path, &fields).await;
        assert!(
            answer.html.contains("rekan lain") || answer.html.contains("diatur oleh kabupaten"),
            "{role}: {}",
            answer.html
        );
        let mut tx = app.tx(&village).await;
        let (roles,): (Vec<String>,) = sqlx::query_as("select roles from staff where id = $1")
            .bind(id)
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        tx.finish().await.unwrap();
        assert_eq!(roles, [role.to_owned()]);
    }
}

#[tokio::test]
async fn a_commenters_contact_is_seen_only_with_the_second_factor() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut tx = app.tx(&village).await;
    support::publish(&mut tx, "a", "A", "B").await;
    sqlx::query(
        "insert into comments (id, article_id, author, contact, body)
         select gen_random_uuid(), id, 'Aluh', '+6281234567890', 'Jam berapa?' from articles",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut redaktur = enter(&app, of(&accounts, Role::Redaktur)).await;
    let queue = redaktur.open("/kantor/komentar").await.html;
    assert!(
        queue.contains("+62812…890") && !queue.contains("81234567890"),
        "{queue}"
    );
    let mut operator = enter(&app, of(&accounts, Role::Operator)).await;
    assert!(
        operator
            .open("/kantor/komentar")
            .await
            .html
            .contains("+6281234567890")
    );
}

#[tokio::test]
async fn the_record_shows_who_touched_it_and_the_district_invites_who_signs() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    enter(&app, of(&accounts, Role::Operator)).await;
    let slug = village.host().split('.').next().unwrap().to_owned();
    let invite = [
        "village",
        "invite",
        &slug,
        "--email",
        "kades@desa.id",
        "--name",
        "H. Arsyad",
        "--role",
        "kades",
    ];
    assert_eq!(command_line(&app.config, &invite).await, ExitCode::SUCCESS);
    let verify = ["audit", "verify", "--village", &slug];
    assert_eq!(command_line(&app.config, &verify).await, ExitCode::SUCCESS);
    // Not even the village's own role rewrites it; the database's owner can, and it shows.
    let mut tx = app.tx(&village).await;
    let refused = sqlx::query("update activity set who = 'Orang lain'")
        .execute(&mut *tx)
        .await;
    assert!(refused.is_err());
    drop(tx);
    let mut owner = app.database.owner().await.unwrap();
    let change = format!(
        "update {}.activity set who = 'Orang lain' where seq = 1",
        village.schema
    );
    sqlx::query(sqlx::AssertSqlSafe(change))
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(command_line(&app.config, &verify).await, ExitCode::FAILURE);
}

#[tokio::test]
async fn accounts_for_trying_open_nothing_in_production() {
    let (owner, service) = own_database("banua_it_production").await;
    let app = TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.site.environment = config::Environment::Production;
    })
    .await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let account = of(&accounts, Role::Redaktur);
    let mut browser = Browser::new(&app, &village.host());
    let fields = [
        ("email", account.login.as_str()),
        ("sandi", account.password.as_str()),
    ];
    assert_eq!(browser.send("/kantor/masuk", &fields).await.status, 422);
    let start = banua::commands::serve::run(app.config.clone());
    let refused = tokio::time::timeout(Duration::from_secs(20), start).await;
    let problem = refused.expect("it does not start").unwrap_err().to_string();
    assert!(problem.contains("example accounts"), "{problem}");
}
