//! What the names of elements mean for a reader.

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
];

/// Elements around which words are apart. All others, unknown ones too, may stand within a word.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "input",
    "legend",
    "li",
    "main",
    "marquee",
    "menu",
    "nav",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
];

/// Elements whose content a browser keeps to itself.
const NEVER_SHOWN: &[&str] = &[
    "datalist", "iframe", "noembed", "noframes", "object", "template",
];

pub(super) fn is_void(name: &LocalName) -> bool {
    VOID.contains(&&**name)
}

pub(super) fn is_block(name: &LocalName) -> bool {
    BLOCKS.binary_search(&&**name).is_ok()
}

pub(super) fn is_never_shown(name: &LocalName) -> bool {
    NEVER_SHOWN.contains(&&**name)
}

pub(super) fn attributes(tag: &Tag) -> impl Iterator<Item = (&str, &str)> {
    tag.attrs
        .iter()
        .map(|attribute| (&*attribute.name.local, &*attribute.value))
}

/// Whether an address can lead to another site.
pub(super) fn leads_out(href: &str) -> bool {
    let href = href.trim_start().to_ascii_lowercase();
    ["http", "//", "www."]
        .iter()
        .any(|start| href.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocks_are_in_order() {
        assert!(BLOCKS.is_sorted());
    }
}
