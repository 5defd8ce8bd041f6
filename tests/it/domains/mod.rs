//! A village's own domain: wanted, proven, answered at, let go.

mod certificates;
mod names;

use std::{net::Ipv4Addr, process::ExitCode, time::Duration};

use config::Secret;
use identity::{DistrictRole, Scope};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use support::{Browser, Seen, TestApp, TestVillage, command_line, environment, own_database};

use self::names::{Mood, Names};
use super::{
    api::{ask, json_of, key, refusal},
    console::{accounts, act, enter, of, superadmin},
};

/// Where the service says that it is.
const HERE: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 7);

async fn start(names: &Names) -> TestApp {
    start_with(names, |_| {}).await
}

async fn start_with(names: &Names, change: impl FnOnce(&mut config::Config)) -> TestApp {
    let server = names.address;
    TestApp::start_with(|config| {
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.dns.server = Some(server);
        config.dns.timeout = Duration::from_millis(800);
        config.dns.addresses = vec![HERE.into()];
        change(config);
    })
    .await
}

/// A domain nobody has.
fn new_domain() -> String {
    format!("uji-{}.desa.id", uuid::Uuid::new_v4().simple())
}

async fn domain_act(
    browser: &mut Browser<'_>,
    village: &TestVillage,
    path: &str,
    host: &str,
) -> Seen {
    let path = format!("/konsol/desa/{}/domain{path}", village.slug);
    act(browser, &path, &[("domain", host)]).await
}

/// What has to stand in the domain's zone, as the page says it.
fn proof(page: &Seen) -> String {
    let start = page.html.find("banua-domain=").expect("the proof");
    page.html[start..]
        .split(['<', '"'])
        .next()
        .unwrap()
        .to_owned()
}

async fn status(app: &TestApp, host: &str) -> u16 {
    app.get(host, "/").await.status().as_u16()
}

async fn may_have_certificate(app: &TestApp, host: &str) -> bool {
    let asked = format!("/-/tls-ask?domain={host}");
    app.get("proxy", &asked).await.status() == 200
}

/// How often an action stands in the record with this domain.
async fn recorded(app: &TestApp, action: &str, host: &str) -> i64 {
    sqlx::query_scalar(
        "select count(*) from platform.district_activity
         where action = $1 and detail->>'domain' = $2",
    )
    .bind(action)
    .bind(host)
    .fetch_one(app.database.control())
    .await
    .unwrap()
}

/// Claims and proves a domain.
async fn join(names: &Names, browser: &mut Browser<'_>, village: &TestVillage, host: &str) -> Seen {
    let claimed = domain_act(browser, village, "", host).await;
    assert_eq!(claimed.status, 200, "{}", claimed.html);
    let own = claimed.html.split(&format!("_banua.{host}<")).nth(1);
    let own = Seen {
        html: own.expect("the claim of this domain").to_owned(),
        ..claimed
    };
    names.put(&format!("_banua.{host}"), &[&[&proof(&own)]]);
    domain_act(browser, village, "/periksa", host).await
}

