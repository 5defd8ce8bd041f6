//! Links by mail. The job makes the link itself, so that no queue holds one.

use std::sync::Arc;

use anyhow::Context;
use db::PlatformTx;
use identity::{Purpose, Token, mail};
use jobs::{Handlers, Job};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use web::{App, AppResult, console};

use crate::store::people as store;

/// The kind of the job.
const SEND_LINK: &str = "district.link";

#[derive(Debug, Serialize, Deserialize)]
struct Task {
    staff: Uuid,
    /// "invitation" or "reset"
    purpose: String,
}

/// Asks for a link to be sent, in the transaction that wants it.
///
/// # Errors
/// When the database is away.
pub async fn ask(tx: &mut PlatformTx, staff: Uuid, purpose: Purpose) -> AppResult<()> {
    let task = json!({ "staff": staff, "purpose": purpose.as_str() });
    store::queue(tx, SEND_LINK, &task).await?;
    Ok(())
}

/// Registers the background work of the console.
pub fn register(app: &App, handlers: &mut Handlers) {
    let app = Arc::new(app.clone());
    handlers.on(SEND_LINK, move |job| {
        let app = app.clone();
        async move { send(&app, &job).await }
    });
}

async fn send(app: &App, job: &Job) -> anyhow::Result<()> {
    let task: Task =
        serde_json::from_value(job.payload.clone()).context("the task is unreadable")?;
    let (purpose, folder) = match task.purpose.as_str() {
        "invitation" => (Purpose::Invitation, "undangan"),
        _ => (Purpose::PasswordReset, "sandi"),
    };
    let now = app.clock.now();
    let mut tx = app.database.platform().await?;
    let Some(row) = store::by_id(&mut tx, task.staff).await? else {
        return Ok(());
    };
    let token = Token::generate();
    store::put_link(&mut tx, row.id, purpose, &token.hash(purpose), now).await?;
    tx.commit().await?;

    let base = app.config.site.portal_url();
    let link = format!("{base}{}/{folder}/{}", console::BASE, token.to_text());
    let room = console::name_in(app);
    let letter = match purpose {
        Purpose::Invitation => mail::invitation(&room, &row.email, &row.name, "kabupaten", &link),
        _ => mail::password_reset(&room, &row.email, &row.name, &link),
    };
    app.mailer
        .send(&letter)
        .await
        .context("the letter was not taken")?;
    Ok(())
}
