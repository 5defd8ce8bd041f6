//! Letters through a real mail server.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    transport::smtp::{AsyncSmtpTransportBuilder, PoolConfig},
};

use super::{Letter, MailError, message};

/// For reaching the server.
const PATIENCE: Duration = Duration::from_secs(10);
/// For a letter as a whole. lettre itself waits for an answer without end.
const PATIENCE_IN_ALL: Duration = Duration::from_secs(30);
const CONNECTIONS: u32 = 4;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// A mail server, with a few connections kept open.
#[derive(Clone)]
pub struct Smtp {
    builder: Arc<AsyncSmtpTransportBuilder>,
    transport: Arc<Mutex<Option<Transport>>>,
    from: Address,
    patience: Duration,
}

impl Smtp {
    pub(super) fn new(url: &str, from: Address) -> Result<Self, MailError> {
        check(url)?;
        let builder = Transport::from_url(url)
            .map_err(|_| MailError::Setting("cannot be read"))?
            .timeout(Some(PATIENCE))
            .pool_config(
                PoolConfig::new()
                    .max_size(CONNECTIONS)
                    .idle_timeout(Duration::from_secs(60)),
            );
        Ok(Self {
            builder: Arc::new(builder),
            transport: Arc::default(),
            from,
            patience: PATIENCE_IN_ALL,
        })
    }

    /// How long one letter may take as a whole; half a minute when nothing is said.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = message(letter, &self.from)?;
        let mut conversation = Conversation {
            smtp: self,
            is_over: false,
        };
        let transport = self.transport();
        let sent = tokio::time::timeout(self.patience, transport.send(message)).await;
        conversation.is_over = sent.is_ok();
        match sent {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.is_permanent() => Err(MailError::Refused {
                code: error
                    .status()
                    .map_or_else(String::new, |code| code.to_string()),
            }),
            Ok(Err(error)) => Err(MailError::Later(reason(&error))),
            Err(_) => Err(MailError::Later("too slow".into())),
        }
    }

    /// Whether the server is there and lets us in; no letter is sent. On a connection of its own.
    ///
    /// # Errors
    /// [`MailError::Later`] when it is not, or does not.
    pub async fn greet(&self) -> Result<(), MailError> {
        let transport: Transport = AsyncSmtpTransportBuilder::clone(&self.builder).build();
        match transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(MailError::Later("it hung up".into())),
            Err(error) => Err(MailError::Later(reason(&error))),
        }
    }

    fn transport(&self) -> Transport {
        let mut kept = self
            .transport
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.get_or_insert_with(|| AsyncSmtpTransportBuilder::clone(&self.builder).build())
            .clone()
    }
}

/// Broken off half-way, by our patience or by whoever asked, lettre puts the connection back as if
/// it were whole; the next letter would be spoken into the middle of this one. So all connections
/// are given up then.
struct Conversation<'a> {
    smtp: &'a Smtp,
    is_over: bool,
}

impl Drop for Conversation<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            let mut kept = self
                .smtp
                .transport
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *kept = None;
        }
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp(***)")
    }
}

/// Passwords and links do not cross a network in the clear. Opportunistic TLS would let whoever is
/// in between switch it off.
fn check(url: &str) -> Result<(), MailError> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Err(MailError::Setting("must begin with smtps:// or smtp://"));
    };
    let (authority, options) = rest.split_once('?').unwrap_or((rest, ""));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split('/').next().unwrap_or(host);
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let is_here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let tls = options
        .split('&')
        .find_map(|option| option.strip_prefix("tls="));
    match (scheme, tls) {
        ("smtps", _) | ("smtp", Some("required")) => Ok(()),
        ("smtp", None) if is_here => Ok(()),
        ("smtp", _) => Err(MailError::Setting("needs ?tls=required, or smtps://")),
        _ => Err(MailError::Setting("must begin with smtps:// or smtp://")),
    }
}

/// What a log may say: the server's status or the kind of failure, not its text, which repeats
/// addresses.
fn reason(error: &lettre::transport::smtp::Error) -> String {
    if let Some(status) = error.status() {
        format!("status {status}")
    } else if error.is_timeout() {
        "too slow".into()
    } else if error.is_tls() {
        "no trusted encryption".into()
    } else {
        "not reached".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_machine_in_the_clear() {
        for good in [
            "smtps://user:p%40ss@mail.example.id",
            "smtp://user:pass@mail.example.id:587?tls=required",
            "smtp://127.0.0.1:2525",
            "smtp://localhost",
            "smtp://[::1]:2525",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "mail.example.id",
            "http://mail.example.id",
            "smtp://mail.example.id",
            "smtp://user:pass@mail.example.id?tls=opportunistic",
            "smtp://localhost@mail.example.id",
            "smtp://localhost.example.id",
            "",
        ] {
            let told = check(bad).unwrap_err().to_string();
            assert!(!told.contains("pass"), "{told}");
        }
    }
}
