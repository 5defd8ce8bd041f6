//! A resident asks from her phone, the office answers, she takes the letter away.

use identity::Role;
use support::{Browser, Seen, TestApp};

use super::{link, work};
use crate::{
    citizens::{OTHER_PIN, Stage, choose, enter as come_in, stage, start_alone},
    office::{accounts, enter, of},
    residents::houses::photo as jpeg,
    residents::register::{CARD, NIK, NIK_OF_WIFE},
};

const NEW: &str = "/mandiri/surat/baru?jenis=domisili";

/// Begins a request for a letter of domicile; its page.
async fn begin(citizen: &mut Browser<'_>, about: &str, more: &[(&str, &str)]) -> Seen {
    let once = uuid::Uuid::now_v7().to_string();
    let mut fields = vec![
        ("jenis", "domisili"),
        ("sekali", once.as_str()),
        ("untuk", about),
        ("j_keperluan", "Membuka rekening bank"),
    ];
    fields.extend(more);
    citizen.act(NEW, "/mandiri/surat/baru", &fields).await
}

/// Sends what was looked over.
async fn send(citizen: &mut Browser<'_>, request: &str) -> Seen {
    let page = citizen.open(request).await;
    let version = page.html.split("name=\"versi\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap();
    let fields = [
        ("csrf", page.token()),
        ("versi", version.to_owned()),
        ("aksi", "kirim".to_owned()),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    citizen.send(request, &fields).await
}

async fn photo(citizen: &mut Browser<'_>, request: &str, bytes: &[u8]) -> Seen {
    let token = citizen.open(request).await.token();
    citizen
        .send_files(
            &format!("{request}/foto"),
            &[("csrf", &token), ("syarat", "ktp")],
            &[("foto", "ktp.jpg", bytes)],
            false,
        )
        .await
}

/// The letter has a name that tells what it is, a part of it can be had, and asking again makes nothing new.
async fn assert_saved_well(app: &TestApp, citizen: &Browser<'_>, request: &str) {
    let ask = async |range: Option<&'static str>| {
        let asked = app
            .ask(&citizen.host, &format!("{request}/pdf"))
            .header("cookie", citizen.cookie_line());
        let asked = match range {
            Some(range) => asked.header("range", range),
            None => asked,
        };
        asked.send().await.unwrap()
    };
    let whole = ask(None).await;
    let name = whole.headers()["content-disposition"].to_str().unwrap();
    assert!(
        name.starts_with("attachment; filename=\"400.12.2.1-001-") && name.contains("_H.-Muhammad"),
        "{name}"
    );
    assert!(
        name.contains("; filename*=UTF-8''400.12.2.1-001-"),
        "{name}"
    );
    assert_eq!(whole.headers()["cache-control"], "no-store");
    let whole = whole.bytes().await.unwrap();
    let part = ask(Some("bytes=0-1023")).await;
    assert_eq!(part.status(), 206);
    assert_eq!(
        part.headers()["content-range"],
        format!("bytes 0-1023/{}", whole.len())
    );
    assert_eq!(part.bytes().await.unwrap(), whole[..1024]);
    assert_eq!(ask(None).await.bytes().await.unwrap(), whole);
}

async fn head<'a>(app: &'a TestApp, stage: &Stage<'a>) -> Browser<'a> {
    let accounts = accounts(app, &stage.village).await;
    enter(app, of(&accounts, Role::Kades)).await
}

/// The office's page of what she asked for.
fn in_office(request: &str) -> String {
    request.replace("/mandiri/surat/", "/kantor/surat/permohonan/")
}

#[tokio::test]
async fn a_letter_goes_from_phone_to_phone() {
    let app = start_alone("banua_it_letters_journey", |_| {}).await;
    let mut stage = stage(&app).await;
    let mut head = head(&app, &stage).await;
    let mut citizen = stage.settled().await;
    let picked = citizen.open("/mandiri/surat/baru").await;
    assert!(picked.html.contains(NEW), "{}", picked.html);

    // Kept as a draft, also when she leaves in between.
    let me = stage.resident.clone();
    let draft = begin(&mut citizen, &me, &[]).await;
    assert!(
        draft.html.contains("Periksa jawaban Anda"),
        "{}",
        draft.html
    );
    let mut elsewhere = stage.another().await;
    let again = elsewhere.open("/mandiri/surat").await;
    assert!(again.html.contains(&draft.path), "{}", again.html);

    let not_a_photo = photo(&mut citizen, &draft.path, b"%PDF-1.7 no photo").await;
    assert_eq!(not_a_photo.status, 422, "{}", not_a_photo.html);
    let kept = photo(&mut citizen, &draft.path, &jpeg()).await;
    assert!(kept.html.contains("Foto tersimpan"), "{}", kept.html);
    let href = link(&kept.html, &format!("{}/foto/", draft.path));
    assert_eq!(citizen.open(&href).await.status, 200);

    // What is a draft the office does not see.
    let office = in_office(&draft.path);
    assert_eq!(stage.desk.open(&office).await.status, 404);
    let sent = send(&mut citizen, &draft.path).await;
    assert!(sent.html.contains("Menunggu diperiksa"), "{}", sent.html);
    let twice = citizen
        .act(
            &draft.path,
            &draft.path,
            &[("aksi", "kirim"), ("versi", "1")],
        )
        .await;
    assert!(twice.html.contains("sudah terkirim"), "{}", twice.html);

    let seen = stage.desk.open(&office).await;
    assert!(seen.html.contains("Membuka rekening bank"), "{}", seen.html);
    let photo_in_office = link(&seen.html, &format!("{office}/foto/"));
    assert_eq!(stage.desk.open(&photo_in_office).await.status, 200);
    let back = stage
        .desk
        .act(
            &office,
            &office,
            &[("aksi", "kembalikan"), ("alasan", "Tulis nama banknya.")],
        )
        .await;
    assert!(back.html.contains("Perlu diperbaiki"), "{}", back.html);
    let told = citizen.open(&draft.path).await;
    assert!(told.html.contains("Tulis nama banknya."), "{}", told.html);
    let edit = format!("{}/ubah", draft.path);
    let form = citizen.open(&edit).await;
    assert!(
        form.html.contains("Membuka rekening bank"),
        "what she wrote: {}",
        form.html
    );
    let version = form.html.split("name=\"versi\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap().to_owned();
    let changed = citizen
        .act(
            &edit,
            &edit,
            &[("versi", &version), ("j_keperluan", "Rekening Bank Kalsel")],
        )
        .await;
    assert!(
        changed.html.contains("Rekening Bank Kalsel"),
        "{}",
        changed.html
    );
    send(&mut citizen, &draft.path).await;

    for act in ["periksa", "verifikasi"] {
        stage.desk.act(&office, &office, &[("aksi", act)]).await;
    }
    let signed = head.act(&office, &office, &[("aksi", "tandatangan")]).await;
    assert!(
        signed.html.contains("Sudah ditandatangani"),
        "{}",
        signed.html
    );
    work(&app).await;
    let done = citizen.open(&draft.path).await;
    assert!(done.html.contains("Unduh surat"), "{}", done.html);
    let pdf = citizen.open(&format!("{}/pdf", draft.path)).await;
    assert!(pdf.html.starts_with("%PDF-1.7"));
    assert_saved_well(&app, &citizen, &draft.path).await;
    let messages = citizen.open("/mandiri/pesan").await;
    assert!(messages.html.contains("dapat diunduh"), "{}", messages.html);
    assert!(!messages.html.contains(NIK));

    let mut answers: Vec<(String, &str)> = (1..=9).map(|at| (format!("u{at}"), "4")).collect();
    let missing = answers.pop().unwrap();
    let rate = format!("{}/nilai", draft.path);
    let fields: Vec<(&str, &str)> = answers
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let half = citizen.act(&draft.path, &rate, &fields).await;
    assert_eq!(half.status, 422, "{}", half.html);
    answers.push(missing);
    let fields: Vec<(&str, &str)> = answers
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let whole = citizen.act(&draft.path, &rate, &fields).await;
    assert!(
        whole.html.contains("Terima kasih atas penilaian"),
        "{}",
        whole.html
    );
    assert!(!whole.html.contains("Bagaimana layanannya?"), "once only");
    let public = stage.browser().open("/layanan").await;
    assert!(public.html.contains("1 surat selesai"), "{}", public.html);
    assert!(
        !public.html.contains("Kepuasan warga"),
        "one answer is nobody's business"
    );
}

#[tokio::test]
async fn somebody_asks_for_her_family_and_for_nobody_else() {
    let app = start_alone("banua_it_letters_family", |_| {}).await;
    let mut stage = stage(&app).await;
    let mut citizen = stage.settled().await;
    let wife = stage.wife.clone();
    let asked = begin(&mut citizen, &wife, &[]).await;
    assert!(asked.html.contains("Siti Rahmah"), "{}", asked.html);
    send(&mut citizen, &asked.path).await;
    let seen = stage.desk.open(&in_office(&asked.path)).await;
    assert!(seen.html.contains("Diminta oleh"), "{}", seen.html);

    // She sees what was asked for about her, once it was sent, and whom nobody knows does not.
    let pin = stage.give(&wife).await;
    let mut herself = stage.browser();
    come_in(&mut herself, NIK_OF_WIFE, &pin).await;
    choose(&mut herself, "", OTHER_PIN).await;
    assert_eq!(herself.open(&asked.path).await.status, 200);
    let own = begin(&mut herself, &wife, &[]).await;
    assert_eq!(citizen.open(&own.path).await.status, 404, "her draft");

    let stranger = crate::residents::register::admit(
        &mut stage.desk,
        &crate::residents::register::person(&[
            ("nama", "Norhalimah"),
            ("nik", "6303044107800003"),
            ("no_kk", "6303040101100009"),
            ("jenis_kelamin", "2"),
            ("tanggal_lahir", "1980-07-01"),
            ("telepon", ""),
        ]),
    )
    .await;
    let other = stranger.path.rsplit('/').next().unwrap();
    let refused = begin(&mut citizen, other, &[]).await;
    assert_eq!(refused.status, 422, "{}", refused.html);
    assert!(refused.html.contains("satu KK"), "{}", refused.html);
    assert!(!refused.html.contains("Norhalimah"));

    let pin = stage.give(other).await;
    let mut neighbour = stage.browser();
    come_in(&mut neighbour, "6303044107800003", &pin).await;
    choose(&mut neighbour, "", "315926").await;
    for path in [
        asked.path.clone(),
        format!("{}/ubah", own.path),
        format!("{}/pdf", asked.path),
    ] {
        assert_eq!(neighbour.open(&path).await.status, 404, "{path}");
    }
    let token = neighbour.open("/mandiri").await.token();
    let taken = neighbour
        .send(&asked.path, &[("csrf", &token), ("aksi", "batal")])
        .await;
    assert_eq!(taken.status, 404);
}

#[tokio::test]
async fn without_an_account_a_link_tells_of_the_request() {
    let app = start_alone("banua_it_letters_link", |_| {}).await;
    let mut stage = stage(&app).await;
    let mut head = head(&app, &stage).await;
    let mut guest = stage.browser();
    let fields = [("nik", NIK), ("kk", CARD), ("lahir", "17-08-1970")];
    let inside = guest.send("/mandiri/tanpa-pin", &fields).await;
    assert_eq!(inside.status, 200, "{}", inside.html);
    let me = stage.resident.clone();
    let draft = begin(&mut guest, &me, &[]).await;
    let sent = send(&mut guest, &draft.path).await;
    assert!(
        sent.html.contains("tidak ditampilkan lagi"),
        "{}",
        sent.html
    );
    let start = "/mandiri/permohonan/";
    let token = sent.html.split(start).nth(1).unwrap();
    let token: String = token
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let mut anybody = stage.browser();
    let page = format!("{start}{token}");
    let seen = anybody.open(&page).await;
    assert!(seen.html.contains("Menunggu diperiksa"), "{}", seen.html);
    super::assert_covered(&seen.html);
    assert!(!seen.html.contains("Membuka rekening"), "{}", seen.html);
    assert_eq!(anybody.open(&format!("{page}/pdf")).await.status, 404);

    let office = in_office(&draft.path);
    stage
        .desk
        .act(&office, &office, &[("aksi", "verifikasi")])
        .await;
    head.act(&office, &office, &[("aksi", "tandatangan")]).await;
    work(&app).await;
    let pdf = anybody.open(&format!("{page}/pdf")).await;
    assert!(pdf.html.starts_with("%PDF-1.7"));
    let mut wrong = token.clone();
    wrong.pop();
    for word in [wrong.as_str(), "x", "0000000000000000000000000A"] {
        let seen = anybody.open(&format!("{start}{word}")).await;
        assert_eq!(seen.status, 404, "{word}");
    }
}

#[tokio::test]
async fn a_kind_that_is_switched_off_in_between_is_not_sent() {
    let app = start_alone("banua_it_letters_off", |_| {}).await;
    let mut stage = stage(&app).await;
    let mut citizen = stage.settled().await;
    let me = stage.resident.clone();
    let draft = begin(&mut citizen, &me, &[]).await;
    stage
        .desk
        .act(
            "/kantor/surat/jenis",
            "/kantor/surat/jenis",
            &[("nyala", "sktm")],
        )
        .await;
    let sent = send(&mut citizen, &draft.path).await;
    assert!(
        sent.html.contains("tidak dilayani dari rumah"),
        "{}",
        sent.html
    );
    assert!(
        sent.html.contains("Membuka rekening bank"),
        "nothing is lost"
    );
    assert_eq!(citizen.open(NEW).await.status, 404);
    // She may take it back; a draft goes for good.
    let gone = citizen
        .act(&draft.path, &draft.path, &[("aksi", "batal")])
        .await;
    assert!(gone.html.contains("Permohonan dihapus"), "{}", gone.html);
    assert_eq!(citizen.open(&draft.path).await.status, 404);
}
