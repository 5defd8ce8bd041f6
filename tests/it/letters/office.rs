//! From the counter to the signed paper.

use identity::Role;
use support::{Seen, TestApp};

use super::{Office, link, number, work};
use crate::{
    office::{enter, of},
    portal::portal,
    residents::houses::photo,
};

#[tokio::test]
async fn a_letter_is_written_at_the_counter_signed_and_printed() {
    let app = portal("letters_counter").await;
    let mut office = Office::of(&app).await;
    // Found by a part of the name: one match leads straight to the questions.
    let found = office
        .operator
        .act(
            "/kantor/surat/baru",
            "/kantor/surat/baru/cari",
            &[("q", "arsyad"), ("jenis", "domisili")],
        )
        .await;
    assert!(
        found.path.starts_with("/kantor/surat/baru/"),
        "{}",
        found.path
    );
    assert!(found.html.contains("Keperluan"), "{}", found.html);

    // Without what has to be said it comes back, with what was typed.
    let wrong = office
        .ask("domisili", &[("j_alamat_domisili", "Jl. Veteran 7")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("Jl. Veteran 7"), "{}", wrong.html);

    let request = office.domicile().await;
    let preview = office.operator.open(&format!("{request}/pratinjau")).await;
    assert_eq!(preview.status, 200);
    assert!(preview.html.starts_with("%PDF-1.7"));

    // Who prepares letters does not sign them.
    let refused = office
        .operator
        .act(&request, &request, &[("aksi", "tandatangan")])
        .await;
    assert!(refused.html.contains("Tindakan ini untuk yang bertugas"));

    let signed = office.sign(&request).await;
    assert!(
        signed.html.contains("Sudah ditandatangani"),
        "{}",
        signed.html
    );
    let again = office.sign(&request).await;
    assert!(
        again.html.contains("Tidak dapat dilakukan"),
        "{}",
        again.html
    );
    work(&app).await;

    let done = office.operator.open(&request).await;
    assert!(done.html.contains("Selesai"), "{}", done.html);
    let letter = office
        .operator
        .open(&link(&done.html, "/kantor/surat/buku/"))
        .await;
    assert!(number(&letter.html).contains("/001/"), "{}", letter.html);
    let pdf = office
        .operator
        .open(&link(&letter.html, &format!("{}/pdf", letter.path)))
        .await;
    assert!(pdf.html.starts_with("%PDF-1.7"));

    let record = office.operator.open("/kantor/catatan").await.html;
    for deed in ["Mencatat permohonan", "Menandatangani", "Membuka surat"] {
        assert!(record.contains(deed), "{deed}");
    }
    assert!(!record.contains(crate::residents::register::NIK));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_request() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let form = format!("/kantor/surat/baru/{}?jenis=domisili", office.id());
    let path = format!("/kantor/surat/baru/{}", office.id());
    let once = uuid::Uuid::now_v7().to_string();
    let fields = [
        ("jenis", "domisili"),
        ("sekali", once.as_str()),
        ("j_keperluan", "Melamar kerja"),
        ("aksi", "simpan"),
    ];
    let first = office.operator.act(&form, &path, &fields).await;
    let second = office.operator.act(&form, &path, &fields).await;
    assert_eq!(first.path, second.path);
    assert!(second.html.contains("sudah tercatat"), "{}", second.html);
    let queue = office.operator.open("/kantor/surat").await;
    assert_eq!(queue.html.matches("/kantor/surat/permohonan/").count(), 1);
}

#[tokio::test]
async fn a_request_goes_back_with_a_reason_and_never_with_a_number() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let request = office.domicile().await;
    let empty = office
        .operator
        .act(&request, &request, &[("aksi", "kembalikan")])
        .await;
    assert_eq!(empty.status, 422);
    let personal = office
        .operator
        .act(
            &request,
            &request,
            &[
                ("aksi", "tolak"),
                ("alasan", "NIK 6303 0417 0870 0001 keliru"),
            ],
        )
        .await;
    assert_eq!(personal.status, 422);
    assert!(
        personal.html.contains("Jangan menulis NIK"),
        "{}",
        personal.html
    );
    let back = office
        .operator
        .act(
            &request,
            &request,
            &[("aksi", "kembalikan"), ("alasan", "Foto KTP buram.")],
        )
        .await;
    assert!(back.html.contains("Perlu diperbaiki"), "{}", back.html);
    assert!(back.html.contains("Foto KTP buram."));
    // Nothing of what came back is signed.
    let signed = office.sign(&request).await;
    assert!(
        signed.html.contains("Tidak dapat dilakukan"),
        "{}",
        signed.html
    );
}

#[tokio::test]
async fn many_are_signed_at_once_and_others_are_told() {
    let app = portal("letters_bulk").await;
    let mut office = Office::of(&app).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let request = office.domicile().await;
        ids.push(request.rsplit('/').next().unwrap().to_owned());
    }
    office
        .sign(&format!("/kantor/surat/permohonan/{}", ids[0]))
        .await;
    let mut fields = vec![("bagian", "tandatangan"), ("aksi", "tandatangan")];
    fields.extend(ids.iter().map(|id| ("pilih", id.as_str())));
    let done = office
        .head
        .act("/kantor/surat", "/kantor/surat", &fields)
        .await;
    assert!(done.html.contains("2 permohonan selesai"), "{}", done.html);
    assert!(done.html.contains("1 tidak"), "{}", done.html);
    work(&app).await;
    let register = office.operator.open("/kantor/surat/buku").await;
    for number in ["/001/", "/002/", "/003/"] {
        assert_eq!(register.html.matches(number).count(), 1, "{number}");
    }
}

