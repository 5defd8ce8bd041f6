//! Whether the service on this machine has heard of a change: a command that says "answers at …"
//! should be right the moment it has said so.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

use crate::commands::Context;

/// Replicas hear of a change within milliseconds; longer than this nobody waits.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

/// How a host should answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Site,
    OffLine,
    Nobody,
}

impl Expected {
    fn fits(self, status: u16) -> bool {
        match self {
            Self::Site => !matches!(status, 404 | 410 | 503),
            Self::OffLine => matches!(status, 503 | 410),
            Self::Nobody => status == 404,
        }
    }
}

/// Waits until the service here answers as expected. Where none listens, there is nothing to wait
/// for: the change is stored, and every replica reads it when it starts.
pub(super) async fn heard(host: &str, expected: Expected, context: &Context) {
    if context.config.server.listen.port() == 0 {
        return;
    }
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        match timeout(PATIENCE, status(host, context)).await {
            Ok(Ok(Some(status))) if expected.fits(status) => return,
            Ok(Ok(_)) => sleep(PAUSE).await,
            Ok(Err(_)) | Err(_) => return,
        }
    }
}

async fn status(host: &str, context: &Context) -> std::io::Result<Option<u16>> {
    let mut stream = TcpStream::connect(context.config.server.listen).await?;
    let request = format!("GET /robots.txt HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).await?;
    let code = head
        .strip_prefix(b"HTTP/1.1 ")
        .and_then(|code| std::str::from_utf8(code).ok());
    Ok(code.and_then(|code| code.parse().ok()))
}
