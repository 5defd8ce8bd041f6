//! Where a link that the office types may lead: into the site, or to another by name.

use std::fmt;

use kernel::HostName;

/// Longest address, in characters.
const LONGEST: usize = 500;

/// An address a visitor may be led to. Never one that runs something or hides where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination(String);

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DestinationError {
    TooLong,
    Sign,
    Scheme,
    NoScheme,
    Host,
    Contact,
}

impl fmt::Display for DestinationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "Alamat ini terlalu panjang. Batasnya 500 huruf.",
            Self::Sign => {
                "Alamat tidak boleh memuat spasi, tanda kutip, atau garis miring terbalik."
            }
            Self::Scheme => {
                "Alamat seperti ini tidak boleh dipakai. Yang boleh diawali https:// atau /, \
                 misalnya /artikel."
            }
            Self::NoScheme => {
                "Awali dengan https:// untuk situs lain, atau / untuk halaman di situs ini."
            }
            Self::Host => "Nama situs dalam alamat ini tidak dapat dibaca. Salin ulang alamatnya.",
            Self::Contact => "Setelah mailto: atau tel: tulis satu e-mail atau nomor telepon.",
        })
    }
}

impl Destination {
    /// Reads what was typed. `own` is this site's address ("https://desa.example.id"): what lies
    /// below it becomes a path, so that it stays right when the site's name changes.
    ///
    /// # Errors
    /// The reason in words.
    pub fn read(typed: &str, own: &str) -> Result<Self, DestinationError> {
        let typed = typed.trim();
        if typed.chars().count() > LONGEST {
            return Err(DestinationError::TooLong);
        }
        // Browsers skip controls within a scheme and read "\" as "/": neither is let in.
        let is_odd = |letter: char| {
            letter.is_whitespace()
                || letter.is_control()
                || matches!(letter, '\\' | '"' | '\'' | '<' | '>' | '`')
                || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
                || matches!(letter, '\u{2060}'..='\u{206f}' | '\u{feff}')
        };
        if typed.contains(is_odd) {
            return Err(DestinationError::Sign);
        }
        let inside = typed
            .strip_prefix(own)
            .filter(|rest| !own.is_empty() && (rest.is_empty() || rest.starts_with('/')));
        if let Some(path) = inside {
            return Self::path(if path.is_empty() { "/" } else { path });
        }
        if typed.starts_with('/') {
            return Self::path(typed);
        }
        let Some((scheme, rest)) = typed.split_once(':') else {
            return Err(DestinationError::NoScheme);
        };
        match scheme.to_ascii_lowercase().as_str() {
            scheme @ ("https" | "http") => Self::elsewhere(scheme, rest),
            scheme @ ("mailto" | "tel") => Self::contact(scheme, rest),
            // "desa.id:8080/x" is a site whose beginning was forgotten.
            scheme if scheme.contains('.') => Err(DestinationError::NoScheme),
            _ => Err(DestinationError::Scheme),
        }
    }

    /// "//host" would lead to another site in the clothes of a path.
    fn path(path: &str) -> Result<Self, DestinationError> {
        if path.starts_with("//") {
            return Err(DestinationError::NoScheme);
        }
        Ok(Self(path.to_owned()))
    }

    fn elsewhere(scheme: &str, rest: &str) -> Result<Self, DestinationError> {
        let rest = rest.strip_prefix("//").ok_or(DestinationError::Host)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        // A name before an "@" is there to deceive: "https://desa.id@elsewhere.example".
        if host.contains('@') {
            return Err(DestinationError::Host);
        }
        let name = HostName::parse(host).map_err(|_| DestinationError::Host)?;
        if !name.is_ip() && !name.as_str().contains('.') {
            return Err(DestinationError::Host);
        }
        Ok(Self(format!("{scheme}://{host}{path}")))
    }

    fn contact(scheme: &str, rest: &str) -> Result<Self, DestinationError> {
        let fits = match scheme {
            "mailto" => rest.split_once('@').is_some_and(|(who, host)| {
                !who.is_empty() && host.contains('.') && !host.contains(['@', ','])
            }),
            _ => {
                let digits = rest.chars().filter(char::is_ascii_digit).count();
                let known = |letter: char| letter.is_ascii_digit() || "+-.()".contains(letter);
                digits >= 3 && rest.chars().all(known)
            }
        };
        if fits {
            Ok(Self(format!("{scheme}:{rest}")))
        } else {
            Err(DestinationError::Contact)
        }
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://pembantanan.banjarkab.go.id";

    #[test]
    fn what_lies_in_the_site_or_is_named_may_be_linked() {
        for (typed, kept) in [
            ("/artikel", "/artikel"),
            (" /halaman/profil#letak ", "/halaman/profil#letak"),
            ("https://banjarkab.go.id", "https://banjarkab.go.id"),
            (
                "HTTPS://maps.app.goo.gl/a?b=c:d",
                "https://maps.app.goo.gl/a?b=c:d",
            ),
            ("http://contoh.id:8080/a", "http://contoh.id:8080/a"),
            ("https://pembantanan.banjarkab.go.id", "/"),
            ("https://pembantanan.banjarkab.go.id/agenda", "/agenda"),
            (
                "https://pembantanan.banjarkab.go.id.contoh.id/x",
                "https://pembantanan.banjarkab.go.id.contoh.id/x",
            ),
            ("mailto:desa@contoh.id", "mailto:desa@contoh.id"),
            ("tel:+62511123", "tel:+62511123"),
        ] {
            let read = Destination::read(typed, OWN).map(Destination::into_string);
            assert_eq!(read.as_deref(), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn what_runs_or_hides_is_refused() {
        use DestinationError::{Contact, Host, NoScheme, Scheme, Sign};
        for (typed, why) in [
            ("javascript:alert(1)", Scheme),
            ("JavaScript:alert(1)", Scheme),
            ("java\tscript:alert(1)", Sign),
            ("java\u{200b}script:alert(1)", Sign),
            ("data:text/html,x", Scheme),
            ("vbscript:x", Scheme),
            ("file:///etc/passwd", Scheme),
            ("//judi.example", NoScheme),
            ("/\\judi.example", Sign),
            ("https:judi.example", Host),
            ("https://", Host),
            ("https://desa.id@judi.example/", Host),
            ("https://localhost/x", Host),
            ("www.contoh.id/a", NoScheme),
            ("contoh.id:8080/a", NoScheme),
            ("", NoScheme),
            ("#", NoScheme),
            ("mailto:semua", Contact),
            ("tel:darurat", Contact),
            ("https://contoh.id/\"onclick", Sign),
        ] {
            let read = Destination::read(typed, OWN);
            assert_eq!(read, Err(why), "{typed}");
        }
        let long = format!("/{}", "a".repeat(600));
        assert_eq!(
            Destination::read(&long, OWN),
            Err(DestinationError::TooLong)
        );
    }
}
