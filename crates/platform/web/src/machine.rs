//! What machines read on every host: robots, sitemap, manifest, icon, assets, share cards.

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    body::Body,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use cache::Freshness;
use http::{HeaderMap, HeaderValue, header};
use kernel::time;
use media::card::{Card, CardFonts, CardPalette};
use quick_xml::escape::escape;
use tokio::sync::Semaphore;

use crate::{
    App, AppError, AppResult, OrNotFound, PortalSite, Site, media_files::photo_of, site::Keep,
    store,
};

/// Addresses every village has, with what its share card says. The home page's is its tagline.
const FIXED: [(&str, &str); 7] = [
    ("/artikel", "Kabar desa"),
    ("/agenda", "Agenda"),
    ("/galeri", "Galeri"),
    ("/pemerintahan", "Pemerintahan"),
    ("/kontak", "Kontak dan jam pelayanan"),
    ("/arsip", "Arsip kabar"),
    ("/privasi", "Privasi"),
];

/// The card of an address that is no article or page.
fn fixed(path: &str) -> Option<&'static (&'static str, &'static str)> {
    let mut all = FIXED.iter().chain(&LETTERS);
    all.find(|(fixed, _)| *fixed == path)
}

/// Addresses of villages that have letters.
const LETTERS: [(&str, &str); 2] = [
    ("/layanan", "Layanan surat"),
    ("/verifikasi", "Periksa keaslian surat"),
];

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(sitemap))
        .route("/manifest.webmanifest", get(manifest))
        .route("/favicon.svg", get(favicon))
        .route("/favicon.ico", get(favicon))
        .route("/kartu/{*address}", get(card))
        .route("/aset/{name}", get(asset))
}

pub(crate) fn portal_routes() -> Router<App> {
    Router::new()
        .route("/aset/{name}", get(asset))
        .route("/favicon.svg", get(portal_favicon))
        .route("/favicon.ico", get(portal_favicon))
        .route("/robots.txt", get(portal_robots))
        .route("/kartu/{*address}", get(portal_card))
}

/// `GET /aset/{name}`: files of the binary, for ever under their name.
async fn asset(Path(name): Path<String>, headers: HeaderMap) -> AppResult<Response> {
    let at = look::assets()
        .iter()
        .position(|asset| asset.hashed_name == name)
        .or_not_found()?;
    let asset = &look::assets()[at];
    let packed = &PACKED[at];
    let (likes_brotli, likes_gzip) = crate::gate::encodings(&headers);
    let (body, encoding) = match packed {
        Some((brotli, _)) if likes_brotli => (brotli.clone(), Some("br")),
        Some((_, gzip)) if likes_gzip => (gzip.clone(), Some("gzip")),
        _ => (Bytes::from_static(asset.bytes), None),
    };
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    let mut response = (headers, body).into_response();
    if let Some(encoding) = encoding {
        let value = HeaderValue::from_static(encoding);
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, value);
    }
    Ok(response)
}

/// The files of the binary in brotli and gzip, in their order; fonts are packed already.
static PACKED: LazyLock<Vec<Option<(Bytes, Bytes)>>> = LazyLock::new(|| {
    let pack = |asset: &look::Asset| {
        asset
            .content_type
            .starts_with("text/")
            .then(|| (cache::brotli(asset.bytes), cache::gzip(asset.bytes)))
    };
    look::assets().iter().map(pack).collect()
});

/// `GET /robots.txt`
async fn robots(site: Site) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let frame = site.frame(&mut tx).await?;
    tx.finish().await?;
    let body = format!(
        "User-agent: *\nDisallow: /cari\nDisallow: /kantor\nDisallow: /mandiri\n\nSitemap: {}\n",
        site.absolute("/sitemap.xml")
    );
    Ok(site.document("text/plain; charset=utf-8", body, &frame))
}

/// `GET /sitemap.xml`
async fn sitemap(site: Site) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let frame = site.frame(&mut tx).await?;
    let rows = store::sitemap(&mut tx, &site.hidden_kinds(), site.now()).await?;
    tx.finish().await?;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in std::iter::once("/").chain(FIXED.iter().map(|(path, _)| *path)) {
        xml.push_str(&format!(
            "<url><loc>{}</loc></url>\n",
            escape(site.absolute(path).as_str())
        ));
    }
    let is_page_of_its_own =
        |address: &str| !address.contains('#') && FIXED.iter().all(|(path, _)| *path != address);
    for row in rows.iter().filter(|row| is_page_of_its_own(&row.address)) {
        let changed = time::iso(row.updated_at.to_jiff());
        xml.push_str(&format!(
            "<url><loc>{}</loc><lastmod>{changed}</lastmod></url>\n",
            escape(site.absolute(&row.address).as_str())
        ));
    }
    xml.push_str("</urlset>\n");
    Ok(site.document("application/xml; charset=utf-8", xml, &frame))
}

/// `GET /manifest.webmanifest`
async fn manifest(site: Site) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let frame = site.frame(&mut tx).await?;
    tx.finish().await?;
    let colours = palette(&site).light();
    let manifest = serde_json::json!({
        "name": frame.view.name,
        "short_name": frame.view.short_name,
        "description": format!("Situs resmi {}, {}", frame.view.name, frame.view.place_line),
        "lang": "id",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": colours.paper,
        "theme_color": colours.brand,
        "icons": [{
            "src": "/favicon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any"
        }],
    });
    Ok(site.document("application/manifest+json", manifest.to_string(), &frame))
}

