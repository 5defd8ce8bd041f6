//! Master keys from the configuration, or from a file that only we can read. The only I/O here.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use config::{Vault, VaultKey};
use zeroize::Zeroizing;

use crate::cipher::Key;
use crate::error::KeyError;
use crate::master::MasterKeys;

/// Why there are no master keys. The text is for operators.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    #[error(
        "there is no master key: set BANUA_VAULT_KEYS, or put one into {0} \
         (deploy/README.md, \"Keys and passwords\")"
    )]
    Missing(PathBuf),
    #[error("{file} may be read by others than its owner: chmod 600 {file}", file = .0.display())]
    Readable(PathBuf),
    #[error("{}: {wrong}", file.display())]
    Wrong { file: PathBuf, wrong: String },
    #[error("{} cannot be read or written: {error}", file.display())]
    Io { file: PathBuf, error: io::Error },
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Whether a missing file is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenMissing {
    /// In development.
    Make,
    /// In production: a key that nobody knows of is a key that nobody keeps safe.
    Refuse,
}

impl MasterKeys {
    /// The keys of the configuration, else those of the file it names.
    ///
    /// # Errors
    /// When there are none, others may read the file, or it holds something else.
    pub fn load(vault: &Vault, when_missing: WhenMissing) -> Result<Self, MasterKeyError> {
        if !vault.keys.is_empty() {
            return Ok(Self::from_config(&vault.keys)?);
        }
        let file = vault.file.as_path();
        let text = match read(file)? {
            Some(text) => text,
            None if when_missing == WhenMissing::Make => {
                make(file).map_err(|error| failed(file, error))?;
                read(file)?.ok_or_else(|| MasterKeyError::Missing(file.to_owned()))?
            }
            None => return Err(MasterKeyError::Missing(file.to_owned())),
        };
        let wrong = |wrong| MasterKeyError::Wrong {
            file: file.to_owned(),
            wrong,
        };
        let keys = VaultKey::read_all(&text).map_err(wrong)?;
        if keys.is_empty() {
            return Err(MasterKeyError::Missing(file.to_owned()));
        }
        Ok(Self::from_config(&keys)?)
    }
}

/// The text of the file; `None` when there is none.
fn read(file: &Path) -> Result<Option<Zeroizing<String>>, MasterKeyError> {
    let about = match fs::metadata(file) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(file, error)),
    };
    if about.permissions().mode() & 0o077 != 0 {
        return Err(MasterKeyError::Readable(file.to_owned()));
    }
    let text = fs::read_to_string(file).map_err(|error| failed(file, error))?;
    Ok(Some(Zeroizing::new(text)))
}

/// Makes the file with one new key. It appears whole or not at all, and whoever is second keeps the
/// first one's: a key that was used and then replaced would lose what it closed.
fn make(file: &Path) -> io::Result<()> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let key = Zeroizing::new(BASE64_STANDARD.encode(Key::random().bytes()));
    let draft = folder.join(format!(".vault-{}", uuid::Uuid::new_v4().simple()));
    let written =
        write_private(&draft, &format!("1={}\n", *key)).and_then(|()| {
            match fs::hard_link(&draft, file) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
                linked => linked,
            }
        });
    fs::remove_file(&draft)?;
    written?;
    File::open(folder)?.sync_all()
}

fn write_private(file: &Path, text: &str) -> io::Result<()> {
    let mut open = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    open.write_all(text.as_bytes())?;
    open.sync_all()
}

fn failed(file: &Path, error: io::Error) -> MasterKeyError {
    MasterKeyError::Io {
        file: file.to_owned(),
        error,
    }
}
