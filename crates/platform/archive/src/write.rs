//! Writing a village out.

use std::io::{Read as _, Seek as _, SeekFrom, Write};

use db::{VillageTx, register::Village};
use jiff::Timestamp;
use media::{KeyPrefix, ObjectStore};
use sha2::{Digest as _, Sha256};
use tar::{Builder, Header};

use crate::{
    ArchiveError, Table,
    manifest::{FORMAT, FileLine, Manifest, VillageFacts},
    rows,
};

/// How strongly archives are packed: quick, and within a few percent of the best.
const LEVEL: i32 = 6;
/// Objects of one listing.
const PAGE: u16 = 500;
/// The last entry.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Writes a village as it is at one moment. `tx` has not been used yet; it is ended here.
///
/// Files that vanish while it is written are left out: nothing of that moment mentions them any
/// more, or the next archive has them.
///
/// # Errors
/// When the database, the store or the disk fails; what was written so far is no archive then,
/// because its last entry is missing.
pub async fn write(
    mut tx: VillageTx,
    village: &Village,
    tables: &[Table],
    store: &dyn ObjectStore,
    out: impl Write + Send,
    now: Timestamp,
) -> Result<Manifest, ArchiveError> {
    sqlx::raw_sql("set transaction isolation level repeatable read, read only")
        .execute(&mut *tx)
        .await?;
    let mut archive = Builder::new(zstd::Encoder::new(out, LEVEL)?);
    let mut manifest = Manifest {
        format: FORMAT,
        made_at: now,
        schema_version: village.schema_version,
        village: VillageFacts::of(village),
        tables: Vec::new(),
        files: Vec::new(),
    };
    for (number, table) in tables.iter().enumerate() {
        let columns = rows::columns(&mut tx, table.name).await?;
        // An entry begins with its length: the rows wait in a file that nobody else can open.
        let mut spool = tempfile::tempfile()?;
        let line = rows::read_out(&mut tx, table, &columns, |chunk| spool.write_all(chunk)).await?;
        spool.seek(SeekFrom::Start(0))?;
        let name = table_entry(number, table.name);
        append(&mut archive, &name, line.bytes, spool.take(line.bytes))?;
        manifest.tables.push(line);
    }
    tx.finish().await?;
    for prefix in [
        KeyPrefix::originals(&village.schema),
        KeyPrefix::public(&village.schema),
    ] {
        write_files(&mut archive, &mut manifest, village, store, &prefix).await?;
    }
    let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from)?;
    append(&mut archive, MANIFEST, text.len() as u64, text.as_slice())?;
    let mut out = archive.into_inner()?.finish()?;
    out.flush()?;
    Ok(manifest)
}

/// "tables/01-site.copy"
pub(crate) fn table_entry(number: usize, name: &str) -> String {
    format!("tables/{:02}-{name}.copy", number + 1)
}

async fn write_files(
    archive: &mut Builder<impl Write>,
    manifest: &mut Manifest,
    village: &Village,
    store: &dyn ObjectStore,
    prefix: &KeyPrefix,
) -> Result<(), ArchiveError> {
    let mut after = None;
    loop {
        let page = store.list(prefix, after.as_deref(), PAGE).await?;
        for listed in &page.objects {
            let object = match store.get(&listed.key, None).await {
                Ok(object) => object,
                Err(error) if error.is_not_found() => continue,
                Err(error) => return Err(error.into()),
            };
            let own = format!("{}/", village.schema);
            let key = listed.key.as_str().trim_start_matches(&own).to_owned();
            let length = object.bytes.len() as u64;
            append(
                archive,
                &format!("files/{key}"),
                length,
                object.bytes.as_ref(),
            )?;
            manifest.files.push(FileLine {
                key,
                content_type: object.content_type,
                bytes: length,
                sha256: rows::hex(&Sha256::digest(&object.bytes)),
            });
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}

fn append(
    archive: &mut Builder<impl Write>,
    name: &str,
    length: u64,
    data: impl std::io::Read,
) -> std::io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_size(length);
    header.set_mode(0o600);
    archive.append_data(&mut header, name, data)
}