#[tokio::test]
async fn a_domain_joins_when_it_is_proven_and_not_before() {
    let names = Names::start().await;
    let app = start(&names).await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let host = new_domain();
    let typed = format!(" {}. ", host.to_uppercase());
    let claimed = domain_act(&mut browser, &village, "", &typed).await;
    assert_eq!(
        claimed.status, 200,
        "it is read as people write it: {}",
        claimed.html
    );
    for told in [&format!("_banua.{host}"), "203.0.113.7", &village.host()] {
        assert!(claimed.html.contains(told), "{told}: {}", claimed.html);
    }
    let (proof, name) = (proof(&claimed), format!("_banua.{host}"));
    // Asked once more it is the same text: nobody has to make her record again.
    let again = domain_act(&mut browser, &village, "", &host).await;
    assert!(again.html.contains(&proof));

    let is_refused = async |browser: &mut Browser<'_>, told: &str| {
        let seen = domain_act(browser, &village, "/periksa", &host).await;
        assert!(seen.html.contains(told), "{told}: {}", seen.html);
        assert!(seen.html.contains(&proof), "the claim is lost");
        assert_eq!(status(&app, &host).await, 404);
        assert!(!may_have_certificate(&app, &host).await);
    };
    is_refused(&mut browser, "belum terlihat").await;
    names.point(&name, HERE);
    is_refused(&mut browser, "belum terlihat").await;
    names.put(&name, &[&["v=spf1 -all"], &["banua-domain=lain"]]);
    is_refused(&mut browser, "isinya lain").await;
    names.set(Mood::Silent);
    let begun = std::time::Instant::now();
    is_refused(&mut browser, "belum menjawab").await;
    assert!(
        begun.elapsed() < Duration::from_secs(3),
        "nobody waits for long"
    );
    names.set(Mood::Fails);
    is_refused(&mut browser, "tidak dapat ditanya").await;
    names.set(Mood::Answers);

    // Among others, and in two parts as zones break long texts.
    let (front, back) = proof.split_at(20);
    names.put(&name, &[&["v=spf1 -all"], &[front, back]]);
    let joined = domain_act(&mut browser, &village, "/periksa", &host).await;
    assert!(
        joined.html.contains("terbukti milik desa ini"),
        "{}",
        joined.html
    );
    assert!(!joined.html.contains("Menunggu bukti"));
    assert!(may_have_certificate(&app, &host).await);
    let led = app.get(&host, "/artikel?x=1").await;
    assert_eq!(led.status(), 301);
    let to = format!("http://{}:8080/artikel?x=1", village.host());
    assert_eq!(led.headers()["location"], to.as_str());
    for action in ["desa.domain-ajukan", "desa.domain"] {
        assert_eq!(recorded(&app, action, &host).await, 1, "{action}");
    }
    let record = browser.open("/konsol/catatan").await.html;
    assert!(record.contains(&format!("Memasang domain {host}")));
    assert!(joined.html.contains("Domain ditambahkan"));
}

#[tokio::test]
async fn only_a_domain_that_leads_here_comes_first_and_one_let_go_answers_no_more() {
    let names = Names::start().await;
    let app = start(&names).await;
    let village = app.village().await;
    let mut browser = superadmin(&app).await;
    let host = new_domain();
    join(&names, &mut browser, &village, &host).await;
    let path = format!("/konsol/desa/{}/domain/utama", village.slug);
    let first = [("domain", host.as_str()), ("utama", "ya")];
    for (points_to, told) in [
        (None, "belum mengarah ke mana pun"),
        (
            Some(Ipv4Addr::new(198, 51, 100, 1)),
            "mengarah ke 198.51.100.1",
        ),
    ] {
        if let Some(address) = points_to {
            names.point(&host, address);
        }
        let refused = act(&mut browser, &path, &first).await;
        assert!(refused.html.contains(told), "{told}: {}", refused.html);
        assert_eq!(status(&app, &village.host()).await, 200);
    }
    names.point(&host, HERE);
    let now = act(&mut browser, &path, &first).await;
    assert!(now.html.contains("Alamat utama"), "{}", now.html);
    assert_eq!(status(&app, &host).await, 200);
    let usual = app.get(&village.host(), "/").await;
    let there = format!("http://{host}:8080/");
    assert_eq!(usual.status(), 301);
    assert_eq!(usual.headers()["location"], there.as_str());
    // And back.
    let usual = [("domain", host.as_str()), ("utama", "tidak")];
    act(&mut browser, &path, &usual).await;
    assert_eq!(status(&app, &village.host()).await, 200);
    assert_eq!(status(&app, &host).await, 301);
    act(&mut browser, &path, &first).await;

    let gone = domain_act(&mut browser, &village, "/lepas", &host).await;
    assert!(gone.html.contains("Domainnya dilepas"), "{}", gone.html);
    assert_eq!(status(&app, &host).await, 404);
    assert!(!may_have_certificate(&app, &host).await);
    assert_eq!(status(&app, &village.host()).await, 200);
    assert_eq!(recorded(&app, "desa.domain-lepas", &host).await, 1);
    let again = domain_act(&mut browser, &village, "/lepas", &host).await;
    assert!(again.html.contains("bukan milik desa ini lagi"));
    assert_eq!(recorded(&app, "desa.domain-lepas", &host).await, 1);
}

