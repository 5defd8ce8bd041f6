//! Letters as outlines: from the font to their place in the row.

use std::collections::HashMap;
use std::sync::LazyLock;

use rand::{Rng, RngExt};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use tiny_skia::{Path, PathBuilder, Stroke};

use super::canvas::Layer;
use super::{HEIGHT, WIDTH};
use crate::code;

/// A point of the picture, in pixels.
pub(super) type Point = (f32, f32);
/// Closed lines; the winding tells ink from hole.
pub(super) type Outline = Vec<Vec<Point>>;

/// Clear space left and right of the row, in pixels.
const MARGIN: f32 = 11.0;
/// The height of a letter before it is bent, in pixels.
const LETTER_HEIGHT: std::ops::Range<f32> = 44.0..51.0;
/// By how much of its width a letter reaches into the one before; below zero it stays away. Strokes
/// and bending bind them together, and people need to see where one ends.
const OVERLAP: std::ops::Range<f32> = -0.06..0.02;
/// The longest straight piece of an outline, in pixels: short enough to bend smoothly.
const PIECE: f32 = 2.0;

/// Sets the letters of a code in a row, each turned, slanted, stretched and lifted on its own.
pub(super) fn set(code: &str, rng: &mut (impl Rng + ?Sized)) -> Vec<Outline> {
    let mut right = 0.0;
    let mut row: Vec<Outline> = Vec::new();
    for letter in code.chars() {
        let mut outline = shape(letter, rng);
        let (left, width) = span(&outline);
        let reach = if row.is_empty() {
            0.0
        } else {
            rng.random_range(OVERLAP) * width
        };
        let shift = right - reach - left;
        let lift = rng.random_range(-5.0..5.0);
        each_point(&mut outline, |(x, y)| (x + shift, y + lift));
        right += width - reach;
        row.push(outline);
    }
    // The row fills the picture whatever letters it has; their height follows only a little.
    let stretch = (WIDTH as f32 - 2.0 * MARGIN) / right;
    let heighten = stretch.clamp(0.85, 1.05);
    for outline in &mut row {
        each_point(outline, |(x, y)| {
            (MARGIN + x * stretch, HEIGHT as f32 / 2.0 + y * heighten)
        });
    }
    row
}

/// Where each letter but the last ends and the next begins.
pub(super) fn gaps(row: &[Outline]) -> Vec<f32> {
    row.windows(2)
        .map(|pair| {
            let (left, width) = span(&pair[0]);
            let (next, _) = span(&pair[1]);
            (left + width + next) / 2.0
        })
        .collect()
}

/// What a letter covers; some are drawn a little bolder than the font has them.
pub(super) fn layer(outline: &Outline, rng: &mut (impl Rng + ?Sized)) -> Layer {
    let Some(path) = path(outline) else {
        return Layer::new();
    };
    let bold = Stroke {
        width: rng.random_range(0.4..1.8),
        ..Stroke::default()
    };
    let edge = path.stroke(&bold, 1.0);
    Layer::of([Some(path), edge].iter().flatten())
}

/// One letter around the origin, in pixels.
fn shape(letter: char, rng: &mut (impl Rng + ?Sized)) -> Outline {
    let weight = rng.random_range(0..WEIGHTS.len());
    let mut outline = GLYPHS.get(&(weight, letter)).cloned().unwrap_or_default();
    let height = rng.random_range(LETTER_HEIGHT);
    let width = height * rng.random_range(0.95..1.20);
    let slant: f32 = rng.random_range(-0.14..0.14);
    let (sin, cos) = rng.random_range(-0.17_f32..0.17).sin_cos();
    each_point(&mut outline, |(x, y)| {
        let (x, y) = (x * width + slant * y * height, y * height);
        (x * cos - y * sin, x * sin + y * cos)
    });
    outline
}

/// Where an outline begins, and how wide it is.
fn span(outline: &Outline) -> (f32, f32) {
    let xs = outline.iter().flatten().map(|point| point.0);
    let left = xs.clone().fold(f32::INFINITY, f32::min);
    let right = xs.fold(f32::NEG_INFINITY, f32::max);
    if left > right {
        (0.0, 0.0)
    } else {
        (left, right - left)
    }
}

