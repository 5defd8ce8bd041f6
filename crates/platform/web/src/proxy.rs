//! What a proxy says about a request, believed only from the proxies that were configured.

use std::net::{IpAddr, SocketAddr};

use config::IpNet;
use http::HeaderMap;

/// What is known of how a request came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The visitor's address; the last hop that no trusted proxy vouches for.
    pub address: IpAddr,
    /// Whether the visitor spoke HTTPS, when a trusted proxy said so.
    pub secure: Option<bool>,
}

impl Origin {
    /// Reads the peer's address and, if it is a trusted proxy, its `X-Forwarded-*`.
    pub fn of(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
        let direct = Self {
            address: peer.ip(),
            secure: None,
        };
        if trusted.is_empty() || !is_trusted(&peer.ip()) {
            return direct;
        }
        let hops: Vec<IpAddr> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|hop| hop.trim().parse().ok())
            .collect();
        let address = hops
            .iter()
            .rev()
            .find(|hop| !is_trusted(hop))
            .copied()
            .unwrap_or(direct.address);
        let secure = headers
            .get("x-forwarded-proto")
            .and_then(|value| value.to_str().ok())
            .map(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
        Self { address, secure }
    }

    /// The host the visitor asked for, when a trusted proxy passes it on.
    pub fn forwarded_host<'a>(
        peer: SocketAddr,
        headers: &'a HeaderMap,
        trusted: &[IpNet],
    ) -> Option<&'a str> {
        if !trusted.iter().any(|net| net.contains(&peer.ip())) {
            return None;
        }
        headers
            .get("x-forwarded-host")
            .and_then(|value| value.to_str().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwarded_addresses_count_only_from_a_trusted_proxy() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            "6.6.6.6, 203.0.113.9, 10.0.0.2".parse().unwrap(),
        );
        headers.insert("x-forwarded-proto", "https".parse().unwrap());
        let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap()];
        let proxy: SocketAddr = "10.0.0.1:1234".parse().unwrap();
        let stranger: SocketAddr = "198.51.100.7:1234".parse().unwrap();

        let through = Origin::of(proxy, &headers, &trusted);
        assert_eq!(through.address.to_string(), "203.0.113.9");
        assert_eq!(through.secure, Some(true));

        let direct = Origin::of(stranger, &headers, &trusted);
        assert_eq!(direct.address, stranger.ip());
        assert_eq!(direct.secure, None);
    }
}
