//! All villages: a table that can be searched, filtered and sorted, a map, and the same as CSV.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use axum::response::{IntoResponse, Response};
use db::{
    PlatformTx,
    register::{self, Status},
};
use http::header;
use identity::DistrictRight;
use jiff::Timestamp;
use kernel::search_text::fold;
use serde::Deserialize;
use web::{AppResult, PortalSite, Query, console::ConsoleDesk, registry::Village};

use crate::{
    domain::{Alert, Figures, cell},
    pages::FleetDesk,
    store,
};

pub const HERE: &str = "/konsol";
/// Villages of one page.
const PAGE: usize = 50;

/// How the table is asked for. Every word that means nothing is as if it were missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FleetQuery {
    pub q: String,
    /// Slug of a subdistrict.
    pub kecamatan: String,
    /// A status or an alert.
    pub keadaan: String,
    /// A column, with `-` in front for the other direction.
    pub urut: String,
    /// Code of the village the page begins after.
    pub sesudah: String,
}

/// A village with how it fares.
pub struct Fared {
    pub village: Arc<Village>,
    pub figures: Figures,
    pub alerts: Vec<Alert>,
}

/// `GET /konsol`
pub async fn list(mut desk: ConsoleDesk, Query(query): Query<FleetQuery>) -> AppResult<Response> {
    let all = seen_by(&mut desk).await?;
    let counted = FleetDesk::of(&all, desk.portal.registry().regency());
    let now = desk.portal.now();
    let mut shown: Vec<&Fared> = all.iter().filter(|one| is_wanted(one, &query)).collect();
    sort(&mut shown, &query.urut);
    let start = shown
        .iter()
        .position(|one| one.village.entry.code.dotted() == query.sesudah)
        .map_or(0, |at| at + 1);
    let page = &shown[start..shown.len().min(start + PAGE)];
    let has_more = shown.len() > start + PAGE;
    let can_run = desk.may(DistrictRight::Run);
    let page = counted
        .table(page, shown.len(), now)
        .adding(&shown)
        .asked(&query, has_more, start > 0)
        .run_by(can_run);
    desk.page("Semua desa", &page).await
}

/// Every village she may see, with how it fares.
async fn seen_by(desk: &mut ConsoleDesk) -> AppResult<Vec<Fared>> {
    let database = desk.portal.app.database.clone();
    // Nobody's connection is held while other databases are waited for.
    let elsewhere = if database.shards().len() > 1 {
        desk.aside(jobs::failed_elsewhere(&database)).await?
    } else {
        HashMap::new()
    };
    let me = &desk.me;
    let sees = |village: &Village| me.sees(village);
    fared(&mut desk.tx, &desk.portal, elsewhere, sees).await
}

/// Every village that may be seen, in the order of the codes, with how it fares. What failed in further
/// databases was counted before, see [`jobs::failed_elsewhere`].
///
/// # Errors
/// When the database is away.
pub async fn fared(
    tx: &mut PlatformTx,
    portal: &PortalSite,
    failed_elsewhere: HashMap<String, i64>,
    sees: impl Fn(&Village) -> bool,
) -> AppResult<Vec<Fared>> {
    let (registry, now) = (portal.registry(), portal.now());
    let asked = store::fleet::Asked::now(&portal.app.config.site, now);
    let mut figures: HashMap<String, Figures> = store::fleet::figures(tx, &asked).await?;
    for (code, failed) in failed_elsewhere {
        figures.entry(code).or_default().failed_jobs += failed;
    }
    Ok(registry
        .villages()
        .iter()
        .filter(|village| sees(village))
        .map(|village| {
            let figures = figures
                .remove(&village.entry.code.dotted())
                .unwrap_or_default();
            Fared {
                alerts: Alert::of(&village.entry, &figures, now),
                village: village.clone(),
                figures,
            }
        })
        .collect())
}

/// Whether a village has these words in its name, its address or in front of its code, and lies in
/// this subdistrict (slug or code); what is empty asks nothing.
pub fn is_found(entry: &register::Village, q: &str, subdistrict: &str) -> bool {
    let words = fold(q);
    let is_named = words.is_empty()
        || fold(&entry.name).contains(&words)
        || entry.slug.as_str().contains(q.trim())
        || entry.code.dotted().starts_with(q.trim());
    let is_near = subdistrict.is_empty()
        || entry.subdistrict_slug == subdistrict
        || entry.subdistrict_code == subdistrict;
    is_named && is_near
}

