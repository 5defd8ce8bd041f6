//! Moving a village to another database: its rows as they came to rest, every hash compared.
//!
//! Files stay where they are: object storage is the same for all databases. Who reads the village
//! notices nothing; who writes waits for the seconds it takes.

use std::{
    fs::File,
    io::{Seek as _, SeekFrom, Write as _},
};

use db::{
    Database, Shard,
    moving::{self, Move, MoveError},
    register::Village,
};
use kernel::SchemaName;
use sqlx::{PgConnection, Row as _};

use crate::{
    ArchiveError, Table,
    apply::{look_at, same},
    manifest::TableLine,
    rows,
};

/// Tables that do not travel: what readers leave behind is made again, and what was migrated is known
/// where the village arrives.
const STAYS: [&str; 2] = ["prepared_parts", "_sqlx_migrations"];

/// A village that has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relocated {
    pub rows: u64,
    pub tables: usize,
}

/// Moves a village. What breaks off is undone: the village is where it was then, whole, and the move
/// can be made again. Everything in it travels, also what an archive leaves out.
///
/// # Errors
/// See [`ArchiveError`]; when the switch itself was cut off, the register says where the village is.
pub async fn relocate(
    database: &Database,
    village: &Village,
    target: &Shard,
    tables: &[Table],
    actor: &str,
) -> Result<Relocated, ArchiveError> {
    let turn = moving::turn(database, &village.schema)
        .await?
        .ok_or(MoveError::Busy)?;
    let moved = relocate_alone(database, village, target, tables, actor).await;
    if let Err(error) = &moved {
        // The error is what the caller is told; what is left over now is tidied up later.
        if let Err(trouble) = moving::mend_village(database, &village.schema).await {
            tracing::warn!(%error, %trouble, village = %village.slug, "a move was not undone at once");
        }
    }
    turn.end().await;
    moved
}

async fn relocate_alone(
    database: &Database,
    village: &Village,
    target: &Shard,
    tables: &[Table],
    actor: &str,
) -> Result<Relocated, ArchiveError> {
    // What an earlier move left.
    moving::mend_village(database, &village.schema).await?;
    let mut under_way = Move::begin(database, village, target).await?;
    under_way.still().await?;
    under_way.open().await?;
    every_table_is_known(&mut under_way.from, tables).await?;
    let lines = copy(&mut under_way, &village.schema, tables).await?;
    under_way.close().await?;
    under_way.switch(actor).await?;
    if let Err(error) = under_way.settle().await {
        tracing::warn!(%error, village = %village.slug, "what a move leaves is tidied up later");
    }
    Ok(Relocated {
        rows: lines.iter().map(|line| line.rows).sum(),
        tables: lines.len(),
    })
}

async fn every_table_is_known(
    from: &mut PgConnection,
    tables: &[Table],
) -> Result<(), ArchiveError> {
    let there = sqlx::query(
        "select c.relname::text from pg_class c
         where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'",
    )
    .fetch_all(from)
    .await?;
    for row in there {
        let name: String = row.try_get(0)?;
        let is_known = tables.iter().any(|table| table.name == name);
        if !is_known && !STAYS.contains(&name.as_str()) {
            return Err(ArchiveError::Unlisted(name));
        }
    }
    Ok(())
}

/// Table by table, parents before children; then looks whether everything is the same there.
async fn copy(
    under_way: &mut Move<'_>,
    schema: &SchemaName,
    tables: &[Table],
) -> Result<Vec<TableLine>, ArchiveError> {
    // Nothing is left out: it is the same village.
    let whole = tables.iter().map(|table| Table {
        blanks: &[],
        ..*table
    });
    let leans = leans(&mut under_way.from).await?;
    let whole = parents_first(whole.collect(), &leans);
    look_at(&mut under_way.to, schema).await?;
    for table in whole.iter().rev() {
        rows::clear(&mut under_way.to, table.name).await?;
    }
    let mut lines = Vec::with_capacity(whole.len());
    for table in &whole {
        let columns = rows::columns(&mut under_way.from, table.name).await?;
        let (line, spool) = spool(&mut under_way.from, table, &columns).await?;
        rows::read_in(&mut under_way.to, &line, spool).await?;
        lines.push(line);
    }
    for (table, line) in whole.iter().zip(&lines) {
        same(&mut under_way.to, table, line).await?;
    }
    Ok(lines)
}

/// Which table leans on which other one, by a foreign key.
async fn leans(from: &mut PgConnection) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select distinct child.relname::text, parent.relname::text
         from pg_constraint k
         join pg_class child on child.oid = k.conrelid
         join pg_class parent on parent.oid = k.confrelid
         where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
             and child.oid <> parent.oid",
    )
    .fetch_all(from)
    .await
}

/// The tables so that each comes after those it leans on; what leans on each other keeps its order.
fn parents_first(mut left: Vec<Table>, leans: &[(String, String)]) -> Vec<Table> {
    let mut sorted = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |table: &Table| {
            leans.iter().any(|(child, parent)| {
                child == table.name && left.iter().any(|other| other.name == parent)
            })
        };
        let next = left.iter().position(|table| !waits(table)).unwrap_or(0);
        sorted.push(left.remove(next));
    }
    sorted
}

/// Into a file that nobody else can open, and that goes when it is closed.
async fn spool(
    from: &mut PgConnection,
    table: &Table,
    columns: &[String],
) -> Result<(TableLine, File), ArchiveError> {
    let mut spool = tempfile::tempfile()?;
    let line = rows::read_out(from, table, columns, |chunk| spool.write_all(chunk)).await?;
    spool.seek(SeekFrom::Start(0))?;
    Ok((line, spool))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_leaned_on_comes_first() {
        let table = |name| Table {
            name,
            blanks: &[],
            kept: &[],
        };
        let lean = |child: &str, parent: &str| (child.to_owned(), parent.to_owned());
        let leans = [
            lean("drafts", "staff"),
            lean("articles", "media"),
            lean("a", "b"),
            lean("b", "a"),
        ];
        let all = ["drafts", "articles", "a", "b", "staff", "media"].map(table);
        let names: Vec<&str> = parents_first(all.into(), &leans)
            .iter()
            .map(|table| table.name)
            .collect();
        assert_eq!(names, ["staff", "drafts", "media", "articles", "a", "b"]);
    }
}
