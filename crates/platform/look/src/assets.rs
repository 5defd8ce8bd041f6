//! Files served for ever under `/aset/`, with the hash of their content in the name.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::css;

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

/// The style sheet of the office; the palette comes with the page, from [`css::Style::office`].
pub const OFFICE_STYLE: &str = "office.css";

/// The script of every page of the office: htmx, uploads, drafts, the library of photos.
pub const OFFICE_SCRIPT: &str = "office.js";

/// The editor, for pages with a text to write; besides [`OFFICE_SCRIPT`], not instead of it.
pub const EDITOR_SCRIPT: &str = "editor.js";

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The same family for pictures the server draws; never sent to a browser.
pub const CARD_FONT_BOLD: &[u8] = include_bytes!("../assets/vendor/plus-jakarta-sans-700.ttf");
/// The lighter companion of [`CARD_FONT_BOLD`].
pub const CARD_FONT_MEDIUM: &[u8] = include_bytes!("../assets/vendor/plus-jakarta-sans-500.ttf");

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    // Once per process, like the names.
    let office_style = String::leak(css::minify(include_str!("../assets/office.css")));
    vec![
        asset(
            HEADING_FONT,
            "font/woff2",
            include_bytes!("../assets/vendor/plus-jakarta-sans-700.woff2"),
        ),
        asset(
            OFFICE_STYLE,
            "text/css; charset=utf-8",
            office_style.as_bytes(),
        ),
        asset(
            OFFICE_SCRIPT,
            JAVASCRIPT,
            include_bytes!("../assets/vendor/office.js"),
        ),
        asset(
            EDITOR_SCRIPT,
            JAVASCRIPT,
            include_bytes!("../assets/vendor/editor.js"),
        ),
    ]
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
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn weight(name: &str) -> usize {
        let asset = assets().iter().find(|asset| asset.name == name).unwrap();
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(asset.bytes).unwrap();
        gzip.finish().unwrap().len()
    }

    #[test]
    fn the_office_stays_light_on_the_wire() {
        let style = weight(OFFICE_STYLE);
        assert!(style <= 10 * 1024, "{OFFICE_STYLE}: {style} bytes");
        let scripts = weight(OFFICE_SCRIPT) + weight(EDITOR_SCRIPT);
        let font = assets()[0].bytes.len();
        // Of 140 KB 10 are left for the page itself.
        let all = style + scripts + font;
        assert!(
            all <= 130 * 1024,
            "an office page with its editor: {all} bytes"
        );
    }

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
