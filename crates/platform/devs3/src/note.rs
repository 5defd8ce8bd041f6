//! What a server leaves in its folder for others of ours: where it listens. And what those who were
//! killed left there.

use std::{
    net::SocketAddr,
    path::Path,
    time::{Duration, SystemTime},
};

use anyhow::Context as _;

const FILE: &str = ".address";
/// No upload takes this long.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// Where a server on this folder said it listens; it may be gone.
pub(crate) fn read(data_dir: &Path) -> Option<SocketAddr> {
    let text = std::fs::read_to_string(data_dir.join(FILE)).ok()?;
    text.trim()
        .parse()
        .ok()
        .filter(|address: &SocketAddr| address.ip().is_loopback())
}

/// Whole or not at all: somebody may be reading.
pub(crate) fn write(data_dir: &Path, address: SocketAddr) -> anyhow::Result<()> {
    let unfinished = data_dir.join(format!("{FILE}.{}", std::process::id()));
    std::fs::write(&unfinished, format!("{address}\n"))
        .and_then(|()| std::fs::rename(&unfinished, data_dir.join(FILE)))
        .with_context(|| format!("cannot write into {}", data_dir.display()))
}

/// Pieces of uploads that nobody will finish.
pub(crate) fn forget_old_uploads(data_dir: &Path) {
    let now = SystemTime::now();
    let Ok(entries) = std::fs::read_dir(data_dir) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_upload = name
            .to_str()
            .is_some_and(|name| name.starts_with(".upload"));
        let is_old = entry
            .metadata()
            .and_then(|data| data.modified())
            .is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > OLD));
        if is_upload && is_old && std::fs::remove_file(entry.path()).is_err() {
            tracing::debug!(name = %name.display(), "an old upload stays");
        }
    }
}
