//! The panel of comments.

use jiff::Timestamp;
use kernel::{Cursor, SafeHtml, Slug, time};
use serde::Serialize;
use uuid::Uuid;
use web::{
    Form, FormView, Page,
    view::{DateView, Pager},
};

use crate::{
    domain::{Comment, Status, Thread, masked},
    public::challenge::Shown,
    store::QueuedRow,
};

/// Something that was said.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    pub name: String,
    /// Trusted: plain text made harmless.
    pub body_html: String,
    pub date: DateView,
    pub office: bool,
}

impl Said {
    fn new(comment: &Comment, now: Timestamp) -> Self {
        Self {
            name: comment.author.clone(),
            body_html: SafeHtml::from_plain_text(&comment.body).into_string(),
            date: DateView::new(comment.at, now),
            office: comment.by_office,
        }
    }
}

/// Something that was said, with the answers to it.
#[derive(Debug, Clone, Serialize)]
pub struct Talk {
    #[serde(flatten)]
    pub said: Said,
    pub replies: Vec<Said>,
}

/// What `engagement/comments.html` receives.
#[derive(Debug, Serialize)]
pub struct CommentsPanel {
    pub count: i64,
    pub comments: Vec<Talk>,
    pub open: bool,
    /// Where the form is sent.
    pub action: String,
}

impl CommentsPanel {
    /// The panel of an article with that many approved comments in all.
    pub fn new(threads: &[Thread], total: i64, open: bool, path: &str, now: Timestamp) -> Self {
        let comments = threads
            .iter()
            .map(|thread| Talk {
                said: Said::new(&thread.comment, now),
                replies: thread
                    .replies
                    .iter()
                    .map(|reply| Said::new(reply, now))
                    .collect(),
            })
            .collect();
        Self {
            count: total,
            comments,
            open,
            action: format!("{path}/komentar"),
        }
    }
}

impl Page for CommentsPanel {
    const TEMPLATE: &'static str = "engagement/comments.html";

    fn samples() -> Vec<Self> {
        let at = Timestamp::UNIX_EPOCH;
        let said = |name: &str, body: &str, office| Said {
            name: name.into(),
            body_html: SafeHtml::from_plain_text(body).into_string(),
            date: DateView::new(at, at),
            office,
        };
        let plain = Talk {
            said: said("Aluh", "Terima kasih", false),
            replies: Vec::new(),
        };
        let long = Talk {
            said: said(
                "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq <b>",
                "Mempertanggungjawabkan <script>alert(1)</script>\nhttp://judi.test\n\nSalam",
                false,
            ),
            replies: vec![said("Kantor", "Sama-sama", true)],
        };
        let panel = |comments: Vec<Talk>, open| Self {
            count: i64::try_from(comments.len()).unwrap_or(i64::MAX),
            comments,
            open,
            action: "/artikel/x/komentar".into(),
        };
        vec![
            panel(Vec::new(), true),
            panel(Vec::new(), false),
            panel(vec![plain.clone()], true),
            panel(vec![plain, long], false),
        ]
    }
}

/// What `engagement/write.html` receives: the form on a page of its own.
#[derive(Debug, Serialize)]
pub struct WritePage {
    /// The article's title.
    pub title: String,
    pub href: String,
    pub action: String,
    pub form: FormView,
    pub challenge: Shown,
}

impl WritePage {
    pub fn new(title: &str, slug: &Slug, form: &Form, challenge: Shown) -> Self {
        Self {
            title: title.to_owned(),
            href: format!("/artikel/{slug}"),
            action: format!("/artikel/{slug}/komentar"),
            form: form.view(),
            challenge,
        }
    }
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "engagement/write.html";

    fn samples() -> Vec<Self> {
        let slug = Slug::from_title("Gotong royong", "artikel");
        let page = |form: &Form| {
            let challenge = Shown {
                id: "0".repeat(32),
                image: "data:image/png;base64,".into(),
                question: "Sebutkan dua hewan: sapi, perahu, ayam.".into(),
            };
            Self::new("Gotong royong <b>", &slug, form, challenge)
        };
        let mut wrong = Form::filled([("nama", "<b>Aluh".into()), ("isi", "a\n\"b".into())]);
        wrong.wrong("kode", "Jawabannya belum cocok.");
        wrong.wrong("kontak", "Isi e-mail atau nomor telepon.");
        vec![page(&Form::default()), page(&wrong)]
    }
}

/// What `engagement/sent.html` receives.
#[derive(Debug, Serialize)]
pub struct SentPage {
    pub title: String,
    pub href: String,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "engagement/sent.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            title: "Gotong royong <b>".into(),
            href: "/artikel/gotong-royong".into(),
        }]
    }
}

/// A filter above the queue.
#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    pub label: &'static str,
    pub href: String,
    pub count: Option<i64>,
    pub current: bool,
}

/// A comment in the queue.
#[derive(Debug, Clone, Serialize)]
pub struct Queued {
    pub id: Uuid,
    pub about: String,
    pub href: String,
    pub author: String,
    pub contact: String,
    pub body_html: String,
    pub when: String,
    pub moment: String,
    pub by_office: bool,
    pub judged_by: String,
    /// Why it looks like an advertisement for gambling, if it does.
    pub warnings: Vec<String>,
    pub can_answer: bool,
}

