//! What visitors read: an article of the regency on a village's site and at the portal, where it has
//! its true address, and the end of a village's home page. No statement is made for any of it.

use axum::{Router, response::Response, routing::get};
use db::VillageTx;
use kernel::safe_html::excerpt;
use serde::Deserialize;
use uuid::Uuid;
use web::{
    App, AppResult, Block, BlockFuture, Meta, OrNotFound, PathSlug, Place, PortalSite, Query, Site,
    Subject,
    bulletins::{AT_PORTAL, Audience, Bulletin, BulletinKind},
    registry::Registry,
    view::Pager,
};

use crate::pages::{ArticlePage, HomeBlock, Item, PortalArticle, PortalList};

/// Articles at the end of a home page.
const AT_HOME: usize = 3;
/// Articles of one page of the portal's list.
const PAGE: usize = 20;
/// Letters of a description.
const DESCRIPTION: usize = 160;

/// The end of a village's home page.
pub const HOME: Block = Block {
    place: Place::HomeEnd,
    order: 10,
    render: home,
};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/kabupaten/{slug}", get(show))
}

pub(crate) fn portal_routes() -> Router<App> {
    Router::new()
        .route("/kabar-kabupaten", get(list))
        .route("/kabar-kabupaten/{slug}", get(show_at_portal))
}

fn home<'a>(site: &'a Site, _: &'a mut VillageTx, _: &'a Subject) -> BlockFuture<'a> {
    Box::pin(async move {
        let (registry, now) = (site.app.registry(), site.now());
        let mut articles = registry
            .bulletins()
            .showing(&site.village.entry, now)
            .filter(|one| one.kind == BulletinKind::Article);
        let items: Vec<Item> = articles
            .by_ref()
            .take(AT_HOME)
            .map(|one| Item::new(one, format!("/kabupaten/{}", one.slug), now))
            .collect();
        if items.is_empty() {
            return Ok(None);
        }
        let block = HomeBlock {
            items,
            from: from(&registry),
            all_href: format!("{}{AT_PORTAL}", site.app.config.site.portal_url()),
        };
        site.render_part(&block).map(Some)
    })
}

/// "Dari Kabupaten Banjar"
fn from(registry: &Registry) -> String {
    registry.regency().map_or_else(
        || "Dari Kabupaten".to_owned(),
        |regency| format!("Dari Kabupaten {}", regency.name),
    )
}

fn words(one: &Bulletin) -> String {
    excerpt(
        &kernel::SafeHtml::from_store(one.body.clone()).text(),
        DESCRIPTION,
    )
}

fn meta(one: &Bulletin, path: String) -> Meta {
    Meta {
        // It is nobody's photo: the card of the whole site stands for it.
        image: String::new(),
        is_article: true,
        published_iso: kernel::time::iso(one.starts_at),
        modified_iso: kernel::time::iso(one.changed_at),
        ..Meta::new(one.title.clone(), words(one), path)
    }
}

/// `GET /kabupaten/{slug}` of a village.
async fn show(site: Site, PathSlug(slug): PathSlug) -> AppResult<Response> {
    let (registry, now) = (site.app.registry(), site.now());
    let one = registry
        .bulletins()
        .showing(&site.village.entry, now)
        .find(|one| one.kind == BulletinKind::Article && one.slug == slug.as_str())
        .or_not_found()?;
    let portal = site.app.config.site.portal_url();
    let meta = Meta {
        true_address: format!("{portal}{}", one.true_path()),
        ..meta(one, format!("/kabupaten/{slug}")).under_home()
    };
    let page = ArticlePage::new(one, from(&registry), now);
    site.page(site.begin().await?, &meta, &page).await
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ListQuery {
    /// The last article of the page before.
    sesudah: String,
}

/// `GET /kabar-kabupaten` of the portal. Never kept: what is withdrawn is gone at once.
async fn list(portal: PortalSite, Query(query): Query<ListQuery>) -> AppResult<Response> {
    let (registry, now) = (portal.registry(), portal.now());
    let all: Vec<&Bulletin> = registry.bulletins().articles(now).collect();
    let after: Option<Uuid> = query.sesudah.parse().ok();
    let from_here = after
        .and_then(|id| all.iter().position(|one| one.id == id))
        .map_or(0, |at| at + 1);
    let shown = &all[from_here..];
    let more = shown
        .get(PAGE - 1)
        .filter(|_| shown.len() > PAGE)
        .map(|last| format!("{AT_PORTAL}?sesudah={}", last.id));
    let page = PortalList {
        items: shown
            .iter()
            .take(PAGE)
            .map(|one| Item::new(one, format!("{AT_PORTAL}/{}", one.slug), now))
            .collect(),
        pager: Pager {
            newer_href: (from_here > 0).then(|| AT_PORTAL.to_owned()),
            older_href: more,
        },
    };
    let name = registry
        .regency()
        .map_or_else(String::new, |regency| format!(" {}", regency.name));
    let meta = Meta {
        image: String::new(),
        ..Meta::new(
            format!("Kabar Kabupaten{name}"),
            format!("Kabar dari Pemerintah Kabupaten{name} untuk desa dan kelurahan."),
            AT_PORTAL,
        )
    };
    portal.fresh_page(&meta.under_home(), &page)
}

/// `GET /kabar-kabupaten/{slug}` of the portal: the true address of an article.
async fn show_at_portal(portal: PortalSite, PathSlug(slug): PathSlug) -> AppResult<Response> {
    let (registry, now) = (portal.registry(), portal.now());
    let one = registry
        .bulletins()
        .articles(now)
        .find(|one| one.slug == slug.as_str())
        .or_not_found()?;
    let meta = meta(one, format!("{AT_PORTAL}/{slug}")).under("Kabar kabupaten", AT_PORTAL);
    let page = PortalArticle {
        article: ArticlePage::new(one, from(&registry), now),
        for_whom: for_whom(&one.audience, &registry),
    };
    portal.fresh_page(&meta, &page)
}

/// "Untuk Kecamatan Martapura dan Astambul"; empty for everybody.
pub(crate) fn for_whom(audience: &Audience, registry: &Registry) -> String {
    let mut names: Vec<&str> = match audience {
        Audience::All => return String::new(),
        Audience::Subdistricts(_) => registry
            .villages()
            .iter()
            .filter(|village| audience.takes_in(&village.entry))
            .map(|village| village.entry.subdistrict.as_str())
            .collect(),
        Audience::Villages(_) => registry
            .villages()
            .iter()
            .filter(|village| audience.takes_in(&village.entry))
            .map(|village| village.entry.name.as_str())
            .collect(),
    };
    names.dedup();
    let what = match audience {
        Audience::Subdistricts(_) => "Kecamatan ",
        _ => "",
    };
    match names.as_slice() {
        [] => String::new(),
        [one] => format!("{what}{one}"),
        [one, other] => format!("{what}{one} dan {other}"),
        [one, other, rest @ ..] => format!("{what}{one}, {other}, dan {} lainnya", rest.len()),
    }
}
