//! Starting, joining and refusing the embedded object store.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::TcpListener;

use super::EmbeddedS3;

struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        Self(std::env::temp_dir().join(format!("banua-devs3-{}-{test}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn address(store: &EmbeddedS3) -> SocketAddr {
    store.endpoint()["http://".len()..].parse().unwrap()
}

const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

#[tokio::test]
async fn a_second_process_joins_the_first() {
    let folder = Folder::new("join");
    let first = EmbeddedS3::start(&folder.0, ANY, "key", "secret")
        .await
        .unwrap();
    let second = EmbeddedS3::start_or_join(&folder.0, address(&first), "key", "secret")
        .await
        .unwrap();
    assert!(second.is_joined() && !first.is_joined());
    assert_eq!(first.endpoint(), second.endpoint());

    // One that leaves does not take the server with it.
    second.shutdown().await;
    let third = EmbeddedS3::start_or_join(&folder.0, address(&first), "key", "secret")
        .await
        .unwrap();
    assert!(third.is_joined());

    let same = address(&first);
    first.shutdown().await;
    let heir = EmbeddedS3::start_or_join(&folder.0, same, "key", "secret")
        .await
        .unwrap();
    assert!(!heir.is_joined(), "the port is free again");
}

#[tokio::test]
async fn another_store_or_program_on_the_port_is_named() {
    let (folder, other) = (Folder::new("mine"), Folder::new("other"));
    let store = EmbeddedS3::start(&other.0, ANY, "key", "secret")
        .await
        .unwrap();
    let error = EmbeddedS3::start_or_join(&folder.0, address(&store), "key", "secret")
        .await
        .unwrap_err();
    assert!(error.to_string().contains("another folder"), "{error:#}");

    let listener = TcpListener::bind(ANY).await.unwrap();
    let taken = listener.local_addr().unwrap();
    let error = EmbeddedS3::start_or_join(&folder.0, taken, "key", "secret")
        .await
        .unwrap_err();
    assert!(error.to_string().contains("another program"), "{error:#}");
}

#[tokio::test]
async fn only_loopback_and_proper_bucket_names() {
    let folder = Folder::new("names");
    let everywhere: SocketAddr = (Ipv4Addr::UNSPECIFIED, 0).into();
    assert!(
        EmbeddedS3::start(&folder.0, everywhere, "key", "secret")
            .await
            .is_err()
    );

    let store = EmbeddedS3::start(&folder.0, ANY, "key", "secret")
        .await
        .unwrap();
    store.create_bucket("banua-media").unwrap();
    store.create_bucket("banua-media").unwrap();
    assert!(folder.0.join("banua-media").is_dir());
    for wrong in [
        "",
        "ab",
        "../escape",
        "Banua",
        "a/b",
        "-ab",
        "ab-",
        ".hidden",
    ] {
        assert!(store.create_bucket(wrong).is_err(), "{wrong:?}");
    }
}
