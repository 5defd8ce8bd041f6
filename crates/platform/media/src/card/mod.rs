//! Share cards: the 1200×630 picture that WhatsApp, Facebook and others show for an address.
//!
//! A card is laid out as SVG (the village's name and place, a label, the title, its sasirangan
//! band), drawn without system fonts, and joined with the photo when there is one.

mod band;
mod fonts;
mod layout;
mod wrap;

use image::RgbImage;
use jpeg_encoder::SamplingFactor;
use resvg::tiny_skia::{Pixmap, Transform};

use crate::picture::{self, PictureError};

pub use fonts::CardFonts;

pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;
pub const BAND_HEIGHT: u32 = 84;
/// WhatsApp leaves heavier pictures out.
pub const MAX_BYTES: usize = 250_000;
const QUALITIES: [u8; 6] = [88, 82, 75, 66, 55, 40];

/// What a card shows.
#[derive(Clone, Debug)]
pub struct Card {
    /// The village's own sasirangan band: an SVG with a size in pixels and literal colours, best
    /// [`WIDTH`] by [`BAND_HEIGHT`]; other sizes are scaled to the height and repeated.
    pub band_svg: String,
    pub palette: CardPalette,
    /// "Desa Pembantanan"
    pub village: String,
    /// "Kec. Sungai Tabuk, Kab. Banjar"
    pub place: String,
    pub title: String,
    /// A short label above the title, such as the category or a date.
    pub kicker: Option<String>,
    /// JPEG, PNG or WebP.
    pub photo: Option<Vec<u8>>,
}

/// Colours as `#rgb` or `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPalette {
    pub paper: String,
    pub ink: String,
    pub brand: String,
    pub brand_ink: String,
    pub accent: String,
}

/// Why a card could not be drawn: always our own material, never the visitor's fault.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    #[error("`{0}` is no colour like #0b5a5e")]
    Colour(String),
    #[error("fonts: {0}")]
    Fonts(String),
    #[error("the band cannot be drawn: {0}")]
    Band(String),
    #[error("the photo cannot be used: {0}")]
    Photo(#[source] PictureError),
    #[error("the card cannot be drawn: {0}")]
    Drawing(String),
}

/// Draws a card as JPEG of less than 250 KB. Takes some 100 ms of CPU.
pub fn draw(fonts: &CardFonts, card: &Card) -> Result<Vec<u8>, CardError> {
    let colours = layout::Colours::read(&card.palette)?;
    let plan = layout::Plan::of(card.photo.is_some());
    let mut canvas = Pixmap::new(WIDTH, HEIGHT)
        .ok_or_else(|| CardError::Drawing("no canvas of that size".to_owned()))?;
    canvas.fill(colours.paper.opaque());

    let svg = layout::compose(fonts, card, &colours, &plan)?;
    let tree = fonts
        .parse(&svg)
        .map_err(|error| CardError::Drawing(error.to_string()))?;
    resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
    band::draw(&mut canvas, fonts, &card.band_svg, &colours, plan.cloth)?;

    let mut picture = opaque(&canvas);
    if let (Some(photo), Some(place)) = (&card.photo, plan.photo) {
        let photo = cover(photo, place.width, place.height).map_err(CardError::Photo)?;
        image::imageops::replace(&mut picture, &photo, i64::from(place.x), i64::from(place.y));
    }
    encode(&picture)
}

/// The photo, upright, filling the place and cut at the sides it is too long on.
fn cover(photo: &[u8], width: u32, height: u32) -> Result<RgbImage, PictureError> {
    let decoded = picture::decode(photo)?;
    let (own_width, own_height) = (f64::from(decoded.width), f64::from(decoded.height));
    let scale = (f64::from(width) / own_width).max(f64::from(height) / own_height);
    let fit = |own: f64, least: u32| ((own * scale).round() as u32).max(least);
    let size = (fit(own_width, width), fit(own_height, height));
    // A strip of 20000×10 would be enormous once it is high enough.
    if u64::from(size.0) * u64::from(size.1) > picture::MAX_PIXELS {
        return Err(PictureError::TooLong {
            width: decoded.width,
            height: decoded.height,
        });
    }
    let filled = decoded.into_upright(size);
    // Faces and horizons are rather above the middle.
    let (left, top) = ((size.0 - width) / 2, (size.1 - height) * 2 / 5);
    Ok(picture::flatten(&filled.crop_imm(left, top, width, height)))
}

/// The canvas has no transparent pixel: it was filled with paper first.
fn opaque(canvas: &Pixmap) -> RgbImage {
    RgbImage::from_fn(canvas.width(), canvas.height(), |x, y| {
        canvas.pixel(x, y).map_or(image::Rgb([255; 3]), |pixel| {
            image::Rgb([pixel.red(), pixel.green(), pixel.blue()])
        })
    })
}

fn encode(picture: &RgbImage) -> Result<Vec<u8>, CardError> {
    for quality in QUALITIES {
        // Letters need their colours at full resolution.
        let bytes = picture::jpeg(picture, quality, SamplingFactor::F_1_1)
            .map_err(|error| CardError::Drawing(format!("{error:?}")))?;
        if bytes.len() < MAX_BYTES {
            return Ok(bytes);
        }
    }
    Err(CardError::Drawing(
        "no quality makes it small enough".to_owned(),
    ))
}