#[tokio::test]
async fn what_is_no_domain_or_is_anothers_is_refused_in_words() {
    let names = Names::start().await;
    let app = start(&names).await;
    let (village, other) = (app.village().await, app.village().await);
    let mut browser = superadmin(&app).await;
    let long = format!("{}.id", vec!["a".repeat(60); 5].join("."));
    for (typed, told) in [
        ("", "Isi nama domainnya"),
        ("https://desa-baru.id/", "tanpa https://"),
        ("desa baru.id", "tanpa https://"),
        ("desa..id", "dua titik"),
        ("<b>.id", "tanda yang tidak diperbolehkan"),
        ("203.0.113.7", "alamat mesin"),
        ("desabaru", "paling sedikit dua bagian"),
        (&long, "paling panjang"),
        ("baru.localhost", "bagian dari layanan ini"),
        ("desa.example.org", "dicadangkan"),
    ] {
        let seen = domain_act(&mut browser, &village, "", typed).await;
        assert_eq!(seen.status, 422, "{typed}");
        assert!(seen.html.contains(told), "{typed}: {}", seen.html);
        assert!(!seen.html.contains("Menunggu bukti"), "{typed}");
    }
    // Letters of other scripts are kept as name servers know them.
    let tag = uuid::Uuid::new_v4().simple().to_string();
    let foreign = format!("désa-{tag}.id");
    let seen = domain_act(&mut browser, &village, "", &foreign).await;
    assert!(seen.html.contains("xn--dsa-"), "{}", seen.html);

    let host = new_domain();
    domain_act(&mut browser, &village, "", &host).await;
    let waits = domain_act(&mut browser, &other, "", &host).await;
    assert_eq!(waits.status, 422);
    assert!(waits.html.contains("sedang diajukan untuk Desa Uji"));
    // What is not wanted any more is free.
    let none = domain_act(&mut browser, &village, "/batal", &host).await;
    assert!(none.html.contains("dibatalkan"), "{}", none.html);
    join(&names, &mut browser, &other, &host).await;
    assert_eq!(status(&app, &host).await, 301);
    let taken = domain_act(&mut browser, &village, "", &host).await;
    assert_eq!(taken.status, 422);
    assert!(taken.html.contains("sudah milik Desa Uji"));
    let own = domain_act(&mut browser, &other, "", &host).await;
    assert!(own.html.contains("sudah milik desa ini"));
    // Nobody lets go what is another's.
    domain_act(&mut browser, &village, "/lepas", &host).await;
    assert_eq!(status(&app, &host).await, 301);
    // A village does not collect domains without end.
    for _ in 0..12 {
        domain_act(&mut browser, &village, "", &new_domain()).await;
    }
    let many = domain_act(&mut browser, &village, "", &new_domain()).await;
    assert!(many.html.contains("Sudah ada 10 domain"), "{}", many.html);
}

#[tokio::test]
async fn of_two_at_once_one_has_it_join_and_it_is_recorded_once() {
    let names = Names::start().await;
    let app = start(&names).await;
    let (village, other) = (app.village().await, app.village().await);
    let (mut one, mut two) = (superadmin(&app).await, superadmin(&app).await);
    let host = new_domain();
    let claimed = domain_act(&mut one, &village, "", &host).await;
    names.put(&format!("_banua.{host}"), &[&[&proof(&claimed)]]);
    let (first, second) = tokio::join!(
        domain_act(&mut one, &village, "/periksa", &host),
        domain_act(&mut two, &village, "/periksa", &host),
    );
    let told = [first.html, second.html];
    assert!(
        told.iter()
            .any(|html| html.contains("terbukti milik desa ini"))
    );
    assert_eq!(status(&app, &host).await, 301);
    assert_eq!(recorded(&app, "desa.domain", &host).await, 1);
    let events: i64 = sqlx::query_scalar(
        "select count(*) from platform.village_events
         where village_code = $1 and kind = 'host_added'",
    )
    .bind(village.code.dotted())
    .fetch_one(app.database.control())
    .await
    .unwrap();
    assert_eq!(events, 1);

    // Two villages want the same: one gets it.
    let host = new_domain();
    let (first, second) = tokio::join!(
        domain_act(&mut one, &village, "", &host),
        domain_act(&mut two, &other, "", &host),
    );
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);

    // Called off while the name servers are asked: it does not join.
    let host = new_domain();
    let claimed = domain_act(&mut one, &village, "", &host).await;
    let start = claimed.html.find(&format!("_banua.{host}<")).unwrap();
    let own = Seen {
        html: claimed.html[start..].to_owned(),
        ..claimed
    };
    names.put(&format!("_banua.{host}"), &[&[&proof(&own)]]);
    names.wait(Duration::from_millis(300));
    let asked = names.asked();
    let (checked, _) = tokio::join!(domain_act(&mut one, &village, "/periksa", &host), async {
        while names.asked() == asked {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        domain_act(&mut two, &village, "/batal", &host).await
    });
    assert!(checked.html.contains("sudah tidak ada"), "{}", checked.html);
    assert_eq!(status(&app, &host).await, 404);
    assert_eq!(recorded(&app, "desa.domain", &host).await, 0);
}

