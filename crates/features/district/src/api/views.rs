//! What programs receive.

use db::register::Status;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::registry::Village;

use crate::{
    domain::Figures,
    fleet::Fared,
    store::{fleet::PastRow, people::PersonRow},
};

const MEGABYTE: i64 = 1_000_000;

/// A village of the register
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VillageView {
    #[schema(example = "63.03.04.2007")]
    pub code: String,
    #[schema(example = "Pembantanan")]
    pub name: String,
    /// "desa" or "kelurahan"
    pub kind: &'static str,
    /// The label of its address
    #[schema(example = "pembantanan")]
    pub slug: String,
    /// Where its site answers
    pub url: String,
    pub subdistrict: SubdistrictView,
    pub status: StatusWord,
    /// What visitors are told while it is off line
    pub status_note: String,
    /// When everything it has will be deleted, if that is planned
    #[schema(format = DateTime)]
    pub ends_at: Option<String>,
    pub quotas: QuotasView,
    pub schema_version: i64,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    #[schema(format = DateTime)]
    pub created_at: String,
}

/// A subdistrict (kecamatan)
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SubdistrictView {
    #[schema(example = "63.03.04")]
    pub code: String,
    pub name: String,
    pub slug: String,
}

/// Whether a village answers
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum StatusWord {
    Active,
    Suspended,
    Archived,
}

impl From<Status> for StatusWord {
    fn from(status: Status) -> Self {
        match status {
            Status::Active => Self::Active,
            Status::Suspended => Self::Suspended,
            Status::Archived => Self::Archived,
        }
    }
}

/// How much a village may use; null is the usual measure
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuotasView {
    pub storage_megabytes: Option<i64>,
    pub staff: Option<i64>,
}

impl From<&Village> for VillageView {
    fn from(village: &Village) -> Self {
        let entry = &village.entry;
        Self {
            code: entry.code.dotted(),
            name: entry.name.clone(),
            kind: entry.kind.as_str(),
            slug: entry.slug.to_string(),
            url: format!("{}/", village.base_url),
            subdistrict: SubdistrictView {
                code: entry.subdistrict_code.clone(),
                name: entry.subdistrict.clone(),
                slug: entry.subdistrict_slug.clone(),
            },
            status: entry.status.into(),
            status_note: entry.status_note.clone(),
            ends_at: entry.ends_at.clone(),
            quotas: QuotasView {
                storage_megabytes: entry.quotas.storage_bytes.map(|bytes| bytes / MEGABYTE),
                staff: entry.quotas.staff,
            },
            schema_version: entry.schema_version,
            latitude: entry.latitude,
            longitude: entry.longitude,
            created_at: entry.created_at.clone(),
        }
    }
}

/// A page of villages
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VillagePage {
    pub items: Vec<VillageView>,
    /// Send it as `after` for the next page; null on the last
    pub next: Option<String>,
}

/// A village that was made
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MadeView {
    pub village: VillageView,
    /// The link for its operator, when one was named: shown here only, good for 72 hours, once
    pub invitation: Option<String>,
}

/// Somebody was invited
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitedView {
    /// Shown here only, good for 72 hours, once
    pub invitation: String,
}

/// A line of a village's timeline
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventView {
    pub id: Uuid,
    #[schema(example = "renamed")]
    pub kind: String,
    pub actor: String,
    #[schema(format = DateTime)]
    pub happened_at: String,
}

/// A page of a timeline, newest first
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventPage {
    pub items: Vec<EventView>,
    /// Send it as `before` for the next page; null on the last
    pub next: Option<Uuid>,
}

impl From<PastRow> for EventView {
    fn from(row: PastRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            actor: row.actor,
            happened_at: row.happened_at.to_jiff().to_string(),
        }
    }
}

