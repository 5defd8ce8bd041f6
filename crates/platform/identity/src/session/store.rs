//! Sessions in Redis: made, found, changed and ended, each in one step.

use std::sync::Arc;

use cache::Redis;
use jiff::Timestamp;
use redis::{AsyncCommands as _, ExistenceCheck, Script, SetExpiry, SetOptions};
use uuid::Uuid;

use super::{Login, NewSession, Session, SessionId, SessionRef, Stay, record::ABSOLUTE};
use crate::IdentityError;

/// More a person cannot have at once; the ones that end first make room.
const AT_MOST: usize = 20;

/// Puts a session in, in place of another or not. A session that was ended meanwhile is not
/// brought back: 0 is returned then.
///
/// KEYS: session, index of the person. ARGV: record, its life in ms, its name, its last end,
/// now, the index' life in ms, the prefix of sessions, how many at most, the replaced name or ''.
const PUT: &str = "
if ARGV[9] ~= '' then
  if redis.call('DEL', ARGV[7] .. ARGV[9]) == 0 then return 0 end
  redis.call('ZREM', KEYS[2], ARGV[9])
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[5])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3])
local extra = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[8])
if extra > 0 then
  for _, name in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
    if extra > 0 and name ~= ARGV[3] then
      redis.call('DEL', ARGV[7] .. name)
      redis.call('ZREM', KEYS[2], name)
      extra = extra - 1
    end
  end
end
redis.call('PEXPIRE', KEYS[2], ARGV[6])
return 1";

/// Ends one session, whoever's it is. KEYS: session. ARGV: its name, the prefix of indexes.
const END: &str = "
local record = redis.call('GET', KEYS[1])
if not record then return 0 end
redis.call('DEL', KEYS[1])
local readable, known = pcall(cjson.decode, record)
if readable then redis.call('ZREM', ARGV[2] .. known.staff_id, ARGV[1]) end
return 1";

/// Ends sessions of one person: all, all but one, or only one. KEYS: index. ARGV: prefix of
/// sessions, the name to spare or '', the only name to end or ''.
const END_OF: &str = "
local ended = 0
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if name ~= ARGV[2] and (ARGV[3] == '' or name == ARGV[3]) then
    ended = ended + redis.call('DEL', ARGV[1] .. name)
    redis.call('ZREM', KEYS[1], name)
  end
end
return ended";

/// The sessions of all villages' staff. `village` is always the schema name, or the portal's word.
///
/// Every method answers [`IdentityError::Away`] within about a quarter of a second when Redis
/// gives no answer. Time comes in, so that tests choose it; Redis' own expiry only tidies up.
#[derive(Clone)]
pub struct Sessions {
    redis: Redis,
    scripts: Arc<Scripts>,
}

struct Scripts {
    put: Script,
    end: Script,
    end_of: Script,
}

/// One row of the list of a person's devices.
#[derive(Debug, Clone)]
pub struct Listed {
    pub reference: SessionRef,
    pub session: Session,
    /// The one that asks.
    pub is_current: bool,
}

impl Sessions {
    pub fn new(redis: Redis) -> Self {
        Self {
            redis,
            scripts: Arc::new(Scripts {
                put: Script::new(PUT),
                end: Script::new(END),
                end_of: Script::new(END_OF),
            }),
        }
    }

    /// Makes a session after the password was right. Always under a new number: end the one that
    /// came with the request, if any, with [`Self::revoke`].
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn create(
        &self,
        village: &str,
        new: NewSession<'_>,
        now: Timestamp,
    ) -> Result<(SessionId, Session), IdentityError> {
        self.create_for(village, new, Stay::Office, now).await
    }

    /// The same for somebody who sits elsewhere than at work.
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn create_for(
        &self,
        village: &str,
        new: NewSession<'_>,
        stay: Stay,
        now: Timestamp,
    ) -> Result<(SessionId, Session), IdentityError> {
        let id = SessionId::generate();
        let session = Session::new(village, new, stay, now);
        self.put(&id, &session, None, now).await?;
        Ok((id, session))
    }

    /// Finds a session of this village. None when there is none, it is over, or it belongs to
    /// another village. Notes the visit at most once a minute.
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn load(
        &self,
        village: &str,
        id: &SessionId,
        now: Timestamp,
    ) -> Result<Option<Session>, IdentityError> {
        let key = session_key(village, &id.reference(village));
        let asked = key.clone();
        let kept: Option<String> = self
            .redis
            .ask(|mut redis| async move { redis.get(asked).await })
            .await?;
        let Some(mut session) = kept.and_then(|kept| read(&kept, village)) else {
            return Ok(None);
        };
        if session.is_over(now) {
            self.revoke(village, id).await?;
            return Ok(None);
        }
        if session.wants_touch(now) {
            session.seen_at = now;
            if !self.touch(key, &session, now).await {
                return Ok(None);
            }
        }
        Ok(Some(session))
    }

    /// Gives a session a new number, when somebody comes one step further or her rights change,
    /// so that a number learnt before is worth nothing after. None when the session is gone.
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn rotate(
        &self,
        village: &str,
        id: &SessionId,
        login: Login,
        now: Timestamp,
    ) -> Result<Option<(SessionId, Session)>, IdentityError> {
        let Some(old) = self.load(village, id, now).await? else {
            return Ok(None);
        };
        let (new_id, session) = (SessionId::generate(), old.stepped(login, now));
        let put = self.put(&new_id, &session, Some(id), now).await?;
        Ok(put.then_some((new_id, session)))
    }

