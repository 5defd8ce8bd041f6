//! Renders every page with rich sample contexts into a folder, to be looked at and checked.
//!
//! `cargo run -p look --example gallery -- /tmp/gallery`, then
//! `node crates/platform/look/examples/gallery.mjs /tmp/gallery`.

use std::{env, error::Error, fs, path::Path};

use look::{Palette, Style, assets, band};
use minijinja::{Environment, path_loader, value::Serde};
use serde_json::{Value as Json, json};

#[path = "gallery/office.rs"]
mod office;
#[path = "gallery/portal.rs"]
mod portal;
#[path = "gallery/samples.rs"]
mod samples;

const TEMPLATES: [&str; 5] = [
    "crates/platform/web/templates",
    "crates/features/content/templates",
    "crates/features/engagement/templates",
    "crates/features/portal/templates",
    "crates/platform/look/examples/gallery",
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let out = env::args()
        .nth(1)
        .unwrap_or_else(|| "/tmp/gallery".to_owned());
    let out = Path::new(&out);
    fs::create_dir_all(out.join("aset"))?;
    fs::create_dir_all(out.join("media"))?;
    for asset in assets() {
        fs::write(out.join("aset").join(asset.hashed_name), asset.bytes)?;
    }
    for seed in 0..6 {
        fs::write(out.join(format!("media/{seed}.svg")), scene(seed))?;
    }

    let env = environment(&root);
    let mut index = String::new();
    for (name, template, context) in pages(&env)? {
        let html = env
            .get_template(template)?
            .render(Serde(&context))
            .map_err(|error| format!("{name}: {error:#}"))?;
        let file = out.join(format!("{name}.html"));
        fs::create_dir_all(file.parent().unwrap_or(out))?;
        fs::write(file, html)?;
        if name.contains('/') {
            continue; // a part that a script asks for, not a page
        }
        index.push_str(&format!("{name}\n"));
    }
    fs::write(out.join("index.txt"), index)?;
    fs::write(out.join("bands.html"), bands())?;
    Ok(())
}

fn environment(root: &Path) -> Environment<'static> {
    let loaders: Vec<_> = TEMPLATES
        .iter()
        .map(|folder| path_loader(root.join(folder)))
        .collect();
    let mut env = Environment::new();
    env.set_loader(move |name| {
        for load in &loaders {
            if let Some(source) = load(name)? {
                return Ok(Some(source));
            }
        }
        Ok(None)
    });
    look::add_to(&mut env);
    env
}

