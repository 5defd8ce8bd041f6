//! Sessions and mail against what they really talk to: a Redis and a mail server.

mod fake_server;
mod lifetimes;
mod listing;
mod smtp;
mod villages;

use std::net::IpAddr;

use identity::{Login, NewSession, Redis, Session, SessionId, Sessions};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Nobody else's village: every test has its own names in the shared Redis.
fn village() -> String {
    format!("d_test_{}", Uuid::new_v4().simple())
}

fn now() -> Timestamp {
    "2026-11-25T08:00:00Z".parse().expect("a time")
}

fn after(hours: i64, minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(hours * 60 + minutes)
}

/// The Redis of `var/test/env`. Tests that need it fail without: a silent pass would hide a gap.
fn redis() -> Redis {
    let url = std::env::var("BANUA_REDIS_URL")
        .expect("BANUA_REDIS_URL names the Redis of the tests; source var/test/env");
    Redis::open(Some(&url)).expect("a Redis address")
}

fn sessions() -> Sessions {
    Sessions::new(redis())
}

const PHONE: &str = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile";

fn new(staff_id: Uuid, login: Login) -> NewSession<'static> {
    NewSession {
        staff_id,
        login,
        address: IpAddr::from([103, 10, 20, 30]),
        user_agent: PHONE,
    }
}

const IN: Login = Login::Complete {
    second_factor: true,
};

/// Somebody who is in, since [`now`].
async fn signed_in(sessions: &Sessions, village: &str, staff: Uuid) -> (SessionId, Session) {
    let created = sessions.create(village, new(staff, IN), now()).await;
    created.expect("Redis of the tests answers")
}
