//! Measurements that print: how long the door takes for whom, and ten thousand guesses. Time is told, never
//! demanded.

use std::time::{Duration, Instant};

use support::TestApp;

use super::{NIK, NIK_OF_WIFE, OTHER_PIN, OWN_PIN, enter, stage};

/// Tries for each kind of visitor.
const TRIES: usize = 60;
/// Guesses in all.
const GUESSES: usize = 10_000;

#[tokio::test]
#[ignore = "a measurement: prints how long the door takes for whom"]
async fn the_time_of_the_answer_tells_nothing() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let kinds = [
        ("an account, a wrong PIN", NIK.to_owned()),
        ("a resident without account", NIK_OF_WIFE.to_owned()),
        ("nobody", "6303041708700009".to_owned()),
    ];
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); kinds.len()];
    for round in 0..TRIES {
        // The throttle forgets in an hour, so that every try is looked at.
        let ahead = jiff::SignedDuration::from_hours(2 * i64::try_from(round).unwrap());
        app.clock
            .set(jiff::Timestamp::now().checked_add(ahead).unwrap());
        for (times, (_, nik)) in times.iter_mut().zip(&kinds) {
            let mut browser = stage.browser();
            let begun = Instant::now();
            let seen = enter(&mut browser, nik, OTHER_PIN).await;
            times.push(begun.elapsed());
            assert_eq!(seen.status, 422, "{}", seen.html);
        }
    }
    for (times, (kind, _)) in times.iter_mut().zip(&kinds) {
        times.sort();
        println!(
            "{kind}: median {:?}, quartiles {:?} to {:?}",
            times[TRIES / 2],
            times[TRIES / 4],
            times[3 * TRIES / 4]
        );
    }
}

#[tokio::test]
#[ignore = "a measurement: ten thousand guesses"]
async fn ten_thousand_guesses_open_nothing_and_others_come_in() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let first = stage.give(&stage.wife.clone()).await;
    let host = stage.village.host();
    let begun = Instant::now();
    let (mut looked_at, mut told_to_wait, mut opened) = (0, 0, 0);
    for guess in 0..GUESSES {
        // A minute passes for the service with each ten guesses: a patient attacker.
        if guess % 10 == 0 {
            let ahead = jiff::SignedDuration::from_mins(i64::try_from(guess / 10).unwrap());
            app.clock
                .set(jiff::Timestamp::now().checked_add(ahead).unwrap());
        }
        let pin = format!("{:06}", (guess * 7919) % 1_000_000);
        if pin == OWN_PIN {
            continue;
        }
        let response = app
            .post(&host, "/mandiri/masuk")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("nik={NIK}&pin={pin}"))
            .send()
            .await
            .unwrap();
        match response.status().as_u16() {
            422 => looked_at += 1,
            429 => told_to_wait += 1,
            _ => opened += 1,
        }
    }
    println!(
        "{GUESSES} guesses in {:?}: {looked_at} looked at, {told_to_wait} told to wait, {opened} opened",
        begun.elapsed()
    );
    assert_eq!(opened, 0);
    assert!(
        looked_at < GUESSES / 10,
        "{looked_at} guesses were looked at"
    );
    // Somebody else, from another place.
    let elsewhere = support::Caller::new(&app);
    let status = elsewhere
        .post(
            &host,
            "/mandiri/masuk",
            &format!("nik={NIK_OF_WIFE}&pin={first}"),
        )
        .await;
    assert_eq!(status, 303, "the neighbour is held up");
}
