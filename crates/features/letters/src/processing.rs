//! What the office does with a request: each act is one step, made once, written down and told.

use std::collections::{HashMap, hash_map::Entry};

use identity::Capability::{ProcessLetters, SignLetters};
use kernel::time;
use serde_json::json;
use uuid::Uuid;
use web::{AppResult, office::Desk};

use crate::{
    domain::{Act, State},
    kind::Kind,
    offered,
    settings::Settings,
    signing::Pen,
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

/// What whoever sits at the desk may do with requests.
#[derive(Debug, Clone, Copy)]
pub struct Rights {
    works: bool,
    signs: bool,
}

impl Rights {
    /// Reads them: the head signs, and who was asked to while the head is away.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of(desk: &mut Desk) -> AppResult<Self> {
        Ok(Self {
            works: desk.me.capabilities.has(ProcessLetters),
            signs: signs(desk).await?,
        })
    }

    pub fn may_sign(self) -> bool {
        self.signs
    }

    pub fn may(self, act: Act) -> bool {
        match act {
            Act::Check | Act::Verify => self.works,
            Act::Sign => self.signs,
            // Who signs may send back what she does not want to sign.
            Act::Return | Act::Refuse => self.works || self.signs,
        }
    }
}

async fn signs(desk: &mut Desk) -> AppResult<bool> {
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

/// What is wanted of a request.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    pub act: Act,
    /// Read by whoever asked; empty where none is needed.
    pub reason: &'a str,
    /// Read by the office alone.
    pub note: &'a str,
}

/// What many requests of one sitting share, read once.
#[derive(Default)]
pub struct Sitting {
    kinds: HashMap<String, Kind>,
    pen: Option<Pen>,
}

impl Sitting {
    /// A kind as the village has it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn kind(&mut self, desk: &mut Desk, slug: &str) -> AppResult<&Kind> {
        match self.kinds.entry(slug.to_owned()) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(offered::asked(&mut desk.tx, slug).await?)),
        }
    }
}

/// Does it, if the request is where the act begins. Who calls has asked [`Rights`] and writes the deed
/// down.
///
/// # Errors
/// When the database is away, or a closed value does not open.
pub async fn lead(
    desk: &mut Desk,
    sitting: &mut Sitting,
    id: Uuid,
    wish: Wish<'_>,
) -> AppResult<Outcome> {
    let Wish { act, reason, note } = wish;
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
    let kind = sitting.kind(desk, &row.kind).await?.clone();
    if act == Act::Sign {
        let pen = match &mut sitting.pen {
            Some(pen) => pen,
            none => none.insert(Pen::take(desk).await?),
        };
        return pen.sign(desk, kind, &row, &step).await;
    }
    if !store::step(&mut desk.tx, id, &step).await? {
        return Ok(overtaken());
    }
    if matches!(act, Act::Return | Act::Refuse) {
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
