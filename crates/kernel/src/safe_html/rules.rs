//! The allow-lists: which elements, attributes, classes and addresses may stay.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::embed;

/// `h1`, `h5` and `h6` are allowed in and renamed on the way out, so that their text keeps a heading.
const ARTICLE_TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

const ARTICLE_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "title"]),
    ("iframe", &["src"]),
    (
        "img",
        &[
            "src", "alt", "title", "width", "height", "loading", "decoding",
        ],
    ),
    ("ol", &["start"]),
    ("td", &["align", "colspan", "rowspan"]),
    ("th", &["align", "colspan", "rowspan", "scope"]),
];

/// How a picture or table lies in the text.
const ARTICLE_CLASSES: &[(&str, &[&str])] = &[
    ("figure", &["left", "right", "wide"]),
    ("img", &["left", "right", "wide"]),
    ("p", &["lead", "center", "embed"]),
    ("table", &["wide"]),
    ("td", CELL_SIDES),
    ("th", CELL_SIDES),
];

/// How a cell's text lies; the obsolete attribute `align` becomes a class of the same name.
const CELL_SIDES: &[&str] = &["left", "right", "center"];

const COMMENT_TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "em",
    "i",
    "li",
    "ol",
    "p",
    "strong",
    "ul",
];

const RENAMED: &[(&str, &str)] = &[("h1", "h2"), ("h5", "h4"), ("h6", "h4")];

static ARTICLE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut rules = shared_rules();
    rules
        .tags(ARTICLE_TAGS.iter().copied().collect())
        .tag_attributes(table(ARTICLE_ATTRIBUTES))
        .allowed_classes(table(ARTICLE_CLASSES))
        .link_rel(None);
    rules
});

static COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut rules = shared_rules();
    rules
        .tags(COMMENT_TAGS.iter().copied().collect())
        .tag_attributes(table(&[("a", &["href"])]))
        .link_rel(Some("nofollow ugc noopener"));
    rules
});

pub(super) fn article(html: &str) -> String {
    // Old embeds take the page's own scheme.
    let html = html.replace("src=\"//www.", "src=\"https://www.");
    let mut clean = embed::placeholders(&ARTICLE.clean(&html).to_string());
    for cell in ["td", "th"] {
        for side in CELL_SIDES {
            let obsolete = format!("<{cell} align=\"{side}\"");
            if clean.contains(&obsolete) {
                clean = clean.replace(&obsolete, &format!("<{cell} class=\"{side}\""));
            }
        }
    }
    for (from, to) in RENAMED {
        // The sanitiser writes headings without attributes and escapes every other "<".
        if clean.contains(&format!("<{from}>")) {
            clean = clean.replace(&format!("<{from}>"), &format!("<{to}>"));
            clean = clean.replace(&format!("</{from}>"), &format!("</{to}>"));
        }
    }
    clean
}

pub(super) fn comment(html: &str) -> String {
    COMMENT.clean(html).to_string()
}

fn shared_rules() -> Builder<'static> {
    let mut rules = Builder::empty();
    rules
        .generic_attributes(HashSet::new())
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "title", "noscript",
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::Custom(Box::new(within_the_site)))
        .attribute_filter(fitting_value)
        .strip_comments(true);
    rules
}

fn table(
    rows: &[(&'static str, &'static [&'static str])],
) -> HashMap<&'static str, HashSet<&'static str>> {
    rows.iter()
        .map(|(tag, names)| (*tag, names.iter().copied().collect()))
        .collect()
}

/// `/artikel/x`, `media/x.jpg`, `#peta`; not `//elsewhere.test`, nor what browsers read as that
/// after turning backslashes round and dropping tabs and line ends.
fn within_the_site(address: &str) -> Option<Cow<'_, str>> {
    let address = address.trim();
    let odd = |letter: char| letter == '\\' || letter.is_control();
    (!address.contains(odd) && !address.starts_with("//")).then_some(Cow::Borrowed(address))
}

/// Pictures come by http or from the site; sizes and spans are plain numbers.
fn fitting_value<'value>(tag: &str, name: &str, value: &'value str) -> Option<Cow<'value, str>> {
    let fits = match (tag, name) {
        ("img", "src") => {
            let scheme = value
                .trim_start()
                .get(..7)
                .unwrap_or_default()
                .to_ascii_lowercase();
            !scheme.starts_with("mailto:") && !scheme.starts_with("tel:")
        }
        ("img", "loading") => matches!(value, "lazy" | "eager"),
        ("img", "decoding") => matches!(value, "async" | "sync" | "auto"),
        ("td" | "th", "align") => matches!(value, "left" | "right" | "center"),
        ("th", "scope") => matches!(value, "col" | "row" | "colgroup" | "rowgroup"),
        (_, "width" | "height" | "start" | "colspan" | "rowspan") => {
            matches!(value.len(), 1..=5) && value.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => true,
    };
    fits.then_some(Cow::Borrowed(value))
}
