//! Short-lived notes that every replica can read and that can be taken once: what a CAPTCHA
//! expects, what a link opens.

use std::time::Duration;

use redis::{AsyncCommands, SetExpiry, SetOptions};

use crate::redis_link::{PATIENCE, Redis};

/// Redis is away. Notes have no substitute in the process: another replica may be asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("redis is away")]
pub struct Away;

/// Whose note it is and what it is about; the village comes first in the key.
#[derive(Debug, Clone, Copy)]
pub struct NoteKey<'a> {
    /// The schema name, or the portal's word.
    pub village: &'a str,
    pub kind: &'static str,
    pub id: &'a str,
}

impl NoteKey<'_> {
    fn text(&self) -> String {
        format!("{}:note:{}:{}", self.village, self.kind, self.id)
    }
}

impl Redis {
    /// Keeps a note for so long.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn keep_note(
        &self,
        key: NoteKey<'_>,
        text: &str,
        lifetime: Duration,
    ) -> Result<(), Away> {
        let mut connection = self.connection().await.ok_or(Away)?;
        let options = SetOptions::default().with_expiration(SetExpiry::EX(lifetime.as_secs()));
        let set = connection.set_options::<_, _, ()>(key.text(), text, options);
        self.in_time(set).await
    }

    /// Reads a note and leaves it.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn read_note(&self, key: NoteKey<'_>) -> Result<Option<String>, Away> {
        let mut connection = self.connection().await.ok_or(Away)?;
        let get = connection.get::<_, Option<String>>(key.text());
        self.in_time(get).await
    }

    /// Takes a note away and returns it: whoever comes second finds nothing.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn take_note(&self, key: NoteKey<'_>) -> Result<Option<String>, Away> {
        let mut connection = self.connection().await.ok_or(Away)?;
        let take = connection.get_del::<_, Option<String>>(key.text());
        self.in_time(take).await
    }

    async fn in_time<T>(
        &self,
        answer: impl Future<Output = redis::RedisResult<T>>,
    ) -> Result<T, Away> {
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => {
                self.rest(&error.to_string()).await;
                Err(Away)
            }
            Err(_) => {
                self.rest("no answer in time").await;
                Err(Away)
            }
        }
    }
}
