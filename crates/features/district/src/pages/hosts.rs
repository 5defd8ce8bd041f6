//! A village's domains, at its page.

use std::net::IpAddr;

use db::register::{HostPurpose, Village};
use jiff::Timestamp;
use kernel::time;
use serde::Serialize;

use super::{Badge, days_left};
use crate::{
    domain::{CERTIFICATE_DAYS, days_until},
    hosts::{DnsRecord, Finding, directions, proof},
    store::hosts::{CertificateRow, ClaimRow},
};

/// What the page knows besides the rows.
pub struct Ground<'a> {
    /// The service's addresses, when it was told them.
    pub ours: &'a [IpAddr],
    /// The village's usual host.
    pub our_host: String,
    /// Whether somebody looks after certificates.
    pub watched: bool,
    pub now: Timestamp,
}

/// Where a village answers and where it is to answer.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Domains {
    pub rows: Vec<Domain>,
    pub claims: Vec<Claim>,
    /// The village's usual host.
    pub our_host: String,
}

/// A domain of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Domain {
    pub host: String,
    /// Whether all other addresses lead there.
    pub is_first: bool,
    /// How its certificate fares; nothing where nobody looks.
    pub certificate: Option<Badge>,
    /// More of that, in a sentence; may be empty.
    pub certificate_note: String,
}

/// A domain that waits for its proof.
#[derive(Debug, Clone, Serialize)]
pub struct Claim {
    pub host: String,
    pub proof: DnsRecord,
    pub directions: Vec<DnsRecord>,
    pub until: String,
    /// What was seen last, and when; empty before the first look.
    pub finding: String,
    pub checked: String,
}

impl Domains {
    pub fn new(
        village: &Village,
        certificates: &[CertificateRow],
        claims: &[ClaimRow],
        ground: &Ground<'_>,
    ) -> Self {
        let custom = village
            .hosts
            .iter()
            .filter(|host| host.purpose == HostPurpose::Custom);
        let waiting = claims
            .iter()
            .filter(|claim| claim.expires_at.to_jiff() > ground.now);
        Self {
            rows: custom
                .map(|host| {
                    let seen = certificates.iter().find(|row| row.host == host.host);
                    let (certificate, certificate_note) = certificate(seen, ground);
                    Domain {
                        is_first: village.canonical_host.as_ref() == Some(&host.host),
                        host: host.host.clone(),
                        certificate,
                        certificate_note,
                    }
                })
                .collect(),
            claims: waiting.map(|claim| Claim::new(claim, ground)).collect(),
            our_host: ground.our_host.clone(),
        }
    }

    /// For a sample of a page.
    pub fn sample() -> Self {
        let record = |kind| DnsRecord {
            kind,
            name: "_banua.desa.id".into(),
            value: "\"<b>".into(),
        };
        let row = |host: &str, is_first, certificate, note: &str| Domain {
            host: host.into(),
            is_first,
            certificate,
            certificate_note: note.into(),
        };
        let badge = Badge {
            kind: "good",
            label: "Sertifikat baik",
        };
        Self {
            rows: vec![
                row("desa.id", true, Some(badge), "\"<b>"),
                row("lain.id", false, None, ""),
            ],
            claims: vec![Claim {
                host: "baru.id".into(),
                proof: record("TXT"),
                directions: vec![record("A"), record("CNAME")],
                until: "15 Desember 2026".into(),
                finding: Finding::Late.told().into(),
                checked: "5 menit lalu".into(),
            }],
            our_host: "x.localhost".into(),
        }
    }
}

impl Claim {
    fn new(row: &ClaimRow, ground: &Ground<'_>) -> Self {
        Self {
            host: row.host.clone(),
            proof: proof(row),
            directions: directions(&row.host, ground.ours, &ground.our_host),
            until: time::long_date(row.expires_at.to_jiff()),
            finding: row
                .finding
                .as_deref()
                .and_then(Finding::of)
                .map_or_else(String::new, |finding| finding.told().to_owned()),
            checked: row
                .checked_at
                .map(|at| time::relative(at.to_jiff(), ground.now))
                .unwrap_or_default(),
        }
    }
}

fn certificate(row: Option<&CertificateRow>, ground: &Ground<'_>) -> (Option<Badge>, String) {
    if !ground.watched {
        return (None, String::new());
    }
    let badge = |kind, label| Some(Badge { kind, label });
    let Some(row) = row else {
        let note = "Diperiksa setiap malam.".to_owned();
        return (badge("hollow", "Sertifikat belum diperiksa"), note);
    };
    let days = row.ends_at.map(|at| days_until(at.to_jiff(), ground.now));
    let left = days.map_or_else(String::new, |days| match days {
        ..0 => "Masa berlakunya sudah habis.".to_owned(),
        days => format!("Berlaku {} lagi.", days_left(days)),
    });
    let seen = format!(
        "Diperiksa {}.",
        time::relative(row.asked_at.to_jiff(), ground.now)
    );
    let note = format!("{left} {seen}").trim_start().to_owned();
    match days {
        _ if !row.problem.is_empty() => (badge("warn", "Sertifikat tidak terlihat"), note),
        Some(..0) => (badge("bad", "Sertifikat habis"), note),
        Some(days) if days < CERTIFICATE_DAYS => (badge("warn", "Sertifikat hampir habis"), note),
        _ => (badge("good", "Sertifikat baik"), note),
    }
}
