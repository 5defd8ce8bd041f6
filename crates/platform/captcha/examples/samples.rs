//! Draws the samples of `docs/captcha.md`: six challenges of a fixed seed.
//!
//! `cargo run -p captcha --example samples -- docs/captcha` writes the pictures into that folder and
//! prints the table of the page.

use std::path::PathBuf;
use std::{env, fs, io};

use captcha::Challenge;
use rand::SeedableRng;
use rand::rngs::StdRng;

const SAMPLES: u32 = 6;

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("say into which folder, e.g. docs/captcha"));
    };
    fs::create_dir_all(&folder)?;
    let mut rng = StdRng::seed_from_u64(63_03);
    println!("| picture | code | question | answer |\n|---|---|---|---|");
    for number in 1..=SAMPLES {
        let made = Challenge::new(&mut rng);
        let name = format!("sample-{number}.png");
        fs::write(folder.join(&name), &made.image)?;
        println!(
            "| ![Bent letters](captcha/{name}) | `{}` | {} | {} |",
            made.expected.code,
            made.question,
            made.expected.answer.join(", ")
        );
    }
    Ok(())
}
