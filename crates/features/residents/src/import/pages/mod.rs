//! What the office's templates about tables receive.

mod columns_desk;
mod export_desk;
mod import_desk;
mod imports_desk;
mod samples;

pub use columns_desk::ColumnsDesk;
pub use export_desk::ExportDesk;
pub use import_desk::{FindingsWish, ImportDesk};
pub use imports_desk::{ImportRow, ImportsDesk};

use serde::Serialize;

/// The longest words and signs a page must bear, for samples.
const LONG: &str =
    "Rekapitulasi Kependudukan & <RT 02> \"Sungai Rangas Ulu\" 2026 (perbaikan).xlsx";

/// One choice of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// A state in a word and a colour.
#[derive(Debug, Clone, Serialize)]
pub struct Badge {
    pub kind: &'static str,
    pub label: &'static str,
}

/// What a state of an import is called.
fn badge(state: &str) -> Badge {
    let (kind, label) = match state {
        "reading" => ("info", "Sedang dibaca"),
        "read" => ("warn", "Menunggu Anda"),
        "unreadable" => ("bad", "Tidak terbaca"),
        "waiting" => ("info", "Menunggu giliran"),
        "running" => ("info", "Sedang diimpor"),
        "done" => ("good", "Selesai"),
        "failed" => ("bad", "Tidak jadi"),
        "undoing" => ("info", "Sedang diurungkan"),
        _ => ("hollow", "Diurungkan"),
    };
    Badge { kind, label }
}
