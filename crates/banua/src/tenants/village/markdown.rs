//! Markdown (GFM) to the HTML that pages show.

use comrak::{
    Arena, Options, format_html,
    nodes::{Node, NodeValue},
    parse_document,
};
use content::intake::{PictureHash, pictures::pending};
use kernel::SafeHtml;

use super::pictures::{Mention, Pictures};
use crate::tenants::problem::Problems;

/// A piece of Markdown and where it stands.
pub struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
    /// Lines of the file before the piece.
    pub above: usize,
    /// What a picture without description is called.
    pub title: &'a str,
}

/// The clean HTML, and the pictures in it.
pub struct Rendered {
    pub html: SafeHtml,
    pub pictures: Vec<PictureHash>,
}

/// Renders a piece. Raw HTML in it is dropped; pictures have to lie in the folder `media/`.
pub fn render(source: &Source<'_>, shelf: &mut Pictures, problems: &mut Problems) -> Rendered {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;

    let arena = Arena::new();
    let root = parse_document(&arena, source.text, &options);
    let mut pictures = Vec::new();
    for node in root.descendants() {
        place_picture(node, source, shelf, &mut pictures, problems);
    }
    let mut html = String::new();
    format_html(root, &options, &mut html).expect("a String takes all text");
    // Check boxes are form fields; what they say is kept as a sign.
    let html = html
        .replace(
            "<input type=\"checkbox\" checked=\"\" disabled=\"\" />",
            "☑",
        )
        .replace("<input type=\"checkbox\" disabled=\"\" />", "☐");
    let clean = SafeHtml::sanitise(&html);
    Rendered {
        html: SafeHtml::from_store(mark_pictures(clean.as_str())),
        pictures,
    }
}

/// Replaces the address of a picture by its hash, which survives the sanitiser unchanged.
fn place_picture<'a>(
    node: Node<'a>,
    source: &Source<'_>,
    shelf: &mut Pictures,
    found: &mut Vec<PictureHash>,
    problems: &mut Problems,
) {
    let alt = match node.data().value {
        NodeValue::Image(_) => node.collect_text(),
        _ => return,
    };
    let mut data = node.data_mut();
    let line = data.sourcepos.start.line + source.above;
    let NodeValue::Image(link) = &mut data.value else {
        return;
    };
    let Some(name) = link.url.strip_prefix("media/") else {
        let reason = format!(
            "picture '{}' does not lie in the folder: put it into media/ and write media/name.jpg",
            link.url
        );
        problems.add(source.file, line, reason);
        return;
    };
    let alt = Some(alt.trim()).filter(|alt| !alt.is_empty());
    let mention = Mention {
        file: source.file,
        line,
        alt,
        otherwise: source.title,
    };
    if let Some(hash) = shelf.find(name, &mention, problems) {
        link.url = format!("media/{hash}");
        found.push(hash);
    }
}

/// Puts the mark of the intake in the place of every picture.
fn mark_pictures(clean: &str) -> String {
    let mut out = String::with_capacity(clean.len());
    let mut rest = clean;
    while let Some(at) = rest.find("<img ") {
        let tag = &rest[at..];
        let Some(length) = tag.find('>').map(|end| end + 1) else {
            break;
        };
        out.push_str(&rest[..at]);
        match attribute(&tag[..length], "src").and_then(|src| src.strip_prefix("media/")) {
            Some(hash) => {
                let alt = attribute(&tag[..length], "alt").unwrap_or_default();
                // The sanitiser has escaped it; the mark escapes once more by itself.
                out.push_str(&pending(hash, &unescaped(alt), ""));
            }
            None => out.push_str(&tag[..length]),
        }
        rest = &tag[length..];
    }
    out.push_str(rest);
    out
}

/// An attribute as the sanitiser writes it, in double quotation marks.
fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

fn unescaped(text: &str) -> String {
    text.replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let mut shelf = Pictures::new(std::path::Path::new("/nowhere"), "desa");
        let mut problems = Problems::default();
        let source = Source {
            file: "a.md",
            text,
            above: 0,
            title: "Judul",
        };
        render(&source, &mut shelf, &mut problems)
            .html
            .into_string()
    }

    #[test]
    fn tables_lists_and_links_become_html_and_raw_html_does_not() {
        let text = "# Judul\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] sudah\n- [ ] belum\n\n\
                    ~~lama~~ https://banjarkab.go.id\n\n<script>alert(1)</script>\n";
        let html = html(text);
        assert!(html.starts_with("<h2>Judul</h2>"), "{html}");
        assert!(
            html.contains("<td>1</td>") && html.contains("<del>lama</del>"),
            "{html}"
        );
        assert!(
            html.contains("☑ sudah") && html.contains("☐ belum"),
            "{html}"
        );
        assert!(html.contains("href=\"https://banjarkab.go.id\""), "{html}");
        assert!(!html.contains("script"), "{html}");
    }

    #[test]
    fn a_tag_with_a_bracket_in_its_description_stays_whole() {
        let clean = "<p><img src=\"media/aa\" alt=\"a &gt; &quot;b&quot;\">x</p>";
        assert_eq!(
            mark_pictures(clean),
            format!("<p>{}x</p>", pending("aa", "a > \"b\"", ""))
        );
    }

    #[test]
    fn missing_and_foreign_pictures_are_told_with_their_line() {
        let mut shelf = Pictures::new(std::path::Path::new("/nowhere"), "desa");
        let mut problems = Problems::default();
        let text = "satu\n\n![x](media/tidak-ada.jpg)\n\n![y](https://jauh.test/y.jpg)\n";
        let source = Source {
            file: "a.md",
            text,
            above: 5,
            title: "Judul",
        };
        render(&source, &mut shelf, &mut problems);
        let found = problems.unless_any(()).unwrap_err();
        assert_eq!((found[0].line, found[1].line), (Some(8), Some(10)));
        assert!(found[0].reason.contains("is not in media/"), "{}", found[0]);
    }
}
