//! What the office's pages about the running text receive.

use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page};

use crate::store::desk::running_text::LineRow;

/// A line in the list.
#[derive(Debug, Clone, Serialize)]
pub struct RunningLine {
    pub body: String,
    pub href: String,
    /// Where it leads, or "".
    pub target: String,
}

/// What `content/office/running_text.html` receives.
#[derive(Debug, Serialize)]
pub struct RunningDesk {
    pub rows: Vec<RunningLine>,
}

impl RunningDesk {
    pub fn new(rows: &[LineRow]) -> Self {
        let line = |row: &LineRow| RunningLine {
            body: row.body.clone(),
            href: format!("/kantor/teks-berjalan/{}", row.id),
            target: row.href.clone(),
        };
        Self {
            rows: rows.iter().map(line).collect(),
        }
    }
}

impl Page for RunningDesk {
    const TEMPLATE: &'static str = "content/office/running_text.html";

    fn samples() -> Vec<Self> {
        let line = |body: &str, href: &str| LineRow {
            id: Uuid::nil(),
            body: body.into(),
            href: href.into(),
        };
        let many = [
            line("Siti <b>", "/agenda"),
            line(&crate::pages::LONG.repeat(3), ""),
        ];
        vec![Self::new(&[]), Self::new(&many[..1]), Self::new(&many)]
    }
}

/// What `content/office/running_line.html` receives.
#[derive(Debug, Serialize)]
pub struct RunningEditor {
    pub action: String,
    pub form: FormView,
    pub is_new: bool,
}

impl RunningEditor {
    pub fn new(id: Uuid, form: &Form, is_new: bool) -> Self {
        Self {
            action: format!("/kantor/teks-berjalan/{id}"),
            form: form.view(),
            is_new,
        }
    }
}

impl Page for RunningEditor {
    const TEMPLATE: &'static str = "content/office/running_line.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("teks", "Siti <b>".into()), ("periksa", "ya".into())]);
        wrong.wrong("alamat", "Alamat <b> ini tidak boleh.");
        vec![
            Self::new(Uuid::nil(), &Form::default(), true),
            Self::new(Uuid::nil(), &wrong, true),
            Self::new(Uuid::nil(), &Form::default(), false),
        ]
    }
}
