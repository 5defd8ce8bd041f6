//! What a challenge costs: the bytes of its picture and the time to make it.
//!
//! `cargo run -p captcha --release --example cost`

use std::time::{Duration, Instant};

use captcha::Challenge;

const MADE: usize = 1_000;

fn main() {
    let mut rng = rand::rng();
    // The first one reads the font and the words.
    let start = Instant::now();
    drop(Challenge::new(&mut rng));
    let first = start.elapsed();

    let mut made: Vec<(Duration, usize)> = (0..MADE)
        .map(|_| {
            let start = Instant::now();
            let challenge = Challenge::new(&mut rng);
            (start.elapsed(), challenge.image.len())
        })
        .collect();
    println!("the first after {first:.1?}, then {MADE} more");
    made.sort_unstable_by_key(|(time, _)| *time);
    let (middle, slow) = (made[MADE / 2].0, made[MADE * 99 / 100].0);
    println!("time:  {middle:.1?} in the middle, {slow:.1?} for the slowest of a hundred");
    let bytes = made.iter().map(|(_, bytes)| *bytes);
    let (sum, most) = bytes.fold((0, 0), |(sum, most), bytes| (sum + bytes, most.max(bytes)));
    println!("bytes: {} on average, {most} at most", sum / MADE);
}
