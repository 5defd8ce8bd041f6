//! The village in numbers: counted from the register, told to everybody, summed by the district.

use std::{collections::BTreeMap, time::Instant};

use db::VillageTx;
use residents::statistics;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use support::{TestApp, TestVillage, text};
use uuid::Uuid;

use crate::portal;

async fn run(tx: &mut VillageTx, statement: String) {
    sqlx::query(AssertSqlSafe(statement.clone()))
        .execute(&mut **tx)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

async fn area(tx: &mut VillageTx, hamlet: &str, rt: &str) -> Uuid {
    let id = Uuid::now_v7();
    let key = kernel::HamletName::read(hamlet).map_or_else(String::new, |name| name.key());
    run(
        tx,
        format!("insert into areas (id, hamlet, hamlet_key, rt) values ('{id}', '{hamlet}', '{key}', '{rt}')"),
    )
    .await;
    id
}

async fn family(tx: &mut VillageTx, area: Uuid) -> Uuid {
    let id = Uuid::now_v7();
    run(
        tx,
        format!("insert into families (id, area_id) values ('{id}', '{area}')"),
    )
    .await;
    id
}

/// So many people of one kind; `more` are columns with their values.
async fn people(tx: &mut VillageTx, number: i32, sex: &str, area: Uuid, more: &[(&str, &str)]) {
    let mut columns: BTreeMap<&str, String> = [
        ("sex", sex),
        ("born_on", "1990-05-05"),
        ("religion", "1"),
        ("education", "3"),
        ("occupation", "9"),
        ("marital_status", "2"),
        ("since", "2026-01-10"),
    ]
    .into_iter()
    .chain(more.iter().copied())
    .map(|(column, value)| (column, format!("'{value}'")))
    .collect();
    columns.insert("area_id", format!("'{area}'"));
    let names: Vec<&str> = columns.keys().copied().collect();
    let values: Vec<&str> = columns.values().map(String::as_str).collect();
    run(
        tx,
        format!(
            "insert into residents (id, name, name_key, name_sound, {})
             select gen_random_uuid(), 'Rahasia', 'rahasia', 'rhs', v.*
             from generate_series(1, {number}), (values ({})) v",
            names.join(", "),
            names
                .iter()
                .zip(values)
                .map(|(name, value)| {
                    let kind = match *name {
                        "born_on" | "since" => "::date",
                        "area_id" | "family_id" => "::uuid",
                        _ => "::text",
                    };
                    format!("{value}{kind}")
                })
                .collect::<Vec<_>>()
                .join(", ")
        ),
    )
    .await;
}

/// Writes down for everybody of whom nothing is written yet how she came into the register.
async fn recorded(tx: &mut VillageTx) {
    run(
        tx,
        "insert into residence_spans (id, resident_id, from_on, family_id, area_id, relationship,
             residency, religion, education, occupation, marital_status, blood_type, citizenship,
             disability)
         select gen_random_uuid(), id, since, family_id, area_id, relationship, residency, religion,
             education, occupation, marital_status, blood_type, citizenship, disability
         from residents r where not exists (select from residence_spans where resident_id = r.id)"
            .to_owned(),
    )
    .await;
    run(
        tx,
        "insert into vital_events (id, resident_id, kind, happened_on, reported_on)
         select gen_random_uuid(), id, 'recorded', since, since
         from residents r where not exists (select from vital_events where resident_id = r.id)"
            .to_owned(),
    )
    .await;
}

