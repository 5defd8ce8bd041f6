//! What happens after the answer: codes and messages to phones, and what other features tell residents.

use anyhow::Context as _;
use db::VillageTx;
use jiff::ToSpan as _;
use jobs::{Handlers, Job, JobVillage};
use kernel::Phone;
use messages::{Message, MessageError};
use residents::{
    domain::Agreed,
    lookup::{self, Known},
    store::rights,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, keys};

use crate::{
    door::unhex,
    store::{
        accounts, codes,
        messages::{self as store, NewMessage},
    },
};

/// Sends a code to the phone of who has this NIK, if anybody has it.
const CODE: &str = "citizens.code";
/// Tells a resident something: `{ resident, text, href, by: ["inbox", "whatsapp"] }`. Other features queue it
/// in their own transaction.
const TELL: &str = "citizens.tell";
/// How long a code opens.
const MINUTES: i64 = 10;

#[derive(Debug, Serialize, Deserialize)]
struct CodeTask {
    /// The blind index of a NIK, in letters.
    who: String,
}

#[derive(Debug, Deserialize)]
struct TellTask {
    resident: Uuid,
    text: String,
    #[serde(default)]
    href: String,
    by: Vec<Way>,
}

/// How somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Way {
    /// In her account.
    Inbox,
    /// On her phone, when she agreed to it and there is a gateway.
    Whatsapp,
}

/// Asks for a code, in this transaction.
///
/// # Errors
/// When the database is away.
pub async fn ask_code(tx: &mut VillageTx, who: &str) -> sqlx::Result<()> {
    let task = CodeTask {
        who: who.to_owned(),
    };
    jobs::enqueue(tx, CODE, &task, None).await
}

/// Registers the background work.
pub fn register(app: &App, handlers: &mut Handlers) {
    let own = app.clone();
    handlers.on(CODE, move |job| {
        let app = own.clone();
        async move { send_code(&app, &job).await }
    });
    let own = app.clone();
    handlers.on(TELL, move |job| {
        let app = own.clone();
        async move { tell(&app, &job).await }
    });
}

fn village(job: &Job) -> anyhow::Result<&JobVillage> {
    job.village
        .as_ref()
        .context("a resident belongs to a village")
}

async fn send_code(app: &App, job: &Job) -> anyhow::Result<()> {
    let task: CodeTask =
        serde_json::from_value(job.payload.clone()).context("the task is unreadable")?;
    let schema = village(job)?.schema;
    let mut tx = app.database.village(&schema).await?;
    let account = accounts::at_door(&mut tx, &[unhex(&task.who)]).await?;
    let Some(account) = account else {
        tx.finish().await?;
        return Ok(());
    };
    let known = known(app, &mut tx, account.resident_id).await?;
    let Some(phone) = known.and_then(|known| reached(known.phone)) else {
        tx.finish().await?;
        return Ok(());
    };
    tx.finish().await?;
    // Made here, so that no queue holds one.
    let code = identity::pin::random_code();
    let hash = app.passwords.hash_digits(&code).await?;
    let until = app.clock.now().checked_add(MINUTES.minutes())?;
    let mut tx = app.database.village(&schema).await?;
    codes::put(&mut tx, account.id, &hash, until).await?;
    tx.finish().await?;
    let text = format!(
        "Kode Anda untuk PIN baru Layanan Mandiri: {}. Berlaku {MINUTES} menit. Jangan berikan kepada siapa \
         pun, juga tidak kepada petugas. Bila bukan Anda yang meminta, abaikan pesan ini.",
        code.as_str()
    );
    // Another code when the job runs again, and so another message.
    send(app, job, Uuid::now_v7(), phone, text).await
}

async fn tell(app: &App, job: &Job) -> anyhow::Result<()> {
    let task: TellTask =
        serde_json::from_value(job.payload.clone()).context("the task is unreadable")?;
    let is_page = task.href.is_empty() || task.href.starts_with("/mandiri/");
    anyhow::ensure!(
        is_page && !task.text.is_empty(),
        "a message has a text, and leads to a page of residents or nowhere"
    );
    let schema = village(job)?.schema;
    let mut tx = app.database.village(&schema).await?;
    if task.by.contains(&Way::Inbox) {
        let message = NewMessage {
            // The same when the job runs again.
            id: job.id,
            resident: task.resident,
            text: &task.text,
            href: &task.href,
            at: app.clock.now(),
        };
        store::add(&mut tx, message).await?;
    }
    let phone = if task.by.contains(&Way::Whatsapp) && app.messenger.is_on() {
        agreed_phone(app, &mut tx, task.resident).await?
    } else {
        None
    };
    // Nothing that the public sees has changed.
    tx.finish().await?;
    let Some(phone) = phone else { return Ok(()) };
    let registry = app.registry();
    let base = registry
        .by_schema(&schema)
        .map(|village| village.base_url.clone());
    let text = match base {
        Some(base) if !task.href.is_empty() => format!("{} {base}{}", task.text, task.href),
        _ => task.text,
    };
    send(app, job, job.id, phone, text).await
}

/// Sends a message; what the gateway refuses for good is not tried again.
async fn send(app: &App, job: &Job, id: Uuid, to: Phone, text: String) -> anyhow::Result<()> {
    let schema = village(job)?.schema;
    let registry = app.registry();
    let from = registry
        .by_schema(&schema)
        .map_or_else(String::new, |village| web::village_name(village));
    let message = Message { id, to, from, text };
    match app.messenger.send(&message).await {
        Ok(()) | Err(MessageError::Off) => Ok(()),
        Err(error) if error.is_passing() => Err(error.into()),
        Err(error) => {
            tracing::warn!(%error, "a message to a resident was refused");
            Ok(())
        }
    }
}

async fn known(app: &App, tx: &mut VillageTx, resident: Uuid) -> anyhow::Result<Option<Known>> {
    let keys = keys::with(&app.vault, tx).await?;
    let known = lookup::facts(tx, &keys, &[resident]).await?;
    Ok(known.into_iter().next())
}

/// A phone that takes short messages.
fn reached(phone: Option<Phone>) -> Option<Phone> {
    phone.filter(|phone| phone.wa_link_number().is_some())
}

/// The phone of somebody who agreed to be reached there.
async fn agreed_phone(
    app: &App,
    tx: &mut VillageTx,
    resident: Uuid,
) -> anyhow::Result<Option<Phone>> {
    let consents = rights::consents(tx, resident).await?;
    let agreed = consents
        .iter()
        .any(|one| one.purpose == Agreed::Phone.word() && one.withdrawn_on.is_none());
    if !agreed {
        return Ok(None);
    }
    let known = known(app, tx, resident).await?;
    Ok(known.and_then(|known| reached(known.phone)))
}
