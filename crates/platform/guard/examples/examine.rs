//! Shows what the guard makes of a text: `cargo run -p guard --example examine -- FILE…`.
//!
//! A file that begins with `<` is read as HTML, any other as text. Without files, standard input is
//! read. Prints the decision, the time it took, and every reason.

use std::io::Read;
use std::time::Instant;

use guard::{Guard, Submission};

fn main() -> std::io::Result<()> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        show("-", &text);
    }
    for file in files {
        show(&file, &std::fs::read_to_string(&file)?);
    }
    Ok(())
}

fn show(name: &str, text: &str) {
    let guard = Guard::standard();
    let submission = if text.trim_start().starts_with('<') {
        Submission::html("", text)
    } else {
        Submission::text("", text)
    };
    let start = Instant::now();
    let verdict = guard.examine(&submission);
    let took = start.elapsed();
    println!(
        "{:?} {} {name} ({took:.1?})",
        verdict.decision, verdict.score
    );
    for reason in verdict.reasons {
        println!(
            "  {:3} {}: {} [{}]",
            reason.points, reason.rule, reason.why, reason.excerpt
        );
    }
}
