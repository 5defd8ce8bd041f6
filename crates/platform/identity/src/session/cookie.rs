//! The number in the browser, and the cookie that carries it.

use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::random;

/// The cookie of somebody who works here.
pub const COOKIE: &str = STAFF.secure;

/// What a cookie is called. `__Host-` makes browsers refuse it from any other host, also from the
/// other villages below the same domain. Over plain http, where browsers refuse the prefix, it has
/// another name that still contains the first, so the gate knows that pages of its bearer are not to
/// be shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CookieName {
    pub secure: &'static str,
    plain: &'static str,
}

/// Of somebody who works here.
pub const STAFF: CookieName = CookieName {
    secure: "__Host-sid",
    plain: "plain__Host-sid",
};

/// Of a resident in the village's own pages for residents. Another name, so that somebody who works
/// here and lives here can be both in one browser.
pub const CITIZEN: CookieName = CookieName {
    secure: "__Host-warga",
    plain: "plain__Host-warga",
};

impl CookieName {
    /// The value of `Set-Cookie` that signs in; see [`cookie`].
    pub fn set(self, id: &SessionId, secure: bool) -> String {
        self.line(secure, &id.to_text(), "")
    }

    /// The value of `Set-Cookie` that signs out.
    pub fn forget(self, secure: bool) -> String {
        self.line(secure, "", "; Max-Age=0")
    }

    /// The session's number in the values of a request's `Cookie` headers.
    pub fn find<'a>(
        self,
        headers: impl IntoIterator<Item = &'a str>,
        secure: bool,
    ) -> Option<SessionId> {
        let name = if secure { self.secure } else { self.plain };
        SessionId::parse(value_of(headers, name)?)
    }

    fn line(self, secure: bool, value: &str, more: &str) -> String {
        if secure {
            let name = self.secure;
            format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{more}")
        } else {
            let name = self.plain;
            format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{more}")
        }
    }
}

/// The number in the browser: 32 random bytes. Whoever has it is the person, so it is shown to
/// nobody and logged nowhere.
#[derive(Clone)]
pub struct SessionId(Zeroizing<[u8; 32]>);

impl SessionId {
    pub(super) fn generate() -> Self {
        Self(random::bytes())
    }

    /// Reads a cookie's value: exactly 43 letters, digits, `-` and `_`.
    pub fn parse(text: &str) -> Option<Self> {
        random::from_text(text).map(Self)
    }

    /// The cookie's value.
    pub fn to_text(&self) -> String {
        random::to_text(&self.0)
    }

    /// What the session is called where others may see it.
    pub fn reference(&self, village: &str) -> SessionRef {
        let digest = Sha256::new()
            .chain_update(b"banua session\0")
            .chain_update(village)
            .chain_update([0])
            .chain_update(self.0.as_slice());
        SessionRef(digest.finalize().into())
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId(***)")
    }
}

/// A session's public name, for the list of a person's devices: it ends a session, but opens
/// none. 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionRef([u8; 32]);

impl fmt::Display for SessionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&random::to_hex(&self.0))
    }
}

impl fmt::Debug for SessionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionRef({self})")
    }
}

impl FromStr for SessionRef {
    type Err = crate::IdentityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        random::from_hex(text)
            .map(Self)
            .ok_or(crate::IdentityError::Damaged)
    }
}

/// The value of `Set-Cookie` that signs in. Without `Max-Age`, so that it ends with the browser at
/// the latest.
///
/// `secure` is whether the browser takes `Secure` cookies here: always over https. Over plain http
/// on `*.localhost` Chromium and Firefox take them too, since they hold such hosts trustworthy;
/// Safari does not. Chromium's answer is measured, see the README.
pub fn cookie(id: &SessionId, secure: bool) -> String {
    STAFF.set(id, secure)
}

/// The value of `Set-Cookie` that signs out.
pub fn forget_cookie(secure: bool) -> String {
    STAFF.forget(secure)
}

/// The session's number in the values of a request's `Cookie` headers.
pub fn cookie_of<'a>(
    headers: impl IntoIterator<Item = &'a str>,
    secure: bool,
) -> Option<SessionId> {
    STAFF.find(headers, secure)
}

/// The value of a cookie. Two of one name are none: somebody tries to slip in his own.
pub(crate) fn value_of<'a>(
    headers: impl IntoIterator<Item = &'a str>,
    name: &str,
) -> Option<&'a str> {
    let mut values = headers
        .into_iter()
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(its, _)| *its == name)
        .map(|(_, value)| value);
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_comes_back_as_it_went() {
        let id = SessionId::generate();
        let sent = cookie(&id, true);
        assert_eq!(
            sent.replace(&id.to_text(), "…"),
            "__Host-sid=…; Path=/; Secure; HttpOnly; SameSite=Lax"
        );
        let pair = sent.split(';').next().unwrap();
        let back = cookie_of([format!("a=b; {pair}; c=d").as_str()], true).unwrap();
        assert_eq!(back.to_text(), id.to_text());
        assert!(cookie_of([pair], false).is_none());
        let plain = cookie(&id, false);
        assert!(plain.contains(COOKIE) && !plain.starts_with(COOKIE) && !plain.contains("Secure"));
        assert!(cookie_of([plain.split(';').next().unwrap()], false).is_some());
        assert!(forget_cookie(true).contains("Max-Age=0"));
    }

    #[test]
    fn what_is_not_exactly_one_number_is_none() {
        let one = format!("{COOKIE}={}", SessionId::generate().to_text());
        let other = format!("{COOKIE}={}", SessionId::generate().to_text());
        assert!(cookie_of([one.as_str(), other.as_str()], true).is_none());
        assert!(cookie_of([format!("{one}; {other}").as_str()], true).is_none());
        for wrong in [
            "",
            COOKIE,
            "__Host-sid=",
            "__Host-sid=x",
            &format!("x{one}"),
            &format!("{one}="),
        ] {
            assert!(cookie_of([wrong], true).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_resident_and_somebody_at_work_do_not_open_each_others_doors() {
        for secure in [true, false] {
            let id = SessionId::generate();
            let staff = STAFF.set(&id, secure);
            let citizen = CITIZEN.set(&id, secure);
            let [staff, citizen] = [&staff, &citizen].map(|line| line.split(';').next().unwrap());
            assert!(CITIZEN.find([staff], secure).is_none());
            assert!(STAFF.find([citizen], secure).is_none());
            assert!(CITIZEN.find([citizen], secure).is_some());
            let both = format!("{staff}; {citizen}");
            assert!(STAFF.find([both.as_str()], secure).is_some());
        }
    }

    #[test]
    fn a_number_has_another_name_in_each_village() {
        let id = SessionId::generate();
        let here = id.reference("d_6303042007");
        assert_ne!(here, id.reference("d_6303042008"));
        assert_eq!(here.to_string().parse::<SessionRef>().unwrap(), here);
        assert!(!here.to_string().contains(&id.to_text()));
        assert_eq!(format!("{id:?}"), "SessionId(***)");
    }
}
