//! The picture of a code: letters drawn by their outlines, bent together, cut into each other.
//!
//! Read in this order: [`draw`], [`letters`], [`warp`], [`strokes`], [`ground`], [`canvas`].
//!
//! What keeps machines from reading it: letters touch and overlap, and where they overlap they
//! cancel each other; strokes of the same thickness run through all of them and cancel too; a
//! winding patch turns ink into paper and paper into ink. So no threshold, filter or cut gives
//! single letters. What keeps it readable: edges stay sharp, letters keep their order, a common
//! line, a fair size, and no letter is turned far.

mod canvas;
mod ground;
mod letters;
mod strokes;
mod warp;

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
    for outline in letters::set(code, rng) {
        ink.cross(&letters::layer(&warp.bend(outline), rng));
    }
    for stroke in strokes::through(&warp, rng) {
        ink.cross(&stroke);
    }
    let patch = strokes::patch(rng);
    ink.cross(&patch);

    let mut ground = ground::weave(rng);
    ground.clear(&patch);
    let mut canvas = Canvas::new(ground, rng.random_range(0.0..std::f32::consts::TAU));
    canvas.lay(&ink);
    canvas.encode(rng.random_range(0..canvas::DYES.len()))
}
