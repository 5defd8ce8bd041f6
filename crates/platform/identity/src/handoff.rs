//! What waits for a browser that was sent to another service and comes back.
//!
//! The browser keeps a random number in a cookie; the other service carries the `state` back in the
//! address. Only both together find what waits, once, and for ten minutes. So an address alone, out of
//! a log or from somebody else's browser, opens nothing.

use cache::Redis;
use jiff::{SignedDuration, Timestamp};
use redis::AsyncCommands as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{IdentityError, Token, random, session::value_of};

/// How long somebody may take at the other service.
const LIFE: SignedDuration = SignedDuration::from_mins(10);

const COOKIE: &str = "__Host-sso";
/// Over plain http browsers refuse the prefix.
const PLAIN_COOKIE: &str = "plain__Host-sso";

/// Everything that waits, in Redis.
#[derive(Clone)]
pub struct Handoffs {
    redis: Redis,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    /// In milliseconds: our own clock decides, Redis' only tidies up.
    until: i64,
    text: String,
}

impl Handoffs {
    pub fn new(redis: Redis) -> Self {
        Self { redis }
    }

    /// Keeps a text under `state` for one browser; the number is for its cookie.
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn keep(
        &self,
        room: &str,
        state: &str,
        text: String,
        now: Timestamp,
    ) -> Result<Token, IdentityError> {
        let token = Token::generate();
        let kept = Kept {
            until: now.as_millisecond() + life_ms(),
            text,
        };
        let record = serde_json::to_string(&kept).map_err(|_| IdentityError::Damaged)?;
        let key = key(room, &token, state);
        let seconds = life_ms().unsigned_abs() / 1000;
        self.redis
            .ask(|mut redis| async move { redis.set_ex::<_, _, ()>(key, record, seconds).await })
            .await?;
        Ok(token)
    }

    /// Takes what waits. None when it was taken, is too old, or belongs to another browser.
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn take(
        &self,
        room: &str,
        token: &Token,
        state: &str,
        now: Timestamp,
    ) -> Result<Option<String>, IdentityError> {
        let key = key(room, token, state);
        let record: Option<String> = self
            .redis
            .ask(|mut redis| async move { redis.get_del(key).await })
            .await?;
        let kept = record.and_then(|record| serde_json::from_str::<Kept>(&record).ok());
        Ok(kept
            .filter(|kept| now.as_millisecond() < kept.until)
            .map(|kept| kept.text))
    }
}

/// The value of `Set-Cookie` before the browser goes. `Lax`, because it comes back from elsewhere.
pub fn handoff_cookie(token: &Token, secure: bool) -> String {
    let (name, flag) = name_and_flag(secure);
    let (text, seconds) = (token.to_text(), life_ms() / 1000);
    format!("{name}={text}; Path=/;{flag} HttpOnly; SameSite=Lax; Max-Age={seconds}")
}

/// The value of `Set-Cookie` when it is back.
pub fn forget_handoff_cookie(secure: bool) -> String {
    let (name, flag) = name_and_flag(secure);
    format!("{name}=; Path=/;{flag} HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The number in the values of a request's `Cookie` headers.
pub fn handoff_of<'a>(headers: impl IntoIterator<Item = &'a str>, secure: bool) -> Option<Token> {
    let (name, _) = name_and_flag(secure);
    Token::parse(value_of(headers, name)?).ok()
}

fn name_and_flag(secure: bool) -> (&'static str, &'static str) {
    if secure {
        (COOKIE, " Secure;")
    } else {
        (PLAIN_COOKIE, "")
    }
}

fn life_ms() -> i64 {
    i64::try_from(LIFE.as_millis()).unwrap_or(i64::MAX)
}

/// Who reads Redis learns neither number.
fn key(room: &str, token: &Token, state: &str) -> String {
    let digest = Sha256::new()
        .chain_update(b"banua handoff\0")
        .chain_update(token.to_text())
        .chain_update([0])
        .chain_update(state)
        .finalize();
    format!("{room}:handoff:{}", random::to_hex(&digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_comes_back_as_it_went() {
        let token = Token::generate();
        let sent = handoff_cookie(&token, true);
        assert!(sent.starts_with("__Host-sso=") && sent.contains("; Secure; HttpOnly"));
        let pair = sent.split(';').next().unwrap();
        let back = handoff_of([pair], true).unwrap();
        assert_eq!(back.to_text(), token.to_text());
        assert!(handoff_of([pair], false).is_none());
        assert!(handoff_of([format!("{pair}; {pair}").as_str()], true).is_none());
        assert!(!handoff_cookie(&token, false).contains("Secure"));
    }

    #[test]
    fn only_number_and_state_together_find_it() {
        let (one, other) = (Token::generate(), Token::generate());
        let its = key("kabupaten", &one, "state");
        assert_ne!(its, key("kabupaten", &other, "state"));
        assert_ne!(its, key("kabupaten", &one, "other"));
        assert!(!its.contains(&one.to_text()) && !its.contains("state"));
    }
}
