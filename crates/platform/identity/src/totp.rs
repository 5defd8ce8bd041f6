//! The second factor: six digits from an app on the phone, new every half minute (RFC 6238).

use std::fmt;

use fast_qr::{
    convert::{Builder as _, Shape, svg::SvgBuilder},
    qr::QRBuilder,
};
use jiff::Timestamp;
use subtle::ConstantTimeEq as _;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::{IdentityError, random};

/// Seconds one code is shown.
const STEP: i64 = 30;
/// So many steps before and after now are accepted: clocks differ, and typing takes time.
const SKEW: i64 = 1;
/// Bytes, as RFC 4226 recommends.
const SECRET: usize = 20;

/// What phone and server share. The server has to keep it readable, so it is as precious as a
/// password: never logged, shown only while it is set up.
#[derive(Clone)]
pub struct TotpSecret(Zeroizing<[u8; SECRET]>);

impl TotpSecret {
    pub fn generate() -> Self {
        Self(random::bytes())
    }

    /// Reads what [`Self::to_base32`] wrote.
    ///
    /// # Errors
    /// [`IdentityError::Damaged`] when it is not 20 bytes in base32.
    pub fn from_base32(text: &str) -> Result<Self, IdentityError> {
        let secret = totp_rs::Secret::try_from_base32(text).map_err(|_| IdentityError::Damaged)?;
        let bytes = <[u8; SECRET]>::try_from(secret.as_bytes());
        let read = Self(Zeroizing::new(bytes.map_err(|_| IdentityError::Damaged)?));
        // The decoder forgives letters too many.
        if read.to_base32() == text {
            Ok(read)
        } else {
            Err(IdentityError::Damaged)
        }
    }

    /// 32 capital letters and digits: to store, and to type into the app by hand.
    pub fn to_base32(&self) -> String {
        self.secret().to_base32()
    }

    /// The address that a QR code hands to the app. The app lists it as "Banua", the village, and
    /// the login.
    pub fn otpauth_uri(&self, village: &str, login: &str) -> String {
        // A colon parts issuer and login, so neither may have one.
        let [village, login] = [village, login].map(|text| text.replace(':', " "));
        let login = if login.trim().is_empty() {
            "akun".to_owned()
        } else {
            login
        };
        self.builder()
            .with_issuer(Some(format!("Banua {village}")))
            .with_account_name(login)
            .build_noncompliant()
            .to_url()
            .expect("login is not empty and has no colon")
    }

    /// Checks the code typed at the door.
    ///
    /// `last_step` is what the account keeps from the last accepted code, 0 at first. Returns the
    /// step to keep now; store it with `… where totp_last_step < $step` and refuse when no row
    /// changed, so that of two logins with one code at the same moment only one succeeds.
    ///
    /// # Errors
    /// Why the code is not accepted, to show to who typed it.
    pub fn verify(&self, typed: &str, now: Timestamp, last_step: i64) -> Result<i64, TotpProblem> {
        let code = digits(typed).ok_or(TotpProblem::Malformed)?;
        let totp = self.builder().build_noncompliant();
        let now = now.as_second().div_euclid(STEP);
        let mut matched = None;
        // All steps are looked at, whichever matches.
        for step in now - SKEW..=now + SKEW {
            let expected = code_of(&totp, step);
            if bool::from(expected.as_bytes().ct_eq(code.as_bytes())) {
                matched = Some(step);
            }
        }
        match matched {
            Some(step) if step > last_step => Ok(step),
            Some(_) => Err(TotpProblem::Replayed),
            None => Err(TotpProblem::Wrong),
        }
    }

    /// The code that an app shows at this time. For tests and for `make run`, which plays a person.
    pub fn code_at(&self, now: Timestamp) -> String {
        let totp = self.builder().build_noncompliant();
        code_of(&totp, now.as_second().div_euclid(STEP))
    }

    fn secret(&self) -> totp_rs::Secret {
        totp_rs::Secret::new_stack(*self.0)
    }

    /// SHA-1, six digits, 30 seconds: what every app understands.
    fn builder(&self) -> Builder {
        Builder::new().with_secret(self.secret())
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(***)")
    }
}

/// Why a code was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TotpProblem {
    #[error("Kode terdiri dari enam angka.")]
    Malformed,
    #[error(
        "Kode tidak cocok. Pastikan jam di ponsel Anda diatur otomatis, lalu coba kode yang sedang tampil."
    )]
    Wrong,
    #[error("Kode ini sudah dipakai. Tunggu sampai kode berikutnya tampil.")]
    Replayed,
}

