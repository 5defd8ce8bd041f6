//! Files served for ever under `/aset/`, with the hash of their content in the name.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// One file that never changes under its name.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// The plain name, such as `plus-jakarta-sans-700.woff2`.
    pub name: &'static str,
    /// The name with its hash, such as `plus-jakarta-sans-700.1f0c5a2b9d3e.woff2`.
    pub hashed_name: &'static str,
    pub content_type: &'static str,
    pub bytes: &'static [u8],
}

impl Asset {
    /// The address on every host.
    pub fn href(&self) -> String {
        format!("/aset/{}", self.hashed_name)
    }
}

/// The heading font of the pages: Plus Jakarta Sans 700, Latin (OFL).
pub const HEADING_FONT: &str = "plus-jakarta-sans-700.woff2";

/// The same family for pictures the server draws; never sent to a browser.
pub const CARD_FONT_BOLD: &[u8] = include_bytes!("../assets/vendor/plus-jakarta-sans-700.ttf");
/// The lighter companion of [`CARD_FONT_BOLD`].
pub const CARD_FONT_MEDIUM: &[u8] = include_bytes!("../assets/vendor/plus-jakarta-sans-500.ttf");

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![asset(
        HEADING_FONT,
        "font/woff2",
        include_bytes!("../assets/vendor/plus-jakarta-sans-700.woff2"),
    )]
});

/// Every file under `/aset/`.
pub fn assets() -> &'static [Asset] {
    &ASSETS
}

/// The address of an asset by its plain name.
pub fn href(name: &str) -> Option<String> {
    assets()
        .iter()
        .find(|asset| asset.name == name)
        .map(Asset::href)
}

fn asset(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Asset {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let digest = Sha256::digest(bytes);
    let hash: String = digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // Once per process and file: the names live as long as the server.
    let hashed_name = String::leak(format!("{stem}.{hash}.{extension}"));
    Asset {
        name,
        hashed_name,
        content_type,
        bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_named_after_its_content() {
        let font = &assets()[0];
        assert!(font.href().starts_with("/aset/plus-jakarta-sans-700."));
        assert!(font.href().ends_with(".woff2"));
        assert!(font.bytes.starts_with(b"wOF2"));
        assert!(
            font.bytes.len() < 16_000,
            "the heading font has to stay light"
        );
        assert_eq!(href("nothing.css"), None);
    }
}
