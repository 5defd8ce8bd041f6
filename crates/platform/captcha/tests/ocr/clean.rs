//! The usual ways to make a picture ready for reading.

use image::imageops::{self, FilterType};
use image::{GrayImage, Luma};

/// A name, and the pieces that are read one after the other.
type Way = (&'static str, fn(&GrayImage) -> Vec<GrayImage>);

pub(super) const WAYS: &[Way] = &[
    ("as it is", |picture| vec![picture.clone()]),
    ("three times as large", |picture| vec![larger(picture)]),
    ("threshold", |picture| vec![threshold(picture)]),
    ("larger, threshold", |picture| {
        vec![threshold(&larger(picture))]
    }),
    ("median, larger, threshold", |picture| {
        vec![threshold(&larger(&median(picture)))]
    }),
    ("larger, local threshold", |picture| {
        vec![local_threshold(&larger(picture))]
    }),
    ("thin strokes wiped away, larger, threshold", |picture| {
        vec![threshold(&larger(&without_thin(picture)))]
    }),
    ("edges, larger", |picture| vec![larger(&edges(picture))]),
    ("larger, threshold, inverted", |picture| {
        vec![map(&threshold(&larger(picture)), |value| 255 - value)]
    }),
    ("band turned back, larger", |picture| {
        vec![larger(&turned_back(picture))]
    }),
    ("cut into five, larger", |picture| in_five(&larger(picture))),
    ("band turned back, cut into five, larger", |picture| {
        in_five(&larger(&turned_back(picture)))
    }),
];

fn larger(picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    imageops::resize(picture, width * 3, height * 3, FilterType::CatmullRom)
}

/// Black and white, cut where Otsu's rule says.
fn threshold(picture: &GrayImage) -> GrayImage {
    let mut counts = [0_u32; 256];
    for pixel in picture.pixels() {
        counts[usize::from(pixel.0[0])] += 1;
    }
    let all: f64 = f64::from(picture.width()) * f64::from(picture.height());
    let total: f64 = (0_u32..256)
        .map(|v| f64::from(v * counts[v as usize]))
        .sum();
    let (mut below, mut sum, mut best, mut cut) = (0.0, 0.0, 0.0, 127);
    for value in 0_u8..255 {
        let count = f64::from(counts[usize::from(value)]);
        below += count;
        sum += f64::from(value) * count;
        if below == 0.0 || below == all {
            continue;
        }
        let apart = sum / below - (total - sum) / (all - below);
        let spread = below * (all - below) * apart * apart;
        if spread > best {
            (best, cut) = (spread, value);
        }
    }
    map(picture, |value| if value <= cut { 0 } else { 255 })
}

/// Black where darker than its surroundings.
fn local_threshold(picture: &GrayImage) -> GrayImage {
    let mean = imageops::blur(picture, 10.0);
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let darker = picture.get_pixel(x, y).0[0].saturating_add(12) < mean.get_pixel(x, y).0[0];
        Luma([if darker { 0 } else { 255 }])
    })
}

/// Black where light and dark meet, whichever of them is the letter.
fn edges(picture: &GrayImage) -> GrayImage {
    nearby(picture, |values| 255 - (values[8] - values[0]))
}

fn median(picture: &GrayImage) -> GrayImage {
    nearby(picture, |values| values[4])
}

/// Wipes away dark strokes of up to two pixels, and grows the rest back.
fn without_thin(picture: &GrayImage) -> GrayImage {
    let thinned = nearby(picture, |values| values[8]);
    nearby(&thinned, |values| values[0])
}

/// Every pixel from the nine around it, in order of lightness.
fn nearby(picture: &GrayImage, pick: fn(&[u8; 9]) -> u8) -> GrayImage {
    let (width, height) = picture.dimensions();
    GrayImage::from_fn(width, height, |x, y| {
        let mut values: [u8; 9] = std::array::from_fn(|at| {
            let x = (x + at as u32 % 3).saturating_sub(1).min(width - 1);
            let y = (y + at as u32 / 3).saturating_sub(1).min(height - 1);
            picture.get_pixel(x, y).0[0]
        });
        values.sort_unstable();
        Luma([pick(&values)])
    })
}

/// Made for these pictures: follows the dark band from the upper and lower edge and makes its ink
/// paper and its paper ink.
fn turned_back(picture: &GrayImage) -> GrayImage {
    let mut plain = threshold(picture);
    let (width, height) = plain.dimensions();
    let mut band = vec![false; (width * height) as usize];
    let mut edge: Vec<(u32, u32)> = (0..width).flat_map(|x| [(x, 0), (x, height - 1)]).collect();
    while let Some((x, y)) = edge.pop() {
        let at = (y * width + x) as usize;
        if band[at] || plain.get_pixel(x, y).0[0] != 0 {
            continue;
        }
        band[at] = true;
        edge.extend((x > 0).then(|| (x - 1, y)));
        edge.extend((x + 1 < width).then_some((x + 1, y)));
        edge.extend((y > 0).then(|| (x, y - 1)));
        edge.extend((y + 1 < height).then_some((x, y + 1)));
    }
    for y in 0..height {
        let is_band = |x: &u32| band[(y * width + x) as usize];
        if let (Some(from), Some(to)) = ((0..width).find(is_band), (0..width).rfind(is_band)) {
            for x in from..=to {
                let pixel = &mut plain.get_pixel_mut(x, y).0[0];
                *pixel = 255 - *pixel;
            }
        }
    }
    plain
}

/// Made for these pictures: five pieces of the same width, a little of the neighbours in each, on
/// white.
fn in_five(picture: &GrayImage) -> Vec<GrayImage> {
    let (width, height) = picture.dimensions();
    let margin = width / 22;
    let step = (width - 2 * margin) / 5;
    let more = step / 16;
    (0..5)
        .map(|number| {
            let from = margin + number * step - more;
            let piece = imageops::crop_imm(picture, from, 0, step + 2 * more, height);
            let mut paper = GrayImage::from_pixel(step + 2 * more + 60, height + 60, Luma([255]));
            imageops::replace(&mut paper, &*piece, 30, 30);
            paper
        })
        .collect()
}

fn map(picture: &GrayImage, change: impl Fn(u8) -> u8) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        Luma([change(picture.get_pixel(x, y).0[0])])
    })
}
