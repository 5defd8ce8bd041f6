//! Whether a code, a label or a host may be given to a village, said so that it can be put right.

use db::register::{HostPurpose, Subdistrict, Village};
use kernel::{HostName, SubdistrictCode, VillageCode, VillageKind, VillageSlug};
use serde::Serialize;

use super::{Context, Refusal};
use crate::tenants::{english, regency};

/// What is wrong with one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complaint {
    pub field: &'static str,
    pub code: &'static str,
    pub message: String,
}

/// Everything that is wrong with a command.
#[derive(Debug, Default)]
pub struct Complaints(Vec<Complaint>);

impl Complaints {
    pub fn add(&mut self, field: &'static str, code: &'static str, message: impl Into<String>) {
        self.0.push(Complaint {
            field,
            code,
            message: message.into(),
        });
    }

    /// The value, or the complaint about it.
    pub fn take<T>(
        &mut self,
        field: &'static str,
        code: &'static str,
        result: Result<T, String>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(message) => {
                self.add(field, code, message);
                None
            }
        }
    }

    /// One refusal with all complaints; named after the first.
    pub fn into_refusal(self) -> Option<Refusal> {
        let first = self.0.first()?;
        let code = first.code;
        let lines: Vec<String> = self
            .0
            .iter()
            .map(|one| format!("--{}: {}", one.field, one.message))
            .collect();
        let detail = serde_json::json!({ "problems": self.0 });
        Some(Refusal::usage(code, lines.join("\n       ")).with_detail(detail))
    }
}

pub fn code(text: &str) -> Result<VillageCode, String> {
    VillageCode::parse(text).map_err(|error| english::region(error, text.trim()))
}

pub fn name(text: &str) -> Result<String, String> {
    regency::name(text).map_err(|reason| format!("the name {reason}"))
}

pub fn kind(text: &str) -> Result<VillageKind, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("'{text}' is neither desa, kelurahan nor desa_adat"))
}

pub fn palette(text: &str) -> Result<look::Palette, String> {
    text.trim()
        .parse()
        .map_err(|error: look::palette::UnknownPalette| error.to_string())
}

/// A subdistrict by code or by name.
pub fn subdistrict(text: &str, known: &[Subdistrict]) -> Result<SubdistrictCode, String> {
    let word = text.trim();
    let code = word.parse::<SubdistrictCode>().ok();
    let found = known.iter().find(|subdistrict| {
        code.is_some_and(|code| subdistrict.code == code.dotted())
            || subdistrict.name.eq_ignore_ascii_case(word)
            || subdistrict.slug == word
    });
    if let Some(found) = found {
        return found
            .code
            .parse()
            .map_err(|error| english::region(error, &found.code));
    }
    if known.is_empty() {
        return Err(
            "the register has no subdistricts yet; run `banua village apply tenants/banjar` first"
                .to_owned(),
        );
    }
    let near = english::nearest(
        word,
        known.iter().map(|subdistrict| subdistrict.name.as_str()),
    );
    let hint = near
        .map(|near| format!("; did you mean '{near}'?"))
        .unwrap_or_default();
    Err(format!("there is no subdistrict '{word}'{hint}"))
}

/// Why a label cannot go to the village `of`: code of the rule, and the words.
pub fn label(
    text: &str,
    of: Option<VillageCode>,
    villages: &[Village],
    context: &Context,
) -> Result<VillageSlug, (&'static str, String)> {
    let word = text.trim();
    let slug = VillageSlug::parse(word).map_err(|error| {
        let code = match error {
            kernel::VillageSlugError::Reserved(_) => "slug_reserved",
            _ => "bad_slug",
        };
        (code, english::village_slug(&error, word))
    })?;
    if word == context.config.site.portal_label {
        let reason = format!("'{word}' cannot be an address label: the portal answers there");
        return Err(("slug_reserved", reason));
    }
    let others = || villages.iter().filter(|village| Some(village.code) != of);
    if let Some(holder) = others().find(|village| village.slug == slug) {
        let reason = format!(
            "the address label '{slug}' belongs to {} ({}); villages of one name take \
             name-subdistrict",
            holder.name, holder.code
        );
        return Err(("slug_taken", reason));
    }
    let former = others().find(|village| {
        village
            .hosts
            .iter()
            .any(|host| host.purpose == HostPurpose::Former && host.host == slug.as_str())
    });
    if let Some(holder) = former {
        let reason = format!(
            "'{slug}' is a former address of {} ({}), and old links there still lead to it",
            holder.name, holder.code
        );
        return Err(("slug_taken", reason));
    }
    Ok(slug)
}

/// A domain of a village's own.
pub fn host(text: &str, context: &Context) -> Result<HostName, String> {
    let word = text.trim();
    let host = HostName::parse(word).map_err(|_| {
        format!("'{word}' is not a host name such as desapembantanan.id (without https:// and /)")
    })?;
    let base = HostName::parse(&context.config.site.base_domain)
        .map_err(|_| "site.base_domain of the configuration is not a host name".to_owned())?;
    if host.is_ip() || !host.as_str().contains('.') || word.contains(':') {
        return Err(format!("'{word}' is not a domain name"));
    }
    if host.is_within(&base) {
        let reason = "change the address label with `banua village rename --slug` instead";
        return Err(format!("'{host}' lies below {base}; {reason}"));
    }
    Ok(host)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use config::Config;

    use super::*;

    fn context() -> Context {
        let url = "postgres://nobody@127.0.0.1:1/x";
        let config = Config::for_tests(url, url, Path::new("/tmp"));
        let database = tokio::runtime::Runtime::new()
            .unwrap()
            .block_on(async { db::Database::open(&config).unwrap() });
        Context {
            config,
            database,
            json: false,
        }
    }

    #[test]
    fn labels_that_must_not_become_a_village_are_refused_with_a_reason() {
        let context = context();
        let refused = [
            "www",
            "admin",
            "api",
            "media",
            "cdn",
            "mail",
            "kab",
            "desa",
            "Suka-Maju",
            "suka_maju",
            "suka.maju",
            "-suka",
            "suka-",
            &"a".repeat(64),
            "xn--suk-aq1a",
            "public",
            "pg_temp",
            "information_schema",
            "desa\"; DROP SCHEMA public CASCADE;--",
            "",
            "kec-gambut",
            "ab--cd",
            "emoji🎉",
        ];
        for word in refused {
            let (_, reason) = label(word, None, &[], &context).unwrap_err();
            assert!(!reason.is_empty(), "{word}");
        }
        assert_eq!(
            label(" suka-maju2 ", None, &[], &context).unwrap().as_str(),
            "suka-maju2"
        );
    }

    #[test]
    fn a_domain_of_ones_own_is_a_domain_elsewhere() {
        let context = context();
        assert_eq!(
            host("DesaPembantanan.ID", &context).unwrap().as_str(),
            "desapembantanan.id"
        );
        for wrong in [
            "localhost",
            "x.localhost",
            "127.0.0.1",
            "https://a.id",
            "a.id:80",
            "",
            "a b.id",
        ] {
            assert!(host(wrong, &context).is_err(), "{wrong}");
        }
    }
}
