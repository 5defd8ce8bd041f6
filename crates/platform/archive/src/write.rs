//! Writing a village out.

use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom, Write},
};

use bytes::Bytes;
use db::{VillageTx, register::Village};
use jiff::Timestamp;
use media::{KeyPrefix, ObjectStore};
use sha2::{Digest as _, Sha256};
use tar::{Builder, Header};
use tokio::{sync::mpsc, task::JoinHandle};

use crate::{
    ArchiveError, Table,
    manifest::{FORMAT, FileLine, Manifest, TableLine, VillageFacts},
    rows,
};

/// How strongly archives are packed: quick, and within a few percent of the best.
const LEVEL: i32 = 6;
/// Objects of one listing.
const PAGE: u16 = 500;
/// Entries that wait to be packed: at most so many files are in memory.
const WAITING: usize = 2;
/// The last entry.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Writes a village as it is at one moment, and gives `out` back. `tx` has not been used yet; it is
/// ended here as soon as the rows are out of the database, before anything slow begins.
///
/// Files that vanish while it is written are left out: nothing of that moment mentions them any
/// more, or the next archive has them.
///
/// # Errors
/// When the database, the store or the disk fails; what was written so far is no archive then,
/// because its last entry is missing.
pub async fn write<W: Write + Send + 'static>(
    tx: VillageTx,
    village: &Village,
    tables: &[Table],
    store: &dyn ObjectStore,
    out: W,
    now: Timestamp,
) -> Result<(Manifest, W), ArchiveError> {
    let spools = spool(tx, tables).await?;
    let mut manifest = Manifest {
        format: FORMAT,
        made_at: now,
        schema_version: village.schema_version,
        village: VillageFacts::of(village),
        tables: Vec::with_capacity(spools.len()),
        files: Vec::new(),
    };
    let packer = Packer::start(out);
    for (number, (line, rows)) in spools.into_iter().enumerate() {
        let name = table_entry(number, &line.name);
        let length = line.bytes;
        manifest.tables.push(line);
        if !packer.add(name, length, Data::Rows(rows)).await {
            return packer.end(None).await.map(|out| (manifest, out));
        }
    }
    for prefix in [
        KeyPrefix::originals(&village.schema),
        KeyPrefix::public(&village.schema),
    ] {
        add_files(&packer, &mut manifest, village, store, &prefix).await?;
    }
    let text = manifest.text()?;
    let out = packer.end(Some(text)).await?;
    Ok((manifest, out))
}

/// "tables/01-site.copy"
pub(crate) fn table_entry(number: usize, name: &str) -> String {
    format!("tables/{:02}-{name}.copy", number + 1)
}

/// Takes the rows out of the database, all of the same moment, into files that nobody else can
/// open. They wait there because an entry begins with its length.
async fn spool(
    mut tx: VillageTx,
    tables: &[Table],
) -> Result<Vec<(TableLine, File)>, ArchiveError> {
    sqlx::raw_sql(
        "set transaction isolation level repeatable read, read only; \
         set local statement_timeout = '5min'",
    )
    .execute(&mut *tx)
    .await?;
    let mut spools = Vec::with_capacity(tables.len());
    for table in tables {
        let columns = rows::columns(&mut tx, table.name).await?;
        let mut spool = tempfile::tempfile()?;
        let line = rows::read_out(&mut tx, table, &columns, |chunk| spool.write_all(chunk)).await?;
        spool.seek(SeekFrom::Start(0))?;
        spools.push((line, spool));
    }
    tx.finish().await?;
    Ok(spools)
}

async fn add_files(
    packer: &Packer<impl Write + Send + 'static>,
    manifest: &mut Manifest,
    village: &Village,
    store: &dyn ObjectStore,
    prefix: &KeyPrefix,
) -> Result<(), ArchiveError> {
    let own = format!("{}/", village.schema);
    let mut after = None;
    loop {
        let page = store.list(prefix, after.as_deref(), PAGE).await?;
        for listed in &page.objects {
            let object = match store.get(&listed.key, None).await {
                Ok(object) => object,
                Err(error) if error.is_not_found() => continue,
                Err(error) => return Err(error.into()),
            };
            let key = listed.key.as_str().trim_start_matches(&own).to_owned();
            let length = object.bytes.len() as u64;
            manifest.files.push(FileLine {
                key: key.clone(),
                content_type: object.content_type,
                bytes: length,
                sha256: rows::hex(&Sha256::digest(&object.bytes)),
            });
            let name = format!("files/{key}");
            if !packer.add(name, length, Data::Bytes(object.bytes)).await {
                // Why it takes nothing more is told at its end.
                return Ok(());
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}

enum Data {
    Rows(File),
    Bytes(Bytes),
}

struct Entry {
    name: String,
    length: u64,
    data: Data,
}

/// Packs on a thread of its own: it would hold up whatever else the service does.
struct Packer<W> {
    entries: mpsc::Sender<Entry>,
    packing: JoinHandle<Result<W, ArchiveError>>,
}

impl<W: Write + Send + 'static> Packer<W> {
    fn start(out: W) -> Self {
        let (entries, waiting) = mpsc::channel(WAITING);
        let packing = tokio::task::spawn_blocking(move || pack(out, waiting));
        Self { entries, packing }
    }

    /// `false` when it has failed and takes nothing more; [`Packer::end`] says why.
    async fn add(&self, name: String, length: u64, data: Data) -> bool {
        let entry = Entry { name, length, data };
        self.entries.send(entry).await.is_ok()
    }

    /// Adds the manifest and closes the archive. Without one it is none, and that is an error.
    async fn end(self, manifest: Option<Vec<u8>>) -> Result<W, ArchiveError> {
        if let Some(text) = manifest {
            let length = text.len() as u64;
            self.add(MANIFEST.to_owned(), length, Data::Bytes(text.into()))
                .await;
        }
        drop(self.entries);
        match self.packing.await {
            Ok(packed) => packed,
            Err(_) => Err(unfinished()),
        }
    }
}

fn unfinished() -> ArchiveError {
    ArchiveError::Io(std::io::Error::other("the archive was not finished"))
}

fn pack<W: Write>(out: W, mut waiting: mpsc::Receiver<Entry>) -> Result<W, ArchiveError> {
    let mut archive = Builder::new(zstd::Encoder::new(out, LEVEL)?);
    let mut is_whole = false;
    while let Some(entry) = waiting.blocking_recv() {
        is_whole = entry.name == MANIFEST;
        let mut header = Header::new_gnu();
        header.set_size(entry.length);
        header.set_mode(0o600);
        match entry.data {
            Data::Rows(rows) => {
                archive.append_data(&mut header, &entry.name, rows.take(entry.length))?;
            }
            Data::Bytes(bytes) => {
                archive.append_data(&mut header, &entry.name, bytes.as_ref())?;
            }
        }
    }
    if !is_whole {
        return Err(unfinished());
    }
    let mut out = archive.into_inner()?.finish()?;
    out.flush()?;
    Ok(out)
}
