//! What the office's pages about pages receive.

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{Around, Chip, photos::ChosenPhoto};
use crate::store::desk::documents::{EditedPage, PageRow};

/// A page in the list.
#[derive(Debug, Clone, Serialize)]
pub struct PageLine {
    pub title: String,
    pub href: String,
    /// "published", "draft", "trashed"
    pub status: &'static str,
    pub position: i32,
    pub changed: String,
}

impl PageLine {
    pub fn new(row: &PageRow, now: Timestamp) -> Self {
        Self {
            title: row.title.clone(),
            href: format!("/kantor/halaman/{}", row.id),
            status: status(&row.status),
            position: row.position,
            changed: time::relative(row.updated_at.to_jiff(), now),
        }
    }
}

fn status(status: &str) -> &'static str {
    match status {
        "published" => "published",
        "trashed" => "trashed",
        _ => "draft",
    }
}

/// What `content/office/pages.html` receives.
#[derive(Debug, Serialize)]
pub struct PagesDesk {
    pub q: String,
    pub status: String,
    pub chips: Vec<Chip>,
    pub rows: Vec<PageLine>,
    pub pager: Pager,
    pub in_trash: bool,
}

impl Page for PagesDesk {
    const TEMPLATE: &'static str = "content/office/pages.html";

    fn samples() -> Vec<Self> {
        let line = |status, title: &str| PageLine {
            title: title.to_owned(),
            href: "/kantor/halaman/0".into(),
            status,
            position: 3,
            changed: "kemarin".into(),
        };
        let page = |rows, q: &str, in_trash| Self {
            q: q.into(),
            status: String::new(),
            chips: vec![Chip::new("/kantor/halaman", "", "Semua", "")],
            rows,
            pager: Pager::default(),
            in_trash,
        };
        vec![
            page(Vec::new(), "", false),
            page(Vec::new(), "a\"<b>", false),
            page(vec![line("trashed", "Siti <b>")], "", true),
            page(
                vec![line("published", crate::pages::LONG), line("draft", "b")],
                "",
                false,
            ),
        ]
    }
}

/// Where the page stands that is being edited.
#[derive(Debug, Clone)]
pub enum PageState {
    New,
    Kept {
        status: &'static str,
        when: String,
        /// Where readers see it.
        public_href: Option<String>,
    },
}

impl PageState {
    pub fn of(row: &EditedPage, now: Timestamp) -> Self {
        let status = status(&row.status);
        Self::Kept {
            status,
            when: format!("disimpan {}", time::relative(row.updated_at.to_jiff(), now)),
            public_href: (status == "published").then(|| format!("/halaman/{}", row.slug)),
        }
    }
}

/// What `content/office/page.html` receives.
#[derive(Debug, Serialize)]
pub struct PageEditor {
    pub action: String,
    pub form: FormView,
    /// "baru", "draft", "published", "trashed"
    pub status: &'static str,
    pub when: String,
    pub public_href: Option<String>,
    pub photo: Option<ChosenPhoto>,
    #[serde(flatten)]
    pub around: Around,
}

impl PageEditor {
    pub fn new(id: Uuid, form: &Form, photo: Option<ChosenPhoto>, state: PageState) -> Self {
        let (status, when, public_href) = match state {
            PageState::New => ("baru", String::new(), None),
            PageState::Kept {
                status,
                when,
                public_href,
            } => (status, when, public_href),
        };
        Self {
            action: format!("/kantor/halaman/{id}"),
            form: form.view(),
            status,
            when,
            public_href,
            photo,
            around: Around::default(),
        }
    }

    #[must_use]
    pub fn with(self, around: Around) -> Self {
        Self { around, ..self }
    }
}

impl Page for PageEditor {
    const TEMPLATE: &'static str = "content/office/page.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([
            ("judul", "Siti <b>".into()),
            ("isi", "<p>a</p>".into()),
            ("periksa", "ya".into()),
        ]);
        wrong.wrong("judul", "Beri judul dulu.");
        wrong.wrong("isi", "Mirip iklan <b>.");
        let kept = |status| PageState::Kept {
            status,
            when: "disimpan kemarin".into(),
            public_href: Some("/halaman/a".into()),
        };
        let page = |form: &Form, photo, state| Self::new(Uuid::nil(), form, photo, state);
        vec![
            page(&Form::default(), None, PageState::New),
            page(&wrong, Some(ChosenPhoto::sample()), kept("published")).with(Around::sample()),
            page(&Form::default(), None, kept("draft")),
            page(&Form::default(), None, kept("trashed")),
        ]
    }
}
