//! No village shows anything of another: every route and every table, with look-alike data.

use std::collections::BTreeSet;

use support::{TestApp, TestVillage, root, text};

/// Every public route of a village, with an address of it that both villages have.
const ROUTES: &[(&str, &str)] = &[
    ("/", "/"),
    ("/artikel", "/artikel"),
    ("/artikel/{slug}", "/artikel/gotong-royong"),
    ("/kategori/{slug}", "/kategori/berita"),
    ("/arsip", "/arsip"),
    ("/pratinjau/{token}", "/pratinjau/x"),
    ("/halaman/{slug}", "/halaman/profil"),
    ("/agenda", "/agenda"),
    ("/agenda.ics", "/agenda.ics"),
    ("/galeri", "/galeri"),
    ("/galeri/{slug}", "/galeri/album"),
    ("/pemerintahan", "/pemerintahan"),
    ("/kontak", "/kontak"),
    ("/privasi", "/privasi"),
    ("/cari", "/cari?q=penanda"),
    ("/rss.xml", "/rss.xml"),
    ("/robots.txt", "/robots.txt"),
    ("/sitemap.xml", "/sitemap.xml"),
    ("/manifest.webmanifest", "/manifest.webmanifest"),
    ("/favicon.svg", "/favicon.svg"),
    ("/favicon.ico", "/favicon.ico"),
    ("/kartu/{*address}", "/kartu/beranda.jpg"),
    ("/aset/{name}", "/aset/none"),
    (
        "/media/{name}",
        "/media/00000000000000000000000000000000.jpg",
    ),
    (
        "/artikel/{slug}/komentar",
        "/artikel/gotong-royong/komentar",
    ),
    (
        "/artikel/{slug}/komentar/kode",
        "/artikel/gotong-royong/komentar/kode",
    ),
    (
        "/artikel/{slug}/komentar/terkirim",
        "/artikel/gotong-royong/komentar/terkirim",
    ),
    // What can be asked for, and whether a letter is real.
    ("/layanan", "/layanan"),
    ("/layanan/{letter}", "/layanan/domisili"),
    ("/verifikasi", "/verifikasi"),
    ("/verifikasi/berkas", "/verifikasi/berkas"),
    ("/verifikasi/{code}", "/verifikasi/0000000001"),
    (
        "/mandiri/permohonan/{token}",
        "/mandiri/permohonan/00000000000000000000000001",
    ),
    (
        "/mandiri/permohonan/{token}/pdf",
        "/mandiri/permohonan/00000000000000000000000001/pdf",
    ),
    ("/v/{token}/{proof}", "/v/00000000000000000000000001/x"),
    ("/V/{token}/{proof}", "/V/00000000000000000000000001/x"),
    (
        "/.well-known/banua-keys.json",
        "/.well-known/banua-keys.json",
    ),
    // The regency's, of which each village sees its own.
    ("/kabupaten/{slug}", "/kabupaten/penanda"),
    // The door of the office; what is behind it is walked in `office.rs`.
    ("/kantor/masuk", "/kantor/masuk"),
    ("/kantor/masuk/kode", "/kantor/masuk/kode"),
    ("/kantor/kunci", "/kantor/kunci"),
    ("/kantor/lupa", "/kantor/lupa"),
    ("/kantor/undangan/{token}", "/kantor/undangan/x"),
    ("/kantor/sandi/{token}", "/kantor/sandi/x"),
    ("/kantor/bantuan/{token}", "/kantor/bantuan/x"),
    // The residents' door; what is behind it is walked in `citizens`.
    ("/mandiri/masuk", "/mandiri/masuk"),
    ("/mandiri/tanpa-pin", "/mandiri/tanpa-pin"),
    ("/mandiri/lupa", "/mandiri/lupa"),
    ("/mandiri/lupa/kode", "/mandiri/lupa/kode"),
    ("/mandiri/undangan/{token}", "/mandiri/undangan/x"),
    ("/mandiri/kiosk", "/mandiri/kiosk"),
    // The portal's; a village answers 404.
    ("/kecamatan/{slug}", "/kecamatan/uji"),
    ("/kabar-kabupaten", "/kabar-kabupaten"),
    ("/kabar-kabupaten/{slug}", "/kabar-kabupaten/penanda"),
    ("/konsol/masuk", "/konsol/masuk"),
    ("/konsol/masuk/kode", "/konsol/masuk/kode"),
    ("/konsol/kunci", "/konsol/kunci"),
    ("/konsol/sso", "/konsol/sso"),
    ("/konsol/sso/kembali", "/konsol/sso/kembali"),
    ("/konsol/lupa", "/konsol/lupa"),
    ("/konsol/undangan/{token}", "/konsol/undangan/x"),
    ("/konsol/sandi/{token}", "/konsol/sandi/x"),
    ("/peta", "/peta"),
    ("/kabar", "/kabar"),
    ("/kabar.xml", "/kabar.xml"),
    (
        "/kabar/foto/{code}/{name}",
        "/kabar/foto/6303042007/00000000000000000000000000000000.jpg",
    ),
    // Both have it: the village in numbers, and the portal's catalogue of data.
    ("/data", "/data"),
    ("/data/{topic}", "/data/wilayah"),
    ("/data/{topic}", "/data/wilayah.csv"),
    ("/data/{topic}", "/data/wilayah.json"),
    ("/data/{topic}", "/data/pertumbuhan"),
    ("/data/katalog.jsonld", "/data/katalog.jsonld"),
    ("/data/desa.csv", "/data/desa.csv"),
    ("/data/desa.json", "/data/desa.json"),
    ("/data/ringkasan.csv", "/data/ringkasan.csv"),
    ("/data/ringkasan.json", "/data/ringkasan.json"),
    // What programs ask the portal for.
    (
        "/api/v1/district/openapi.json",
        "/api/v1/district/openapi.json",
    ),
    ("/api/v1/district/villages", "/api/v1/district/villages"),
    (
        "/api/v1/district/villages/{slug}",
        "/api/v1/district/villages/uji",
    ),
    (
        "/api/v1/district/villages/{slug}/suspend",
        "/api/v1/district/villages/uji/suspend",
    ),
    (
        "/api/v1/district/villages/{slug}/resume",
        "/api/v1/district/villages/uji/resume",
    ),
    (
        "/api/v1/district/villages/{slug}/archive",
        "/api/v1/district/villages/uji/archive",
    ),
    (
        "/api/v1/district/villages/{slug}/drop",
        "/api/v1/district/villages/uji/drop",
    ),
    (
        "/api/v1/district/villages/{slug}/quotas",
        "/api/v1/district/villages/uji/quotas",
    ),
    (
        "/api/v1/district/villages/{slug}/invite",
        "/api/v1/district/villages/uji/invite",
    ),
    (
        "/api/v1/district/villages/{slug}/events",
        "/api/v1/district/villages/uji/events",
    ),
    (
        "/api/v1/district/villages/{slug}/hosts",
        "/api/v1/district/villages/uji/hosts",
    ),
    (
        "/api/v1/district/villages/{slug}/hosts/claim",
        "/api/v1/district/villages/uji/hosts/claim",
    ),
    (
        "/api/v1/district/villages/{slug}/hosts/check",
        "/api/v1/district/villages/uji/hosts/check",
    ),
    (
        "/api/v1/district/villages/{slug}/hosts/cancel",
        "/api/v1/district/villages/uji/hosts/cancel",
    ),
    (
        "/api/v1/district/villages/{slug}/hosts/canonical",
        "/api/v1/district/villages/uji/hosts/canonical",
    ),
    (
        "/api/v1/district/villages/{slug}/hosts/drop",
        "/api/v1/district/villages/uji/hosts/drop",
    ),
    ("/api/v1/district/fleet", "/api/v1/district/fleet"),
    ("/api/v1/district/shards", "/api/v1/district/shards"),
    (
        "/api/v1/district/villages/{slug}/move",
        "/api/v1/district/villages/x/move",
    ),
    ("/api/v1/district/accounts", "/api/v1/district/accounts"),
    // Old addresses of the system villages used before.
    ("/feed", "/feed"),
    ("/pemerintah", "/pemerintah"),
];

