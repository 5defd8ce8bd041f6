//! HTML that people wrote and browsers may show: nothing in it can run.

mod embed;
mod plain_text;
mod rules;

use crate::text_value::shows_text;

pub use plain_text::{escape, excerpt};

/// HTML that went through the allow-list, so that a template may print it as it is.
///
/// ```
/// use kernel::SafeHtml;
///
/// let body = SafeHtml::sanitise("<h1>Halo</h1><p onclick=x()>Pambakal <script>alert(1)</script></p>");
/// assert_eq!(body.as_str(), "<h2>Halo</h2><p>Pambakal </p>");
/// assert_eq!(body.text(), "Halo Pambakal");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// For what the village's office writes: articles, pages, events.
    ///
    /// Headings become `h2` to `h4`, because the page has its own `h1`; links may point to http,
    /// https, mailto, tel and into the site; classes are a short list for the placing of pictures.
    pub fn sanitise(html: &str) -> Self {
        Self(rules::article(html))
    }

    /// For what visitors write: paragraphs, emphasis, lists, quotes and links that search engines
    /// are told not to follow.
    pub fn sanitise_comment(html: &str) -> Self {
        Self(rules::comment(html))
    }

    /// Plain text as paragraphs (an empty line) and lines; nothing in it is read as HTML.
    ///
    /// ```
    /// let body = kernel::SafeHtml::from_plain_text("Terima kasih <b>\n\nSalam,\nAluh");
    /// assert_eq!(body.as_str(), "<p>Terima kasih &lt;b&gt;</p><p>Salam,<br>Aluh</p>");
    /// ```
    pub fn from_plain_text(text: &str) -> Self {
        Self(plain_text::paragraphs(text))
    }

    /// HTML that this type made earlier and a store kept. Nothing is checked: give it only what
    /// comes from such a column.
    pub fn from_store(html: String) -> Self {
        Self(html)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words without tags: for search, descriptions and excerpts. Blocks are parted by a space.
    pub fn text(&self) -> String {
        plain_text::of_html(&self.0)
    }
}

shows_text!(SafeHtml);

/// Read with the rules for articles: text from outside is never trusted to be safe already.
impl<'de> serde::Deserialize<'de> for SafeHtml {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::sanitise(&<std::borrow::Cow<'de, str>>::deserialize(
            from,
        )?))
    }
}
