//! Sample contexts of the office: lists with much and with nothing, a form with errors, the doors.

use look::{Palette, Style, assets, band};
use serde_json::{Value as Json, json};

use crate::samples::picture;

/// File name, template, what the page has besides `office`.
type OfficePage = (&'static str, &'static str, Json);

/// The `office` of every page.
pub fn office(palette: Palette, title: &str, current: &str, flash: Json) -> Json {
    let code = "63.03.04.2007";
    let place = |label: &str, icon: &str, count: u32| {
        json!({
            "label": label, "icon": icon, "count": count, "current": label == current,
            "href": if label == "Hari ini" { "/kantor".to_owned() } else { format!("/kantor/{}", label.to_lowercase()) },
        })
    };
    json!({
        "base": "/kantor", "room": "Kantor Desa Pembantanan", "room_words": "kantor desa",
        "site_name": "Desa Pembantanan", "place_line": "Kec. Sungai Tabuk, Kab. Banjar", "code": code,
        "palette": palette.as_str(), "logo": null, "band_svg": band::svg(code, palette, 32),
        "user": { "name": "Siti Rahmah", "role_label": "Operator desa", "href": "/kantor/akun" },
        "nav": [
            place("Hari ini", "sun", 7), place("Artikel", "newspaper", 0), place("Komentar", "message-circle", 5),
            place("Foto", "image", 0), place("Halaman", "file-text", 0), place("Agenda", "calendar-days", 0),
            place("Tampilan", "list-tree", 0), place("Rekan kerja", "users", 0), place("Catatan", "history", 0),
        ],
        "title": title, "csrf": "contoh", "logout_href": "/kantor/keluar", "flash": flash, "helper": null, "year": 2026,
        "style_html": Style::office(palette, false).html,
        "style_href": assets::href(assets::OFFICE_STYLE),
        "script_hrefs": [assets::href(assets::OFFICE_SCRIPT)],
    })
}

fn flash(kind: &str, text: &str, undo: bool) -> Json {
    json!({
        "kind": kind, "text": text, "undo_action": if undo { "/kantor/artikel/12/urungkan" } else { "" },
        "undo_label": "Urungkan",
    })
}

/// Every page, with its `office` inside.
pub fn office_pages() -> Vec<(String, &'static str, Json)> {
    let page = |name: &str, template, title: &str, current: &str, message: Json, own: Json| {
        let context = json!({ "office": office(Palette::Sungai, title, current, message) });
        (
            format!("kantor-{name}"),
            template,
            crate::with(context, own),
        )
    };
    let mut pages = Vec::new();
    for (name, template, title, current, own) in desk_pages() {
        let message = match name {
            "artikel-banyak" => flash("good", "“Posyandu Melati” sudah terbit.", true),
            "artikel-galat" => flash("bad", "Artikel belum tersimpan.", false),
            "komentar" => flash("warn", "2 komentar ditahan karena mirip iklan judi.", false),
            _ => Json::Null,
        };
        pages.push(page(name, template, title, current, message, own));
    }
    for (name, template, own) in door_pages() {
        pages.push(page(name, template, "Masuk", "", Json::Null, own));
    }
    for palette in Palette::ALL {
        let context = json!({ "office": office(palette, "Komentar", "Komentar", flash("bad", "Gagal.", false)) });
        pages.push((
            format!("kantor-warna-{palette}"),
            "office/comments.html",
            crate::with(context, comments()),
        ));
    }
    pages
}

fn desk_pages() -> Vec<(&'static str, &'static str, &'static str, &'static str, Json)> {
    let none = json!({ "newer_href": null, "older_href": null });
    let some = json!({ "newer_href": "?sesudah=1", "older_href": "?sebelum=20" });
    let list = |articles: Json, query: &str, links: &Json| json!({ "articles": articles, "query": query, "page_links": links, "filters": filters(&["Semua", "Terbit", "Draf", "Terjadwal", "Sampah"]) });
    vec![
        (
            "hari-ini",
            "office/today.html",
            "Hari ini",
            "Hari ini",
            today(),
        ),
        (
            "artikel-kosong",
            "office/articles.html",
            "Artikel",
            "Artikel",
            list(json!([]), "", &none),
        ),
        (
            "artikel-nihil",
            "office/articles.html",
            "Artikel",
            "Artikel",
            list(json!([]), "gawai", &none),
        ),
        (
            "artikel-banyak",
            "office/articles.html",
            "Artikel",
            "Artikel",
            list(articles(0), "", &some),
        ),
        (
            "artikel-terpilih",
            "office/articles.html",
            "Artikel",
            "Artikel",
            list(articles(3), "", &some),
        ),
        (
            "artikel-ubah",
            "office/article.html",
            "Ubah artikel",
            "Artikel",
            article(false),
        ),
        (
            "artikel-galat",
            "office/article.html",
            "Ubah artikel",
            "Artikel",
            article(true),
        ),
        (
            "komentar",
            "office/comments.html",
            "Komentar",
            "Komentar",
            comments(),
        ),
        (
            "foto",
            "office/media.html",
            "Foto",
            "Foto",
            json!({ "photos": photos(), "filters": filters(&["Semua", "Belum ada keterangan", "Tidak dipakai"]) }),
        ),
        (
            "foto-satu",
            "office/photo.html",
            "IMG_2041.jpg",
            "Foto",
            one_photo(),
        ),
        (
            "rekan",
            "office/staff.html",
            "Rekan kerja",
            "Rekan kerja",
            staff(),
        ),
    ]
}

