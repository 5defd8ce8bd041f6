//! The name of the host a request was sent to, in the one form that may be compared.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use crate::text_value::{reads_text, shows_text};

/// A host in lower-case ASCII, without port and trailing dot; cheap to clone.
///
/// ```
/// use kernel::HostName;
///
/// let host = HostName::parse("Pembantanan.BanjarKab.go.id.:8080")?;
/// let base = HostName::parse("banjarkab.go.id")?;
/// assert_eq!(host.as_str(), "pembantanan.banjarkab.go.id");
/// assert_eq!(host.label_under(&base), Some("pembantanan"));
/// assert!(HostName::parse("127.0.0.1")?.is_ip());
/// assert!(HostName::parse("%70embantanan.localhost").is_err());
/// # Ok::<(), kernel::HostError>(())
/// ```
#[derive(Clone)]
pub struct HostName {
    name: Arc<str>,
    ip: bool,
}

/// Why a text is no host; a request with such a host is malformed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    #[error("Nama situs kosong.")]
    Empty,
    #[error("Nama situs lebih panjang dari 253 huruf.")]
    TooLong,
    #[error("Nama situs memuat dua titik berurutan.")]
    EmptyLabel,
    #[error("Satu bagian nama situs lebih panjang dari 63 huruf.")]
    LabelTooLong,
    #[error("Bagian nama situs tidak boleh diawali atau diakhiri tanda hubung.")]
    EdgeHyphen,
    #[error("Nama situs memuat tanda yang tidak diperbolehkan.")]
    Character,
    #[error("Nama situs dengan huruf ini tidak dapat dibaca.")]
    International,
    #[error("Nomor port harus angka 0 sampai 65535.")]
    Port,
    #[error("Alamat IP tidak dapat dibaca.")]
    Ip,
}

impl HostName {
    /// Reads a `Host` header, an authority or a configured domain.
    pub fn parse(raw: &str) -> Result<Self, HostError> {
        if raw.is_empty() {
            return Err(HostError::Empty);
        }
        if let Some(rest) = raw.strip_prefix('[') {
            return bracketed(rest);
        }
        let host = without_port(raw)?;
        let host = host.strip_suffix('.').unwrap_or(host);
        if host.is_empty() {
            return Err(HostError::Empty);
        }
        // Also bounds the work below; no host becomes shorter by IDNA than a third of its bytes.
        if host.len() > 253 * 4 {
            return Err(HostError::TooLong);
        }
        let host = canonical(host)?;
        let ip = check_labels(&host)?;
        Ok(Self {
            name: Arc::from(&*host),
            ip,
        })
    }

    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// An address such as `127.0.0.1` or `::1`; never a village.
    pub fn is_ip(&self) -> bool {
        self.ip
    }

    /// The single label in front of `base`: `pembantanan` of `pembantanan.localhost`.
    pub fn label_under(&self, base: &HostName) -> Option<&str> {
        let label = self.name.strip_suffix(base.as_str())?.strip_suffix('.')?;
        (!self.ip && !label.contains('.')).then_some(label)
    }

    /// Whether the host is `base` itself or lies below it, however deep.
    pub fn is_within(&self, base: &HostName) -> bool {
        self == base
            || self
                .name
                .strip_suffix(base.as_str())
                .is_some_and(|above| above.ends_with('.'))
    }
}

/// `::1]:8080` after its opening bracket.
fn bracketed(rest: &str) -> Result<HostName, HostError> {
    let (address, after) = rest.split_once(']').ok_or(HostError::Ip)?;
    match after.strip_prefix(':') {
        Some(port) => check_port(port)?,
        None if after.is_empty() => {}
        None => return Err(HostError::Character),
    }
    let address: Ipv6Addr = address.parse().map_err(|_| HostError::Ip)?;
    Ok(HostName {
        name: address.to_string().into(),
        ip: true,
    })
}

fn without_port(raw: &str) -> Result<&str, HostError> {
    match raw.split_once(':') {
        None => Ok(raw),
        Some((host, port)) => check_port(port).map(|()| host),
    }
}

/// An empty port is legal (RFC 3986, section 3.2.3).
fn check_port(port: &str) -> Result<(), HostError> {
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    let fits = port.is_empty() || port.parse::<u16>().is_ok();
    if digits && fits {
        Ok(())
    } else {
        Err(HostError::Port)
    }
}

/// Lower-case ASCII; a host that already is costs nothing.
fn canonical(host: &str) -> Result<Cow<'_, str>, HostError> {
    if host
        .bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'))
    {
        return Ok(Cow::Borrowed(host));
    }
    if host.is_ascii() {
        return Ok(Cow::Owned(host.to_ascii_lowercase()));
    }
    idna::domain_to_ascii_cow(host.as_bytes(), idna::AsciiDenyList::URL)
        .map_err(|_| HostError::International)
}

/// Checks length and every label; says whether the host is an IPv4 address.
fn check_labels(host: &str) -> Result<bool, HostError> {
    if host.is_empty() {
        return Err(HostError::Empty);
    }
    if host.len() > 253 {
        return Err(HostError::TooLong);
    }
    let mut last = "";
    for label in host.split('.') {
        if label.is_empty() {
            return Err(HostError::EmptyLabel);
        }
        if !label
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        {
            return Err(HostError::Character);
        }
        if label.len() > 63 {
            return Err(HostError::LabelTooLong);
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Err(HostError::EdgeHyphen);
        }
        last = label;
    }
    // As in the URL standard: a host that ends in a number is an address or nothing.
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return host
            .parse::<Ipv4Addr>()
            .map(|_| true)
            .map_err(|_| HostError::Ip);
    }
    Ok(false)
}

impl fmt::Debug for HostName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "HostName({})", self.name)
    }
}

// Equality, order and hash are those of the text, as `Borrow<str>` demands.
impl PartialEq for HostName {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for HostName {}

impl PartialOrd for HostName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for HostName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name.cmp(&other.name)
    }
}

impl Hash for HostName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// Lets a map keyed by host names be asked with a plain text.
impl Borrow<str> for HostName {
    fn borrow(&self) -> &str {
        &self.name
    }
}

reads_text!(HostName, HostError);
shows_text!(HostName);
