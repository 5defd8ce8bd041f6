//! What the district does with a village: the changes, and how the record calls them. Forms and
//! programs do the same deeds.

use db::register::{Change, Quotas, Village};
use jiff::{SignedDuration, Timestamp};
use kernel::VillageSlug;
use serde_json::{Value, json};
use web::Form;

use crate::{
    domain::{Register, read_name, read_slug},
    hosts::subject,
};

/// How long a village that is to be deleted can still be called back.
const GRACE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Longest message to visitors, in characters.
const NOTE: usize = 300;
const MEGABYTE: i64 = 1_000_000;
/// The most a village may be given: a million megabytes, a thousand people.
const MOST_STORAGE: i64 = 1_000_000;
const MOST_STAFF: i64 = 1000;

/// What is done with a village.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    pub changes: Vec<Change>,
    /// As the record calls it.
    pub action: &'static str,
    pub detail: Value,
    /// What the record says it was done with, when that is not simply the village.
    subject: Option<String>,
}

impl Deed {
    fn one(change: Change, action: &'static str, detail: Value) -> Self {
        Self {
            changes: vec![change],
            action,
            detail,
            subject: None,
        }
    }

    /// What the record says it was done with.
    pub fn subject<'a>(&'a self, village: &'a Village) -> &'a str {
        self.subject.as_deref().unwrap_or(&village.name)
    }

    pub fn resume() -> Self {
        Self::one(Change::Resume, "desa.aktifkan", json!({}))
    }

    pub fn suspend(note: String) -> Self {
        Self::one(Change::Suspend { note }, "desa.tangguhkan", json!({}))
    }

    pub fn archive(note: String) -> Self {
        Self::one(Change::Archive { note }, "desa.arsipkan", json!({}))
    }

    pub fn limit(quotas: Quotas) -> Self {
        let detail = json!({ "penyimpanan": quotas.storage_bytes, "pengguna": quotas.staff });
        Self::one(Change::Limit(quotas), "desa.batas", detail)
    }

    /// Lets a domain of the village's own go.
    pub fn let_go(village: &Village, host: &str) -> Self {
        let detail = json!({ "kode": village.code.dotted(), "domain": host });
        let change = Change::RemoveHost {
            host: host.to_owned(),
        };
        Self {
            subject: Some(subject(village, host)),
            ..Self::one(change, "desa.domain-lepas", detail)
        }
    }

    /// Has all addresses of the village lead to one of its domains, or to its usual host again.
    pub fn prefer(village: &Village, host: &str, prefer: bool) -> Self {
        let detail = json!({ "kode": village.code.dotted(), "domain": host, "utama": prefer });
        let add = Change::AddHost {
            host: host.to_owned(),
            canonical: prefer,
        };
        // A domain that is let go is nobody's first any more; it comes back in the same breath.
        let mut changes = vec![add];
        if !prefer {
            let host = host.to_owned();
            changes.insert(0, Change::RemoveHost { host });
        }
        Self {
            changes,
            action: "desa.domain-utama",
            detail,
            subject: Some(subject(village, host)),
        }
    }

    /// Plans the deletion of everything; thirty days remain to call it back.
    pub fn end(village: &Village, now: Timestamp) -> anyhow::Result<(Self, Timestamp)> {
        let at = now.checked_add(GRACE)?;
        let detail = json!({ "kode": village.code.dotted(), "sampai": at.to_string() });
        let note = "Situs ini akan ditutup.".to_owned();
        let deed = Self::one(Change::EndAt { at, note }, "desa.hapus", detail);
        Ok((deed, at))
    }
}

/// A name and an address for a village that has others now.
#[derive(Debug, Clone, PartialEq)]
pub struct Names {
    pub name: String,
    pub slug: VillageSlug,
}

impl Names {
    /// Reads `nama` and `alamat`; a field that is missing stays as it is.
    pub fn read(form: &mut Form, village: &Village, register: &Register<'_>) -> Option<Self> {
        let name = match form.has("nama") {
            true => form.read("nama", read_name),
            false => Some(village.name.clone()),
        };
        let slug = match form.has("alamat") {
            true => form.read("alamat", |typed| {
                read_slug(typed, Some(village.code), register)
            }),
            false => Some(village.slug.clone()),
        };
        Some(Self {
            name: name?,
            slug: slug?,
        })
    }

    pub fn moves(&self, village: &Village) -> bool {
        self.slug != village.slug
    }

    /// Nothing when they are what the village is called already.
    pub fn deed(&self, village: &Village) -> Option<Deed> {
        let mut changes = Vec::new();
        if self.name != village.name {
            changes.push(Change::Rename {
                name: self.name.clone(),
            });
        }
        if self.moves(village) {
            changes.push(Change::Move {
                slug: self.slug.clone(),
            });
        }
        (!changes.is_empty()).then(|| Deed {
            changes,
            action: "desa.nama",
            detail: json!({ "nama": self.name, "alamat": self.slug.as_str() }),
            subject: None,
        })
    }
}

/// Reads `pesan`, what visitors are told.
pub fn read_note(form: &mut Form) -> Option<String> {
    let note = form.line("pesan", NOTE);
    form.is_good().then_some(note)
}

/// Reads `yakin`: the address, typed once more.
pub fn read_confirmation(form: &mut Form, village: &Village) -> Option<()> {
    let is_sure = form.raw("yakin").trim() == village.slug.as_str();
    if !is_sure {
        form.wrong(
            "yakin",
            format!("Ketik “{}” untuk memastikan.", village.slug),
        );
    }
    is_sure.then_some(())
}

/// Reads `penyimpanan` (in megabytes) and `pengguna`; what is empty is the usual measure.
pub fn read_quotas(form: &mut Form, village: &Village) -> Option<Quotas> {
    let storage = form.read("penyimpanan", |typed| read_limit(typed, MOST_STORAGE));
    let staff = form.read("pengguna", |typed| read_limit(typed, MOST_STAFF));
    Some(Quotas {
        storage_bytes: storage?.map(|megabytes| megabytes * MEGABYTE),
        staff: staff?,
        ..village.quotas.clone()
    })
}

/// A whole number from 1, or nothing.
fn read_limit(typed: &str, most: i64) -> Result<Option<i64>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let plain = typed.replace('.', "");
    match plain.parse::<i64>() {
        Ok(number) if (1..=most).contains(&number) => Ok(Some(number)),
        _ => Err(format!(
            "Isi angka 1 sampai {}, atau kosongkan.",
            kernel::thousands(most)
        )),
    }
}
