#![doc = include_str!("../README.md")]

mod gateway;
mod outbox;

use config::Messages;
use kernel::Phone;
use uuid::Uuid;

pub use gateway::Gateway;
pub use outbox::{Kept, Outbox};

/// Longest text, in characters: three short messages.
pub const LONGEST: usize = 480;

/// One message to one phone. Deliberately without `Debug`: it holds a number and what it is about.
#[derive(Clone)]
pub struct Message {
    /// The same when it is sent again.
    pub id: Uuid,
    pub to: Phone,
    /// The village: "Desa Pembantanan".
    pub from: String,
    /// Longer ones are cut.
    pub text: String,
}

/// A message did not go out.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// There is no gateway.
    #[error("there is no gateway for messages")]
    Off,
    /// The gateway refused it for good.
    #[error("the gateway refused the message ({0})")]
    Refused(u16),
    /// The gateway was not reached, was too slow, or asks to try later.
    #[error("the gateway did not take the message: {0}")]
    Later(String),
    /// The folder of development cannot be written or read.
    #[error("the outbox of messages cannot be used")]
    Outbox(#[from] std::io::Error),
}

impl MessageError {
    /// Whether a job should try again.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Later(_) | Self::Outbox(_))
    }
}

/// The setting of the gateway is not usable; the text says why, without the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SettingError(pub &'static str);

/// Where messages go.
#[derive(Clone)]
pub enum Messenger {
    Gateway(Gateway),
    /// A folder of development.
    Outbox(Outbox),
    /// Nowhere.
    Off,
}

impl Messenger {
    /// As the configuration says. The gateway is not contacted yet.
    ///
    /// # Errors
    /// [`SettingError`] when the gateway's address or key is not usable.
    pub fn of(config: &Messages) -> Result<Self, SettingError> {
        if let Some(url) = &config.gateway_url {
            let key = config.key.as_ref().map_or("", |key| key.expose());
            return Gateway::new(url.expose(), key).map(Self::Gateway);
        }
        Ok(match &config.outbox {
            Some(folder) => Self::Outbox(Outbox::new(folder)),
            None => Self::Off,
        })
    }

    /// Whether messages go anywhere.
    pub const fn is_on(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// Whether somebody answers at the gateway who takes our key; nothing is sent. Messages that go into a
    /// folder or nowhere arrive there.
    ///
    /// # Errors
    /// See [`MessageError`].
    pub async fn is_there(&self) -> Result<(), MessageError> {
        match self {
            Self::Gateway(gateway) => gateway.is_there().await,
            Self::Outbox(_) | Self::Off => Ok(()),
        }
    }

    /// Sends one message. Takes up to ten seconds when the gateway is slow.
    ///
    /// # Errors
    /// See [`MessageError`]; [`MessageError::is_passing`] tells whether to try again.
    pub async fn send(&self, message: &Message) -> Result<(), MessageError> {
        match self {
            Self::Gateway(gateway) => gateway.send(message).await,
            Self::Outbox(outbox) => outbox.send(message).await,
            Self::Off => Err(MessageError::Off),
        }
    }
}

/// The text as it is sent: no control characters but line ends, at most [`LONGEST`] characters.
fn plain(text: &str) -> String {
    let clean = text
        .chars()
        .filter(|letter| !letter.is_control() || *letter == '\n');
    clean.take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_plain_and_short() {
        assert_eq!(plain("Kode\r\n482915\u{7}"), "Kode\n482915");
        assert_eq!(plain(&"é".repeat(1000)).chars().count(), LONGEST);
    }
}
