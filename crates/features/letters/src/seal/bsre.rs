//! Signing with the certificate of whoever signs, through the esign client service of BSrE.
//!
//! The service is run by the regency. It keeps no passphrase: whoever signs types it each time. What is
//! spoken is its documented HTTP interface:
//!
//! - `POST /api/sign/pdf`, a form with `file`, `nik`, `passphrase` and `tampilan=invisible`, answered with
//!   the signed PDF, or with `{"error": "…", "status_code": 2031}`;
//! - `GET /api/user/status/{nik}`, answered with `{"status_code": 1111, "status": "ISSUE", "message": "…"}`.
//!
//! Both with the application's own name and password (basic authentication).

use std::{fmt, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use http::{StatusCode, header::CONTENT_TYPE};
use kernel::Nik;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{Seal, SealError, multipart::Form};

/// Time-stamping and looking after revocation take the service some seconds.
const PATIENCE: Duration = Duration::from_secs(30);
const TO_CONNECT: Duration = Duration::from_secs(5);
/// A letter with its signature is some hundred kilobytes.
const LARGEST: usize = 20 * 1024 * 1024;
/// What the service says of a person whose certificate is good.
const CERTIFIED: i64 = 1111;

/// The esign client service of a regency.
#[derive(Clone)]
pub struct Bsre {
    http: reqwest::Client,
    settings: config::Bsre,
}

/// What somebody types to sign. Wiped when dropped, and not shown by anything.
pub struct Passphrase(Zeroizing<String>);

impl From<String> for Passphrase {
    fn from(typed: String) -> Self {
        Self(Zeroizing::new(typed))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(***)")
    }
}

/// Somebody who signs now, at this service.
pub struct Signatory {
    pub service: Bsre,
    pub nik: Nik,
    pub passphrase: Passphrase,
}

/// Whether somebody can sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Her certificate is good.
    Ready,
    /// Not registered, waiting, run out, revoked: the service's number for it.
    NotReady(i64),
}

#[derive(Deserialize)]
struct Told {
    #[serde(alias = "code")]
    status_code: Option<i64>,
}

impl Bsre {
    /// Prepares the service; nothing is asked yet.
    ///
    /// # Errors
    /// When there is no TLS to speak with.
    pub fn new(settings: config::Bsre) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(TO_CONNECT)
            // Where a passphrase is sent is what the configuration says, not what an answer says.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("banua")
            .build()?;
        Ok(Self { http, settings })
    }

    /// Whether somebody can sign, before a passphrase is asked of her.
    ///
    /// # Errors
    /// When the service is away, or does not know us.
    pub async fn standing(&self, nik: &Nik) -> Result<Standing, SealError> {
        // The interface has the number in its address; errors are told without it.
        let address = format!("{}/api/user/status/{}", self.settings.url, nik.expose());
        let answer = self.asked(self.http.get(address)).await?;
        let told: Told = serde_json::from_slice(&answer.body).map_err(|_| SealError::Strange)?;
        match told.status_code {
            Some(CERTIFIED) => Ok(Standing::Ready),
            Some(code) => Ok(Standing::NotReady(code)),
            None => Err(SealError::Strange),
        }
    }

    async fn sign(&self, pdf: &[u8], who: &Signatory) -> Result<Vec<u8>, SealError> {
        let (media_type, body) = Form::new()
            .file("file", "surat.pdf", "application/pdf", pdf)
            .text("nik", who.nik.expose())
            .text("passphrase", &who.passphrase.0)
            .text("tampilan", "invisible")
            .finish();
        let address = format!("{}/api/sign/pdf", self.settings.url);
        let request = self
            .http
            .post(address)
            .header(CONTENT_TYPE, media_type)
            .body(body);
        let answer = self.asked(request).await?;
        if !answer.status.is_success() || answer.body.starts_with(b"{") {
            return Err(complaint(&answer));
        }
        // A signature inside of a PDF says which of its bytes it covers.
        let is_signed = answer.body.windows(10).any(|part| part == b"/ByteRange");
        if answer.body.starts_with(b"%PDF-") && answer.body.len() > pdf.len() && is_signed {
            Ok(answer.body)
        } else {
            Err(SealError::Strange)
        }
    }

    async fn asked(&self, request: reqwest::RequestBuilder) -> Result<Answer, SealError> {
        let away = |error: reqwest::Error| SealError::Away(Some(error.without_url()));
        let request =
            request.basic_auth(&self.settings.user, Some(self.settings.password.expose()));
        let mut answer = request.send().await.map_err(away)?;
        let status = answer.status();
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            return Err(SealError::Access);
        }
        if matches!(status.as_u16(), 502..=504) {
            return Err(SealError::Away(None));
        }
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(away)? {
            if body.len() + piece.len() > LARGEST {
                return Err(SealError::Strange);
            }
            body.extend_from_slice(&piece);
        }
        Ok(Answer { status, body })
    }
}

struct Answer {
    status: StatusCode,
    body: Vec<u8>,
}

/// What the service's number means to whoever signs.
fn complaint(answer: &Answer) -> SealError {
    let told = serde_json::from_slice::<Told>(&answer.body).ok();
    match told.and_then(|told| told.status_code) {
        Some(2031) => SealError::Passphrase,
        Some(2011 | 2021) => SealError::Certificate,
        Some(code) => SealError::Refused(code),
        None => SealError::Strange,
    }
}

impl Seal for Signatory {
    fn seal(&self, pdf: Vec<u8>) -> BoxFuture<'_, Result<Vec<u8>, SealError>> {
        async move { self.service.sign(&pdf, self).await }.boxed()
    }
}

impl fmt::Debug for Bsre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bsre").field(&self.settings.url).finish()
    }
}

impl fmt::Debug for Signatory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signatory")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
