//! From pixels to the files that are served: WebP and JPEG, without a byte of metadata.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, RgbImage};
use jpeg_encoder::{ColorType, Encoder as JpegEncoder, SamplingFactor};

use super::decode::shrink;
use super::{PictureError, Variant};
use crate::keys::PublicFormat;

const WEBP_QUALITY: f32 = 76.0;
const JPEG_QUALITY: u8 = 80;
const PLACEHOLDER_LIMIT: usize = 200;

/// The picture in both formats.
pub(super) fn both(image: &DynamicImage) -> Result<[Variant; 2], PictureError> {
    let (width, height) = (image.width(), image.height());
    let webp = webp(image, WEBP_QUALITY)?;
    let jpeg = jpeg(&flatten(image), JPEG_QUALITY, SamplingFactor::F_2_2)?;
    Ok([
        Variant::new(width, height, PublicFormat::Webp, webp),
        Variant::new(width, height, PublicFormat::Jpeg, jpeg),
    ])
}

/// The picture as one JPEG.
pub(super) fn plain(image: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    jpeg(&flatten(image), JPEG_QUALITY, SamplingFactor::F_2_2)
}

/// A dozen or so pixels, to be blown up and blurred by the browser.
pub(super) fn placeholder(image: &DynamicImage) -> Result<String, PictureError> {
    if image.color().has_alpha() {
        return Ok(String::new());
    }
    for (side, quality) in [(16, 30.0), (16, 5.0), (10, 10.0), (6, 0.0), (2, 0.0)] {
        let longest = f64::from(image.width().max(image.height()));
        let scale = (f64::from(side) / longest).min(1.0);
        let fit = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        let tiny = shrink(image, (fit(image.width()), fit(image.height())))?;
        let address = format!(
            "data:image/webp;base64,{}",
            STANDARD.encode(webp(&tiny, quality)?)
        );
        if address.len() < PLACEHOLDER_LIMIT {
            return Ok(address);
        }
    }
    Ok(String::new())
}

fn webp(image: &DynamicImage, quality: f32) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (image.width(), image.height());
    let encoded = match image {
        DynamicImage::ImageRgba8(rgba) => {
            webp::Encoder::from_rgba(rgba, width, height).encode_simple(false, quality)
        }
        other => {
            webp::Encoder::from_rgb(&other.to_rgb8(), width, height).encode_simple(false, quality)
        }
    };
    match encoded {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(error) => Err(PictureError::Encoding(format!("WebP: {error:?}"))),
    }
}

/// The plainest kind of JPEG: one interleaved scan, which every reader gets right. (Huffman tables
/// of its own would save 7 % but make the encoder write a scan per colour.)
pub(crate) fn jpeg(
    image: &RgbImage,
    quality: u8,
    sampling: SamplingFactor,
) -> Result<Vec<u8>, PictureError> {
    let too_long = |_| PictureError::Encoding("JPEG: a side over 65,535".to_owned());
    let width = u16::try_from(image.width()).map_err(too_long)?;
    let height = u16::try_from(image.height()).map_err(too_long)?;
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(sampling);
    encoder
        .encode(image, width, height, ColorType::Rgb)
        .map_err(|error| PictureError::Encoding(format!("JPEG: {error}")))?;
    Ok(bytes)
}

/// JPEG knows no transparency: what shines through becomes white.
pub(crate) fn flatten(image: &DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(rgba) = image else {
        return image.to_rgb8();
    };
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        image::Rgb([red, green, blue].map(|channel| over_white(channel, alpha)))
    })
}

fn over_white(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    let mixed = (channel * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}
