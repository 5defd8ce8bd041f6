//! What the office's pages receive.

mod agenda;
pub mod albums;
mod appearance;
mod articles;
mod categories;
mod documents;
mod history;
mod menu;
mod officials;
pub mod photos;
mod running_text;

use serde::Serialize;

use crate::office::autosave::Other;

pub use agenda::{AgendaDesk, EventEditor, EventLine};
pub use appearance::{AppearanceDesk, Shelf};
pub use articles::{
    ArticleEditor, ArticleLine, ArticlesDesk, EditorState, NewsCorner, PreviewLinkDesk,
};
pub use categories::{CategoriesDesk, CategoryForm};
pub use documents::{PageEditor, PageLine, PageState, PagesDesk};
pub use history::{HistoryDesk, RevisionLine};
pub use menu::{MenuDesk, MenuEditor};
pub use officials::{OfficialEditor, OfficialsDesk};
pub use running_text::{RunningDesk, RunningEditor};

/// A filter above a list.
#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    pub label: &'static str,
    pub href: String,
    pub current: bool,
    pub count: Option<i64>,
}

impl Chip {
    pub fn new(here: &str, value: &str, label: &'static str, current: &str) -> Self {
        Self {
            label,
            href: if value.is_empty() {
                here.to_owned()
            } else {
                format!("{here}?status={value}")
            },
            current: value == current,
            count: None,
        }
    }
}

/// A choice of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// What else is to be told where somebody writes.
#[derive(Debug, Default, Serialize)]
pub struct Around {
    /// Who types at the same text.
    pub others: Vec<Other>,
    /// "kemarin" when the form shows what was typed then and never saved.
    pub restored: String,
    /// Texts that were begun and never saved.
    pub begun: Vec<Begun>,
}

/// A text that was begun and never saved.
#[derive(Debug, Clone, Serialize)]
pub struct Begun {
    pub title: String,
    pub href: String,
    pub when: String,
}

impl Around {
    /// Somebody else is here, and something was begun.
    fn sample() -> Self {
        Self {
            others: vec![Other {
                name: "Aluh <b>".into(),
                since: "09.41".into(),
            }],
            restored: "kemarin".into(),
            begun: vec![Begun {
                title: "(tanpa judul)".into(),
                href: "/kantor/artikel/0".into(),
                when: "kemarin".into(),
            }],
        }
    }
}
