//! Sample contexts of the portal and of the pages that belong to no village.

use serde_json::{Value as Json, json};

use crate::samples::{SamplePage, cards, inner, page};

fn villages(count: usize) -> Vec<Json> {
    ["Pembantanan", "Sungai Rangas Hambuku", "Lok Baintan", "Keliling Benteng Tengah", "Gudang Hirang"].iter().cycle().take(count)
        .map(|name| json!({ "name": name, "kind_label": "Desa", "subdistrict": "Sungai Tabuk", "href": "http://pembantanan.localhost:8080", "code": "63.03.04.2007", "formerly": null })).collect()
}

pub fn portal_pages() -> Vec<SamplePage> {
    let names = [
        "Aluh Aluh",
        "Aranio",
        "Astambul",
        "Beruntung Baru",
        "Cintapuri Darussalam",
        "Gambut",
        "Karang Intan",
        "Kertak Hanyar",
        "Martapura",
        "Martapura Barat",
        "Martapura Timur",
        "Mataraman",
        "Paramasan",
        "Pengaron",
        "Sambung Makmur",
        "Simpang Empat",
        "Sungai Pinang",
        "Sungai Tabuk",
        "Tatah Makmur",
        "Telaga Bauntung",
    ];
    let subdistricts: Vec<Json> = names.iter().map(|name| json!({ "name": name, "slug": name.to_lowercase().replace(' ', "-"), "code": "63.03.04", "count": 14, "href": "/kecamatan/x" })).collect();
    let home = |query: &str, results: Json| {
        json!({
            "query": query, "total_desa": 277, "total_kelurahan": 13, "subdistricts": subdistricts, "results": results,
            "latest": if query.is_empty() { json!(cards(6).into_iter().map(|card| json!({ "village": "Desa Pembantanan", "subdistrict": "Sungai Tabuk", "card": card })).collect::<Vec<_>>()) } else { json!([]) },
            "totals": if query.is_empty() { json!([{ "label": "kabar terbit", "number": 1234 }, { "label": "situs aktif", "number": 290 }]) } else { json!([]) },
        })
    };
    vec![
        (
            "beranda",
            "portal/home.html",
            page("Portal Desa", "/", json!([])),
            home("", Json::Null),
        ),
        (
            "hasil",
            "portal/home.html",
            page("Portal Desa", "/", json!([])),
            home("sungai", json!(villages(5))),
        ),
        (
            "nihil",
            "portal/home.html",
            page("Portal Desa", "/", json!([])),
            home("zzz", json!([])),
        ),
        (
            "kecamatan",
            "portal/subdistrict.html",
            inner("Kecamatan Sungai Tabuk", "/kecamatan/sungai-tabuk"),
            json!({ "subdistrict": { "name": "Sungai Tabuk", "slug": "sungai-tabuk", "code": "63.03.04", "count": 21, "href": "/kecamatan/sungai-tabuk" }, "villages": villages(21), "map": null }),
        ),
        (
            "galat",
            "web/portal_error.html",
            inner("Tidak ditemukan", "/x"),
            json!({ "status": 404, "heading": "Halaman ini tidak ada", "message": "Mungkin alamatnya salah ketik.", "suggestions": [{ "label": "Portal", "href": "/" }], "request_id": "" }),
        ),
    ]
}

pub fn plain_pages() -> Vec<(&'static str, &'static str, Json)> {
    vec![
        (
            "tak-dikenal",
            "web/unknown_host.html",
            json!({ "portal_url": "http://desa.localhost:8080", "query": "pembantan", "results": villages(2) }),
        ),
        (
            "asing",
            "web/unknown_host.html",
            json!({ "portal_url": "http://desa.localhost:8080", "query": null, "results": [] }),
        ),
        (
            "dihentikan",
            "web/suspended.html",
            json!({ "name": "Desa Pembantanan", "contact": "Dinas PMD Kabupaten Banjar, 0511 4720000" }),
        ),
        (
            "perbaikan",
            "web/unavailable.html",
            json!({ "heading": "Situs sedang sibuk", "message": "Permintaan Anda belum sempat kami layani.", "retry_after": 30 }),
        ),
    ]
}
