//! The national service for electronic signatures (BSrE), through the client service that a regency runs.

use crate::reader::Reader;
use crate::{Secret, parse};

/// Where letters are signed with the certificates of those who sign.
#[derive(Debug, Clone)]
pub struct Bsre {
    /// The address of the esign client service, without `/api`.
    pub url: String,
    pub user: String,
    pub password: Secret,
}

impl Bsre {
    /// `None` without an address: then the village's own key is all there is.
    pub(crate) fn read(from: &mut Reader, is_production: bool) -> Option<Self> {
        let url = from.take("bsre.url", None, parse::optional_text);
        let user = from.take("bsre.user", None, parse::optional_text);
        let password = from.take_secret("bsre.password");
        let Some(url) = url else {
            if user.is_some() || password.is_some() {
                from.complain("bsre.url", "is missing: a user is given, but not where");
            }
            return None;
        };
        if !parse::is_secure_address(&url, is_production) {
            from.complain(
                "bsre.url",
                "is not an https address without ? and #, such as https://esign.banjarkab.go.id",
            );
        }
        if user.is_none() {
            from.complain("bsre.user", "is missing: the name the service knows us by");
        }
        if password.is_none() {
            from.complain("bsre.password", "is missing: set BANUA_BSRE_PASSWORD");
        }
        Some(Self {
            url: url.trim_end_matches('/').to_owned(),
            user: user?,
            password: password?,
        })
    }
}
