//! Files that are not read, each with a sentence of its own.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use sheets::{Limits, ReadError};
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;

use crate::support::{DIRTY, XLS, Xlsx, ods, read, zip};

fn compound(streams: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for name in streams {
        file.create_stream(name)
            .unwrap()
            .write_all(&[1; 5000])
            .unwrap();
    }
    file.into_inner().into_inner()
}

fn encrypted_zip() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .with_deprecated_encryption(b"rahasia")
        .unwrap();
    for name in ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"] {
        zip.start_file(name, options).unwrap();
        zip.write_all(b"<x/>").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cases() -> Vec<(&'static str, Vec<u8>, ReadError)> {
    let ods_with_password = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ("content.xml", "x"),
    ]);
    let unfinished = Xlsx::new()
        .sheet("Data", "<sheetData><row><c t=\"inlineStr\"><is>")
        .bytes();
    let mut xls_with_password = XLS.to_vec();
    // The record after the first becomes FILEPASS.
    let first = xls_with_password
        .windows(4)
        .position(|bytes| bytes == [9, 8, 16, 0])
        .unwrap();
    xls_with_password[first + 20..first + 22].copy_from_slice(&[0x2F, 0]);
    vec![
        ("no byte", Vec::new(), ReadError::Empty),
        (
            "blanks only",
            b"\xEF\xBB\xBF \r\n\r\n".to_vec(),
            ReadError::Empty,
        ),
        (
            "only separators",
            b";;;\r\n;;;\r\n".to_vec(),
            ReadError::NoData,
        ),
        (
            "an empty sheet",
            Xlsx::new().sheet("A", "<sheetData/>").bytes(),
            ReadError::NoData,
        ),
        (
            "pdf",
            b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj".to_vec(),
            ReadError::Pdf,
        ),
        (
            "web page named xls",
            b"<html><table><tr><td>NIK".to_vec(),
            ReadError::Html,
        ),
        (
            "any zip",
            zip(&[("foto.jpg", "x"), ("data.xlsx", "y")]),
            ReadError::Archive,
        ),
        (
            "word",
            zip(&[
                ("[Content_Types].xml", "<Types/>"),
                ("word/document.xml", "<w/>"),
            ]),
            ReadError::Document,
        ),
        (
            "writer",
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", ""),
            ]),
            ReadError::Document,
        ),
        (
            "xlsb",
            zip(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.bin", "")]),
            ReadError::OldExcel,
        ),
        ("Excel 95", compound(&["/Book"]), ReadError::OldExcel),
        (
            "Word 2003",
            compound(&["/WordDocument"]),
            ReadError::Document,
        ),
        (
            "an installer",
            compound(&["/Sesuatu"]),
            ReadError::NotATable,
        ),
        (
            "xlsx with a password",
            compound(&["/EncryptionInfo", "/EncryptedPackage"]),
            ReadError::Password,
        ),
        (
            "xls with a password",
            xls_with_password,
            ReadError::Password,
        ),
        (
            "ods with a password",
            ods_with_password,
            ReadError::Password,
        ),
        ("zip with a password", encrypted_zip(), ReadError::Password),
        (
            "half a workbook",
            DIRTY[..DIRTY.len() / 2].to_vec(),
            ReadError::Damaged,
        ),
        (
            "half an old workbook",
            XLS[..XLS.len() / 2].to_vec(),
            ReadError::Damaged,
        ),
        ("unfinished xml", unfinished, ReadError::Damaged),
        (
            "ods without a table",
            zip(&[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", "<x>"),
            ]),
            ReadError::Damaged,
        ),
        (
            "ods without cells",
            ods("", "<table:table table:name=\"A\"></table:table>"),
            ReadError::NoData,
        ),
        (
            "a picture",
            b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0".to_vec(),
            ReadError::NotATable,
        ),
        (
            "an open quote",
            b"a;b\n1;\"x\n2;y\n".to_vec(),
            ReadError::OpenQuote { row: 2 },
        ),
    ]
}

#[test]
fn every_file_that_is_no_table_is_told_what_it_is() {
    for (name, bytes, error) in cases() {
        assert_eq!(read(&bytes).err(), Some(error), "{name}");
    }
}

#[test]
fn sentences_are_polite_distinct_and_say_what_to_do() {
    let errors: Vec<ReadError> = cases().into_iter().map(|(_, _, error)| error).collect();
    let distinct: BTreeSet<&str> = errors.iter().map(|error| error.code()).collect();
    let sentences: BTreeSet<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(sentences.len(), distinct.len());
    for sentence in sentences {
        assert!(sentence.ends_with('.'), "{sentence}");
        let advice = ["Kirim", "kirim", "Pilih"];
        assert!(
            advice.iter().any(|word| sentence.contains(word)),
            "{sentence}"
        );
    }
}

#[test]
fn nothing_breaks_however_a_file_is_cut_or_bent() {
    // Each run is short; what matters is that none panics, hangs or asks for much memory.
    let limits = Limits {
        time: std::time::Duration::from_secs(5),
        ..Limits::default()
    };
    let odf = ods(
        "",
        "<table:table><table:table-row><table:table-cell/></table:table-row></table:table>",
    );
    for whole in [DIRTY, XLS, &odf] {
        let step = whole.len() / 97 + 1;
        for cut in (0..whole.len()).step_by(step) {
            let _ = sheets::read(&whole[..cut], &limits);
            let mut bent = whole.to_vec();
            bent[cut] ^= 0xFF;
            let _ = sheets::read(&bent, &limits);
        }
    }
}
