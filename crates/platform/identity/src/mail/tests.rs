use super::*;

const LINK: &str = "http://pembantanan.localhost:8080/kantor/undangan/AbC-123_x?a=1&b=2";

fn sample() -> Letter {
    invitation(
        "Desa Pembantanan",
        "siti@desa.id",
        "Siti Rahmah",
        "Operator",
        LINK,
    )
}

fn raw(letter: &Letter) -> String {
    let from = address("situs@banjarkab.go.id").unwrap();
    String::from_utf8(message(letter, &from).unwrap().formatted()).unwrap()
}

#[test]
fn an_invitation_says_who_what_and_for_how_long() {
    let letter = sample();
    assert_eq!(
        letter.text,
        format!(
            "Yth. Siti Rahmah,\n\n\
             Anda diundang menjadi Operator di situs Desa Pembantanan. Satu langkah lagi: pilih kata sandi Anda lewat tautan ini.\n\n\
             {LINK}\n\n\
             Tautan ini hanya untuk Anda, dapat dipakai satu kali, dan berlaku 72 jam. Bila sudah lewat, mintalah undangan baru kepada yang mengundang Anda.\n\n\
             Bila Anda merasa tidak ada urusan dengan undangan ini, abaikan saja surat ini.\n\n\
             Salam hangat,\n\nDesa Pembantanan\n"
        )
    );
    assert!(
        letter
            .html
            .contains("a=1&amp;b=2\"><strong>Pilih kata sandi</strong></a>")
    );
    assert_eq!(
        format!("{letter:?}"),
        "Letter(to ***, \"Undangan bergabung di kantor Desa Pembantanan\")"
    );
    let reset = password_reset("Desa Pembantanan", "siti@desa.id", "Siti", LINK);
    assert!(reset.text.contains("berlaku satu jam") && reset.text.contains(LINK));
}

#[test]
fn it_travels_as_text_and_as_html() {
    let raw = raw(&sample());
    for part in [
        "From: \"Desa Pembantanan\" <situs@banjarkab.go.id>\r\n",
        "To: \"Siti Rahmah\" <siti@desa.id>\r\n",
        "Subject: Undangan bergabung di kantor Desa Pembantanan\r\n",
        "Message-ID: <",
        "Date: ",
        "Content-Type: multipart/alternative;",
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Type: text/html; charset=utf-8\r\n",
    ] {
        assert!(raw.contains(part), "{part}\n{raw}");
    }
}

#[test]
fn nobody_writes_headers_of_his_own() {
    let evil = "Siti\r\nBcc: semua@desa.id\r\n\r\n<script>alert(1)</script>";
    let letter = invitation(evil, "siti@desa.id", evil, evil, LINK);
    let raw = raw(&letter);
    let head = raw.split("\r\n\r\n").next().unwrap();
    for line in head.split("\r\n") {
        assert!(!line.to_lowercase().starts_with("bcc"), "{head}");
    }
    assert_eq!(head.matches("To: ").count(), 1);
    assert!(!letter.html.contains("<script>"));
    for address in [
        "siti@desa.id\r\nBcc: a@b.id",
        "siti@desa.id, budi@desa.id",
        "Siti <siti@desa.id>",
        "siti",
        "",
        "siti@desa.id>\r\nRCPT TO:<a@b.id",
    ] {
        let letter = Letter {
            to: address.into(),
            ..sample()
        };
        let from = super::address("situs@banjarkab.go.id").unwrap();
        assert!(
            matches!(message(&letter, &from), Err(MailError::Address)),
            "{address}"
        );
    }
}

#[test]
fn only_web_links_are_links() {
    for wrong in ["javascript:alert(1)", "https://a\nb", "https://a b", "//a"] {
        let letter = invitation("Desa", "a@b.id", "A", "Operator", wrong);
        assert!(
            !letter.html.contains("javascript:") && !letter.text.contains(wrong),
            "{wrong}"
        );
    }
    let quoted = invitation(
        "Desa",
        "a@b.id",
        "A",
        "Operator",
        "https://a/\"onmouseover=\"x",
    );
    assert!(!quoted.html.contains("\"onmouseover"));
}

#[tokio::test]
async fn the_outbox_keeps_letters_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let Mailer::Outbox(outbox) = Mailer::outbox(folder.path().join("surat")) else {
        panic!("an outbox");
    };
    assert!(outbox.letters().await.unwrap().is_empty());
    assert!(outbox.page().await.unwrap().contains("Belum ada surat."));
    let mailer = Mailer::Outbox(outbox.clone());
    mailer.send(&sample()).await.unwrap();
    let reset = password_reset("Desa <b>X</b>", "budi@desa.id", "Budi", LINK);
    mailer.send(&reset).await.unwrap();

    let letters = outbox.letters().await.unwrap();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].to, "budi@desa.id", "the newest first");
    assert!(letters[1].text.contains(LINK));
    let eml = std::fs::read_to_string(outbox.folder().join(&letters[1].file)).unwrap();
    assert!(eml.contains("To: \"Siti Rahmah\" <siti@desa.id>"));
    let page = std::fs::read_to_string(outbox.folder().join("index.html")).unwrap();
    assert!(page.contains(&format!("<a href=\"{}\">", LINK.replace('&', "&amp;"))));
    assert!(!page.contains("<b>X</b>"));
}

#[tokio::test]
async fn an_outbox_that_cannot_be_written_is_told() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = Mailer::outbox(file.path())
        .send(&sample())
        .await
        .unwrap_err();
    assert!(matches!(error, MailError::Outbox(_)) && error.is_passing());
}
