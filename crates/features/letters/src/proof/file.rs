//! The seal of a file: whether one dot of a PDF was changed since the village made it.
//!
//! A letter's keywords hold its QR's text and room for a seal. The press fills the room with zeros;
//! [`seal`] signs the SHA-256 of the file as it is then and writes the signature into the room, everywhere
//! the keywords are told. Whoever checks it writes the zeros back. So a file that was sealed is of the same
//! length, still a PDF/A, and the same for the same letter.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{Link, PublishedKeys, Signature, SigningKey, Verdict, verify_offline};

const PURPOSE: &[u8] = b"banua/file/1\0";
const MARK: &str = "banua-seal:";
/// Letters of a signature in base64.
const LENGTH: usize = 86;

/// The file has no room for a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file has no room for a seal")]
pub struct NoRoom;

/// The keyword into which the seal is written.
pub fn room() -> String {
    format!("{MARK}{}", "0".repeat(LENGTH))
}

/// Seals a file that was printed with [`room`] among its keywords.
///
/// # Errors
/// [`NoRoom`] for another file, and one that is sealed.
pub fn seal(mut pdf: Vec<u8>, key: &SigningKey) -> Result<Vec<u8>, NoRoom> {
    let places = places(&pdf);
    let is_empty = |at: &usize| pdf[*at..at + LENGTH].iter().all(|letter| *letter == b'0');
    if places.is_empty() || !places.iter().all(is_empty) {
        return Err(NoRoom);
    }
    let signature = BASE64_URL_SAFE_NO_PAD.encode(key.sign(&message(&pdf)).0);
    for at in places {
        pdf[at..at + LENGTH].copy_from_slice(signature.as_bytes());
    }
    Ok(pdf)
}

/// Whether a file is as it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// Every byte is as the village made it.
    Whole,
    /// Changed since, or sealed by somebody else than who signed the letter.
    Broken,
    /// There is none: nothing is known of the file itself.
    Missing,
}

/// What is to be thought of a PDF: of the letter it carries, and of the file.
pub fn verify(pdf: &[u8], keys: &PublishedKeys) -> (Verdict, Seal) {
    let Some(text) = text_of(pdf) else {
        return (Verdict::Unreadable, Seal::Missing);
    };
    (verify_offline(&text, keys), seal_of(pdf, &text, keys))
}

fn seal_of(pdf: &[u8], text: &str, keys: &PublishedKeys) -> Seal {
    let places = places(pdf);
    let Some(first) = places.first() else {
        return Seal::Missing;
    };
    let written = &pdf[*first..first + LENGTH];
    if written.iter().all(|letter| *letter == b'0') {
        // Printed and not sealed, as before it goes to another service.
        return Seal::Missing;
    }
    let key = Link::read(text).and_then(|link| keys.find(link.key));
    let signature = BASE64_URL_SAFE_NO_PAD.decode(written).ok();
    let signature = signature.and_then(|bytes| Signature::from_bytes(&bytes));
    let (Some((_, key)), Some(signature)) = (key, signature) else {
        return Seal::Broken;
    };
    if places.iter().any(|at| pdf[*at..at + LENGTH] != *written) {
        return Seal::Broken;
    }
    let mut blank = pdf.to_vec();
    for at in places {
        blank[at..at + LENGTH].fill(b'0');
    }
    if key.public.verify(&message(&blank), &signature) {
        Seal::Whole
    } else {
        Seal::Broken
    }
}

fn message(pdf: &[u8]) -> Vec<u8> {
    [PURPOSE, Sha256::digest(pdf).as_slice()].concat()
}

/// Where seals begin.
fn places(pdf: &[u8]) -> Vec<usize> {
    let ends = finds(pdf, MARK.as_bytes()).map(|at| at + MARK.len());
    ends.filter(|at| at + LENGTH <= pdf.len()).collect()
}

/// The QR's text among the keywords: an address that is one of a letter.
pub fn text_of(pdf: &[u8]) -> Option<String> {
    let starts = finds(pdf, b"HTTPS://").chain(finds(pdf, b"HTTP://"));
    starts
        .filter_map(|at| address(&pdf[at..]))
        .find(|text| Link::read(text).is_some())
}

/// The letters of an address from here on.
fn address(bytes: &[u8]) -> Option<String> {
    let is_of_it = |byte: &&u8| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"/:.-[]".contains(*byte)
    };
    let text: Vec<u8> = bytes
        .iter()
        .take(4_096)
        .take_while(is_of_it)
        .copied()
        .collect();
    String::from_utf8(text).ok()
}

fn finds<'a>(pdf: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = wanted.first().copied().unwrap_or_default();
    let starts = pdf
        .iter()
        .enumerate()
        .filter(move |(_, byte)| **byte == first);
    starts
        .filter(move |(at, _)| pdf[*at..].starts_with(wanted))
        .map(|(at, _)| at)
}
