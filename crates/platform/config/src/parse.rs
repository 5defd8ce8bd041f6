//! How each kind of value is written, and what is said when it is not.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

pub(crate) type Parsed<T> = Result<T, String>;

pub(crate) fn text(value: &str) -> Parsed<String> {
    Ok(value.to_owned())
}

pub(crate) fn optional_text(value: &str) -> Parsed<Option<String>> {
    Ok(Some(value.to_owned()).filter(|value| value != "off"))
}

pub(crate) fn path(value: &str) -> Parsed<PathBuf> {
    Ok(PathBuf::from(value))
}

pub(crate) fn boolean(value: &str) -> Parsed<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err(format!("{value:?} is neither true nor false")),
    }
}

pub(crate) fn port(value: &str) -> Parsed<u16> {
    value
        .parse()
        .map_err(|_| format!("{value:?} is not a port number from 0 to 65535"))
}

/// A count that makes no sense as zero.
pub(crate) fn count(value: &str) -> Parsed<u32> {
    match value.parse() {
        Ok(0) | Err(_) => Err(format!("{value:?} is not a whole number of at least 1")),
        Ok(number) => Ok(number),
    }
}

pub(crate) fn socket(value: &str) -> Parsed<SocketAddr> {
    value
        .parse()
        .map_err(|_| format!("{value:?} is not an address with a port, for example 127.0.0.1:8080"))
}

pub(crate) fn optional_socket(value: &str) -> Parsed<Option<SocketAddr>> {
    if value == "off" {
        Ok(None)
    } else {
        socket(value).map(Some)
    }
}

/// An address, with a port where it is not the usual 53; "off" is none.
pub(crate) fn name_server(value: &str) -> Parsed<Option<SocketAddr>> {
    if value == "off" {
        return Ok(None);
    }
    let usual = value.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, 53));
    usual
        .or_else(|_| value.parse())
        .map(Some)
        .map_err(|_| format!("{value:?} is not the address of a name server, such as 9.9.9.9"))
}

/// Addresses, separated by commas.
pub(crate) fn addresses(value: &str) -> Parsed<Vec<IpAddr>> {
    value
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.parse()
                .map_err(|_| format!("{part:?} is not an address such as 203.0.113.7"))
        })
        .collect()
}

/// Networks or single addresses, separated by commas.
pub(crate) fn networks(value: &str) -> Parsed<Vec<IpNet>> {
    value
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.parse::<IpNet>()
                .or_else(|_| part.parse::<IpAddr>().map(IpNet::from))
                .map_err(|_| {
                    format!("{part:?} is not an address or network, for example 10.0.0.0/8")
                })
        })
        .collect()
}

/// Words, separated by commas or spaces.
pub(crate) fn words(value: &str) -> Parsed<Vec<String>> {
    Ok(value
        .split([',', ' '])
        .filter(|word| !word.is_empty() && *word != "off")
        .map(str::to_owned)
        .collect())
}

/// `15` (seconds), `15s`, `500ms`, `2m`, `1h`.
pub(crate) fn duration(value: &str) -> Parsed<Duration> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = value.split_at(digits);
    let milliseconds = match unit.trim() {
        "ms" => Some(1),
        "" | "s" => Some(1_000),
        "m" | "min" => Some(60_000),
        "h" => Some(3_600_000),
        _ => None,
    };
    match (number.parse::<u64>().ok(), milliseconds) {
        (Some(number), Some(unit)) if number > 0 => {
            number.checked_mul(unit).map(Duration::from_millis)
        }
        _ => None,
    }
    .ok_or_else(|| format!("{value:?} is not a length of time, for example 15s, 500ms or 2m"))
}

/// `1048576`, `512KiB`, `64MiB`, `1GiB`.
pub(crate) fn bytes(value: &str) -> Parsed<u64> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = value.split_at(digits);
    let shift = match unit.trim() {
        "" | "B" => Some(0),
        "KiB" | "K" | "k" => Some(10),
        "MiB" | "M" => Some(20),
        "GiB" | "G" => Some(30),
        _ => None,
    };
    match (number.parse::<u64>().ok(), shift) {
        (Some(number), Some(shift)) => number.checked_mul(1 << shift),
        _ => None,
    }
    .ok_or_else(|| format!("{value:?} is not a size, for example 512KiB or 64MiB"))
}

