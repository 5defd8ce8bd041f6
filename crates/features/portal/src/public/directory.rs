//! The directory: all villages by subdistrict, and one by what somebody types.

use std::{collections::BTreeMap, sync::Arc};

use axum::response::Response;
use serde::Deserialize;
use web::{
    AppResult, Meta, OrNotFound, PathSlug, PortalSite, Query,
    directory::{self as search, Hit, LONGEST_QUERY},
    registry::{Registry, Village},
};

use super::{find_subdistrict, is_kelurahan, map, news, regency};
use crate::{
    pages::{DirectoryPage, SubdistrictItem, SubdistrictPage, Total, VillageItem},
    store::{self, SumsRow},
};

/// How many villages a search shows; more means: type more letters.
const MOST_RESULTS: usize = 30;

#[derive(Debug, Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
}

/// `GET /`
pub(super) async fn home(portal: PortalSite, Query(asked): Query<Search>) -> AppResult<Response> {
    let registry = portal.registry();
    let query: String = asked.q.trim().chars().take(LONGEST_QUERY).collect();
    let shown = listed(&registry);
    let kelurahan = shown.iter().filter(|village| is_kelurahan(village)).count();
    let mut page = DirectoryPage {
        total_desa: shown.len() - kelurahan,
        total_kelurahan: kelurahan,
        subdistricts: subdistricts(&shown),
        results: None,
        latest: Vec::new(),
        totals: Vec::new(),
        query,
    };
    let regency = regency(&portal);
    let meta = Meta::new(
        format!("Semua desa dan kelurahan Kabupaten {regency}"),
        format!("Cari situs resmi desa dan kelurahan di Kabupaten {regency}."),
        "/",
    );
    if page.query.is_empty() {
        page.latest = news::latest(&portal).await?;
        page.totals = totals(&store::sums(portal.app.database.control()).await?);
        return portal.page(&meta, &page);
    }
    let hits = search::search(&registry, &page.query, MOST_RESULTS);
    page.results = Some(hits.iter().map(hit_item).collect());
    // What people type is endless; only the front page is worth keeping.
    portal.fresh_page(&meta.not_indexed(), &page)
}

/// What all villages have together, and nothing that nobody has.
fn totals(sums: &[SumsRow]) -> Vec<Total> {
    let sum = |of: fn(&SumsRow) -> i64| sums.iter().map(of).sum::<i64>();
    let publishing = sums.iter().filter(|row| row.articles > 0).count();
    [
        ("situs aktif", i64::try_from(sums.len()).unwrap_or(i64::MAX)),
        ("kabar terbit", sum(|row| row.articles)),
        (
            "desa dan kelurahan berkabar",
            i64::try_from(publishing).unwrap_or(i64::MAX),
        ),
        ("foto", sum(|row| row.photos)),
        (
            "penduduk tercatat",
            sum(|row| row.residents.unwrap_or_default()),
        ),
    ]
    .into_iter()
    .filter(|(_, number)| *number > 0)
    .map(|(label, number)| Total { label, number })
    .collect()
}

/// `GET /kecamatan/{slug}`
pub(super) async fn subdistrict(
    portal: PortalSite,
    PathSlug(slug): PathSlug,
) -> AppResult<Response> {
    let registry = portal.registry();
    let shown: Vec<_> = listed(&registry)
        .into_iter()
        .filter(|village| village.entry.subdistrict_slug == slug.as_str())
        .collect();
    let item = find_subdistrict(subdistricts(&shown), slug.as_str()).or_not_found()?;
    let meta = Meta::new(
        format!("Kecamatan {}", item.name),
        format!("Situs resmi desa dan kelurahan di Kecamatan {}.", item.name),
        item.href.clone(),
    )
    .under_home();
    let page = SubdistrictPage {
        map: map::of_subdistrict(&portal, &item, &shown).await?,
        villages: shown.iter().map(|village| village_item(village)).collect(),
        subdistrict: item,
    };
    portal.page(&meta, &page)
}

/// Every village that is shown, by code.
pub(super) fn listed(registry: &Registry) -> Vec<&Arc<Village>> {
    search::listed(registry).collect()
}

pub(super) fn village_item(village: &Village) -> VillageItem {
    VillageItem {
        name: village.entry.name.clone(),
        kind_label: village.entry.kind.label(),
        subdistrict: village.entry.subdistrict.clone(),
        href: format!("{}/", village.base_url),
        code: village.entry.code.dotted(),
        formerly: None,
    }
}

fn hit_item(hit: &Hit) -> VillageItem {
    VillageItem {
        formerly: hit.formerly.clone(),
        ..village_item(&hit.village)
    }
}

/// The subdistricts of these villages, by name.
pub(super) fn subdistricts(villages: &[&Arc<Village>]) -> Vec<SubdistrictItem> {
    let mut by_name: BTreeMap<(&str, &str), (usize, &str)> = BTreeMap::new();
    for village in villages {
        let entry = &village.entry;
        let key = (entry.subdistrict.as_str(), entry.subdistrict_slug.as_str());
        by_name
            .entry(key)
            .or_insert((0, entry.subdistrict_code.as_str()))
            .0 += 1;
    }
    by_name
        .into_iter()
        .map(|((name, slug), (count, code))| SubdistrictItem {
            name: name.to_owned(),
            slug: slug.to_owned(),
            code: code.to_owned(),
            count,
            href: format!("/kecamatan/{slug}"),
        })
        .collect()
}
