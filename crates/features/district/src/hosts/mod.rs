//! A village's own domain: wanted by the district, proven by a record in the domain's zone, answered
//! at from then on, and let go again. The console, programs and the command line do the same here.
//!
//! Whoever owns a domain can put a text below it; so a domain joins a village only after the text
//! that was asked for was seen there. While name servers are asked nothing is held open.

mod asking;
pub mod certificates;
pub mod console;
pub mod outside;
mod reading;

use std::net::IpAddr;

use db::{
    Database, PlatformTx,
    register::{self, Change, ChangeError, HostPurpose, Village},
};
use dns::Resolver;
use identity::activity::Happened;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;
use web::console::record_happened;

pub use asking::{Astray, Finding, leads_here};
pub use reading::{BadHost, read_host};

use crate::store::hosts::{self as store, ClaimRow};

/// How long a domain waits for its proof.
const LIFE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Domains that wait for one village at once.
pub const MOST_CLAIMS: usize = 10;

/// Whose deed it is, and when.
#[derive(Debug, Clone)]
pub struct By {
    pub staff: Option<Uuid>,
    /// As the record calls her.
    pub who: String,
    /// As the village's timeline calls her.
    pub actor: String,
    /// Cut to its neighbourhood.
    pub address: String,
    pub at: Timestamp,
}

impl By {
    /// Writes into the district's record what is being done with a domain.
    async fn record(
        &self,
        tx: &mut PlatformTx,
        action: &str,
        village: &Village,
        host: &str,
    ) -> anyhow::Result<()> {
        let happened = Happened {
            staff: self.staff,
            who: &self.who,
            action,
            subject: &subject(village, host),
            detail: json!({ "kode": village.code.dotted(), "domain": host }),
            address: &self.address,
        };
        Ok(record_happened(tx, happened, self.at).await?)
    }
}

/// What the record says a deed with a domain was about.
pub fn subject(village: &Village, host: &str) -> String {
    format!("{host}, {}", village.name)
}

/// The name below a domain at which its owner shows that it is hers.
pub fn proof_name(host: &str) -> String {
    format!("_banua.{host}")
}

/// What has to stand there.
pub fn proof_text(token: &str) -> String {
    format!("banua-domain={token}")
}

/// Why a domain was not put on the list.
#[derive(Debug, thiserror::Error)]
pub enum NotClaimed {
    #[error("the village answers there already")]
    Own,
    /// With the code of the village that has it.
    #[error("the domain belongs to another village")]
    OfOther(String),
    #[error("the domain waits for another village")]
    WantedByOther(String),
    #[error("{MOST_CLAIMS} domains wait for this village already")]
    TooMany,
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

/// Puts a domain on the list. Asking once more for one that waits already changes nothing.
///
/// # Errors
/// See [`NotClaimed`].
pub async fn claim(
    database: &Database,
    village: &Village,
    host: &str,
    by: &By,
) -> Result<ClaimRow, NotClaimed> {
    let code = village.code.dotted();
    let mut tx = database.platform().await?;
    store::sweep(&mut tx, by.at).await?;
    match store::holder(&mut tx, host).await? {
        Some(holder) if holder == code => return Err(NotClaimed::Own),
        Some(holder) => return Err(NotClaimed::OfOther(holder)),
        None => {}
    }
    let waiting = store::claims(&mut tx, &code).await?;
    if let Some(known) = waiting.iter().find(|one| one.host == host) {
        return Ok(known.clone());
    }
    if waiting.len() >= MOST_CLAIMS {
        return Err(NotClaimed::TooMany);
    }
    let row = ClaimRow {
        id: Uuid::now_v7(),
        host: host.to_owned(),
        token: Uuid::new_v4().simple().to_string(),
        expires_at: jiff_sqlx::ToSqlx::to_sqlx(by.at.saturating_add(LIFE).unwrap_or(by.at)),
        checked_at: None,
        finding: None,
    };
    if !store::put_claim(&mut tx, &code, &row, &by.who, by.at).await? {
        // Somebody was quicker, for this village or for another.
        let other = store::wanted_by(&mut tx, host).await?;
        let known = store::claim(&mut tx, &code, host).await?;
        return match (known, other) {
            (Some(known), _) => Ok(known),
            (None, other) => Err(NotClaimed::WantedByOther(other.unwrap_or_default())),
        };
    }
    by.record(&mut tx, "desa.domain-ajukan", village, host)
        .await?;
    tx.commit().await?;
    Ok(row)
}

/// How a look for the proof ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// The village has the domain now.
    Joined,
    NotYet(Finding),
    /// It waits no more: a colleague was quicker, or its time is over.
    Gone,
}

