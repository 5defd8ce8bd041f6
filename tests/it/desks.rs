//! Pages in the office: written, put back to what they were, kept from being written over by files.

use std::collections::HashSet;

use content::intake::{self, Document, Event, Sourced, VillageContent};
use identity::Role;
use jiff::Timestamp;
use kernel::SafeHtml;
use support::{Browser, Seen, TestApp, publish};

use crate::office::{accounts, enter, of};

/// Where the form of a page sends to.
pub fn action_of(seen: &Seen) -> String {
    let forms = [
        "id=\"tulisan\" method=\"post\" action=\"",
        "class=\"form\" method=\"post\" action=\"",
    ];
    let action = forms
        .iter()
        .find_map(|form| seen.html.split(form).nth(1))
        .unwrap_or_else(|| panic!("no form: {} {}", seen.status, seen.html));
    action.split('"').next().unwrap().to_owned()
}

/// The version a form was opened at.
pub fn version_of(seen: &Seen) -> String {
    let value = seen.html.split("name=\"versi\" value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Opens the form of something new and sends it filled in; where it was sent to, and the answer.
pub async fn make(desk: &mut Browser<'_>, list: &str, fields: &[(&str, &str)]) -> (String, Seen) {
    let page = format!("{list}/baru");
    let action = action_of(&desk.open(&page).await);
    let seen = desk.act(&page, &action, fields).await;
    (action, seen)
}

/// Sends what is wrong and holds the answer to it: the same page, the sentence, what was typed.
pub async fn refused(desk: &mut Browser<'_>, list: &str, fields: &[(&str, &str)], sentence: &str) {
    let (_, seen) = make(desk, list, fields).await;
    assert_eq!(seen.status, 422, "{list} {fields:?}");
    assert!(seen.html.contains(sentence), "{fields:?}: {}", seen.html);
}

#[tokio::test]
async fn a_page_is_written_published_changed_and_taken_back() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let mut reader = Browser::new(&app, &village.host());
    let fields = [
        ("versi", "0"),
        ("judul", "Sejarah kampung"),
        (
            "isi",
            "<p>Dibuka <b>Datu Aling</b>.</p><script>alert(1)</script>",
        ),
        ("ringkasan", "Siapa yang membuka kampung ini."),
        ("aksi", "terbit"),
    ];
    let (action, saved) = make(&mut desk, "/kantor/halaman", &fields).await;
    assert!(saved.html.contains("sudah terbit"), "{}", saved.html);
    let page = reader.open("/halaman/sejarah-kampung").await;
    assert!(page.html.contains("Datu Aling") && !page.html.contains("alert(1)"));
    assert!(page.html.contains("Siapa yang membuka kampung ini."));
    assert!(
        reader
            .open("/sitemap.xml")
            .await
            .html
            .contains("/halaman/sejarah-kampung<")
    );
    assert!(
        reader
            .open("/cari?q=aling")
            .await
            .html
            .contains("/halaman/sejarah-kampung")
    );

    // Somebody else saved in between: what was typed is not lost.
    let mut menu = app.tx(&village).await;
    sqlx::query("insert into menu_items (id, label, href) values (gen_random_uuid(), 'Sejarah', '/halaman/sejarah-kampung')")
        .execute(&mut *menu).await.unwrap();
    menu.commit().await.unwrap();
    let late = desk.act(&action, &action, &fields).await;
    assert_eq!(late.status, 422);
    assert!(late.html.contains("disimpan orang lain") && late.html.contains("Datu Aling"));
    let version = version_of(&late);
    let changed = [
        ("versi", version.as_str()),
        ("judul", "Asal-usul"),
        ("isi", "<p>Dibuka orang dari Martapura.</p>"),
        ("alamat", "asal-usul"),
        ("aksi", "simpan"),
    ];
    let saved = desk.act(&action, &action, &changed).await;
    assert!(
        saved.html.contains("sudah tampil di situs"),
        "{}",
        saved.html
    );
    let moved = reader.open("/halaman/sejarah-kampung").await;
    assert_eq!(moved.path, "/halaman/asal-usul");
    let home = reader.open("/").await.html;
    assert!(
        home.contains("href=\"/halaman/asal-usul\""),
        "the menu follows"
    );
    assert!(
        !reader
            .open("/cari?q=aling")
            .await
            .html
            .contains("Sejarah kampung")
    );

    // What it was can be seen and put back; it stays public, and at its address.
    let history = desk.open(&format!("{action}/riwayat")).await;
    assert!(history.html.contains("<del>") && history.html.contains("Pulihkan versi ini"));
    let back = history.html.split("/riwayat/").nth(1).unwrap();
    let back = format!("{action}/riwayat/{}", back.split('"').next().unwrap());
    let restored = desk.act(&action, &back, &[]).await;
    assert!(
        restored.html.contains("sudah dipulihkan"),
        "{}",
        restored.html
    );
    let page = reader.open("/halaman/asal-usul").await;
    assert!(page.html.contains("Datu Aling") && page.html.contains("Sejarah kampung"));
    assert!(
        reader
            .open("/cari?q=aling")
            .await
            .html
            .contains("/halaman/asal-usul")
    );
    assert!(
        desk.open(&format!("{action}/riwayat"))
            .await
            .html
            .contains("Martapura")
    );

    let form = desk.open(&action).await;
    let version = version_of(&form);
    let back = [
        ("versi", version.as_str()),
        ("judul", "Asal-usul"),
        ("aksi", "tarik"),
    ];
    let back = desk.act(&action, &action, &back).await;
    assert!(back.html.contains("menjadi draf"), "{}", back.html);
    assert_eq!(reader.open("/halaman/asal-usul").await.status, 404);
    assert!(!reader.open("/sitemap.xml").await.html.contains("asal-usul"));
    desk.act(&action, &format!("{action}/sampah"), &[]).await;
    assert!(!desk.open("/kantor/halaman").await.html.contains(&action));
    assert!(
        desk.open("/kantor/halaman?status=sampah")
            .await
            .html
            .contains(&action)
    );
    desk.act(&action, &format!("{action}/pulihkan"), &[]).await;
    assert!(
        desk.open("/kantor/halaman?status=draf")
            .await
            .html
            .contains(&action)
    );
    let mut operator = enter(&app, of(&accounts, Role::Operator)).await;
    let record = operator.open("/kantor/catatan").await.html;
    assert!(record.contains("Menerbitkan halaman") && record.contains("Memulihkan versi lama"));
}

#[tokio::test]
async fn an_earlier_version_of_a_draft_comes_back_as_a_draft() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let first = [
        ("versi", "0"),
        ("judul", "Titian"),
        ("isi", "<p>Dari ulin.</p>"),
    ];
    let (action, _) = make(&mut desk, "/kantor/artikel", &first).await;
    let version = version_of(&desk.open(&action).await);
    let second = [
        ("versi", version.as_str()),
        ("judul", "Titian"),
        ("isi", "<p>Dari beton.</p>"),
    ];
    desk.act(&action, &action, &second).await;
    let history = desk.open(&format!("{action}/riwayat")).await.html;
    let revision = history.split("/riwayat/").nth(1).unwrap();
    let revision = revision.split('"').next().unwrap();
    let restored = desk
        .act(&action, &format!("{action}/riwayat/{revision}"), &[])
        .await;
    assert!(restored.html.contains("Dari ulin."), "{}", restored.html);
    let mut reader = Browser::new(&app, &village.host());
    assert_eq!(reader.open("/artikel/titian").await.status, 404);
    // A version belongs to its text.
    let (other, _) = make(&mut desk, "/kantor/artikel", &first).await;
    let foreign = desk
        .act(&other, &format!("{other}/riwayat/{revision}"), &[])
        .await;
    assert_eq!(foreign.status, 404);
}

