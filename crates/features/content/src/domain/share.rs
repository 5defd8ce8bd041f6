//! Links that hand an article on; plain addresses, no script of anybody.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

/// RFC 3986's unreserved characters stay as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// One way to hand an article on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareLink {
    /// Names the icon.
    pub kind: &'static str,
    pub label: &'static str,
    pub href: String,
}

/// The ways to share the page at `address`.
pub fn links(title: &str, address: &str) -> Vec<ShareLink> {
    let encode = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let (url, text) = (encode(address), encode(title));
    let both = encode(&format!("{title}\n{address}"));
    let link = |kind, label, href| ShareLink { kind, label, href };
    vec![
        link(
            "whatsapp",
            "WhatsApp",
            format!("https://wa.me/?text={both}"),
        ),
        link(
            "facebook",
            "Facebook",
            format!("https://www.facebook.com/sharer/sharer.php?u={url}"),
        ),
        link(
            "telegram",
            "Telegram",
            format!("https://t.me/share/url?url={url}&text={text}"),
        ),
        link(
            "x",
            "X",
            format!("https://x.com/intent/post?url={url}&text={text}"),
        ),
        link(
            "email",
            "E-mail",
            format!("mailto:?subject={text}&body={both}"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_signs_and_an_address_survive() {
        let title = "\"Gotong Royong\" & Doa 🤲 100%";
        let address = "https://pembantanan.banjarkab.go.id/artikel/gotong-royong-2";
        for link in links(title, address) {
            let decoded = percent_encoding::percent_decode_str(&link.href)
                .decode_utf8()
                .unwrap();
            assert!(decoded.contains(address), "{}", link.href);
            assert!(!link.href.contains(['"', ' ', '\n', '🤲']), "{}", link.href);
        }
        assert!(links(title, address)[0].href.ends_with("gotong-royong-2"));
    }
}
