//! How long certificates are good: read every night, shown where the fleet is.

use std::{net::SocketAddr, sync::Arc};

use config::Secret;
use identity::Scope;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};
use serde_json::Value;
use support::{TestApp, environment, own_database};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::{
    super::{
        api::{ask, json_of, key},
        console::superadmin,
    },
    new_domain,
};

/// A proxy with one certificate for these names, good for so many days from now.
async fn proxy(names: &[&str], days: i64) -> SocketAddr {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    let end = Timestamp::now() + SignedDuration::from_hours(24 * (days + 1));
    let end = end.to_zoned(TimeZone::UTC).date();
    let (month, day) = (end.month().unsigned_abs(), end.day().unsigned_abs());
    params.not_after = date_time_ymd(i32::from(end.year()), month, day);
    let pair = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&pair).unwrap();
    let secret = PrivateKeyDer::try_from(pair.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], secret)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let _ = acceptor.accept(line).await;
            });
        }
    });
    address
}

#[tokio::test]
async fn certificates_that_end_soon_are_seen_before_visitors_see_it() {
    let (own, other) = (new_domain(), new_domain());
    let address = proxy(&["desa.localhost", "*.localhost", &own], 9).await;
    let (owner, service) = own_database("banua_it_certificates").await;
    let app = TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.certificates.watch = true;
        config.certificates.ask_at = Some(address);
    })
    .await;
    let (village, plain) = (app.village().await, app.village().await);
    let mut owner = app.database.owner().await.unwrap();
    for host in [&own, &other] {
        let change = db::register::Change::AddHost {
            host: host.clone(),
            canonical: false,
        };
        db::register::change(&mut owner, &village.code, &change, "test")
            .await
            .unwrap();
    }
    let service = &app.running.app;
    service.reload_registry().await.unwrap();
    let mut browser = superadmin(&app).await;
    let here = format!("/konsol/desa/{}", village.slug);
    let before = browser.open(&here).await.html;
    assert!(before.contains("Sertifikat belum diperiksa"), "{before}");

    district::hosts::certificates::look(service).await.unwrap();
    let page = browser.open(&here).await.html;
    assert!(page.contains("Sertifikat hampir habis"), "{page}");
    assert!(page.contains("Sertifikat tidak terlihat"), "{page}");
    // The portal's certificate is every village's.
    let fleet = browser.open("/konsol?keadaan=sertifikat").await.html;
    for slug in [&village.slug, &plain.slug] {
        assert!(fleet.contains(&format!("/konsol/desa/{slug}")), "{fleet}");
    }
    assert!(fleet.contains("9 hari"), "{fleet}");
    let read = key(&app, &[Scope::FleetRead, Scope::VillagesRead]).await;
    let all = json_of(ask(&app, &read, "GET", "/fleet?alert=certificate", Value::Null).await).await;
    let ends = all["items"][0]["figures"]["certificate_ends_at"]
        .as_str()
        .unwrap();
    let left = ends
        .parse::<Timestamp>()
        .unwrap()
        .duration_since(Timestamp::now());
    assert!((9..=10).contains(&(left.as_hours() / 24)), "{ends}");
    let hosts = format!("/villages/{}/hosts", village.slug);
    let hosts = json_of(ask(&app, &read, "GET", &hosts, Value::Null).await).await;
    for host in hosts["hosts"].as_array().unwrap() {
        let is_own = host["host"] == own.as_str();
        assert_eq!(host["certificate_problem"] == "", is_own, "{host}");
        assert_eq!(host["certificate_ends_at"].is_string(), is_own, "{host}");
    }

    // A proxy that does not answer takes nothing away that was seen; a domain let go is forgotten.
    let change = db::register::Change::RemoveHost {
        host: other.clone(),
    };
    db::register::change(&mut owner, &village.code, &change, "test")
        .await
        .unwrap();
    let silent = TestApp::start_with(|config| {
        config.database = app.config.database.clone();
        config.certificates.watch = true;
        config.certificates.ask_at = Some("127.0.0.1:1".parse().unwrap());
    })
    .await;
    district::hosts::certificates::look(&silent.running.app)
        .await
        .unwrap();
    let rows: Vec<(String, bool, bool)> = sqlx::query_as(
        "select host, ends_at is not null, problem <> '' from platform.host_certificates order by host",
    )
    .fetch_all(app.database.control())
    .await
    .unwrap();
    assert_eq!(
        rows,
        [("desa.localhost".to_owned(), true, true), (own, true, true)]
    );
}
