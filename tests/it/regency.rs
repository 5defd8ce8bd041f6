//! The whole regency from `tenants/`, and the command line that keeps it.

use std::process::ExitCode;

use config::Secret;
use support::{TestApp, command_line, own_database, root, text};

async fn regency(name: &str) -> TestApp {
    let (owner, service) = own_database(name).await;
    TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
    })
    .await
}

#[tokio::test]
async fn all_290_villages_answer_with_what_is_true_of_them() {
    let app = regency("banua_it_regency").await;
    let folder = root().join("tenants/banjar");
    let folder = folder.to_str().unwrap();
    let apply = ["village", "apply", folder, "--yes", "--no-media"];
    assert_eq!(command_line(&app.config, &apply).await, ExitCode::SUCCESS);
    let (before,): (i64,) = sqlx::query_as("select count(*) from platform.village_events")
        .fetch_one(app.database.control())
        .await
        .unwrap();
    assert_eq!(command_line(&app.config, &apply).await, ExitCode::SUCCESS);
    let (after,): (i64,) = sqlx::query_as("select count(*) from platform.village_events")
        .fetch_one(app.database.control())
        .await
        .unwrap();
    assert_eq!(before, after, "the second run changed something");

    let list = std::fs::read_to_string(root().join("tenants/banjar/villages.csv")).unwrap();
    let mut visited = 0;
    for row in list.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let (code, name, kind, subdistrict, slug) =
            (fields[0], fields[1], fields[2], fields[4], fields[6]);
        let response = app.get(&format!("{slug}.localhost"), "/").await;
        assert_eq!(response.status(), 200, "{slug}");
        let body = text(response).await;
        let kind = if kind == "desa" { "Desa" } else { "Kelurahan" };
        let name = format!("{kind} {name}").replace('\'', "&#39;");
        assert!(body.contains(&name), "{slug} does not say {name}");
        assert!(
            body.contains(&format!("Kec. {subdistrict}, Kab. Banjar")),
            "{slug}"
        );
        assert!(body.contains(code), "{slug}");
        if kind == "Kelurahan" {
            let officials =
                text(app.get(&format!("{slug}.localhost"), "/pemerintahan").await).await;
            assert!(
                !officials.contains("Permusyawaratan"),
                "{slug} is no desa and has no BPD"
            );
        }
        visited += 1;
    }
    assert_eq!(visited, 290);
    let home = text(app.get("pembantanan.localhost", "/").await).await;
    for shown in [
        "Desa Pembantanan",
        "Kec. Sungai Tabuk, Kab. Banjar",
        "kampung di tepi air",
        "/artikel/musim-hujan-siapkan-rumah",
    ] {
        assert!(
            home.contains(shown),
            "the home page of Pembantanan lacks {shown}"
        );
    }
}

#[tokio::test]
async fn the_command_line_makes_changes_and_takes_away_a_village() {
    let app = regency("banua_it_commands").await;
    let folder = root().join("tenants/banjar");
    let only = [
        "village",
        "apply",
        folder.to_str().unwrap(),
        "--yes",
        "--no-media",
        "--only",
        "tanipah",
    ];
    assert_eq!(command_line(&app.config, &only).await, ExitCode::SUCCESS);
    let run = async |line: &str| {
        let words: Vec<&str> = line.split('|').collect();
        command_line(&app.config, &words).await
    };
    let add = "village|add|--code|63.03.04.2999|--name|Desa Uji|--subdistrict|63.03.04";
    assert_eq!(run(add).await, ExitCode::SUCCESS);
    let status = async |host: &str| {
        // The service hears of it by a notification.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        app.get(host, "/").await.status().as_u16()
    };
    assert_eq!(status("desa-uji.localhost").await, 200);
    assert_eq!(run("village|suspend|desa-uji").await, ExitCode::SUCCESS);
    assert_eq!(status("desa-uji.localhost").await, 503);
    assert_eq!(run("village|resume|desa-uji").await, ExitCode::SUCCESS);
    assert_eq!(status("desa-uji.localhost").await, 200);
    assert_eq!(
        run("village|rename|desa-uji|--slug|uji-baru").await,
        ExitCode::SUCCESS
    );
    assert_eq!(status("desa-uji.localhost").await, 301);
    assert_eq!(status("uji-baru.localhost").await, 200);
    assert_eq!(
        run("village|drop|uji-baru").await,
        ExitCode::from(2),
        "without --yes --now"
    );
    assert_eq!(
        run("village|drop|uji-baru|--yes|--now").await,
        ExitCode::SUCCESS
    );
    assert_eq!(status("uji-baru.localhost").await, 404);

    for refused in [
        add.replace("63.03.04.2999", "63.03.04.29"),
        add.replace("63.03.04.2999", "63.03.01.2002"),
        format!("{add}|--slug|tanipah"),
        format!("{add}|--slug|www"),
        format!("{add}|--slug|Uji_Baru"),
        add.replace("|63.03.04|", "|63.03.99|")
            .replace("--subdistrict|63.03.04", "--subdistrict|63.03.99"),
        "village|show|tidak-ada".to_owned(),
        "village|nonsense".to_owned(),
    ] {
        assert_eq!(run(&refused).await, ExitCode::from(2), "{refused}");
    }
}

#[tokio::test]
async fn two_who_apply_at_once_wait_for_each_other() {
    let app = regency("banua_it_turns").await;
    let folder = root().join("tenants/banjar");
    let only = [
        "village",
        "apply",
        folder.to_str().unwrap(),
        "--yes",
        "--no-media",
        "--only",
        "tanipah",
    ];
    let (one, other) = tokio::join!(
        command_line(&app.config, &only),
        command_line(&app.config, &only)
    );
    assert_eq!((one, other), (ExitCode::SUCCESS, ExitCode::SUCCESS));
}
