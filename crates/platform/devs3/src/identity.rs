//! How two processes of ours recognise each other's store: a fingerprint at an address of its own.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use hyper::http::Extensions;
use hyper::{HeaderMap, Method, Uri};
use s3s::route::S3Route;
use s3s::{Body, S3Request, S3Response, S3Result};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Asked at the root, because any other path has to begin with the name of a bucket.
const QUERY: &str = "banua-object-store";
const PATIENCE: Duration = Duration::from_millis(500);
const LONGEST_ANSWER: u64 = 4096;

/// Folder and access key, hashed. The secret stays out: a wrong one is answered by the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity(String);

impl Identity {
    pub(crate) fn of(data_dir: &Path, access_key: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(data_dir.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(access_key.as_bytes());
        let hex = hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>();
        Self(format!("banua-object-store {hex}"))
    }
}

#[async_trait::async_trait]
impl S3Route for Identity {
    fn is_match(&self, method: &Method, uri: &Uri, _: &HeaderMap, _: &mut Extensions) -> bool {
        method == Method::GET && uri.path() == "/" && uri.query() == Some(QUERY)
    }

    /// Anyone on this machine may ask; the answer opens nothing.
    async fn check_access(&self, _: &mut S3Request<Body>) -> S3Result<()> {
        Ok(())
    }

    async fn call(&self, _: S3Request<Body>) -> S3Result<S3Response<Body>> {
        Ok(S3Response::new(Body::from(self.0.clone())))
    }
}

/// Asks whoever listens at `addr`. `None`: nobody, or not a store of ours.
pub(crate) async fn ask(addr: SocketAddr) -> Option<Identity> {
    let question = format!("GET /?{QUERY} HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n");
    let answer = tokio::time::timeout(PATIENCE, async {
        let mut socket = TcpStream::connect(addr).await?;
        socket.write_all(question.as_bytes()).await?;
        let mut answer = Vec::new();
        socket.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
        std::io::Result::Ok(answer)
    });
    let answer = String::from_utf8(answer.await.ok()?.ok()?).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    let line = body
        .lines()
        .find(|line| line.starts_with("banua-object-store "))?;
    Some(Identity(line.trim().to_owned()))
}
