//! Back to an earlier state, or not at all.

use support::text;

use super::*;

#[tokio::test]
async fn a_village_goes_back_to_any_export_and_forth_again() {
    let app = regency("banua_it_back").await;
    let (village, neighbour) = (app.village().await, app.village().await);
    seed(&app, &village, "SEMULA").await;
    seed(&app, &neighbour, "TETANGGA").await;
    let beside = print_of(&app, &neighbour).await;
    assert_eq!(
        run(&app, &["backup", "run", &village.slug]).await,
        ExitCode::SUCCESS
    );
    let mut tx = app.tx(&village).await;
    sqlx::query("update articles set title = 'Dirusak'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let first = kept(&app, &village).await[0].key.clone();
    let line = ["village", "restore", &village.slug, "--from", &first];
    assert_eq!(run(&app, &line).await, ExitCode::from(2), "without --yes");
    let line = [
        "village",
        "restore",
        &village.slug,
        "--from",
        &first,
        "--yes",
    ];
    assert_eq!(run(&app, &line).await, ExitCode::SUCCESS);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let page = text(app.get(&village.host(), "/artikel/gotong-royong").await).await;
    assert!(page.contains("SEMULA") && !page.contains("Dirusak"));
    let aside = kept(&app, &village).await;
    assert_eq!(aside.len(), 2);
    assert_eq!(aside[0].purpose, Purpose::BeforeRestore);
    let line = [
        "village",
        "restore",
        &village.slug,
        "--from",
        &aside[0].key,
        "--yes",
    ];
    assert_eq!(run(&app, &line).await, ExitCode::SUCCESS);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let page = text(app.get(&village.host(), "/artikel/gotong-royong").await).await;
    assert!(page.contains("Dirusak"));
    assert_eq!(
        print_of(&app, &neighbour).await,
        beside,
        "the neighbour is untouched"
    );
    // A key of somebody else's, and one of nothing.
    assert_eq!(run(&app, &["backup", "run"]).await, ExitCode::SUCCESS);
    let foreign = kept(&app, &neighbour).await[0].key.clone();
    let missing = format!("backup/{}/20200101T000000.000Z.tar.zst", village.schema);
    for key in [&foreign, &missing] {
        let line = ["village", "restore", &village.slug, "--from", key, "--yes"];
        assert_eq!(run(&app, &line).await, ExitCode::from(2), "{key}");
    }
    assert_eq!(print_of(&app, &neighbour).await, beside);
}

#[tokio::test]
async fn who_writes_while_a_village_is_restored_waits_and_nothing_is_mixed() {
    let app = regency("banua_it_busy").await;
    let village = app.village().await;
    seed(&app, &village, "SEMULA").await;
    assert_eq!(
        run(&app, &["backup", "run", &village.slug]).await,
        ExitCode::SUCCESS
    );
    let key = kept(&app, &village).await[0].key.clone();
    let line = ["village", "restore", &village.slug, "--from", &key, "--yes"];
    let writing = async {
        for number in 0..40 {
            let mut tx = app.tx(&village).await;
            let slug = format!("baru-{number}");
            sqlx::query(
                "insert into articles (id, slug, title, excerpt, body_html, status)
                 values (gen_random_uuid(), $1, $1, '', '', 'draft')",
            )
            .bind(&slug)
            .execute(&mut *tx)
            .await
            .unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
            sqlx::query(
                "insert into comments (id, article_id, author, body)
                         select gen_random_uuid(), id, 'a', 'b' from articles where slug = $1",
            )
            .bind(&slug)
            .execute(&mut *tx)
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
    };
    let (ended, ()) = tokio::join!(run(&app, &line), writing);
    assert_eq!(ended, ExitCode::SUCCESS);
    let schema = &village.schema;
    let orphans = format!(
        "select (select count(*) from {schema}.articles where slug like 'baru-%')
              - (select count(*) from {schema}.comments where author = 'a')"
    );
    assert_eq!(
        count(&app, &orphans).await,
        0,
        "each came whole or went whole"
    );
}

#[tokio::test]
async fn a_damaged_export_is_found_told_and_never_restored() {
    let app = regency("banua_it_bad").await;
    let village = app.village().await;
    seed(&app, &village, "UTUH").await;
    let before = print_of(&app, &village).await;
    assert_eq!(run(&app, &["backup", "run"]).await, ExitCode::SUCCESS);
    assert_eq!(
        run(&app, &["backup", "drill", "--random"]).await,
        ExitCode::SUCCESS
    );
    let backup = kept(&app, &village).await.remove(0);
    let file = app
        .config
        .storage
        .data_dir
        .join(&app.config.storage.bucket)
        .join(&backup.key);
    let whole = std::fs::read(&file).unwrap();
    let mut unpacked = zstd::decode_all(whole.as_slice()).unwrap();
    let swap = |unpacked: &mut Vec<u8>, from: &[u8], to: &[u8]| {
        let at = unpacked
            .windows(from.len())
            .position(|part| part == from)
            .unwrap();
        unpacked[at..at + to.len()].copy_from_slice(to);
    };
    let mut newer = unpacked.clone();
    let version = db::required_version().to_string();
    let next = format!("{}{}", "3", &version[1..]);
    swap(
        &mut newer,
        format!("\"schema_version\": {version}").as_bytes(),
        format!("\"schema_version\": {next}").as_bytes(),
    );
    // Only what no hash covers is changed: every entry is right, and the list knows better.
    let mut forged = unpacked.clone();
    swap(
        &mut forged,
        b"\"palette\": \"padi\"",
        b"\"palette\": \"ulin\"",
    );
    swap(&mut unpacked, b"UTUH", b"RUSA");
    let pack = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
    for (what, bytes) in [
        ("unpacked", whole[..whole.len() / 2].to_vec()),
        ("was changed", pack(&unpacked)),
        ("not the export that was put there", pack(&forged)),
        ("newer version", pack(&newer)),
        ("no whole archive", Vec::new()),
    ] {
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(
            run(&app, &["backup", "drill", &village.slug]).await,
            ExitCode::FAILURE
        );
        let judged = kept(&app, &village).await.remove(0);
        assert_eq!(judged.verdict, Some(Verdict::Bad), "{what}");
        assert!(judged.reason.contains(what), "{}", judged.reason);
        let restore = [
            "village",
            "restore",
            &village.slug,
            "--from",
            &backup.key,
            "--yes",
        ];
        assert_eq!(run(&app, &restore).await, ExitCode::from(2), "{what}");
        let figures = backups::figures(app.database.control()).await.unwrap();
        assert_eq!(figures.failed, 1, "{what}");
    }
    assert_eq!(
        print_of(&app, &village).await,
        before,
        "nothing was changed"
    );
    let only = kept(&app, &village).await;
    assert_eq!(
        only.len(),
        1,
        "nothing was put aside for a restore that was refused"
    );
    std::fs::remove_file(&file).unwrap();
    assert_eq!(
        run(&app, &["backup", "drill", &village.slug]).await,
        ExitCode::FAILURE
    );
    std::fs::write(&file, whole).unwrap();
    assert_eq!(
        run(&app, &["backup", "drill", &village.slug]).await,
        ExitCode::SUCCESS
    );
    let figures = backups::figures(app.database.control()).await.unwrap();
    assert_eq!(figures.failed, 0);
}
