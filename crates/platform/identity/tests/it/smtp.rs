//! Letters reach a server, and failures are told apart.

use std::time::{Duration, Instant};

use identity::mail::{Letter, MailError, Mailer, password_reset};

use crate::fake_server::{FakeServer, Manner};

fn letter() -> Letter {
    let link = "https://pembantanan.banjarkab.go.id/kantor/sandi/AbC";
    password_reset("Desa Pembantanan", "siti@desa.id", "Siti", link)
}

fn mailer(port: u16, options: &str) -> Mailer {
    let url = format!("smtp://127.0.0.1:{port}{options}");
    Mailer::smtp(&url, "situs@banjarkab.go.id").expect("a usable setting")
}

#[tokio::test]
async fn a_letter_arrives_and_the_connection_is_kept() {
    let server = FakeServer::start(Manner::TakesAll).await;
    let mailer = mailer(server.port, "");
    mailer.send(&letter()).await.unwrap();
    // lettre puts a connection back in the background.
    tokio::time::sleep(Duration::from_millis(200)).await;
    mailer.send(&letter()).await.unwrap();
    let heard = server.heard();
    assert!(
        heard.contains("MAIL FROM:<situs@banjarkab.go.id>"),
        "{heard}"
    );
    assert!(heard.contains("RCPT TO:<siti@desa.id>"));
    assert!(heard.contains("Subject: Kata sandi baru untuk kantor Desa Pembantanan"));
    assert_eq!(heard.matches("EHLO").count(), 1, "one connection for both");
    assert_eq!(heard.matches("DATA\n").count(), 2);
}

#[tokio::test]
async fn a_refusal_is_for_good_and_greylisting_is_not() {
    let refusing = FakeServer::start(Manner::Refuses).await;
    let error = mailer(refusing.port, "").send(&letter()).await.unwrap_err();
    assert!(
        matches!(&error, MailError::Refused { code } if code == "550"),
        "{error}"
    );
    assert!(!error.is_passing());
    assert!(!error.to_string().contains("siti"), "{error}");

    let later = FakeServer::start(Manner::Greylists).await;
    let error = mailer(later.port, "").send(&letter()).await.unwrap_err();
    assert!(matches!(error, MailError::Later(_)) && error.is_passing());

    let nobody = mailer(1, "").send(&letter()).await.unwrap_err();
    assert!(nobody.is_passing());
}

/// Whoever is in between could hide that the server knows encryption.
#[tokio::test]
async fn without_encryption_nothing_is_said() {
    let server = FakeServer::start(Manner::TakesAll).await;
    let url = format!("smtp://user:rahasia@127.0.0.1:{}?tls=required", server.port);
    let mailer = Mailer::smtp(&url, "situs@banjarkab.go.id").unwrap();
    assert!(mailer.send(&letter()).await.is_err());
    let heard = server.heard();
    for word in ["AUTH", "MAIL", "DATA"] {
        assert!(!heard.contains(word), "{heard}");
    }
    assert!(!format!("{mailer:?}").contains("rahasia"));
}

fn impatient(mailer: Mailer) -> Mailer {
    match mailer {
        Mailer::Smtp(smtp) => Mailer::Smtp(smtp.with_patience(Duration::from_millis(500))),
        other => other,
    }
}

#[tokio::test]
async fn a_silent_server_does_not_hold_a_letter_for_ever() {
    let server = FakeServer::start(Manner::IsSilent).await;
    let begin = Instant::now();
    let mailer = impatient(self::mailer(server.port, ""));
    let error = mailer.send(&letter()).await.unwrap_err();
    assert!(error.is_passing());
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "{:?}",
        begin.elapsed()
    );
}

/// A connection that was left in the middle of a letter is not spoken into again.
#[tokio::test]
async fn a_letter_broken_off_does_not_spoil_the_next() {
    let server = FakeServer::start(Manner::FallsSilentOnce).await;
    let mailer = impatient(self::mailer(server.port, ""));
    assert!(mailer.send(&letter()).await.unwrap_err().is_passing());
    tokio::time::sleep(Duration::from_millis(200)).await;
    mailer.send(&letter()).await.unwrap();
    assert_eq!(
        server.heard().matches("EHLO").count(),
        2,
        "{}",
        server.heard()
    );

    // The same when whoever asked walks away.
    let server = FakeServer::start(Manner::FallsSilentOnce).await;
    let mailer = self::mailer(server.port, "");
    let letter = letter();
    let asked = tokio::time::timeout(Duration::from_millis(500), mailer.send(&letter));
    assert!(asked.await.is_err());
    mailer.send(&letter).await.unwrap();
}
