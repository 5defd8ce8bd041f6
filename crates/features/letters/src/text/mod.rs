//! The language in which a letter is written.
//!
//! Paragraphs are separated by empty lines. `*bold*`, points with `- ` or `1. `, and words in square
//! brackets; nothing else means anything.
//!
//! | written | printed |
//! |---|---|
//! | `[nama]`, `[nik]`, `[ttl]`, `[alamat]`, … | what is known of whoever the letter is about |
//! | `[desa]`, `[tanggal_surat]`, `[nomor_surat]`, … | what is known of the letter |
//! | `[keperluan]` | the answer to the question of that key |
//! | `[ayah.nama]` | a particular of somebody among the answers |
//! | `[penghasilan\|terbilang]` | in another form: `terbilang`, `huruf`, `hari`, `tanggal`, `jam`, `kapital`, `kecil` |
//! | `[identitas]`, `[identitas: nama, nik]`, `[identitas: ayah]`, `[identitas: ayah, nama, nik]` | rows about a person |
//! | `[rincian]`, `[rincian: merk, tahun]` | rows of answers; what may be left empty and was, is not there |
//! | `[daftar: pengikut]` | a table of people |
//! | `[tanda_tangan: saksi1, saksi2]` | a table in which people sign |
//! | `[mengetahui: ketua_rt, camat]` | a table in which officers sign |
//! | `[jika: sejak] …`, `[jika tidak: sejak] …` | a paragraph or point that is there only with, or without, that answer |
//!
//! A text is read against its kind ([`Text::parse`]), so that one with a word that means nothing is
//! never kept. Answers go in as what they are: brackets and stars in them stay brackets and stars.

mod block;
mod fill;
mod hole;
mod parse;
mod stars;
mod words;

#[cfg(test)]
mod tests;

pub use block::{Block, Row, Run, plain};
pub(crate) use fill::with_area;
pub use words::{HELP, forms, is_reserved, words_for};

use words::{Form, Officer, Particular, Reference};

/// The longest text of a letter, in characters.
pub const LONGEST: usize = 12_000;

/// A text that was read and understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    parts: Vec<Part>,
}

/// Something in a text that has to be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    pub text: String,
}

/// A part of the text with what it depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    when: Vec<When>,
    body: Body,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    Paragraph(Vec<Piece>),
    Points { numbered: bool, points: Vec<Point> },
    Block(BlockWord),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Point {
    when: Vec<When>,
    pieces: Vec<Piece>,
}

/// Only with, or only without, something.
#[derive(Debug, Clone, PartialEq, Eq)]
struct When {
    reference: Reference,
    known: bool,
}

/// A run of text, or a value that goes in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text {
        text: String,
        bold: bool,
    },
    Value {
        reference: Reference,
        form: Option<Form>,
        bold: bool,
    },
}

/// A word that stands for rows or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
enum BlockWord {
    /// Of the applicant, or of the question's person; rows where they were named.
    Identity {
        whose: Option<String>,
        rows: Option<Vec<Particular>>,
    },
    Details(Option<Vec<String>>),
    People(String),
    Signatures(Vec<String>),
    Officers(Vec<Officer>),
}
