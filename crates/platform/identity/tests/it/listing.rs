//! A person's devices: seen, and ended one by one or all at once.

use uuid::Uuid;

use crate::{after, now, sessions, signed_in, village};

#[tokio::test]
async fn a_person_sees_where_she_is_signed_in() {
    let (sessions, here) = (sessions(), village());
    let (staff, other) = (Uuid::new_v4(), Uuid::new_v4());
    let (first, _) = signed_in(&sessions, &here, staff).await;
    let (second, _) = signed_in(&sessions, &here, staff).await;
    signed_in(&sessions, &here, other).await;
    sessions.load(&here, &second, after(1, 0)).await.unwrap();

    let listed = sessions
        .list(&here, staff, Some(&first), after(1, 0))
        .await
        .unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(
        listed[0].reference,
        second.reference(&here),
        "the latest seen first"
    );
    assert!(!listed[0].is_current && listed[1].is_current);
    assert_eq!(listed[0].session.device, "Chrome di Android");
    assert_eq!(listed[0].session.address, "103.10.20.0/24");
    // What is over is not shown.
    let later = sessions
        .list(&here, staff, None, after(8, 30))
        .await
        .unwrap();
    assert_eq!(later.len(), 1);
    assert!(
        sessions
            .list(&here, staff, None, after(7 * 24, 0))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_person_ends_her_own_and_nobody_elses() {
    let (sessions, here) = (sessions(), village());
    let (staff, other) = (Uuid::new_v4(), Uuid::new_v4());
    let (mine, _) = signed_in(&sessions, &here, staff).await;
    let (theirs, _) = signed_in(&sessions, &here, other).await;
    let [my_name, their_name] = [&mine, &theirs].map(|id| id.reference(&here));
    assert!(
        !sessions
            .revoke_listed(&here, staff, &their_name)
            .await
            .unwrap()
    );
    assert!(
        sessions
            .load(&here, &theirs, now())
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        sessions
            .revoke_listed(&here, staff, &my_name)
            .await
            .unwrap()
    );
    assert!(
        !sessions
            .revoke_listed(&here, staff, &my_name)
            .await
            .unwrap()
    );
    assert!(sessions.load(&here, &mine, now()).await.unwrap().is_none());
    assert!(
        sessions
            .list(&here, staff, None, now())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn signing_out_leaves_the_list() {
    let (sessions, here) = (sessions(), village());
    let staff = Uuid::new_v4();
    let (id, _) = signed_in(&sessions, &here, staff).await;
    sessions.revoke(&here, &id).await.unwrap();
    sessions.revoke(&here, &id).await.unwrap();
    assert!(sessions.load(&here, &id, now()).await.unwrap().is_none());
    assert!(
        sessions
            .list(&here, staff, None, now())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_new_password_ends_all_others() {
    let (sessions, here, there) = (sessions(), village(), village());
    let staff = Uuid::new_v4();
    let (current, _) = signed_in(&sessions, &here, staff).await;
    let (stolen, _) = signed_in(&sessions, &here, staff).await;
    let (colleague, _) = signed_in(&sessions, &here, Uuid::new_v4()).await;
    let (elsewhere, _) = signed_in(&sessions, &there, staff).await;

    assert_eq!(
        sessions.revoke_all(&here, staff, Some(&current)).await,
        Ok(1)
    );
    assert!(
        sessions
            .load(&here, &stolen, now())
            .await
            .unwrap()
            .is_none()
    );
    for (village, id) in [(&here, &current), (&here, &colleague), (&there, &elsewhere)] {
        assert!(sessions.load(village, id, now()).await.unwrap().is_some());
    }
    assert_eq!(sessions.revoke_all(&here, staff, None).await, Ok(1));
    assert!(
        sessions
            .load(&here, &current, now())
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(sessions.revoke_all(&here, staff, None).await, Ok(0));
}

/// A request that began before a session was ended does not bring it back by noting its visit.
#[tokio::test]
async fn what_was_ended_stays_ended() {
    let (sessions, here) = (sessions(), village());
    let staff = Uuid::new_v4();
    for _ in 0..20 {
        let (id, _) = signed_in(&sessions, &here, staff).await;
        let (_, ended) = tokio::join!(
            sessions.load(&here, &id, after(0, 5)),
            sessions.revoke_all(&here, staff, None)
        );
        ended.unwrap();
        assert!(
            sessions
                .load(&here, &id, after(0, 5))
                .await
                .unwrap()
                .is_none()
        );
    }
}

#[tokio::test]
async fn nobody_collects_sessions_without_end() {
    let (sessions, here) = (sessions(), village());
    let staff = Uuid::new_v4();
    let mut all = Vec::new();
    for minute in 0..25 {
        let new = crate::new(staff, crate::IN);
        all.push(
            sessions
                .create(&here, new, after(0, minute))
                .await
                .unwrap()
                .0,
        );
    }
    let listed = sessions
        .list(&here, staff, None, after(0, 25))
        .await
        .unwrap();
    assert_eq!(listed.len(), 20);
    assert!(
        sessions
            .load(&here, &all[4], after(0, 25))
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        sessions
            .load(&here, &all[5], after(0, 25))
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        sessions
            .load(&here, &all[24], after(0, 25))
            .await
            .unwrap()
            .is_some()
    );
}
