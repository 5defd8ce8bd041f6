//! The same counting in Redis, in one step for account and address.

use cache::{Away, Redis};
use redis::Script;

use super::failures::{FIRST, LONGEST, Rule, WINDOW};

/// As `Failures::wait` and `Failures::counted`; a test compares them.
///
/// KEYS: the counters. ARGV: now, window, first, longest, then each counter's free attempts.
const BEGIN: &str = "
local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local counts, wait = {}, 0
for i, key in ipairs(KEYS) do
  local kept = redis.call('HMGET', key, 'count', 'last', 'until')
  local count, last, till = tonumber(kept[1]) or 0, tonumber(kept[2]) or 0, tonumber(kept[3]) or 0
  if now - last > window then count, till = 0, 0 end
  counts[i] = count + 1
  wait = math.max(wait, till - now)
end
if wait > 0 then return wait end
for i, key in ipairs(KEYS) do
  local beyond, till = counts[i] - tonumber(ARGV[4 + i]), 0
  if beyond >= 0 then
    till = now + math.min(tonumber(ARGV[3]) * 2 ^ math.min(beyond, 5), tonumber(ARGV[4]))
  end
  redis.call('HSET', key, 'count', counts[i], 'last', ARGV[1], 'until', string.format('%.0f', till))
  redis.call('PEXPIRE', key, window)
end
return 0";

/// KEYS: the account's counter, the address' counter.
const SUCCEEDED: &str = "
redis.call('DEL', KEYS[1])
local count = tonumber(redis.call('HGET', KEYS[2], 'count')) or 0
if count > 0 then redis.call('HSET', KEYS[2], 'count', count - 1, 'until', 0) end
return 0";

pub(super) struct Shared {
    redis: Redis,
    begin: Script,
    succeeded: Script,
}

impl Shared {
    pub(super) fn new(redis: Redis) -> Self {
        Self {
            redis,
            begin: Script::new(BEGIN),
            succeeded: Script::new(SUCCEEDED),
        }
    }

    /// Milliseconds to wait; nothing was counted then.
    pub(super) async fn begin(&self, keys: &[(String, Rule)], now: i64) -> Result<i64, Away> {
        let mut call = self.begin.prepare_invoke();
        call.arg(now).arg(WINDOW).arg(FIRST).arg(LONGEST);
        for (key, rule) in keys {
            call.key(key).arg(rule.free);
        }
        self.redis
            .ask(|mut redis| async move { call.invoke_async(&mut redis).await })
            .await
    }

    pub(super) async fn succeeded(&self, account: &str, address: &str) -> Result<(), Away> {
        let mut call = self.succeeded.key(account);
        call.key(address);
        self.redis
            .ask(|mut redis| async move { call.invoke_async::<i64>(&mut redis).await })
            .await
            .map(|_| ())
    }
}