fn is_wanted(one: &Fared, query: &FleetQuery) -> bool {
    let entry = &one.village.entry;
    let fits = match query.keadaan.as_str() {
        "aktif" => entry.status == Status::Active,
        "ditangguhkan" => entry.status == Status::Suspended,
        "diarsipkan" => entry.status == Status::Archived,
        "perhatian" => !one.alerts.is_empty(),
        word => match Alert::ALL.into_iter().find(|alert| alert.as_str() == word) {
            Some(alert) => one.alerts.contains(&alert),
            None => true,
        },
    };
    fits && is_found(entry, &query.q, &query.kecamatan)
}

/// By the asked column; equals stay in the order of their codes.
fn sort(shown: &mut [&Fared], word: &str) {
    let (column, is_reverse) = match word.strip_prefix('-') {
        Some(column) => (column, true),
        None => (word, false),
    };
    let share = |figures: &Figures| figures.error_percent().unwrap_or(0.0);
    let end = |figures: &Figures| figures.certificate_ends.unwrap_or(Timestamp::MAX);
    let by = |one: &Fared, other: &Fared| -> Ordering {
        let (a, b) = (&one.figures, &other.figures);
        match column {
            "nama" => one.village.entry.name.cmp(&other.village.entry.name),
            "terbit" => a.last_published.cmp(&b.last_published),
            "masuk" => a.last_login.cmp(&b.last_login),
            "menunggu" => a.waiting_comments.cmp(&b.waiting_comments),
            "penyimpanan" => a.storage_bytes.cmp(&b.storage_bytes),
            "kunjungan" => a.visits.cmp(&b.visits),
            "galat" => share(a).total_cmp(&share(b)),
            // What is not known ends last.
            "sertifikat" => end(a).cmp(&end(b)),
            "penduduk" => a.residents.cmp(&b.residents),
            "peringatan" => one.alerts.len().cmp(&other.alerts.len()),
            _ => Ordering::Equal,
        }
    };
    shown.sort_by(|one, other| {
        let order = by(one, other);
        if is_reverse { order.reverse() } else { order }
    });
}

/// `GET /konsol/desa.csv`: the same villages, all of them.
pub async fn csv(mut desk: ConsoleDesk, Query(query): Query<FleetQuery>) -> AppResult<Response> {
    let all = seen_by(&mut desk).await?;
    let mut shown: Vec<&Fared> = all.iter().filter(|one| is_wanted(one, &query)).collect();
    sort(&mut shown, &query.urut);
    let body = written(&shown).map_err(anyhow::Error::from)?;
    desk.tx.commit().await?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"desa.csv\"",
            ),
            (header::CACHE_CONTROL, "no-store"),
        ],
        body,
    )
        .into_response())
}

fn written(shown: &[&Fared]) -> Result<Vec<u8>, csv::Error> {
    // Excel reads UTF-8 only behind this mark.
    let mut out = csv::Writer::from_writer(vec![0xef, 0xbb, 0xbf]);
    out.write_record([
        "kode",
        "nama",
        "jenis",
        "kecamatan",
        "alamat",
        "keadaan",
        "versi_skema",
        "berita",
        "kabar_terakhir",
        "masuk_terakhir",
        "komentar_menunggu",
        "menunggu_sejak",
        "penyimpanan_byte",
        "pekerjaan_gagal",
        "kunjungan_30_hari",
        "permintaan_2_hari",
        "galat_2_hari",
        "sertifikat_sampai",
        "penduduk",
        "keluarga",
        "peringatan",
    ])?;
    let moment = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let number = |known: Option<i64>| known.map(|number| number.to_string()).unwrap_or_default();
    for one in shown {
        let (entry, figures) = (&one.village.entry, &one.figures);
        let alerts: Vec<&str> = one.alerts.iter().map(|alert| alert.as_str()).collect();
        out.write_record([
            &entry.code.dotted(),
            &cell(&entry.name),
            entry.kind.as_str(),
            &cell(&entry.subdistrict),
            &one.village.base_url,
            entry.status.as_str(),
            &entry.schema_version.to_string(),
            &figures.articles.to_string(),
            &moment(figures.last_published),
            &moment(figures.last_login),
            &figures.waiting_comments.to_string(),
            &moment(figures.oldest_waiting),
            &figures.storage_bytes.to_string(),
            &figures.failed_jobs.to_string(),
            &figures.visits.to_string(),
            &figures.requests.to_string(),
            &figures.errors.to_string(),
            &moment(figures.certificate_ends),
            &number(figures.residents),
            &number(figures.families),
            &alerts.join(" "),
        ])?;
    }
    out.into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}
