//! A village leaves as one file and comes back the same; what is wrong with a file changes nothing.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use config::Secret;
use identity::Role;
use support::{Browser, TestApp, TestVillage, command_line, environment, own_database, text};

use crate::{
    isolation::seed,
    office::{accounts, enter, of},
};

async fn regency(name: &str) -> TestApp {
    let (owner, service) = own_database(name).await;
    TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
    })
    .await
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("banua-travel-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn label(village: &TestVillage) -> String {
    village.host().split('.').next().unwrap().to_owned()
}

fn tables_of(file: &str) -> Vec<archive::TableLine> {
    archive::check(Path::new(file)).unwrap().manifest.tables
}

#[tokio::test]
async fn out_gone_and_back_every_hash_is_the_same() {
    let app = regency("banua_it_travel").await;
    let (village, neighbour) = (app.village().await, app.village().await);
    seed(&app, &village, "PENANDA-SATU").await;
    seed(&app, &neighbour, "PENANDA-DUA").await;
    let folder = Folder::new();
    let (first, second) = (folder.file("a.tar.zst"), folder.file("b.tar.zst"));
    let beside = [folder.file("n1.tar.zst"), folder.file("n2.tar.zst")];
    let run = async |line: &[&str]| command_line(&app.config, line).await;
    let (slug, other) = (label(&village), label(&neighbour));

    assert_eq!(
        run(&["village", "export", &slug, &first]).await,
        ExitCode::SUCCESS
    );
    assert_eq!(
        run(&["village", "export", &other, &beside[0]]).await,
        ExitCode::SUCCESS
    );
    assert_eq!(
        run(&["village", "import", &first]).await,
        ExitCode::from(2),
        "it is there already"
    );
    let drop = ["village", "drop", &slug, "--yes", "--now"];
    assert_eq!(run(&drop).await, ExitCode::SUCCESS);
    assert_eq!(run(&["village", "import", &first]).await, ExitCode::SUCCESS);
    assert_eq!(
        run(&["village", "export", &slug, &second]).await,
        ExitCode::SUCCESS
    );
    assert_eq!(tables_of(&first), tables_of(&second));
    assert_eq!(
        run(&["village", "export", &other, &beside[1]]).await,
        ExitCode::SUCCESS
    );
    assert_eq!(
        tables_of(&beside[0]),
        tables_of(&beside[1]),
        "the neighbour is untouched"
    );

    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let page = text(app.get(&village.host(), "/artikel/gotong-royong").await).await;
    assert!(page.contains("PENANDA-SATU"), "{page}");
}

#[tokio::test]
async fn a_village_is_brought_back_and_nobody_has_to_be_invited_again() {
    let app = regency("banua_it_restore").await;
    let village = app.village().await;
    seed(&app, &village, "SEMULA").await;
    let accounts = accounts(&app, &village).await;
    let folder = Folder::new();
    let kept = folder.file("kept.tar.zst");
    let slug = label(&village);
    let run = async |line: &[&str]| command_line(&app.config, line).await;
    assert_eq!(
        run(&["village", "export", &slug, &kept]).await,
        ExitCode::SUCCESS
    );
    let mut tx = app.tx(&village).await;
    sqlx::query("update articles set title = 'Dirusak', body_html = '<p>Judi</p>'")
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("delete from officials")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(
        text(app.get(&village.host(), "/artikel/gotong-royong").await)
            .await
            .contains("Judi")
    );
    let restore = ["village", "restore", &slug, &kept];
    assert_eq!(run(&restore).await, ExitCode::from(2), "without --yes");
    let restore = ["village", "restore", &slug, &kept, "--yes"];
    assert_eq!(run(&restore).await, ExitCode::SUCCESS);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let page = text(app.get(&village.host(), "/artikel/gotong-royong").await).await;
    assert!(page.contains("SEMULA") && !page.contains("Judi"), "{page}");
    assert!(
        text(app.get(&village.host(), "/pemerintahan").await)
            .await
            .contains("SEMULA")
    );
    // The present state was put aside, and whoever worked here still comes in.
    let aside = std::fs::read_dir(&folder.0)
        .unwrap()
        .flatten()
        .any(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .contains("before-restore")
        });
    assert!(aside);
    enter(&app, of(&accounts, Role::Redaktur)).await;
}

