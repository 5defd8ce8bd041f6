//! What sites of others would show inside the page becomes a link to it: nothing is loaded from
//! elsewhere, and nobody is followed, until a reader asks for it.

/// Replaces what the sanitiser left of frames, and drops pictures whose address it refused.
///
/// Works on the sanitiser's own output, in which every other "<" is escaped.
pub(super) fn placeholders(clean: &str) -> String {
    let mut out = String::with_capacity(clean.len());
    let mut rest = clean;
    while let Some(at) = rest.find("<i") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[..length];
        if tag.starts_with("<iframe") {
            out.push_str(&source(tag).and_then(link).unwrap_or_default());
            let after = &rest[length..];
            // Whatever stands inside a frame is for browsers without frames.
            rest = match after.find("</iframe>") {
                Some(end) => &after[end + "</iframe>".len()..],
                None => after,
            };
            continue;
        }
        let is_lost = tag.starts_with("<img") && source(tag).is_none();
        if !is_lost {
            out.push_str(tag);
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn source(tag: &str) -> Option<&str> {
    let (_, value) = tag.split_once(" src=\"")?;
    value.split('"').next().filter(|source| !source.is_empty())
}

/// The placeholder for a frame of a site we know; `source` is escaped as an attribute.
fn link(source: &str) -> Option<String> {
    let address = source
        .strip_prefix("https://")
        .or_else(|| source.strip_prefix("http://"))?;
    let (host, path) = address.split_once('/')?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let (href, words) = match host {
        "youtube.com" | "youtube-nocookie.com" => {
            let id = path.strip_prefix("embed/")?;
            (
                format!("https://www.youtube.com/watch?v={}", video(id)?),
                "Tonton video di YouTube",
            )
        }
        "youtu.be" => (
            format!("https://www.youtube.com/watch?v={}", video(path)?),
            "Tonton video di YouTube",
        ),
        "google.com" | "google.co.id" | "maps.google.com" if path.starts_with("maps") => {
            let href = match place(path) {
                Some((latitude, longitude)) => {
                    format!("https://www.google.com/maps?q={latitude},{longitude}")
                }
                None => source.to_owned(),
            };
            (href, "Buka peta di Google Maps")
        }
        _ => return None,
    };
    Some(format!(
        "<p class=\"embed\"><a href=\"{href}\">{words}</a></p>"
    ))
}

/// A video's name, as YouTube makes them.
fn video(path: &str) -> Option<&str> {
    let name = path.split(['?', '&', '/']).next()?;
    let fits = (6..=20).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    fits.then_some(name)
}

/// Where a map's frame looks at: its `pb` carries `!2d<longitude>!3d<latitude>`.
fn place(path: &str) -> Option<(&str, &str)> {
    let number = |mark: &str| {
        let (_, value) = path.split_once(mark)?;
        let value = value.split('!').next()?;
        value.parse::<f64>().is_ok().then_some(value)
    };
    Some((number("!3d")?, number("!2d")?))
}

#[cfg(test)]
mod tests {
    use crate::SafeHtml;

    fn clean(html: &str) -> String {
        SafeHtml::sanitise(html).into_string()
    }

    #[test]
    fn frames_of_known_sites_become_links() {
        assert_eq!(
            clean(
                "<iframe width=560 src=\"https://www.youtube.com/embed/dQw4w9WgXcQ?si=a\" \
                 onload=x()></iframe><p>a</p>"
            ),
            "<p class=\"embed\"><a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\">\
             Tonton video di YouTube</a></p><p>a</p>"
        );
        assert_eq!(
            clean(
                "<iframe src=\"https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d3983.1!2d114.72\
                 !3d-3.25!2m3\"></iframe>"
            ),
            "<p class=\"embed\"><a href=\"https://www.google.com/maps?q=-3.25,114.72\">\
             Buka peta di Google Maps</a></p>"
        );
        let old = clean("<iframe src=\"//www.youtube.com/embed/dQw4w9WgXcQ\"></iframe>");
        assert!(old.contains("watch?v=dQw4w9WgXcQ"), "{old}");
    }

    #[test]
    fn frames_of_anybody_else_are_gone() {
        for frame in [
            "<iframe src=\"https://judi.example/embed/x\">pakai peramban lain</iframe>",
            "<iframe src=\"javascript:alert(1)\"></iframe>",
            "<iframe srcdoc=\"<b>x</b>\"></iframe>",
            "<iframe src=\"https://www.youtube.com/embed/../redirect?q=x\"></iframe>",
            "<iframe src=\"https://youtube.com.judi.example/embed/dQw4w9WgXcQ\"></iframe>",
        ] {
            assert_eq!(
                clean(&format!("<p>a</p>{frame}<p>b</p>")),
                "<p>a</p><p>b</p>",
                "{frame}"
            );
        }
    }

    #[test]
    fn a_picture_without_an_address_is_gone() {
        assert_eq!(
            clean(
                "<p>a<img src=\"data:image/png;base64,AA\" alt=\"x\">b</p><img src=\"/media/a.jpg\" alt=\"\">"
            ),
            "<p>ab</p><img src=\"/media/a.jpg\" alt=\"\">"
        );
    }
}
