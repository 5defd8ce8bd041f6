//! Sample contexts, exactly as the pages of the product have them.

use serde_json::{Value as Json, json};

/// File name, template, page frame, own context.
pub type SamplePage = (&'static str, &'static str, Json, Json);

const BLUR: &str =
    "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";

pub fn site(name: &str, kind: &str, full: bool) -> Json {
    let label = if kind == "desa" { "Desa" } else { "Kelurahan" };
    let or = |text: &str| if full { text.to_owned() } else { String::new() };
    json!({
        "name": format!("{label} {name}"), "short_name": name, "kind": kind, "kind_label": label,
        "head_title": if kind == "desa" { "Pambakal" } else { "Lurah" },
        "subdistrict": "Sungai Tabuk", "regency": "Banjar", "province": "Kalimantan Selatan",
        "place_line": "Kec. Sungai Tabuk, Kab. Banjar", "slug": "contoh", "postal_code": or("70653"),
        "area_km2": 11.84, "lat": -3.29332, "lng": 114.70767,
        "tagline": or("Hidup di tepi Kali Martapura, bekerja di sawah, berkumpul di balai."),
        "about": or("Lebih dari empat ribu jiwa tinggal di delapan RT. Kantor desa buka Senin sampai Jumat, dan situs ini buka setiap saat."),
        "notice": or("Isi situs ini contoh. Nama dan angka di dalamnya rekaan."),
        "base_url": "http://contoh.localhost:8080", "portal_url": "http://desa.localhost:8080",
        "portal_name": "Portal Desa Kabupaten Banjar",
        "address": or("Jl. Kali Martapura RT 02, Kecamatan Sungai Tabuk"),
        "email": or("sekretariat@pembantanan.banjarkab.go.id"), "phone": or("0511 123456"),
        "phone_tel": or("+62511123456"), "whatsapp": or("0812-0000-0000"),
        "whatsapp_link": or("https://wa.me/6281200000000"), "maps_url": "",
        "hours": if full { json!([{ "days": "Senin–Kamis", "hours": "08.00–16.00" }, { "days": "Jumat", "hours": "08.00–11.00" }]) } else { json!([]) },
        "socials": if full { json!([
            { "kind": "facebook", "label": "Facebook", "url": "https://facebook.com/x" },
            { "kind": "instagram", "label": "Instagram", "url": "https://instagram.com/x" },
            { "kind": "youtube", "label": "YouTube", "url": "https://youtube.com/x" },
            { "kind": "tiktok", "label": "TikTok", "url": "https://tiktok.com/x" },
        ]) } else { json!([]) },
        "menu": menu(full),
        "says": if full { json!([
            { "is_urgent": true, "title": "Banjir kiriman", "body": "Muka air Sungai Martapura naik. Siapkan barang penting dan ikuti arahan pambakal.", "link": "https://contoh.test/" },
            { "is_urgent": false, "title": "Pendaftaran pasar murah dibuka sampai 5 Desember.", "body": "", "link": "" },
        ]) } else { json!([]) },
        "running_text": if full { json!([
            { "body": "Posyandu Melati buka Kamis, 3 Desember 2026, pukul 09.00 WITA di balai desa", "href": "/agenda" },
            { "body": "Air sungai naik: warga RT 05 dan RT 06 harap memindahkan jukung", "href": "" },
        ]) } else { json!([]) },
        "hero": if full { picture(1, "Rumah panggung di tepi sungai pada pagi hari") } else { Json::Null },
        "logo": null, "save_data": false, "year": 2026,
    })
}

fn menu(full: bool) -> Json {
    let link = |label: &str, href: &str| json!({ "label": label, "href": href, "current": false, "children": [] });
    if !full {
        return json!([
            link("Berita", "/artikel"),
            link("Pemerintahan", "/pemerintahan"),
            link("Kontak", "/kontak")
        ]);
    }
    json!([
        { "label": "Beranda", "href": "/", "current": true, "children": [] },
        { "label": "Profil", "href": "#", "current": false, "children": [
            { "label": "Sejarah", "href": "/halaman/sejarah", "current": false },
            { "label": "Visi dan misi", "href": "/halaman/visi", "current": false },
            { "label": "Pemuda & Olahraga <RT 02> \"A\" 'B'", "href": "/halaman/pemuda", "current": false },
        ] },
        link("Berita", "/artikel"), link("Agenda", "/agenda"), link("Galeri", "/galeri"),
        link("Pemerintahan", "/pemerintahan"), link("Kontak", "/kontak"),
    ])
}

pub fn picture(seed: u32, alt: &str) -> Json {
    let src = format!("/media/{seed}.svg");
    json!({
        "alt": alt, "width": 1280, "height": 800, "placeholder": BLUR, "src": src,
        "srcset_webp": "", "srcset_jpg": format!("{src} 320w, {src}?b 640w, {src}?c 1280w"),
    })
}

