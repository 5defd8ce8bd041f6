//! What belongs to one village and one person stays there.

use std::time::{Duration, Instant};

use identity::{IdentityError, Login, Pending, Redis, SessionId, Sessions};
use uuid::Uuid;

use crate::{IN, after, new, now, sessions, signed_in, village};

#[tokio::test]
async fn a_session_opens_only_in_its_own_village() {
    let (sessions, here, there) = (sessions(), village(), village());
    let (id, session) = signed_in(&sessions, &here, Uuid::new_v4()).await;
    assert_eq!(session.village, here);
    assert!(sessions.load(&here, &id, now()).await.unwrap().is_some());
    assert!(sessions.load(&there, &id, now()).await.unwrap().is_none());
    assert!(
        sessions
            .rotate(&there, &id, IN, now())
            .await
            .unwrap()
            .is_none()
    );
    sessions.revoke(&there, &id).await.unwrap();
    assert!(sessions.load(&here, &id, now()).await.unwrap().is_some());
}

/// Even who copies a record within Redis to another village's key gets nothing from it.
#[tokio::test]
async fn a_record_carried_to_another_village_is_none() {
    let (sessions, here, there) = (sessions(), village(), village());
    let (id, _) = signed_in(&sessions, &here, Uuid::new_v4()).await;
    let [from, to] =
        [&here, &there].map(|village| format!("{village}:staff-session:{}", id.reference(village)));
    let copied: bool = crate::redis()
        .ask(|mut redis| async move {
            redis::cmd("COPY")
                .arg(from)
                .arg(to)
                .query_async(&mut redis)
                .await
        })
        .await
        .unwrap();
    assert!(copied);
    assert!(sessions.load(&there, &id, now()).await.unwrap().is_none());
}

#[tokio::test]
async fn forms_of_another_village_or_session_are_refused() {
    let (sessions, here, there) = (sessions(), village(), village());
    let staff = Uuid::new_v4();
    let (id, mine) = signed_in(&sessions, &here, staff).await;
    let token = mine.csrf_token("form");
    let loaded = sessions.load(&here, &id, now()).await.unwrap().unwrap();
    assert!(loaded.csrf_is_own("form", &token), "it survives Redis");
    let (_, theirs) = signed_in(&sessions, &there, staff).await;
    let (_, second) = signed_in(&sessions, &here, staff).await;
    assert!(!theirs.csrf_is_own("form", &token));
    assert!(!second.csrf_is_own("form", &token));
    assert!(!loaded.csrf_is_own("form", &theirs.csrf_token("form")));
}

/// Session fixation: a number known before the login is worth nothing after it.
#[tokio::test]
async fn coming_in_kills_the_number_from_before() {
    let (sessions, here) = (sessions(), village());
    let waiting = new(Uuid::new_v4(), Login::Pending(Pending::SecondFactor));
    let (before, pending) = sessions.create(&here, waiting, now()).await.unwrap();
    assert!(!pending.is_complete() && !pending.second_factor_done());

    let rotated = sessions
        .rotate(&here, &before, IN, after(0, 1))
        .await
        .unwrap();
    let (id, session) = rotated.unwrap();
    assert!(session.is_complete() && session.second_factor_done());
    assert_ne!(id.to_text(), before.to_text());
    assert!(
        sessions
            .load(&here, &before, after(0, 1))
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        sessions
            .rotate(&here, &before, IN, after(0, 1))
            .await
            .unwrap()
            .is_none()
    );
    assert!(!session.csrf_is_own("form", &pending.csrf_token("form")));
    let loaded = sessions
        .load(&here, &id, after(0, 1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((loaded.created_at, loaded.login), (after(0, 1), IN));
}

#[tokio::test]
async fn of_two_rotations_of_one_number_one_succeeds() {
    let (sessions, here) = (sessions(), village());
    let (id, _) = signed_in(&sessions, &here, Uuid::new_v4()).await;
    let (one, two) = tokio::join!(
        sessions.rotate(&here, &id, IN, now()),
        sessions.rotate(&here, &id, IN, now())
    );
    let succeeded = [one.unwrap(), two.unwrap()].into_iter().flatten().count();
    assert_eq!(succeeded, 1);
}

#[tokio::test]
async fn redis_knows_no_number_of_a_browser() {
    let (sessions, here) = (sessions(), village());
    let (id, _) = signed_in(&sessions, &here, Uuid::new_v4()).await;
    let pattern = format!("{here}:*");
    let everything: String = crate::redis()
        .ask(|mut redis| async move {
            let keys: Vec<String> = redis::cmd("KEYS")
                .arg(pattern)
                .query_async(&mut redis)
                .await?;
            let record: String = redis::cmd("GET")
                .arg(keys.iter().find(|key| key.contains("session:")))
                .query_async(&mut redis)
                .await?;
            Ok(format!("{keys:?} {record}"))
        })
        .await
        .unwrap();
    assert!(everything.contains("103.10.20.0/24") && everything.contains("Chrome di Android"));
    assert!(!everything.contains(&id.to_text()));
    assert!(!everything.contains("103.10.20.30"));
}

#[tokio::test]
async fn a_made_up_number_is_nobody() {
    let id = SessionId::parse(&"A".repeat(43)).unwrap();
    assert!(
        sessions()
            .load(&village(), &id, now())
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn without_redis_the_answer_is_away_and_comes_soon() {
    for redis in [Redis::open(None), Redis::open(Some("redis://127.0.0.1:1/"))] {
        let sessions = Sessions::new(redis.unwrap());
        let (here, id) = (village(), SessionId::parse(&"A".repeat(43)).unwrap());
        let begin = Instant::now();
        let created = sessions.create(&here, new(Uuid::new_v4(), IN), now()).await;
        assert_eq!(created.err(), Some(IdentityError::Away));
        assert_eq!(
            sessions.load(&here, &id, now()).await.err(),
            Some(IdentityError::Away)
        );
        assert_eq!(sessions.revoke(&here, &id).await, Err(IdentityError::Away));
        let listed = sessions.list(&here, Uuid::new_v4(), None, now()).await;
        assert_eq!(listed.err(), Some(IdentityError::Away));
        assert!(begin.elapsed() < Duration::from_secs(3));
    }
}
