//! Imports: their rows, their files, and the steps they take.

pub mod looks;
pub mod register;
pub mod rows;
pub mod undoing;
pub mod writing;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::import::{Choices, Done, Report, Tally};

/// Imports on one page, and one more by which is seen that there are more.
pub const PAGE: usize = 20;

/// An import.
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    pub byte_size: i64,
    pub state: String,
    pub choices: Choices,
    pub report: Report,
    pub progress: i32,
    pub made_by: String,
    pub made_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub undo_until: Option<Timestamp>,
}

/// An import in the list.
pub struct ImportLine {
    pub id: Uuid,
    pub file_name: String,
    pub state: String,
    pub tally: Tally,
    pub done: Option<Done>,
    pub made_by: String,
    pub made_at: Timestamp,
}

/// A table that was sent.
pub struct Sent<'a> {
    pub id: Uuid,
    pub file_name: &'a str,
    pub byte_size: i64,
    pub sealed: &'a [u8],
    pub by: &'a str,
    pub now: Timestamp,
}

/// Keeps a table that was sent, to be read.
pub async fn keep(db: &mut PgConnection, sent: &Sent<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into register_imports (id, file_name, byte_size, state, made_by, made_at)
         values ($1, $2, $3, 'reading', $4, $5)",
        sent.id,
        sent.file_name,
        sent.byte_size,
        sent.by,
        sent.now.to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into import_files (import_id, sealed) values ($1, $2)",
        sent.id,
        sent.sealed,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The newest imports, or those below a key; one more than a page if there are more.
pub async fn list(db: &mut PgConnection, below: Option<Cursor>) -> sqlx::Result<Vec<ImportLine>> {
    let (at, id) = below.map_or((Timestamp::MAX, Uuid::max()), |key| (key.at(), key.id()));
    // What comes after every moment that Postgres has.
    let at = at.min("9000-01-01T00:00:00Z".parse().unwrap_or(at));
    let rows = sqlx::query!(
        r#"select id, file_name, state, coalesce(report -> 'tally', '{}') as "tally!: Json<Tally>",
               nullif(report -> 'done', 'null') as "done: Json<Done>", made_by, made_at
           from register_imports
           where (made_at, id) < ($1, $2)
           order by made_at desc, id desc
           limit 21"#,
        at.to_sqlx() as _,
        id,
    )
    .fetch_all(db)
    .await?;
    let lines = rows.into_iter().map(|row| ImportLine {
        id: row.id,
        file_name: row.file_name,
        state: row.state,
        tally: row.tally.0,
        done: row.done.map(|done| done.0),
        made_by: row.made_by,
        made_at: row.made_at.to_jiff(),
    });
    Ok(lines.collect())
}

pub async fn find(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<Import>> {
    let row = sqlx::query!(
        r#"select id, file_name, byte_size, state, choices as "choices: Json<Choices>",
               report as "report: Json<Report>", progress, made_by, made_at, finished_at,
               undo_until
           from register_imports where id = $1"#,
        id,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Import {
        id: row.id,
        file_name: row.file_name,
        byte_size: row.byte_size,
        state: row.state,
        choices: row.choices.0,
        report: row.report.0,
        progress: row.progress,
        made_by: row.made_by,
        made_at: row.made_at.to_jiff(),
        finished_at: row.finished_at.map(|at| at.to_jiff()),
        undo_until: row.undo_until.map(|at| at.to_jiff()),
    }))
}

/// The sealed table, as long as it is kept.
pub async fn file(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select sealed from import_files where import_id = $1", id)
        .fetch_optional(db)
        .await
}

pub async fn forget_file(db: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from import_files where import_id = $1", id)
        .execute(db)
        .await?;
    Ok(())
}

/// Whether another import or undoing is under way.
pub async fn is_busy(db: &mut PgConnection, but: Uuid) -> sqlx::Result<bool> {
    let busy = sqlx::query_scalar!(
        r#"select exists (
               select from register_imports
               where state in ('waiting', 'running', 'undoing') and id <> $1
           ) as "busy!""#,
        but,
    );
    busy.fetch_one(db).await
}

/// Takes an import from one of these states to another with new choices. `false` when it is in none of
/// them, because somebody else was faster.
pub async fn choose(
    db: &mut PgConnection,
    id: Uuid,
    from: &[&str],
    to: &str,
    choices: &Choices,
) -> sqlx::Result<bool> {
    let from: Vec<String> = from.iter().map(|state| (*state).to_owned()).collect();
    let changed = sqlx::query!(
        "update register_imports set state = $3, choices = $4, progress = 0
         where id = $1 and state = any($2)",
        id,
        &from,
        to,
        Json(choices) as _,
    )
    .execute(db)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Takes an import from one of these states to another with what was found or done.
pub async fn report(
    db: &mut PgConnection,
    id: Uuid,
    from: &[&str],
    to: &str,
    report: &Report,
) -> sqlx::Result<bool> {
    let from: Vec<String> = from.iter().map(|state| (*state).to_owned()).collect();
    let changed = sqlx::query!(
        "update register_imports set state = $3, report = $4, progress = 100
         where id = $1 and state = any($2)",
        id,
        &from,
        to,
        Json(report) as _,
    )
    .execute(db)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// When an import was carried out, and until when it can be undone.
pub async fn finish(
    db: &mut PgConnection,
    id: Uuid,
    now: Timestamp,
    undo_until: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update register_imports set finished_at = $2, undo_until = $3 where id = $1",
        id,
        now.to_sqlx() as _,
        undo_until.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How far the work is, in percent.
pub async fn progress(
    db: &mut PgConnection,
    id: Uuid,
    state: &str,
    percent: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update register_imports set state = $2, progress = $3
         where id = $1 and state in ('reading', 'waiting', 'running', 'undoing')",
        id,
        state,
        percent,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets an import that was not carried out; gives the name of its file.
pub async fn discard(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "delete from register_imports
         where id = $1 and state in ('read', 'unreadable', 'failed')
         returning file_name",
        id,
    )
    .fetch_optional(db)
    .await
}

/// Ends what was under way when its job was lost, as when a village is brought back from an archive:
/// otherwise no other import could begin.
pub async fn end_lost(
    db: &mut PgConnection,
    sent_before: Timestamp,
    problem: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update register_imports
         set state = case state
                 when 'reading' then 'unreadable' when 'undoing' then 'done' else 'failed'
             end,
             report = jsonb_set(report, '{problem}', to_jsonb($2::text))
         where state in ('reading', 'waiting', 'running', 'undoing') and made_at < $1",
        sent_before.to_sqlx() as _,
        problem,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what is not needed any more: tables that nobody went on with for this long, and what can
/// not be undone any more.
pub async fn tidy(
    db: &mut PgConnection,
    now: Timestamp,
    sent_before: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from import_files f
         using register_imports i
         where i.id = f.import_id and i.made_at < $1
             and i.state not in ('reading', 'waiting', 'running')",
        sent_before.to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "delete from import_changes c
         using register_imports i
         where i.id = c.import_id and i.undo_until < $1 and i.state <> 'undoing'",
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
