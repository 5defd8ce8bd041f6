//! Strokes through all letters, and the patch that swaps ink and paper.

use std::f32::consts::TAU;

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};
use tiny_skia::{LineCap, LineJoin, Path, PathBuilder, Stroke};

use super::canvas::{Layer, Way};
use super::letters::Point;
use super::warp::Warp;
use super::{HEIGHT, WIDTH};

/// Two strokes from one side to the other, as thick as the thin parts of letters, so that what
/// removes them removes letters too. They ride on the same waves as the row.
pub(super) fn through(warp: &Warp, rng: &mut (impl Rng + ?Sized)) -> Vec<Layer> {
    let long = 0.0..WIDTH as f32;
    let start = WIDTH as f32 * rng.random_range(0.1..0.55);
    let short = start..start + WIDTH as f32 * rng.random_range(0.25..0.4);
    [long, short]
        .into_iter()
        .map(|reach| {
            let middle = HEIGHT as f32 * rng.random_range(0.42..0.56);
            let swing = rng.random_range(5.0..11.0);
            let length = rng.random_range(80.0..150.0);
            let phase = rng.random_range(0.0..TAU);
            let line: Vec<Point> = (0..=60_u8)
                .map(|step| {
                    let x = reach.start + (reach.end - reach.start) * f32::from(step) / 60.0;
                    warp.bend_point((x, middle + swing * (x * TAU / length + phase).sin()))
                })
                .collect();
            let width = rng.random_range(1.5..2.4);
            Layer::of(stroke(&line, width).iter())
        })
        .collect()
}

/// A winding band from top to bottom in which ink and paper change places. It covers one or two
/// letters that have neighbours, and its edges keep near the gaps: a letter of two halves is what
/// people misread.
pub(super) fn patch(gaps: &[f32], rng: &mut (impl Rng + ?Sized)) -> Layer {
    let covered = rng.random_range(1..=2);
    let edges: Vec<(f32, f32)> = gaps
        .iter()
        .zip(gaps.iter().skip(covered))
        .map(|(&left, &right)| (left, right))
        .collect();
    let third = WIDTH as f32 / 3.0;
    let (left, right) = edges.choose(rng).copied().unwrap_or((third, 2.0 * third));
    let middle = (left + right) / 2.0;
    let lean: f32 = rng.random_range(-0.25..0.25);
    let swing = rng.random_range(3.0..7.0);
    let length = rng.random_range(40.0..80.0);
    let phase = rng.random_range(0.0..TAU);
    Layer::ribbon(Way::Down, right - left, |y| {
        let wave = swing * (y * TAU / length + phase).sin();
        middle + lean * (y - HEIGHT as f32 / 2.0) + wave
    })
}

/// A line drawn with a round pen of this width.
fn stroke(line: &[Point], width: f32) -> Option<Path> {
    let (&(x, y), rest) = line.split_first()?;
    let mut builder = PathBuilder::new();
    builder.move_to(x, y);
    for &(x, y) in rest {
        builder.line_to(x, y);
    }
    let pen = Stroke {
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..Stroke::default()
    };
    builder.finish()?.stroke(&pen, 1.0)
}
