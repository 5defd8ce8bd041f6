//! How the village numbers, signs and keeps, with what the program says where it says nothing.

use jiff::civil::Date;
use sqlx::PgConnection;
use uuid::Uuid;
use web::AppResult;

use crate::{
    domain::{Rules, Series},
    store::settings as store,
};

/// Hours within which a request shall be dealt with, where the village says nothing.
const TARGET_HOURS: i32 = 24;
/// Days for which photos are kept, where the village says nothing.
const FILES_DAYS: i32 = 30;

/// What holds in a village.
#[derive(Debug, Clone)]
pub struct Settings {
    pub rules: Rules,
    pub target_hours: i32,
    pub files_days: i32,
    pub delegate: Option<Delegate>,
    /// Zero while the village has said nothing.
    pub version: i64,
}

/// Who signs while the head is away.
#[derive(Debug, Clone)]
pub struct Delegate {
    pub staff: Uuid,
    pub name: String,
    /// The last day.
    pub until: Date,
}

impl Settings {
    /// Reads them. `village` is the village's short name.
    ///
    /// # Errors
    /// When the database is away, or a stored pattern is none.
    pub async fn of(db: &mut PgConnection, village: &str) -> AppResult<Self> {
        let usual = Rules::usual(village);
        let Some(row) = store::read(db).await? else {
            return Ok(Self {
                rules: usual,
                target_hours: TARGET_HOURS,
                files_days: FILES_DAYS,
                delegate: None,
                version: 0,
            });
        };
        let delegate = row
            .delegate_id
            .zip(row.delegate_name)
            .zip(row.delegate_until);
        Ok(Self {
            rules: Rules {
                pattern: row.pattern.parse().map_err(anyhow::Error::from)?,
                series: Series::of_word(&row.series).unwrap_or(usual.series),
                abbreviation: row.abbreviation,
            },
            target_hours: row.target_hours,
            files_days: row.files_days,
            delegate: delegate.map(|((staff, name), until)| Delegate {
                staff,
                name,
                until: until.to_jiff(),
            }),
            version: row.version,
        })
    }

    /// Whether this person signs for the head on that day.
    pub fn is_delegate(&self, staff: Uuid, today: Date) -> bool {
        let delegate = self.delegate.as_ref();
        delegate.is_some_and(|delegate| delegate.staff == staff && today <= delegate.until)
    }
}
