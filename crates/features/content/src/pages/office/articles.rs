//! What the office's pages about news receive.

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{Around, Chip, Choice, photos::ChosenPhoto};
use crate::store::desk::{EditedRow, ListedRow};

/// An article in the list.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleLine {
    pub id: Uuid,
    pub title: String,
    pub href: String,
    /// "published", "scheduled", "draft", "trashed"
    pub status: &'static str,
    pub when: String,
    pub category: String,
}

impl ArticleLine {
    pub fn new(row: &ListedRow, now: Timestamp) -> Self {
        let at = row.published_at.map(|at| at.to_jiff());
        let status = status(&row.status, at, now);
        Self {
            id: row.id,
            title: row.title.clone(),
            href: format!("/kantor/artikel/{}", row.id),
            status,
            when: match (status, at) {
                ("published", Some(at)) => time::relative(at, now),
                ("scheduled", Some(at)) => time::date_time(at),
                _ => format!("diubah {}", time::relative(row.updated_at.to_jiff(), now)),
            },
            category: row.category.clone().unwrap_or_default(),
        }
    }
}

fn status(status: &str, at: Option<Timestamp>, now: Timestamp) -> &'static str {
    match (status, at) {
        ("published", Some(at)) if at > now => "scheduled",
        ("published", _) => "published",
        ("trashed", _) => "trashed",
        _ => "draft",
    }
}

/// What `content/office/corner.html` receives.
#[derive(Debug, Serialize)]
pub struct NewsCorner {
    pub next: Vec<ArticleLine>,
    pub last: Vec<ArticleLine>,
}

impl Page for NewsCorner {
    const TEMPLATE: &'static str = "content/office/corner.html";

    fn samples() -> Vec<Self> {
        let line = |status| ArticleLine {
            id: Uuid::nil(),
            title: "Mempertanggungjawabkan <b>".into(),
            href: "/kantor/artikel/0".into(),
            status,
            when: "kemarin".into(),
            category: String::new(),
        };
        vec![
            Self {
                next: Vec::new(),
                last: vec![line("draft")],
            },
            Self {
                next: vec![line("scheduled")],
                last: Vec::new(),
            },
        ]
    }
}

/// What `content/office/articles.html` receives.
#[derive(Debug, Serialize)]
pub struct ArticlesDesk {
    pub q: String,
    pub status: String,
    pub chips: Vec<Chip>,
    pub rows: Vec<ArticleLine>,
    pub pager: Pager,
    pub in_trash: bool,
    pub new_href: String,
}

impl Page for ArticlesDesk {
    const TEMPLATE: &'static str = "content/office/articles.html";

    fn samples() -> Vec<Self> {
        let line = |status: &'static str, title: &str| ArticleLine {
            id: Uuid::nil(),
            title: title.to_owned(),
            href: "/kantor/artikel/0".into(),
            status,
            when: "kemarin".into(),
            category: "Kesehatan".into(),
        };
        let page = |rows: Vec<ArticleLine>, in_trash| Self {
            q: "a\"b".into(),
            status: String::new(),
            chips: vec![Chip::new("/kantor/artikel", "", "Semua", "")],
            rows,
            pager: Pager::default(),
            in_trash,
            new_href: "/kantor/artikel/baru".into(),
        };
        vec![
            page(Vec::new(), false),
            page(vec![line("trashed", "<b>")], true),
            page(
                vec![
                    line(
                        "published",
                        "Mempertanggungjawabkan penyelenggaraan pemerintahan",
                    ),
                    line("scheduled", "b"),
                    line("draft", "c"),
                ],
                false,
            ),
        ]
    }
}

/// Where the text stands that is being edited.
#[derive(Debug, Clone)]
pub enum EditorState {
    New,
    Kept {
        status: &'static str,
        when: String,
        /// Where readers see it.
        public_href: Option<String>,
    },
}

impl EditorState {
    pub fn of(row: &EditedRow, now: Timestamp) -> Self {
        let at = row.published_at.map(|at| at.to_jiff());
        let status = status(&row.status, at, now);
        Self::Kept {
            status,
            when: format!("disimpan {}", time::relative(row.updated_at.to_jiff(), now)),
            public_href: (status == "published").then(|| format!("/artikel/{}", row.slug)),
        }
    }
}

/// What `content/office/article.html` receives.
#[derive(Debug, Serialize)]
pub struct ArticleEditor {
    pub action: String,
    pub form: FormView,
    pub categories: Vec<Choice>,
    /// "baru", "draft", "published", "scheduled", "trashed"
    pub status: &'static str,
    pub when: String,
    pub public_href: Option<String>,
    /// What the field for the main photo holds.
    pub photo: Option<ChosenPhoto>,
    pub history_href: String,
    #[serde(flatten)]
    pub around: Around,
}

impl ArticleEditor {
    pub fn new(id: Uuid, form: &Form, categories: Vec<(Uuid, String)>, state: EditorState) -> Self {
        let action = format!("/kantor/artikel/{id}");
        let (status, when, public_href) = match state {
            EditorState::New => ("baru", String::new(), None),
            EditorState::Kept {
                status,
                when,
                public_href,
            } => (status, when, public_href),
        };
        Self {
            history_href: if status == "baru" {
                String::new()
            } else {
                format!("{action}/riwayat")
            },
            action,
            form: form.view(),
            categories: categories
                .into_iter()
                .map(|(id, label)| Choice {
                    value: id.to_string(),
                    label,
                })
                .collect(),
            status,
            when,
            public_href,
            photo: None,
            around: Around::default(),
        }
    }

    #[must_use]
    pub fn with(self, around: Around) -> Self {
        Self { around, ..self }
    }

    /// With the photo that its field holds.
    #[must_use]
    pub fn with_photo(mut self, photo: Option<ChosenPhoto>) -> Self {
        self.photo = photo;
        self
    }
}

impl Page for ArticleEditor {
    const TEMPLATE: &'static str = "content/office/article.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("judul", "<b>".into()), ("isi", "<p>a</p>".into())]);
        wrong.wrong("judul", "Beri judul dulu.");
        let kept = |status| EditorState::Kept {
            status,
            when: "disimpan kemarin".into(),
            public_href: Some("/artikel/a".into()),
        };
        let around = Around::sample();
        let categories = vec![(Uuid::nil(), "Kesehatan & <b>".to_owned())];
        vec![
            Self::new(Uuid::nil(), &Form::default(), Vec::new(), EditorState::New),
            Self::new(Uuid::nil(), &wrong, categories.clone(), kept("published"))
                .with_photo(Some(ChosenPhoto::sample()))
                .with(around),
            Self::new(Uuid::nil(), &Form::default(), categories, kept("trashed")),
        ]
    }
}

/// What `content/office/preview_link.html` receives: a link that is shown once.
#[derive(Debug, Serialize)]
pub struct PreviewLinkDesk {
    pub title: String,
    pub link: String,
    pub until: String,
    pub back: String,
}

impl Page for PreviewLinkDesk {
    const TEMPLATE: &'static str = "content/office/preview_link.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            title: "Gotong royong <b>".into(),
            link: "http://x.localhost/pratinjau/abc".into(),
            until: "Rabu, 2 Desember 2026".into(),
            back: "/kantor/artikel/0".into(),
        }]
    }
}