#[tokio::test]
async fn the_secretary_signs_while_the_head_is_away_and_only_then() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let account = of(&office.accounts, Role::Sekdes);
    let mut secretary = enter(&app, account).await;
    let request = office.domicile().await;
    let sign = [("aksi", "tandatangan")];
    let before = secretary.act(&request, &request, &sign).await;
    assert!(before.html.contains("Tindakan ini untuk yang bertugas"));
    let rules = office.head.open("/kantor/surat/aturan").await;
    let option = rules.html.split("name=\"wakil\"").nth(1).unwrap();
    let option = option.split("<option value=\"").nth(2).unwrap();
    let deputy = option.split('"').next().unwrap().to_owned();
    let today = kernel::time::day(jiff::Timestamp::now());
    let tomorrow = today.tomorrow().unwrap().to_string();
    let too_long = office
        .head
        .act(
            "/kantor/surat/aturan",
            "/kantor/surat/aturan",
            &[("versi", "0"), ("wakil", &deputy), ("sampai", "2099-01-01")],
        )
        .await;
    assert_eq!(too_long.status, 422, "{}", too_long.html);
    let named = office
        .head
        .act(
            "/kantor/surat/aturan",
            "/kantor/surat/aturan",
            &[("versi", "0"), ("wakil", &deputy), ("sampai", &tomorrow)],
        )
        .await;
    assert!(named.html.contains("Aturan tersimpan"), "{}", named.html);
    let signed = secretary.act(&request, &request, &sign).await;
    assert!(
        signed.html.contains("Sudah ditandatangani"),
        "{}",
        signed.html
    );
}

#[tokio::test]
async fn a_letter_is_not_about_who_has_died_moved_or_is_too_young() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let request = office.domicile().await;
    let happening = format!("{}/peristiwa", office.resident);
    let today = kernel::time::day(jiff::Timestamp::now()).to_string();
    let died = office
        .operator
        .act(
            &happening,
            &happening,
            &[
                ("peristiwa", "died"),
                ("tanggal", &today),
                ("tanggal_lapor", &today),
            ],
        )
        .await;
    assert!(!died.status.is_server_error(), "{}", died.html);
    let asked = office.ask("domisili", &[("j_keperluan", "Warisan")]).await;
    assert_eq!(asked.status, 422, "{}", asked.html);
    assert!(
        asked.html.contains("untuk warga yang tinggal di desa"),
        "{}",
        asked.html
    );
    // What was asked for before it is not signed any more.
    let signed = office.sign(&request).await;
    assert!(
        signed.html.contains("Tidak dapat dilakukan"),
        "{}",
        signed.html
    );

    let child = crate::residents::register::admit(
        &mut office.operator,
        &crate::residents::register::person(&[
            ("nama", "Rahmat Hidayat"),
            ("nik", ""),
            ("no_kk", "6303040101100002"),
            ("tanggal_lahir", "2015-05-05"),
            ("telepon", ""),
            ("status_kawin", "1"),
        ]),
    )
    .await;
    assert_eq!(child.status, 200, "{}", child.html);
    office.resident = child.path;
    let asked = office.ask("usaha", &[("j_keperluan", "Kredit")]).await;
    assert!(
        asked.html.contains("belum berumur 17 tahun"),
        "{}",
        asked.html
    );
}

/// The village's logo stands on the paper as a picture, and a letter without one has none.
#[tokio::test]
async fn the_villages_logo_is_on_the_paper() {
    let app = portal("letters_logo").await;
    let mut office = Office::of(&app).await;
    let plain = office.letter().await;
    let token = office.operator.open("/kantor/foto").await.token();
    let sent = office
        .operator
        .send_files(
            "/kantor/foto",
            &[("csrf", &token)],
            &[("foto", "logo.jpg", &photo())],
            true,
        )
        .await;
    let sent: serde_json::Value = serde_json::from_str(&sent.html).unwrap();
    let logo: uuid::Uuid = sent["id"].as_str().unwrap().parse().unwrap();
    work(&app).await;
    let mut tx = app.tx(&office.village).await;
    sqlx::query("update site set logo_media = $1")
        .bind(logo)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let adorned = office.letter().await;
    let pictures = async |letter: &Seen| {
        let asked = app
            .ask(&office.village.host(), &format!("{}/pdf", letter.path))
            .header("cookie", office.operator.cookie_line());
        let bytes = asked.send().await.unwrap().bytes().await.unwrap();
        let jpeg = b"/DCTDecode";
        bytes
            .windows(jpeg.len())
            .filter(|part| part == jpeg)
            .count()
    };
    assert_eq!((pictures(&plain).await, pictures(&adorned).await), (0, 1));
}
