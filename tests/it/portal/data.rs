//! Open data: tables that hold nothing but data, and a catalogue that leads to them.

use serde_json::Value;
use support::{TestApp, publish, text};

use super::{PORTAL, page, portal, rename, soon, suspend, work};

fn table(csv: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    (head, rows)
}

fn sum(csv: &str, column: &str) -> i64 {
    let (head, rows) = table(csv);
    let at = head.iter().position(|name| name == column).unwrap();
    rows.iter().map(|row| row[at].parse::<i64>().unwrap()).sum()
}

async fn json(app: &TestApp, path: &str) -> Value {
    serde_json::from_str(&page(app, path).await).unwrap()
}

#[tokio::test]
async fn formulas_in_names_are_words_in_the_table() {
    let app = portal("formulas").await;
    let village = app.village().await;
    rename(&app, &village, "=HYPERLINK(\"http://x\",\"a\")").await;
    work(&app).await;
    let csv = soon(&app, "/data/desa.csv", |csv| csv.contains("HYPERLINK")).await;
    let (head, rows) = table(&csv);
    let name = head.iter().position(|name| name == "nama").unwrap();
    assert_eq!(rows[0][name], "'=HYPERLINK(\"http://x\",\"a\")");
    let latitude = head.iter().position(|name| name == "lintang").unwrap();
    assert_eq!(rows[0][latitude], "-3.3", "numbers stay numbers");
    let told = json(&app, "/data/desa.json").await;
    assert_eq!(told["desa"][0]["nama"], "=HYPERLINK(\"http://x\",\"a\")");
    assert_eq!(told["desa"][0]["lintang"], -3.3);
}

#[tokio::test]
async fn totals_are_the_sums_of_what_the_villages_have() {
    let app = portal("totals").await;
    let villages = [
        app.village().await,
        app.village().await,
        app.village().await,
    ];
    for (at, village) in villages.iter().enumerate() {
        let mut tx = app.tx(village).await;
        for number in 0..=at {
            publish(&mut tx, &format!("kabar-{number}"), "Kabar", "Isi").await;
        }
        tx.commit().await.unwrap();
    }
    work(&app).await;
    let csv = soon(&app, "/data/ringkasan.csv", |csv| sum(csv, "kabar") == 6).await;
    assert_eq!(sum(&csv, "desa"), 3);
    assert_eq!(sum(&page(&app, "/data/desa.csv").await, "kabar"), 6);
    let told = json(&app, "/data/ringkasan.json").await;
    assert_eq!(told["ringkasan"]["jumlah"]["kabar"], 6);
    let parts = told["ringkasan"]["kecamatan"].as_array().unwrap();
    let added: i64 = parts
        .iter()
        .map(|part| part["kabar"].as_i64().unwrap())
        .sum();
    assert_eq!(added, 6);
    let home = page(&app, "/").await;
    assert!(home.contains("<dt>kabar terbit</dt><dd>6</dd>"), "{home}");
    assert!(home.contains("<dt>situs aktif</dt><dd>3</dd>"));

    // What is suspended does not count, anywhere.
    suspend(&app, &villages[2]).await;
    let csv = soon(&app, "/data/ringkasan.csv", |csv| {
        sum(csv, "kabar") == 3 && sum(csv, "desa") == 2
    })
    .await;
    assert!(!csv.contains(&villages[2].code.dotted()));
    let listed = page(&app, "/data/desa.csv").await;
    assert!(!listed.contains(&villages[2].code.dotted()));
    assert!(
        page(&app, "/")
            .await
            .contains("<dt>kabar terbit</dt><dd>3</dd>")
    );
}

#[tokio::test]
async fn the_catalogue_leads_to_every_table_with_its_licence() {
    let app = portal("catalogue").await;
    app.village().await;
    work(&app).await;
    let response = app.get(PORTAL, "/data/katalog.jsonld").await;
    assert_eq!(response.headers()["content-type"], "application/ld+json");
    let catalogue: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!(catalogue["@type"], "dcat:Catalog");
    let licence = "https://creativecommons.org/licenses/by/4.0/";
    assert_eq!(catalogue["dct:license"]["@id"], licence);
    let human = page(&app, "/data").await;
    assert!(human.contains(&format!("rel=\"license\" href=\"{licence}\"")));
    let mut forms = 0;
    for dataset in catalogue["dcat:dataset"].as_array().unwrap() {
        for form in dataset["dcat:distribution"].as_array().unwrap() {
            let address = form["dcat:downloadURL"]["@id"].as_str().unwrap();
            let path = address.strip_prefix("http://desa.localhost:8080").unwrap();
            let response = app.get(PORTAL, path).await;
            assert_eq!(response.status(), 200, "{path}");
            let kind = response.headers()["content-type"]
                .to_str()
                .unwrap()
                .to_owned();
            let media_type = form["dcat:mediaType"]["@id"].as_str().unwrap();
            let (_, media_type) = media_type.split_once("media-types/").unwrap();
            assert!(kind.starts_with(media_type), "{path}: {kind}");
            assert!(human.contains(&format!("href=\"{path}\"")), "{path}");
            forms += 1;
        }
    }
    assert_eq!(forms, 5);
}
