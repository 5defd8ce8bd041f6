//! A value that may be used but never shown: passwords, keys, addresses with passwords in them.

use std::fmt;

/// Prints as `***` whatever the format; the only way to the text is [`Secret::expose`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that hands it to a client library.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What a doctor may print: of an address everything but the password and the query, of
    /// anything else nothing.
    pub fn masked(&self) -> String {
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return "***".to_owned();
        };
        let rest = rest.split_once('?').map_or(rest, |(address, _)| address);
        // The last @ ends the credentials: a careless password may contain another one.
        match rest.rsplit_once('@') {
            None => format!("{scheme}://{rest}"),
            Some((credentials, host)) => match credentials.split_once(':') {
                None => format!("{scheme}://{credentials}@{host}"),
                Some((user, _)) => format!("{scheme}://{user}:***@{host}"),
            },
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_prints_itself() {
        let secret = Secret::new("postgres://banua_app:rahasia@127.0.0.1:5442/banua?password=x");
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(
            secret.masked(),
            "postgres://banua_app:***@127.0.0.1:5442/banua"
        );
        assert_eq!(Secret::new("rahasia").masked(), "***");
        assert_eq!(
            Secret::new("redis://127.0.0.1:6390").masked(),
            "redis://127.0.0.1:6390"
        );
        assert_eq!(
            Secret::new("redis://:p@ss@host/0").masked(),
            "redis://:***@host/0"
        );
    }
}