#[tokio::test]
async fn secrets_do_not_travel() {
    let app = regency("banua_it_secrets").await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let folder = Folder::new();
    let file = folder.file("a.tar.zst");
    let slug = label(&village);
    let run = async |line: &[&str]| command_line(&app.config, line).await;
    assert_eq!(
        run(&["village", "export", &slug, &file]).await,
        ExitCode::SUCCESS
    );
    let mut unpacked = Vec::new();
    let packed = std::fs::File::open(&file).unwrap();
    std::io::Read::read_to_end(&mut zstd::Decoder::new(packed).unwrap(), &mut unpacked).unwrap();
    let holds = |needle: &str| {
        unpacked
            .windows(needle.len())
            .any(|window| window == needle.as_bytes())
    };
    assert!(
        holds("kades@contoh.test"),
        "the test would see what is in it"
    );
    assert!(!holds("$argon2"));
    for account in &accounts {
        if let Some(secret) = &account.totp_secret {
            assert!(!holds(secret));
        }
    }
    let drop = ["village", "drop", &slug, "--yes", "--now"];
    assert_eq!(run(&drop).await, ExitCode::SUCCESS);
    assert_eq!(run(&["village", "import", &file]).await, ExitCode::SUCCESS);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let account = of(&accounts, Role::Redaktur);
    let mut browser = Browser::new(&app, &village.host());
    let fields = [
        ("email", account.login.as_str()),
        ("sandi", account.password.as_str()),
    ];
    assert_eq!(browser.send("/kantor/masuk", &fields).await.status, 422);
}

#[tokio::test]
async fn a_file_that_is_cut_changed_or_of_another_village_changes_nothing() {
    let app = regency("banua_it_damaged").await;
    let (village, neighbour) = (app.village().await, app.village().await);
    seed(&app, &village, "UTUH").await;
    seed(&app, &neighbour, "LAIN").await;
    let folder = Folder::new();
    let (whole, other) = (folder.file("a.tar.zst"), folder.file("n.tar.zst"));
    let (slug, next) = (label(&village), label(&neighbour));
    let run = async |line: &[&str]| command_line(&app.config, line).await;
    assert_eq!(
        run(&["village", "export", &slug, &whole]).await,
        ExitCode::SUCCESS
    );
    assert_eq!(
        run(&["village", "export", &next, &other]).await,
        ExitCode::SUCCESS
    );
    let bytes = std::fs::read(&whole).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let file = folder.file(name);
        std::fs::write(&file, bytes).unwrap();
        file
    };
    let mut bent = bytes.clone();
    bent[bytes.len() / 2] ^= 0xff;
    // A row changed and packed anew: every byte is readable, the hash is not right.
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(
        &mut zstd::Decoder::new(bytes.as_slice()).unwrap(),
        &mut unpacked,
    )
    .unwrap();
    let at = unpacked
        .windows(4)
        .position(|window| window == b"UTUH")
        .unwrap();
    unpacked[at] = b'X';
    let forged = zstd::encode_all(unpacked.as_slice(), 3).unwrap();
    for file in [
        write("cut.tar.zst", &bytes[..bytes.len() * 2 / 3]),
        write("bent.tar.zst", &bent),
        write("forged.tar.zst", &forged),
        write("empty.tar.zst", b""),
        write("text.tar.zst", b"bukan arsip"),
        other.clone(),
        folder.file("missing.tar.zst"),
    ] {
        let restore = ["village", "restore", &slug, &file, "--yes"];
        assert_eq!(run(&restore).await, ExitCode::from(2), "{file}");
    }
    let again = folder.file("again.tar.zst");
    assert_eq!(
        run(&["village", "export", &slug, &again]).await,
        ExitCode::SUCCESS
    );
    assert_eq!(tables_of(&whole), tables_of(&again));
}
