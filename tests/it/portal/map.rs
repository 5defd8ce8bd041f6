//! The map, and the outlines the district imports for it.

use std::{path::PathBuf, process::ExitCode};

use serde_json::{Value, json};
use support::{TestApp, TestVillage, command_line};

use super::{portal, rename, soon, suspend};

async fn import(app: &TestApp, file: &[u8]) -> ExitCode {
    let path: PathBuf = std::env::temp_dir().join(format!("{}.geojson", uuid::Uuid::new_v4()));
    std::fs::write(&path, file).unwrap();
    let code = command_line(&app.config, &["geo", "import", path.to_str().unwrap()]).await;
    std::fs::remove_file(&path).unwrap();
    code
}

fn outline(properties: Value, west: f64) -> Value {
    json!({
        "type": "Feature", "properties": properties,
        "geometry": { "type": "Polygon", "coordinates": [[
            [west, -3.35], [west + 0.1, -3.35], [west + 0.1, -3.25], [west, -3.25], [west, -3.35]
        ]] }
    })
}

fn collection(features: &[Value]) -> Vec<u8> {
    json!({ "type": "FeatureCollection", "features": features })
        .to_string()
        .into_bytes()
}

fn point(village: &TestVillage) -> String {
    format!(
        "<a href=\"http://{}:8080/\" tabindex=\"-1\"><title>",
        village.host()
    )
}

#[tokio::test]
async fn every_village_with_a_place_is_a_link_on_the_map_and_in_the_list() {
    let app = portal("map").await;
    let (one, other) = (app.village().await, app.village().await);
    rename(&app, &one, "Sungai <b>").await;
    let map = soon(&app, "/peta", |map| map.contains("Sungai &lt;b&gt;")).await;
    assert!(map.contains(&point(&one)) && map.contains(&point(&other)));
    assert!(!map.contains("class=\"lands\""), "no outline was imported");
    let list = map.split("Daftar menurut kecamatan").nth(1).unwrap();
    assert!(list.contains(&format!("http://{}:8080/", one.host())));

    let mut owner = app.database.owner().await.unwrap();
    sqlx::query("update platform.villages set latitude = null where code = $1")
        .bind(one.code.dotted())
        .execute(&mut owner)
        .await
        .unwrap();
    suspend(&app, &other).await;
    let map = soon(&app, "/peta", |map| !map.contains(&other.host())).await;
    assert!(map.contains("petanya belum dapat digambar"));
    assert!(map.contains(&one.host()), "the list has it all the same");
}

#[tokio::test]
async fn outlines_are_imported_again_and_again_and_never_from_a_broken_file() {
    let app = portal("outlines").await;
    let (one, other) = (app.village().await, app.village().await);
    rename(&app, &other, "Bi'ih").await;
    let district = &other.code.digits()[4..6];
    let file = collection(&[
        outline(json!({ "kode_desa": one.code.digits() }), 114.6),
        outline(
            json!({ "NAMOBJ": "BI IH", "WADMKC": format!("Kecamatan Uji {district}") }),
            114.8,
        ),
    ]);
    assert_eq!(import(&app, &file).await, ExitCode::SUCCESS);
    let map = soon(&app, "/peta", |map| map.contains("class=\"lands\"")).await;
    assert!(map.contains("Batas pada peta bersifat indikatif"));
    let kept = async || -> Vec<(String, i32, Value)> {
        sqlx::query_as(
            "select village_code, points, jsonb_build_array(outline, imported_at)
             from platform.village_shapes order by village_code",
        )
        .fetch_all(app.database.control())
        .await
        .unwrap()
    };
    let before = kept().await;
    assert_eq!(before.len(), 2);
    assert_eq!(import(&app, &file).await, ExitCode::SUCCESS);
    assert_eq!(kept().await, before, "a second run changes nothing");

    // Left over: told by the exit code, and what does fit is kept.
    let more = collection(&[
        outline(json!({ "kode_desa": one.code.digits() }), 114.5),
        outline(
            json!({ "nama": "Antah Berantah", "kecamatan": "Uji" }),
            114.9,
        ),
    ]);
    assert_eq!(import(&app, &more).await, ExitCode::FAILURE);
    let after = kept().await;
    assert_eq!(after.iter().filter(|row| before.contains(row)).count(), 1);

    // Broken, huge, not there: refused, and nothing changes.
    let mut huge = file.clone();
    huge.resize(33 * 1024 * 1024, b' ');
    for broken in [
        b"{\"type\":".to_vec(),
        b"PK\x03\x04\xff".to_vec(),
        huge,
        Vec::new(),
    ] {
        assert_eq!(import(&app, &broken).await, ExitCode::from(2));
    }
    let missing = ["geo", "import", "/does/not/exist.geojson"];
    assert_eq!(command_line(&app.config, &missing).await, ExitCode::from(2));
    let swapped = json!({
        "type": "Feature", "properties": { "kode": other.code.dotted() },
        "geometry": { "type": "Polygon", "coordinates": [[
            [-3.35, 114.6], [-3.35, 114.7], [-3.25, 114.7], [-3.35, 114.6]
        ]] }
    });
    assert_eq!(
        import(&app, &collection(&[swapped])).await,
        ExitCode::FAILURE
    );
    assert_eq!(kept().await, after);

    // The outline of a village that is suspended is not drawn.
    suspend(&app, &one).await;
    suspend(&app, &other).await;
    let map = soon(&app, "/peta", |map| !map.contains("class=\"lands\"")).await;
    assert!(!map.contains(&one.host()));
    soon(&app, "/sitemap.xml", |xml| !xml.contains("/kecamatan/")).await;
}
