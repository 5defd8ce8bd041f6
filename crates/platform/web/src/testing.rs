//! What tests of features need to render their pages without a village.

use minijinja::{Value, context, value::Serde};

use crate::{
    Meta, Page, Templates,
    bulletins::SayView,
    frame::{HoursRow, MenuItem, RunningRow, SiteView, SocialRow},
    page::PageView,
    portal_site::PortalView,
    view::{Link, Picture},
};

/// A village that has nothing but what the register knows.
pub fn bare_site() -> SiteView {
    SiteView {
        name: "Desa Pembantanan".into(),
        short_name: "Pembantanan".into(),
        kind: "desa",
        kind_label: "Desa",
        head_title: "Pambakal".into(),
        subdistrict: "Sungai Tabuk".into(),
        regency: "Banjar".into(),
        province: "Kalimantan Selatan".into(),
        place_line: "Kec. Sungai Tabuk, Kab. Banjar".into(),
        code: "63.03.04.2007".into(),
        slug: "pembantanan".into(),
        postal_code: String::new(),
        area_km2: None,
        lat: None,
        lng: None,
        palette: "sungai".into(),
        tagline: String::new(),
        about: String::new(),
        notice: String::new(),
        base_url: "http://pembantanan.localhost:8080".into(),
        portal_url: "http://desa.localhost:8080".into(),
        portal_name: "Portal Desa Kabupaten Banjar".into(),
        address: String::new(),
        email: String::new(),
        phone: String::new(),
        phone_tel: String::new(),
        whatsapp: String::new(),
        whatsapp_link: String::new(),
        maps_url: String::new(),
        hours: Vec::new(),
        socials: Vec::new(),
        menu: Vec::new(),
        running_text: Vec::new(),
        says: Vec::new(),
        hero: None,
        logo: None,
        band_svg: "<svg></svg>".into(),
        style_html: "<style></style>",
        save_data: false,
        year: 2026,
    }
}

/// A village that has everything, each text with signs that must be escaped.
pub fn full_site() -> SiteView {
    let text = || "Pemuda & Olahraga <RT 02> \"A\" 'B'".to_owned();
    let item = |children| MenuItem {
        label: text(),
        href: "/halaman/profil".into(),
        current: true,
        children,
    };
    SiteView {
        postal_code: "70653".into(),
        area_km2: Some(11.84),
        lat: Some(-3.29332),
        lng: Some(114.70767),
        tagline: text(),
        about: text(),
        notice: text(),
        address: text(),
        email: "kantor@example.test".into(),
        phone: "(0511) 1234567".into(),
        phone_tel: "+625111234567".into(),
        whatsapp: "0812-0000-0000".into(),
        whatsapp_link: "https://wa.me/6281200000000".into(),
        maps_url: "https://www.openstreetmap.org/".into(),
        hours: vec![HoursRow {
            days: text(),
            hours: "08.00–15.30 WITA".into(),
        }],
        socials: vec![SocialRow {
            kind: "facebook".into(),
            label: "Facebook".into(),
            url: "https://facebook.com/x".into(),
        }],
        menu: vec![item(Vec::new()), item(vec![item(Vec::new())])],
        running_text: vec![
            RunningRow {
                body: text(),
                href: String::new(),
            },
            RunningRow {
                body: text(),
                href: "/agenda".into(),
            },
        ],
        says: [true, false]
            .map(|is_urgent| SayView {
                is_urgent,
                title: text(),
                body: if is_urgent { text() } else { String::new() },
                link: if is_urgent {
                    "https://contoh.test/?a=1&b=2".into()
                } else {
                    String::new()
                },
            })
            .into(),
        hero: Some(Picture::sample()),
        logo: Some(Picture::sample()),
        save_data: true,
        ..bare_site()
    }
}

/// `site` and `page` as every village template gets them.
pub fn sample_context() -> Value {
    context_of(&bare_site(), &Meta::new("Judul", "", "/artikel"))
}

fn context_of(site: &SiteView, meta: &Meta) -> Value {
    let view = PageView::new(meta, &site.base_url);
    context! { site => Serde(site), page => Serde(&view) }
}

