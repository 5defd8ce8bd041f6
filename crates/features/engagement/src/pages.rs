//! The panel of comments.

use jiff::Timestamp;
use kernel::SafeHtml;
use serde::Serialize;
use web::{Page, view::DateView};

use crate::domain::{Comment, Thread};

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
}

impl CommentsPanel {
    /// The panel of an article with that many approved comments in all.
    pub fn new(threads: &[Thread], total: i64, open: bool, now: Timestamp) -> Self {
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
        };
        vec![
            panel(Vec::new(), true),
            panel(Vec::new(), false),
            panel(vec![plain.clone()], true),
            panel(vec![plain, long], false),
        ]
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
    }
}
