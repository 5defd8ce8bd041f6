//! What a visitor of the portal can do: find a village, read what villages tell.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::get,
};
use http::header;
use quick_xml::escape::escape;
use serde::Deserialize;
use web::{
    App, AppResult, Meta, OrNotFound, PathSlug, PortalSite, Query,
    registry::{Registry, Village},
    view::{Card, DateView},
};

use crate::{
    domain::{self, Candidate},
    pages::{DirectoryPage, LatestItem, SubdistrictItem, SubdistrictPage, VillageItem},
    store,
};

/// How many villages a search shows; more means: type more letters.
const MOST_RESULTS: usize = 30;
const LATEST: usize = 6;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/kecamatan/{slug}", get(subdistrict))
        .route("/sitemap.xml", get(sitemap))
}

#[derive(Debug, Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
}

/// `GET /`
async fn home(portal: PortalSite, Query(search): Query<Search>) -> AppResult<Response> {
    let registry = portal.registry();
    let query: String = search
        .q
        .trim()
        .chars()
        .take(domain::LONGEST_QUERY)
        .collect();
    let shown: Vec<_> = listed(&registry).collect();
    let kelurahan = shown
        .iter()
        .filter(|village| village.entry.kind == kernel::VillageKind::Kelurahan)
        .count();
    let results = (!query.is_empty()).then(|| find(&shown, &query));
    let latest = if results.is_some() {
        Vec::new()
    } else {
        latest(&portal, &registry).await?
    };
    let regency = registry
        .regency()
        .map_or("Banjar", |regency| regency.name.as_str());
    let page = DirectoryPage {
        total_desa: shown.len() - kelurahan,
        total_kelurahan: kelurahan,
        subdistricts: subdistricts(&shown),
        results,
        latest,
        query,
    };
    let meta = Meta::new(
        format!("Semua desa dan kelurahan Kabupaten {regency}"),
        format!("Cari situs resmi desa dan kelurahan di Kabupaten {regency}."),
        "/",
    );
    // What people type is endless; only the front page is worth keeping.
    if page.results.is_some() {
        portal.fresh_page(&meta.not_indexed(), &page)
    } else {
        portal.page(&meta, &page)
    }
}

/// `GET /kecamatan/{slug}`
async fn subdistrict(portal: PortalSite, PathSlug(slug): PathSlug) -> AppResult<Response> {
    let registry = portal.registry();
    let shown: Vec<_> = listed(&registry)
        .filter(|village| village.entry.subdistrict_slug == slug.as_str())
        .collect();
    let item = subdistricts(&shown).pop().or_not_found()?;
    let meta = Meta::new(
        format!("Kecamatan {}", item.name),
        format!("Situs resmi desa dan kelurahan di Kecamatan {}.", item.name),
        item.href.clone(),
    )
    .under_home();
    let page = SubdistrictPage {
        subdistrict: item,
        villages: shown.iter().map(|village| village_item(village)).collect(),
    };
    portal.page(&meta, &page)
}

/// `GET /sitemap.xml`: the portal's own pages; villages have their own sitemaps.
async fn sitemap(portal: PortalSite) -> AppResult<Response> {
    let registry = portal.registry();
    let base = portal.app.config.site.portal_url();
    let shown: Vec<_> = listed(&registry).collect();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         <url><loc>{}/</loc></url>\n",
        escape(base.as_str())
    );
    for item in subdistricts(&shown) {
        let address = format!("{base}{}", item.href);
        xml.push_str(&format!(
            "<url><loc>{}</loc></url>\n",
            escape(address.as_str())
        ));
    }
    xml.push_str("</urlset>\n");
    Ok((
        [(header::CONTENT_TYPE, "application/xml; charset=utf-8")],
        xml,
    )
        .into_response())
}

/// Suspended villages are not advertised.
fn listed(registry: &Registry) -> impl Iterator<Item = &Arc<Village>> {
    registry
        .villages()
        .iter()
        .filter(|village| village.is_listed())
}

fn find(villages: &[&Arc<Village>], query: &str) -> Vec<VillageItem> {
    let mut fits: Vec<(f64, &Arc<Village>)> = villages
        .iter()
        .filter_map(|village| {
            let dotted = village.entry.code.dotted();
            let candidate = Candidate {
                name: &village.entry.name,
                subdistrict: &village.entry.subdistrict,
                code_dotted: &dotted,
                code_digits: village.entry.code.digits(),
            };
            Some((domain::fit(query, &candidate)?, *village))
        })
        .collect();
    // Stable: equals stay in the order of their codes.
    fits.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    fits.into_iter()
        .take(MOST_RESULTS)
        .map(|(_, village)| village_item(village))
        .collect()
}

fn village_item(village: &Arc<Village>) -> VillageItem {
    VillageItem {
        name: village.entry.name.clone(),
        kind_label: village.entry.kind.label(),
        subdistrict: village.entry.subdistrict.clone(),
        href: format!("{}/", village.base_url),
        code: village.entry.code.dotted(),
    }
}

fn subdistricts(villages: &[&Arc<Village>]) -> Vec<SubdistrictItem> {
    let mut by_name: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for village in villages {
        let entry = by_name
            .entry(village.entry.subdistrict.as_str())
            .or_insert((0, village.entry.subdistrict_slug.as_str()));
        entry.0 += 1;
    }
    by_name
        .into_iter()
        .map(|(name, (count, slug))| SubdistrictItem {
            name: name.to_owned(),
            slug: slug.to_owned(),
            count,
            href: format!("/kecamatan/{slug}"),
        })
        .collect()
}

/// The newest articles, one a village at most, so that no village fills the page.
async fn latest(portal: &PortalSite, registry: &Registry) -> AppResult<Vec<LatestItem>> {
    let now = portal.now();
    let rows = store::latest(portal.app.database.control()).await?;
    let mut items: Vec<(jiff::Timestamp, LatestItem)> = rows
        .into_iter()
        .filter_map(|row| {
            let village =
                listed(registry).find(|village| village.entry.code.dotted() == row.village_code)?;
            let article = row
                .figures
                .0
                .articles
                .into_iter()
                .find(|article| article.published <= now)?;
            let card = Card {
                href: format!("{}{}", village.base_url, article.href),
                title: article.title,
                excerpt: article.excerpt,
                date: DateView::new(article.published, now),
                category: None,
                picture: None,
            };
            let village = format!("{} {}", village.entry.kind.label(), village.entry.name);
            Some((article.published, LatestItem { village, card }))
        })
        .collect();
    items.sort_by_key(|(published, _)| std::cmp::Reverse(*published));
    Ok(items
        .into_iter()
        .take(LATEST)
        .map(|(_, item)| item)
        .collect())
}
