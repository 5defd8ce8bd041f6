//! An address taken apart.

use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// What an address is.
#[derive(Debug)]
pub(super) enum Address {
    /// A page on the web.
    Web(Web),
    /// It runs something instead of leading somewhere.
    Script,
    /// A page of the same site: its path.
    Local(String),
    /// A telephone number, a mail address, a picture within the text, or nothing.
    Other,
}

/// An address on the web.
#[derive(Debug)]
pub(super) struct Web {
    /// As it is sent, without `www.`: lower case, `xn--` for other scripts.
    pub(super) host: String,
    pub(super) is_ip: bool,
    pub(super) has_user: bool,
    /// What follows the host, decoded.
    pub(super) rest: String,
}

/// More of an address than this is a key, not words.
const LONGEST_REST: usize = 300;

impl Address {
    pub(super) fn parse(written: &str) -> Self {
        let written = written.trim();
        let lower: String = written
            .chars()
            .filter(|letter| !letter.is_whitespace() && !letter.is_control())
            .take(24)
            .collect::<String>()
            .to_ascii_lowercase();
        if lower.starts_with("javascript:")
            || lower.starts_with("vbscript:")
            || lower.starts_with("data:text/html")
            || lower.starts_with("data:application")
        {
            return Self::Script;
        }
        let full = if let Some(rest) = lower.strip_prefix("hxxp") {
            // "hxxps://" is how people write what machines shall not see.
            let start = if rest.starts_with('s') { 5 } else { 4 };
            format!("http{}", written.get(start..).unwrap_or_default())
        } else if lower.starts_with("http:") || lower.starts_with("https:") {
            written.to_owned()
        } else if lower.starts_with("//") {
            format!("https:{written}")
        } else if written.starts_with(['/', '#', '?', '.']) {
            return Self::Local(words_of(written));
        } else if scheme(&lower).is_some() || written.is_empty() {
            return Self::Other;
        } else if is_bare_host(written) {
            format!("https://{written}")
        } else {
            return Self::Local(words_of(written));
        };
        let full = full.replacen("http://", "https://", 1);
        let full = full
            .strip_prefix("http:")
            .map_or(full.clone(), |rest| format!("https:{rest}"));
        Url::parse(&full).map_or_else(|_| Self::broken(&full), |url| Self::of(&url))
    }

    /// No browser opens it, but it was written to be read, or to be mistaken for one that opens.
    fn broken(full: &str) -> Self {
        let address = full.split_once("//").map_or(full, |(_, rest)| rest);
        let end = address.find(['/', '?', '#']).unwrap_or(address.len());
        let (host, rest) = address.split_at(end);
        let host = host.rsplit('@').next().unwrap_or_default();
        if !host.contains('.') {
            return Self::Other;
        }
        Self::Web(Web {
            host: host.to_lowercase(),
            is_ip: false,
            has_user: false,
            rest: words_of(rest),
        })
    }

    fn of(url: &Url) -> Self {
        let (host, is_ip) = match url.host() {
            Some(Host::Domain(name)) => (name.trim_end_matches('.').to_owned(), false),
            Some(Host::Ipv4(number)) => (number.to_string(), true),
            Some(Host::Ipv6(number)) => (number.to_string(), true),
            None => return Self::Other,
        };
        let host = host
            .strip_prefix("www.")
            .map_or(host.clone(), str::to_owned);
        let rest = format!(
            "{} {} {}",
            url.path(),
            url.query().unwrap_or_default(),
            url.fragment().unwrap_or_default()
        );
        Self::Web(Web {
            host,
            is_ip,
            has_user: !url.username().is_empty() || url.password().is_some(),
            rest: words_of(&rest),
        })
    }
}

fn words_of(rest: &str) -> String {
    let decoded = percent_decode_str(rest).decode_utf8_lossy();
    decoded
        .chars()
        .take(LONGEST_REST)
        .map(|letter| match letter {
            '+' | '_' | '\n' => ' ',
            letter => letter,
        })
        .collect()
}

/// `mailto`, `tel`, `whatsapp`, but not `localhost:8080`.
fn scheme(lower: &str) -> Option<&str> {
    let (scheme, rest) = lower.split_once(':')?;
    let is_port = rest.starts_with(|letter: char| letter.is_ascii_digit()) && scheme.contains('.');
    (!is_port && scheme.chars().all(|letter| letter.is_ascii_alphanumeric())).then_some(scheme)
}

fn is_bare_host(written: &str) -> bool {
    let host = written.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains('.') && !host.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(written: &str) -> Option<String> {
        match Address::parse(written) {
            Address::Web(web) => Some(web.host),
            _ => None,
        }
    }

    #[test]
    fn an_address_is_found_however_it_is_written() {
        for written in [
            "https://www.Slot88.com/x",
            "//slot88.com",
            "slot88.com",
            "hxxps://slot88.com",
            "HTTP:\\\\slot88.com",
            " http://slot88.com:8080/?a=b",
        ] {
            assert_eq!(host(written).as_deref(), Some("slot88.com"), "{written}");
        }
        assert!(host("https://ѕlot.com").is_some_and(|host| host.starts_with("xn--")));
    }

    #[test]
    fn what_is_no_page_is_something_else() {
        assert!(matches!(
            Address::parse("java\nscript:alert(1)"),
            Address::Script
        ));
        assert!(matches!(Address::parse("mailto:a@b.id"), Address::Other));
        assert!(matches!(
            Address::parse("data:image/png;base64,AAAA"),
            Address::Other
        ));
        assert!(matches!(Address::parse("/artikel/x"), Address::Local(_)));
        assert!(matches!(Address::parse(""), Address::Other));
    }
}
