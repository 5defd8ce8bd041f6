//! What the pages of the register receive.

pub mod areas;
pub mod families;
pub mod happening;
pub mod list;
pub mod person;

use kernel::{CodeTable, time};
use serde::Serialize;
use web::view::Pager;

/// A name as long as names get, for pages to be tried with.
pub const LONG: &str =
    "Prof. Dr. H. Muhammad Abdurrahman Siddiq Al-Banjari bin Syekh Muhammad Arsyad, M.Pd.I.";

/// One of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// The codes of a table, for a field of a form.
pub fn choices(table: CodeTable) -> Vec<Choice> {
    table
        .codes()
        .iter()
        .map(|code| Choice {
            value: code.code.to_owned(),
            label: code.label.to_owned(),
        })
        .collect()
}

/// What a code means; empty for what is not known.
pub fn label(table: CodeTable, code: &str) -> String {
    table
        .find(code)
        .map(|found| found.label.to_owned())
        .unwrap_or_default()
}

/// "3 Desember 2026"
pub fn day(date: jiff_sqlx::Date) -> String {
    time::long_date(date.to_jiff())
}

/// The links to the beginning of a list and on from its last row.
pub fn pager(here: &str, query: &str, last: Option<uuid::Uuid>, is_later: bool) -> Pager {
    let join = if query.is_empty() { "" } else { "&" };
    Pager {
        newer_href: is_later.then(|| format!("{here}?{query}")),
        older_href: last.map(|last| format!("{here}?{query}{join}sesudah={last}")),
    }
}
