//! The cloth under the letters: rows of waves as on sasirangan, paler than the ink.

use std::f32::consts::TAU;

use rand::{Rng, RngExt};

use super::canvas::{Layer, Way};
use super::{HEIGHT, WIDTH};

/// The darkest the ground gets; the ink is at least twice as dark.
const DARKEST: f32 = 0.26;

/// Weaves a ground of waves and teeth that swell and thin out.
pub(super) fn weave(rng: &mut (impl Rng + ?Sized)) -> Layer {
    let mut ground = Layer::new();
    let length = rng.random_range(18.0..40.0);
    let swing = rng.random_range(3.0..6.0);
    let teeth = rng.random_bool(0.5);
    let lean: f32 = rng.random_range(-0.25..0.25);
    let mut height = rng.random_range(-20.0..-8.0);
    while height < HEIGHT as f32 + 20.0 {
        let phase = rng.random_range(0.0..TAU);
        let width = rng.random_range(1.5..4.0);
        let ribbon = Layer::ribbon(Way::Across, width, |x| {
            let turn = x * TAU / length + phase;
            let wave = if teeth { turn.sin().asin() } else { turn.sin() };
            height + lean * (x - WIDTH as f32 / 2.0) + swing * wave
        });
        ground.shade(&ribbon, rng.random_range(0.12..DARKEST));
        height += rng.random_range(7.0..13.0);
    }
    ground
}
