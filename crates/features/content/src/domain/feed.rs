//! The news for feed readers (RSS 2.0).

use jiff::{Timestamp, fmt::rfc2822};
use kernel::time;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// What the feed says about itself.
#[derive(Debug)]
pub struct Channel<'a> {
    pub title: &'a str,
    pub description: &'a str,
    /// Without a trailing slash.
    pub base_url: &'a str,
}

/// One article.
#[derive(Debug, Clone)]
pub struct Item {
    pub title: String,
    /// Absolute.
    pub address: String,
    pub excerpt: String,
    pub body_html: String,
    pub author: String,
    pub category: Option<String>,
    pub published: Timestamp,
    pub photo: Option<Enclosure>,
}

/// A photo of an article.
#[derive(Debug, Clone)]
pub struct Enclosure {
    /// Absolute.
    pub address: String,
    pub bytes: u64,
}

const NAMESPACES: [(&str, &str); 4] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];

/// The whole document, newest article first as given.
///
/// # Errors
/// Writing into memory does not fail; the writer's type says that it might.
pub fn document(channel: &Channel<'_>, items: &[Item]) -> std::io::Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(
        BytesStart::new("rss").with_attributes(NAMESPACES),
    ))?;
    xml.write_event(Event::Start(BytesStart::new("channel")))?;
    let own = format!("{}/rss.xml", channel.base_url);
    text(&mut xml, "title", channel.title)?;
    text(&mut xml, "link", &format!("{}/", channel.base_url))?;
    text(&mut xml, "description", channel.description)?;
    text(&mut xml, "language", "id")?;
    empty(
        &mut xml,
        "atom:link",
        &[
            ("href", &own),
            ("rel", "self"),
            ("type", "application/rss+xml"),
        ],
    )?;
    if let Some(newest) = items.iter().map(|item| item.published).max() {
        text(&mut xml, "lastBuildDate", &moment(newest))?;
    }
    text(&mut xml, "ttl", "60")?;
    for item in items {
        write_item(&mut xml, item, channel.base_url)?;
    }
    xml.write_event(Event::End(BytesEnd::new("channel")))?;
    xml.write_event(Event::End(BytesEnd::new("rss")))?;
    String::from_utf8(xml.into_inner()).map_err(std::io::Error::other)
}

fn write_item(xml: &mut Writer<Vec<u8>>, item: &Item, base_url: &str) -> std::io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new("item")))?;
    text(xml, "title", &item.title)?;
    text(xml, "link", &item.address)?;
    text(xml, "guid", &item.address)?;
    text(xml, "pubDate", &moment(item.published))?;
    text(xml, "description", &item.excerpt)?;
    if !item.author.is_empty() {
        text(xml, "dc:creator", &item.author)?;
    }
    if let Some(category) = &item.category {
        text(xml, "category", category)?;
    }
    if let Some(photo) = &item.photo {
        let (url, length) = (photo.address.as_str(), photo.bytes.to_string());
        empty(
            xml,
            "enclosure",
            &[("url", url), ("length", &length), ("type", "image/jpeg")],
        )?;
    }
    text(xml, "content:encoded", &absolute(&item.body_html, base_url))?;
    xml.write_event(Event::End(BytesEnd::new("item")))
}

fn text(xml: &mut Writer<Vec<u8>>, name: &str, content: &str) -> std::io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name)))?;
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

/// Addresses within the site, as the sanitiser writes them, made good for elsewhere.
fn absolute(html: &str, base_url: &str) -> String {
    ["src", "href"]
        .iter()
        .fold(html.to_owned(), |html, attribute| {
            html.replace(
                &format!("{attribute}=\"/"),
                &format!("{attribute}=\"{base_url}/"),
            )
        })
}

/// "Fri, 20 Nov 2026 08:00:00 +0800"
fn moment(at: Timestamp) -> String {
    rfc2822::to_string(&at.to_zoned(time::WITA.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel() -> Channel<'static> {
        Channel {
            title: "Desa Pembantanan",
            description: "Kabar desa",
            base_url: "http://pembantanan.localhost:8080",
        }
    }

    fn item() -> Item {
        Item {
            title: "Pemuda & Olahraga <RT 02> \u{1}\"A\"".into(),
            address: "http://pembantanan.localhost:8080/artikel/pemuda".into(),
            excerpt: "Ringkas".into(),
            body_html: "<p><img src=\"/media/a.jpg\"> <a href=\"/kontak\">kami</a></p>".into(),
            author: "Admin".into(),
            category: Some("Pemuda & Olahraga".into()),
            published: time::parse_local("2026-11-20T08:00").unwrap(),
            photo: Some(Enclosure {
                address: "http://pembantanan.localhost:8080/media/a.jpg".into(),
                bytes: 12345,
            }),
        }
    }

    #[test]
    fn texts_are_escaped_once_and_dates_have_the_villages_offset() {
        let xml = document(&channel(), &[item()]).unwrap();
        assert!(xml.contains("<title>Pemuda &amp; Olahraga &lt;RT 02&gt; &quot;A&quot;</title>"));
        assert!(!xml.contains("&amp;amp;"));
        assert!(xml.contains("<pubDate>Fri, 20 Nov 2026 08:00:00 +0800</pubDate>"));
        assert!(xml.contains("length=\"12345\""));
    }

    #[test]
    fn every_address_in_the_feed_is_absolute() {
        let xml = document(&channel(), &[item()]).unwrap();
        assert!(xml.contains("src=&quot;http://pembantanan.localhost:8080/media/a.jpg&quot;"));
        assert!(xml.contains("href=&quot;http://pembantanan.localhost:8080/kontak&quot;"));
        assert!(xml.contains("href=\"http://pembantanan.localhost:8080/rss.xml\" rel=\"self\""));
    }

    #[test]
    fn a_reader_gets_back_what_was_written() {
        let xml = document(&channel(), &[item()]).unwrap();
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut depth = 0_i32;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        assert!(document(&channel(), &[]).unwrap().contains("</channel>"));
    }
}