#[tokio::test]
async fn a_domain_waits_for_two_weeks() {
    let names = Names::start().await;
    // Its clock runs ahead: what others wait for is over by it.
    let (owner, service) = own_database("banua_it_domains_later").await;
    let app = start_with(&names, |config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
    })
    .await;
    let (village, other) = (app.village().await, app.village().await);
    let mut browser = superadmin(&app).await;
    let host = new_domain();
    let claimed = domain_act(&mut browser, &village, "", &host).await;
    names.put(&format!("_banua.{host}"), &[&[&proof(&claimed)]]);
    let after = |days: i64| Timestamp::now() + SignedDuration::from_hours(24 * days);
    app.clock.set(after(15));
    // A session does not last so long.
    let mut browser = superadmin_at(&app).await;
    let page = browser
        .open(&format!("/konsol/desa/{}", village.slug))
        .await;
    assert!(!page.html.contains("Menunggu bukti"), "{}", page.html);
    let late = domain_act(&mut browser, &village, "/periksa", &host).await;
    assert!(late.html.contains("sudah tidak ada"), "{}", late.html);
    assert_eq!(status(&app, &host).await, 404);
    let free = domain_act(&mut browser, &other, "", &host).await;
    assert_eq!(free.status, 200, "{}", free.html);
}

/// Comes in by the service's clock, which is not the world's.
async fn superadmin_at(app: &TestApp) -> Browser<'_> {
    let now = app.running.app.clock.now();
    let accounts = accounts(app, app.free_code().await).await;
    super::console::enter_at(app, of(&accounts, DistrictRole::Superadmin), now).await
}

#[tokio::test]
async fn a_pembina_sees_the_domains_of_her_villages_and_changes_none() {
    let names = Names::start().await;
    let app = start(&names).await;
    let village = app.village().await;
    let accounts = accounts(&app, village.code).await;
    let mut admin = enter(&app, of(&accounts, DistrictRole::Superadmin)).await;
    let host = new_domain();
    let claimed = domain_act(&mut admin, &village, "", &host).await;
    let proof = proof(&claimed);
    for role in [DistrictRole::Pembina, DistrictRole::Auditor] {
        let mut reader = enter(&app, of(&accounts, role)).await;
        let page = reader.open(&format!("/konsol/desa/{}", village.slug)).await;
        assert!(page.html.contains(&host) && !page.html.contains(&proof));
        assert!(!page.html.contains("/domain/periksa"));
        for path in ["", "/periksa", "/batal", "/utama", "/lepas"] {
            let refused = domain_act(&mut reader, &village, path, &host).await;
            assert_eq!(refused.status, 403, "{role} {path}");
        }
    }
    let page = admin.open(&format!("/konsol/desa/{}", village.slug)).await;
    assert!(page.html.contains(&proof));
}

