//! Reading an archive without believing it.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tar::Archive;

use crate::{
    ArchiveError,
    manifest::{FORMAT, FileLine, Manifest},
    rows::hex,
    write::{MANIFEST, table_entry},
};

/// The longest manifest: some ten thousand files.
const LONGEST_MANIFEST: u64 = 64 * 1024 * 1024;

/// An archive every hash of which was found right.
#[derive(Debug, Clone)]
pub struct Checked {
    path: PathBuf,
    pub manifest: Manifest,
}

/// Reads a whole archive and compares each entry with its manifest.
///
/// # Errors
/// When it is cut off, changed, or no archive; or made by a newer version than this.
pub fn check(path: &Path) -> Result<Checked, ArchiveError> {
    let mut found: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let mut manifest = None;
    each(path, |name, reader| {
        if manifest.is_some() {
            return Err(damaged("something follows the manifest"));
        }
        if name == MANIFEST {
            let mut text = Vec::new();
            reader.take(LONGEST_MANIFEST).read_to_end(&mut text)?;
            let read: Manifest = serde_json::from_slice(&text)
                .map_err(|error| damaged(&format!("its manifest is not readable: {error}")))?;
            manifest = Some(read);
            return Ok(());
        }
        let (mut hash, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 256 * 1024]);
        loop {
            let read = reader.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            hash.update(&buffer[..read]);
            length += read as u64;
        }
        let before = found.insert(name.to_owned(), (length, hex(&hash.finalize())));
        if before.is_some() {
            return Err(damaged(&format!("{name} is in it twice")));
        }
        Ok(())
    })?;
    let manifest = manifest.ok_or_else(|| damaged("it was cut off: its manifest is missing"))?;
    if manifest.format != FORMAT {
        return Err(damaged(&format!(
            "its format {} is not known",
            manifest.format
        )));
    }
    let known = db::required_version();
    if manifest.schema_version > known {
        return Err(ArchiveError::Newer {
            found: manifest.schema_version,
            known,
        });
    }
    compare(&manifest, found)?;
    Ok(Checked {
        path: path.to_owned(),
        manifest,
    })
}

fn compare(
    manifest: &Manifest,
    mut found: BTreeMap<String, (u64, String)>,
) -> Result<(), ArchiveError> {
    let tables = manifest
        .tables
        .iter()
        .enumerate()
        .map(|(number, line)| (table_entry(number, &line.name), line.bytes, &line.sha256));
    let files = manifest
        .files
        .iter()
        .map(|line| (format!("files/{}", line.key), line.bytes, &line.sha256));
    for (name, bytes, sha256) in tables.chain(files) {
        match found.remove(&name) {
            None => return Err(damaged(&format!("{name} is missing"))),
            Some(is) if is != (bytes, sha256.clone()) => {
                return Err(damaged(&format!("{name} was changed")));
            }
            Some(_) => {}
        }
    }
    match found.into_keys().next() {
        Some(name) => Err(damaged(&format!("{name} is not in its manifest"))),
        None => Ok(()),
    }
}

impl Checked {
    /// The rows of each table, put aside in files that nobody else can open, in one reading.
    ///
    /// # Errors
    /// When the archive cannot be read any more.
    pub(crate) fn tables(&self) -> Result<Vec<File>, ArchiveError> {
        let lines = self.manifest.tables.iter().enumerate();
        let wanted: Vec<String> = lines
            .map(|(number, line)| table_entry(number, &line.name))
            .collect();
        let mut spools: BTreeMap<String, File> = BTreeMap::new();
        each(&self.path, |name, reader| {
            if wanted.iter().any(|wanted| wanted == name) {
                let mut spool = tempfile::tempfile()?;
                io::copy(reader, &mut spool)?;
                spool.seek(SeekFrom::Start(0))?;
                spools.insert(name.to_owned(), spool);
            }
            Ok(())
        })?;
        wanted
            .iter()
            .map(|name| {
                spools
                    .remove(name)
                    .ok_or_else(|| damaged(&format!("{name} is missing")))
            })
            .collect()
    }

    /// Hands out the files one after the other. Blocks: run it beside, not in, the tasks of the
    /// service.
    ///
    /// # Errors
    /// When the archive cannot be read any more, or what `take` failed with.
    pub(crate) fn files(
        &self,
        mut take: impl FnMut(&FileLine, Bytes) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let lines: BTreeMap<String, &FileLine> = self
            .manifest
            .files
            .iter()
            .map(|line| (format!("files/{}", line.key), line))
            .collect();
        each(&self.path, |name, reader| {
            let Some(line) = lines.get(name) else {
                return Ok(());
            };
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes)?;
            take(line, bytes.into())
        })
    }
}

fn each(
    path: &Path,
    mut take: impl FnMut(&str, &mut dyn Read) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    let unreadable = |error: io::Error| damaged(&format!("it cannot be unpacked: {error}"));
    let file = File::open(path)?;
    let mut archive = Archive::new(zstd::Decoder::new(file).map_err(unreadable)?);
    for entry in archive.entries().map_err(unreadable)? {
        let mut entry = entry.map_err(unreadable)?;
        if !entry.header().entry_type().is_file() {
            return Err(damaged("it holds something that is no file"));
        }
        let name = entry
            .path()
            .map_err(unreadable)?
            .to_str()
            .ok_or_else(|| damaged("it holds a name that is no text"))?
            .to_owned();
        take(&name, &mut entry).map_err(|error| match error {
            ArchiveError::Io(error) => unreadable(error),
            other => other,
        })?;
    }
    Ok(())
}

fn damaged(why: &str) -> ArchiveError {
    ArchiveError::Damaged(format!("this is no whole archive: {why}"))
}
