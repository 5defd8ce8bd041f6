//! What the page about a text's earlier states receives.

use jiff::Timestamp;
use kernel::{safe_html, time};
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use uuid::Uuid;
use web::Page;

use crate::store::desk::texts::RevisionRow;

/// A piece of a difference: what stayed, came or went.
#[derive(Debug, Clone, Serialize)]
pub struct Piece {
    /// "sama", "baru", "hapus"
    pub kind: &'static str,
    pub text: String,
}

/// An earlier state of a text, and what the next one changed.
#[derive(Debug, Clone, Serialize)]
pub struct RevisionLine {
    pub id: Uuid,
    pub when: String,
    pub saved_by: String,
    pub title: String,
    pub pieces: Vec<Piece>,
}

/// Letters of a difference that are shown; a book-long change is not read here.
const SHOWN: usize = 20_000;

impl RevisionLine {
    /// Each earlier state with what was changed after it; `today` is the text as it is.
    pub fn chain(today: &str, earlier: &[RevisionRow], now: Timestamp) -> Vec<Self> {
        let mut later = words(today);
        let mut lines = Vec::new();
        for row in earlier.iter().take(10) {
            let text = words(&row.body_html);
            lines.push(Self {
                id: row.id,
                when: time::relative(row.saved_at.to_jiff(), now),
                saved_by: row.saved_by.clone(),
                title: row.title.clone(),
                pieces: pieces(&text, &later),
            });
            later = text;
        }
        lines
    }
}

fn words(html: &str) -> String {
    let text = kernel::SafeHtml::from_store(html.to_owned()).text();
    safe_html::excerpt(&text, SHOWN)
}

fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "sama",
            ChangeTag::Insert => "baru",
            ChangeTag::Delete => "hapus",
        };
        match pieces.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.text.push_str(change.value()),
            None => pieces.push(Piece {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    pieces
}

/// What `content/office/history.html` receives.
#[derive(Debug, Serialize)]
pub struct HistoryDesk {
    pub title: String,
    pub href: String,
    /// "berita", "halaman"
    pub noun: &'static str,
    pub revisions: Vec<RevisionLine>,
}

impl Page for HistoryDesk {
    const TEMPLATE: &'static str = "content/office/history.html";

    fn samples() -> Vec<Self> {
        let line = RevisionLine {
            id: Uuid::nil(),
            when: "kemarin".into(),
            saved_by: "Siti <b>".into(),
            title: "Gotong royong".into(),
            pieces: pieces("warga pagi", "warga <b>sore"),
        };
        let page = |revisions| Self {
            title: "Gotong royong".into(),
            href: "/kantor/artikel/0".into(),
            noun: "berita",
            revisions,
        };
        vec![page(Vec::new()), page(vec![line])]
    }
}
