//! Reading a village in: as a new one, or over one that lives.

use std::{collections::BTreeMap, fs::File, time::Duration};

use bytes::Bytes;
use db::{
    Database, moving,
    provision::{self, Filling},
    register::Village,
};
use kernel::{SchemaName, VillageSlug};
use media::{MediaKey, ObjectStore};
use sqlx::{AssertSqlSafe, PgConnection};
use tokio::sync::mpsc;

use crate::{
    ArchiveError, Table,
    check::Checked,
    manifest::{FileLine, TableLine},
    rows,
};

/// How often a restore tries to find the village at rest.
const ATTEMPTS: usize = 6;
const PAUSE: Duration = Duration::from_millis(300);

/// What has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    pub schema: SchemaName,
    pub rows: u64,
    pub files: usize,
}

/// Makes the archive's village anew, in one transaction. With `slug` under another address label.
///
/// # Errors
/// When a village of that code or label exists, or the archive does not fit; nothing was made then.
pub async fn bring_in(
    owner: &mut PgConnection,
    archive: &Checked,
    tables: &[Table],
    store: &dyn ObjectStore,
    slug: Option<VillageSlug>,
    actor: &str,
) -> Result<Arrival, ArchiveError> {
    let mut village = archive.manifest.village.new_village()?;
    if let Some(slug) = slug {
        village.slug = slug;
    }
    let schema = SchemaName::from(village.code);
    let spools = fitting(archive, tables).await?;
    // Files without a village are harmless; a village without files is not.
    bring_files(archive, &schema, store).await?;
    let filling = provision::begin(owner, &village).await?;
    let filled = async {
        look_at(owner, &schema).await?;
        fill(owner, archive, tables, spools, &BTreeMap::new()).await
    }
    .await;
    match filled {
        Ok(()) => provision::finish(owner, filling, "imported", actor).await?,
        Err(error) => {
            provision::give_up(owner).await;
            return Err(error);
        }
    }
    Ok(arrival(archive, schema))
}

/// Brings a village that lives back to what the archive says, in one transaction: the new rows are
/// made beside the old ones, and readers see the one state or the other. Who writes meanwhile waits,
/// and then writes into the new state. Columns that a table keeps (passwords, second factors) stay as they are
/// in rows that are there before and after.
///
/// # Errors
/// When the archive is another village's or does not fit; nothing has changed then.
pub async fn bring_back(
    database: &Database,
    village: &Village,
    archive: &Checked,
    tables: &[Table],
    store: &dyn ObjectStore,
    actor: &str,
) -> Result<Arrival, ArchiveError> {
    let (found, expected) = (&archive.manifest.village.code, village.code.dotted());
    if *found != expected {
        return Err(ArchiveError::OtherVillage {
            found: found.clone(),
            expected,
        });
    }
    fitting(archive, tables).await?;
    bring_files(archive, &village.schema, store).await?;
    let Some(turn) = moving::turn(database, &village.schema).await? else {
        return Err(ArchiveError::Busy);
    };
    let done = bring_back_alone(database, village, archive, tables, actor).await;
    turn.end().await;
    done
}

