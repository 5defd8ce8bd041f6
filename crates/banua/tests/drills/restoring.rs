use crate::{moments::Moments, stage::Stage};

#[tokio::test]
async fn a_restore_ends_in_the_one_state_or_the_other() {
    let mut stage = Stage::new("banua_drill_restore", 94).await;
    let (village, neighbour) = (stage.village(0).await, stage.village(1).await);
    stage.furnish(&village, "LAMA").await;
    stage.furnish(&neighbour, "TETANGGA").await;
    stage.put_files(&village, 3).await;
    let before = stage.print_of(&neighbour).await;
    let mut states = Vec::new();
    for change in [
        "",
        "update articles set title = 'Baru'; delete from officials;",
    ] {
        let text = format!("begin; set local search_path = \"{village}\"; {change} commit");
        stage.sql(&text).await;
        let (said, _) = stage.run(&["backup", "run", "uji-0"]).await;
        let key = said["exported"][0]["key"].as_str().unwrap().to_owned();
        states.push((key, stage.content_of(&village).await));
    }
    let restore =
        |key: &str| ["village", "restore", "uji-0", "--yes", "--from", key].map(str::to_owned);
    let words = restore(&states[0].0);
    let (said, usual) = stage.run(&words.each_ref().map(String::as_str)).await;
    assert_eq!(said["files"], 3);
    assert!(said["before"].as_str().unwrap().starts_with("backup/"));
    assert_eq!(stage.content_of(&village).await, states[0].1);

    let (mut is, mut wanted) = (0, 1);
    let mut moments = Moments::of("restore", usual);
    while let Some(after) = moments.next() {
        let words = restore(&states[wanted].0);
        let words = words.each_ref().map(String::as_str);
        let was_killed = stage.cut_off(&words, after).await;
        let content = stage.content_of(&village).await;
        let mut is_done = content == states[wanted].1;
        assert!(
            is_done || content == states[is].1,
            "neither one nor the other"
        );
        moments.note(was_killed, is_done);
        if !is_done && moments.is_time_to_finish() {
            let (_, took) = stage.run(&words).await;
            moments.took(took);
            assert_eq!(stage.content_of(&village).await, states[wanted].1);
            is_done = true;
        }
        stage.everything_is_whole().await;
        assert_eq!(stage.print_of(&neighbour).await, before);
        if is_done {
            std::mem::swap(&mut is, &mut wanted);
        }
    }
}
