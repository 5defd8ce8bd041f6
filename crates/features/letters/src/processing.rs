//! What the office does with a request: each act is one step, made once, written down and told.

use identity::Capability::{ProcessLetters, SignLetters};
use kernel::time;
use serde_json::json;
use uuid::Uuid;
use web::{AppResult, office::Desk};

use crate::{
    domain::{Act, State},
    offered,
    settings::Settings,
    signing,
    store::requests::{self as store, RequestRow, Step},
};

/// Said to who may not do what she wants.
pub const MAY_NOT: &str =
    "Tindakan ini untuk yang bertugas: petugas surat memeriksa, kepala desa menandatangani.";

/// What became of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// It cannot be done as things are; nothing happened.
    NotNow(String),
}

/// Whether whoever sits at the desk signs letters: the head, and who was asked to while the head is away.
///
/// # Errors
/// When the database is away.
pub async fn may_sign(desk: &mut Desk) -> AppResult<bool> {
    if desk.me.capabilities.has(SignLetters) {
        return Ok(true);
    }
    if !desk
        .me
        .roles
        .iter()
        .any(|role| role.may_be_delegated_to_sign())
    {
        return Ok(false);
    }
    let village = desk.site.village.entry.name.clone();
    let settings = Settings::of(&mut desk.tx, &village).await?;
    Ok(settings.is_delegate(desk.me.id, time::day(desk.site.now())))
}

/// Whether whoever sits at the desk may do this.
///
/// # Errors
/// When the database is away.
pub async fn may(desk: &mut Desk, act: Act) -> AppResult<bool> {
    let works = desk.me.capabilities.has(ProcessLetters);
    match act {
        Act::Check | Act::Verify => Ok(works),
        Act::Sign => may_sign(desk).await,
        // Who signs may send back what she does not want to sign.
        Act::Return | Act::Refuse => Ok(works || may_sign(desk).await?),
    }
}

/// Does it, if the request is where the act begins. Who calls has asked [`may`] and writes the deed down.
///
/// # Errors
/// When the database is away, or a closed value does not open.
pub async fn lead(
    desk: &mut Desk,
    id: Uuid,
    act: Act,
    reason: &str,
    note: &str,
) -> AppResult<Outcome> {
    let Some(row) = store::one(&mut desk.tx, id).await? else {
        return Ok(Outcome::NotNow("permohonan ini tidak ada lagi.".to_owned()));
    };
    let from = State::of_word(&row.state);
    let Some(to) = from.after(act) else {
        return Ok(not_now(from));
    };
    let by = desk.me.name.clone();
    let step = Step {
        from,
        to,
        by_name: &by,
        by_staff: Some(desk.me.id),
        reason,
        note,
        now: desk.site.now(),
    };
    if act == Act::Sign {
        return signing::sign(desk, &row, &step).await;
    }
    if !store::step(&mut desk.tx, id, &step).await? {
        return Ok(overtaken());
    }
    if matches!(act, Act::Return | Act::Refuse) {
        let kind = offered::asked(&mut desk.tx, &row.kind).await?;
        let text = match act {
            Act::Return => format!("{} perlu Anda perbaiki: {reason}", kind.name),
            _ => format!("{} tidak dapat diterbitkan: {reason}", kind.name),
        };
        tell(desk, &row, &text).await?;
    }
    Ok(Outcome::Done)
}

/// What is said when a request is elsewhere by now.
pub fn not_now(state: State) -> Outcome {
    Outcome::NotNow(format!(
        "keadaannya sekarang “{}”.",
        state.label().to_lowercase()
    ))
}

/// What is said when somebody else was quicker.
pub fn overtaken() -> Outcome {
    Outcome::NotNow("baru saja dikerjakan orang lain.".to_owned())
}

/// Tells whoever asked, for when the transaction commits.
///
/// # Errors
/// When the database is away.
pub async fn tell(desk: &mut Desk, row: &RequestRow, text: &str) -> AppResult<()> {
    let Some(resident) = row.asked_by.or(row.resident_id) else {
        return Ok(());
    };
    enqueue_telling(&mut desk.tx, resident, row.id, text).await?;
    Ok(())
}

/// Queues a message to a resident about a request.
///
/// # Errors
/// When the database is away.
pub async fn enqueue_telling(
    tx: &mut db::VillageTx,
    resident: Uuid,
    request: Uuid,
    text: &str,
) -> sqlx::Result<()> {
    let payload = json!({
        "resident": resident,
        "text": text,
        "href": format!("/mandiri/surat/{request}"),
        "by": ["inbox", "whatsapp"],
    });
    jobs::enqueue(tx, "citizens.tell", &payload, None).await
}
