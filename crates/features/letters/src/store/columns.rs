//! Columns in which something lies closed.

use vault::Column;
use web::keys::Sealed;

/// What was answered, by the request's id.
pub const ANSWERS: Column = Column::new("letter_requests", "answers");
/// A photo of a requirement, by its id.
pub const FILE: Column = Column::new("letter_files", "sealed");
/// What a letter says, by its id.
pub const CONTENT: Column = Column::new("letters", "content");
/// The letter as it was handed out, by its id.
pub const PDF: Column = Column::new("letter_pdfs", "sealed");
/// A key the village signs with, by its row.
pub const SIGNING_KEY: Column = Column::new("letter_keys", "secret");

/// All of them, for who changes keys.
pub const SEALED: &[Sealed] = &[
    sealed(ANSWERS, "letter_requests", "id", "answers_sealed"),
    sealed(FILE, "letter_files", "id", "sealed"),
    sealed(CONTENT, "letters", "id", "content_sealed"),
    sealed(PDF, "letter_pdfs", "letter_id", "sealed"),
    sealed(SIGNING_KEY, "letter_keys", "row_id", "secret_sealed"),
];

const fn sealed(
    column: Column,
    table: &'static str,
    row: &'static str,
    sealed: &'static str,
) -> Sealed {
    Sealed {
        column,
        table,
        row,
        sealed,
        index: None,
    }
}
