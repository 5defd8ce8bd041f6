//! Taking an import back.

use super::*;

async fn undo(app: &TestApp, desk: &mut Browser<'_>, path: &str) -> Seen {
    let begun = desk.act(path, &format!("{path}/urungkan"), &[]).await;
    assert!(
        begun.html.contains("Impor sedang diurungkan"),
        "{}",
        begun.html
    );
    work(app).await;
    desk.open(path).await
}

#[tokio::test]
async fn an_import_is_undone_as_if_it_had_not_been() {
    let app = service("undo").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    imported(&app, &mut desk, &workbook(&family(1))).await;
    let before = everything(&app, &village).await;
    let areas = number(&app, &village, "select count(*) from areas").await;
    let mut rows = family(1);
    // The wife heads the family now, the husband has another trade and the child a NIK.
    rows[0] = rows[0]
        .replace("kk_level=1", "kk_level=2")
        .replace("pekerjaan_id=9", "pekerjaan_id=15")
        .replace("Mawar", "Melati");
    rows[1] = rows[1]
        .replace("kk_level=3", "kk_level=1")
        .replace("Mawar", "Melati");
    rows[2] = rows[2].replace("nik=0", "nik=6303014102260007");
    rows.extend(family(2));
    let done = imported(&app, &mut desk, &workbook(&rows)).await;
    assert_eq!(
        (
            count(&done, "Orang baru dicatat"),
            count(&done, "Orang diperbarui")
        ),
        (3, 3),
        "{}",
        done.html
    );
    assert_ne!(everything(&app, &village).await, before);
    let undone = undo(&app, &mut desk, &done.path).await;
    assert_eq!(
        (
            count(&undone, "Orang dihapus lagi"),
            count(&undone, "Orang dikembalikan"),
            count(&undone, "Keluarga dihapus lagi"),
            count(&undone, "Tidak dapat diurungkan")
        ),
        (3, 3, 1, 0),
        "{}",
        undone.html
    );
    assert_eq!(everything(&app, &village).await, before);
    assert_eq!(
        number(&app, &village, "select count(*) from areas").await,
        areas
    );
    assert_eq!(
        number(
            &app,
            &village,
            "select count(*) from import_changes c
            join register_imports i on i.id = c.import_id where i.state = 'undone'"
        )
        .await,
        0
    );
    let twice = desk
        .act(&done.path, &format!("{}/urungkan", done.path), &[])
        .await;
    assert!(twice.html.contains("sudah diurungkan"), "{}", twice.html);
}

#[tokio::test]
async fn what_happened_since_stays_and_is_named() {
    let app = service("since").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    imported(&app, &mut desk, &workbook(&family(1))).await;
    let mut rows = family(1);
    rows[0] = rows[0].replace("pekerjaan_id=9", "pekerjaan_id=15");
    rows[1] = rows[1].replace("pekerjaan_id=2", "pekerjaan_id=15");
    rows.extend(family(2));
    let done = imported(&app, &mut desk, &workbook(&rows)).await;
    let mut tx = app.tx(&village).await;
    for statement in [
        "update residents set birth_place = 'Martapura', version = version + 1
         where name in ('Budi 1', 'Ani 2')",
        "insert into vital_events (id, resident_id, kind, happened_on, reported_on)
         select gen_random_uuid(), id, 'death', '2026-11-01', '2026-11-02'
         from residents where name = 'Budi 2'",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let undone = undo(&app, &mut desk, &done.path).await;
    assert_eq!(
        (
            count(&undone, "Orang dihapus lagi"),
            count(&undone, "Orang dikembalikan"),
            count(&undone, "Keluarga dihapus lagi")
        ),
        (1, 1, 0),
        "{}",
        undone.html
    );
    for words in [
        "Budi 1",
        "Ani 2",
        "Budi 2",
        "1 keluarga",
        "Sudah ada peristiwa",
    ] {
        assert!(undone.html.contains(words), "{words}: {}", undone.html);
    }
    let workers = "select count(*) from residents where occupation = '15' and name = 'Budi 1'";
    assert_eq!(number(&app, &village, workers).await, 1);
    let wives = "select count(*) from residents r join residence_spans s on s.resident_id = r.id
         where r.name = 'Ani 1' and r.occupation = '2' and s.occupation = '2'";
    assert_eq!(number(&app, &village, wives).await, 1);
}

#[tokio::test]
async fn after_thirty_days_nothing_is_kept_and_nothing_undone() {
    let app = service("late").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let done = imported(&app, &mut desk, &workbook(&family(1))).await;
    let waiting = sent(&app, &mut desk, "lama.xlsx", &workbook(&family(2))).await;
    assert!(done.html.contains("Ya, urungkan"));
    let mut tx = app.tx(&village).await;
    sqlx::query(
        "update register_imports set undo_until = undo_until - interval '31 days',
             made_at = made_at - interval '31 days'",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    jobs::enqueue(&mut tx, "residents.import_tidy", &(), None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    work(&app).await;
    for table in [
        "select count(*) from import_changes",
        "select count(*) from import_files",
    ] {
        assert_eq!(number(&app, &village, table).await, 0, "{table}");
    }
    let late = desk
        .act(HERE, &format!("{}/urungkan", done.path), &[])
        .await;
    assert!(
        late.html.contains("hanya dapat diurungkan dalam 30 hari"),
        "{}",
        late.html
    );
    let choices = [
        ("baris", "lewati"),
        ("orang", "perbarui"),
        ("keadaan", "01-06-2026"),
    ];
    desk.act(&waiting.path, &format!("{}/mulai", waiting.path), &choices)
        .await;
    work(&app).await;
    assert!(
        desk.open(&waiting.path)
            .await
            .html
            .contains("terlalu lama tidak dilanjutkan")
    );
    // Work whose job was lost holds up no other import.
    let mut tx = app.tx(&village).await;
    sqlx::query("update register_imports set state = 'running' where state = 'failed'")
        .execute(&mut *tx)
        .await
        .unwrap();
    jobs::enqueue(&mut tx, "residents.import_tidy", &(), None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    work(&app).await;
    let ended = desk.open(&waiting.path).await.html;
    assert!(ended.contains("terhenti dan tidak berlanjut"), "{ended}");
    imported(&app, &mut desk, &workbook(&family(2))).await;
}
