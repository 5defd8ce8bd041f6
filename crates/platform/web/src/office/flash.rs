//! What the next page says once: "Berita sudah terbit."

use http::{HeaderMap, HeaderValue, header};
use serde::{Deserialize, Serialize};

const COOKIE: &str = "__Host-kabar";

/// A sentence for the next page. It travels in a cookie of the visitor's own browser and is shown
/// as plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub kind: Kind,
    pub text: String,
    /// Where a button takes it back, and what the button says.
    #[serde(default)]
    pub undo_action: String,
    #[serde(default)]
    pub undo_label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Good,
    Warn,
}

impl Flash {
    pub fn good(text: impl Into<String>) -> Self {
        Self::new(Kind::Good, text.into())
    }

    pub fn warn(text: impl Into<String>) -> Self {
        Self::new(Kind::Warn, text.into())
    }

    fn new(kind: Kind, text: String) -> Self {
        Self {
            kind,
            text,
            undo_action: String::new(),
            undo_label: String::new(),
        }
    }

    /// With a button that takes it back; `action` is an address below `/kantor`.
    #[must_use]
    pub fn with_undo(mut self, action: String, label: &str) -> Self {
        self.undo_action = action;
        self.undo_label = label.to_owned();
        self
    }

    /// The sentence that came with a request.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let value = cookie(headers, COOKIE)?;
        let text = percent_encoding::percent_decode_str(value)
            .decode_utf8()
            .ok()?;
        let flash: Self = serde_json::from_str(&text).ok()?;
        let leads_home = flash.undo_action.is_empty()
            || ["/kantor/", "/konsol/", "/mandiri/"]
                .iter()
                .any(|base| flash.undo_action.starts_with(base));
        leads_home.then_some(flash)
    }

    pub(crate) fn cookie(&self) -> HeaderValue {
        let text = serde_json::to_string(self).expect("strings become JSON");
        let encoded =
            percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
        HeaderValue::from_str(&format!(
            "{COOKIE}={encoded}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60"
        ))
        .expect("percent-encoded text is a valid header")
    }

    /// Shown once.
    pub(crate) fn forget() -> HeaderValue {
        HeaderValue::from_static("__Host-kabar=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
    }
}

/// The value of one cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_travels_and_nothing_else_does() {
        let flash = Flash::good("Berita “Gotong royong” sudah terbit; selesai.");
        let sent = flash.cookie();
        let pair = sent.to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, pair.parse().unwrap());
        assert_eq!(Flash::of(&headers), Some(flash));
        let elsewhere = Flash::good("x").with_undo("https://elsewhere.test/".to_owned(), "y");
        let pair = elsewhere
            .cookie()
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        headers.insert(header::COOKIE, pair.parse().unwrap());
        assert_eq!(Flash::of(&headers), None);
    }
}
