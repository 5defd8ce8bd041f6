//! Open data: the catalogue, and the tables in it.

use std::collections::{BTreeMap, HashMap};

use axum::response::Response;
use jiff::Timestamp;
use kernel::time;
use serde_json::{Value, json};
use web::{AppResult, Meta, PortalSite, registry::Village, view::DateView};

use super::{directory, is_kelurahan, regency};
use crate::{
    domain::{
        catalogue::{self, DATASETS, Licence, Publisher},
        table::{self, Cell},
    },
    pages::CataloguePage,
    store::{self, SumsRow},
};

const CSV: &str = "text/csv; charset=utf-8";
const JSON: &str = "application/json";
const LICENCE: &str = "Creative Commons Atribusi 4.0 Internasional (CC BY 4.0)";
const LICENCE_URL: &str = "https://creativecommons.org/licenses/by/4.0/";

fn licence(portal: &PortalSite) -> Licence {
    Licence {
        name: portal.setting("open_data_licence", LICENCE),
        url: portal.setting("open_data_licence_url", LICENCE_URL),
    }
}

fn publisher(portal: &PortalSite) -> String {
    let usual = format!("Pemerintah Kabupaten {}", regency(portal));
    portal.setting("open_data_publisher", &usual)
}

/// When a village last told something.
fn modified(sums: &[SumsRow]) -> Option<Timestamp> {
    sums.iter()
        .filter_map(|row| row.updated_at)
        .map(|at| at.to_jiff())
        .max()
}

/// `GET /data`
pub(super) async fn catalogue(portal: PortalSite) -> AppResult<Response> {
    let sums = store::sums(portal.app.database.control()).await?;
    let meta = Meta::new(
        "Data terbuka",
        format!(
            "Daftar desa, kabar, dan ringkasan Kabupaten {} untuk diunduh dan dipakai ulang.",
            regency(&portal)
        ),
        "/data",
    )
    .under_home();
    let page = CataloguePage {
        datasets: DATASETS.to_vec(),
        licence: licence(&portal),
        publisher: publisher(&portal),
        updated: modified(&sums).map(|at| DateView::new(at, portal.now())),
    };
    portal.page(&meta, &page)
}

/// `GET /data/katalog.jsonld`
pub(super) async fn dcat(portal: PortalSite) -> AppResult<Response> {
    let sums = store::sums(portal.app.database.control()).await?;
    let registry = portal.registry();
    let place = registry.regency().map_or_else(
        || format!("Kabupaten {}", regency(&portal)),
        |regency| format!("Kabupaten {}, {}", regency.name, regency.province),
    );
    let modified = modified(&sums).map(time::iso);
    let catalogue = catalogue::dcat(&Publisher {
        base_url: &portal.app.config.site.portal_url(),
        portal: &portal.setting("portal_name", "Portal Desa"),
        name: &publisher(&portal),
        place: &place,
        licence: &licence(&portal),
        modified: modified.as_deref(),
    });
    Ok(portal.document("application/ld+json", catalogue.to_string()))
}

/// A village with what it has published; none of it is known before its first roll-up.
struct VillageFacts<'a> {
    village: &'a Village,
    sums: SumsRow,
}

impl VillageFacts<'_> {
    /// A number about residents, once there are some.
    fn counted(&self, of: fn(&SumsRow) -> Option<i64>) -> Option<i64> {
        self.sums.residents.and(of(&self.sums))
    }
}

/// Every village that is shown, by code, each with its sums.
async fn facts<'a>(
    portal: &PortalSite,
    shown: &[&'a std::sync::Arc<Village>],
) -> AppResult<Vec<VillageFacts<'a>>> {
    let rows = store::sums(portal.app.database.control()).await?;
    let mut by_code: HashMap<String, SumsRow> = rows
        .into_iter()
        .map(|row| (row.village_code.clone(), row))
        .collect();
    Ok(shown
        .iter()
        .copied()
        .map(|village| VillageFacts {
            sums: by_code
                .remove(&village.entry.code.dotted())
                .unwrap_or_default(),
            village,
        })
        .collect())
}

/// `GET /data/desa.csv`
pub(super) async fn villages_csv(portal: PortalSite) -> AppResult<Response> {
    let registry = portal.registry();
    let facts = facts(&portal, &directory::listed(&registry)).await?;
    let rows: Vec<Vec<Cell>> = facts.iter().map(village_row).collect();
    Ok(portal.document(CSV, table::csv(&columns(0), &rows)?))
}

fn columns(dataset: usize) -> Vec<&'static str> {
    DATASETS[dataset]
        .columns
        .iter()
        .map(|column| column.name)
        .collect()
}

fn village_row(facts: &VillageFacts<'_>) -> Vec<Cell> {
    let entry = &facts.village.entry;
    vec![
        Cell::text(entry.code.dotted()),
        Cell::text(entry.name.as_str()),
        Cell::text(entry.kind.as_str()),
        Cell::text(entry.subdistrict_code.as_str()),
        Cell::text(entry.subdistrict.as_str()),
        Cell::text(format!("{}/", facts.village.base_url)),
        Cell::text(entry.postal_code.as_str()),
        Cell::maybe(entry.latitude),
        Cell::maybe(entry.longitude),
        Cell::maybe(entry.area_km2),
        Cell::number(facts.sums.articles),
        Cell::text(facts.sums.last_published_at.clone().unwrap_or_default()),
        Cell::maybe(facts.sums.residents),
        Cell::maybe(facts.counted(|sums| sums.men)),
        Cell::maybe(facts.counted(|sums| sums.women)),
        Cell::maybe(facts.counted(|sums| sums.families)),
    ]
}