fn palette(site: &Site) -> look::Palette {
    site.village.entry.palette.parse().unwrap_or_default()
}

/// `GET /favicon.svg`: the village's own cloth with its initial.
async fn favicon(site: Site) -> Response {
    let entry = &site.village.entry;
    let name = entry
        .name
        .trim_start_matches(entry.kind.label())
        .trim_start();
    let initial = name.chars().next().unwrap_or('D');
    icon(look::band::favicon(
        entry.code.digits(),
        palette(&site),
        initial,
    ))
}

async fn portal_favicon(_: PortalSite) -> Response {
    icon(look::band::favicon("6303", look::PORTAL_PALETTE, 'B'))
}

fn icon(svg: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        ),
    ];
    (headers, svg).into_response()
}

/// What people search for is no page of its own.
async fn portal_robots(portal: PortalSite) -> Response {
    let body = format!(
        "User-agent: *\nDisallow: /konsol\nDisallow: /*?q=\n\nSitemap: {}/sitemap.xml\n",
        portal.app.config.site.portal_url()
    );
    portal.document("text/plain; charset=utf-8", body)
}

/// `GET /kartu/…​.jpg`: the picture a messenger shows for a shared address.
async fn card(site: Site, Path(address): Path<String>) -> AppResult<Response> {
    let bare = address.strip_suffix(".jpg").or_not_found()?;
    let path = if bare == "beranda" {
        "/".to_owned()
    } else {
        format!("/{bare}")
    };
    let mut tx = site.begin().await?;
    let frame = site.frame(&mut tx).await?;
    let row = if path == "/" {
        None
    } else {
        store::card(&mut tx, &path, site.now()).await?
    };
    tx.finish().await?;

    let view = &frame.view;
    let (title, photo) = match (row, fixed(&path)) {
        (_, Some((_, title))) => ((*title).to_owned(), None),
        (Some(row), None) => (row.title, row.photo.map(|photo| photo.0)),
        (None, None) if path == "/" => {
            let title = if view.tagline.is_empty() {
                format!("Situs resmi {}", view.name)
            } else {
                view.tagline.clone()
            };
            (title, frame.hero.clone())
        }
        _ => return Err(AppError::NotFound),
    };
    let photo = match photo.as_ref().and_then(|photo| photo.largest_jpeg()) {
        Some(file) => photo_of(&site, &file.name)
            .await
            .map(|bytes| bytes.to_vec()),
        None => None,
    };
    let palette = palette(&site);
    let drawn = draw(Card {
        band_svg: band_for_card(site.village.entry.code.digits(), palette),
        palette: card_palette(palette),
        village: view.name.clone(),
        place: view.place_line.clone(),
        title,
        kicker: None,
        photo,
    })
    .await?;
    Ok(picture(drawn, frame.fresh_for))
}

async fn portal_card(portal: PortalSite, Path(_): Path<String>) -> AppResult<Response> {
    let registry = portal.registry();
    let regency = registry
        .regency()
        .map_or("Banjar", |regency| regency.name.as_str());
    let drawn = draw(Card {
        band_svg: band_for_card("6303", look::PORTAL_PALETTE),
        palette: card_palette(look::PORTAL_PALETTE),
        village: format!("Kabupaten {regency}"),
        place: "Kalimantan Selatan".to_owned(),
        title: format!("Semua desa dan kelurahan Kabupaten {regency}"),
        kicker: None,
        photo: None,
    })
    .await?;
    Ok(picture(drawn, std::time::Duration::from_secs(3600)))
}

fn picture(jpeg: Vec<u8>, at_most: std::time::Duration) -> Response {
    let mut response = (
        [(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"))],
        Body::from(jpeg),
    )
        .into_response();
    response.extensions_mut().insert(Keep {
        freshness: Freshness { at_most },
    });
    response
}

fn band_for_card(code: &str, palette: look::Palette) -> String {
    look::band::standalone(
        code,
        palette,
        (media::card::WIDTH, media::card::BAND_HEIGHT),
        media::card::BAND_HEIGHT,
    )
}

fn card_palette(palette: look::Palette) -> CardPalette {
    let colours = palette.light();
    CardPalette {
        paper: colours.paper.to_owned(),
        ink: colours.ink.to_owned(),
        brand: colours.brand.to_owned(),
        brand_ink: colours.brand_ink.to_owned(),
        accent: colours.accent.to_owned(),
    }
}

/// Draws off the runtime, one at a time: a card costs a tenth of a second of a core.
async fn draw(card: Card) -> AppResult<Vec<u8>> {
    static ROOM: Semaphore = Semaphore::const_new(1);
    static FONTS: LazyLock<Option<Arc<CardFonts>>> = LazyLock::new(|| {
        let files = vec![
            look::assets::CARD_FONT_BOLD.to_vec(),
            look::assets::CARD_FONT_MEDIUM.to_vec(),
        ];
        CardFonts::new(files).ok().map(Arc::new)
    });
    let _room = ROOM
        .acquire()
        .await
        .map_err(|error| anyhow::anyhow!(error))?;
    let drawn = tokio::task::spawn_blocking(move || {
        let fonts = FONTS
            .clone()
            .ok_or_else(|| anyhow::anyhow!("the card fonts are not usable"))?;
        media::card::draw(&fonts, &card).map_err(anyhow::Error::from)
    })
    .await
    .map_err(anyhow::Error::from)??;
    Ok(drawn)
}
