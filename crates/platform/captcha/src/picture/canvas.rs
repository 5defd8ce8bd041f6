//! Layers of coverage, and the sheet they end on.

use tiny_skia::{FillRule, Mask, Path, Transform};

use super::{HEIGHT, WIDTH};

/// The colours of paper and ink: red, green, blue.
type Dye = ([u8; 3], [u8; 3]);

/// Dyes after the palettes Sungai, Ulin, Intan and Jingah.
pub(super) const DYES: [Dye; 4] = [
    ([0xf7, 0xf4, 0xec], [0x0b, 0x3f, 0x4a]),
    ([0xf8, 0xf3, 0xea], [0x4a, 0x2a, 0x14]),
    ([0xf4, 0xf5, 0xf4], [0x1b, 0x2f, 0x6b]),
    ([0xf9, 0xf2, 0xec], [0x6e, 0x1a, 0x1f]),
];

/// Shades in the picture; four bits each keep the file small.
const SHADES: u8 = 16;

/// Which way a ribbon runs.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Across,
    Down,
}

/// How much of each pixel is covered, from 0 to 1.
pub(super) struct Layer(Vec<f32>);

impl Layer {
    pub(super) fn new() -> Self {
        Self(vec![0.0; (WIDTH * HEIGHT) as usize])
    }

    /// What these paths cover together.
    pub(super) fn of<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut mask = Mask::new(WIDTH, HEIGHT).expect("the size is fixed and not zero");
        for path in paths {
            mask.fill_path(path, FillRule::Winding, true, Transform::identity());
        }
        Self(
            mask.data()
                .iter()
                .map(|&value| f32::from(value) / 255.0)
                .collect(),
        )
    }

    /// A ribbon of this width from edge to edge; `middle` tells where its middle is.
    pub(super) fn ribbon(way: Way, width: f32, middle: impl Fn(f32) -> f32) -> Self {
        let mut layer = Self::new();
        let (length, breadth) = match way {
            Way::Across => (WIDTH, HEIGHT),
            Way::Down => (HEIGHT, WIDTH),
        };
        for along in 0..length {
            let here = along as f32 + 0.5;
            let centre = middle(here);
            // A slanting ribbon is cut slantwise, and so wider than it is.
            let cut = (middle(here + 0.5) - middle(here - 0.5)).hypot(1.0);
            let reach = width * cut / 2.0 + 1.0;
            let from = (centre - reach).clamp(0.0, breadth as f32) as u32;
            let to = (centre + reach).clamp(0.0, breadth as f32) as u32;
            for across in from..to {
                let away = (across as f32 + 0.5 - centre).abs() / cut;
                let at = match way {
                    Way::Across => across * WIDTH + along,
                    Way::Down => along * WIDTH + across,
                };
                layer.0[at as usize] = (width / 2.0 - away + 0.5).clamp(0.0, 1.0);
            }
        }
        layer
    }

    /// Covers what exactly one of the two covers: what is on top of ink becomes paper.
    pub(super) fn cross(&mut self, other: &Self) {
        for (here, there) in self.0.iter_mut().zip(&other.0) {
            *here = *here + there - 2.0 * *here * there;
        }
    }

    /// Leaves blank what the other covers.
    pub(super) fn clear(&mut self, other: &Self) {
        for (here, there) in self.0.iter_mut().zip(&other.0) {
            *here *= 1.0 - there;
        }
    }

    /// Adds the other, paler than it is.
    pub(super) fn shade(&mut self, other: &Self, strength: f32) {
        for (here, there) in self.0.iter_mut().zip(&other.0) {
            *here = here.max(there * strength);
        }
    }
}

/// The sheet: darkness of each pixel, from 0 (paper) to 1 (ink).
pub(super) struct Canvas(Vec<f32>);

impl Canvas {
    pub(super) fn new(ground: Layer) -> Self {
        Self(ground.0)
    }

    /// Lays ink on the ground. Its darkness swells and fades across the picture from this phase on,
    /// so that no single threshold fits everywhere.
    pub(super) fn lay(&mut self, ink: &Layer, phase: f32) {
        for (at, (dark, &cover)) in self.0.iter_mut().zip(&ink.0).enumerate() {
            let x = (at % WIDTH as usize) as f32;
            let y = (at / WIDTH as usize) as f32;
            let strength = 0.88 + 0.12 * (x / 31.0 + y / 47.0 + phase).sin();
            *dark = *dark * (1.0 - cover) + strength * cover;
        }
    }

    /// A PNG with a palette of sixteen shades from paper to ink.
    pub(super) fn encode(&self, dye: &Dye) -> Vec<u8> {
        let (paper, ink) = *dye;
        let palette: Vec<u8> = (0..SHADES)
            .flat_map(|shade| mix(paper, ink, shade))
            .collect();
        let pixels: Vec<u8> = self
            .0
            .chunks_exact(2)
            .map(|pair| (level(pair[0]) << 4) | level(pair[1]))
            .collect();

        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&pixels))
            .expect("a vector takes every byte, and the size of the pixels is fixed");
        file
    }
}

fn level(dark: f32) -> u8 {
    // Saturating: the value is between 0 and 15.
    (dark.clamp(0.0, 1.0) * f32::from(SHADES - 1)).round() as u8
}

fn mix(paper: [u8; 3], ink: [u8; 3], shade: u8) -> [u8; 3] {
    let part = f32::from(shade) / f32::from(SHADES - 1);
    std::array::from_fn(|channel| {
        let (from, to) = (f32::from(paper[channel]), f32::from(ink[channel]));
        (from + (to - from) * part).round() as u8
    })
}
