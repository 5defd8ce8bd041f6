//! Signing in to the district's console by the word of an identity provider.

use crate::reader::Reader;
use crate::{Secret, parse};

/// An OpenID Connect provider whose word opens the console.
#[derive(Debug, Clone)]
pub struct Oidc {
    /// Its address, exactly as it names itself.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Secret,
    /// What the button says after "Masuk dengan".
    pub label: String,
    /// Only addresses of this domain come in.
    pub email_domain: Option<String>,
    /// Asked of the provider: how strongly people are to prove who they are.
    pub acr_values: Vec<String>,
    /// What the provider says when it took a second factor; without it our own is asked for.
    pub mfa_claim: Option<MfaClaim>,
}

/// A claim that vouches for a second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MfaClaim {
    /// `amr` contains this.
    Amr(String),
    /// `acr` is this.
    Acr(String),
}

impl MfaClaim {
    fn parse(value: &str) -> parse::Parsed<Option<Self>> {
        match value.split_once(':') {
            _ if value == "off" => Ok(None),
            Some(("amr", word)) if !word.is_empty() => Ok(Some(Self::Amr(word.to_owned()))),
            Some(("acr", word)) if !word.is_empty() => Ok(Some(Self::Acr(word.to_owned()))),
            _ => Err(format!(
                "{value:?} is neither amr:… nor acr:…, for example amr:mfa"
            )),
        }
    }
}

impl Oidc {
    /// `None` without an issuer: then nobody signs in this way.
    pub(crate) fn read(from: &mut Reader, is_production: bool) -> Option<Self> {
        let issuer = from.take("oidc.issuer", None, parse::optional_text);
        let client_id = from.take("oidc.client_id", None, parse::optional_text);
        let client_secret = from.take_secret("oidc.client_secret");
        let label = from.take("oidc.label", "akun dinas".to_owned(), parse::text);
        let email_domain = from.take("oidc.email_domain", None, |value| match value {
            "off" => Ok(None),
            domain => parse::domain(domain).map(Some),
        });
        let acr_values = from.take("oidc.acr_values", Vec::new(), parse::words);
        let mfa_claim = from.take("oidc.mfa_claim", None, MfaClaim::parse);
        let Some(issuer) = issuer else {
            if client_id.is_some() || client_secret.is_some() {
                from.complain(
                    "oidc.issuer",
                    "is missing: a client is given, but not whose",
                );
            }
            return None;
        };
        if !parse::is_secure_address(&issuer, is_production) {
            from.complain(
                "oidc.issuer",
                "is not an https address without ? and #, such as https://sso.banjarkab.go.id/realms/banjar",
            );
        }
        if client_id.is_none() {
            from.complain(
                "oidc.client_id",
                "is missing: the name the provider knows this service by",
            );
        }
        if client_secret.is_none() {
            from.complain(
                "oidc.client_secret",
                "is missing: set BANUA_OIDC_CLIENT_SECRET",
            );
        }
        Some(Self {
            issuer,
            client_id: client_id?,
            client_secret: client_secret?,
            label,
            email_domain,
            acr_values,
            mfa_claim,
        })
    }
}
