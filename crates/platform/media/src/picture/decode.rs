//! From bytes to upright sRGB pixels, within bounds that are checked before memory is asked for.

use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::kind::{self, Format};
use super::whole::{self, Jpeg};
use super::{Inspected, MAX_BYTES, MAX_PIXELS, MAX_SIDE, PictureError};

/// Enough for 80 megapixels with 8-bit transparency, and a little.
const MAX_MEMORY: u64 = 400 * 1024 * 1024;

type Decoder<'a> = Box<dyn ImageDecoder + 'a>;

/// Pixels as they were stored, and what is still to be done with them.
pub(crate) struct Decoded {
    image: DynamicImage,
    orientation: Orientation,
    profile: Option<ColorProfile>,
    /// Upright.
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Looks at the head only.
pub(super) fn look(bytes: &[u8]) -> Result<Inspected, PictureError> {
    open(bytes).map(|(_, inspected)| inspected)
}

/// Decodes the whole file; anything missing is an error.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, PictureError> {
    let (mut decoder, inspected) = open(bytes)?;
    if inspected.format == Format::Jpeg {
        match whole::examine(bytes) {
            Jpeg::Sound => {}
            Jpeg::CutOff => return Err(PictureError::Broken),
            Jpeg::ScanPerColour => return Err(PictureError::RareJpeg),
        }
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    limits.reserve(decoder.total_bytes()).map_err(reason)?;
    decoder.set_limits(limits).map_err(reason)?;
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(reason)?;
    let turned = is_turned(inspected.orientation);
    let (width, height) = (inspected.width, inspected.height);
    Ok(Decoded {
        image,
        orientation: inspected.orientation,
        profile: profile.and_then(|profile| ColorProfile::new_from_slice(&profile).ok()),
        width: if turned { height } else { width },
        height: if turned { width } else { height },
    })
}

impl Decoded {
    /// Shrinks to the given upright size, turns and brings the colours to sRGB; in this order,
    /// because each step is cheap once the picture is small.
    pub(crate) fn into_upright(self, (width, height): (u32, u32)) -> DynamicImage {
        let Self {
            image,
            orientation,
            profile,
            ..
        } = self;
        let stored = if is_turned(orientation) {
            (height, width)
        } else {
            (width, height)
        };
        let mut image = match shrink(&image, stored) {
            Ok(small) => small,
            // Only unheard-of pixel types get here: the slow way knows them all.
            Err(_) => image.resize_exact(stored.0, stored.1, image::imageops::Lanczos3),
        };
        image.apply_orientation(orientation);
        to_srgb(image, profile.as_ref())
    }
}

fn open(bytes: &[u8]) -> Result<(Decoder<'_>, Inspected), PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooHeavy { bytes: bytes.len() });
    }
    let format = kind::sniff(bytes).map_err(PictureError::Refused)?;
    let reader = Cursor::new(bytes);
    let mut decoder: Decoder<'_> = match format {
        Format::Jpeg => Box::new(JpegDecoder::new(reader).map_err(reason)?),
        Format::Png => Box::new(PngDecoder::new(reader).map_err(reason)?),
        Format::Webp => Box::new(WebPDecoder::new(reader).map_err(reason)?),
        Format::Gif => Box::new(GifDecoder::new(reader).map_err(reason)?),
    };
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(PictureError::TooManyPixels {
            megapixels: pixels.div_ceil(1_000_000),
        });
    }
    if width.max(height) > MAX_SIDE {
        return Err(PictureError::TooLong { width, height });
    }
    if pixels == 0 {
        return Err(PictureError::Broken);
    }
    // A picture whose EXIF cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((
        decoder,
        Inspected {
            format,
            width,
            height,
            orientation,
        },
    ))
}

fn is_turned(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Resizes with a filter that keeps edges; transparency is weighed in.
pub(crate) fn shrink(
    image: &DynamicImage,
    (width, height): (u32, u32),
) -> Result<DynamicImage, PictureError> {
    if (image.width(), image.height()) == (width, height) {
        return Ok(image.clone());
    }
    let mut small = DynamicImage::new(width, height, image.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new()
        .resize(image, &mut small, &options)
        .map_err(|error| PictureError::Encoding(error.to_string()))?;
    Ok(small)
}

/// Eight bits, RGB or RGBA (only when something really is transparent), sRGB.
fn to_srgb(image: DynamicImage, profile: Option<&ColorProfile>) -> DynamicImage {
    let grey = !image.color().has_color();
    let mut rgba = image.to_rgba8();
    if let Some(profile) = profile {
        let fits = match profile.color_space {
            DataColorSpace::Rgb => !grey,
            DataColorSpace::Gray => grey,
            // The decoder has turned CMYK into RGB already.
            _ => false,
        };
        if fits {
            apply_profile(&mut rgba, profile);
        }
    }
    if rgba.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(rgba).into_rgb8())
    } else {
        DynamicImage::ImageRgba8(rgba)
    }
}

/// A profile that cannot be used leaves the colours as they are: slightly off beats refused.
fn apply_profile(rgba: &mut image::RgbaImage, profile: &ColorProfile) {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let grey = profile.color_space == DataColorSpace::Gray;
    let from = if grey {
        Layout::GrayAlpha
    } else {
        Layout::Rgba
    };
    let Ok(transform) = profile.create_transform_8bit(from, &srgb, Layout::Rgba, options) else {
        return;
    };
    let source: Vec<u8> = if grey {
        rgba.pixels()
            .flat_map(|pixel| [pixel.0[0], pixel.0[3]])
            .collect()
    } else {
        rgba.as_raw().clone()
    };
    let mut converted = vec![0; rgba.as_raw().len()];
    if transform.transform(&source, &mut converted).is_ok() {
        rgba.copy_from_slice(&converted);
    }
}

fn reason(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooMuchMemory,
        _ => PictureError::Broken,
    }
}
