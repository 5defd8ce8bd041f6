//! Redis, the identity provider and the object store.

use bytes::Bytes;
use cache::Redis;
use config::{Config, StorageMode};
use kernel::{SchemaName, VillageCode};
use media::{ContentHash, MediaKey, ObjectStore, StoreError};

use super::Findings;
use crate::setup::Objects;

pub(super) async fn redis(config: &Config, findings: &mut Findings) {
    let Some(url) = &config.redis.url else {
        // The configuration's own advice speaks of production.
        findings.ok("redis", "not configured; limits count in this process");
        return;
    };
    match Redis::open(Some(url.expose())) {
        Ok(redis) if redis.is_ready().await => findings.ok("redis", url.masked()),
        Ok(_) => {
            let found = format!("{} does not answer", url.masked());
            let advice = "start Redis or correct redis.url; the public sites serve without it";
            findings.warn("redis", found, advice);
        }
        Err(error) => findings.fail("redis", error.to_string(), "correct redis.url"),
    }
}

pub(super) async fn provider(config: &Config, findings: &mut Findings) {
    let Some(oidc) = &config.oidc else {
        return;
    };
    let advice = "check oidc.issuer, which has to be written as the provider writes it; until then \
                  people of the district come in with their passwords";
    match sso::Provider::new(oidc.clone()) {
        Ok(provider) => match provider.is_there().await {
            Ok(()) => findings.ok("identity provider", oidc.issuer.clone()),
            Err(problem) => {
                let found = format!("{}: {problem}", oidc.issuer);
                findings.warn("identity provider", found, advice);
            }
        },
        Err(error) => findings.fail("identity provider", error.to_string(), advice),
    }
}

pub(super) async fn storage(config: &Config, findings: &mut Findings) {
    let place = match config.storage.mode {
        StorageMode::Embedded => {
            format!("embedded, files in {}", config.storage.data_dir.display())
        }
        StorageMode::S3 => format!(
            "bucket {} at {}",
            config.storage.bucket,
            config.storage.endpoint.as_deref().unwrap_or("Amazon S3")
        ),
    };
    let advice = match config.storage.mode {
        StorageMode::Embedded => "make the folder storage.data_dir writable for this user",
        StorageMode::S3 => "check storage.endpoint, the keys and the bucket's rights",
    };
    let objects = match Objects::visit(&config.storage).await {
        Ok(objects) => objects,
        Err(error) => {
            findings.fail("object storage", format!("{place}: {error:#}"), advice);
            return;
        }
    };
    match probe(&*objects.store).await {
        Ok(()) => findings.ok(
            "object storage",
            format!("{place}: wrote, read and deleted"),
        ),
        Err(error) => findings.fail("object storage", format!("{place}: {error}"), advice),
    }
    objects.shutdown().await;
}

/// Writes an object of a village that cannot exist, reads it back and deletes it.
async fn probe(store: &dyn ObjectStore) -> Result<(), StoreError> {
    store.ready().await?;
    let bytes = Bytes::from(format!("banua check {}", uuid::Uuid::new_v4()));
    let nobody: VillageCode = "99.99.99.2999".parse().expect("a code of the right form");
    let key = MediaKey::original(&SchemaName::from(nobody), &ContentHash::of(&bytes));
    store.put(&key, "text/plain", bytes.clone()).await?;
    let read = store.get(&key, None).await;
    store.delete(&key).await?;
    if read?.bytes == bytes {
        Ok(())
    } else {
        Err(StoreError::Unavailable(
            "it gave back other bytes than it was given".to_owned(),
        ))
    }
}
