//! What is left behind is found again.

use super::*;

#[tokio::test]
async fn what_an_interrupted_sending_left_is_swept_after_a_day() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    sent(&mut desk, 1).await;
    let objects = &app.running.app.objects;
    for number in [2, 3, 4] {
        let bytes = photo(number);
        let key = MediaKey::original(&village.schema, &ContentHash::of(&bytes));
        objects.put(&key, "image/jpeg", bytes.into()).await.unwrap();
    }
    // Two are old: one without a row, one whose row waits; a third row waits for a file that never came.
    for number in [1, 2, 3] {
        make_old(
            &app.config.storage.data_dir,
            &ContentHash::of(&photo(number)),
        );
    }
    let mut tx = app.tx(&village).await;
    for number in [3, 9] {
        let query = "insert into media (id, sha256, file_name, byte_size, created_at)
                     values (gen_random_uuid(), $1, 'a.jpg', 1, now() - interval '25 hours')";
        let hash = ContentHash::of(&photo(number)).to_string();
        sqlx::query(query)
            .bind(hash)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();

    let swept = workshop(&app).sweep(&village.schema).await.unwrap();
    let expected = Swept {
        removed: 1,
        asked: 1,
        given_up: 1,
    };
    assert_eq!(swept, expected);
    assert_eq!(originals(&app, &village).await.len(), 3);
    let gone = MediaKey::original(&village.schema, &ContentHash::of(&photo(2)));
    assert!(objects.head(&gone).await.is_err());
    let failed = desk.open("/kantor/foto").await.html;
    assert!(failed.contains("a.jpg"), "{failed}");
    // A second run finds the job already queued.
    assert_eq!(
        workshop(&app).sweep(&village.schema).await.unwrap(),
        Swept::default()
    );
}

/// Turns back the clock of a file in the embedded store.
fn make_old(dir: &std::path::Path, hash: &ContentHash) {
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            make_old(&path, hash);
        } else if path.ends_with(hash.as_str()) {
            let file = std::fs::File::options().write(true).open(&path).unwrap();
            let then = std::time::SystemTime::now() - std::time::Duration::from_secs(25 * 60 * 60);
            file.set_modified(then).unwrap();
        }
    }
}
