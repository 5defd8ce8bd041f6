//! Pictures inside a text: a mark holds the place until the picture is ready, then the picture
//! itself stands there, in all its sizes.

use kernel::safe_html::escape;
use web::view::{Photo, Picture};

/// How wide a picture in a text is shown (the measure of `.read`).
const SIZES: &str = "(min-width: 44rem) 660px, 92vw";

/// The mark for a picture that is not ready: nobody sees it or hears it read out.
pub fn pending(sha256: &str, alt: &str, class: &str) -> String {
    mark(sha256, &escape(alt), &escape(class))
}

/// The same from what is escaped already.
pub(crate) fn mark(sha256: &str, alt: &str, class: &str) -> String {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" data-class=\"{class}\"")
    };
    format!("<span hidden data-media=\"{sha256}\" data-alt=\"{alt}\"{class}></span>")
}

/// The beginning that all marks of one picture have in common; what to look for in the database.
pub(crate) fn mark_of(sha256: &str) -> String {
    format!("<span hidden data-media=\"{sha256}\"")
}

/// How every mark begins.
const OPEN: &str = "<span hidden data-media=\"";

/// The hashes of the pictures whose marks stand in a text.
pub(crate) fn waiting(html: &str) -> Vec<String> {
    let marks = html.split(OPEN).skip(1);
    marks
        .filter_map(|mark| mark.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Puts the pictures that are ready in the place of their marks. `None` when nothing was to do.
pub fn fill(html: &str, ready: impl Fn(&str) -> Option<Photo>) -> Option<String> {
    replace_marks(html, |mark| {
        let picture = ready(mark.sha256).and_then(|photo| Picture::new(&photo))?;
        Some(shown(&picture, mark.alt, mark.class))
    })
}

/// What a mark says of its picture; the words are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark<'html> {
    pub sha256: &'html str,
    pub alt: &'html str,
    pub class: &'html str,
}

/// Puts what `instead` gives in the place of marks; one for which it gives nothing stays. `None` when
/// all of them did.
pub(crate) fn replace_marks<'html>(
    html: &'html str,
    mut instead: impl FnMut(Mark<'html>) -> Option<String>,
) -> Option<String> {
    const CLOSE: &str = "></span>";
    let mut out = String::with_capacity(html.len());
    let (mut rest, mut replaced) = (html, false);
    while let Some(at) = rest.find(OPEN) {
        let tag = &rest[at..];
        let Some(length) = tag.find(CLOSE).map(|end| end + CLOSE.len()) else {
            break;
        };
        out.push_str(&rest[..at]);
        let mark = Mark {
            sha256: tag[OPEN.len()..].split('"').next().unwrap_or_default(),
            alt: attribute(&tag[..length], "data-alt"),
            class: attribute(&tag[..length], "data-class"),
        };
        match instead(mark) {
            Some(text) => {
                out.push_str(&text);
                replaced = true;
            }
            None => out.push_str(&tag[..length]),
        }
        rest = &tag[length..];
    }
    out.push_str(rest);
    replaced.then_some(out)
}

/// The value of an attribute that [`pending`] wrote, still escaped.
fn attribute<'mark>(mark: &'mark str, name: &str) -> &'mark str {
    let start = format!(" {name}=\"");
    mark.split_once(&start)
        .and_then(|(_, value)| value.split('"').next())
        .unwrap_or_default()
}

/// The picture in all its sizes. `alt` and `class` are escaped already; names of files are
/// hexadecimal.
pub(crate) fn shown(picture: &Picture, alt: &str, class: &str) -> String {
    let webp = if picture.srcset_webp.is_empty() {
        String::new()
    } else {
        format!(
            "<source type=\"image/webp\" srcset=\"{}\" sizes=\"{SIZES}\">",
            picture.srcset_webp
        )
    };
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    };
    format!(
        "<picture>{webp}<img src=\"{}\" srcset=\"{}\" sizes=\"{SIZES}\" alt=\"{alt}\" \
         width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\"{class}></picture>",
        picture.src, picture.srcset_jpg, picture.width, picture.height
    )
}

#[cfg(test)]
mod tests {
    use web::view::PhotoFile;

    use super::*;

    fn photo() -> Photo {
        let file = |name: &str, format: &str| PhotoFile {
            name: name.to_owned(),
            format: format.to_owned(),
            width: 640,
            height: 400,
            bytes: 9,
        };
        Photo {
            alt: "lain".to_owned(),
            width: 1600,
            height: 1000,
            placeholder: String::new(),
            focus: (50, 50),
            variants: vec![file("aa.webp", "webp"), file("bb.jpg", "jpg")],
        }
    }

    #[test]
    fn a_mark_becomes_the_picture_once_it_is_ready() {
        let html = format!(
            "<p>{}</p><p>x</p>",
            pending("f00d", "Titian \"ulin\" <baru>", "wide")
        );
        assert_eq!(fill(&html, |_| None), None);
        assert_eq!(waiting(&html), ["f00d"]);
        let filled = fill(&html, |sha| (sha == "f00d").then(photo)).unwrap();
        assert_eq!(
            filled,
            "<p><picture><source type=\"image/webp\" srcset=\"/media/aa.webp 640w\" \
             sizes=\"(min-width: 44rem) 660px, 92vw\"><img src=\"/media/bb.jpg\" \
             srcset=\"/media/bb.jpg 640w\" sizes=\"(min-width: 44rem) 660px, 92vw\" \
             alt=\"Titian &quot;ulin&quot; &lt;baru&gt;\" width=\"1600\" height=\"1000\" \
             loading=\"lazy\" decoding=\"async\" class=\"wide\"></picture></p><p>x</p>"
        );
        assert_eq!(fill(&filled, |_| Some(photo())), None);
    }

    #[test]
    fn other_pictures_keep_their_marks() {
        let html = format!("{}{}", pending("aaaa", "", ""), pending("bbbb", "", ""));
        let filled = fill(&html, |sha| (sha == "bbbb").then(photo)).unwrap();
        assert!(filled.starts_with(&pending("aaaa", "", "")));
        assert!(filled.contains("alt=\"\"") && !filled.contains("data-media=\"bbbb\""));
    }
}
