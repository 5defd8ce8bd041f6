//! What the office's pages about news receive.

pub mod photos;

use jiff::Timestamp;
use kernel::{safe_html, time};
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use self::photos::ChosenPhoto;
use crate::{
    office::autosave::Other,
    store::desk::{EditedRow, ListedRow, RevisionRow},
};

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

/// A choice of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
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
        let around = Around {
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
        };
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
    /// Each earlier state with what was changed after it.
    pub fn chain(now_row: &EditedRow, earlier: &[RevisionRow], now: Timestamp) -> Vec<Self> {
        let mut later = words(&now_row.body_html);
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
            revisions,
        };
        vec![page(Vec::new()), page(vec![line])]
    }
}