async fn bring_back_alone(
    database: &Database,
    village: &Village,
    archive: &Checked,
    tables: &[Table],
    actor: &str,
) -> Result<Arrival, ArchiveError> {
    let shard = database.shard_of(&village.schema).await?;
    let owner = &mut shard.owner().await?;
    for _ in 0..ATTEMPTS {
        let spools = fitting(archive, tables).await?;
        sqlx::raw_sql("begin").execute(&mut *owner).await?;
        let filled = replace(owner, &village.schema, archive, tables, spools).await;
        match filled {
            Ok(()) => {
                let filling = Filling::over(village);
                let finished = if shard.name.is_main() {
                    provision::finish(owner, filling, "restored", actor).await
                } else {
                    provision::settle(owner, filling).await
                };
                if finished.is_err() {
                    provision::give_up(owner).await;
                }
                finished?;
                if !shard.name.is_main() {
                    let home = &mut database.owner().await?;
                    provision::note(home, &village.code, "restored", actor).await?;
                }
                return Ok(arrival(archive, village.schema));
            }
            Err(error) => {
                provision::give_up(owner).await;
                if !is_collision(&error) {
                    return Err(error);
                }
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(ArchiveError::Busy)
}

/// Reads an archive into tables made for trying, as [`bring_in`] would, and leaves it to the caller
/// to undo that. Files are not put anywhere: their hashes were compared when it was checked.
///
/// # Errors
/// When the archive does not fit.
pub async fn rehearse(
    db: &mut PgConnection,
    archive: &Checked,
    tables: &[Table],
) -> Result<Arrival, ArchiveError> {
    let village = archive.manifest.village.new_village()?;
    let spools = fitting(archive, tables).await?;
    fill(db, archive, tables, spools, &BTreeMap::new()).await?;
    Ok(arrival(archive, SchemaName::from(village.code)))
}

/// Somebody else was at the same tables: a deadlock, or a lock that took too long.
fn is_collision(error: &ArchiveError) -> bool {
    let ArchiveError::Sql(error) = error else {
        return false;
    };
    error
        .as_database_error()
        .and_then(|database| database.code())
        .is_some_and(|code| code == "40P01" || code == "55P03")
}

fn arrival(archive: &Checked, schema: SchemaName) -> Arrival {
    Arrival {
        schema,
        rows: archive.manifest.rows(),
        files: archive.manifest.files.len(),
    }
}

/// The rows of each table, if this version knows every one of them.
async fn fitting(archive: &Checked, tables: &[Table]) -> Result<Vec<File>, ArchiveError> {
    let unknown = archive
        .manifest
        .tables
        .iter()
        .find(|line| tables.iter().all(|table| table.name != line.name));
    if let Some(line) = unknown {
        return Err(ArchiveError::UnknownTable(line.name.clone()));
    }
    let reading = archive.clone();
    tokio::task::spawn_blocking(move || reading.tables())
        .await
        .map_err(|_| unreadable())?
}

fn unreadable() -> ArchiveError {
    ArchiveError::Damaged("the archive cannot be read".to_owned())
}

/// The store's part, before anything of the database: the same file always has the same name.
async fn bring_files(
    archive: &Checked,
    schema: &SchemaName,
    store: &dyn ObjectStore,
) -> Result<(), ArchiveError> {
    let (sender, mut receiver) = mpsc::channel::<(FileLine, Bytes)>(2);
    let reading = archive.clone();
    let reader = tokio::task::spawn_blocking(move || {
        reading.files(|line, bytes| {
            sender
                .blocking_send((line.clone(), bytes))
                .map_err(|_| ArchiveError::Damaged("the reading was given up".to_owned()))
        })
    });
    while let Some((line, bytes)) = receiver.recv().await {
        let key: MediaKey = format!("{schema}/{}", line.key)
            .parse()
            .map_err(|_| ArchiveError::Damaged(format!("{} is no name of a file", line.key)))?;
        store.put(&key, &line.content_type, bytes).await?;
    }
    drop(receiver);
    match reader.await {
        Ok(read) => read,
        Err(_) => Err(unreadable()),
    }
}

async fn replace(
    owner: &mut PgConnection,
    schema: &SchemaName,
    archive: &Checked,
    tables: &[Table],
    spools: Vec<File>,
) -> Result<(), ArchiveError> {
    look_at(owner, schema).await?;
    keep_writers_out(owner, tables).await?;
    let mut kept = BTreeMap::new();
    for table in tables.iter().filter(|table| !table.kept.is_empty()) {
        let aside = format!("kept_{}", table.name);
        let columns: Vec<String> = table.kept.iter().map(|name| rows::quoted(name)).collect();
        let statement = format!(
            "create temporary table {} on commit drop as select id, {} from {}",
            rows::quoted(&aside),
            columns.join(", "),
            rows::quoted(table.name)
        );
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut *owner)
            .await?;
        kept.insert(table.name, aside);
    }
    fill(owner, archive, tables, spools, &kept).await
}

/// Readers are not held up. `site` comes last because every writer takes it last.
async fn keep_writers_out(owner: &mut PgConnection, tables: &[Table]) -> sqlx::Result<()> {
    let mut names: Vec<String> = tables
        .iter()
        .map(|table| rows::quoted(table.name))
        .collect();
    // Stable: the others stay in their order.
    names.sort_by_key(|name| name == "\"site\"");
    let statement = format!(
        "set local lock_timeout = '5s'; lock table {} in share row exclusive mode",
        names.join(", ")
    );
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(owner)
        .await?;
    Ok(())
}

/// Empties what a new village is born with or an old one holds, children first, reads the rows in,
/// and looks whether they are what the manifest says.
async fn fill(
    owner: &mut PgConnection,
    archive: &Checked,
    tables: &[Table],
    spools: Vec<File>,
    kept: &BTreeMap<&'static str, String>,
) -> Result<(), ArchiveError> {
    for table in tables.iter().rev() {
        rows::clear(owner, table.name).await?;
    }
    for (line, spool) in archive.manifest.tables.iter().zip(spools) {
        rows::read_in(owner, line, spool).await?;
    }
    for line in &archive.manifest.tables {
        let table = tables.iter().find(|table| table.name == line.name);
        let table = table.ok_or_else(|| ArchiveError::UnknownTable(line.name.clone()))?;
        same(owner, table, line).await?;
    }
    for table in tables {
        if let Some(aside) = kept.get(table.name) {
            give_back(owner, table, aside).await?;
        }
    }
    Ok(())
}

/// Looks whether a table is what a line says.
pub(crate) async fn same(
    owner: &mut PgConnection,
    table: &Table,
    line: &TableLine,
) -> Result<(), ArchiveError> {
    let is = rows::read_out(owner, table, &line.columns, |_| Ok(())).await?;
    if is == *line {
        Ok(())
    } else {
        Err(ArchiveError::Differs(line.name.clone()))
    }
}

async fn give_back(owner: &mut PgConnection, table: &Table, aside: &str) -> sqlx::Result<()> {
    let sets: Vec<String> = table
        .kept
        .iter()
        .map(|column| format!("{0} = k.{0}", rows::quoted(column)))
        .collect();
    let statement = format!(
        "update {} t set {} from {} k where k.id = t.id",
        rows::quoted(table.name),
        sets.join(", "),
        rows::quoted(aside)
    );
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(owner)
        .await?;
    Ok(())
}

pub(crate) async fn look_at(owner: &mut PgConnection, schema: &SchemaName) -> sqlx::Result<()> {
    let statement = format!("set local search_path = \"{schema}\"");
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(owner)
        .await?;
    Ok(())
}
