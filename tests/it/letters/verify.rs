//! Is this letter real? With the QR, the code, the file, and without the service.

use letters::proof::{Link, PublishedKeys, Verdict, file, verify_offline};
use support::{Browser, TestApp, text};

use super::{Office, assert_covered, code, number};
use crate::portal::portal;

/// The bytes of a letter's paper.
async fn pdf(office: &Office<'_>, letter: &str) -> Vec<u8> {
    let request = office
        .app
        .ask(&office.village.host(), &format!("{letter}/pdf"))
        .header("cookie", office.operator.cookie_line());
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let name = response.headers()["content-disposition"].to_str().unwrap();
    assert!(name.contains("\"400.12.2.1-001-"), "{name}");
    assert_eq!(response.headers()["cache-control"], "no-store");
    response.bytes().await.unwrap().to_vec()
}

/// Path and query of an address.
fn path_of(link: &str) -> String {
    let rest = link.split_once("://").unwrap().1;
    format!("/{}", rest.split_once('/').unwrap().1)
}

#[tokio::test]
async fn a_letter_is_proven_by_code_by_qr_by_its_file_and_offline() {
    let app = portal("letters_proof").await;
    let mut office = Office::of(&app).await;
    let letter = office.letter().await;
    let host = office.village.host();
    let mut bank = Browser::new(&app, &host);

    let code = code(&letter.html);
    let typed = bank
        .send(
            "/verifikasi",
            &[("kode", &code.to_lowercase().replace('-', " "))],
        )
        .await;
    assert_eq!(typed.status, 200, "{}", typed.html);
    assert!(typed.html.contains("asli dan berlaku"), "{}", typed.html);
    assert!(typed.html.contains(&number(&letter.html)), "{}", typed.html);
    assert_covered(&typed.html);
    assert!(typed.html.len() < 50 * 1024, "{} bytes", typed.html.len());

    let bytes = pdf(&office, &letter.path).await;
    assert_eq!(bytes, pdf(&office, &letter.path).await);
    let qr = file::text_of(&bytes).expect("the QR's text is in the file");
    let scanned = bank.open(&path_of(&qr)).await;
    assert!(
        scanned.html.contains("asli dan berlaku"),
        "{}",
        scanned.html
    );
    assert_covered(&scanned.html);

    let keys = text(app.get(&host, "/.well-known/banua-keys.json").await).await;
    let keys = PublishedKeys::read(&keys).unwrap();
    assert!(matches!(verify_offline(&qr, &keys), Verdict::Genuine(_)));
    let (verdict, seal) = file::verify(&bytes, &keys);
    assert!(matches!(verdict, Verdict::Genuine(_)));
    assert_eq!(seal, file::Seal::Whole);

    let whole = bank
        .send_files(
            "/verifikasi/berkas",
            &[],
            &[("berkas", "surat.pdf", &bytes)],
            false,
        )
        .await;
    assert!(whole.html.contains("asli dan berlaku"), "{}", whole.html);
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    let other = bank
        .send_files(
            "/verifikasi/berkas",
            &[],
            &[("berkas", "surat.pdf", &changed)],
            false,
        )
        .await;
    assert_eq!(other.status, 422);
    assert!(
        other.html.contains("tidak sama dengan surat mana pun"),
        "{}",
        other.html
    );

    // Forged, cut off, of another village, made up.
    let mut forged = Link::read(&qr).unwrap();
    forged.summary.number = forged.summary.number.replace("001", "002");
    let answer = bank.open(&path_of(&forged.text())).await;
    assert_eq!(answer.status, 404);
    assert!(
        answer.html.contains("tidak dibuat oleh desa ini"),
        "{}",
        answer.html
    );
    let cut = bank.open(&path_of(&qr[..qr.len() - 20])).await;
    assert!(cut.html.contains("terbaca sebagian"), "{}", cut.html);
    let elsewhere = app.village().await;
    let mut there = Browser::new(&app, &elsewhere.host());
    for path in [
        path_of(&qr),
        format!("/verifikasi/{}", code.replace('-', "")),
    ] {
        let answer = there.open(&path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            answer.html.contains("tidak terdaftar di desa ini"),
            "{}",
            answer.html
        );
    }
    let mut next = code.replace('-', "");
    let last = if next.ends_with('0') { '1' } else { '0' };
    next.pop();
    next.push(last);
    assert_eq!(bank.open(&format!("/verifikasi/{next}")).await.status, 404);
    assert_eq!(bank.open("/verifikasi/x").await.status, 404);
    let wrong = bank.send("/verifikasi", &[("kode", "7K3")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("value=\"7K3\""), "{}", wrong.html);
}

#[tokio::test]
async fn a_letter_that_was_revoked_or_ran_out_says_so_at_once() {
    let app = portal("letters_revoked").await;
    let mut office = Office::of(&app).await;
    let letter = office.letter().await;
    let address = format!("/verifikasi/{}", code(&letter.html).replace('-', ""));
    let mut bank = Browser::new(&app, &office.village.host());
    assert!(bank.open(&address).await.html.contains("asli dan berlaku"));

    // Who prepares letters does not take them back.
    let revoke = format!("{}/cabut", letter.path);
    let token = office.operator.open("/kantor").await.token();
    let refused = office
        .operator
        .send(&revoke, &[("csrf", &token), ("alasan", "x")])
        .await;
    assert!(refused.html.contains("Tindakan ini untuk yang bertugas"));
    assert!(bank.open(&address).await.html.contains("asli dan berlaku"));
    let revoked = office
        .head
        .act(&letter.path, &revoke, &[("alasan", "Alamatnya keliru.")])
        .await;
    assert!(revoked.html.contains("Dicabut"), "{}", revoked.html);
    let seen = bank.open(&address).await.html;
    assert!(seen.contains("sudah dicabut"), "{seen}");
    assert!(
        !seen.contains("Alamatnya keliru"),
        "the reason is the office's"
    );

    let other = office.letter().await;
    let address = format!("/verifikasi/{}", code(&other.html).replace('-', ""));
    let later = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(181 * 24);
    app.clock.set(later);
    let seen = bank.open(&address).await.html;
    assert!(seen.contains("habis masa berlakunya"), "{seen}");
}

#[tokio::test]
async fn letters_of_a_former_key_stay_good() {
    let app = portal("letters_keys").await;
    let mut office = Office::of(&app).await;
    let letter = office.letter().await;
    let old = pdf(&office, &letter.path).await;
    let renewed = office
        .operator
        .act("/kantor/surat/aturan", "/kantor/surat/kunci", &[])
        .await;
    assert!(
        renewed.html.contains("Kunci baru dipakai"),
        "{}",
        renewed.html
    );
    office.letter().await;
    let host = office.village.host();
    let keys = text(app.get(&host, "/.well-known/banua-keys.json").await).await;
    let keys = PublishedKeys::read(&keys).unwrap();
    assert_eq!(keys.villages[0].keys.len(), 2);
    let qr = file::text_of(&old).unwrap();
    assert!(matches!(verify_offline(&qr, &keys), Verdict::Genuine(_)));
    let mut bank = Browser::new(&app, &host);
    let seen = bank.open(&path_of(&qr)).await;
    assert!(seen.html.contains("asli dan berlaku"), "{}", seen.html);
}

#[tokio::test]
async fn codes_are_not_guessed() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut stranger = Browser::new(&app, &village.host());
    let mut last = 404;
    for at in 0..80 {
        let code = format!("/verifikasi/{at:010}");
        last = stranger.open(&code).await.status.as_u16();
        if last == 429 {
            break;
        }
        assert_eq!(last, 404);
    }
    assert_eq!(last, 429);
}
