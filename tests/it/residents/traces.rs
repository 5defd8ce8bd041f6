//! What the program writes down of its own work names nobody.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use support::TestApp;
use tracing_subscriber::{EnvFilter, fmt::format::FmtSpan};

use super::register::{admit, desk, person};

/// Numbers of this test alone.
const NIK: &str = "6303041205810088";
const CARD: &str = "6303041205810099";
const PHONE: &str = "081298765432";
const MOTHER: &str = "Zubaidah Terekam";

/// Everything that is traced, with every span and its fields.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_number_is_in_a_log_or_a_trace() {
    let written = Written::default();
    let into = written.clone();
    tracing_subscriber::fmt()
        // Of the client in this process nothing, of the program everything.
        .with_env_filter(EnvFilter::new("trace,reqwest=off,hyper=off,hyper_util=off"))
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || into.clone())
        .init();
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let fields = person(&[
        ("nama", "Gusti Terekam"),
        ("nik", NIK),
        ("no_kk", CARD),
        ("telepon", PHONE),
        ("nama_ibu", MOTHER),
        ("tanggal_lahir", "1981-05-12"),
    ]);
    let seen = admit(&mut desk, &fields).await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    // Refused by the database, and by the form.
    let twice = admit(&mut desk, &fields).await;
    assert_eq!(twice.status, 422);
    let mut short = fields.clone();
    short.push(("nik", &NIK[..15]));
    assert_eq!(admit(&mut desk, &short).await.status, 422);
    for words in [NIK, CARD, PHONE] {
        let found = desk
            .act("/kantor/penduduk", "/kantor/penduduk/cari", &[("q", words)])
            .await;
        assert!(found.html.contains("Terekam"), "{words}");
    }
    let look = format!("{}/lihat", seen.path);
    let looked = desk.act(&seen.path, &look, &[("keperluan", "surat")]).await;
    assert!(looked.html.contains(NIK));
    let copy = format!("{}/hak/salinan", seen.path);
    let copied = desk.act(&format!("{}/hak", seen.path), &copy, &[]).await;
    assert!(copied.html.contains(MOTHER));
    let export = [
        ("siapa", "menetap"),
        ("isi", "kode"),
        ("bentuk", "csv"),
        ("keperluan", "Laporan bulanan"),
    ];
    let exported = desk
        .act(
            "/kantor/penduduk/ekspor",
            "/kantor/penduduk/ekspor",
            &export,
        )
        .await;
    assert!(exported.html.contains(NIK));
    // Nothing of it is taken where somebody put it into an address.
    desk.open(&format!("/kantor/penduduk?q={NIK}")).await;

    let bytes = written.0.lock().unwrap().clone();
    let all = String::from_utf8_lossy(&bytes);
    assert!(all.contains("select"), "nothing was traced");
    for closed in [
        CARD,
        &PHONE[1..],
        "Zubaidah",
        "630304120581",
        "Gusti Terekam",
    ] {
        if let Some(at) = all.find(closed) {
            let from = all[..at]
                .char_indices()
                .rev()
                .nth(600)
                .map_or(0, |(at, _)| at);
            panic!(
                "{closed} was written down: {}",
                &all[from..at + closed.len()]
            );
        }
    }
}
