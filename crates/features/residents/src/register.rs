//! Keeping the register: who comes in, what changes, what happens. Each act is part of the caller's
//! transaction; who ends it tells everybody.

use db::VillageTx;
use jiff::civil::Date;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;
use vault::KeySet;

use crate::{
    domain::{Draft, EventKind, Happening, History, Impossible, State},
    elsewhere, statistics,
    store::{
        areas, events, families,
        people::ResidentRow,
        writing::{self, Home},
    },
};

/// Why an act was not done; nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The NIK is another resident's.
    #[error(
        "NIK ini sudah tercatat atas nama orang lain di desa ini. Cari NIK-nya di daftar penduduk."
    )]
    NikTaken,
    /// The card is another family's.
    #[error("Nomor KK ini sudah dipakai keluarga lain di desa ini.")]
    CardTaken,
    /// The family has a head.
    #[error(
        "Keluarga ini sudah mempunyai kepala keluarga. Ganti kepala keluarganya di halaman keluarga."
    )]
    TwoHeads,
    /// Something happened to her before she is said to be born.
    #[error(
        "Tanggal lahir ini sesudah peristiwa yang sudah tercatat atas namanya. Periksa riwayatnya."
    )]
    BornLater,
    /// Somebody else changed the same row.
    #[error("Data ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.")]
    Overtaken,
    #[error(transparent)]
    Impossible(#[from] Impossible),
    #[error(transparent)]
    Sql(sqlx::Error),
}

impl Refused {
    /// The field of the form that is wrong; nothing when it is no field's fault.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::NikTaken => Some("nik"),
            Self::CardTaken => Some("no_kk"),
            Self::TwoHeads => Some("hubungan"),
            Self::BornLater => Some("tanggal_lahir"),
            Self::Impossible(impossible) => Some(impossible.field()),
            Self::Overtaken | Self::Sql(_) => None,
        }
    }
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        let broken = error
            .as_database_error()
            .and_then(|database| database.constraint());
        match broken {
            Some("residents_nik") => Self::NikTaken,
            Some("families_card") => Self::CardTaken,
            Some("residents_head") => Self::TwoHeads,
            _ => Self::Sql(error),
        }
    }
}

/// Asks, for when the transaction commits, for what follows from a changed register: the sums, and the
/// comparison with other villages. Whoever ends a transaction with such a change calls it.
///
/// # Errors
/// When the database is away.
pub async fn changed(tx: &mut VillageTx) -> sqlx::Result<()> {
    statistics::ask(tx).await?;
    elsewhere::ask(tx).await
}

/// Something that happens, with what its form says and who writes it down.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub happening: Happening,
    pub detail: &'a Value,
    pub by: &'a str,
}

/// Takes somebody into the register who comes by this event, into that family unless the draft names the
/// card of another. Returns her id.
///
/// # Errors
/// See [`Refused`]; the transaction is broken then and has to be undone.
pub async fn admit(
    db: &mut PgConnection,
    keys: &KeySet,
    draft: &Draft,
    family: Option<Uuid>,
    told: Told<'_>,
    today: Date,
) -> Result<Uuid, Refused> {
    told.happening.days(today)?;
    let id = Uuid::now_v7();
    let since = told.happening.happened_on;
    if since < draft.facts.born_on {
        return Err(Impossible::BeforeBirth.into());
    }
    let home = home_of(db, keys, draft, family).await?;
    writing::begin(db, id, &draft.facts, home, since).await?;
    writing::write(db, keys, id, 0, &draft.facts, home).await?;
    note(db, id, told).await?;
    events::open_span(db, id, since).await?;
    Ok(id)
}

