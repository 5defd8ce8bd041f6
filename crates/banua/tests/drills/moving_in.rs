use crate::{moments::Moments, stage::Stage};

#[tokio::test]
async fn an_import_brings_everything_or_nothing() {
    let mut stage = Stage::new("banua_drill_import", 93).await;
    let (village, neighbour) = (stage.village(0).await, stage.village(1).await);
    stage.furnish(&village, "PINDAH").await;
    stage.furnish(&neighbour, "TETANGGA").await;
    stage.put_files(&village, 3).await;
    let file = stage.file("desa.tar.zst");
    stage.run(&["village", "export", "uji-0", &file]).await;
    let content = stage.content_of(&village).await;
    let before = stage.print_of(&neighbour).await;
    stage.drop_village(0).await;
    let line = ["village", "import", &file];
    let (said, usual) = stage.run(&line).await;
    assert_eq!(said["files"], 3);
    assert_eq!(stage.content_of(&village).await, content);
    stage.drop_village(0).await;

    let mut moments = Moments::of("import", usual);
    while let Some(after) = moments.next() {
        let was_killed = stage.cut_off(&line, after).await;
        let mut is_there = stage.is_there(&village).await;
        moments.note(was_killed, is_there);
        if !is_there && moments.is_time_to_finish() {
            let (_, took) = stage.run(&line).await;
            moments.took(took);
            is_there = true;
        }
        stage.everything_is_whole().await;
        assert_eq!(stage.print_of(&neighbour).await, before);
        if is_there {
            assert_eq!(stage.content_of(&village).await, content);
            stage.drop_village(0).await;
        }
    }
}