#[tokio::test]
async fn files_do_not_write_over_what_the_office_did() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let bring = |sha256: &str| {
        let sourced = |source: &str| (source.to_owned(), sha256.to_owned());
        let (source, hash) = sourced("pages/profil.md");
        let page = Sourced {
            source,
            sha256: hash,
            value: Document {
                slug: "profil".parse().unwrap(),
                title: "Profil".to_owned(),
                position: 1,
                photo: None,
                body: SafeHtml::sanitise("<p>Dari berkas.</p>"),
            },
        };
        let (source, hash) = sourced("village.toml#event/pertemuan-adat");
        let event = Sourced {
            source,
            sha256: hash,
            value: Event {
                slug: "pertemuan-adat".parse().unwrap(),
                title: "Pertemuan adat".to_owned(),
                place: String::new(),
                organizer: String::new(),
                starts: Timestamp::now(),
                ends: None,
                all_day: true,
                body: SafeHtml::default(),
            },
        };
        VillageContent {
            pages: vec![page],
            events: vec![event],
            ..VillageContent::default()
        }
    };
    let none = HashSet::new();
    let now = Timestamp::now();
    let saved = intake::save(app.tx(&village).await, &bring("1"), &none, now)
        .await
        .unwrap();
    assert_eq!(saved.changes.len(), 2);
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let list = desk.open("/kantor/halaman").await.html;
    let action = list.split("class=\"go\" href=\"").nth(1).unwrap();
    let action = action.split('"').next().unwrap().to_owned();
    let edited = [
        ("versi", "1"),
        ("judul", "Profil desa"),
        ("isi", "<p>Dari kantor.</p>"),
        ("alamat", "profil-desa"),
        ("aksi", "simpan"),
    ];
    let seen = desk.act(&action, &action, &edited).await;
    assert!(seen.html.contains("sudah tampil"), "{}", seen.html);
    let list = desk.open("/kantor/agenda").await.html;
    let event = list.split("class=\"go\" href=\"").nth(1).unwrap();
    let event = format!("{}/hapus", event.split('"').next().unwrap());
    desk.act("/kantor/agenda", &event, &[]).await;
    // The same files again, and changed ones: neither undoes what was done here.
    for hash in ["1", "2"] {
        let tx = app.tx(&village).await;
        let saved = intake::save(tx, &bring(hash), &none, now).await.unwrap();
        assert!(
            saved.changes.iter().all(|change| !change.is_work()),
            "{saved:?}"
        );
        let mut reader = Browser::new(&app, &village.host());
        assert!(
            reader
                .open("/halaman/profil")
                .await
                .html
                .contains("Dari kantor.")
        );
        assert!(!reader.open("/agenda").await.html.contains("Pertemuan adat"));
    }
}

