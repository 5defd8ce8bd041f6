//! What a file is, by its first bytes; and what it is not, in words.

use crate::ReadError;

/// The kinds of tables that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Xlsx,
    Xls,
    Ods,
    Csv,
}

/// What has to be opened to know more.
pub(super) enum Guess {
    Zip,
    Compound,
    Text,
}

const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const ARCHIVES: [&[u8]; 6] = [
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"Rar!\x1A\x07",
    b"7z\xBC\xAF\x27\x1C",
    b"\x1F\x8B\x08",
    b"BZh",
];
/// Excel 2 to 4, before compound files.
const OLD_EXCEL: [&[u8]; 3] = [
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
];

pub(super) fn guess(bytes: &[u8]) -> Result<Guess, ReadError> {
    let head = &bytes[..bytes.len().min(4096)];
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Guess::Zip);
    }
    if head.starts_with(COMPOUND) {
        return Ok(Guess::Compound);
    }
    if ARCHIVES.iter().any(|magic| head.starts_with(magic)) {
        return Err(ReadError::Archive);
    }
    if OLD_EXCEL.iter().any(|magic| head.starts_with(magic)) {
        return Err(ReadError::OldExcel);
    }
    if find(&head[..head.len().min(1024)], b"%PDF-") {
        return Err(ReadError::Pdf);
    }
    if head.starts_with(b"{\\rtf") {
        return Err(ReadError::Document);
    }
    markup(head)?;
    let is_utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if !is_utf16 && is_binary(head) {
        return Err(ReadError::NotATable);
    }
    Ok(Guess::Text)
}

/// Web pages and XML that are named .xls, as many programs of offices produce them.
fn markup(head: &[u8]) -> Result<(), ReadError> {
    let ascii: Vec<u8> = head
        .iter()
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let start = ascii
        .iter()
        .position(|byte| byte.is_ascii_graphic())
        .unwrap_or(ascii.len());
    let Some(text) = ascii.get(start..).filter(|text| text.starts_with(b"<")) else {
        return Ok(());
    };
    if find(text, b"office:spreadsheet") && find(text, b"<workbook") {
        return Err(ReadError::XmlSpreadsheet);
    }
    let html: [&[u8]; 7] = [
        b"<html",
        b"<!doctype html",
        b"<table",
        b"<head",
        b"<meta",
        b"<style",
        b"<div",
    ];
    if html.iter().any(|tag| find(text, tag)) {
        return Err(ReadError::Html);
    }
    if text.starts_with(b"<?xml") {
        Err(ReadError::NotATable)
    } else {
        Ok(())
    }
}

/// Control characters that no text has. A text in UTF-16 without a mark has NULs on one side only.
fn is_binary(head: &[u8]) -> bool {
    let nul = |at: usize| head.iter().skip(at).step_by(2).any(|byte| *byte == 0);
    let control = head
        .iter()
        .any(|byte| matches!(byte, 1..=8 | 14..=25 | 28..=31));
    control || (nul(0) && nul(1)) || head.len() < 4 && head.contains(&0)
}

fn find(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_named() {
        let cases: [(&[u8], ReadError); 15] = [
            (b"%PDF-1.7\n", ReadError::Pdf),
            (b"\n\n%PDF-1.4", ReadError::Pdf),
            (b"<!DOCTYPE HTML><html>", ReadError::Html),
            (b"\xEF\xBB\xBF <html xmlns:x=\"urn:excel\"><table>", ReadError::Html),
            (b"<table border=1><tr><td>NIK", ReadError::Html),
            (b"<\0h\0t\0m\0l\0>\0", ReadError::Html),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                ReadError::XmlSpreadsheet,
            ),
            (b"<?xml version=\"1.0\"?><rss>", ReadError::NotATable),
            (b"PK\x05\x06\0\0", ReadError::Archive),
            (b"Rar!\x1A\x07\x00", ReadError::Archive),
            (b"\x1F\x8B\x08\x00", ReadError::Archive),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", ReadError::NotATable),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01", ReadError::NotATable),
            (b"\x09\x04\x06\x00\x00\x00\x10\x00", ReadError::OldExcel),
            (b"{\\rtf1\\ansi", ReadError::Document),
        ];
        for (bytes, error) in cases {
            assert_eq!(guess(bytes).err(), Some(error), "{bytes:?}");
        }
    }

    #[test]
    fn texts_are_texts_in_every_encoding() {
        let cases: [&[u8]; 6] = [
            b"NIK;Nama\n",
            b"\xEF\xBB\xBFNIK",
            b"\xFF\xFEN\0I\0K\0",
            b"\xFE\xFF\0N\0I\0K",
            b"N\0I\0K\0;\0",
            b"Jos\xE9 \x93Budi\x94",
        ];
        for bytes in cases {
            assert!(matches!(guess(bytes), Ok(Guess::Text)), "{bytes:?}");
        }
    }
}