/// Why a domain did not join although it was proven.
#[derive(Debug, thiserror::Error)]
pub enum NotChecked {
    #[error(transparent)]
    Change(#[from] ChangeError),
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

/// Looks for a domain's proof; when it is there, the village answers at the domain. Whoever called
/// reads the register anew then.
///
/// # Errors
/// See [`NotChecked`]; the domain waits as before.
pub async fn check(
    database: &Database,
    names: &dyn Resolver,
    village: &Village,
    host: &str,
    by: &By,
) -> Result<Checked, NotChecked> {
    let code = village.code.dotted();
    let mut tx = database.platform().await?;
    let claim = store::claim(&mut tx, &code, host).await?;
    tx.commit().await?;
    let Some(claim) = claim.filter(|one| one.expires_at.to_jiff() > by.at) else {
        return Ok(Checked::Gone);
    };
    let finding = asking::look(names, &claim).await;
    let mut tx = database.platform().await?;
    if finding != Finding::Proven {
        store::note_finding(&mut tx, claim.id, finding.as_str(), by.at).await?;
        tx.commit().await?;
        return Ok(Checked::NotYet(finding));
    }
    // Whoever takes it away has it join. A second one waits here until that is done, and finds
    // nothing; when it fails, it was not taken away.
    if !store::take_claim(&mut tx, claim.id).await? {
        return Ok(Checked::Gone);
    }
    let mut owner = database.owner().await?;
    let change = Change::AddHost {
        host: host.to_owned(),
        canonical: false,
    };
    register::change(&mut owner, &village.code, &change, &by.actor).await?;
    by.record(&mut tx, "desa.domain", village, host).await?;
    tx.commit().await?;
    Ok(Checked::Joined)
}

/// Takes a domain off the list. `false` when it was not there.
///
/// # Errors
/// When the database is away.
pub async fn cancel(
    database: &Database,
    village: &Village,
    host: &str,
    by: &By,
) -> anyhow::Result<bool> {
    let mut tx = database.platform().await?;
    let Some(claim) = store::claim(&mut tx, &village.code.dotted(), host).await? else {
        return Ok(false);
    };
    if !store::take_claim(&mut tx, claim.id).await? {
        return Ok(false);
    }
    by.record(&mut tx, "desa.domain-batal", village, host)
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether a domain is one of the village's own.
pub fn has(village: &Village, host: &str) -> bool {
    village
        .hosts
        .iter()
        .any(|one| one.purpose == HostPurpose::Custom && one.host == host)
}

/// A record the domain's owner has to make.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct DnsRecord {
    /// "TXT", "A", "AAAA" or "CNAME"
    #[schema(example = "TXT")]
    pub kind: &'static str,
    #[schema(example = "_banua.desapembantanan.id")]
    pub name: String,
    pub value: String,
}

/// What proves a domain.
pub fn proof(claim: &ClaimRow) -> DnsRecord {
    DnsRecord {
        kind: "TXT",
        name: proof_name(&claim.host),
        value: proof_text(&claim.token),
    }
}

/// What leads a domain here: the service's addresses, or a name that leads there.
pub fn directions(host: &str, ours: &[IpAddr], our_host: &str) -> Vec<DnsRecord> {
    let record = |kind, value: String| DnsRecord {
        kind,
        name: host.to_owned(),
        value,
    };
    let addresses = ours.iter().map(|address| {
        let kind = if address.is_ipv4() { "A" } else { "AAAA" };
        record(kind, address.to_string())
    });
    addresses
        .chain([record("CNAME", our_host.to_owned())])
        .collect()
}