/// Writes down what was wrong or missing of somebody. What she is counted by is as if it had been so.
///
/// # Errors
/// See [`Refused`].
pub async fn correct(
    db: &mut PgConnection,
    keys: &KeySet,
    row: &ResidentRow,
    version: i64,
    draft: &Draft,
) -> Result<(), Refused> {
    let born_on = draft.facts.born_on;
    if born_on > row.born_on.to_jiff() && events::any_before(db, row.id, born_on).await? {
        return Err(Refused::BornLater);
    }
    let home = home_of(db, keys, draft, row.family_id).await?;
    if !writing::write(db, keys, row.id, version, &draft.facts, home).await? {
        return Err(Refused::Overtaken);
    }
    events::correct_span(db, row.id).await?;
    if born_on != row.born_on.to_jiff() {
        events::move_birth(db, row.id, born_on).await?;
    }
    Ok(())
}

/// Writes down what happened to somebody.
///
/// # Errors
/// See [`Refused`].
pub async fn happen(
    db: &mut PgConnection,
    row: &ResidentRow,
    told: Told<'_>,
    today: Date,
) -> Result<(), Refused> {
    let Happening {
        kind, happened_on, ..
    } = told.happening;
    let history = History {
        state: State::stored(&row.state),
        born_on: row.born_on.to_jiff(),
        last_on: row.since.to_jiff(),
    };
    told.happening.to(&history, today)?;
    note(db, row.id, told).await?;
    events::set_state(db, row.id, kind.leads_to(), happened_on).await?;
    if kind.begins() {
        events::open_span(db, row.id, happened_on).await?;
    } else {
        events::close_span(db, row.id, happened_on).await?;
    }
    Ok(())
}

/// Takes back the last thing that happened to somebody, which was written down wrongly. `false` when
/// that is how she came into the register: then there is nothing to go back to.
///
/// # Errors
/// See [`Refused`].
pub async fn take_back(
    db: &mut PgConnection,
    row: &ResidentRow,
    event: Uuid,
    by: &str,
) -> Result<bool, Refused> {
    let all = events::of(db, row.id).await?;
    let mut counting = all.iter().filter(|event| !event.withdrawn);
    let (Some(last), Some(before)) = (counting.next(), counting.next()) else {
        return Ok(false);
    };
    let kinds = (
        EventKind::stored(&last.kind),
        EventKind::stored(&before.kind),
    );
    let (Some(kind), Some(kind_before)) = kinds else {
        return Ok(false);
    };
    if last.id != event {
        return Err(Impossible::BeforeTheLast.into());
    }
    if !events::withdraw(db, event, by).await? {
        return Err(Refused::Overtaken);
    }
    let (day, day_before) = (last.happened_on.to_jiff(), before.happened_on.to_jiff());
    events::set_state(db, row.id, kind_before.leads_to(), day_before).await?;
    match (kind.begins(), kind_before.begins()) {
        (true, _) => events::close_span(db, row.id, day).await?,
        (false, true) => {
            if !events::reopen_span(db, row.id, day).await? {
                // Came and left on the same day: there was no span.
                events::open_span(db, row.id, day_before).await?;
            }
        }
        // Missing, then dead: she was not counted in between.
        (false, false) => {}
    }
    Ok(true)
}

/// The family and the part of the village somebody belongs to. A card that is not known yet makes a
/// family; without a card she stays where she is.
async fn home_of(
    db: &mut PgConnection,
    keys: &KeySet,
    draft: &Draft,
    present: Option<Uuid>,
) -> Result<Home, Refused> {
    let area = areas::find_or_add(db, &draft.place).await?;
    let family = match &draft.card {
        Some(card) => match families::of_card(db, keys, card).await? {
            Some(known) => Some(known),
            None => {
                let made = families::add(db, keys, Some(card), area, &draft.address).await?;
                Some(made)
            }
        },
        None => present,
    };
    Ok(Home { family, area })
}

async fn note(db: &mut PgConnection, resident: Uuid, told: Told<'_>) -> sqlx::Result<()> {
    let event = events::NewEvent {
        kind: told.happening.kind,
        happened_on: told.happening.happened_on,
        reported_on: told.happening.reported_on,
        detail: told.detail,
        by: told.by,
    };
    events::add(db, resident, &event).await
}
