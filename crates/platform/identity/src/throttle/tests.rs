use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn attempt<'a>(account: &'a str, address: &str) -> Attempt<'a> {
    Attempt {
        village: "d_6303042007",
        door: Door::Password,
        account,
        address: address.parse().unwrap(),
    }
}

fn alone() -> Throttle {
    Throttle::new(Redis::open(None).unwrap())
}

#[tokio::test]
async fn the_sixth_guess_waits_even_without_redis() {
    let throttle = alone();
    let siti = attempt("siti@desa.id", "10.0.0.1");
    for _ in 0..5 {
        assert_eq!(throttle.begin(siti, at(0)).await, Ok(()));
    }
    assert_eq!(throttle.begin(siti, at(0)).await, Err(Wait { seconds: 30 }));
    // Waiting counts nothing, from wherever it is tried and however it is spelled.
    let elsewhere = attempt(" Siti@Desa.ID ", "10.0.0.2");
    assert_eq!(
        throttle.begin(elsewhere, at(29)).await,
        Err(Wait { seconds: 1 })
    );
    assert_eq!(throttle.begin(siti, at(30)).await, Ok(()));
    assert_eq!(
        throttle.begin(siti, at(30)).await,
        Err(Wait { seconds: 60 })
    );
    // Another village, another door, another account are another matter.
    for other in [
        Attempt {
            village: "d_6303042008",
            ..siti
        },
        Attempt {
            door: Door::SecondFactor,
            ..siti
        },
        attempt("budi@desa.id", "10.0.0.1"),
    ] {
        assert_eq!(throttle.begin(other, at(30)).await, Ok(()));
    }
}

#[tokio::test]
async fn who_comes_in_starts_anew() {
    let throttle = alone();
    let siti = attempt("siti@desa.id", "10.0.0.1");
    for _ in 0..4 {
        throttle.begin(siti, at(0)).await.unwrap();
    }
    throttle.begin(siti, at(0)).await.unwrap();
    throttle.succeeded(siti).await;
    for _ in 0..5 {
        assert_eq!(throttle.begin(siti, at(1)).await, Ok(()));
    }
}

#[tokio::test]
async fn one_address_cannot_spray_all_villages() {
    let throttle = alone();
    let villages: Vec<String> = (0..40)
        .map(|number| format!("d_63030420{number:02}"))
        .collect();
    let tried = |village| Attempt {
        village,
        ..attempt("operator@desa.id", "2001:db8::1")
    };
    for village in &villages[..30] {
        assert_eq!(throttle.begin(tried(village), at(0)).await, Ok(()));
    }
    let next = Attempt {
        address: "2001:db8::ffff".parse().unwrap(),
        ..tried(&villages[30])
    };
    assert_eq!(throttle.begin(next, at(0)).await, Err(Wait { seconds: 30 }));
    let neighbour = Attempt {
        address: "2001:db8:0:1::1".parse().unwrap(),
        ..next
    };
    assert_eq!(throttle.begin(neighbour, at(0)).await, Ok(()));
}

#[tokio::test]
async fn logging_in_oneself_does_not_buy_guesses_at_others() {
    let throttle = alone();
    let mine = attempt("penyerang@desa.id", "10.0.0.9");
    let mut refused = 0;
    for number in 0..60 {
        let other = format!("korban{number}@desa.id");
        let guess = attempt(&other, "10.0.0.9");
        refused += u32::from(throttle.begin(guess, at(0)).await.is_err());
        if throttle.begin(mine, at(0)).await.is_ok() {
            throttle.succeeded(mine).await;
        }
    }
    assert!(refused >= 30, "{refused}");
}

#[test]
fn keys_tell_nothing_and_stay_short() {
    let long = "x".repeat(1_000_000);
    for account in ["siti@desa.id", "", "é\n:*", &long] {
        for (key, _) in attempt(account, "103.10.20.30").keys() {
            assert!(
                key.len() < 100 && !key.contains("siti") && !key.contains("103.10"),
                "{key}"
            );
        }
    }
}

#[test]
fn waiting_is_told_in_words() {
    let told = |seconds| Wait { seconds }.to_string();
    assert_eq!(
        told(30),
        "Terlalu banyak percobaan. Coba lagi dalam 30 detik."
    );
    assert_eq!(
        told(121),
        "Terlalu banyak percobaan. Coba lagi dalam 3 menit."
    );
}

/// The script and the function are two spellings of one rule.
#[tokio::test]
async fn redis_and_the_process_count_alike() {
    let Ok(url) = std::env::var("BANUA_REDIS_URL") else {
        eprintln!("BANUA_REDIS_URL is not set: not compared");
        return;
    };
    let redis = Redis::open(Some(&url)).unwrap();
    assert!(redis.is_ready().await);
    let (shared, here) = (Throttle::new(redis), alone());
    let name = random::to_hex(random::bytes::<8>().as_slice());
    let account = format!("{name}@desa.id");
    let octets = random::bytes::<8>();
    let address = format!(
        "2001:db8:{:x}{:02x}:{:x}{:02x}::1",
        octets[0], octets[1], octets[2], octets[3]
    );
    let mut second = 0;
    for round in 0..120_i64 {
        let tried = Attempt {
            account: if round % 3 == 0 {
                "lain@desa.id"
            } else {
                &account
            },
            village: &name,
            ..attempt("", &address)
        };
        let [there, local] = [
            shared.begin(tried, at(second)).await,
            here.begin(tried, at(second)).await,
        ];
        assert_eq!(there, local, "round {round}");
        if round % 17 == 16 && there.is_ok() {
            shared.succeeded(tried).await;
            here.succeeded(tried).await;
        }
        second += match there {
            Err(wait) if round % 2 == 0 => i64::try_from(wait.seconds).unwrap(),
            _ if round % 40 == 39 => 3601,
            _ => 7,
        };
    }
}
