//! The embedded object store: an S3 server in this process, for machines that have no other.
//!
//! It speaks real HTTP on a loopback address and keeps its objects as plain files, so the rest of
//! the system reaches it exactly as it reaches Garage, MinIO or AWS. It is meant for `make run`,
//! for tests and for a single small server; a second process of ours on the same machine joins the
//! server that is already there instead of starting its own.

mod identity;
mod note;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder as ConnectionBuilder;
use hyper_util::server::graceful::GracefulShutdown;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use identity::Identity;

/// How long requests under way may still take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How long a second process waits for the first one to answer on the shared port.
const JOIN_PATIENCE: Duration = Duration::from_secs(3);

/// A running embedded store, or the address of the one another process of ours runs.
#[derive(Debug)]
pub struct EmbeddedS3 {
    address: SocketAddr,
    data_dir: PathBuf,
    server: Option<Server>,
}

#[derive(Debug)]
struct Server {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl EmbeddedS3 {
    /// Starts the store. `addr` must be a loopback address; port 0 takes a free one.
    pub async fn start(
        data_dir: impl AsRef<Path>,
        addr: SocketAddr,
        access_key: &str,
        secret_key: &str,
    ) -> anyhow::Result<Self> {
        let data_dir = prepare(data_dir.as_ref(), addr)?;
        let listener = TcpListener::bind(addr)
            .await
            .with_context(|| format!("the embedded object store cannot listen on {addr}"))?;
        Self::serve(listener, data_dir, access_key, secret_key)
    }

    /// Starts the store, or uses the one a process of ours already runs on `addr` with the same
    /// folder and access key. Any other program on that port is an error that says so.
    pub async fn start_or_join(
        data_dir: impl AsRef<Path>,
        addr: SocketAddr,
        access_key: &str,
        secret_key: &str,
    ) -> anyhow::Result<Self> {
        let data_dir = prepare(data_dir.as_ref(), addr)?;
        let mine = Identity::of(&data_dir, access_key);
        let deadline = tokio::time::Instant::now() + JOIN_PATIENCE;
        loop {
            match TcpListener::bind(addr).await {
                Ok(listener) => return Self::serve(listener, data_dir, access_key, secret_key),
                Err(error) if error.kind() != std::io::ErrorKind::AddrInUse => {
                    return Err(error).with_context(|| {
                        format!("the embedded object store cannot listen on {addr}")
                    });
                }
                Err(_) => {}
            }
            match identity::ask(addr).await {
                Some(theirs) if theirs == mine => {
                    return Ok(Self::joined(addr, data_dir));
                }
                Some(_) => bail!(
                    "{addr} is served by an embedded object store with another folder or access \
                     key; choose another port for this one"
                ),
                None if tokio::time::Instant::now() >= deadline => bail!(
                    "{addr} is used by another program, so the embedded object store cannot \
                     listen there; choose another port"
                ),
                // The other process may be starting up or going away.
                None => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    /// For a command beside the service: uses the server of a process of ours on this folder,
    /// whatever its port, and starts one only when there is none. Two servers on one folder would
    /// take each other's unfinished files for their own.
    pub async fn visit(
        data_dir: impl AsRef<Path>,
        addr: SocketAddr,
        access_key: &str,
        secret_key: &str,
    ) -> anyhow::Result<Self> {
        let data_dir = prepare(data_dir.as_ref(), addr)?;
        let mine = Identity::of(&data_dir, access_key);
        if let Some(address) = note::read(&data_dir)
            && identity::ask(address).await.as_ref() == Some(&mine)
        {
            return Ok(Self::joined(address, data_dir));
        }
        Self::start_or_join(data_dir, addr, access_key, secret_key).await
    }

    fn joined(address: SocketAddr, data_dir: PathBuf) -> Self {
        tracing::debug!(%address, "joined the embedded object store of another process");
        Self {
            address,
            data_dir,
            server: None,
        }
    }

    fn serve(
        listener: TcpListener,
        data_dir: PathBuf,
        access_key: &str,
        secret_key: &str,
    ) -> anyhow::Result<Self> {
        let address = listener.local_addr()?;
        note::write(&data_dir, address)?;
        note::forget_old_uploads(&data_dir);
        let files = FileSystem::new(&data_dir)
            .map_err(|error| anyhow::anyhow!("cannot open {}: {error:?}", data_dir.display()))?;
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(access_key, secret_key));
        builder.set_route(Identity::of(&data_dir, access_key));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(accept(listener, builder.build(), stopped));
        tracing::debug!(%address, data_dir = %data_dir.display(), "embedded object store is up");
        Ok(Self {
            address,
            data_dir,
            server: Some(Server { stop, task }),
        })
    }

    /// The address for an S3 client, such as `http://127.0.0.1:9010`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// True when another process of ours runs the server.
    pub fn is_joined(&self) -> bool {
        self.server.is_none()
    }

    /// Makes the folder of a bucket; one that exists already is fine.
    pub fn create_bucket(&self, name: &str) -> anyhow::Result<()> {
        let valid = (3..=63).contains(&name.len())
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !name.starts_with('-')
            && !name.ends_with('-');
        ensure!(
            valid,
            "`{name}` is no bucket name: it takes 3 to 63 lower-case letters, digits and hyphens"
        );
        let folder = self.data_dir.join(name);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))
    }

    /// Stops listening, lets requests under way finish for a few seconds, and returns.
    pub async fn shutdown(mut self) {
        if let Some(Server { stop, task }) = self.server.take() {
            // A closed channel means that the loop is over already.
            let _ = stop.send(());
            if let Err(error) = task.await {
                tracing::warn!(%error, "the embedded object store ended badly");
            }
        }
    }
}

/// Checks the address and makes the folder, which may have been named relatively.
fn prepare(data_dir: &Path, addr: SocketAddr) -> anyhow::Result<PathBuf> {
    ensure!(
        addr.ip().is_loopback(),
        "the embedded object store listens on loopback only, not on {addr}"
    );
    std::fs::create_dir_all(data_dir)
        .with_context(|| format!("cannot create {}", data_dir.display()))?;
    data_dir
        .canonicalize()
        .with_context(|| format!("cannot open {}", data_dir.display()))
}

async fn accept(listener: TcpListener, service: S3Service, mut stopped: oneshot::Receiver<()>) {
    let http = ConnectionBuilder::new(TokioExecutor::new());
    let graceful = GracefulShutdown::new();
    loop {
        let socket = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) => socket,
                Err(error) => {
                    // Usually "too many open files": wait for some to close.
                    tracing::warn!(%error, "the embedded object store could not accept");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            _ = &mut stopped => break,
        };
        // Without this each answer waits 40 ms for the client's delayed acknowledgement.
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY refused");
        }
        let connection = http.serve_connection(TokioIo::new(socket), service.clone());
        let connection = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to the embedded object store ended badly");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::debug!("the embedded object store cut off requests that took too long");
    }
}

impl Drop for EmbeddedS3 {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            server.task.abort();
        }
    }
}

#[cfg(test)]
mod tests;
