//! Villages on their way to another database: asked for here, carried out by whoever knows every
//! table of a village.

use axum::{extract::Path, response::Response};
use db::{Database, PlatformTx, register};
use identity::DistrictRight;
use kernel::{ShardName, VillageCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::{
    App, AppResult,
    console::{ConsoleDesk, ConsoleForm},
    office::Flash,
};

use crate::{acting, store::fleet as store, village};

/// The kind of the job. It belongs to no village: the queue of one that moves is moved, too.
pub const MOVE: &str = "district.move";

/// Where a village is to go, as it is kept with the job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    pub village: VillageCode,
    pub to: ShardName,
    /// Whose deed it is in the timeline.
    pub actor: String,
}

/// Why a village is not sent away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSent {
    Unknown,
    AlreadyThere,
    UnderWay,
}

impl NotSent {
    /// In words, for whoever asked.
    pub fn told(self) -> &'static str {
        match self {
            Self::Unknown => "Pilih salah satu basis data.",
            Self::AlreadyThere => "Desa ini sudah di sana.",
            Self::UnderWay => "Desa ini sedang dipindahkan. Tunggu sampai selesai.",
        }
    }
}

/// The databases a village may go to.
pub fn elsewhere(database: &Database, village: &register::Village) -> Vec<ShardName> {
    let names = database.shards().iter().map(|shard| shard.name.clone());
    names.filter(|name| *name != village.shard).collect()
}

/// Where it is to go, if it can.
///
/// # Errors
/// See [`NotSent`].
pub fn read(
    database: &Database,
    village: &register::Village,
    to: &str,
) -> Result<ShardName, NotSent> {
    let to: ShardName = to.trim().parse().map_err(|_| NotSent::Unknown)?;
    if village.moving_to.is_some() {
        return Err(NotSent::UnderWay);
    }
    if to == village.shard {
        return Err(NotSent::AlreadyThere);
    }
    let known = database.shard(&to).is_some();
    known.then_some(to).ok_or(NotSent::Unknown)
}

/// Asks for the move.
///
/// # Errors
/// When the database is away.
pub async fn send(tx: &mut PlatformTx, errand: &Errand) -> anyhow::Result<()> {
    store::start_job(tx, MOVE, &serde_json::to_value(errand)?).await?;
    Ok(())
}

/// `POST /konsol/desa/{slug}/pindah`
pub async fn ask(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let entry = desk.village(&slug)?;
    let app: App = desk.portal.app.clone();
    if !acting::can_act(&app) {
        acting::owner(&app).await?;
    }
    let to = match read(&app.database, &entry.entry, form.raw("basis")) {
        Ok(to) => to,
        Err(problem) => {
            form.wrong("basis", problem.told());
            return village::page(desk, &entry, form).await;
        }
    };
    let errand = Errand {
        village: entry.entry.code,
        to,
        actor: acting::actor(&desk.me).to_owned(),
    };
    send(&mut desk.tx, &errand).await?;
    let detail = json!({ "dari": entry.entry.shard, "ke": errand.to });
    desk.record("desa.pindah", &entry.entry.name, detail)
        .await?;
    let told =
        "Pemindahan dimulai. Pembaca tidak merasakannya; yang menulis menunggu beberapa detik.";
    desk.done(&village::here(&entry), Flash::good(told)).await
}

/// A database to choose.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    fn of(name: &ShardName) -> Self {
        Self {
            value: name.to_string(),
            label: name.to_string(),
        }
    }
}

/// What the page of a village shows of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Databases {
    /// Where it is; empty where there is one database only.
    pub here: String,
    /// Where it may go.
    pub others: Vec<Choice>,
    /// Where it is on its way to.
    pub moving_to: String,
}

impl Databases {
    pub fn of(desk: &ConsoleDesk, village: &register::Village) -> Self {
        let database = &desk.portal.app.database;
        let moving_to = village.moving_to.as_ref();
        let moving_to = moving_to.map(ToString::to_string).unwrap_or_default();
        if database.shards().len() == 1 && village.shard.is_main() {
            return Self::default();
        }
        let may_go = desk.may(DistrictRight::Run) && moving_to.is_empty();
        let others = if may_go {
            elsewhere(database, village)
        } else {
            Vec::new()
        };
        Self {
            here: village.shard.to_string(),
            others: others.iter().map(Choice::of).collect(),
            moving_to,
        }
    }
}
