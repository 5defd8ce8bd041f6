//! The picture of a code: letters drawn by their outlines, bent together, cut into each other.
//!
//! Read in this order: `draw`, `letters`, `warp`, `strokes`, `ground`, `canvas`.
//!
//! What keeps machines from reading it: two strokes, as thick as thin parts of letters, run through
//! all letters and cancel where they meet them, as letters do that touch; a winding patch turns ink
//! into paper and paper into ink; bending leaves no line straight. So no threshold or filter gives
//! single letters. What keeps it readable: edges stay sharp, letters keep their order, a common line
//! and a fair size, none is turned far, and the patch keeps to whole letters.

mod canvas;
mod ground;
mod letters;
mod strokes;
mod warp;

use std::f32::consts::TAU;

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

use canvas::{Canvas, Layer};
use warp::Warp;

/// The width of the picture in pixels.
pub const WIDTH: u32 = 240;
/// The height of the picture in pixels.
pub const HEIGHT: u32 = 80;

/// Draws a code as a PNG of sixteen shades.
pub(crate) fn draw(code: &str, rng: &mut (impl Rng + ?Sized)) -> Vec<u8> {
    let warp = Warp::random(rng);
    let mut ink = Layer::new();
    let row = letters::set(code, rng);
    let gaps = letters::gaps(&row);
    for outline in row {
        ink.cross(&letters::layer(&warp.bend(outline), rng));
    }
    for stroke in strokes::through(&warp, rng) {
        ink.cross(&stroke);
    }
    let patch = strokes::patch(&gaps, rng);
    ink.cross(&patch);

    let mut ground = ground::weave(rng);
    ground.clear(&patch);
    let mut canvas = Canvas::new(ground);
    canvas.lay(&ink, rng.random_range(0.0..TAU));
    canvas.encode(canvas::DYES.choose(rng).unwrap_or(&canvas::DYES[0]))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    /// What the page may weigh for one picture.
    const HEAVIEST: usize = 6 * 1024;

    #[test]
    fn every_picture_is_a_light_png() {
        let mut rng = StdRng::seed_from_u64(1);
        for _ in 0..100 {
            let file = draw("HKMR4", &mut rng);
            assert!(file.len() <= HEAVIEST, "{} bytes", file.len());
            let picture = image::load_from_memory(&file).unwrap().to_luma8();
            assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
            let dark = picture.pixels().filter(|pixel| pixel.0[0] < 128).count();
            let part = dark as f32 / (WIDTH * HEIGHT) as f32;
            assert!((0.15..0.60).contains(&part), "ink covers {part}");
        }
    }

    #[test]
    fn the_same_code_never_looks_the_same() {
        let mut rng = StdRng::seed_from_u64(2);
        let files: HashSet<Vec<u8>> = (0..50).map(|_| draw("TY347", &mut rng)).collect();
        assert_eq!(files.len(), 50);
    }

    #[test]
    fn any_text_can_be_drawn() {
        let mut rng = StdRng::seed_from_u64(3);
        for code in ["", "H", "?", "HKMRTY3479HKMRTY3479"] {
            assert!(!draw(code, &mut rng).is_empty(), "{code}");
        }
    }
}