fn door_pages() -> Vec<OfficePage> {
    let blank = json!({ "form": { "values": {}, "errors": {} } });
    let codes: Vec<String> = (0..10).map(|n| format!("k{n}7d-{n}mq4-x9t{n}")).collect();
    vec![
        ("masuk", "office/login.html", blank.clone()),
        (
            "masuk-galat",
            "office/login.html",
            json!({ "form": {
            "values": { "login": "rahmah@pembantanan.desa.id" },
            "errors": { "login": "E-mail atau kata sandi tidak cocok. Coba lagi, atau pakai “Lupa kata sandi?”." } } }),
        ),
        (
            "masuk-kode",
            "office/totp.html",
            json!({ "form": { "values": {}, "errors": { "kode": "Kode ini sudah lewat waktunya. Ketik kode yang sekarang tampil." } } }),
        ),
        (
            "kode-pemulihan",
            "office/recovery.html",
            json!({ "codes": codes }),
        ),
        ("undangan", "office/invitation.html", blank),
    ]
}

fn filters(labels: &[&str]) -> Json {
    labels
        .iter()
        .enumerate()
        .map(|(n, label)| json!({ "label": label, "href": format!("?saring={n}"), "count": 134 / (n * n * 3 + 1), "current": n == 0 }))
        .collect()
}

fn today() -> Json {
    json!({
        "first_name": "Siti",
        "waiting": [
            { "kind": "", "icon": "message-circle", "title": "5 komentar menunggu persetujuan", "text": "Yang tertua dari kemarin, 16.20", "href": "/kantor/komentar", "action": "Periksa" },
            { "kind": "warn", "icon": "shield-alert", "title": "1 artikel ditahan penjaga isi", "text": "Ada tautan ke situs yang belum dikenal", "href": "/kantor/artikel/9", "action": "Lihat alasannya" },
            { "kind": "", "icon": "image", "title": "12 foto belum ada keterangannya", "text": "Orang yang tidak dapat melihat membutuhkannya", "href": "/kantor/foto?saring=1", "action": "Lengkapi" },
        ],
        "scheduled": [
            { "title": "Musyawarah desa: rencana kerja 2027", "href": "/kantor/artikel/14", "when": "Jumat, 27 November 2026, 08.00" },
            { "title": "Jadwal Posyandu Melati bulan Desember", "href": "/kantor/artikel/15", "when": "Selasa, 1 Desember 2026, 07.00" },
        ],
        "recent": [
            { "title": "Titian RT 05 selesai diperbaiki, anak sekolah tidak lagi memutar", "href": "/kantor/artikel/12", "when": "Anda, 2 jam lalu", "status": "published" },
            { "title": "Pelatihan kain sasirangan untuk karang taruna", "href": "/kantor/artikel/11", "when": "Norhasanah, kemarin", "status": "draft" },
        ],
    })
}

const LONG: &str = "Musyawarah desa menetapkan prioritas tahun 2027 di bidang pengairan, jalan usaha tani, pemberdayaan kelompok perempuan, perbaikan sembilan titian di RT 01 sampai RT 06, dan pengadaan jukung sampah yang sudah lama ditunggu warga sepanjang anjir";

fn articles(picked: usize) -> Json {
    let titles = [
        (
            "Titian RT 05 selesai diperbaiki, anak sekolah tidak lagi memutar",
            "published",
            "Gotong royong",
        ),
        (
            "Posyandu Melati layani 62 balita dalam sehari",
            "published",
            "Kesehatan",
        ),
        (LONG, "scheduled", "Pemerintahan"),
        ("\"Gotong Royong\" & Doa 🤲 <musim tanam>", "draft", ""),
        (
            "Panen raya siam unus di lahan pasang surut",
            "held",
            "Pertanian",
        ),
        ("🎉🎉🎉", "unpublished", "Kabar desa"),
        (
            "Pelatihan kain sasirangan untuk karang taruna",
            "published",
            "Pemuda",
        ),
    ];
    (0..14)
        .map(|n| {
            let (title, status, category) = titles[n % titles.len()];
            json!({
                "id": n, "title": title, "status": status, "category": category, "comments": (n * 7) % 12,
                "changed": if n < 3 { "2 jam lalu" } else { "2 Nov 2026" }, "href": "/kantor/artikel/12", "picked": n < picked,
            })
        })
        .collect()
}

