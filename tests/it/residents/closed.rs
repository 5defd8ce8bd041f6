//! What lies closed is nowhere in clear, and keys change while everybody works.

use kernel::{Nik, Phone};
use residents::store::columns::{NIK as NIK_COLUMN, PHONE as PHONE_COLUMN};
use support::{Browser, TestApp, TestVillage, command_line, environment};
use vault::KeySet;

use super::register::{CARD, NIK, NIK_OF_WIFE, PHONE, admit, desk, person, wife};

/// Every row of every table of a village, and of the register's, as text.
async fn everything(app: &TestApp, village: &TestVillage) -> String {
    let mut owner = app.running.app.database.owner().await.unwrap();
    let schema = village.schema.to_string();
    let tables: Vec<(String, String)> = sqlx::query_as(
        "select schemaname, tablename from pg_tables where schemaname in ($1, 'platform')",
    )
    .bind(&schema)
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let mut all = String::new();
    for (schema, table) in tables {
        // Of the register's tables only what is this village's: other tests work beside.
        let statement = format!(
            "select coalesce(string_agg(t::text, E'\\n'), '') from \"{schema}\".\"{table}\" t"
        );
        let (text,): (String,) = sqlx::query_as(sqlx::AssertSqlSafe(statement))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        all.push_str(&text);
    }
    all
}

/// Every value that Redis holds, as far as it is text.
async fn all_of_redis() -> String {
    let client = redis::Client::open(environment("BANUA_REDIS_URL")).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let keys: Vec<Vec<u8>> = redis::cmd("KEYS")
        .arg("*")
        .query_async(&mut connection)
        .await
        .unwrap();
    let mut all = String::new();
    for key in keys {
        all.push_str(&String::from_utf8_lossy(&key));
        let dumped: Option<Vec<u8>> = redis::cmd("DUMP")
            .arg(&key)
            .query_async(&mut connection)
            .await
            .unwrap();
        all.push_str(&String::from_utf8_lossy(&dumped.unwrap_or_default()));
    }
    all
}

#[tokio::test]
async fn no_number_lies_in_clear_in_the_database_or_redis() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut browser = desk(&app, &village).await;
    // Numbers of this test alone: others write theirs beside it.
    let own = [
        ("nama", "Gusti Tertutup"),
        ("nik", "6303042911710077"),
        ("no_kk", "6303040202110077"),
        ("telepon", "081077665544"),
        ("nama_ibu", "Ratu Zaleha Tertutup"),
        ("tanggal_lahir", "1971-11-29"),
    ];
    let seen = admit(&mut browser, &person(&own)).await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    let words = [("q", "6303042911710077")];
    browser
        .act("/kantor/penduduk", "/kantor/penduduk/cari", &words)
        .await;
    let look = format!("{}/lihat", seen.path);
    browser
        .act(&seen.path, &look, &[("keperluan", "surat")])
        .await;
    let (rows, redis) = (everything(&app, &village).await, all_of_redis().await);
    assert!(rows.contains("Gusti Tertutup"), "the dump has the names");
    for closed in [
        "6303042911710077",
        "6303040202110077",
        "81077665544",
        "Zaleha",
        // The same as hexadecimal digits, as bytes are written.
        "36333033303432393131373130303737",
    ] {
        assert!(!rows.contains(closed), "{closed} in the database");
        assert!(!redis.contains(closed), "{closed} in Redis");
    }
}

/// Id, sealed NIK and its index, sealed phone.
type SealedRow = (uuid::Uuid, Vec<u8>, Vec<u8>, Option<Vec<u8>>);

#[tokio::test]
async fn keys_change_while_people_are_written_down() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut browser = desk(&app, &village).await;
    admit(&mut browser, &person(&[])).await;
    admit(&mut browser, &wife(&[])).await;

    let config = app.running.app.config.clone();
    let slug = village.slug.clone();
    let writing = async {
        let mut niks = Vec::new();
        for number in 0..24_u32 {
            let nik = format!("630304010190{:04}", 8000 + number);
            let fields = person(&[
                ("nama", "Anggota Baru"),
                ("nik", &nik),
                ("hubungan", "9"),
                ("tanggal_lahir", "1990-01-01"),
                ("telepon", ""),
            ]);
            let seen = admit(&mut browser, &fields).await;
            assert_eq!(seen.status, 200, "{}", seen.html);
            niks.push(nik);
        }
        niks
    };
    let changing = async {
        for more in [&[][..], &["--index"][..], &[][..], &["--index"][..]] {
            let mut line = vec!["vault", "rotate", "--village", &slug];
            line.extend_from_slice(more);
            let code = command_line(&config, &line).await;
            assert_eq!(code, std::process::ExitCode::SUCCESS, "{line:?}");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    let (niks, ()) = tokio::join!(writing, changing);

    // Everything opens with the keys there are, and every number is found.
    let mut tx = app.tx(&village).await;
    let keys = web::keys::of(&app.running.app, &mut tx).await.unwrap();
    assert_eq!(keys.numbers(vault::Purpose::Seal).count(), 1);
    assert_eq!(keys.numbers(vault::Purpose::Index).count(), 1);
    let rows: Vec<SealedRow> = sqlx::query_as(
        "select id, nik_sealed, nik_index, phone_sealed from residents where nik_index is not null",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    tx.finish().await.unwrap();
    assert_eq!(rows.len(), niks.len() + 2);
    let mut opened: Vec<String> = Vec::new();
    for (id, sealed, index, phone) in rows {
        let nik = keys.read::<Nik>(NIK_COLUMN.of(id), &sealed).unwrap();
        assert_eq!(keys.index(NIK_COLUMN, nik.expose()).as_bytes(), index);
        opened.push(nik.expose().expose().to_owned());
        if let Some(phone) = phone {
            let phone = keys.read::<Phone>(PHONE_COLUMN.of(id), &phone).unwrap();
            assert_eq!(phone.expose(), &Phone::parse(PHONE).unwrap());
        }
    }
    opened.sort();
    let mut expected: Vec<String> = niks;
    expected.extend([NIK.to_owned(), NIK_OF_WIFE.to_owned()]);
    expected.sort();
    assert_eq!(opened, expected);
    found_by_its_card(&app, &village, &keys).await;
}

async fn found_by_its_card(app: &TestApp, village: &TestVillage, keys: &KeySet) {
    let mut tx = app.tx(village).await;
    let card = kernel::FamilyCardNumber::parse(CARD).unwrap();
    let family = residents::store::families::of_card(&mut tx, keys, &card)
        .await
        .unwrap();
    assert!(family.is_some());
    tx.finish().await.unwrap();
}

#[tokio::test]
async fn keys_are_wrapped_anew_and_told() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut browser: Browser<'_> = desk(&app, &village).await;
    admit(&mut browser, &person(&[])).await;
    let config = app.running.app.config.clone();
    for line in [
        &["vault", "status", "--village", &village.slug][..],
        &["vault", "rewrap", "--village", &village.slug][..],
        &["vault", "rewrap", "--village", &village.slug][..],
    ] {
        let code = command_line(&config, line).await;
        assert_eq!(code, std::process::ExitCode::SUCCESS, "{line:?}");
    }
    let unknown = ["vault", "status", "--village", "tidak-ada"];
    assert_ne!(
        command_line(&config, &unknown).await,
        std::process::ExitCode::SUCCESS
    );
}
