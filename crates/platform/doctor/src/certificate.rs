//! How long the certificate of a host is good, read in a handshake. Nothing is sent to the host, and
//! nothing it says is believed: a certificate that is over, or somebody else's, is read as well.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use jiff::Timestamp;
use rustls::{
    ClientConfig, DigitallySignedStruct, SignatureScheme,
    client::{
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        verify_server_name,
    },
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::ParsedCertificate,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use x509_cert::{Certificate as Parsed, der::Decode};

use crate::{Answer, Trouble, within};

/// How long a handshake is waited for: the proxy may order a new certificate just now.
const PATIENCE: Duration = Duration::from_secs(20);

/// A certificate as a host showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate {
    pub ends_at: Timestamp,
    /// Whether it is made out to the host.
    pub fits: bool,
}

/// Asks a host for its certificate: `at` an address, or where its name leads, at port 443.
///
/// # Errors
/// Why none was seen.
pub async fn certificate(host: &str, at: Option<SocketAddr>) -> Answer<Certificate> {
    match within(PATIENCE, handshake(host, at)).await {
        Err(Trouble::Late) => Err(Trouble::Said("no answer in time".to_owned())),
        answer => answer,
    }
}

async fn handshake(host: &str, at: Option<SocketAddr>) -> Answer<Certificate> {
    let name = ServerName::try_from(host.to_owned()).map_err(Trouble::said)?;
    let line = match at {
        Some(address) => TcpStream::connect(address).await,
        None => TcpStream::connect((host, 443)).await,
    };
    let line = line.map_err(Trouble::said)?;
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(Trouble::said)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody(provider)))
        .with_no_client_auth();
    let secured = TlsConnector::from(Arc::new(config))
        .connect(name.clone(), line)
        .await
        .map_err(Trouble::said)?;
    let shown = secured.get_ref().1.peer_certificates();
    let first = shown.and_then(|all| all.first());
    let first = first.ok_or_else(|| Trouble::Said("showed no certificate".to_owned()))?;
    read(first, &name)
}

fn read(der: &CertificateDer<'_>, name: &ServerName<'_>) -> Answer<Certificate> {
    let parsed = Parsed::from_der(der).map_err(Trouble::said)?;
    let end = parsed.tbs_certificate().validity().not_after;
    let seconds = i64::try_from(end.to_unix_duration().as_secs()).map_err(Trouble::said)?;
    let for_name = ParsedCertificate::try_from(der).map_err(Trouble::said)?;
    Ok(Certificate {
        // The farthest moment a certificate can name fits.
        ends_at: Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX),
        fits: verify_server_name(&for_name, name).is_ok(),
    })
}

/// Lets every certificate pass whose key signed the handshake.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::*;

    fn made(names: &[&str]) -> CertificateDer<'static> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.not_after = date_time_ymd(2026, 12, 24);
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().der().clone()
    }

    #[test]
    fn a_certificate_says_when_it_ends_and_for_whom_it_is() {
        let der = made(&["*.banjarkab.go.id"]);
        for (host, fits) in [
            ("desa.banjarkab.go.id", true),
            ("banjarkab.go.id", false),
            ("desa.id", false),
        ] {
            let seen = read(&der, &ServerName::try_from(host).unwrap()).unwrap();
            let ends_at = "2026-12-24T00:00:00Z".parse().unwrap();
            assert_eq!(seen, Certificate { ends_at, fits }, "{host}");
        }
        let nonsense = CertificateDer::from(vec![0x30, 0x03, 1, 2, 3]);
        let name = ServerName::try_from("desa.id").unwrap();
        assert!(read(&nonsense, &name).is_err());
    }

    #[tokio::test]
    async fn nobody_there_is_told() {
        let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = closed.local_addr().unwrap();
        drop(closed);
        let answer = certificate("desa.id", Some(address)).await;
        assert!(matches!(answer, Err(Trouble::Said(_))), "{answer:?}");
        assert!(certificate("..", Some(address)).await.is_err());
    }
}