const BODY: &str = "<p>Sejak Sabtu pagi warga RT 05 mengganti 40 lembar papan ulin di titian yang menghubungkan rumah-rumah di tepi anjir dengan jalan desa. <a href=\"/artikel/lain\">Baca rencana lengkapnya</a>.</p>\n<h2>Apa yang dikerjakan</h2>\n<ol><li>Mengganti papan yang lapuk;</li><li>memasang <strong>pegangan</strong> di kedua sisi.</li></ol>\n<figure><img src=\"/media/2.svg\" alt=\"Warga di atas titian\" width=\"1280\" height=\"800\"><figcaption>Papan terakhir dipasang menjelang zuhur.</figcaption></figure>\n<blockquote><p>Dulu anak-anak memutar setengah jam. Sekarang lima menit.</p></blockquote>\n<table><tbody><tr><th>Bahan</th><th>Biaya</th></tr><tr><td>Papan ulin</td><td>Rp 8.400.000</td></tr></tbody></table>";

fn article(wrong: bool) -> Json {
    let errors = json!({
        "judul": "Judul paling banyak 200 huruf. Yang Anda tulis 237.",
        "isi": "Isi masih kosong.",
        "waktu": "Waktu terbit sudah lewat. Pilih waktu yang akan datang.",
        "foto": "Foto ini lebih besar dari 25 MB.",
    });
    json!({
        "form": {
            "values": {
                "judul": if wrong { LONG } else { "Titian RT 05 selesai diperbaiki, anak sekolah tidak lagi memutar" },
                "isi": if wrong { "" } else { BODY }, "ringkasan": "Warga mengganti 40 lembar papan ulin.",
                "keadaan": if wrong { "jadwal" } else { "draf" }, "kategori": "2", "alamat": "titian-rt-05", "komentar": "ya",
                "waktu": if wrong { "2025-11-25T08:00" } else { "" },
            },
            "errors": if wrong { errors } else { json!({}) },
        },
        "photo": if wrong { Json::Null } else { photo(2, "Warga di atas titian kayu") },
        "others": if wrong { json!([]) } else { json!([{ "name": "Norhasanah", "since": "09.30" }]) },
    })
}

fn comments() -> Json {
    let comment = |id: u32, name: &str, text: &str, status: &str, reasons: Json| {
        json!({
            "id": id, "name": name, "contact": "0812-5000-0001", "when": "kemarin, 16.20", "text": text, "status": status,
            "reasons": reasons, "article": "Titian RT 05 selesai diperbaiki", "picked": id == 2,
        })
    };
    json!({
        "filters": filters(&["Menunggu", "Ditahan", "Disetujui", "Ditolak", "Spam"]),
        "comments": [
            comment(1, "Anang", "Terima kasih, titiannya sekarang kuat.\nKapan giliran RT 06? Papannya banyak yang lapuk, minggu lalu ada anak yang terperosok.", "pending", json!([])),
            comment(2, "Promo Terpercaya", "Situs sl0t g4cor paling hoki, daftar sekarang di www.contoh-tidak-ada.example !!!", "held", json!(["Kata “sl0t g4cor” mirip “slot gacor” (40 angka)", "Tautan ke situs yang belum dikenal: contoh-tidak-ada.example (25 angka)"])),
            comment(3, "Hj. Mariatul Qiptiah binti H. Abdul Gani", "Alhamdulillah.", "pending", json!([])),
        ],
    })
}

fn photo(seed: u32, alt: &str) -> Json {
    let mut photo = picture(seed, alt);
    for (key, value) in [
        ("id", json!(format!("{seed}"))),
        (
            "name",
            json!(format!("IMG_20{seed}1_panjang_sekali_dari_whatsapp.jpg")),
        ),
        ("href", json!("/kantor/foto/7")),
        ("note", json!(if seed == 4 { "Tidak dipakai" } else { "" })),
    ] {
        photo[key] = value;
    }
    photo
}

/// Photos of the library, some without words.
pub fn photos() -> Json {
    (0..8)
        .map(|n| {
            photo(
                n % 6,
                if n % 3 == 1 {
                    ""
                } else {
                    "Warga memperbaiki titian kayu di tepi anjir"
                },
            )
        })
        .collect()
}

fn one_photo() -> Json {
    json!({
        "photo": photo(3, "Rumah panggung di tepi sungai"),
        "form": { "values": { "keterangan": "Rumah panggung di tepi sungai", "fokus_x": "30", "fokus_y": "60" }, "errors": {} },
    })
}

fn staff() -> Json {
    json!({ "people": [
        { "name": "Siti Rahmah", "role": "Operator desa", "status": "active", "second": "Ya", "seen": "Sekarang" },
        { "name": "H. Muhammad Arsyad", "role": "Kepala desa", "status": "active", "second": "Ya (wajib)", "seen": "Kemarin" },
        { "name": "Norhasanah", "role": "Redaktur", "status": "invited", "second": "", "seen": "" },
        { "name": "Akhmad Fakhruddin", "role": "Bendahara", "status": "disabled", "second": "Belum", "seen": "3 bulan lalu" },
    ] })
}
