//! Rows as Postgres writes them, in an order that is always the same.

use bytes::Bytes;
use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, PgConnection};

use crate::{ArchiveError, Table, manifest::TableLine};

/// The columns of a table in the schema the connection looks at, as they were made.
pub async fn columns(db: &mut PgConnection, table: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select attname::text from pg_attribute
         where attrelid = $1::text::regclass and attnum > 0 and not attisdropped
             and attgenerated = ''
         order by attnum",
    )
    .bind(table)
    .fetch_all(db)
    .await
}

async fn key_of(db: &mut PgConnection, table: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select a.attname::text
         from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
         where i.indrelid = $1::text::regclass and i.indisprimary
         order by array_position(i.indkey::int2[], a.attnum)",
    )
    .bind(table)
    .fetch_all(db)
    .await
}

/// Writes a table out through `take`, chunk by chunk, and tells what it was.
pub async fn read_out(
    db: &mut PgConnection,
    table: &Table,
    columns: &[String],
    mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> Result<TableLine, ArchiveError> {
    let key = key_of(db, table.name).await?;
    let shown: Vec<String> = columns
        .iter()
        .map(|column| {
            let blank = table.blanks.iter().find(|(name, _)| name == column);
            blank.map_or_else(|| quoted(column), |(_, sql)| (*sql).to_owned())
        })
        .collect();
    let order: Vec<String> = key.iter().map(|column| quoted(column)).collect();
    let statement = format!(
        "copy (select {} from {} order by {}) to stdout",
        shown.join(", "),
        quoted(table.name),
        order.join(", ")
    );
    let (mut hash, mut rows, mut bytes) = (Sha256::new(), 0, 0);
    let mut stream = db.copy_out_raw(&statement).await?;
    while let Some(chunk) = stream.try_next().await? {
        hash.update(&chunk);
        // Every row ends with a line end, and no other line end is written as one.
        rows += chunk.iter().filter(|byte| **byte == b'\n').count() as u64;
        bytes += chunk.len() as u64;
        take(&chunk)?;
    }
    Ok(TableLine {
        name: table.name.to_owned(),
        columns: columns.to_vec(),
        rows,
        bytes,
        sha256: hex(&hash.finalize()),
    })
}

/// Reads rows in as they were written out.
pub async fn read_in(
    db: &mut PgConnection,
    line: &TableLine,
    mut source: impl std::io::Read,
) -> Result<(), ArchiveError> {
    let columns: Vec<String> = line.columns.iter().map(|column| quoted(column)).collect();
    let statement = format!(
        "copy {} ({}) from stdin",
        quoted(&line.name),
        columns.join(", ")
    );
    let mut copy = db.copy_in_raw(&statement).await?;
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => {
                copy.send(Bytes::copy_from_slice(&buffer[..length])).await?;
            }
            Err(error) => {
                copy.abort("the archive cannot be read").await?;
                return Err(error.into());
            }
        }
    }
    copy.finish().await?;
    Ok(())
}

/// Empties a table.
pub async fn clear(db: &mut PgConnection, table: &str) -> sqlx::Result<()> {
    let statement = format!("delete from {}", quoted(table));
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(db).await?;
    Ok(())
}

/// A name in a statement.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
