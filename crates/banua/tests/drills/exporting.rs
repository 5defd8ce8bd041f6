use crate::{moments::Moments, stage::Stage};

#[tokio::test]
async fn an_export_that_is_kept_is_whole() {
    let mut stage = Stage::new("banua_drill_export", 95).await;
    let village = stage.village(0).await;
    stage.furnish(&village, "EKSPOR").await;
    stage.put_files(&village, 3).await;
    let before = stage.print_of(&village).await;
    let line = ["backup", "run", "uji-0"];
    let (_, usual) = stage.run(&line).await;

    let mut moments = Moments::of("export", usual);
    let mut kept = kept_of(&mut stage).await;
    while let Some(after) = moments.next() {
        let was_killed = stage.cut_off(&line, after).await;
        let now = kept_of(&mut stage).await;
        let is_done = now.iter().any(|key| !kept.contains(key));
        moments.note(was_killed, is_done);
        kept = now;
        assert!(!kept.is_empty(), "there always is an export");
    }
    assert_eq!(stage.print_of(&village).await, before, "it only reads");
    // Nobody waits for who was killed, and what was cut off is neither kept nor left lying about.
    let (said, _) = stage.run(&line).await;
    let last = said["exported"][0]["key"].as_str().unwrap().to_owned();
    let kept = kept_of(&mut stage).await;
    assert!(kept.contains(&last));
    let (stored, _) = stage.run(&["backup", "list", "uji-0", "--stored"]).await;
    let mut stored: Vec<String> = stored["stored"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["key"].as_str().unwrap().to_owned())
        .collect();
    stored.sort();
    assert_eq!(stored, kept);
    for key in kept.iter().rev().take(5) {
        let (said, _) = stage.run(&["backup", "drill", "--from", key]).await;
        assert_eq!(said["verdict"], "good");
    }
}

async fn kept_of(stage: &mut Stage) -> Vec<String> {
    let keys: Option<Vec<String>> = stage
        .one("select array_agg(key order by key) from platform.village_backups where status = 'kept'")
        .await;
    keys.unwrap_or_default()
}
