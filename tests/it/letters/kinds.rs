//! What can be asked for: the catalogue, and what a village makes of it.

use support::{Browser, TestApp};

use super::Office;

#[tokio::test]
async fn what_is_switched_off_is_not_offered_and_not_written() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let mut visitor = Browser::new(&app, &office.village.host());
    let list = visitor.open("/layanan").await.html;
    assert!(list.contains("/layanan/domisili"), "{list}");
    let one = visitor.open("/layanan/domisili").await.html;
    for expected in [
        "Kartu Keluarga",
        "Keperluan",
        "Gratis",
        "/mandiri/surat/baru?jenis=domisili",
    ] {
        assert!(one.contains(expected), "{expected}");
    }
    assert_eq!(visitor.open("/layanan/surat-tugas").await.status, 404);
    assert_eq!(visitor.open("/layanan/tidak-ada").await.status, 404);

    // The form is open while somebody switches the kind off.
    let form = format!("/kantor/surat/baru/{}?jenis=domisili", office.id());
    let token = office.operator.open(&form).await.token();
    let off = office
        .operator
        .act(
            "/kantor/surat/jenis",
            "/kantor/surat/jenis",
            &[("nyala", "sktm")],
        )
        .await;
    assert!(off.html.contains("tersimpan"), "{}", off.html);
    let path = format!("/kantor/surat/baru/{}", office.id());
    let fields = [
        ("csrf", token.as_str()),
        ("jenis", "domisili"),
        ("j_keperluan", "Kredit"),
        ("aksi", "simpan"),
    ];
    assert_eq!(office.operator.send(&path, &fields).await.status, 404);
    let list = visitor.open("/layanan").await.html;
    assert!(!list.contains("/layanan/domisili\""), "{list}");
    assert!(list.contains("/layanan/sktm"), "{list}");
    assert_eq!(visitor.open("/layanan/domisili").await.status, 404);
}

#[tokio::test]
async fn a_text_with_an_unknown_placeholder_is_never_kept() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let edit = "/kantor/surat/jenis/ubah?jenis=domisili";
    let fields = |text: &'static str, version: &'static str| {
        [
            ("versi", version),
            ("nama", "Surat Keterangan Domisili"),
            ("singkatan", "SKD"),
            ("kode", "400.12.2.2"),
            ("kegunaan", "Untuk bank."),
            ("hari", "90"),
            ("syarat", "kk"),
            ("daring", "ya"),
            ("isi", text),
            ("aksi", "simpan"),
        ]
    };
    for (text, sentence) in [
        ("Untuk [keperluann].", "keperluan"),
        ("Bulan [bulan_romawii].", "bulan_romawii"),
        ("Nama {{ nama }}.", "[nama]"),
        ("Untuk [keperluan", "Baris 1"),
    ] {
        let refused = office.operator.act(edit, edit, &fields(text, "0")).await;
        assert_eq!(refused.status, 422, "{text}");
        assert!(refused.html.contains(sentence), "{text}: {}", refused.html);
        assert!(refused.html.contains("tercantum") || refused.html.contains("textarea"));
    }
    let kept = office
        .operator
        .act(
            edit,
            edit,
            &fields("Menerangkan:\n\n[identitas]\n\nUntuk *[keperluan]*.", "0"),
        )
        .await;
    assert!(kept.html.contains("tersimpan"), "{}", kept.html);
    let stale = office
        .operator
        .act(edit, edit, &fields("Untuk [keperluan].", "0"))
        .await;
    assert_eq!(stale.status, 422, "somebody else was quicker");
    let request = office.domicile().await;
    office.sign(&request).await;
    let register = office.operator.open("/kantor/surat/buku").await.html;
    assert!(register.contains("400.12.2.2/001/"), "{register}");
    let again = office
        .operator
        .act(edit, edit, &[("versi", "1"), ("aksi", "semula")])
        .await;
    assert!(again.html.contains("naskah semula"), "{}", again.html);
}

#[tokio::test]
async fn a_village_makes_a_kind_of_its_own() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let new = "/kantor/surat/jenis/ubah";
    let fields = [
        ("versi", "0"),
        ("nama", "Surat Keterangan Penggarap Kebun"),
        ("singkatan", "SKPK"),
        ("kode", "500.6"),
        ("kegunaan", "Untuk penggarap kebun karet."),
        ("hari", ""),
        ("syarat", "ktp"),
        ("daring", "ya"),
        ("t_0_label", "Luas kebun"),
        ("t_0_jenis", "decimal"),
        ("t_0_wajib", "ya"),
        ("t_1_label", "Jenis tanaman"),
        ("t_1_jenis", "select"),
        ("t_1_pilihan", "Karet; Sawit; Kopi"),
        (
            "isi",
            "Menerangkan bahwa [nama] menggarap [luas_kebun] hektare [jenis_tanaman].",
        ),
        ("aksi", "simpan"),
    ];
    let made = office.operator.act(new, new, &fields).await;
    assert!(made.html.contains("tersimpan"), "{}", made.html);
    assert!(made.html.contains("Milik desa"), "{}", made.html);
    let asked = office
        .ask(
            "surat-keterangan-penggarap-kebun",
            &[("j_luas_kebun", "1,5"), ("j_jenis_tanaman", "Karet")],
        )
        .await;
    assert!(
        asked.html.contains("Menunggu tanda tangan"),
        "{}",
        asked.html
    );
    assert!(asked.html.contains("1,5"), "{}", asked.html);
    let signed = office.sign(&asked.path).await;
    assert!(
        signed.html.contains("Sudah ditandatangani"),
        "{}",
        signed.html
    );
}
