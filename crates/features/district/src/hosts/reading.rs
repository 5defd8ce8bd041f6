//! Which domains a village may want.

use config::Site;
use kernel::{HostError, HostName};

/// The longest domain: the record that proves it has seven letters more.
const LONGEST: usize = 246;
/// Names that lead nowhere in the world, or are written in examples only.
const RESERVED: [&str; 17] = [
    "alt",
    "arpa",
    "corp",
    "example",
    "example.com",
    "example.net",
    "example.org",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localhost",
    "onion",
    "private",
    "test",
];

/// Why a text is no domain a village may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadHost {
    #[error("write the bare domain, such as desapembantanan.id, without https:// and /")]
    NotBare,
    #[error("this is no domain name: {0:?}")]
    Malformed(HostError),
    #[error("this is the address of a machine, not a domain name")]
    Address,
    #[error("a domain has at least two parts, such as desapembantanan.id")]
    OnePart,
    #[error("a domain may be {LONGEST} letters long at most")]
    TooLong,
    #[error("it lies below the service's own domain; change the address label instead")]
    Ours,
    #[error("the service's own domain lies below it")]
    AboveOurs,
    #[error("this ending is reserved and leads nowhere")]
    Reserved,
}

impl BadHost {
    /// As whoever typed it reads it.
    pub fn told(self) -> String {
        match self {
            Self::NotBare => {
                "Tulis nama domainnya saja, seperti desapembantanan.id, tanpa https:// \
                              dan garis miring."
                    .to_owned()
            }
            Self::Malformed(error) => error.to_string(),
            Self::Address => {
                "Ini alamat mesin (IP), bukan nama domain seperti desapembantanan.id.".to_owned()
            }
            Self::OnePart => {
                "Nama domain paling sedikit dua bagian, seperti desapembantanan.id.".to_owned()
            }
            Self::TooLong => format!("Nama domain paling panjang {LONGEST} huruf."),
            Self::Ours => "Domain ini bagian dari layanan ini sendiri. Ubah alamat desanya di \
                           “Nama dan alamat”."
                .to_owned(),
            Self::AboveOurs => {
                "Domain ini induk dari domain layanan ini, jadi bukan milik satu desa.".to_owned()
            }
            Self::Reserved => {
                "Akhiran domain ini dicadangkan dan tidak dapat dibuka siapa pun.".to_owned()
            }
        }
    }
}

/// Reads a domain as it is typed: in any case, with a final dot, with letters of any script.
///
/// # Errors
/// See [`BadHost`].
pub fn read_host(typed: &str, site: &Site) -> Result<HostName, BadHost> {
    let word = typed.trim();
    if word.contains(|sign: char| sign.is_whitespace() || "/:@?#".contains(sign)) {
        // An address of six parts, in brackets or not, is told as what it is.
        let bare = word.trim_start_matches('[').trim_end_matches(']');
        return Err(match bare.parse::<std::net::Ipv6Addr>() {
            Ok(_) => BadHost::Address,
            Err(_) => BadHost::NotBare,
        });
    }
    let host = HostName::parse(word).map_err(|error| match error {
        HostError::TooLong => BadHost::TooLong,
        other => BadHost::Malformed(other),
    })?;
    let name = host.as_str();
    if host.is_ip() {
        return Err(BadHost::Address);
    }
    if name.len() > LONGEST {
        return Err(BadHost::TooLong);
    }
    if let Ok(base) = HostName::parse(&site.base_domain) {
        if host.is_within(&base) {
            return Err(BadHost::Ours);
        }
        if base.is_within(&host) {
            return Err(BadHost::AboveOurs);
        }
    }
    let Some((_, ending)) = name.rsplit_once('.') else {
        return Err(BadHost::OnePart);
    };
    if ending.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadHost::Address);
    }
    let is_reserved = RESERVED.iter().any(|reserved| {
        name.strip_suffix(reserved)
            .is_some_and(|above| above.is_empty() || above.ends_with('.'))
    });
    if is_reserved {
        return Err(BadHost::Reserved);
    }
    Ok(host)
}

#[cfg(test)]
mod tests {
    use config::Config;

    use super::*;

    fn site(base: &str) -> Site {
        let url = "postgres://nobody@127.0.0.1:1/x";
        let mut site = Config::for_tests(url, url, std::path::Path::new("/tmp")).site;
        base.clone_into(&mut site.base_domain);
        site
    }

    #[test]
    fn a_domain_is_read_as_people_write_it() {
        for (typed, host) in [
            (" DesaPembantanan.ID ", "desapembantanan.id"),
            ("desapembantanan.id.", "desapembantanan.id"),
            ("www.desa-baru.desa.id", "www.desa-baru.desa.id"),
            ("désa.id", "xn--dsa-bma.id"),
            ("xn--dsa-bma.id", "xn--dsa-bma.id"),
            ("1.desa.id", "1.desa.id"),
            ("mybanjarkab.go.id", "mybanjarkab.go.id"),
        ] {
            let read = read_host(typed, &site("banjarkab.go.id"));
            assert_eq!(read.unwrap().as_str(), host, "{typed}");
        }
    }

    #[test]
    fn what_no_village_may_have_is_refused_with_the_reason() {
        let long = format!("{}.id", ["a".repeat(60).as_str(); 5].join("."));
        let nearly = format!("{}.id", ["a".repeat(60).as_str(); 4].join("."));
        assert_eq!(nearly.len(), 246);
        assert!(read_host(&nearly, &site("banjarkab.go.id")).is_ok());
        for (typed, wrong) in [
            ("https://desa.id", BadHost::NotBare),
            ("desa.id/", BadHost::NotBare),
            ("desa.id:8080", BadHost::NotBare),
            ("siti@desa.id", BadHost::NotBare),
            ("desa baru.id", BadHost::NotBare),
            ("", BadHost::Malformed(HostError::Empty)),
            ("desa..id", BadHost::Malformed(HostError::EmptyLabel)),
            ("-desa.id", BadHost::Malformed(HostError::EdgeHyphen)),
            ("de_sa.id", BadHost::Malformed(HostError::Character)),
            ("*.desa.id", BadHost::Malformed(HostError::Character)),
            ("203.0.113.7", BadHost::Address),
            ("[2001:db8::7]", BadHost::Address),
            ("2001:db8::7", BadHost::Address),
            ("desa", BadHost::OnePart),
            (&long, BadHost::TooLong),
            ("banjarkab.go.id", BadHost::Ours),
            ("BARU.banjarkab.go.id.", BadHost::Ours),
            ("a.b.banjarkab.go.id", BadHost::Ours),
            ("go.id", BadHost::AboveOurs),
            ("desa.localhost", BadHost::Reserved),
            ("desa.example.com", BadHost::Reserved),
            ("desa.test", BadHost::Reserved),
        ] {
            let read = read_host(typed, &site("banjarkab.go.id"));
            assert_eq!(read.unwrap_err(), wrong, "{typed}");
            assert!(wrong.told().ends_with('.'), "{typed}");
        }
    }
}