/// File name, template, context.
type Page = (String, &'static str, Json);

fn pages(env: &Environment<'_>) -> Result<Vec<Page>, Box<dyn Error>> {
    let panel = |context: Json| {
        env.get_template("engagement/comments.html")?
            .render(Serde(&context))
    };
    let panels = [
        panel(samples::comments())?,
        panel(
            json!({ "count": 0, "comments": [], "open": true, "action": "/artikel/titian/komentar" }),
        )?,
        panel(json!({ "count": 0, "comments": [], "open": false, "action": "" }))?,
    ];

    let mut pages: Vec<Page> = Vec::new();
    let rich = village(
        "Pembantanan",
        "desa",
        "63.03.04.2007",
        Palette::Sungai,
        true,
    );
    let ward = village(
        "Sungai Rangas Hambuku Ulu",
        "kelurahan",
        "63.03.14.1004",
        Palette::Kunyit,
        true,
    );
    let bare = village("Bakambat", "desa", "63.03.01.2001", Palette::Jingah, false);
    for (place, site) in [("kaya", &rich), ("panjang", &ward), ("baru", &bare)] {
        let full = place != "baru";
        for (name, template, page, own) in samples::village_pages(full, &panels) {
            pages.push((
                format!("{place}-{name}"),
                template,
                with(json!({ "site": site, "page": page }), own),
            ));
        }
    }
    for palette in Palette::ALL {
        let site = village("Pembantanan", "desa", "63.03.04.2007", palette, true);
        let (_, template, page, own) = samples::village_pages(true, &panels).swap_remove(0);
        pages.push((
            format!("warna-{palette}"),
            template,
            with(json!({ "site": site, "page": page }), own),
        ));
    }
    let code = "63.03.00.0000";
    let frame = json!({
        "name": "Portal Desa Kabupaten Banjar", "regency": "Banjar", "year": 2026,
        "base_url": "http://desa.localhost:8080",
        "style_html": Style::of(look::PORTAL_PALETTE, false).html,
        "band_svg": band::svg(code, look::PORTAL_PALETTE, 32),
    });
    for (name, template, page, own) in portal::portal_pages() {
        pages.push((
            format!("portal-{name}"),
            template,
            with(json!({ "portal": frame, "page": page }), own),
        ));
    }
    for (name, template, own) in portal::plain_pages() {
        pages.push((format!("polos-{name}"), template, own));
    }
    pages.extend(office::office_pages());
    pages.push((
        "kantor/media/pilih".to_owned(),
        "office/choose.html",
        json!({ "photos": office::photos() }),
    ));
    Ok(pages)
}

fn village(name: &str, kind: &str, code: &str, palette: Palette, full: bool) -> Json {
    let looks = json!({
        "code": code,
        "palette": palette.as_str(),
        "band_svg": band::svg(code, palette, 32),
        "style_html": Style::of(palette, false).html,
    });
    with(samples::site(name, kind, full), looks)
}

fn with(mut context: Json, more: Json) -> Json {
    if let (Json::Object(context), Json::Object(more)) = (&mut context, more) {
        context.extend(more);
    }
    context
}

/// A made-up river view, so that the gallery needs no photographs.
fn scene(seed: u32) -> String {
    let (sky, far, near, water) = [
        ("#f4d7a8", "#7d9a6a", "#3f6b3f", "#5b8f95"),
        ("#cfe3ea", "#8aa58a", "#4d7a45", "#6aa0a8"),
        ("#f0b98a", "#8a6a5a", "#54473a", "#a0705a"),
        ("#dfe8d0", "#a3b56a", "#6f8f2f", "#8fb0a0"),
        ("#e8dcc8", "#b59a78", "#7a5a3c", "#9aa89a"),
        ("#bcd4e8", "#6f8fa0", "#3a5a60", "#4f8090"),
    ][seed as usize % 6];
    let house = |x: u32, y: u32, s: f64| {
        format!(
            r##"<g transform="translate({x} {y}) scale({s})"><path d="M10 60v50M50 60v50M90 60v50" stroke="#3a2a1c" stroke-width="5"/><path d="M0 40h100v34H0z" fill="#8a5a34"/><path d="M-12 42 50 0l62 42z" fill="#5c3420"/><path d="M40 50h18v24H40z" fill="#2a1c12"/></g>"##
        )
    };
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 800" width="1280" height="800"><rect width="1280" height="800" fill="{sky}"/><circle cx="{}" cy="230" r="80" fill="#fff4d8" opacity=".8"/><path d="M0 360Q200 260 420 340T860 320T1280 350V800H0z" fill="{far}"/><path d="M0 430Q300 370 640 420T1280 410V800H0z" fill="{near}"/><path d="M0 560Q420 500 820 560T1280 540V800H0z" fill="{water}"/>{}{}{}<path d="M380 690q120 46 260 0l-24 34H410z" fill="#4a2c18"/></svg>"##,
        300 + seed * 140,
        house(160 + seed * 60, 430, 1.4),
        house(620, 420 + seed * 4, 1.1),
        house(900 - seed * 30, 440, 1.6),
    )
}

/// Bands of many neighbours under each other, in every palette.
fn bands() -> String {
    let mut html = String::from("<!doctype html><title>bands</title><body>");
    for palette in Palette::ALL {
        for village in 1..=8 {
            let code = format!("63.03.{:02}.{}", palette as usize + 3, 2000 + village);
            html.push_str(&band::svg(&code, palette, 56));
            html.push_str("<br>");
        }
        let code = format!("63.03.04.20{}7", palette as usize);
        for initial in ["P", "S", "B"] {
            html.push_str(
                &band::favicon(&code, palette, initial.chars().next().unwrap_or('P'))
                    .replace("<svg ", "<svg width=64 "),
            );
        }
    }
    html
}
