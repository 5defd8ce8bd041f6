//! The shared memory of the replicas: limits now, sessions and one-time tokens to come.
//!
//! Redis may go away at any time. Whoever asks gets an answer within a quarter of a second; limits
//! then count within this process only.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use moka::future::Cache;
use redis::{Script, aio::ConnectionManager, aio::ConnectionManagerConfig};
use tokio::sync::{Mutex, OnceCell};

use crate::notes::Away;

pub(crate) const PATIENCE: Duration = Duration::from_millis(250);
/// After a failure Redis is left alone for this long.
const REST: Duration = Duration::from_secs(2);

/// How often something may happen.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is limited, part of the key: "search".
    pub name: &'static str,
    pub max: u32,
    pub per: Duration,
}

/// Whether it may happen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Allowed,
    /// Not before this time has passed.
    Refused {
        retry_after: Duration,
    },
}

/// A connection that is made when it is first needed and makes itself anew.
#[derive(Clone)]
pub struct Redis {
    client: Option<redis::Client>,
    manager: Arc<OnceCell<ConnectionManager>>,
    resting_until: Arc<Mutex<Option<Instant>>>,
    local: Cache<String, (u32, Instant)>,
}

impl Redis {
    /// Does not connect yet. Without an address, everything is counted in this process.
    ///
    /// # Errors
    /// When the address is no Redis address.
    pub fn open(url: Option<&str>) -> Result<Self, redis::RedisError> {
        Ok(Self {
            client: url.map(redis::Client::open).transpose()?,
            manager: Arc::default(),
            resting_until: Arc::default(),
            local: Cache::builder()
                .max_capacity(100_000)
                .time_to_live(Duration::from_secs(60 * 60))
                .build(),
        })
    }

    /// Whether Redis answers now.
    pub async fn is_ready(&self) -> bool {
        let Some(mut connection) = self.connection().await else {
            return false;
        };
        let ping = redis::cmd("PING");
        let answer = tokio::time::timeout(PATIENCE, ping.query_async::<String>(&mut connection));
        matches!(answer.await, Ok(Ok(_)))
    }

    /// Counts one more use by `who` in `village` (its schema name, or the portal's word).
    pub async fn count(&self, limit: Limit, village: &str, who: &str) -> Verdict {
        let key = format!("{village}:limit:{}:{who}", limit.name);
        match self.count_shared(limit, &key).await {
            Some(verdict) => verdict,
            None => self.count_here(limit, key).await,
        }
    }

    /// Puts a question (a command, a pipeline, a script) to Redis and waits a quarter of a second
    /// for the answer. After a failure Redis is left alone for two seconds: questions are then
    /// answered with [`Away`] at once.
    ///
    /// # Errors
    /// [`Away`] without an answer. Whether the question was acted upon is then unknown.
    pub async fn ask<T, Answer>(
        &self,
        question: impl FnOnce(ConnectionManager) -> Answer,
    ) -> Result<T, Away>
    where
        Answer: Future<Output = redis::RedisResult<T>>,
    {
        let connection = self.connection().await.ok_or(Away)?;
        match tokio::time::timeout(PATIENCE, question(connection)).await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => self.rest(&error.to_string()).await,
            Err(_) => self.rest("no answer in time").await,
        }
        Err(Away)
    }

    async fn count_shared(&self, limit: Limit, key: &str) -> Option<Verdict> {
        let mut connection = self.connection().await?;
        let script = Script::new(
            "local n = redis.call('INCR', KEYS[1])
             if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
             return {n, redis.call('PTTL', KEYS[1])}",
        );
        let mut call = script.key(key);
        call.arg(u64::try_from(limit.per.as_millis()).unwrap_or(u64::MAX));
        let answer =
            tokio::time::timeout(PATIENCE, call.invoke_async::<(u32, i64)>(&mut connection)).await;
        match answer {
            Ok(Ok((count, left))) => Some(verdict(limit, count, left.max(0).unsigned_abs())),
            Ok(Err(error)) => {
                self.rest(&error.to_string()).await;
                None
            }
            Err(_) => {
                self.rest("no answer in time").await;
                None
            }
        }
    }

    async fn count_here(&self, limit: Limit, key: String) -> Verdict {
        let now = Instant::now();
        let entry = self
            .local
            .entry(key)
            .and_upsert_with(|kept| async move {
                match kept.map(|entry| entry.into_value()) {
                    Some((count, until)) if until > now => (count.saturating_add(1), until),
                    _ => (1, now + limit.per),
                }
            })
            .await;
        let (count, until) = entry.into_value();
        let left = u64::try_from(until.duration_since(now).as_millis()).unwrap_or(u64::MAX);
        verdict(limit, count, left)
    }

    pub(crate) async fn connection(&self) -> Option<ConnectionManager> {
        let client = self.client.as_ref()?;
        if self
            .resting_until
            .lock()
            .await
            .is_some_and(|until| Instant::now() < until)
        {
            return None;
        }
        let connect = self.manager.get_or_try_init(|| async {
            let config = ConnectionManagerConfig::new()
                .set_connection_timeout(Some(PATIENCE))
                .set_response_timeout(Some(PATIENCE))
                .set_number_of_retries(1);
            ConnectionManager::new_with_config(client.clone(), config).await
        });
        match tokio::time::timeout(PATIENCE * 2, connect).await {
            Ok(Ok(manager)) => Some(manager.clone()),
            Ok(Err(error)) => {
                self.rest(&error.to_string()).await;
                None
            }
            Err(_) => {
                self.rest("no connection in time").await;
                None
            }
        }
    }

    pub(crate) async fn rest(&self, reason: &str) {
        let mut resting = self.resting_until.lock().await;
        if resting.is_none_or(|until| Instant::now() >= until) {
            tracing::warn!(reason, "redis is away; counting in this process");
        }
        *resting = Some(Instant::now() + REST);
    }
}

fn verdict(limit: Limit, count: u32, left_ms: u64) -> Verdict {
    if count <= limit.max {
        Verdict::Allowed
    } else {
        Verdict::Refused {
            retry_after: Duration::from_millis(left_ms.max(1000)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit {
        name: "test",
        max: 2,
        per: Duration::from_secs(60),
    };

    #[tokio::test]
    async fn without_redis_the_limit_still_holds_and_knows_the_village() {
        let redis = Redis::open(None).unwrap();
        assert_eq!(redis.count(LIMIT, "d_1", "x").await, Verdict::Allowed);
        assert_eq!(redis.count(LIMIT, "d_1", "x").await, Verdict::Allowed);
        assert!(matches!(
            redis.count(LIMIT, "d_1", "x").await,
            Verdict::Refused { .. }
        ));
        assert_eq!(redis.count(LIMIT, "d_2", "x").await, Verdict::Allowed);
    }

    #[tokio::test]
    async fn a_redis_that_does_not_answer_costs_little_time() {
        let redis = Redis::open(Some("redis://127.0.0.1:1/")).unwrap();
        let begin = Instant::now();
        assert!(!redis.is_ready().await);
        assert_eq!(redis.count(LIMIT, "d_1", "y").await, Verdict::Allowed);
        assert!(begin.elapsed() < Duration::from_secs(5));
    }
}