fn date(iso: &str, long: &str, relative: &str) -> Json {
    json!({ "iso": iso, "long": long, "relative": relative, "moment": long })
}

fn card(seed: u32, title: &str, with_picture: bool) -> Json {
    json!({
        "href": format!("/artikel/{seed}"), "title": title,
        "excerpt": "Warga bergotong royong memperbaiki titian dan membersihkan anjir sejak pagi. Pekerjaan selesai sebelum zuhur, lalu makan bersama di balai.",
        "date": if seed < 2 { date("2026-11-25T08:00:00+08:00", "Rabu, 25 November 2026", "2 jam lalu") }
                else { date("2026-11-02T08:00:00+08:00", "Senin, 2 November 2026", "Senin, 2 November 2026") },
        "category": if seed == 3 { Json::Null } else { json!({ "label": "Gotong royong", "href": "/kategori/gotong-royong" }) },
        "picture": if with_picture { picture(seed, "Warga di atas titian kayu") } else { Json::Null },
    })
}

pub fn cards(count: u32) -> Vec<Json> {
    let titles = [
        "Titian RT 05 selesai diperbaiki, anak sekolah tidak lagi memutar",
        "Posyandu Melati layani 62 balita dalam sehari",
        "\"Gotong Royong\" & Doa 🤲 untuk musim tanam",
        "Musyawarah desa menetapkan prioritas tahun 2027 di bidang pengairan, jalan usaha tani, dan pemberdayaan kelompok perempuan",
        "Panen raya siam unus di lahan pasang surut",
        "Pelatihan kain sasirangan untuk karang taruna",
    ];
    (0..count)
        .map(|n| card(n, titles[n as usize % 6], n % 4 != 3))
        .collect()
}

fn event(day: &str, month: &str, title: &str) -> Json {
    json!({
        "href": "/agenda#posyandu", "slug": format!("acara-{day}"), "title": title, "place": "Balai desa, RT 02",
        "organizer": "Kader PKK", "body_html": "<p>Bawa buku KIA. Gratis untuk semua balita.</p>",
        "starts": date("2026-12-03T09:00:00+08:00", "Kamis, 3 Desember 2026", "Kamis, 3 Desember 2026"),
        "time_label": "09.00–11.00 WITA", "day": day, "month": month,
    })
}

fn person(name: &str, initials: &str, office: &str, seed: Option<u32>) -> Json {
    json!({
        "name": name, "office": office, "term": "2021–2027", "note": "", "initials": initials,
        "picture": seed.map(|seed| picture(seed, name)),
    })
}

fn people() -> Vec<Json> {
    vec![
        person("H. Muhammad Arsyad", "MA", "Pambakal", Some(0)),
        person("Hj. Siti Aminah, S.Pd.", "SA", "Sekretaris Desa", None),
        person("Akhmad Fakhruddin", "AF", "Kaur Keuangan", Some(2)),
        person(
            "Norhasanah",
            "N",
            "Kasi Pelayanan dan Kesejahteraan Masyarakat",
            None,
        ),
    ]
}

fn album(seed: u32) -> Json {
    json!({
        "href": "/galeri/panen", "title": "Panen raya 2026", "description": "Dari menuai sampai menjemur, di lahan RT 03.",
        "count": 12, "date": date("2026-10-11", "Minggu, 11 Oktober 2026", "Minggu, 11 Oktober 2026"),
        "cover": if seed == 2 { Json::Null } else { picture(seed, "Petani menuai padi") },
    })
}

pub fn page(title: &str, path: &str, crumbs: Json) -> Json {
    json!({
        "title": title, "description": "Kabar dan layanan.", "path": path,
        "canonical": format!("http://contoh.localhost:8080{path}"),
        "image": "http://contoh.localhost:8080/kartu/beranda.png", "image_alt": "Kartu berbagi",
        "kind": "website", "published_iso": "", "modified_iso": "", "noindex": false,
        "json_ld_html": "<script type=\"application/ld+json\">{}</script>",
        "prev_href": null, "next_href": null, "breadcrumbs": crumbs,
    })
}

pub fn inner(title: &str, path: &str) -> Json {
    page(
        title,
        path,
        json!([{ "label": "Beranda", "href": "/" }, { "label": title, "href": path }]),
    )
}

pub fn comments() -> Json {
    let at = date(
        "2026-11-25T08:00:00+08:00",
        "Rabu, 25 November 2026",
        "3 jam lalu",
    );
    json!({ "count": 2, "open": true, "action": "/artikel/titian/komentar", "comments": [
        { "name": "Rahmah", "body_html": "<p>Terima kasih, titiannya sekarang kuat.</p>", "date": at, "office": false, "replies": [
            { "name": "Kantor Desa", "body_html": "<p>Sama-sama. Terima kasih juga untuk gotong royongnya.</p>", "date": at, "office": true },
        ] },
        { "name": "Anang", "body_html": "<p>Kapan giliran RT 06?</p>", "date": at, "office": false, "replies": [] },
    ] })
}

