//! The gateway of the configuration, asked over HTTP.

use std::{sync::Arc, time::Duration};

use serde::Serialize;
use uuid::Uuid;

use crate::{Message, MessageError, SettingError, plain};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The ways that are fine, the best first.
const WAYS: [&str; 2] = ["whatsapp", "sms"];

/// A service that takes messages to phones.
#[derive(Clone)]
pub struct Gateway {
    http: reqwest::Client,
    url: reqwest::Url,
    key: Arc<str>,
}

/// As the README says it.
#[derive(Serialize)]
struct Asked<'a> {
    id: Uuid,
    to: &'a str,
    by: [&'static str; 2],
    from: &'a str,
    text: String,
}

impl Gateway {
    /// A gateway at this address; the key is shown to nobody else.
    ///
    /// # Errors
    /// When the address is none, or the key would travel in clear.
    pub fn new(url: &str, key: &str) -> Result<Self, SettingError> {
        let url = reqwest::Url::parse(url)
            .map_err(|_| SettingError("messages.gateway_url is not an address"))?;
        let is_here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(SettingError(
                "messages.gateway_url has to begin with https://",
            ));
        }
        let is_word = key.bytes().all(|byte| byte.is_ascii_graphic());
        if key.is_empty() || !is_word {
            return Err(SettingError("messages.key is missing, or is not one word"));
        }
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE)
            // Where the key is sent is what the configuration says, not what an answer says.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("banua")
            .build()
            .map_err(|_| SettingError("there is no HTTPS client for messages.gateway_url"))?;
        Ok(Self {
            http,
            url,
            key: key.into(),
        })
    }

    /// Whether somebody answers there who takes our key.
    pub(crate) async fn is_there(&self) -> Result<(), MessageError> {
        let answer = self
            .http
            .get(self.url.clone())
            .bearer_auth(&self.key)
            .send()
            .await
            .map_err(|error| MessageError::Later(error.without_url().to_string()))?;
        match answer.status().as_u16() {
            status @ (401 | 403) => Err(MessageError::Refused(status)),
            status @ 500..=599 => Err(MessageError::Later(format!("it answered {status}"))),
            // What else it says to a question that is no message is its own affair.
            _ => Ok(()),
        }
    }

    pub(crate) async fn send(&self, message: &Message) -> Result<(), MessageError> {
        let asked = Asked {
            id: message.id,
            to: message.to.e164(),
            by: WAYS,
            from: &message.from,
            text: plain(&message.text),
        };
        let request = self
            .http
            .post(self.url.clone())
            .bearer_auth(&self.key)
            .header("idempotency-key", message.id.to_string())
            .json(&asked);
        let answer = request
            .send()
            .await
            .map_err(|error| MessageError::Later(error.without_url().to_string()))?;
        match answer.status().as_u16() {
            200..=299 => Ok(()),
            status @ (408 | 425 | 429 | 500..=599) => {
                Err(MessageError::Later(format!("it answered {status}")))
            }
            status => Err(MessageError::Refused(status)),
        }
    }
}