/// Addresses that only redirect; they show nothing.
fn only_redirects(route: &str) -> bool {
    [
        "/first",
        "/index.php",
        "/feed",
        "/sitemap",
        "/arsip/",
        "/pemerintah",
        "/galeri/index",
        "/artikel/kategori",
        "/artikel/{year}",
        "/siteman",
        "/layanan-mandiri",
    ]
    .iter()
    .any(|prefix| route.starts_with(prefix))
}

#[tokio::test]
async fn look_alike_villages_never_show_each_other() {
    let app = TestApp::start_with_redis().await;
    let (one, other) = (app.village().await, app.village().await);
    seed(&app, &one, "PENANDA-SATU").await;
    seed(&app, &other, "PENANDA-DUA").await;
    say(&app, &one, "PENANDA-SATU").await;
    say(&app, &other, "PENANDA-DUA").await;
    app.running.app.reload_registry().await.unwrap();
    // Twice: cold and from the cache.
    for _ in 0..2 {
        for &(_, address) in ROUTES {
            for (village, foreign, foreign_village) in [
                (&one, "PENANDA-DUA", &other),
                (&other, "PENANDA-SATU", &one),
            ] {
                let response = app.get(&village.host(), address).await;
                assert!(
                    !response.status().is_server_error(),
                    "{address}: {}",
                    response.status()
                );
                let body = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
                assert!(!body.contains(foreign), "{address} shows {foreign}");
                assert!(
                    !body.contains(&foreign_village.host()),
                    "{address} names a foreign host"
                );
                assert!(!body.contains(foreign_village.schema.as_str()), "{address}");
            }
        }
    }
    let own = text(app.get(&one.host(), "/artikel/gotong-royong").await).await;
    assert!(
        own.contains("PENANDA-SATU"),
        "the test would see a marker if there were one"
    );
    assert!(own.contains("role=\"alert\""), "the regency says it too");
}