impl Queued {
    fn new(row: &QueuedRow, shows_contact: bool, now: Timestamp) -> Self {
        let at = row.created_at.to_jiff();
        let reasons = row.guard.as_array().map_or(&[][..], Vec::as_slice);
        Self {
            id: row.id,
            about: row.about.clone(),
            href: row.path.clone(),
            author: row.author.clone(),
            contact: if shows_contact {
                row.contact.clone()
            } else {
                masked(&row.contact)
            },
            body_html: SafeHtml::from_plain_text(&row.body).into_string(),
            when: time::relative(at, now),
            moment: time::date_time(at),
            by_office: row.by_office,
            judged_by: row.judged_by.clone(),
            warnings: reasons
                .iter()
                .filter_map(|reason| reason["why"].as_str().map(str::to_owned))
                .take(3)
                .collect(),
            can_answer: !row.by_office && matches!(row.status.as_str(), "pending" | "approved"),
        }
    }
}

/// What `engagement/queue.html` receives.
#[derive(Debug, Serialize)]
pub struct QueueDesk {
    pub action: &'static str,
    /// The queue's word: "menunggu".
    pub status: &'static str,
    pub chips: Vec<Chip>,
    pub rows: Vec<Queued>,
    pub pager: Pager,
    /// Whether the village takes comments at all.
    pub is_open: bool,
}

/// What holds for the whole queue.
#[derive(Debug, Clone, Copy)]
pub struct QueueRules {
    /// Whether the village takes comments.
    pub is_open: bool,
    /// Whether the reader may see how commenters are reached.
    pub shows_contact: bool,
    pub now: Timestamp,
}

impl QueueDesk {
    pub fn new(
        here: &'static str,
        status: Status,
        rows: &[QueuedRow],
        counts: &[(String, i64)],
        older: Option<Cursor>,
        QueueRules {
            is_open,
            shows_contact,
            now,
        }: QueueRules,
    ) -> Self {
        let count = |status: Status| counts.iter().find(|(word, _)| word == status.as_str());
        Self {
            action: here,
            status: status.word(),
            chips: Status::ALL
                .into_iter()
                .map(|chip| Chip {
                    label: chip.label(),
                    href: format!("{here}?status={}", chip.word()),
                    count: Some(count(chip).map_or(0, |(_, count)| *count)),
                    current: chip == status,
                })
                .collect(),
            rows: rows
                .iter()
                .map(|row| Queued::new(row, shows_contact, now))
                .collect(),
            is_open,
            pager: Pager {
                newer_href: None,
                older_href: older
                    .map(|cursor| format!("{here}?status={}&sebelum={cursor}", status.word())),
            },
        }
    }
}

impl Page for QueueDesk {
    const TEMPLATE: &'static str = "engagement/queue.html";

    fn samples() -> Vec<Self> {
        let row = |status: &str, by_office, guard: &str| QueuedRow {
            id: Uuid::nil(),
            about: "Gotong royong <b>".into(),
            path: "/artikel/gotong-royong".into(),
            author: "Hj. Siti <script>".into(),
            contact: "+6281234567890".into(),
            body: "Terima kasih\n<script>".into(),
            by_office,
            status: status.into(),
            guard: serde_json::from_str(guard).unwrap_or_default(),
            judged_by: "Operator".into(),
            created_at: jiff_sqlx::ToSqlx::to_sqlx(Timestamp::UNIX_EPOCH),
        };
        let page = |status, rows: &[QueuedRow], older| {
            Self::new(
                "/kantor/komentar",
                status,
                rows,
                &[],
                older,
                QueueRules {
                    is_open: true,
                    shows_contact: older.is_none(),
                    now: Timestamp::UNIX_EPOCH,
                },
            )
        };
        let older = Cursor::new(Timestamp::UNIX_EPOCH, Uuid::nil());
        vec![
            page(Status::Pending, &[], None),
            page(
                Status::Pending,
                &[row("pending", false, r#"[{"why": "Menyebut slot."}]"#)],
                None,
            ),
            page(
                Status::Approved,
                &[row("approved", false, "[]"), row("approved", true, "[]")],
                Some(older),
            ),
        ]
    }
}

/// What `engagement/corner.html` receives.
#[derive(Debug, Serialize)]
pub struct CommentsCorner {
    pub waiting: i64,
}

impl Page for CommentsCorner {
    const TEMPLATE: &'static str = "engagement/corner.html";

    fn samples() -> Vec<Self> {
        vec![Self { waiting: 1 }, Self { waiting: 1_200 }]
    }
}

#[cfg(test)]
mod tests {
    use web::{Templates, testing};

    use super::*;

    #[test]
    fn every_state_of_the_panel_renders() {
        let templates = Templates::new(&[crate::feature()]);
        for html in testing::render_samples::<CommentsPanel>(&templates) {
            assert!(!html.contains("<script>"), "{html}");
            assert!(!html.contains("href=\"http://judi"), "{html}");
        }
        testing::render_samples::<WritePage>(&templates);
        testing::render_samples::<SentPage>(&templates);
        testing::render_office_samples::<QueueDesk>(&templates);
        testing::render_office_samples::<CommentsCorner>(&templates);
    }
}