/// A village of 205: two RTs of a hamlet and one beside it, one Catholic and three Hindus.
async fn settle(app: &TestApp, village: &TestVillage) {
    let mut tx = app.tx(village).await;
    let hulu = area(&mut tx, "Hulu", "001").await;
    let hilir = area(&mut tx, "Hilir", "002").await;
    let lone = area(&mut tx, "Hilir", "003").await;
    people(&mut tx, 60, "1", hulu, &[("born_on", "2015-02-03")]).await;
    people(&mut tx, 70, "2", hulu, &[]).await;
    people(
        &mut tx,
        30,
        "1",
        hilir,
        &[("religion", "2"), ("blood_type", "4")],
    )
    .await;
    people(
        &mut tx,
        32,
        "2",
        hilir,
        &[("religion", "2"), ("disability", "7")],
    )
    .await;
    // Few of their kind, and one far from the others.
    people(
        &mut tx,
        1,
        "1",
        lone,
        &[("religion", "3"), ("occupation", "44")],
    )
    .await;
    people(
        &mut tx,
        3,
        "2",
        hilir,
        &[("religion", "4"), ("disability", "2"), ("education", "10")],
    )
    .await;
    people(&mut tx, 9, "2", hulu, &[("religion", "")]).await;
    // None of these is counted with the others.
    people(&mut tx, 7, "1", hulu, &[("residency", "2")]).await;
    people(&mut tx, 4, "1", hulu, &[("state", "moved")]).await;
    for number in 0..6 {
        let family = family(&mut tx, if number < 5 { hulu } else { hilir }).await;
        run(
            &mut tx,
            format!(
                "update residents set family_id = '{family}', relationship = '1'
                 where id = (select id from residents where family_id is null and state = 'present'
                     and residency = '1' and sex = '1' and area_id <> '{lone}' order by id limit 1)"
            ),
        )
        .await;
    }
    // Nobody of this one is here any more.
    let gone = family(&mut tx, hulu).await;
    run(
        &mut tx,
        format!("update residents set family_id = '{gone}' where state = 'moved'"),
    )
    .await;
    recorded(&mut tx).await;
    run(
        &mut tx,
        "insert into vital_events (id, resident_id, kind, happened_on, reported_on)
         select gen_random_uuid(), id, 'departure', since, since from residents
         where state = 'moved'"
            .to_owned(),
    )
    .await;
    tx.commit().await.unwrap();
}

async fn count(app: &TestApp, village: &TestVillage) -> bool {
    statistics::count(&app.running.app, &village.schema)
        .await
        .unwrap()
}

async fn body(app: &TestApp, village: &TestVillage, path: &str) -> String {
    let response = app.get(&village.host(), path).await;
    assert_eq!(response.status(), 200, "{path}");
    text(response).await
}