/// Has the regency say the marker above every page of one village, for a moment.
async fn say(app: &TestApp, village: &TestVillage, marker: &str) {
    let mut owner = app.database.owner().await.unwrap();
    for kind in ["banner", "urgent"] {
        sqlx::query(
            "insert into platform.bulletins (id, kind, title, body, starts_at, ends_at, audience,
                 villages, may_hide, made_by, made_name, made_at, changed_name, changed_at)
             values (gen_random_uuid(), $1, $2, $2, now() - interval '1 minute',
                 now() + interval '2 minutes', 'villages', array[$3], true, gen_random_uuid(), '',
                 now(), '', now())",
        )
        .bind(kind)
        .bind(marker)
        .bind(village.code.dotted())
        .execute(&mut owner)
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn every_table_of_a_village_is_in_this_test() {
    let app = TestApp::start().await;
    let mut owner = app.database.owner().await.unwrap();
    let tables: Vec<(String,)> = sqlx::query_as(
        "select table_name::text from information_schema.tables
         where table_schema = 'village_template' and table_name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let seeded: BTreeSet<&str> = SEEDED.into_iter().collect();
    for (table,) in tables {
        assert!(
            seeded.contains(table.as_str()),
            "table {table}: seed it in this test"
        );
    }
}

#[test]
fn every_route_is_in_this_test() {
    let known: BTreeSet<&str> = ROUTES.iter().map(|(route, _)| *route).collect();
    let mut found = 0;
    for file in rust_files(&root().join("crates")) {
        let is_test = file.components().any(|part| part.as_os_str() == "tests");
        if is_test || file.ends_with("tests.rs") {
            // Services that a test plays.
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        for part in source.split(".route(").skip(1) {
            let Some(route) = part.trim_start().strip_prefix('"') else {
                continue;
            };
            let route = route.split('"').next().unwrap();
            if route == "/metrics" || route == "/surat" {
                continue;
            }
            found += 1;
            assert!(
                known.contains(route) || only_redirects(route),
                "{route} in {}: add it to the isolation test",
                file.display()
            );
        }
    }
    for (route, _) in district::api::document().paths.paths {
        assert!(
            known.contains(&*route),
            "{route} of the API: add it to the isolation test"
        );
    }
    assert!(
        found >= 20,
        "only {found} routes were found; is the search still right?"
    );
}

fn rust_files(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

const SEEDED: [&str; 63] = [
    "letter_kinds",
    "letter_settings",
    "letter_requests",
    "letter_steps",
    "letter_files",
    "letter_series",
    "letters",
    "letter_pdfs",
    "letter_keys",
    "incoming_letters",
    "letter_ratings",
    "site",
    "media",
    "categories",
    "articles",
    "pages",
    "events",
    "albums",
    "album_photos",
    "officials",
    "menu_items",
    "running_text",
    "comments",
    "slug_redirects",
    "search_entries",
    "comment_rules",
    "staff",
    "staff_links",
    "activity",
    "revisions",
    "drafts",
    "population_sums",
    "population_state",
    "population_months",
    // Made from the other tables by the requests of this test.
    "prepared_parts",
    // Hashes of files only; no page reads it.
    "applied_sources",
    "vault_keys",
    "areas",
    "families",
    "residents",
    "residence_spans",
    "vital_events",
    "resident_looks",
    "consents",
    "correction_requests",
    "retention",
    // Ids of this village's residents only.
    "nik_elsewhere",
    "register_imports",
    "import_files",
    "import_changes",
    "staff_areas",
    "saved_lists",
    "houses",
    "resident_photos",
    "groups",
    "group_members",
    "group_keepers",
    "citizen_accounts",
    "citizen_links",
    "citizen_codes",
    "citizen_messages",
    "citizen_alarms",
    "citizen_kiosks",
];

/// The same ids and slugs in every village; only the marker differs.
pub async fn seed(app: &TestApp, village: &TestVillage, marker: &str) {
    let mut tx = app.tx(village).await;
    let id = "00000000-0000-7000-8000-000000000001";
    let statements = [
        "update site set tagline = $2, about = $2, notice = $2, address = $2",
        "insert into media (id, sha256, file_name, alt, byte_size, status, width, height)
         values ($1::uuid, repeat('0', 64), $2, $2, 1, 'ready', 1, 1)",
        "insert into categories (id, slug, name) values ($1::uuid, 'berita', $2)",
        "insert into articles (id, slug, title, excerpt, body_html, author, category_id, photo_id,
             status, published_at)
         values ($1::uuid, 'gotong-royong', $2, $2, '<p>' || $2 || '</p>', $2, $1::uuid, $1::uuid,
             'published', now() - interval '1 hour')",
        "insert into pages (id, slug, title, body_html, status)
         values ($1::uuid, 'profil', $2, '<p>' || $2 || '</p>', 'published')",
        "insert into events (id, slug, title, place, starts_at)
         values ($1::uuid, 'rapat', $2, $2, now() + interval '1 day')",
        "insert into albums (id, slug, title, description, happened_on)
         values ($1::uuid, 'album', $2, $2, current_date)",
        "insert into album_photos (album_id, media_id, caption) values ($1::uuid, $1::uuid, $2)",
        "insert into officials (id, section, name, office)
         values ($1::uuid, 'pemerintah', $2, $2)",
        "insert into menu_items (id, label, href) values ($1::uuid, $2, '/artikel')",
        "insert into running_text (id, body) values ($1::uuid, $2)",
        "insert into comments (id, article_id, author, body, status)
         values ($1::uuid, $1::uuid, $2, $2, 'approved')",
        "update comment_rules set is_open = ($2 <> '')",
        "insert into staff (id, email, name, roles)
         values ($1::uuid, lower($2) || '@contoh.test', $2, array['operator'])",
        "insert into staff_links (hash, staff_id, purpose, expires_at)
         values ($2, $1::uuid, 'invitation', now() + interval '1 day')",
        "insert into activity (seq, at, who, action, subject, hash)
         select 1, now(), $2, 'masuk', $2, repeat('0', 64) where $1::text is not null",
        "insert into revisions (id, kind, item_id, title, body_html, saved_by, saved_at)
         values ($1::uuid, 'article', $1::uuid, $2, $2, $2, now())",
        "insert into drafts (kind, item_id, staff_id, fields, saved_at)
         values ('article', $1::uuid, $1::uuid, jsonb_build_object('judul', $2), now())",
        "insert into slug_redirects (kind, old_slug, new_slug)
         select 'article', 'lama', 'gotong-royong' where $1::text is not null and $2::text <> ''",
        "insert into search_entries (address, kind, title, body, folded, document, public_from)
         select '/artikel/gotong-royong', 'artikel', $2, $2, lower($2),
             to_tsvector('platform.indonesian', 'penanda ' || $2), now() - interval '1 hour'
         where $1::text is not null",
        "insert into vault_keys (purpose, number, wrapped)
         select 'seal', 9, convert_to($2, 'utf8') where $1::text is not null",
        "insert into areas (id, hamlet, hamlet_key, rt) values ($1::uuid, $2, $2, $2)",
        "insert into families (id, area_id, address) values ($1::uuid, $1::uuid, $2)",
        "insert into residents (id, name, name_key, name_sound, sex, born_on, area_id, family_id,
             since, birth_place)
         values ($1::uuid, $2, $2, $2, '1', '1990-01-01', $1::uuid, $1::uuid, '2026-01-01', $2)",
        "insert into residence_spans (id, resident_id, from_on, area_id, relationship, residency,
             religion, education, occupation, marital_status, blood_type, citizenship, disability)
         select $1::uuid, $1::uuid, '2026-01-01'::date, $1::uuid, '1', '1', '', '', '', '', '', '1', ''
         where $2::text <> ''",
        "insert into vital_events (id, resident_id, kind, happened_on, reported_on, made_by)
         values ($1::uuid, $1::uuid, 'recorded', '2026-01-01', '2026-01-01', $2)",
        "insert into resident_looks (id, resident_id, who, what)
         values ($1::uuid, $1::uuid, $2, 'NIK')",
        "insert into consents (id, resident_id, purpose, given_on, given_by, made_by)
         values ($1::uuid, $1::uuid, 'foto', '2026-01-01', 'written', $2)",
        "insert into correction_requests (id, resident_id, wish_sealed, came_by, made_by)
         values ($1::uuid, $1::uuid, convert_to($2, 'UTF8'), 'office', $2)",
        "insert into retention (phone_months, looks_years)
         select 12, 5 where $1::text is not null and $2::text <> ''",
        "insert into population_sums (topic, category, position, male, female)
         select 'wilayah', $2, 0, 50, 50 where $1::text is not null",
        "insert into population_state (counted_at, counted_for, families, temporary, began_on)
         select now(), current_date, 20, 0, current_date
         where $1::text is not null and $2::text <> ''",
        "insert into population_months (month, male, female)
         select date_trunc('month', current_date), array[0,0,0,50,0,0,0], array[0,0,0,50,0,0,0]
         where $1::text is not null and $2::text <> ''",
        "insert into register_imports (id, file_name, byte_size, state, made_by)
         values ($1::uuid, $2, 1, 'done', $2)",
        "insert into import_files (import_id, sealed) values ($1::uuid, convert_to($2, 'UTF8'))",
        "insert into import_changes (import_id, position, resident_id, before)
         values ($1::uuid, 1, $1::uuid, convert_to($2, 'UTF8'))",
        "insert into staff_areas (staff_id, area_id)
         select $1::uuid, $1::uuid where $2::text <> ''",
        "insert into saved_lists (id, staff_id, name, name_key, query)
         values ($1::uuid, $1::uuid, $2, $2, 'jk=1')",
        "insert into houses (id, number, area_id, address) values ($1::uuid, $2, $1::uuid, $2)",
        "update families set house_id = $1::uuid where address = $2",
        "insert into resident_photos (resident_id, sealed)
         values ($1::uuid, convert_to($2, 'UTF8'))",
        "insert into groups (id, name, name_key, kind, area_id, note)
         values ($1::uuid, $2, $2, 'farmers', $1::uuid, $2)",
        "insert into group_members (group_id, resident_id, position)
         values ($1::uuid, $1::uuid, $2)",
        "insert into group_keepers (staff_id, group_id)
         select $1::uuid, $1::uuid where $2::text <> ''",
        "insert into letter_kinds (slug, is_on, changed_by)
         select 'domisili', true, $2 where $1::text is not null",
        "insert into letter_settings (pattern, abbreviation, series, target_hours, files_days)
         select '{nomor}/{tahun}', left($2, 20), 'one', 24, 30 where $1::text is not null",
        "insert into letter_requests (id, kind, resident_id, came_by, state, state_since,
             answers_sealed, once, entered_by, made_at, sent_at)
         values ($1::uuid, 'domisili', $1::uuid, 'counter', 'received', now(),
             convert_to($2, 'UTF8'), $1::uuid, $2, now(), now())",
        "insert into letter_steps (id, request_id, state, by_name, happened_at)
         values ($1::uuid, $1::uuid, 'received', $2, now())",
        "insert into letter_files (id, request_id, requirement, media_type, bytes, sealed, sent_at)
         values ($1::uuid, $1::uuid, 'ktp', 'image/jpeg', 1, convert_to($2, 'UTF8'), now())",
        "insert into letter_series (year, series, last)
         select 2026, 'semua', 1 where $1::text is not null and $2::text <> ''",
        "insert into letters (id, kind, kind_name, way, state, state_since, series, year, number,
             number_text, code, dated, subject, holder_masked, signer_name, signed_at, check_code,
             token, key_id, signature, content_hash, summary)
         values ($1::uuid, 'domisili', $2, 'digital', 'valid', now(), 'semua', 2026, 1, $2, '400',
             '2026-01-01', $2, $2, $2, now(), '0000000001', '00000000000000000000000001', 'x',
             convert_to($2, 'UTF8'), convert_to($2, 'UTF8'), convert_to($2, 'UTF8'))",
        "insert into letter_pdfs (letter_id, sealed, made_at)
         values ($1::uuid, convert_to($2, 'UTF8'), now())",
        "insert into letter_keys (id, row_id, public, secret_sealed, made_at)
         values ('x', $1::uuid, decode(repeat('00', 32), 'hex'), convert_to($2, 'UTF8'), now())",
        "insert into incoming_letters (id, year, agenda, received_on, number_text, sender, subject,
             made_at)
         values ($1::uuid, 2026, 1, '2026-01-01', $2, $2, $2, now())",
        "insert into letter_ratings (request_id, scores, words, rated_at)
         values ($1::uuid, array[4,4,4,4,4,4,4,4,4], $2, now())",
        "insert into citizen_accounts (id, resident_id, pin_hash, must_change, void_before, given_by,
             given_at)
         values ($1::uuid, $1::uuid, $2, true, now(), $2, now())",
        "insert into citizen_links (token_hash, account_id, expires_at)
         values (sha256(convert_to($2, 'UTF8')), $1::uuid, now() + interval '1 day')",
        "insert into citizen_codes (account_id, code_hash, expires_at)
         values ($1::uuid, $2, now() + interval '1 day')",
        "insert into citizen_messages (id, resident_id, text, at)
         values ($1::uuid, $1::uuid, $2, now())",
        "insert into citizen_alarms (day, who, tries, last_at)
         select current_date, convert_to($2, 'UTF8'), 1, now() where $1::text is not null",
        "insert into citizen_kiosks (id, name, token_hash, made_at)
         values ($1::uuid, $2, sha256(convert_to($2, 'UTF8')), now())",
    ];
    for statement in statements {
        let statement = statement
            .replace("= $2", "= $2::text")
            .replace("$2", "$2::text");
        let statement = statement.replace("::text::text", "::text");
        let statement = if statement.contains("$1") {
            statement
        } else {
            format!("{statement} where $1::text is not null")
        };
        sqlx::query(sqlx::AssertSqlSafe(statement.clone()))
            .bind(id)
            .bind(marker)
            .execute(&mut *tx)
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    tx.commit().await.expect("committed");
}