/// The sums a village has published
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FiguresView {
    pub articles: i64,
    #[schema(format = DateTime)]
    pub last_published_at: Option<String>,
    #[schema(format = DateTime)]
    pub last_login_at: Option<String>,
    pub waiting_comments: i64,
    #[schema(format = DateTime)]
    pub oldest_waiting_at: Option<String>,
    pub storage_bytes: i64,
    pub failed_jobs: i64,
    /// Pages shown to visitors in the last thirty days
    pub visits_30_days: i64,
    /// Everything that was asked for since yesterday
    pub requests_2_days: i64,
    /// Those of them that failed
    pub errors_2_days: i64,
    /// When the first certificate of its hosts ends; null when none was seen yet
    #[schema(format = DateTime)]
    pub certificate_ends_at: Option<String>,
    /// Permanent residents, and families, as far as the village has told them.
    pub residents: Option<i64>,
    pub families: Option<i64>,
}

impl From<&Figures> for FiguresView {
    fn from(figures: &Figures) -> Self {
        let text = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string());
        Self {
            articles: figures.articles,
            last_published_at: text(figures.last_published),
            last_login_at: text(figures.last_login),
            waiting_comments: figures.waiting_comments,
            oldest_waiting_at: text(figures.oldest_waiting),
            storage_bytes: figures.storage_bytes,
            failed_jobs: figures.failed_jobs,
            visits_30_days: figures.visits,
            requests_2_days: figures.requests,
            errors_2_days: figures.errors,
            certificate_ends_at: text(figures.certificate_ends),
            residents: figures.residents,
            families: figures.families,
        }
    }
}

/// How a village fares
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FaredView {
    pub code: String,
    pub name: String,
    pub slug: String,
    pub status: StatusWord,
    pub figures: FiguresView,
    /// "behind", "errors", "certificate", "failed_jobs", "waits_long", "nearly_full", "quiet"
    pub alerts: Vec<&'static str>,
}

impl From<&Fared> for FaredView {
    fn from(one: &Fared) -> Self {
        let entry = &one.village.entry;
        Self {
            code: entry.code.dotted(),
            name: entry.name.clone(),
            slug: entry.slug.to_string(),
            status: entry.status.into(),
            figures: FiguresView::from(&one.figures),
            alerts: one.alerts.iter().map(|alert| alert.code()).collect(),
        }
    }
}

/// How many villages there are of a kind
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct TotalsView {
    pub villages: usize,
    pub active: usize,
    pub suspended: usize,
    pub archived: usize,
    /// With at least one alert
    pub alarmed: usize,
}

impl TotalsView {
    pub fn of(all: &[Fared]) -> Self {
        let with = |fits: fn(&Fared) -> bool| all.iter().filter(|one| fits(one)).count();
        Self {
            villages: all.len(),
            active: with(|one| one.village.entry.status == Status::Active),
            suspended: with(|one| one.village.entry.status == Status::Suspended),
            archived: with(|one| one.village.entry.status == Status::Archived),
            alarmed: with(|one| !one.alerts.is_empty()),
        }
    }
}

/// A page of the fleet
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FleetPage {
    /// Over all villages, whatever is asked for
    pub totals: TotalsView,
    pub items: Vec<FaredView>,
    /// Send it as `after` for the next page; null on the last
    pub next: Option<String>,
}

/// Somebody who works for the district
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountView {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    /// "superadmin", "auditor" or "pembina"
    pub role: String,
    /// Codes; only of a pembina
    pub subdistricts: Vec<String>,
    /// "invited", "active" or "disabled"
    pub status: String,
    pub has_second_factor: bool,
    /// Whether an account at the identity provider is bound to it
    pub has_sso: bool,
    #[schema(format = DateTime)]
    pub last_seen_at: Option<String>,
}

impl From<PersonRow> for AccountView {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            email: row.email,
            role: row.role,
            subdistricts: row.subdistricts,
            status: row.status,
            has_second_factor: row.has_second_factor,
            has_sso: row.has_sso,
            last_seen_at: row.last_seen_at.map(|at| at.to_jiff().to_string()),
        }
    }
}

/// A page of accounts, oldest first
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountPage {
    pub items: Vec<AccountView>,
    /// Send it as `after` for the next page; null on the last
    pub next: Option<Uuid>,
}
