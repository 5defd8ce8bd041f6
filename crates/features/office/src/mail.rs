//! Links by mail. The job makes the link itself, so that no queue holds one.

use std::sync::Arc;

use anyhow::Context;
use db::VillageTx;
use identity::{Purpose, Role, Token, mail};
use jobs::{Handlers, Job};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, AppResult};

use crate::store;

/// The kind of the job.
const SEND_LINK: &str = "office.link";

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
pub async fn ask(tx: &mut VillageTx, staff: Uuid, purpose: Purpose) -> AppResult<()> {
    let task = Task {
        staff,
        purpose: purpose.as_str().to_owned(),
    };
    jobs::enqueue(tx, SEND_LINK, &task, None).await?;
    Ok(())
}

/// Registers the background work of the office.
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
    let purpose = match task.purpose.as_str() {
        "invitation" => Purpose::Invitation,
        _ => Purpose::PasswordReset,
    };
    let schema = job
        .village
        .as_ref()
        .context("a link belongs to a village")?
        .schema;
    let registry = app.registry();
    let village = registry
        .by_schema(&schema)
        .context("the village is not here any more")?;
    let now = app.clock.now();
    let mut tx = app.database.village(&schema).await?;
    let Some(row) = store::door::by_id(&mut tx, task.staff).await? else {
        return Ok(());
    };
    let token = Token::generate();
    store::links::put_link(&mut tx, row.id, purpose, &token.hash(purpose), now).await?;
    // Nothing that the public sees has changed.
    tx.finish().await?;

    let folder = match purpose {
        Purpose::Invitation => "undangan",
        _ => "sandi",
    };
    let link = format!("{}/kantor/{folder}/{}", village.base_url, token.to_text());
    let name = web::village_name(village);
    let letter = match purpose {
        Purpose::Invitation => {
            let labels: Vec<&str> = row
                .roles
                .iter()
                .filter_map(|role| role.parse::<Role>().ok())
                .map(Role::label)
                .collect();
            mail::invitation(&name, &row.email, &row.name, &labels.join(", "), &link)
        }
        _ => mail::password_reset(&name, &row.email, &row.name, &link),
    };
    app.mailer
        .send(&letter)
        .await
        .context("the letter was not taken")?;
    Ok(())
}
