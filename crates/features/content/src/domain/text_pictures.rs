//! Pictures inside a text that went through the sanitiser: which are there, and putting others in
//! their place.

/// One `<img …>` of a text. Values are as the sanitiser wrote them: escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'html> {
    pub src: &'html str,
    pub alt: &'html str,
    /// "left", "right" or "wide"; or nothing.
    pub class: &'html str,
}

/// What a picture's address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'html> {
    /// A file among those everybody may see: the part before the dot.
    File(&'html str),
    /// A photo whose sizes were still being made when it was put into the text: its number.
    Photo(&'html str),
}

impl<'html> Found<'html> {
    /// What of a village's own the address names, whichever of its hosts stands before it: names of
    /// files are made from what is in them.
    pub fn named(&self) -> Option<Named<'html>> {
        let path = match self.src.split_once("://") {
            Some((_, rest)) => &rest[rest.find('/')?..],
            None => self.src,
        };
        if let Some(rest) = path.strip_prefix("/kantor/foto/") {
            return rest.strip_suffix("/gambar").map(Named::Photo);
        }
        let (name, _) = path.strip_prefix("/media/")?.split_once('.')?;
        let is_hash = name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then_some(Named::File(name))
    }
}

/// Every picture, in order.
pub fn pictures(html: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    walk(html, |picture| {
        found.push(picture);
        None
    });
    found
}

/// The text with what `put` gives in the place of each picture. A paragraph or figure that holds
/// nothing else goes with a picture that goes.
pub fn replace(html: &str, mut put: impl FnMut(&Found<'_>) -> String) -> String {
    let text = walk(html, |picture| Some(put(&picture)));
    let mut text = text.replace("<figure></figure>", "").replace("<p></p>", "");
    for class in ["left", "right", "wide"] {
        text = text.replace(&format!("<figure class=\"{class}\"></figure>"), "");
    }
    text
}

/// Goes from picture to picture; what is given for one takes its place.
fn walk<'html>(html: &'html str, mut visit: impl FnMut(Found<'html>) -> Option<String>) -> String {
    const OPEN: &str = "<img";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(OPEN) {
        let tag = &rest[at..];
        let Some(length) = length_of(tag) else { break };
        out.push_str(&rest[..at]);
        match visit(read(&tag[..length])) {
            Some(instead) => out.push_str(&instead),
            None => out.push_str(&tag[..length]),
        }
        rest = &tag[length..];
    }
    out.push_str(rest);
    out
}

/// Up to the ">" that ends the tag: one inside quotes does not.
fn length_of(tag: &str) -> Option<usize> {
    let mut is_quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn read(tag: &str) -> Found<'_> {
    let value = |name: &str| {
        let (_, value) = tag.split_once(&format!(" {name}=\""))?;
        value.split('"').next()
    };
    Found {
        src: value("src").unwrap_or_default(),
        alt: value("alt").unwrap_or_default(),
        class: value("class").unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::SafeHtml;

    use super::*;

    const NAME: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn pictures_are_found_whatever_is_written_about_them() {
        let html = SafeHtml::sanitise(&format!(
            "<p>a<img alt='lebih > dari \" satu' class=\"wide x\" onload=x src=\"/media/{NAME}.jpg\"></p>\
             <picture><source srcset=x><img src=\"https://desa.test/media/{NAME}.webp\"></picture>"
        ));
        let found = pictures(html.as_str());
        assert_eq!(found.len(), 2, "{html}");
        assert_eq!(found[0].named(), Some(Named::File(NAME)));
        assert_eq!(found[0].class, "wide");
        assert!(found[0].alt.starts_with("lebih ") && found[0].alt.ends_with("&quot; satu"));
        assert_eq!(found[1].named(), Some(Named::File(NAME)));
    }

    #[test]
    fn an_address_of_somebody_else_names_nothing() {
        for src in [
            "https://lain.test/a.jpg",
            "/media/../original/a.jpg",
            "/media/ABC.jpg",
            "https://lain.test",
            "/aset/x.png",
            "",
        ] {
            let found = Found {
                src,
                alt: "",
                class: "",
            };
            assert_eq!(found.named(), None, "{src}");
        }
        let waiting = Found {
            src: "/kantor/foto/7/gambar",
            alt: "",
            class: "",
        };
        assert_eq!(waiting.named(), Some(Named::Photo("7")));
    }

    #[test]
    fn what_held_only_a_picture_goes_with_it() {
        let html = "<p>a</p><figure class=\"left\"><img src=\"x\"></figure><p><img src=\"y\"></p>\
                    <p>b<img src=\"z\"></p>";
        assert_eq!(replace(html, |_| String::new()), "<p>a</p><p>b</p>");
        assert_eq!(replace("<img src=\"x", |_| String::new()), "<img src=\"x");
    }
}