pub(crate) fn ratio(value: &str) -> Parsed<f64> {
    match value.parse() {
        Ok(ratio) if (0.0..=1.0).contains(&ratio) => Ok(ratio),
        _ => Err(format!(
            "{value:?} is not a share from 0 to 1, for example 0.05"
        )),
    }
}

/// One of a few words.
pub(crate) fn one_of<T: Copy>(words: &[(&str, T)], value: &str) -> Parsed<T> {
    words
        .iter()
        .find(|(word, _)| *word == value)
        .map(|(_, choice)| *choice)
        .ok_or_else(|| {
            let known: Vec<_> = words.iter().map(|(word, _)| format!("{word:?}")).collect();
            format!("{value:?} is not one of {}", known.join(", "))
        })
}

/// A host name in lower case, without port and without the final dot.
pub(crate) fn domain(value: &str) -> Parsed<String> {
    let fine = value.len() <= 253 && value.split('.').all(is_label);
    if fine {
        Ok(value.to_owned())
    } else {
        Err(format!(
            "{value:?} is not a domain name in lower case, for example desa.banjarkab.go.id"
        ))
    }
}

/// One part of a host name.
pub(crate) fn label(value: &str) -> Parsed<String> {
    if is_label(value) {
        Ok(value.to_owned())
    } else {
        Err(format!(
            "{value:?} is not one part of a host name: small letters, digits and hyphens only"
        ))
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// `scheme://…` with one of the given schemes.
pub(crate) fn is_url(value: &str, schemes: &[&str]) -> bool {
    value
        .split_once("://")
        .is_some_and(|(scheme, rest)| schemes.contains(&scheme) && !rest.is_empty())
}

/// Https always; plain http only to this machine, and never in production.
pub(crate) fn is_secure_address(address: &str, is_production: bool) -> bool {
    if address.contains(['?', '#', ' ', '@']) {
        return false;
    }
    if is_url(address, &["https"]) {
        return true;
    }
    let host = address.strip_prefix("http://").map(|rest| {
        let end = rest.find('/').unwrap_or(rest.len());
        rest[..end]
            .rsplit_once(':')
            .map_or(&rest[..end], |(host, _)| host)
    });
    !is_production && matches!(host, Some("127.0.0.1" | "localhost" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_written_the_way_people_say_them() {
        assert_eq!(duration("15"), Ok(Duration::from_secs(15)));
        assert_eq!(duration("15s"), Ok(Duration::from_secs(15)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        for wrong in [
            "",
            "s",
            "0",
            "-1s",
            "1.5s",
            "15 fortnights",
            "99999999999999999999h",
        ] {
            assert!(duration(wrong).is_err(), "{wrong:?}");
        }
        assert!(duration("18446744073709551615h").is_err());
    }

    #[test]
    fn sizes_are_binary() {
        assert_eq!(bytes("64MiB"), Ok(64 << 20));
        assert_eq!(bytes("1024"), Ok(1024));
        assert!(bytes("64 megabytes").is_err());
        assert!(bytes("99999999999999GiB").is_err());
    }

    #[test]
    fn a_single_address_is_a_network_too() {
        let nets = networks("127.0.0.1, 10.0.0.0/8,::1").expect("three networks");
        assert_eq!(nets.len(), 3);
        assert!(nets[0].contains(&"127.0.0.1".parse::<IpAddr>().expect("address")));
        assert!(networks("10.0.0.0/99").is_err());
    }

    #[test]
    fn host_names_are_strict() {
        assert!(domain("banjarkab.go.id").is_ok());
        for wrong in [
            "",
            "Banjar.id",
            "a..b",
            ".id",
            "id.",
            "a_b.id",
            "-a.id",
            "a b",
            "x:80",
        ] {
            assert!(domain(wrong).is_err(), "{wrong:?}");
        }
    }
}