#[tokio::test]
async fn programs_do_the_same_with_the_same_words() {
    let names = Names::start().await;
    let app = start(&names).await;
    let (village, other) = (app.village().await, app.village().await);
    let write = key(&app, &[Scope::VillagesRead, Scope::VillagesWrite]).await;
    let host = new_domain();
    let here = format!("/villages/{}/hosts", village.slug);
    let post = async |to: &str, body: Value| {
        ask(&app, &write, "POST", &format!("{here}/{to}"), body).await
    };
    let body = || json!({ "host": host });
    let wrong = post("claim", json!({ "host": "baru.localhost" })).await;
    assert_eq!(refusal(wrong).await, (422, "invalid_fields".to_owned()));
    let claimed = post("claim", body()).await;
    assert_eq!(claimed.status(), 201);
    let claimed = json_of(claimed).await;
    assert_eq!(claimed["proof"]["name"], format!("_banua.{host}"));
    assert_eq!(claimed["directions"][0]["kind"], "A");
    let theirs = format!("/villages/{}/hosts/claim", other.slug);
    let theirs = ask(&app, &write, "POST", &theirs, body()).await;
    assert_eq!(refusal(theirs).await, (409, "taken".to_owned()));

    let checked = json_of(post("check", body()).await).await;
    assert_eq!(
        (&checked["joined"], &checked["finding"]),
        (&json!(false), &json!("no_name"))
    );
    let listed = json_of(ask(&app, &write, "GET", &here, Value::Null).await).await;
    assert_eq!(listed["claims"][0]["finding"], "no_name");
    assert_eq!(listed["hosts"], json!([]));
    let value = claimed["proof"]["value"].as_str().unwrap();
    names.put(&format!("_banua.{host}"), &[&[value]]);
    for _ in 0..2 {
        let checked = json_of(post("check", body()).await).await;
        assert_eq!(checked["joined"], true, "{checked}");
    }
    assert_eq!(status(&app, &host).await, 301);
    let first = || json!({ "host": host, "canonical": true });
    let nowhere = post("canonical", first()).await;
    assert_eq!(refusal(nowhere).await, (409, "leads_nowhere".to_owned()));
    names.point(&host, HERE);
    let now = json_of(post("canonical", first()).await).await;
    assert_eq!(now["url"], format!("http://{host}:8080/"));
    let listed = json_of(ask(&app, &write, "GET", &here, Value::Null).await).await;
    assert_eq!(listed["claims"], json!([]));
    assert_eq!(listed["hosts"][0]["canonical"], true);
    let gone = post("drop", body()).await;
    assert_eq!(gone.status(), 200);
    assert_eq!(status(&app, &host).await, 404);
    for act in ["drop", "cancel", "check"] {
        let answer = post(act, body()).await;
        assert_eq!(
            refusal(answer).await,
            (404, "host_not_found".to_owned()),
            "{act}"
        );
    }
    let who: String = sqlx::query_scalar(
        "select who from platform.district_activity
         where action = 'desa.domain' and detail->>'domain' = $1",
    )
    .bind(&host)
    .fetch_one(app.database.control())
    .await
    .unwrap();
    assert!(who.starts_with("Kunci program Uji"), "{who}");
}

#[tokio::test]
async fn the_command_line_does_the_same() {
    let names = Names::start().await;
    let app = start(&names).await;
    let village = app.village().await;
    let (slug, host) = (village.slug.as_str(), new_domain());
    let run = async |words: &[&str]| {
        let line = [&["village", "host"], words].concat();
        command_line(&app.config, &line).await
    };
    let refused = ExitCode::from(2);
    assert_eq!(run(&["claim", slug, "baru.localhost"]).await, refused);
    assert_eq!(run(&["check", slug, &host]).await, refused, "it waits not");
    assert_eq!(run(&["claim", slug, &host]).await, ExitCode::SUCCESS);
    assert_eq!(run(&["check", slug, &host]).await, ExitCode::FAILURE);
    let token: String =
        sqlx::query_scalar("select token from platform.domain_claims where host = $1")
            .bind(&host)
            .fetch_one(app.database.control())
            .await
            .unwrap();
    let proof = format!("banua-domain={token}");
    names.put(&format!("_banua.{host}"), &[&[&proof]]);
    assert_eq!(run(&["check", slug, &host]).await, ExitCode::SUCCESS);
    let comes = async |expected: u16| {
        for _ in 0..100 {
            if status(&app, &host).await == expected {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{host} does not answer {expected}");
    };
    comes(301).await;
    let first = ["canonical", slug, &host];
    assert_eq!(run(&first).await, ExitCode::SUCCESS);
    comes(200).await;
    assert_eq!(
        run(&[&first[..], &["--off"]].concat()).await,
        ExitCode::SUCCESS
    );
    comes(301).await;
    assert_eq!(run(&["drop", slug, &host]).await, ExitCode::SUCCESS);
    comes(404).await;
    assert_eq!(run(&["drop", slug, &host]).await, refused);
    for (action, times) in [
        ("desa.domain-ajukan", 1),
        ("desa.domain", 1),
        ("desa.domain-utama", 2),
        ("desa.domain-lepas", 1),
    ] {
        assert_eq!(recorded(&app, action, &host).await, times, "{action}");
    }
    // Without a proof, by whoever holds the server.
    assert_eq!(run(&["add", slug, &host]).await, ExitCode::SUCCESS);
    comes(301).await;
    assert_eq!(recorded(&app, "desa.domain", &host).await, 2);
}
