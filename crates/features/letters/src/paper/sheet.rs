//! A letter as the press takes it.

use std::sync::Arc;

use jiff::Timestamp;
use print::{Picture, Sheet};
use serde_json::{Value, json};

use crate::{
    proof::{CheckCode, Qr, file},
    text::Block,
};

use super::Content;

const TEMPLATE: &str = include_str!("../../templates/letters/letter.typ");

/// The sizes of paper that offices have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    A4,
    #[default]
    F4,
}

impl Size {
    /// Width and height in millimetres.
    fn sides(self) -> (u16, u16) {
        match self {
            Self::A4 => (210, 297),
            Self::F4 => (215, 330),
        }
    }
}

/// How readers find out whether the letter is true.
#[derive(Clone)]
pub struct Proof {
    /// What is in the QR, and the QR.
    pub qr: Qr,
    /// "pembantanan.banjarkab.go.id/verifikasi"
    pub place: String,
    pub code: CheckCode,
}

/// What stands around a letter and is no part of what it says.
#[derive(Clone, Default)]
pub struct Marks {
    /// Nothing for a letter that is signed by hand.
    pub proof: Option<Proof>,
    /// PNG, JPEG, WebP or SVG that was looked at when it came. Small ones are quick.
    pub logo: Option<Arc<[u8]>>,
    /// The village's strip of cloth as an SVG: [`Marks::band`].
    pub band: Arc<[u8]>,
    /// "PRATINJAU", "DIBATALKAN"
    pub watermark: Option<&'static str>,
    pub size: Size,
    pub made_at: Timestamp,
}

impl Marks {
    /// The strip of a village, as wide as a letter's text.
    pub fn band(code: &str, palette: look::Palette) -> Arc<[u8]> {
        look::band::standalone(code, palette, (1360, 24), 24)
            .into_bytes()
            .into()
    }
}

/// A letter, ready to be printed. The same content with the same marks is the same file.
pub fn sheet(content: &Content, marks: Marks) -> Sheet {
    let (width, height) = marks.size.sides();
    let logo = marks.logo.as_deref().and_then(name_of_logo);
    // The QR in words, for who has the file and no camera, and room for the seal.
    let keywords = marks.proof.as_ref();
    let keywords = keywords.map(|proof| vec![proof.qr.text().to_owned(), file::room()]);
    let number = content.number.as_deref().unwrap_or("tanpa nomor");
    let data = json!({
        "content": said(content),
        "marks": {
            "title": format!("{}, {number}", content.title),
            "keywords": keywords.unwrap_or_default(),
            "watermark": marks.watermark,
            "width": width,
            "height": height,
            "logo": logo,
            "electronic": marks.proof.is_some(),
            "until": content.unsaid_until(),
            "proof": marks.proof.as_ref().map(|proof| json!({
                "place": proof.place,
                "code": proof.code.to_string(),
            })),
        },
    });
    let mut sheet =
        Sheet::new(TEMPLATE, data, marks.made_at).with(Picture::new("band.svg", marks.band));
    if let (Some(name), Some(bytes)) = (logo, marks.logo) {
        sheet = sheet.with(Picture::new(name, bytes));
    }
    if let Some(proof) = marks.proof {
        sheet = sheet.with(Picture::new("qr.svg", proof.qr.svg().as_bytes()));
    }
    sheet
}

/// What the template reads of a content: with what a table looks like.
fn said(content: &Content) -> Value {
    let mut value = serde_json::to_value(content).unwrap_or(Value::Null);
    let Some(blocks) = value.get_mut("blocks").and_then(Value::as_array_mut) else {
        return value;
    };
    for (written, block) in blocks.iter_mut().zip(&content.blocks) {
        if let Block::Table { heads, lines } = block {
            written["widths"] = widths(heads, lines).into();
            let counts = heads.first().is_some_and(|head| head.starts_with("No"));
            written["counts"] = counts.into();
            written["lines"] = lines
                .iter()
                .map(|line| of_length(line, heads.len()))
                .collect();
        }
    }
    value
}

/// A line with a cell for each column, whatever it came with.
fn of_length(line: &[String], columns: usize) -> Vec<&str> {
    let cells = line.iter().map(String::as_str);
    cells.chain(std::iter::repeat("")).take(columns).collect()
}

/// Columns as wide as what stands in them asks for, none so narrow that words are torn.
fn widths(heads: &[String], lines: &[Vec<String>]) -> Vec<u64> {
    let letters = |text: &String| text.chars().count() as u64;
    let column = |(at, head): (usize, &String)| {
        let longest = lines.iter().filter_map(|line| line.get(at)).map(letters);
        let longest = longest.max().unwrap_or_default();
        let word = head.split(' ').map(|word| word.chars().count() as u64);
        longest
            .max(word.max().unwrap_or_default().max(4) + 1)
            .min(36)
    };
    heads.iter().enumerate().map(column).collect()
}

/// The name by which the template knows a logo; nothing for what is no picture it can show.
fn name_of_logo(bytes: &[u8]) -> Option<&'static str> {
    let is_svg = || {
        let start = &bytes[..bytes.len().min(1024)];
        String::from_utf8_lossy(start).contains("<svg")
    };
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("logo.png"),
        [0xff, 0xd8, 0xff, ..] => Some("logo.jpg"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("logo.webp"),
        _ if is_svg() => Some("logo.svg"),
        _ => None,
    }
}