/// `GET /data/desa.json`
pub(super) async fn villages_json(portal: PortalSite) -> AppResult<Response> {
    let registry = portal.registry();
    let facts = facts(&portal, &directory::listed(&registry)).await?;
    let villages: Vec<Value> = facts.iter().map(village_json).collect();
    Ok(described(&portal, "desa", villages.into()))
}

fn village_json(facts: &VillageFacts<'_>) -> Value {
    let entry = &facts.village.entry;
    let postal_code = Some(entry.postal_code.as_str()).filter(|code| !code.is_empty());
    json!({
        "kode": entry.code.dotted(),
        "nama": entry.name,
        "jenis": entry.kind.as_str(),
        "kode_kecamatan": entry.subdistrict_code,
        "kecamatan": entry.subdistrict,
        "situs": format!("{}/", facts.village.base_url),
        "kode_pos": postal_code,
        "lintang": entry.latitude,
        "bujur": entry.longitude,
        "luas_km2": entry.area_km2,
        "kabar": facts.sums.articles,
        "kabar_terakhir": facts.sums.last_published_at,
        "penduduk": facts.sums.residents,
        "laki_laki": facts.counted(|sums| sums.men),
        "perempuan": facts.counted(|sums| sums.women),
        "keluarga": facts.counted(|sums| sums.families),
    })
}

/// A table with what must be known to use it.
fn described(portal: &PortalSite, name: &str, rows: Value) -> Response {
    let licence = licence(portal);
    let mut body = json!({
        "penerbit": publisher(portal),
        "lisensi": { "nama": licence.name, "alamat": licence.url },
    });
    body[name] = rows;
    portal.document(JSON, body.to_string())
}

/// What the villages of a subdistrict have together.
#[derive(Debug, Default)]
struct Sum {
    name: String,
    desa: i64,
    kelurahan: i64,
    articles: i64,
    pages: i64,
    photos: i64,
    events: i64,
    counted: i64,
    residents: i64,
    men: i64,
    women: i64,
    families: i64,
}

impl Sum {
    fn add(&mut self, facts: &VillageFacts<'_>) {
        if is_kelurahan(facts.village) {
            self.kelurahan += 1;
        } else {
            self.desa += 1;
        }
        self.articles += facts.sums.articles;
        self.pages += facts.sums.pages;
        self.photos += facts.sums.photos;
        self.events += facts.sums.events;
        self.counted += i64::from(facts.sums.residents.is_some());
        self.residents += facts.sums.residents.unwrap_or_default();
        self.men += facts.counted(|sums| sums.men).unwrap_or_default();
        self.women += facts.counted(|sums| sums.women).unwrap_or_default();
        self.families += facts.counted(|sums| sums.families).unwrap_or_default();
    }

    fn numbers(&self) -> [(&'static str, i64); 11] {
        [
            ("desa", self.desa),
            ("kelurahan", self.kelurahan),
            ("kabar", self.articles),
            ("halaman", self.pages),
            ("foto", self.photos),
            ("agenda", self.events),
            ("berpenduduk", self.counted),
            ("penduduk", self.residents),
            ("laki_laki", self.men),
            ("perempuan", self.women),
            ("keluarga", self.families),
        ]
    }
}

/// By code of the subdistrict.
async fn sums(portal: &PortalSite) -> AppResult<(BTreeMap<String, Sum>, Sum)> {
    let registry = portal.registry();
    let mut by_code: BTreeMap<String, Sum> = BTreeMap::new();
    let mut all = Sum::default();
    for facts in facts(portal, &directory::listed(&registry)).await? {
        let entry = &facts.village.entry;
        let sum = by_code.entry(entry.subdistrict_code.clone()).or_default();
        sum.name.clone_from(&entry.subdistrict);
        sum.add(&facts);
        all.add(&facts);
    }
    Ok((by_code, all))
}

/// `GET /data/ringkasan.csv`
pub(super) async fn totals_csv(portal: PortalSite) -> AppResult<Response> {
    let (by_code, _) = sums(&portal).await?;
    let rows: Vec<Vec<Cell>> = by_code
        .iter()
        .map(|(code, sum)| {
            let names = [Cell::text(code.as_str()), Cell::text(sum.name.as_str())];
            let numbers = sum.numbers().map(|(_, number)| Cell::number(number));
            names.into_iter().chain(numbers).collect()
        })
        .collect();
    Ok(portal.document(CSV, table::csv(&columns(1), &rows)?))
}

/// `GET /data/ringkasan.json`
pub(super) async fn totals_json(portal: PortalSite) -> AppResult<Response> {
    let (by_code, all) = sums(&portal).await?;
    let numbers = |sum: &Sum, mut row: Value| {
        for (name, number) in sum.numbers() {
            row[name] = number.into();
        }
        row
    };
    let rows: Vec<Value> = by_code
        .iter()
        .map(|(code, sum)| {
            let names = json!({ "kode_kecamatan": code, "kecamatan": sum.name });
            numbers(sum, names)
        })
        .collect();
    let body = json!({ "kecamatan": rows, "jumlah": numbers(&all, json!({})) });
    Ok(described(&portal, "ringkasan", body))
}