#[tokio::test]
async fn a_list_of_pages_keeps_its_filter_from_part_to_part() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut tx = app.tx(&village).await;
    sqlx::query(
        "insert into pages (id, slug, title, body_html, status, updated_at)
         select gen_random_uuid(), 'h-' || n, 'Halaman ' || n, '', 'draft', now() - n * interval '1 hour'
         from generate_series(1, 60) n",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    publish(&mut tx, "lain", "Lain", "Lain.").await;
    tx.commit().await.unwrap();
    let mut desk = enter(&app, of(&accounts, Role::Redaktur)).await;
    let mut path = "/kantor/halaman?status=draf&q=Halaman".to_owned();
    let mut seen = HashSet::new();
    for _ in 0..3 {
        let part = desk.open(&path).await.html;
        for row in part.split("<span class=\"clip\">").skip(1) {
            seen.insert(row.split('<').next().unwrap().to_owned());
        }
        let Some(next) = part.split("rel=\"next\" href=\"").nth(1) else {
            break;
        };
        path = next.split('"').next().unwrap().replace("&amp;", "&");
        assert!(
            path.contains("status=draf") && path.contains("q=Halaman"),
            "{path}"
        );
    }
    assert_eq!(seen.len(), 60);
    assert_eq!(
        desk.open("/kantor/halaman?sebelum=ngawur").await.status,
        400
    );
}
