//! The style sheet as it goes into a page, and the hash that lets it through the CSP.

use std::sync::LazyLock;

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use crate::{assets, palette::Palette};

const SITE: &str = include_str!("../assets/site.css");
const PORTAL: &str = include_str!("../assets/portal.css");
const PLAIN: &str = include_str!("../assets/plain.css");

/// One finished style sheet.
#[derive(Debug)]
pub struct Style {
    /// The minified CSS.
    pub css: String,
    /// `<style>…</style>`, ready for the head of a page.
    pub html: String,
    /// `'sha256-…'`, with its quotes: the only thing `style-src` has to allow.
    pub csp_hash: String,
}

static STYLES: LazyLock<Vec<(Palette, bool, Style)>> = LazyLock::new(|| {
    let site = minify(SITE);
    let heading = heading_font();
    let mut styles = Vec::new();
    for palette in Palette::ALL {
        styles.push((
            palette,
            false,
            Style::new(format!("{heading}{}{site}", palette.css())),
        ));
        styles.push((
            palette,
            true,
            Style::new(format!("{}{site}", palette.css())),
        ));
    }
    styles
});

static OFFICE_STYLES: LazyLock<Vec<(Palette, bool, Style)>> = LazyLock::new(|| {
    let heading = heading_font();
    let mut styles = Vec::new();
    for palette in Palette::ALL {
        styles.push((
            palette,
            false,
            Style::new(format!("{heading}{}", palette.css())),
        ));
        styles.push((palette, true, Style::new(palette.css())));
    }
    styles
});

static PORTAL_STYLES: LazyLock<[Style; 2]> = LazyLock::new(|| {
    [heading_font(), String::new()].map(|heading| {
        let (site, portal) = (minify(SITE), minify(PORTAL));
        Style::new(format!(
            "{heading}{}{site}{portal}",
            crate::PORTAL_PALETTE.css()
        ))
    })
});

static PLAIN_STYLE: LazyLock<Style> =
    LazyLock::new(|| Style::new(format!("{}{}", Palette::Sungai.css(), minify(PLAIN))));

impl Style {
    /// The style of a village's pages; with `save_data` without any font to fetch.
    pub fn of(palette: Palette, save_data: bool) -> &'static Self {
        STYLES
            .iter()
            .find(|(its, saving, _)| *its == palette && *saving == save_data)
            .map_or(&PLAIN_STYLE, |(_, _, style)| style)
    }

    /// The style of the portal's pages: a village's, and rules for its map and its figures.
    pub fn portal(save_data: bool) -> &'static Self {
        &PORTAL_STYLES[usize::from(save_data)]
    }

    /// What an office page says itself: colours and font. The rules are
    /// [`assets::OFFICE_STYLE`], a file, so the policy needs `'self'` beside the hash.
    pub fn office(palette: Palette, save_data: bool) -> &'static Self {
        OFFICE_STYLES
            .iter()
            .find(|(its, saving, _)| *its == palette && *saving == save_data)
            .map_or(&PLAIN_STYLE, |(_, _, style)| style)
    }

    /// The small style of pages that belong to no village, such as an unknown host.
    pub fn plain() -> &'static Self {
        &PLAIN_STYLE
    }

    fn new(css: String) -> Self {
        let digest = BASE64_STANDARD.encode(Sha256::digest(css.as_bytes()));
        let html = format!("<style>{css}</style>");
        Self {
            csp_hash: format!("'sha256-{digest}'"),
            html,
            css,
        }
    }
}

/// The one web font, and the property that says headings may use it.
fn heading_font() -> String {
    let href = assets::href(assets::HEADING_FONT).unwrap_or_default();
    format!(
        "@font-face{{font-family:Jakarta;src:url({href}) format(\"woff2\");font-weight:700;\
         font-display:swap}}:root{{--head:Jakarta,var(--text)}}\
         @media(prefers-reduced-data:reduce){{:root{{--head:var(--text)}}}}"
    )
}

/// Drops comments and the blanks that mean nothing; strings stay as they are.
/// Blanks around `+`, `-` and before `:` or `(` carry meaning in CSS and are kept.
pub(crate) fn minify(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    let mut blank = false;
    while let Some(c) = chars.next() {
        if c == '/' && chars.peek() == Some(&'*') {
            chars.next();
            let mut last = ' ';
            for inner in chars.by_ref() {
                if last == '*' && inner == '/' {
                    break;
                }
                last = inner;
            }
            blank = true;
            continue;
        }
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let glued = "{};,>".contains(c) || out.ends_with(['{', '}', ';', ',', ':', '>']);
        if blank && !glued && !out.is_empty() {
            out.push(' ');
        }
        blank = false;
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(c);
        if c == '"' || c == '\'' {
            copy_string(c, &mut chars, &mut out);
        }
    }
    out
}

fn copy_string(quote: char, chars: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for c in chars {
        out.push(c);
        if c == quote && !escaped {
            return;
        }
        escaped = c == '\\' && !escaped;
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, io::Write};

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    #[test]
    fn minifying_keeps_what_matters() {
        let source = "/* a */ .a > b,\n.c :hover { color : red; width: calc(1px + 2px); }\n\
                      @media (width >= 64rem) and (hover) { .d::after { content: \" ;  / \"; } }";
        assert_eq!(
            minify(source),
            ".a>b,.c :hover{color :red;width:calc(1px + 2px)}\
             @media (width>= 64rem) and (hover){.d::after{content:\" ;  / \"}}"
        );
    }

    #[test]
    fn a_style_weighs_at_most_seven_kilobytes_on_the_wire() {
        for palette in Palette::ALL {
            let style = Style::of(palette, false);
            let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
            gzip.write_all(style.css.as_bytes()).unwrap();
            let size = gzip.finish().unwrap().len();
            assert!(size <= 7 * 1024, "{palette}: {size} bytes");
        }
    }

    #[test]
    fn every_variant_has_its_own_hash_and_saving_data_fetches_nothing() {
        let mut hashes = HashSet::new();
        for palette in Palette::ALL {
            for save_data in [false, true] {
                let style = Style::of(palette, save_data);
                assert!(
                    hashes.insert(style.csp_hash.clone()),
                    "{palette} {save_data}"
                );
                assert!(style.csp_hash.starts_with("'sha256-"));
                assert_eq!(style.css.contains("url("), !save_data);
                let office = Style::office(palette, save_data);
                assert!(hashes.insert(office.csp_hash.clone()));
                assert_eq!(office.css.contains("url("), !save_data);
                assert!(
                    !style.css.contains("</"),
                    "the style must not end its own element"
                );
            }
        }
        assert!(hashes.insert(Style::plain().csp_hash.clone()));
        for save_data in [false, true] {
            let portal = Style::portal(save_data);
            assert!(hashes.insert(portal.csp_hash.clone()));
            assert_eq!(portal.css.contains("url("), !save_data);
        }
    }

    #[test]
    fn braces_are_balanced() {
        for source in [SITE, PORTAL, PLAIN, include_str!("../assets/office.css")] {
            let css = minify(source);
            assert_eq!(css.matches('{').count(), css.matches('}').count());
            assert!(!css.contains("/*"));
        }
    }
}
