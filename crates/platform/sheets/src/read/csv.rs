//! Texts with separators, as spreadsheets and programs of offices write them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Terminator};

use super::{Kind, encoding, sheet::Collector};
use crate::formula::unguard;
use crate::limits::Budget;
use crate::{Cell, Epoch, ReadError, Workbook};

const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Records by which the separator is guessed.
const SAMPLE: usize = 50;
const SAMPLE_BYTES: usize = 200_000;
/// The longest text that a cell of Excel holds; longer ones come from a quote that nobody closed.
const LONGEST: usize = 32_767;

pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Workbook, ReadError> {
    let text = encoding::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let (body, first_row, separator) = layout(&text);
    let mut sheet = Collector::new(String::new());
    let mut number = first_row - 1;
    let mut record = StringRecord::new();
    let mut reader = reader(body, separator);
    let mut end = 0usize;
    let mut last = None;
    while reader
        .read_record(&mut record)
        .map_err(|_| ReadError::Damaged)?
    {
        budget.step()?;
        number += 1 + blank_lines(body, end);
        end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        last = last_of_several_lines(&record);
        for (column, field) in (0u32..).zip(&record) {
            if field.is_empty() {
                continue;
            }
            if field.chars().count() > LONGEST {
                return Err(ReadError::OpenQuote { row: number });
            }
            let cell = match unguard(field) {
                Some(text) => Cell::Text(text.to_owned()),
                None => Cell::from_text(field),
            };
            sheet.put(number, column, cell, budget)?;
        }
    }
    if last.is_some_and(|field| is_open(body, &field, separator)) {
        return Err(ReadError::OpenQuote { row: number });
    }
    Ok(Workbook {
        kind: Kind::Csv,
        epoch: Epoch::Year1900,
        sheets: vec![sheet.finish(budget)?],
    })
}

/// The text without Excel's line `sep=;`, the row it begins with, and its separator.
fn layout(text: &str) -> (&str, u32, u8) {
    let line = text.lines().next().unwrap_or_default();
    let named = line
        .trim_matches('"')
        .strip_prefix("sep=")
        .map(str::as_bytes);
    if let Some([separator]) = named {
        let rest = &text[line.len()..];
        let rest = rest.strip_prefix('\r').unwrap_or(rest);
        return (rest.strip_prefix('\n').unwrap_or(rest), 2, *separator);
    }
    (text, 1, guess(text))
}

/// The separator that cuts the most records, and those into the same, large, number of fields.
fn guess(text: &str) -> u8 {
    let records = separators_by_record(text);
    let score = |index: usize| {
        let mut usual = BTreeMap::new();
        for record in &records {
            *usual.entry(record[index]).or_insert(0usize) += 1;
        }
        let divided = records.len() - usual.get(&0).unwrap_or(&0);
        let usual = usual
            .into_iter()
            .max_by_key(|(found, count)| (*count, Reverse(*found)));
        (divided, usual.map_or(0, |(found, count)| found * count))
    };
    let best = (0..SEPARATORS.len())
        .rev()
        .max_by_key(|index| score(*index));
    best.map_or(b',', |index| SEPARATORS[index])
}

/// How many of each separator stand outside of quotes, in the first records. A quote opens at the
/// beginning of a field, whichever separator it may turn out to be that begins one.
fn separators_by_record(text: &str) -> Vec<[usize; 4]> {
    let mut records = Vec::new();
    let mut found = [0; 4];
    let mut quoted = false;
    let mut at_start = true;
    let mut blank = true;
    for byte in text.bytes().take(SAMPLE_BYTES) {
        if quoted {
            // A doubled quote closes and opens again.
            quoted = byte != b'"';
            at_start = !quoted;
            continue;
        }
        match byte {
            b'"' if at_start => quoted = true,
            b'\r' | b'\n' => {
                if !blank {
                    records.push(found);
                }
                (found, blank, at_start) = ([0; 4], true, true);
                if records.len() == SAMPLE {
                    break;
                }
                continue;
            }
            _ => {
                let separator = SEPARATORS.iter().position(|separator| *separator == byte);
                if let Some(index) = separator {
                    found[index] += 1;
                }
                at_start = separator.is_some();
            }
        }
        blank = false;
    }
    if !blank {
        records.push(found);
    }
    records
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .terminator(Terminator::CRLF)
        .from_reader(text.as_bytes())
}

