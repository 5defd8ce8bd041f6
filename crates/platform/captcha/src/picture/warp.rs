//! Bends the whole row: letters keep their order, but no line stays straight and no two letters of
//! a kind stay alike.

use std::f32::consts::TAU;

use rand::{Rng, RngExt};

use super::letters::{Outline, Point, each_point};

/// A sum of slow waves in both directions.
pub(super) struct Warp {
    /// Push up and down along the row.
    rows: [Wave; 2],
    /// Push left and right down the picture.
    columns: [Wave; 2],
}

struct Wave {
    /// The push at its strongest, in pixels.
    reach: f32,
    /// Turns of phase per pixel along and across.
    along: f32,
    across: f32,
    phase: f32,
}

impl Warp {
    pub(super) fn random(rng: &mut (impl Rng + ?Sized)) -> Self {
        Self {
            rows: [
                Wave::random(2.0..4.5, 90.0..170.0, rng),
                Wave::random(0.6..1.3, 34.0..55.0, rng),
            ],
            columns: [
                Wave::random(1.0..2.5, 60.0..90.0, rng),
                Wave::random(0.5..1.0, 24.0..36.0, rng),
            ],
        }
    }

    pub(super) fn bend(&self, mut outline: Outline) -> Outline {
        each_point(&mut outline, |point| self.bend_point(point));
        outline
    }

    pub(super) fn bend_point(&self, (x, y): Point) -> Point {
        let right: f32 = self.columns.iter().map(|wave| wave.push(y, x)).sum();
        let down: f32 = self.rows.iter().map(|wave| wave.push(x, y)).sum();
        (x + right, y + down)
    }
}

impl Wave {
    fn random(
        reach: std::ops::Range<f32>,
        length: std::ops::Range<f32>,
        rng: &mut (impl Rng + ?Sized),
    ) -> Self {
        let length = rng.random_range(length);
        Self {
            reach: rng.random_range(reach),
            along: TAU / length,
            across: TAU / length * rng.random_range(-0.3..0.3),
            phase: rng.random_range(0.0..TAU),
        }
    }

    fn push(&self, along: f32, across: f32) -> f32 {
        self.reach * (along * self.along + across * self.across + self.phase).sin()
    }
}
