//! How addresses are built: the domain, the portal's name, scheme and port as visitors see them.

use crate::parse;
use crate::reader::Reader;

/// How addresses are built.
#[derive(Debug, Clone)]
pub struct Site {
    pub base_domain: String,
    pub portal_label: String,
    pub public_scheme: Scheme,
    /// Written into absolute addresses; `None` when it is the scheme's own port.
    pub public_port: Option<u16>,
    pub environment: Environment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    Development,
    Production,
}

impl Site {
    pub(crate) fn read(from: &mut Reader, listen_port: u16) -> Self {
        let environments = [
            ("development", Environment::Development),
            ("production", Environment::Production),
        ];
        let environment = from.take("site.environment", Environment::Development, |value| {
            parse::one_of(&environments, value)
        });
        let production = environment == Environment::Production;
        let schemes = [("http", Scheme::Http), ("https", Scheme::Https)];
        let usual = if production {
            Scheme::Https
        } else {
            Scheme::Http
        };
        let public_scheme = from.take("site.public_scheme", usual, |value| {
            parse::one_of(&schemes, value)
        });
        let usual_port = if production { 0 } else { listen_port };
        let public_port = from.take("site.public_port", usual_port, parse::port);
        let site = Self {
            base_domain: from.take("site.base_domain", "localhost".to_owned(), parse::domain),
            portal_label: from.take("site.portal_label", "desa".to_owned(), parse::label),
            public_scheme,
            public_port: Some(public_port)
                .filter(|port| *port != 0 && *port != public_scheme.default_port()),
            environment,
        };
        if production && !from.was_given("site.base_domain") {
            from.complain(
                "site.base_domain",
                "must be set in production: banjarkab.go.id",
            );
        }
        site
    }

    pub fn is_production(&self) -> bool {
        self.environment == Environment::Production
    }

    /// `pembantanan` → `pembantanan.localhost`.
    pub fn village_host(&self, slug: &str) -> String {
        format!("{slug}.{}", self.base_domain)
    }

    pub fn portal_host(&self) -> String {
        self.village_host(&self.portal_label)
    }

    /// `desa.localhost` → `http://desa.localhost:8080`, never with a slash at the end.
    pub fn origin(&self, host: &str) -> String {
        let scheme = self.public_scheme.as_str();
        match self.public_port {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        }
    }

    pub fn portal_url(&self) -> String {
        self.origin(&self.portal_host())
    }
}

impl Scheme {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    pub fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}