/// Blank lines between two records: the reader leaves them out, a spreadsheet does not.
fn blank_lines(text: &str, from: usize) -> u32 {
    let bytes = text.as_bytes();
    let mut at = from;
    let rest_of_break = at > 0 && bytes.get(at - 1) == Some(&b'\r');
    if rest_of_break && bytes.get(at) == Some(&b'\n') {
        at += 1;
    }
    let mut lines = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b'\r' | b'\n' => at += 1,
            _ => break,
        }
        lines += 1;
    }
    lines
}

/// The last field of a record, when it goes over several lines.
fn last_of_several_lines(record: &StringRecord) -> Option<String> {
    let last = record.iter().next_back()?;
    last.contains(['\n', '\r']).then(|| last.to_owned())
}

/// Whether the last field of all began with a quote that was never closed: then it took all lines after
/// it.
fn is_open(text: &str, field: &str, separator: u8) -> bool {
    let breaks = ['\r', '\n'];
    let quoted = format!("\"{}", field.trim_end_matches(breaks).replace('"', "\"\""));
    let written = text.trim_end_matches(breaks).strip_suffix(&quoted);
    written.is_some_and(|before| {
        before.is_empty() || before.ends_with(['\n', '\r', char::from(separator)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let workbook = read(text.as_bytes(), &mut Budget::new(Limits::default())).unwrap();
        workbook.sheets[0]
            .rows
            .iter()
            .map(|row| {
                let texts = (0..row.width()).map(|column| row.cell(column).text());
                (row.number, texts.map(Option::unwrap_or_default).collect())
            })
            .collect()
    }

    #[test]
    fn the_separator_is_guessed() {
        for (text, separator) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b;c\n1,5;2,5;3,5\n", b';'),
            ("a\tb\tc\n1\t2\t3\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("Nama;Gelar\n\"Budi, S.Pd\";x\nSiti, M.Pd;y\n", b';'),
            ("nama,catatan\nBudi,\"a;b;c;d;e\"\nSiti,\"x;y\"\n", b','),
            ("Daftar penduduk\n\nNIK;Nama;RT\n1;2;3\n4;5;6\n", b';'),
            (
                "Data Desa A, Kecamatan B\nNIK;Alamat\n1;Jl. Mawar, RT 1\n",
                b';',
            ),
            ("Satu,Dua\na\n\",\",\n", b','),
            ("Satu,Dua\n,\";\"\n\"x;\ny|\"\";z\"\n", b','),
            ("satu kolom\nsaja\n", b';'),
        ] {
            assert_eq!(guess(text), separator, "{text:?}");
        }
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_shows() {
        for text in [
            "NIK;Nama\n\n\n1;Budi\n;\n2;\"Siti\nAminah\"\n3;Ali",
            "NIK;Nama\r\n\r\n\r\n1;Budi\r\n;\r\n2;\"Siti\nAminah\"\r\n3;Ali\r\n",
            "NIK;Nama\r\r\r1;Budi\r;\r2;\"Siti\nAminah\"\r3;Ali\r",
        ] {
            let numbers: Vec<u32> = rows(text).iter().map(|(number, _)| *number).collect();
            assert_eq!(numbers, [1, 4, 6, 7], "{text:?}");
        }
        assert_eq!(rows("\n\nNIK;Nama\n")[0].0, 3);
    }

    #[test]
    fn excels_own_line_names_the_separator() {
        let read = rows("sep=|\nNIK|Nama\n1|a;b;c\n");
        assert_eq!(read[1], (3, vec!["1".to_owned(), "a;b;c".to_owned()]));
    }

    #[test]
    fn a_quote_that_stays_open_is_reported() {
        for text in [
            "a;b\n1;\"Budi\n2;Siti\n3;Ali\n",
            "a;b\n1;\"Budi\n2;\"\"Siti\n",
        ] {
            let error = read(text.as_bytes(), &mut Budget::new(Limits::default())).err();
            assert_eq!(error, Some(ReadError::OpenQuote { row: 2 }), "{text:?}");
        }
        let long = format!("a;b\n1;\"{}\n", "x;y\n".repeat(10_000));
        let error = read(long.as_bytes(), &mut Budget::new(Limits::default())).err();
        assert_eq!(error, Some(ReadError::OpenQuote { row: 2 }));
        assert_eq!(rows("a;b\n1;5\" besi\n2;c\n").len(), 3);
        assert_eq!(rows("a;b\n1;\"x\ny\"\n").len(), 2);
    }

    #[test]
    fn protecting_apostrophes_go_and_others_stay() {
        let read = rows("a;b;c;d\n'=1+1;'Aisyah;''-5;'6303990101700003\n");
        assert_eq!(read[1].1, ["=1+1", "'Aisyah", "'-5", "'6303990101700003"]);
    }
}