/// Renders every sample of a page in a bare and in a full village.
///
/// # Panics
/// When a template names a field that its page does not have.
pub fn render_samples<P: Page>(templates: &Templates) -> Vec<String> {
    let plain = Meta::new("Judul", "", "/artikel");
    let full = Meta {
        published_iso: "2026-11-25T08:00:00+08:00".into(),
        modified_iso: "2026-11-25T08:00:00+08:00".into(),
        is_article: true,
        json_ld: Some(serde_json::json!({"@type": "NewsArticle"})),
        prev_href: Some("/artikel?sesudah=x".into()),
        next_href: Some("/artikel?sebelum=x".into()),
        breadcrumbs: vec![Link::new("Beranda", "/"), Link::new("Berita", "/artikel")],
        ..Meta::new("Pemuda & <b>", "Ringkas & <b>", "/artikel/pemuda").not_indexed()
    };
    let mut pages = Vec::new();
    for (site, meta) in [(bare_site(), plain), (full_site(), full)] {
        let around = context_of(&site, &meta);
        for (number, sample) in P::samples().iter().enumerate() {
            let context = context! { ..around.clone(), ..Value::from(Serde(sample)) };
            match templates.render(P::TEMPLATE, context) {
                Ok(html) => pages.push(html),
                Err(error) => panic!("{} with sample {number}: {error:#}", P::TEMPLATE),
            }
        }
    }
    pages
}

/// Renders every sample of a page of the portal, plainly and as a part of a list.
///
/// # Panics
/// When a template names a field that its page does not have.
pub fn render_portal_samples<P: Page>(templates: &Templates) -> Vec<String> {
    let portal = PortalView {
        name: "Portal Desa <b>".into(),
        regency: "Banjar".into(),
        base_url: "http://desa.localhost:8080".into(),
        has_bulletins: true,
        style_html: "<style></style>",
        band_svg: "<svg></svg>".into(),
        year: 2026,
    };
    let part = Meta {
        next_href: Some("/kabar?sebelum=x".into()),
        ..Meta::new("Judul & <b>", "Ringkas & <b>", "/kabar?sebelum=y").under_home()
    };
    let mut pages = Vec::new();
    for meta in [Meta::new("Judul", "", "/"), part] {
        let view = PageView::new(&meta, &portal.base_url);
        for (number, sample) in P::samples().iter().enumerate() {
            let context = context! {
                portal => Serde(&portal), page => Serde(&view), ..Value::from(Serde(sample))
            };
            match templates.render(P::TEMPLATE, context) {
                Ok(html) => pages.push(html),
                Err(error) => panic!("{} with sample {number}: {error:#}", P::TEMPLATE),
            }
        }
    }
    pages
}

/// Renders every sample of a page of the office, as somebody who is signed in sees it.
///
/// # Panics
/// When a template does not fit its page.
pub fn render_office_samples<P: Page>(templates: &Templates) -> Vec<String> {
    render_in_room::<P>(templates, "/kantor", false)
}

/// Renders every sample of a page of residents: at her own phone, and at the office's tablet.
///
/// # Panics
/// When a template does not fit its page.
pub fn render_citizen_samples<P: Page>(templates: &Templates) -> Vec<String> {
    let mut pages = render_in_room::<P>(templates, "/mandiri", false);
    pages.extend(render_in_room::<P>(templates, "/mandiri", true));
    pages
}

fn render_in_room<P: Page>(templates: &Templates, base: &str, at_kiosk: bool) -> Vec<String> {
    let kiosk = at_kiosk.then(|| context! { seconds => 90, href => "/mandiri/kiosk" });
    let office = context! {
        base => base,
        kiosk => kiosk,
        room => "Kantor Desa Pembantanan",
        room_words => "kantor desa",
        site_name => "Desa Pembantanan",
        short_name => "Pembantanan",
        place_line => "Kec. Sungai Tabuk, Kab. Banjar",
        band_svg => "<svg></svg>",
        style_html => "<style></style>",
        style_href => "/aset/office.css",
        script_hrefs => vec!["/aset/office.js"],
        palette => "sungai",
        code => "63.03.04.2007",
        slug => "pembantanan",
        logo => (),
        user => context! { name => "Hj. Siti <b>", role_label => "Operator", href => "/kantor/akun" },
        nav => vec![context! { label => "Berita", href => "/kantor/artikel", icon => "newspaper", current => true, count => 3 }],
        title => "Berita <b>",
        csrf => "token",
        logout_href => "/kantor/keluar",
        flash => context! { kind => "good", text => "Tersimpan <b>", undo_action => "/kantor/x", undo_label => "Urungkan" },
        helper => context! { name => "Siti <i>", until => "14.30" },
        year => 2026,
    };
    P::samples()
        .iter()
        .map(|sample| {
            let context = context! { office => office.clone(), ..Value::from(Serde(sample)) };
            let html = templates
                .render(P::TEMPLATE, context)
                .unwrap_or_else(|error| panic!("{}: {error:#}", P::TEMPLATE));
            assert!(
                !html.contains("Siti <b>"),
                "{}: a name is not escaped",
                P::TEMPLATE
            );
            html
        })
        .collect()
}
