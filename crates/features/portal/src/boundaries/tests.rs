//! Files as districts have them: whole, broken, turned round, in another system.

use db::register::{Status, Village};
use serde_json::{Value, json};

use super::*;

fn village(code: &str, name: &str, subdistrict: &str) -> Village {
    let code: VillageCode = code.parse().unwrap();
    Village {
        kind: code.kind(),
        schema: code.into(),
        code,
        name: name.to_owned(),
        slug: "desa-uji".parse().unwrap(),
        status: Status::Active,
        status_note: String::new(),
        ends_at: None,
        quotas: db::register::Quotas::default(),
        palette: "sungai".to_owned(),
        features: Vec::new(),
        canonical_host: None,
        postal_code: String::new(),
        latitude: None,
        longitude: None,
        area_km2: None,
        schema_version: 1,
        subdistrict_code: "63.03.04".to_owned(),
        subdistrict: subdistrict.to_owned(),
        subdistrict_slug: "sungai-tabuk".to_owned(),
        regency: "Banjar".to_owned(),
        province: "Kalimantan Selatan".to_owned(),
        created_at: String::new(),
        hosts: Vec::new(),
        shard: kernel::ShardName::main(),
        moving_to: None,
        former_names: vec!["Kampung Lama".to_owned()],
    }
}

fn register() -> Vec<Village> {
    vec![
        village("63.03.04.2007", "Pembantanan", "Sungai Tabuk"),
        village("63.03.04.2008", "Bi'ih", "Sungai Tabuk"),
        village("63.03.05.2001", "Bi'ih", "Karang Intan"),
    ]
}

fn square(west: f64, south: f64) -> Value {
    let (east, north) = (west + 0.05, south + 0.05);
    json!({ "type": "Polygon", "coordinates": [[
        [west, south], [east, south], [east, north], [west, north], [west, south]
    ]] })
}

fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

fn collection(features: &[Value]) -> Vec<u8> {
    json!({ "type": "FeatureCollection", "features": features })
        .to_string()
        .into_bytes()
}

fn reason(geometry: Value) -> String {
    let file = collection(&[feature(json!({ "kode": "63.03.04.2007" }), geometry)]);
    let outlines = read(&file, &register()).unwrap();
    assert!(outlines.matched.is_empty());
    outlines.unmatched[0].reason.clone()
}

#[test]
fn villages_are_matched_by_code_or_by_name_and_subdistrict() {
    let file = collection(&[
        feature(json!({ "KDEPUM": "63.03.04.2007" }), square(114.7, -3.3)),
        feature(
            json!({ "WADMKD": "Desa Bi Ih", "WADMKC": "KARANG INTAN" }),
            square(114.8, -3.3),
        ),
        feature(
            // The statistics office has codes of its own.
            json!({ "kode": 6_303_010_001_i64, "nama": "BIIH", "kecamatan": "Sungai Tabuk" }),
            square(114.9, -3.3),
        ),
    ]);
    let outlines = read(&file, &register()).unwrap();
    assert_eq!(outlines.unmatched, []);
    let codes: Vec<String> = outlines
        .matched
        .iter()
        .map(|(code, _)| code.dotted())
        .collect();
    assert_eq!(codes, ["63.03.04.2007", "63.03.04.2008", "63.03.05.2001"]);
    assert_eq!(outlines.matched[0].1.rings[0].len(), 4, "not closed twice");
}