/// A QR code as an SVG picture, black on white with its quiet margin, for a page that has set a
/// text beside it. Has no style and no script, so every content policy shows it.
///
/// # Errors
/// [`IdentityError::Damaged`] when the text is too long for a QR code (about 2,300 characters).
pub fn qr_svg(text: &str) -> Result<String, IdentityError> {
    let code = QRBuilder::new(text)
        .build()
        .map_err(|_| IdentityError::Damaged)?;
    Ok(SvgBuilder::default()
        .shape(Shape::Square)
        .to_str(&code)
        .replacen("<svg", r#"<svg role="img" aria-label="Kode QR""#, 1))
}

fn code_of(totp: &Totp, step: i64) -> String {
    // Before 1970 there are no codes; the clock of such a machine is wrong anyway.
    let seconds = u64::try_from(step * STEP).unwrap_or(0);
    totp.generate(seconds).to_string()
}

/// Six ASCII digits; apps show them in two groups, so spaces are forgiven.
fn digits(typed: &str) -> Option<String> {
    if typed.len() > 16 {
        return None;
    }
    let code: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}'))
        .collect();
    (code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// The secret of RFC 6238's test vectors.
    fn known() -> TotpSecret {
        TotpSecret(Zeroizing::new(*b"12345678901234567890"))
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // The last six of the eight digits in RFC 6238, appendix B.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(known().code_at(at(second)), code);
            assert_eq!(known().verify(code, at(second), 0), Ok(second / 30));
        }
    }

    #[test]
    fn a_code_is_accepted_one_step_early_and_late_and_no_further() {
        let secret = TotpSecret::generate();
        let now = 1_800_000_000; // the first second of a step
        let code = secret.code_at(at(now));
        for near in [now - 30, now - 1, now, now + 29, now + 59] {
            assert_eq!(secret.verify(&code, at(near), 0), Ok(now / 30), "{near}");
        }
        for far in [now - 31, now + 60] {
            assert_eq!(
                secret.verify(&code, at(far), 0),
                Err(TotpProblem::Wrong),
                "{far}"
            );
        }
    }

    #[test]
    fn a_code_opens_once() {
        let secret = TotpSecret::generate();
        let now = 1_800_000_000;
        let code = secret.code_at(at(now));
        let step = secret.verify(&code, at(now), 0).unwrap();
        assert_eq!(
            secret.verify(&code, at(now + 5), step),
            Err(TotpProblem::Replayed)
        );
        // One that was shown before the used one is no better.
        let older = secret.code_at(at(now - 30));
        assert_eq!(
            secret.verify(&older, at(now), step),
            Err(TotpProblem::Replayed)
        );
        let next = secret.code_at(at(now + 30));
        assert_eq!(secret.verify(&next, at(now + 30), step), Ok(step + 1));
    }

    #[test]
    fn what_is_no_code_is_told_apart() {
        let secret = known();
        assert_eq!(secret.verify("287 082", at(59), 0), Ok(1));
        for wrong in [
            "",
            "28708",
            "2870820",
            "28708a",
            "+87082",
            "２８７０８２",
            "      287082      287082",
        ] {
            assert_eq!(
                secret.verify(wrong, at(59), 0),
                Err(TotpProblem::Malformed),
                "{wrong}"
            );
        }
        assert_eq!(secret.verify("287083", at(59), 0), Err(TotpProblem::Wrong));
        assert_eq!(
            secret.verify("287083", at(-100_000), 0),
            Err(TotpProblem::Wrong)
        );
    }

    #[test]
    fn the_secret_is_stored_and_read_back() {
        let secret = TotpSecret::generate();
        let text = secret.to_base32();
        assert_eq!(text.len(), 32);
        assert_eq!(TotpSecret::from_base32(&text).unwrap().to_base32(), text);
        assert_eq!(format!("{secret:?}"), "TotpSecret(***)");
        for wrong in ["", "AAAA", "1", &format!("{text}A")] {
            assert!(TotpSecret::from_base32(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_app_is_told_the_village_and_the_login() {
        let uri = known().otpauth_uri("Desa Pembantanan: Baru", "siti@desa.id");
        assert_eq!(
            uri,
            "otpauth://totp/Banua%20Desa%20Pembantanan%20%20Baru:siti%40desa.id\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Banua%20Desa%20Pembantanan%20%20Baru"
        );
        assert!(known().otpauth_uri("", " : ").contains(":akun?"));
        assert!(totp_rs::Totp::from_url(&uri).is_ok());
    }

    #[test]
    fn the_picture_has_no_style_and_no_script() {
        let svg = qr_svg(&known().otpauth_uri("Desa Pembantanan", "siti@desa.id")).unwrap();
        assert!(
            svg.starts_with(r#"<svg role="img" aria-label="Kode QR""#),
            "{}",
            &svg[..200]
        );
        for forbidden in ["style", "<script", "href", "<image"] {
            assert!(!svg.contains(forbidden), "{forbidden}");
        }
        assert!(qr_svg(&"x".repeat(5000)).is_err());
    }
}