const BODY: &str = "<p>Sejak Sabtu pagi warga RT 05 mengganti 40 lembar papan ulin di titian yang menghubungkan rumah-rumah di tepi anjir dengan jalan desa. <a href=\"/artikel/lain\">Baca rencana lengkapnya</a>.</p><h2>Apa yang dikerjakan</h2><ol><li>Mengganti papan yang lapuk;</li><li>memasang pegangan di kedua sisi;</li><li>menaikkan tiang setinggi 30 cm.</li></ol><blockquote><p>Dulu anak-anak memutar setengah jam. Sekarang lima menit.</p></blockquote><h3>Biaya</h3><table><thead><tr><th>Bahan</th><th>Biaya</th></tr></thead><tbody><tr><td>Papan ulin</td><td>Rp 8.400.000</td></tr><tr><td>Paku dan kawat</td><td>Rp 620.000</td></tr></tbody></table><p>Sisa bahan dipakai untuk dermaga jukung. Terima kasih kepada semua yang ikut, termasuk ibu-ibu yang memasak untuk delapan puluh orang.</p>";

pub fn village_pages(full: bool, panels: &[String]) -> Vec<SamplePage> {
    let some = |value: Json| if full { value } else { json!([]) };
    let pager = if full {
        json!({ "newer_href": "/artikel", "older_href": "/artikel?p=3" })
    } else {
        json!({ "newer_href": null, "older_href": null })
    };
    let facts = json!([
        { "label": "Kode wilayah", "value": "63.03.04.2007" }, { "label": "Kecamatan", "value": "Sungai Tabuk" },
        { "label": "Luas", "value": "11,84 km²" }, { "label": "Letak", "value": "3,2933° LS 114,7077° BT" },
    ]);
    let tasks = json!([
        { "label": "Baca berita", "hint": "Kabar terbaru", "href": "/artikel", "icon": "berita" },
        { "label": "Lihat agenda", "hint": "Posyandu, rapat, gotong royong", "href": "/agenda", "icon": "agenda" },
        { "label": "Temui perangkat desa", "hint": "Siapa mengurus apa", "href": "/pemerintahan", "icon": "pemerintahan" },
        { "label": "Hubungi kantor", "hint": "", "href": "/kontak", "icon": "kontak" },
    ]);
    let lead = if full {
        card(
            0,
            "Titian RT 05 selesai diperbaiki, anak sekolah tidak lagi memutar",
            true,
        )
    } else {
        Json::Null
    };
    let long = cards(6).swap_remove(3)["title"].clone();
    let groups = json!([{ "heading": "Pemerintah desa", "people": people() }, { "heading": "Badan Permusyawaratan Desa", "people": people() }]);
    let photos: Vec<Json> = (0..5).map(|n| json!({ "picture": picture(n, "Padi menguning"), "caption": if n % 2 == 0 { "Menuai di RT 03" } else { "" }, "full_href": format!("/media/{n}.svg") })).collect();
    let events = json!([
        event("03", "Des", "Posyandu Melati"),
        event(
            "12",
            "Des",
            "Musyawarah desa: rencana kerja 2027 dan laporan setengah tahun"
        )
    ]);
    let month =
        |label: &str, count: u32| json!({ "label": label, "count": count, "cards": cards(count) });

    vec![
        (
            "beranda",
            "content/home.html",
            page("Beranda", "/", json!([])),
            json!({
                "lead": lead, "news": some(json!(cards(5)[1..])), "events": some(events.clone()), "officials": some(json!(people())),
                "albums": some(json!([album(4), album(3), album(2)])), "facts": facts, "tasks": tasks, "blocks_html": [], "end_html": [],
                "pages": some(json!([{ "href": "/halaman/sejarah", "title": "Sejarah desa", "excerpt": "Dari kampung di muara anjir menjadi desa sendiri." }, { "href": "/halaman/visi", "title": "Visi dan misi", "excerpt": "" }])),
            }),
        ),
        (
            "artikel",
            "content/articles.html",
            inner("Berita", "/artikel"),
            json!({
                "heading": "Berita", "intro": "Kabar terbaru dari desa.", "cards": some(json!(cards(6))), "pager": pager,
                "categories": some(json!([{ "label": "Semua", "href": "/artikel", "count": 42, "current": true }, { "label": "Pemuda & Olahraga", "href": "/kategori/a", "count": 7, "current": false }, { "label": "Gotong royong", "href": "/kategori/b", "count": 12, "current": false }])),
            }),
        ),
        (
            "artikel-satu",
            "content/article.html",
            page(
                "Titian RT 05",
                "/artikel/titian",
                json!([{ "label": "Beranda", "href": "/" }, { "label": "Berita", "href": "/artikel" }, { "label": long, "href": "/artikel/titian" }]),
            ),
            json!({
                "article": {
                    "title": long, "body_html": BODY, "author": "Operator Desa", "date": date("2026-11-25T08:00:00+08:00", "Rabu, 25 November 2026", "2 jam lalu"),
                    "updated": null, "category": { "label": "Gotong royong", "href": "/kategori/gotong-royong" },
                    "picture": if full { picture(0, "Warga di atas titian") } else { Json::Null }, "address": "http://contoh.localhost:8080/artikel/titian",
                    "share": [{ "kind": "whatsapp", "label": "WhatsApp", "href": "https://wa.me/?text=x" }, { "kind": "facebook", "label": "Facebook", "href": "https://facebook.com/sharer" }, { "kind": "telegram", "label": "Telegram", "href": "https://t.me/share" }, { "kind": "x", "label": "X", "href": "https://x.com/intent" }],
                },
                "related": some(json!(cards(3))), "panels_html": if full { json!([panels[0]]) } else { json!([panels[2]]) },
            }),
        ),
        (
            "arsip",
            "content/archive.html",
            inner("Arsip", "/arsip"),
            json!({ "pager": pager, "years": some(json!([{ "year": 2026, "months": [month("November", 4), month("Oktober", 3)] }, { "year": 2025, "months": [month("Desember", 2)] }])) }),
        ),
        (
            "halaman",
            "content/page.html",
            inner("Sejarah desa", "/halaman/sejarah"),
            json!({
                "doc": { "title": "Sejarah desa", "body_html": BODY, "picture": null, "updated": date("2026-11-01", "Minggu, 1 November 2026", "Minggu, 1 November 2026") },
                "siblings": some(json!([{ "href": "/halaman/sejarah", "title": "Sejarah desa", "current": true }, { "href": "/halaman/visi", "title": "Visi dan misi", "current": false }])),
            }),
        ),
        (
            "agenda",
            "content/agenda.html",
            inner("Agenda", "/agenda"),
            json!({ "upcoming": some(events), "past": some(json!([event("01", "Nov", "Kerja bakti anjir")])), "ics_href": "/agenda.ics", "pager": pager }),
        ),
        (
            "galeri",
            "content/gallery.html",
            inner("Galeri", "/galeri"),
            json!({ "albums": some(json!([album(4), album(3), album(2)])), "pager": pager }),
        ),
        (
            "album",
            "content/album.html",
            inner("Panen raya 2026", "/galeri/panen"),
            json!({ "album": album(4), "photos": some(json!(photos)) }),
        ),
        (
            "pemerintahan",
            "content/officials.html",
            inner("Pemerintahan", "/pemerintahan"),
            json!({ "groups": some(groups) }),
        ),
        (
            "kontak",
            "content/contact.html",
            inner("Kontak", "/kontak"),
            json!({ "map_href": "https://www.openstreetmap.org/", "coordinates": "-3,29332, 114,70767" }),
        ),
        (
            "privasi",
            "content/privacy.html",
            inner("Privasi", "/privasi"),
            json!({}),
        ),
        (
            "cari",
            "content/search.html",
            inner("Cari", "/cari"),
            json!({
                "query": if full { "titian" } else { "zzz" }, "count_label": if full { "3 hasil untuk “titian”" } else { "Tidak ada hasil" }, "suggestion": if full { Json::Null } else { json!("titian") }, "pager": pager, "error": null,
                "results": some(json!([{ "href": "/artikel/0", "title": "Titian RT 05 selesai", "kind_label": "Berita", "snippet_html": "… mengganti papan ulin di <mark>titian</mark> yang menghubungkan …" }, { "href": "/halaman/sejarah", "title": "Sejarah desa", "kind_label": "Halaman", "snippet_html": "" }])),
            }),
        ),
        (
            "cari-salah",
            "content/search.html",
            inner("Cari", "/cari"),
            json!({ "query": "a", "results": [], "count_label": "", "suggestion": null, "pager": { "newer_href": null, "older_href": null }, "error": "Ketik paling sedikit dua huruf." }),
        ),
        (
            "galat",
            "web/error.html",
            inner("Halaman tidak ditemukan", "/tidak-ada"),
            json!({ "status": 404, "heading": "Halaman ini tidak ada", "message": "Mungkin alamatnya salah ketik, atau halamannya sudah dipindahkan.", "suggestions": [{ "label": "Beranda", "href": "/" }, { "label": "Semua berita", "href": "/artikel" }], "request_id": "01JD8Z5W3" }),
        ),
    ]
}
