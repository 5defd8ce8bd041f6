//! News of all villages for feed readers (RSS 2.0).

use jiff::{Timestamp, fmt::rfc2822};
use kernel::time;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// What the feed says about itself.
#[derive(Debug)]
pub(crate) struct Channel<'a> {
    pub title: &'a str,
    pub description: &'a str,
    /// The portal's, without a trailing slash.
    pub base_url: &'a str,
}

/// One article of one village.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub title: String,
    /// Absolute, at the village's own host.
    pub address: String,
    pub excerpt: String,
    pub village: String,
    /// The village's own feed.
    pub source: String,
    pub published: Timestamp,
    pub photo: Option<Enclosure>,
}

/// A photo of an article.
#[derive(Debug, Clone)]
pub(crate) struct Enclosure {
    /// Absolute.
    pub address: String,
    pub bytes: u64,
}

/// The whole document, in the order given.
///
/// # Errors
/// Writing into memory does not fail; the writer's type says that it might.
pub(crate) fn document(channel: &Channel<'_>, items: &[Item]) -> std::io::Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(BytesStart::new("rss").with_attributes([
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ])))?;
    xml.write_event(Event::Start(BytesStart::new("channel")))?;
    let own = format!("{}/kabar.xml", channel.base_url);
    text(&mut xml, "title", channel.title, &[])?;
    text(
        &mut xml,
        "link",
        &format!("{}/kabar", channel.base_url),
        &[],
    )?;
    text(&mut xml, "description", channel.description, &[])?;
    text(&mut xml, "language", "id", &[])?;
    let reference = [
        ("href", own.as_str()),
        ("rel", "self"),
        ("type", "application/rss+xml"),
    ];
    empty(&mut xml, "atom:link", &reference)?;
    if let Some(newest) = items.iter().map(|item| item.published).max() {
        text(&mut xml, "lastBuildDate", &moment(newest), &[])?;
    }
    text(&mut xml, "ttl", "60", &[])?;
    for item in items {
        write_item(&mut xml, item)?;
    }
    xml.write_event(Event::End(BytesEnd::new("channel")))?;
    xml.write_event(Event::End(BytesEnd::new("rss")))?;
    String::from_utf8(xml.into_inner()).map_err(std::io::Error::other)
}

fn write_item(xml: &mut Writer<Vec<u8>>, item: &Item) -> std::io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new("item")))?;
    text(xml, "title", &item.title, &[])?;
    text(xml, "link", &item.address, &[])?;
    text(xml, "description", &item.excerpt, &[])?;
    text(xml, "category", &item.village, &[])?;
    if let Some(photo) = &item.photo {
        let length = photo.bytes.to_string();
        let attributes = [
            ("url", photo.address.as_str()),
            ("length", &length),
            ("type", "image/jpeg"),
        ];
        empty(xml, "enclosure", &attributes)?;
    }
    text(xml, "guid", &item.address, &[])?;
    text(xml, "pubDate", &moment(item.published), &[])?;
    text(xml, "source", &item.village, &[("url", &item.source)])?;
    xml.write_event(Event::End(BytesEnd::new("item")))
}

fn text(
    xml: &mut Writer<Vec<u8>>,
    name: &str,
    content: &str,
    attributes: &[(&str, &str)],
) -> std::io::Result<()> {
    let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(&lawful(content))))?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn empty(
    xml: &mut Writer<Vec<u8>>,
    name: &str,
    attributes: &[(&str, &str)],
) -> std::io::Result<()> {
    let element = BytesStart::new(name).with_attributes(attributes.iter().copied());
    xml.write_event(Event::Empty(element))
}

/// XML knows no control characters, not even escaped.
fn lawful(text: &str) -> String {
    text.chars()
        .filter(|letter| match letter {
            '\t' | '\n' | '\r' => true,
            '\u{FFFE}' | '\u{FFFF}' => false,
            other => !other.is_control(),
        })
        .collect()
}

/// "Fri, 20 Nov 2026 08:00:00 +0800"
fn moment(at: Timestamp) -> String {
    rfc2822::to_string(&at.to_zoned(time::WITA.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_village_wrote_stays_text() {
        let item = Item {
            title: "A & B <script>\u{1}".to_owned(),
            address: "http://a.localhost/artikel/a".to_owned(),
            excerpt: "]]> \"x\"".to_owned(),
            village: "Desa Bi'ih".to_owned(),
            source: "http://a.localhost/rss.xml".to_owned(),
            published: "2026-11-25T04:00:00Z".parse().unwrap(),
            photo: None,
        };
        let channel = Channel {
            title: "Kabar",
            description: "Semua",
            base_url: "http://desa.localhost",
        };
        let xml = document(&channel, &[item]).unwrap();
        let mut reader = quick_xml::Reader::from_str(&xml);
        reader.config_mut().check_end_names = true;
        let mut items = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) if start.name().as_ref() == "item" => items += 1,
                Event::Start(start) => assert_ne!(start.name().as_ref(), "script"),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(items, 1);
        assert!(xml.contains("Wed, 25 Nov 2026 12:00:00 +0800"), "{xml}");
        assert!(!xml.contains('\u{1}'));
    }
}
