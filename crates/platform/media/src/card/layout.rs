//! Where everything on a card stands, written as SVG.

use std::fmt::Write;

use resvg::tiny_skia::Color;

use super::fonts::{CardFonts, Face};
use super::wrap::{self, Column, LEADING, TRACKING};
use super::{BAND_HEIGHT, Card, CardError, CardPalette, HEIGHT, WIDTH};

const MARGIN: u32 = 72;
const PHOTO_WIDTH: u32 = 500;
/// Between the text and what is right of it.
const GAP: u32 = 44;
/// Strips of cloth on a card without a photo.
const STRIPS: u32 = 2;
const VILLAGE_SIZE: f32 = 38.0;
const PLACE_SIZE: f32 = 26.0;
const KICKER_SIZE: f32 = 25.0;

/// A rectangle of whole pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// How the band lies on a card. Either way it ends at the right and the lower edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cloth {
    /// One strip along the foot, below the photo.
    Lying(Rect),
    /// Strips hanging at the right, where there is no photo.
    Hanging(Rect),
}

/// The areas of a card.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) cloth: Cloth,
    pub(super) photo: Option<Rect>,
    text_width: u32,
    /// Where the last line of the title stands.
    title_foot: u32,
}

impl Plan {
    pub(super) fn of(with_photo: bool) -> Self {
        if with_photo {
            let (left, foot) = (WIDTH - PHOTO_WIDTH, HEIGHT - BAND_HEIGHT);
            Self {
                cloth: Cloth::Lying(Rect {
                    x: 0,
                    y: foot,
                    width: WIDTH,
                    height: BAND_HEIGHT,
                }),
                photo: Some(Rect {
                    x: left,
                    y: 0,
                    width: PHOTO_WIDTH,
                    height: foot,
                }),
                text_width: left - MARGIN - GAP,
                title_foot: foot - 50,
            }
        } else {
            let width = STRIPS * BAND_HEIGHT;
            let left = WIDTH - width;
            Self {
                cloth: Cloth::Hanging(Rect {
                    x: left,
                    y: 0,
                    width,
                    height: HEIGHT,
                }),
                photo: None,
                text_width: left - MARGIN - GAP,
                title_foot: HEIGHT - MARGIN,
            }
        }
    }
}

/// A colour as SVG and as numbers.
#[derive(Clone, Debug)]
pub(super) struct Colour {
    text: String,
    rgb: [u8; 3],
}

impl Colour {
    fn read(text: &str) -> Result<Self, CardError> {
        let wrong = || CardError::Colour(text.to_owned());
        let digits = text.strip_prefix('#').ok_or_else(wrong)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let digits: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return Err(wrong()),
        };
        let number = u32::from_str_radix(&digits, 16).map_err(|_| wrong())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self::from([red, green, blue]))
    }

    pub(super) fn opaque(&self) -> Color {
        let [red, green, blue] = self.rgb;
        Color::from_rgba8(red, green, blue, 255)
    }

    /// This colour with a part of another (0 to 100) mixed in.
    fn mixed(&self, other: &Self, percent: u16) -> Self {
        let mut rgb = [0; 3];
        for (mixed, (own, its)) in rgb.iter_mut().zip(self.rgb.iter().zip(other.rgb)) {
            let sum = u16::from(*own) * (100 - percent) + u16::from(its) * percent;
            *mixed = u8::try_from(sum / 100).unwrap_or(u8::MAX);
        }
        Self::from(rgb)
    }
}

impl From<[u8; 3]> for Colour {
    fn from(rgb: [u8; 3]) -> Self {
        Self {
            text: format!("#{}", crate::hex(&rgb)),
            rgb,
        }
    }
}

/// The palette, read.
#[derive(Clone, Debug)]
pub(super) struct Colours {
    pub(super) paper: Colour,
    pub(super) brand: Colour,
    ink: Colour,
    accent: Colour,
    muted: Colour,
}

impl Colours {
    pub(super) fn read(palette: &CardPalette) -> Result<Self, CardError> {
        let paper = Colour::read(&palette.paper)?;
        let ink = Colour::read(&palette.ink)?;
        Ok(Self {
            brand: Colour::read(&palette.brand)?,
            accent: Colour::read(&palette.accent)?,
            muted: ink.mixed(&paper, 28),
            paper,
            ink,
        })
    }
}

/// Everything but the band and the photo, as SVG.
pub(super) fn compose(
    fonts: &CardFonts,
    card: &Card,
    colours: &Colours,
    plan: &Plan,
) -> Result<String, CardError> {
    let width = plan.text_width as f32;
    let (village, title) = fonts.with_ruler(Face::Bold, |ruler| {
        let village = ruler.drawable(&card.village);
        let mut title = ruler.drawable(&card.title);
        if title.is_empty() {
            title.clone_from(&village);
        }
        let village = wrap::one_line(ruler, &village, VILLAGE_SIZE, width);
        (village, wrap::set(ruler, &title, title_column(plan)))
    })?;
    let (place, kicker) = fonts.with_ruler(Face::Medium, |ruler| {
        let line = |text: &str, size| wrap::one_line(ruler, &ruler.drawable(text), size, width);
        (
            line(&card.place, PLACE_SIZE),
            line(card.kicker.as_deref().unwrap_or(""), KICKER_SIZE),
        )
    })?;

    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{}">"#,
        escape(fonts.family())
    );
    let mut put = |y: f32, size: f32, face: Face, colour: &Colour, tracking: f32, text: &str| {
        write!(
            svg,
            r#"<text x="{MARGIN}" y="{y:.1}" font-size="{size}" font-weight="{}" fill="{}" letter-spacing="{:.2}">{}</text>"#,
            face.weight(),
            colour.text,
            tracking * size,
            escape(text),
        )
        .expect("writing to a String never fails");
    };
    put(
        104.0,
        VILLAGE_SIZE,
        Face::Bold,
        &colours.brand,
        -0.01,
        &village,
    );
    put(144.0, PLACE_SIZE, Face::Medium, &colours.muted, 0.0, &place);

    // Short and long titles end at the same place.
    let bottom = plan.title_foot as f32;
    let lead = title.size * LEADING;
    let first = bottom - lead * (title.lines.len().saturating_sub(1)) as f32;
    for (index, line) in title.lines.iter().enumerate() {
        put(
            first + lead * index as f32,
            title.size,
            Face::Bold,
            &colours.ink,
            TRACKING,
            line,
        );
    }
    if !kicker.is_empty() {
        let y = first - title.size - 14.0;
        put(y, KICKER_SIZE, Face::Medium, &colours.brand, 0.0, &kicker);
    }
    write!(
        svg,
        r#"<rect x="{MARGIN}" y="170" width="64" height="6" rx="3" fill="{}"/></svg>"#,
        colours.accent.text
    )
    .expect("writing to a String never fails");
    Ok(svg)
}

fn title_column(plan: &Plan) -> Column {
    let narrow = plan.photo.is_some();
    Column {
        width: plan.text_width as f32,
        height: if narrow { 272.0 } else { 336.0 },
        lines: 4,
        largest: if narrow { 66.0 } else { 84.0 },
        smallest: if narrow { 38.0 } else { 46.0 },
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