/// A page once the announcement of a count has come round.
async fn soon(app: &TestApp, village: &TestVillage, path: &str, part: &str) -> String {
    for _ in 0..100 {
        let page = body(app, village, path).await;
        if page.contains(part) {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{path} has no {part} after five seconds");
}

async fn rows<T>(app: &TestApp, village: &TestVillage, statement: &'static str) -> Vec<T>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin,
{
    let mut tx = app.tx(village).await;
    let rows = sqlx::query_as(statement).fetch_all(&mut *tx).await.unwrap();
    tx.finish().await.unwrap();
    rows
}

#[tokio::test]
async fn every_topic_counts_the_same_people_and_only_those_who_live_here() {
    let app = TestApp::start().await;
    let village = app.village().await;
    settle(&app, &village).await;
    assert!(count(&app, &village).await);
    let topics: Vec<(String, i64, i64)> = rows(
        &app,
        &village,
        "select topic, sum(male)::bigint, sum(female)::bigint from population_sums
         where topic <> 'keluarga' group by topic order by topic",
    )
    .await;
    assert_eq!(topics.len(), 10, "{topics:?}");
    for (topic, men, women) in topics {
        assert_eq!((men, women), (91, 114), "{topic}");
    }
    let state: Vec<(i32, i32, String)> = rows(
        &app,
        &village,
        "select families, temporary, began_on::text from population_state",
    )
    .await;
    assert_eq!(state, [(6, 7, "2026-01-10".to_owned())]);
    let hamlets: Vec<(String, i32, i32)> = rows(
        &app,
        &village,
        "select category, male, female from population_sums where topic = 'keluarga'
         order by position",
    )
    .await;
    let named: Vec<(&str, i32)> = hamlets.iter().map(|row| (row.0.as_str(), row.1)).collect();
    assert_eq!(named, [("Dusun Hilir", 1), ("Dusun Hulu", 5)]);
    let unknown: Vec<(i32,)> = rows(
        &app,
        &village,
        "select female from population_sums where topic = 'agama' and category = ''",
    )
    .await;
    assert_eq!(unknown, [(9,)]);
}

#[tokio::test]
async fn months_follow_each_other_and_end_with_who_is_here() {
    let app = TestApp::start().await;
    let village = app.village().await;
    settle(&app, &village).await;
    let mut tx = app.tx(&village).await;
    let hulu: Uuid = sqlx::query_scalar("select id from areas where hamlet = 'Hulu'")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    people(
        &mut tx,
        2,
        "2",
        hulu,
        &[("since", "2026-03-04"), ("state", "dead")],
    )
    .await;
    recorded(&mut tx).await;
    for (kind, day) in [("death", "2026-04-30"), ("away", "2026-05-01")] {
        run(
            &mut tx,
            format!(
                "insert into vital_events (id, resident_id, kind, happened_on, reported_on, withdrawn_at)
                 select gen_random_uuid(), id, '{kind}', '{day}', '{day}',
                     case when '{kind}' = 'away' then now() end
                 from residents where state = 'dead'"
            ),
        )
        .await;
    }
    tx.commit().await.unwrap();
    assert!(count(&app, &village).await);
    let months: Vec<(String, Vec<i32>, Vec<i32>)> = rows(
        &app,
        &village,
        "select to_char(month, 'YYYY-MM'), male, female from population_months order by month",
    )
    .await;
    assert_eq!(months[0].0, "2026-01");
    assert_eq!(months[0].2, [0, 0, 0, 114, 0, 0, 0]);
    assert_eq!(months[2].2, [114, 0, 0, 2, 0, 0, 0]);
    assert_eq!(months[3].2, [116, 0, 0, 0, 2, 0, 0]);
    // What was withdrawn did not happen.
    assert_eq!(months[4].2, [114, 0, 0, 0, 0, 0, 0]);
    let closing = |flows: &[i32]| flows[..4].iter().sum::<i32>() - flows[4..].iter().sum::<i32>();
    for pair in months.windows(2) {
        assert_eq!(closing(&pair[0].1), pair[1].1[0], "{}", pair[0].0);
        assert_eq!(closing(&pair[0].2), pair[1].2[0], "{}", pair[0].0);
    }
    let last = months.last().unwrap();
    assert_eq!((closing(&last.1), closing(&last.2)), (91, 114));
}

#[tokio::test]
async fn nothing_is_written_and_no_page_dropped_when_nothing_changed() {
    let app = portal::portal("population_same").await;
    let village = app.village().await;
    assert!(!count(&app, &village).await, "nobody is there");
    settle(&app, &village).await;
    assert!(count(&app, &village).await);
    soon(&app, &village, "/data", "205").await;
    // Until what was committed has been announced to the end.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    body(&app, &village, "/data").await;
    assert!(!count(&app, &village).await);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let again = app.get(&village.host(), "/data").await;
    assert_eq!(again.headers()["x-banua-cache"], "hit");
    // Who dies is counted no more.
    let mut tx = app.tx(&village).await;
    run(
        &mut tx,
        "update residents set state = 'dead' where id = (select id from residents
             where state = 'present' and residency = '1' and religion = '1' limit 1)"
            .to_owned(),
    )
    .await;
    statistics::ask(&mut tx).await.unwrap();
    statistics::ask(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let waiting: i64 = sqlx::query_scalar(
        "select count(*) from platform.jobs
         where kind = 'residents.count' and village_code = $1 and dedupe_key = 'now'
             and status <> 'done'",
    )
    .bind(village.code.dotted())
    .fetch_one(app.database.control())
    .await
    .unwrap();
    assert!(waiting <= 1, "{waiting} counts wait");
    portal::work(&app).await;
    soon(&app, &village, "/data", "204").await;
}

#[tokio::test]
async fn pages_and_files_tell_the_same_and_nobody_who_is_one_of_few() {
    let app = TestApp::start().await;
    let village = app.village().await;
    settle(&app, &village).await;
    count(&app, &village).await;
    let index = soon(&app, &village, "/data", "205").await;
    for part in [
        "<dt>penduduk tetap</dt><dd>205</dd>",
        "<dt>laki-laki</dt><dd>91</dd>",
        "<dt>perempuan</dt><dd>114</dd>",
        "<dt>keluarga</dt><dd>6</dd>",
        "7 orang tinggal di sini untuk sementara",
        "href=\"/data/status-perkawinan\"",
        "href=\"/data/pertumbuhan\"",
    ] {
        assert!(index.contains(part), "no {part}");
    }
    assert!(!index.contains("Rahasia") && !index.contains("<script src"));
    let home = body(&app, &village, "/").await;
    assert!(home.contains("Penduduk sekilas") && home.contains("<dd>205</dd>"));

    // One Catholic and three Hindus are with the smallest large group at the end of the list.
    let religion = body(&app, &village, "/data/agama").await;
    assert!(religion.contains("Lainnya (digabung)"));
    for hidden in ["Katolik", "Hindu"] {
        assert!(!religion.contains(hidden), "{hidden} is told");
    }
    assert!(religion.contains("<th scope=\"row\">Islam</th>"));
    let csv = body(&app, &village, "/data/agama.csv").await;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        vec!["kategori", "laki_laki", "perempuan", "jumlah"]
    );
    let lines: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(lines.last().unwrap(), &["Jumlah", "91", "114", "205"]);
    let told: Value =
        serde_json::from_str(&body(&app, &village, "/data/agama.json").await).unwrap();
    assert_eq!(told["kode"], village.code.dotted());
    assert_eq!(told["jumlah"]["jumlah"], 205);
    let programs = told["baris"].as_array().unwrap();
    assert_eq!(programs.len() + 1, lines.len());
    for (row, line) in programs.iter().zip(&lines) {
        assert_eq!(row["kategori"], line[0].as_str());
        for (at, key) in ["laki_laki", "perempuan", "jumlah"].iter().enumerate() {
            assert_eq!(row[*key].to_string(), line[at + 1]);
        }
    }

    // On every page and in every file: no number of one to four people.
    for topic in statistics::Topic::ALL {
        let page = body(&app, &village, &topic.address()).await;
        assert!(page.contains("<h1"), "{}", topic.word());
        let file = body(&app, &village, &format!("{}.json", topic.address())).await;
        let told: Value = serde_json::from_str(&file).unwrap();
        for row in told["baris"].as_array().unwrap() {
            for key in ["laki_laki", "perempuan", "jumlah"] {
                let number = row[key].as_i64();
                assert!(
                    !number.is_some_and(|number| (1..5).contains(&number)),
                    "{}: {row}",
                    topic.word()
                );
            }
        }
    }
    let ages = body(&app, &village, "/data/umur").await;
    assert!(ages.contains("10–14 tahun") && ages.contains("class=\"pyramid\""));
    let growth = body(&app, &village, "/data/pertumbuhan").await;
    assert!(growth.contains("Januari 2026"));
    let months = body(&app, &village, "/data/pertumbuhan.csv").await;
    assert!(months.contains("2026-01,0,205,205"), "{months}");
    let years: Value =
        serde_json::from_str(&body(&app, &village, "/data/pertumbuhan.json").await).unwrap();
    assert_eq!(years["tahun"][0]["awal"], 0);
    let found = body(&app, &village, "/cari?q=agama").await;
    assert!(found.contains("/data/agama"), "the search finds it");
    let sitemap = body(&app, &village, "/sitemap.xml").await;
    assert!(sitemap.contains("/data/pekerjaan</loc>"));
    // What is switched off is not found either.
    switch_off(&app, &village).await;
    let found = body(&app, &village, "/cari?q=agama").await;
    assert!(!found.contains("/data/agama"), "{found}");
    let misspelt = body(&app, &village, "/cari?q=agamma").await;
    assert!(!misspelt.contains("/data/agama"), "{misspelt}");
    let sitemap = body(&app, &village, "/sitemap.xml").await;
    assert!(!sitemap.contains("/data/pekerjaan"));
}

async fn switch_off(app: &TestApp, village: &TestVillage) {
    let mut owner = app.database.owner().await.unwrap();
    sqlx::query("update platform.villages set features = '[\"population\"]' where code = $1")
        .bind(village.code.dotted())
        .execute(&mut owner)
        .await
        .unwrap();
    app.running.app.reload_registry().await.unwrap();
}

#[tokio::test]
async fn a_village_that_registered_nobody_says_so_and_one_without_the_feature_has_no_page() {
    let app = TestApp::start().await;
    let village = app.village().await;
    for path in ["/data", "/data/umur", "/data/pertumbuhan"] {
        let page = body(&app, &village, path).await;
        assert!(page.contains("belum tersedia"), "{path}");
    }
    let file = body(&app, &village, "/data/umur.csv").await;
    assert_eq!(
        file.trim_start_matches('\u{feff}'),
        "kategori,laki_laki,perempuan,jumlah\r\n"
    );
    let told: Value = serde_json::from_str(&body(&app, &village, "/data/umur.json").await).unwrap();
    assert_eq!(told["keadaan"], Value::Null);
    assert!(!body(&app, &village, "/").await.contains("Penduduk sekilas"));
    for path in [
        "/data/desa.csv",
        "/data/umur.xml",
        "/data/pertumbuhan?tahun=1999",
        "/data/pertumbuhan?tahun=x",
    ] {
        assert_eq!(app.get(&village.host(), path).await.status(), 404, "{path}");
    }
    switch_off(&app, &village).await;
    for path in ["/data", "/data/umur", "/data/umur.csv"] {
        assert_eq!(app.get(&village.host(), path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn the_district_adds_up_what_villages_tell_and_a_village_stands_beside_it() {
    let app = portal::portal("population").await;
    let mut villages = Vec::new();
    for _ in 0..2 {
        let village = app.village().await;
        settle(&app, &village).await;
        count(&app, &village).await;
        villages.push(village);
    }
    portal::work(&app).await;
    let alone = soon(&app, &villages[0], "/data", "205").await;
    assert!(!alone.contains("Dibandingkan"), "two are no regency");
    // Sixty men and two women: neither is told, and both are in the total.
    let small = app.village().await;
    let mut tx = app.tx(&small).await;
    let area = area(&mut tx, "", "001").await;
    people(&mut tx, 60, "1", area, &[]).await;
    people(&mut tx, 2, "2", area, &[]).await;
    recorded(&mut tx).await;
    tx.commit().await.unwrap();
    count(&app, &small).await;
    portal::work(&app).await;
    let figures: Value = sqlx::query_scalar(
        "select figures from platform.village_stats where village_code = $1 and topic = 'population'",
    )
    .bind(small.code.dotted())
    .fetch_one(app.database.control())
    .await
    .unwrap();
    assert_eq!(figures["total"], 62);
    assert_eq!(
        (&figures["men"], &figures["women"]),
        (&Value::Null, &Value::Null)
    );
    assert!(figures["counted_for"].is_string());

    portal::soon(&app, "/data/ringkasan.json", |page| {
        page.contains("\"penduduk\":472")
    })
    .await;
    let told: Value =
        serde_json::from_str(&portal::page(&app, "/data/ringkasan.json").await).unwrap();
    let all = &told["ringkasan"]["jumlah"];
    assert_eq!(all["berpenduduk"], 3);
    assert_eq!(
        (&all["laki_laki"], &all["perempuan"]),
        (&182.into(), &228.into())
    );
    assert_eq!(all["keluarga"], 12);
    let csv = portal::page(&app, "/data/desa.csv").await;
    let of_small = csv.lines().find(|line| line.contains(&small.code.dotted()));
    assert!(of_small.unwrap().ends_with(",62,,,0"), "{csv}");
    let front = portal::page(&app, "/").await;
    assert!(
        front.contains("<dt>penduduk tercatat</dt><dd>472</dd>"),
        "{front}"
    );

    // A commit of the village's own, as the day has not changed yet.
    let tx = app.tx(&villages[0]).await;
    tx.commit().await.unwrap();
    let beside = soon(&app, &villages[0], "/data", "Dibandingkan dengan kabupaten").await;
    assert!(beside.contains("<td>205</td><td>472</td>"), "{beside}");
    let page = body(&app, &small, "/data").await;
    assert!(!page.contains("<dt>laki-laki</dt>"), "{page}");
}

#[tokio::test]
async fn ten_thousand_residents_are_counted_in_a_moment() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    for rt in 1..=30 {
        let area = area(
            &mut tx,
            &format!("Dusun {}", rt % 5 + 1),
            &format!("{rt:03}"),
        )
        .await;
        for sex in ["1", "2"] {
            people(&mut tx, 167, sex, area, &[]).await;
        }
    }
    run(
        &mut tx,
        "update residents set born_on = date '2026-11-01' - (random() * 33000)::int,
             religion = (1 + floor(random() * 7))::int::text,
             occupation = (1 + floor(random() * 99))::int::text,
             education = (1 + floor(random() * 10))::int::text"
            .to_owned(),
    )
    .await;
    run(
        &mut tx,
        "insert into families (id, area_id)
         select gen_random_uuid(), a.id from areas a, generate_series(1, 90)"
            .to_owned(),
    )
    .await;
    run(
        &mut tx,
        "with numbered as (select id, row_number() over () as at from residents),
              homes as (select id, row_number() over () as at from families)
         update residents r set family_id = h.id
         from numbered n join homes h on h.at = 1 + n.at % 2700
         where n.id = r.id"
            .to_owned(),
    )
    .await;
    recorded(&mut tx).await;
    tx.commit().await.unwrap();
    for turn in ["first", "same again"] {
        let start = Instant::now();
        let changed = count(&app, &village).await;
        println!("10,020 residents, {turn}: {:?}", start.elapsed());
        assert_eq!(changed, turn == "first");
    }
    let sums: Vec<(i64,)> = rows(
        &app,
        &village,
        "select sum(male + female)::bigint from population_sums where topic = 'pekerjaan'",
    )
    .await;
    assert_eq!(sums, [(10_020,)]);
}
