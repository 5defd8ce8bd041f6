//! Where everything on a card stands, written as SVG.

use std::fmt::Write;

use resvg::tiny_skia::Color;

use super::fonts::{CardFonts, Face};
use super::wrap::{self, Column, LEADING, Set};
use super::{BAND_HEIGHT, Card, CardError, CardPalette, HEIGHT, WIDTH};

const MARGIN: u32 = 72;
const PHOTO_WIDTH: u32 = 500;
/// Between the text and what is right of it.
const GAP: u32 = 44;
/// Strips of cloth on a card without a photo.
const STRIPS: u32 = 2;
const VILLAGE_SIZE: f32 = 38.0;
const PLACE_SIZE: f32 = 26.0;
const KICKER_SIZE: f32 = 23.0;
const KICKER_PAD: f32 = 16.0;
const KICKER_HEIGHT: f32 = 42.0;

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
    brand_ink: Colour,
    accent: Colour,
    muted: Colour,
}

impl Colours {
    pub(super) fn read(palette: &CardPalette) -> Result<Self, CardError> {
        let paper = Colour::read(&palette.paper)?;
        let ink = Colour::read(&palette.ink)?;
        Ok(Self {
            brand: Colour::read(&palette.brand)?,
            brand_ink: Colour::read(&palette.brand_ink)?,
            accent: Colour::read(&palette.accent)?,
            muted: ink.mixed(&paper, 28),
            paper,
            ink,
        })
    }
}

/// The texts, cut and set to fit.
struct Words {
    village: String,
    place: String,
    title: Set,
    /// The label and how wide it is.
    kicker: Option<(String, f32)>,
}

impl Words {
    fn of(fonts: &CardFonts, card: &Card, plan: &Plan) -> Result<Self, CardError> {
        let width = plan.text_width as f32;
        let (village, title) = fonts.with_ruler(Face::Bold, |ruler| {
            let village = ruler.drawable(&card.village);
            let mut title = typographic(&ruler.drawable(&card.title));
            if title.is_empty() {
                title.clone_from(&village);
            }
            let village = wrap::one_line(ruler, &village, VILLAGE_SIZE, width);
            (village, wrap::set(ruler, &title, title_column(plan)))
        })?;
        fonts.with_ruler(Face::Medium, |ruler| {
            let place = ruler.drawable(&card.place);
            let kicker = ruler.drawable(card.kicker.as_deref().unwrap_or(""));
            let kicker = wrap::one_line(ruler, &kicker, KICKER_SIZE, width - 2.0 * KICKER_PAD);
            let kicker_width = ruler.width(&kicker) * KICKER_SIZE;
            Self {
                village,
                place: wrap::one_line(ruler, &place, PLACE_SIZE, width),
                title,
                kicker: (!kicker.is_empty()).then_some((kicker, kicker_width)),
            }
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
    let words = Words::of(fonts, card, plan)?;
    let left = MARGIN as f32;
    let mut drawing = Drawing::new(fonts.family());
    let bold = |size, colour| Pen {
        size,
        face: Face::Bold,
        colour,
    };
    let medium = |size, colour| Pen {
        size,
        face: Face::Medium,
        colour,
    };

    drawing.text(
        (left, 104.0),
        bold(VILLAGE_SIZE, &colours.brand),
        &words.village,
    );
    drawing.text(
        (left, 144.0),
        medium(PLACE_SIZE, &colours.muted),
        &words.place,
    );
    drawing.bar((left, 170.0), (64.0, 6.0), &colours.accent);

    // Short and long titles end at the same place.
    let Set { size, lines } = &words.title;
    let lead = size * LEADING;
    let first = plan.title_foot as f32 - lead * lines.len().saturating_sub(1) as f32;
    for (index, line) in lines.iter().enumerate() {
        drawing.text(
            (left, first + lead * index as f32),
            bold(*size, &colours.ink),
            line,
        );
    }
    if let Some((kicker, width)) = &words.kicker {
        let top = first - size - KICKER_HEIGHT - 8.0;
        drawing.bar(
            (left, top),
            (width + 2.0 * KICKER_PAD, KICKER_HEIGHT),
            &colours.brand,
        );
        let pen = medium(KICKER_SIZE, &colours.brand_ink);
        drawing.text((left + KICKER_PAD, top + KICKER_HEIGHT * 0.7), pen, kicker);
    }
    Ok(drawing.finish())
}

/// How a text is written.
struct Pen<'a> {
    size: f32,
    face: Face,
    colour: &'a Colour,
}

/// An SVG under way.
struct Drawing(String);

impl Drawing {
    fn new(family: &str) -> Self {
        let family = escape(family);
        Self(format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{family}">"#
        ))
    }

    fn text(&mut self, (x, y): (f32, f32), pen: Pen<'_>, text: &str) {
        let Pen { size, face, colour } = pen;
        let (weight, tracking) = (face.weight(), face.tracking() * size);
        let (fill, text) = (&colour.text, escape(text));
        self.put(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" font-weight="{weight}" letter-spacing="{tracking:.2}" fill="{fill}">{text}</text>"#
        ));
    }

    /// A rectangle with round corners, 10 pixels at most.
    fn bar(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), colour: &Colour) {
        let (round, fill) = ((height / 2.0).min(10.0), &colour.text);
        self.put(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="{round}" fill="{fill}"/>"#
        ));
    }

    fn put(&mut self, part: std::fmt::Arguments<'_>) {
        self.0
            .write_fmt(part)
            .expect("writing to a String never fails");
    }

    fn finish(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }
}

/// Typewriter quotes look poor at this size: "…" becomes “…” and ' becomes ’.
fn typographic(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        .map(|letter| {
            let opens = before == ' ' || before == '(';
            before = letter;
            match letter {
                '"' if opens => '“',
                '"' => '”',
                '\'' if opens => '‘',
                '\'' => '’',
                other => other,
            }
        })
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_turn_the_right_way() {
        assert_eq!(
            typographic("\"Gotong\" (\"Doa\") Ma'ruf"),
            "“Gotong” (“Doa”) Ma’ruf"
        );
    }

    #[test]
    fn colours_are_read_strictly() {
        assert_eq!(
            Colour::read("#0af").map(|colour| colour.text).unwrap(),
            "#00aaff"
        );
        for wrong in [
            "",
            "#",
            "0b5a5e",
            "#0b5a5",
            "#0b5a5g",
            "#ééé",
            "#0b5a5e\"/>",
        ] {
            assert!(Colour::read(wrong).is_err(), "{wrong:?}");
        }
    }
}
