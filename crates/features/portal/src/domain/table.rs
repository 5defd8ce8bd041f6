//! Tables for spreadsheets that do nothing but hold what is in them.

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Somebody's words.
    Text(String),
    /// A number of ours, written the way programs read it.
    Number(String),
    Empty,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }

    /// A number that may be missing.
    pub(crate) fn maybe(number: Option<impl ToString>) -> Self {
        number.map_or(Self::Empty, Self::number)
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Number(number) => number.clone(),
            Self::Empty => String::new(),
        }
    }
}

/// A spreadsheet takes words that begin like a formula for one, and runs it. An apostrophe in front
/// makes them words again.
fn harmless(text: &str) -> String {
    let starts = text.trim_start_matches([' ', '\u{a0}']);
    if starts.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The table as RFC 4180 has it.
///
/// # Errors
/// Writing into memory does not fail; the writer's type says that it might.
pub(crate) fn csv(head: &[&str], rows: &[Vec<Cell>]) -> anyhow::Result<String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row.iter().map(Cell::written))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(String::from_utf8(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_words_and_numbers_stay_numbers() {
        let rows = [
            vec![Cell::text("=HYPERLINK(\"http://x\")"), Cell::number(-3.29)],
            vec![Cell::text(" @SUM(A1)"), Cell::Empty],
            vec![Cell::text("Bi'ih, \"Hulu\""), Cell::number(7)],
        ];
        let table = csv(&["nama", "lintang"], &rows).unwrap();
        assert_eq!(
            table,
            "nama,lintang\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-3.29\r\n' @SUM(A1),\r\n\
             \"Bi'ih, \"\"Hulu\"\"\",7\r\n"
        );
        for start in ["+1", "-1", "\t=1", "\r1", "＝1"] {
            assert!(harmless(start).starts_with('\''), "{start}");
        }
        assert_eq!(harmless("Sungai - Tabuk"), "Sungai - Tabuk");
    }
}