    /// Signs out. Ending what has ended is no error.
    ///
    /// # Errors
    /// [`IdentityError::Away`]. The session may then still live; say so.
    pub async fn revoke(&self, village: &str, id: &SessionId) -> Result<(), IdentityError> {
        let name = id.reference(village);
        let mut call = self.scripts.end.key(session_key(village, &name));
        call.arg(name.to_string()).arg(index_prefix(village));
        self.redis
            .ask(|mut redis| async move { call.invoke_async::<i64>(&mut redis).await })
            .await?;
        Ok(())
    }

    /// Ends one of a person's sessions by its public name. False when she has none of that name,
    /// so nobody ends another's.
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn revoke_listed(
        &self,
        village: &str,
        staff_id: Uuid,
        reference: &SessionRef,
    ) -> Result<bool, IdentityError> {
        let name = reference.to_string();
        Ok(self.end_of(village, staff_id, "", &name).await? > 0)
    }

    /// Ends all sessions of a person, or all but the current one; after a new password, a
    /// disabled account, changed roles. Returns how many.
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn revoke_all(
        &self,
        village: &str,
        staff_id: Uuid,
        except: Option<&SessionId>,
    ) -> Result<u64, IdentityError> {
        let spared = except.map(|id| id.reference(village).to_string());
        self.end_of(village, staff_id, spared.as_deref().unwrap_or(""), "")
            .await
    }

    /// Where a person is signed in, the latest seen first.
    ///
    /// # Errors
    /// [`IdentityError::Away`].
    pub async fn list(
        &self,
        village: &str,
        staff_id: Uuid,
        current: Option<&SessionId>,
        now: Timestamp,
    ) -> Result<Vec<Listed>, IdentityError> {
        let index = index_key(village, staff_id);
        let from = now.as_millisecond();
        let names: Vec<String> = self
            .redis
            .ask(|mut redis| async move { redis.zrangebyscore(index, from, "+inf").await })
            .await?;
        let names: Vec<SessionRef> = names.iter().filter_map(|name| name.parse().ok()).collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<String> = names
            .iter()
            .map(|name| session_key(village, name))
            .collect();
        let records: Vec<Option<String>> = self
            .redis
            .ask(|mut redis| async move { redis.mget(keys).await })
            .await?;
        let current = current.map(|id| id.reference(village));
        let mut listed: Vec<Listed> = names
            .into_iter()
            .zip(records)
            .filter_map(|(reference, record)| {
                let session = read(&record?, village)?;
                (session.staff_id == staff_id && !session.is_over(now)).then_some(Listed {
                    is_current: current == Some(reference),
                    reference,
                    session,
                })
            })
            .collect();
        listed.sort_by_key(|one| std::cmp::Reverse(one.session.seen_at));
        Ok(listed)
    }

    async fn put(
        &self,
        id: &SessionId,
        session: &Session,
        replaced: Option<&SessionId>,
        now: Timestamp,
    ) -> Result<bool, IdentityError> {
        let village = &session.village;
        let name = id.reference(village);
        let mut call = self.scripts.put.key(session_key(village, &name));
        call.key(index_key(village, session.staff_id))
            .arg(written(session))
            .arg(left_ms(session, now))
            .arg(name.to_string())
            .arg(session.last_end().as_millisecond())
            .arg(now.as_millisecond())
            .arg(i64::try_from(ABSOLUTE.as_millis()).unwrap_or(i64::MAX))
            .arg(session_prefix(village))
            .arg(AT_MOST)
            .arg(replaced.map_or(String::new(), |id| id.reference(village).to_string()));
        let put = self
            .redis
            .ask(|mut redis| async move { call.invoke_async::<i64>(&mut redis).await });
        Ok(put.await? == 1)
    }

    /// Writes the visit down, unless the session was ended meanwhile: false then. Redis going
    /// away now costs the note, not the request.
    async fn touch(&self, key: String, session: &Session, now: Timestamp) -> bool {
        let (record, left) = (written(session), left_ms(session, now));
        let options = SetOptions::default()
            .conditional_set(ExistenceCheck::XX)
            .with_expiration(SetExpiry::PX(left));
        let set = self.redis.ask(|mut redis| async move {
            redis
                .set_options::<_, _, Option<String>>(key, record, options)
                .await
        });
        !matches!(set.await, Ok(None))
    }

    async fn end_of(
        &self,
        village: &str,
        staff_id: Uuid,
        spared: &str,
        only: &str,
    ) -> Result<u64, IdentityError> {
        let mut call = self.scripts.end_of.key(index_key(village, staff_id));
        call.arg(session_prefix(village)).arg(spared).arg(only);
        let ended = self
            .redis
            .ask(|mut redis| async move { call.invoke_async::<u64>(&mut redis).await });
        Ok(ended.await?)
    }
}

fn session_prefix(village: &str) -> String {
    format!("{village}:staff-session:")
}

fn session_key(village: &str, name: &SessionRef) -> String {
    format!("{village}:staff-session:{name}")
}

fn index_prefix(village: &str) -> String {
    format!("{village}:staff-sessions:")
}

fn index_key(village: &str, staff_id: Uuid) -> String {
    format!("{village}:staff-sessions:{staff_id}")
}

fn written(session: &Session) -> String {
    serde_json::to_string(session).expect("a session has only texts, times and flags")
}

/// A record that is unreadable, from another version perhaps, or of another village, is none.
fn read(record: &str, village: &str) -> Option<Session> {
    let session: Session = serde_json::from_str(record).ok()?;
    (session.village == village).then_some(session)
}

/// Redis may forget it a little later than it ends: our own clock decides.
fn left_ms(session: &Session, now: Timestamp) -> u64 {
    let left = session.ends_at().duration_since(now).as_millis();
    u64::try_from(left).unwrap_or(0).max(1000)
}
