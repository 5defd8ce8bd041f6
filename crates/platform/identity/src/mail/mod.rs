//! Letters by e-mail: through a real server, or in development into a folder one can read.

mod letter;
mod outbox;
mod smtp;

use std::path::PathBuf;

use lettre::{
    Address, Message,
    message::{Mailbox, MultiPart},
};

pub use letter::{Letter, invitation, password_reset};
pub use outbox::{Kept, Outbox};
pub use smtp::Smtp;

/// A letter did not go out.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Not an e-mail address. Nothing to try again.
    #[error("not an e-mail address")]
    Address,
    /// The setting of the mail server is not usable; the text says why, without the password.
    #[error("the mail server's address {0}")]
    Setting(&'static str),
    /// The server refused the letter for good: an unknown recipient, for example. Nothing to try
    /// again.
    #[error("the mail server refused the letter ({code})")]
    Refused { code: String },
    /// The server was not reached, was too slow, or asks to try later.
    #[error("the mail server did not take the letter: {0}")]
    Later(String),
    /// The folder of the outbox cannot be written or read.
    #[error("the outbox cannot be used")]
    Outbox(#[from] std::io::Error),
}

impl MailError {
    /// Whether a job should try again.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Later(_) | Self::Outbox(_))
    }
}

/// Where letters go.
#[derive(Debug, Clone)]
pub enum Mailer {
    Smtp(Smtp),
    Outbox(Outbox),
}

impl Mailer {
    /// Through a mail server: `smtps://user:password@mail.example.id` or
    /// `smtp://user:password@mail.example.id:587?tls=required`. Without TLS only to this machine.
    /// `from` is the sender's address, the same for all villages; each village's name is added to
    /// its letters.
    ///
    /// # Errors
    /// [`MailError::Setting`] or [`MailError::Address`]. The server is not contacted yet.
    pub fn smtp(url: &str, from: &str) -> Result<Self, MailError> {
        Ok(Self::Smtp(Smtp::new(url, address(from)?)?))
    }

    /// Into a folder, which is made when the first letter is sent.
    pub fn outbox(folder: impl Into<PathBuf>) -> Self {
        Self::Outbox(Outbox::new(folder))
    }

    /// Sends one letter. Takes up to half a minute when the server is slow, so it belongs into a
    /// job and never into a transaction.
    ///
    /// # Errors
    /// See [`MailError`]; [`MailError::is_passing`] tells whether to try again.
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        match self {
            Self::Smtp(smtp) => smtp.send(letter).await,
            Self::Outbox(outbox) => outbox.send(letter).await,
        }
    }
}

/// Reads an e-mail address strictly: no name, no comment, no line break.
fn address(text: &str) -> Result<Address, MailError> {
    text.trim().parse().map_err(|_| MailError::Address)
}

/// The letter as it travels. Whatever stands in names and subject stays in its line: line breaks
/// and other control characters become spaces before lettre encodes the header.
fn message(letter: &Letter, from: &Address) -> Result<Message, MailError> {
    let sender = Mailbox::new(Some(one_line(&letter.from_name)), from.clone());
    let recipient = Mailbox::new(Some(one_line(&letter.to_name)), address(&letter.to)?);
    Message::builder()
        .from(sender)
        .to(recipient)
        .subject(one_line(&letter.subject))
        .message_id(None)
        .multipart(MultiPart::alternative_plain_html(
            letter.text.clone(),
            letter.html.clone(),
        ))
        .map_err(|_| MailError::Address)
}

/// At most 120 characters in one line.
fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let text: String = spaced.take(120).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
