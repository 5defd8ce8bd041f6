//! The object store over real HTTP: the embedded server, or the one named by `BANUA_S3_ENDPOINT`
//! (`make test-garage`).

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use devs3::EmbeddedS3;
use kernel::SchemaName;
use media::{
    BackupKey, ByteRange, ContentHash, KeyPrefix, MediaKey, ObjectStore, Piece, PublicFormat,
    PublicName, S3Store, StorageSettings, StoreError,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A store for one test, with the server behind it when it is ours.
struct TestStore {
    store: S3Store,
    settings: StorageSettings,
    embedded: Option<(EmbeddedS3, Folder)>,
}

/// A folder that goes away with the test.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    fn new(test: &str) -> Self {
        let name = format!("banua-media-{}-{test}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

fn loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

impl TestStore {
    async fn start(test: &str) -> Self {
        let (settings, embedded) = match std::env::var("BANUA_S3_ENDPOINT") {
            Ok(endpoint) if !endpoint.is_empty() => (named_settings(endpoint), None),
            _ => {
                let folder = Folder::new(test);
                let server = EmbeddedS3::start(&folder.0, loopback(0), "penguji", "rahasia")
                    .await
                    .unwrap();
                let settings = StorageSettings {
                    endpoint: server.endpoint(),
                    region: "us-east-1".to_owned(),
                    bucket: "banua-test".to_owned(),
                    access_key: "penguji".to_owned(),
                    secret_key: "rahasia".to_owned(),
                };
                (settings, Some((server, folder)))
            }
        };
        let store = S3Store::new(&settings);
        store.ensure_bucket().await.unwrap();
        Self {
            store,
            settings,
            embedded,
        }
    }
}

fn named_settings(endpoint: String) -> StorageSettings {
    let named = |name: &str, default: Option<&str>| {
        std::env::var(name)
            .ok()
            .or_else(|| default.map(str::to_owned))
            .unwrap_or_else(|| panic!("BANUA_S3_ENDPOINT is set, so {name} has to be set as well"))
    };
    StorageSettings {
        endpoint,
        region: named("BANUA_S3_REGION", Some("garage")),
        bucket: named("BANUA_S3_BUCKET", None),
        access_key: named("BANUA_S3_ACCESS_KEY", None),
        secret_key: named("BANUA_S3_SECRET_KEY", None),
    }
}

/// Each test has a village of its own, so that they can share a bucket.
fn village(number: u32) -> SchemaName {
    format!("d_630304{}", 2900 + number).parse().unwrap()
}

fn public_key(village: &SchemaName, bytes: &[u8]) -> MediaKey {
    MediaKey::public(village, &PublicName::of(bytes, PublicFormat::Webp))
}

/// Asks without a key or with whatever `headers` says, and returns the status.
async fn raw_status(endpoint: &str, path: &str, headers: &str) -> u16 {
    let host = endpoint
        .strip_prefix("http://")
        .unwrap()
        .trim_end_matches('/');
    let mut socket = TcpStream::connect(host).await.unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_is_put_can_be_got_whole_and_in_parts() {
    let test = TestStore::start("parts").await;
    let bytes: Bytes = (0..=255u8)
        .cycle()
        .take(100_000)
        .collect::<Vec<u8>>()
        .into();
    let key = public_key(&village(1), &bytes);

    test.store
        .put(&key, "image/webp", bytes.clone())
        .await
        .unwrap();

    let whole = test.store.get(&key, None).await.unwrap();
    assert_eq!(whole.bytes, bytes);
    assert_eq!(whole.content_type, "image/webp");
    assert_eq!((whole.total_len, whole.range), (100_000, None));
    assert!(
        whole.etag.starts_with('"') && whole.etag.len() > 10,
        "{}",
        whole.etag
    );

    let head = test.store.head(&key).await.unwrap();
    assert_eq!(
        (head.total_len, head.content_type.as_str()),
        (100_000, "image/webp")
    );
    assert_eq!(head.etag, whole.etag);

    let cases = [
        (ByteRange::Between(10, 19), (10, 19)),
        (ByteRange::From(99_990), (99_990, 99_999)),
        (ByteRange::Last(5), (99_995, 99_999)),
        (ByteRange::Between(99_000, 1_000_000), (99_000, 99_999)),
    ];
    for (range, (first, last)) in cases {
        let part = test.store.get(&key, Some(range)).await.unwrap();
        assert_eq!(
            part.bytes,
            bytes.slice(first as usize..=last as usize),
            "{range}"
        );
        assert_eq!(
            (part.range, part.total_len),
            (Some((first, last)), 100_000),
            "{range}"
        );
        assert_eq!(part.etag, whole.etag);
    }
    let outside = test.store.get(&key, Some(ByteRange::From(100_000))).await;
    assert!(
        matches!(outside, Err(StoreError::OutOfRange)),
        "{outside:?}"
    );
    test.store.delete(&key).await.unwrap();
}

#[tokio::test]
async fn an_object_replaces_and_goes_away() {
    let test = TestStore::start("replace").await;
    let key = MediaKey::original(&village(2), &ContentHash::of(b"one"));
    test.store
        .put(&key, "image/jpeg", Bytes::from_static(b"one"))
        .await
        .unwrap();
    test.store
        .put(&key, "image/png", Bytes::from_static(b"other"))
        .await
        .unwrap();
    let object = test.store.get(&key, None).await.unwrap();
    assert_eq!(
        (object.bytes.as_ref(), object.content_type.as_str()),
        (&b"other"[..], "image/png")
    );

    test.store.delete(&key).await.unwrap();
    test.store
        .delete(&key)
        .await
        .expect("deleting twice is fine");
    assert!(test.store.get(&key, None).await.unwrap_err().is_not_found());
    assert!(test.store.head(&key).await.unwrap_err().is_not_found());
    assert!(
        test.store
            .get(&key, Some(ByteRange::From(0)))
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn a_village_lists_its_own_objects_page_by_page() {
    let test = TestStore::start("list").await;
    let (mine, neighbour) = (village(3), village(4));
    let mut keys = Vec::new();
    for number in 0..7u8 {
        keys.push(public_key(&mine, &[number]));
    }
    keys.push(MediaKey::original(&mine, &ContentHash::of(b"original")));
    let foreign = public_key(&neighbour, b"foreign");
    for key in keys.iter().chain([&foreign]) {
        test.store
            .put(key, "image/webp", Bytes::from_static(b"12345"))
            .await
            .unwrap();
    }

    let mut seen = Vec::new();
    let (mut after, mut pages) = (None, 0);
    loop {
        let page = test
            .store
            .list(&KeyPrefix::village(&mine), after.as_deref(), 3)
            .await
            .unwrap();
        assert!(page.objects.len() <= 3);
        assert!(page.objects.iter().all(|object| object.len == 5));
        seen.extend(page.objects.into_iter().map(|object| object.key));
        pages += 1;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    keys.sort();
    assert_eq!(
        seen, keys,
        "all of them, in order, and none of the neighbour"
    );
    assert_eq!(pages, 3);

    let originals = test
        .store
        .list(&KeyPrefix::originals(&mine), None, 100)
        .await
        .unwrap();
    assert_eq!((originals.objects.len(), originals.next), (1, None));
    let nothing = test
        .store
        .list(&KeyPrefix::public(&village(5)), None, 100)
        .await
        .unwrap();
    assert!(nothing.objects.is_empty());

    for key in keys.iter().chain([&foreign]) {
        test.store.delete(key).await.unwrap();
    }
}

#[tokio::test]
async fn nobody_gets_in_without_the_right_key() {
    let test = TestStore::start("keys").await;
    let key = public_key(&village(6), b"guarded");
    test.store
        .put(&key, "image/webp", Bytes::from_static(b"guarded"))
        .await
        .unwrap();
    let path = format!("/{}/{key}", test.settings.bucket);

    assert_eq!(
        raw_status(&test.settings.endpoint, &path, "").await,
        403,
        "anonymous"
    );
    assert_eq!(
        raw_status(&test.settings.endpoint, "/", "").await,
        403,
        "anonymous list of buckets"
    );

    let forged = "Authorization: AWS4-HMAC-SHA256 Credential=penguji/20261125/us-east-1/s3/\
        aws4_request, SignedHeaders=host;x-amz-date, Signature=00000000000000000000000000000000\
        00000000000000000000000000000000\r\nx-amz-date: 20261125T000000Z\r\n\
        x-amz-content-sha256: UNSIGNED-PAYLOAD\r\n";
    let status = raw_status(&test.settings.endpoint, &path, forged).await;
    assert!((400..=403).contains(&status), "forged: {status}");

    let wrong = StorageSettings {
        secret_key: "salah".to_owned(),
        ..test.settings.clone()
    };
    let outsider = S3Store::new(&wrong);
    for refused in [
        outsider.get(&key, None).await.map(drop),
        outsider
            .put(&key, "image/webp", Bytes::from_static(b"tampered"))
            .await,
        outsider.delete(&key).await,
        outsider.ready().await,
    ] {
        assert!(matches!(refused, Err(StoreError::Denied(_))), "{refused:?}");
    }
    assert_eq!(
        test.store.get(&key, None).await.unwrap().bytes.as_ref(),
        b"guarded"
    );
    test.store.delete(&key).await.unwrap();
}

#[tokio::test]
async fn a_store_without_our_bucket_is_not_ready() {
    let test = TestStore::start("bucket").await;
    test.store.ready().await.unwrap();
    let settings = StorageSettings {
        bucket: "tidak-ada".to_owned(),
        ..test.settings.clone()
    };
    let missing = S3Store::new(&settings).ready().await.unwrap_err();
    // A store may also hide what exists from a key that has no rights there.
    let said = matches!(missing, StoreError::Unavailable(_) | StoreError::Denied(_));
    assert!(said, "{missing:?}");
}

#[tokio::test]
async fn a_store_that_is_away_is_unavailable_soon_and_comes_back() {
    if std::env::var("BANUA_S3_ENDPOINT").is_ok_and(|endpoint| !endpoint.is_empty()) {
        println!("only with the embedded server: nobody stops a store that was handed to us");
        return;
    }
    let mut test = TestStore::start("away").await;
    let key = public_key(&village(8), b"kept");
    test.store
        .put(&key, "image/webp", Bytes::from_static(b"kept"))
        .await
        .unwrap();

    let (server, folder) = test.embedded.take().unwrap();
    let address: SocketAddr = server.endpoint()["http://".len()..].parse().unwrap();
    server.shutdown().await;
    let before = std::time::Instant::now();
    let away = test.store.get(&key, None).await;
    assert!(matches!(away, Err(StoreError::Unavailable(_))), "{away:?}");
    assert!(test.store.ready().await.is_err());
    assert!(before.elapsed().as_secs() < 5, "{:?}", before.elapsed());

    let server = EmbeddedS3::start(&folder.0, address, "penguji", "rahasia")
        .await
        .unwrap();
    assert_eq!(
        test.store.get(&key, None).await.unwrap().bytes.as_ref(),
        b"kept"
    );
    server.shutdown().await;
}

#[tokio::test]
async fn an_export_goes_in_piece_by_piece_and_comes_out_the_same() {
    let test = TestStore::start("backups").await;
    let (mine, neighbour) = (village(11), village(12));
    let at = |second: i64| jiff::Timestamp::from_second(1_800_000_000 + second).unwrap();
    let keys = [BackupKey::at(&mine, at(1)), BackupKey::at(&mine, at(2))];
    let foreign = BackupKey::at(&neighbour, at(1));
    let long: Vec<u8> = (0..20_000_003_u32).map(|at| (at % 251) as u8).collect();
    let cut = 8 * 1024 * 1024;
    let pieces = vec![
        Piece::More(Bytes::copy_from_slice(&long[..cut])),
        Piece::More(Bytes::copy_from_slice(&long[cut..2 * cut])),
        Piece::Last(Bytes::copy_from_slice(&long[2 * cut..])),
    ];
    let short = vec![Piece::Last(Bytes::from_static(b"pendek"))];
    // A multiple of the size of a piece leaves an empty last one.
    let even = vec![
        Piece::More(Bytes::copy_from_slice(&long[..cut])),
        Piece::Last(Bytes::new()),
    ];
    for (key, pieces, length) in [
        (&keys[0], pieces, long.len()),
        (&keys[1], short, 6),
        (&foreign, even, cut),
    ] {
        assert_eq!(sent(&test, key, pieces).await.unwrap(), length as u64);
    }
    let mut got = Vec::new();
    let length = test.store.get_backup(&keys[0], &mut got).await.unwrap();
    assert!(length == long.len() as u64 && got == long);

    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = test
            .store
            .list_backups(Some(&mine), after.as_deref(), 1)
            .await
            .unwrap();
        seen.extend(page.backups.into_iter().map(|one| (one.key, one.len)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let wanted = [(keys[0].clone(), long.len() as u64), (keys[1].clone(), 6)];
    assert_eq!(seen, wanted);
    let all = test.store.list_backups(None, None, 100).await.unwrap();
    assert!(all.backups.iter().any(|one| one.key == foreign));
    let of_village = test.store.list(&KeyPrefix::village(&mine), None, 100).await;
    assert!(
        of_village.unwrap().objects.is_empty(),
        "it is no file of the village"
    );
    for key in keys.iter().chain([&foreign]) {
        test.store.delete_backup(key).await.unwrap();
        test.store.delete_backup(key).await.unwrap();
        let gone = test.store.get_backup(key, &mut Vec::new()).await;
        assert!(gone.unwrap_err().is_not_found());
    }
}

#[tokio::test]
async fn an_export_without_an_end_leaves_nothing() {
    let test = TestStore::start("given-up").await;
    let key = BackupKey::at(&village(13), jiff::Timestamp::UNIX_EPOCH);
    let piece = Piece::More(Bytes::from(vec![7; 6 * 1024 * 1024]));
    for pieces in [vec![], vec![piece.clone()], vec![piece.clone(), piece]] {
        assert!(sent(&test, &key, pieces).await.is_err());
        let got = test.store.get_backup(&key, &mut Vec::new()).await;
        assert!(got.unwrap_err().is_not_found());
    }
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    test.store.abandon_backups(later).await.unwrap();
    if let Some((_, folder)) = &test.embedded {
        let pieces = std::fs::read_dir(&folder.0).unwrap().flatten();
        let left = pieces.filter(|entry| entry.file_name().to_string_lossy().contains("upload"));
        assert_eq!(left.count(), 0, "pieces stay on the disk");
    }
}

async fn sent(test: &TestStore, key: &BackupKey, pieces: Vec<Piece>) -> Result<u64, StoreError> {
    let (sender, waiting) = tokio::sync::mpsc::channel(1);
    let sending = async move {
        for piece in pieces {
            if sender.send(piece).await.is_err() {
                break;
            }
        }
    };
    tokio::join!(test.store.put_backup(key, waiting), sending).0
}