pub(super) fn each_point(outline: &mut Outline, change: impl Fn(Point) -> Point) {
    for point in outline.iter_mut().flatten() {
        *point = change(*point);
    }
}

fn path(outline: &Outline) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for line in outline {
        let Some((&(x, y), rest)) = line.split_first() else {
            continue;
        };
        builder.move_to(x, y);
        for &(x, y) in rest {
            builder.line_to(x, y);
        }
        builder.close();
    }
    builder.finish()
}

const WEIGHTS: [&[u8]; 2] = [look::assets::CARD_FONT_MEDIUM, look::assets::CARD_FONT_BOLD];

/// Every letter of the alphabet in both weights: capital height 1, its middle at the origin.
static GLYPHS: LazyLock<HashMap<(usize, char), Outline>> = LazyLock::new(|| {
    let mut glyphs = HashMap::new();
    for (weight, bytes) in WEIGHTS.iter().enumerate() {
        let font = FontRef::new(bytes).expect("look carries whole fonts");
        for letter in code::ALPHABET.iter().copied().map(char::from) {
            glyphs.insert((weight, letter), glyph(&font, letter));
        }
    }
    glyphs
});

fn glyph(font: &FontRef, letter: char) -> Outline {
    let id = font
        .charmap()
        .map(letter)
        .expect("the font has every Latin capital and digit");
    let glyph = font
        .outline_glyphs()
        .get(id)
        .expect("a mapped glyph has an outline");
    let mut pen = Flattener::default();
    let settings = DrawSettings::unhinted(Size::new(60.0), LocationRef::default());
    glyph
        .draw(settings, &mut pen)
        .expect("an outline without instructions can be drawn");
    let mut outline = pen.lines;
    let (left, width) = span(&outline);
    let ys = || pen_ys(&outline);
    let (low, high) = (
        ys().fold(f32::INFINITY, f32::min),
        ys().fold(f32::NEG_INFINITY, f32::max),
    );
    let size = high - low;
    let (middle_x, middle_y) = (left + width / 2.0, low + size / 2.0);
    // Fonts count upwards, pictures downwards.
    each_point(&mut outline, |(x, y)| {
        ((x - middle_x) / size, (middle_y - y) / size)
    });
    outline
}

fn pen_ys(outline: &Outline) -> impl Iterator<Item = f32> + '_ {
    outline.iter().flatten().map(|point| point.1)
}

/// Turns curves and long lines into short straight pieces.
#[derive(Default)]
struct Flattener {
    lines: Outline,
}

impl Flattener {
    fn last(&self) -> Point {
        self.lines
            .last()
            .and_then(|line| line.last())
            .copied()
            .unwrap_or_default()
    }

    fn trace(&mut self, length: f32, along: impl Fn(f32) -> Point) {
        let pieces = (length / PIECE).ceil().clamp(1.0, 64.0) as u16;
        if let Some(line) = self.lines.last_mut() {
            line.extend((1..=pieces).map(|piece| along(f32::from(piece) / f32::from(pieces))));
        }
    }
}

fn distance(a: Point, b: Point) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn between(a: Point, b: Point, part: f32) -> Point {
    (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part)
}

impl OutlinePen for Flattener {
    fn move_to(&mut self, x: f32, y: f32) {
        self.lines.push(vec![(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (from, to) = (self.last(), (x, y));
        self.trace(distance(from, to), |part| between(from, to, part));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, control, to) = (self.last(), (cx, cy), (x, y));
        self.trace(distance(from, control) + distance(control, to), |part| {
            between(
                between(from, control, part),
                between(control, to, part),
                part,
            )
        });
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (from, first, second, to) = (self.last(), (cx0, cy0), (cx1, cy1), (x, y));
        let length = distance(from, first) + distance(first, second) + distance(second, to);
        self.trace(length, |part| {
            let middle = between(first, second, part);
            let start = between(between(from, first, part), middle, part);
            let end = between(middle, between(second, to, part), part);
            between(start, end, part)
        });
    }

    fn close(&mut self) {
        if let Some(&(x, y)) = self.lines.last().and_then(|line| line.first()) {
            self.line_to(x, y);
        }
    }
}
