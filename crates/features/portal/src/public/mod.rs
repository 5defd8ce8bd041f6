//! What a visitor of the portal can do: find a village, read what villages tell, take the data.

mod data;
mod directory;
mod map;
mod news;

use axum::{Router, response::Response, routing::get};
use kernel::VillageKind;
use quick_xml::escape::escape;
use web::{App, AppResult, PortalSite, bulletins, registry::Village};

use crate::pages::SubdistrictItem;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(directory::home))
        .route("/kecamatan/{slug}", get(directory::subdistrict))
        .route("/peta", get(map::show))
        .route("/kabar", get(news::list))
        .route("/kabar.xml", get(news::feed))
        .route("/kabar/foto/{code}/{name}", get(news::photo))
        .route("/data", get(data::catalogue))
        .route("/data/katalog.jsonld", get(data::dcat))
        .route("/data/desa.csv", get(data::villages_csv))
        .route("/data/desa.json", get(data::villages_json))
        .route("/data/ringkasan.csv", get(data::totals_csv))
        .route("/data/ringkasan.json", get(data::totals_json))
        .route("/sitemap.xml", get(sitemap))
}

/// Pages that are always there.
const FIXED: [&str; 4] = ["/", "/peta", "/kabar", "/data"];

/// `GET /sitemap.xml`: the portal's own pages, and what the regency writes, which has its true address
/// here; villages have their own sitemaps.
async fn sitemap(portal: PortalSite) -> AppResult<Response> {
    let registry = portal.registry();
    let base = portal.app.config.site.portal_url();
    let shown = directory::listed(&registry);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let subdistricts = directory::subdistricts(&shown);
    let paths = FIXED
        .into_iter()
        .chain(subdistricts.iter().map(|item| item.href.as_str()));
    for path in paths {
        let address = format!("{base}{path}");
        xml.push_str(&format!(
            "<url><loc>{}</loc></url>\n",
            escape(address.as_str())
        ));
    }
    let mut articles = registry.bulletins().articles(portal.now()).peekable();
    if articles.peek().is_some() {
        let address = format!("{base}{}", bulletins::AT_PORTAL);
        xml.push_str(&format!("<url><loc>{}</loc></url>\n", escape(&*address)));
    }
    for article in articles {
        let address = format!("{base}{}", article.true_path());
        xml.push_str(&format!(
            "<url><loc>{}</loc><lastmod>{}</lastmod></url>\n",
            escape(&*address),
            kernel::time::iso(article.changed_at)
        ));
    }
    xml.push_str("</urlset>\n");
    Ok(portal.document("application/xml; charset=utf-8", xml))
}

/// The regency's name.
fn regency(portal: &PortalSite) -> String {
    let registry = portal.registry();
    let regency = registry.regency();
    regency.map_or_else(|| "Banjar".to_owned(), |regency| regency.name.clone())
}

/// "Desa Pembantanan"
fn full_name(village: &Village) -> String {
    format!("{} {}", village.entry.kind.label(), village.entry.name)
}

fn is_kelurahan(village: &Village) -> bool {
    village.entry.kind == VillageKind::Kelurahan
}

/// A subdistrict by its slug, among those that have a village to show.
fn find_subdistrict(items: Vec<SubdistrictItem>, slug: &str) -> Option<SubdistrictItem> {
    items.into_iter().find(|item| item.slug == slug)
}