#[test]
fn whoever_is_left_over_is_named_with_the_reason() {
    let file = collection(&[
        feature(json!({ "kode": "63.03.04.2007" }), square(114.7, -3.3)),
        feature(json!({ "kode": "6303042007" }), square(114.8, -3.3)),
        feature(
            json!({ "nama": "Antah", "kecamatan": "Sungai Tabuk" }),
            square(114.9, -3.3),
        ),
        feature(
            json!({ "kode": "63.03.04", "nama": "Sungai Tabuk" }),
            square(114.9, -3.4),
        ),
        feature(json!({}), square(115.0, -3.3)),
    ]);
    let outlines = read(&file, &register()).unwrap();
    assert_eq!(outlines.matched.len(), 1);
    let told: Vec<(usize, &str, &str)> = outlines
        .unmatched
        .iter()
        .map(|left| (left.feature, left.name.as_str(), left.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                2,
                "6303042007",
                "village 63.03.04.2007 has an outline already, feature 1"
            ),
            (3, "Antah", "no village of Sungai Tabuk has its name"),
            (
                4,
                "Sungai Tabuk",
                "63.03.04 is no code of a village, and it does not say in which subdistrict it lies"
            ),
            (5, "", "it has no name"),
        ]
    );
}

#[test]
fn what_is_no_outline_is_refused_with_words() {
    assert!(reason(Value::Null).contains("no geometry"));
    assert!(
        reason(json!({ "type": "Point", "coordinates": [114.7, -3.3] })).contains("is a Point")
    );
    assert!(reason(square(-3.3, 114.7)).contains("swapped"));
    assert!(reason(square(512_000.0, 9_640_000.0)).contains("WGS 84"));
    let bow_tie = json!({ "type": "Polygon", "coordinates": [[
        [114.0, -3.0], [115.0, -4.0], [115.0, -3.0], [114.0, -4.0], [114.0, -3.0]
    ]] });
    assert!(reason(bow_tie).contains("not sound"));
    let line = json!({ "type": "Polygon", "coordinates": [[[114.0, -3.0], [115.0, -4.0]]] });
    assert!(!reason(line).is_empty());
    assert!(reason(json!({ "type": "Polygon", "coordinates": [] })).contains("no points"));
}

#[test]
fn a_file_that_is_none_is_refused_as_a_whole() {
    let refused = |bytes: &[u8]| read(bytes, &register()).unwrap_err().to_string();
    for broken in ["", "{", "[]", "<kml/>", "{\"type\":\"Topology\"}", "null"] {
        assert!(
            refused(broken.as_bytes()).contains("no GeoJSON"),
            "{broken}"
        );
    }
    assert!(refused(&[0xff, 0xfe, 0x00]).contains("UTF-8"));
    assert!(refused(&collection(&[])).contains("no feature"));
    assert!(refused(square(114.7, -3.3).to_string().as_bytes()).contains("bare geometry"));
    let one = feature(json!({}), square(114.7, -3.3)).to_string();
    assert!(refused(one.as_bytes()).contains("single feature"));
    let system = json!({
        "type": "FeatureCollection",
        "crs": { "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::32750" } },
        "features": [feature(json!({}), square(114.7, -3.3))]
    });
    assert!(refused(system.to_string().as_bytes()).contains("EPSG::32750"));
    let large = vec![b' '; usize::try_from(LARGEST_FILE).unwrap() + 1];
    assert!(refused(&large).contains("larger than 32 MB"));
    let many = vec![feature(json!({}), Value::Null); MOST_FEATURES + 1];
    assert!(refused(&collection(&many)).contains("more than 20000 features"));
}

#[test]
fn an_outline_is_kept_as_light_as_the_map_needs_it() {
    let points: Vec<[f64; 2]> = (0..=4000)
        .map(|step| {
            let turn = f64::from(step % 4000) / 4000.0 * std::f64::consts::TAU;
            [114.7 + 0.05 * turn.cos(), -3.3 + 0.05 * turn.sin()]
        })
        .collect();
    let round = json!({ "type": "Polygon", "coordinates": [points] });
    let file = collection(&[feature(json!({ "code": "63.03.04.2007" }), round)]);
    let outlines = read(&file, &register()).unwrap();
    assert_eq!(outlines.points_read, 4001);
    assert!(
        (12..400).contains(&outlines.points_kept),
        "{}",
        outlines.points_kept
    );
}
