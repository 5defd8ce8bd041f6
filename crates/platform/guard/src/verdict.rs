//! What goes into the guard and what comes out.

use std::collections::HashSet;
use std::sync::LazyLock;

static NO_HOSTS: LazyLock<HashSet<String>> = LazyLock::new(HashSet::new);

/// Something a person wants to publish: a comment, a title, a product, an article.
#[derive(Clone, Copy, Debug)]
pub struct Submission<'a> {
    /// The title, or a name such as that of a product or of the person who comments. May be empty.
    pub title: &'a str,
    /// The text. May be empty.
    pub body: &'a str,
    /// Whether `body` is HTML, sanitised or not. Otherwise it is what a person typed.
    pub is_html: bool,
    /// Addresses kept apart from the text, such as that of a menu entry or a social account.
    pub links: &'a [&'a str],
    /// Hosts the village has linked to before, lower case, without `www.`. They are not new, and a
    /// gambling word within their name is not held against them; what follows the host is.
    pub known_hosts: &'a HashSet<String>,
}

impl<'a> Submission<'a> {
    /// A text as typed, from a village that knows no hosts.
    pub fn text(title: &'a str, body: &'a str) -> Self {
        Self {
            title,
            body,
            is_html: false,
            links: &[],
            known_hosts: &NO_HOSTS,
        }
    }

    /// A text in HTML, from a village that knows no hosts.
    pub fn html(title: &'a str, body: &'a str) -> Self {
        Self {
            is_html: true,
            ..Self::text(title, body)
        }
    }

    /// The same, with addresses kept apart from the text.
    pub fn with_links(self, links: &'a [&'a str]) -> Self {
        Self { links, ..self }
    }

    /// The same, from a village that knows these hosts.
    pub fn knowing(self, known_hosts: &'a HashSet<String>) -> Self {
        Self {
            known_hosts,
            ..self
        }
    }
}

/// What may happen with a submission. Ordered: a later one is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Nothing speaks against it.
    Pass,
    /// A person has to look before it is shown.
    Hold,
    /// It is spam or defacement beyond doubt.
    Refuse,
}

/// The score of a submission and where every point of it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The sum of the points of all reasons.
    pub score: u32,
    /// What the score means under the thresholds of the rules.
    pub decision: Decision,
    /// Most points first. A reason with no points explains why others have fewer than usual.
    pub reasons: Vec<Reason>,
}

/// One thing the guard noticed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Reason {
    /// The id of the rule in `rules.toml`, such as `judi.togel`.
    pub rule: String,
    /// What it adds to the score.
    pub points: u32,
    /// The rule in one plain Indonesian sentence, fit for the person who moderates.
    pub why: String,
    /// What matched with a little around it, as it was written; at most 80 characters, one line,
    /// invisible characters as `·`. Plain text: escape it before it goes into HTML.
    pub excerpt: String,
}
