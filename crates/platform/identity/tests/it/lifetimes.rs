//! How long a session lives, told by the time that is passed in.

use identity::{Login, Pending};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{IN, after, new, now, sessions, signed_in, village};

#[tokio::test]
async fn eight_hours_without_a_request_end_it() {
    let (sessions, here) = (sessions(), village());
    let (id, _) = signed_in(&sessions, &here, Uuid::new_v4()).await;
    assert!(
        sessions
            .load(&here, &id, after(7, 59))
            .await
            .unwrap()
            .is_some()
    );
    // That visit counts: eight hours begin anew.
    assert!(
        sessions
            .load(&here, &id, after(15, 58))
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        sessions
            .load(&here, &id, after(23, 58))
            .await
            .unwrap()
            .is_none()
    );
    // And it is gone, also for a clock that is behind.
    assert!(
        sessions
            .load(&here, &id, after(16, 0))
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn seven_days_end_it_however_busy() {
    let (sessions, here) = (sessions(), village());
    let (mut id, _) = signed_in(&sessions, &here, Uuid::new_v4()).await;
    for hour in (0..7 * 24).step_by(6) {
        let session = sessions.load(&here, &id, after(hour, 0)).await.unwrap();
        assert!(session.is_some(), "hour {hour}");
    }
    // A change of rights gives a new number and no new week.
    let rotated = sessions
        .rotate(&here, &id, IN, after(7 * 24 - 1, 0))
        .await
        .unwrap();
    let (new_id, session) = rotated.unwrap();
    assert_eq!(session.created_at, now());
    id = new_id;
    assert!(
        sessions
            .load(&here, &id, after(7 * 24 - 1, 59))
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        sessions
            .load(&here, &id, after(7 * 24, 0))
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn between_password_and_code_there_are_ten_minutes() {
    let (sessions, here) = (sessions(), village());
    for pending in [Pending::SecondFactor, Pending::Enrolment] {
        let waiting = new(Uuid::new_v4(), Login::Pending(pending));
        let (id, _) = sessions.create(&here, waiting, now()).await.unwrap();
        for minute in [3, 6, 9] {
            assert!(
                sessions
                    .load(&here, &id, after(0, minute))
                    .await
                    .unwrap()
                    .is_some()
            );
        }
        assert!(
            sessions
                .load(&here, &id, after(0, 10))
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            sessions
                .rotate(&here, &id, IN, after(0, 10))
                .await
                .unwrap()
                .is_none()
        );
    }
}

#[tokio::test]
async fn a_visit_is_noted_once_a_minute() {
    let (sessions, here) = (sessions(), village());
    let (id, _) = signed_in(&sessions, &here, Uuid::new_v4()).await;
    let soon = now() + SignedDuration::from_secs(59);
    let seen = |session: Option<identity::Session>| session.unwrap().seen_at;
    assert_eq!(seen(sessions.load(&here, &id, soon).await.unwrap()), now());
    assert_eq!(
        seen(sessions.load(&here, &id, after(0, 1)).await.unwrap()),
        after(0, 1)
    );
    assert_eq!(
        seen(sessions.load(&here, &id, after(0, 1)).await.unwrap()),
        after(0, 1)
    );
}

/// Redis tidies up by itself: nothing of a session is kept for ever.
#[tokio::test]
async fn redis_forgets_what_nobody_asks_for() {
    let (sessions, here) = (sessions(), village());
    let staff = Uuid::new_v4();
    let (id, _) = signed_in(&sessions, &here, staff).await;
    let keys = [
        format!("{here}:staff-session:{}", id.reference(&here)),
        format!("{here}:staff-sessions:{staff}"),
    ];
    let hours = [8, 7 * 24];
    for (key, most) in keys.into_iter().zip(hours) {
        let left: i64 = crate::redis()
            .ask(
                |mut redis| async move { redis::cmd("TTL").arg(key).query_async(&mut redis).await },
            )
            .await
            .unwrap();
        assert!(left > (most - 1) * 3600 && left <= most * 3600, "{left}");
    }
}
