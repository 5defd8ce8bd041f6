use crate::{moments::Moments, stage::Stage};

#[tokio::test]
async fn a_village_is_made_whole_or_not_at_all() {
    let mut stage = Stage::new("banua_drill_provisioning", 91).await;
    let neighbour = stage.village(0).await;
    stage.furnish(&neighbour, "TETANGGA").await;
    let before = stage.print_of(&neighbour).await;
    let subdistrict = stage.code(0).subdistrict().dotted();
    let line = |number: usize, code: String| {
        ["village", "add", "--subdistrict", &subdistrict, "--code"]
            .into_iter()
            .map(str::to_owned)
            .chain([code, "--name".to_owned(), format!("Uji {number}")])
            .collect::<Vec<_>>()
    };
    let mut number = 1;
    let first = line(number, stage.code(number).dotted());
    let (_, usual) = stage
        .run(&first.iter().map(String::as_str).collect::<Vec<_>>())
        .await;

    let mut moments = Moments::of("provisioning", usual);
    number += 1;
    while let Some(after) = moments.next() {
        let words = line(number, stage.code(number).dotted());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let was_killed = stage.cut_off(&words, after).await;
        let schema = stage.code(number).into();
        let mut is_made = stage.is_there(&schema).await;
        moments.note(was_killed, is_made);
        if !is_made && moments.is_time_to_finish() {
            let (_, took) = stage.run(&words).await;
            moments.took(took);
            is_made = true;
        }
        stage.everything_is_whole().await;
        if is_made {
            // The register stays small, and the next one is as quick.
            stage.drop_village(number).await;
            number += 1;
        }
    }
    assert_eq!(stage.print_of(&neighbour).await, before);
}
