//! What may be given to a village, said so that it can be put right; and how a village fares.

use db::{
    provision::NewVillage,
    register::{HostPurpose, Subdistrict, Village},
};
use jiff::{SignedDuration, Timestamp};
use kernel::{VillageCode, VillageSlug, VillageSlugError};
use serde::{Deserialize, Serialize};

/// Longest display name, in characters.
pub const NAME: usize = 80;
/// Without news for so long a village counts as quiet.
const QUIET: SignedDuration = SignedDuration::from_hours(90 * 24);
/// So long a comment may wait before the district is told.
const WAITS_LONG: SignedDuration = SignedDuration::from_hours(7 * 24);
/// From so many percent of failed requests on, and so many of them, the district is told.
const MOST_ERRORS: f64 = 1.0;
const LEAST_ERRORS: i64 = 10;
/// A certificate that is good for less is looked at.
pub const CERTIFICATE_DAYS: i64 = 14;

/// Everything that is known when a village is named: who has which address already.
pub struct Register<'a> {
    pub villages: Vec<&'a Village>,
    pub subdistricts: &'a [Subdistrict],
    /// The label the portal answers at.
    pub portal_label: &'a str,
}

/// What is wrong with one field.
pub type Problem = (&'static str, String);

/// A village as somebody typed it, in a form or a row of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    pub code: String,
    pub name: String,
    /// Code or name; may be empty, as the code says it.
    pub subdistrict: String,
    /// May be empty: it is made from the name then.
    pub slug: String,
}

impl Typed {
    /// The village to make.
    ///
    /// # Errors
    /// Every problem with the field it belongs to: "kode", "nama", "kecamatan", "alamat".
    pub fn read(&self, register: &Register<'_>) -> Result<NewVillage, Vec<Problem>> {
        let mut wrong: Vec<Problem> = Vec::new();
        let code = VillageCode::parse(&self.code)
            .map_err(|error| wrong.push(("kode", error.to_string())))
            .ok();
        if let Some(holder) =
            code.and_then(|code| register.villages.iter().find(|one| one.code == code))
        {
            wrong.push(("kode", format!("Kode ini sudah dipakai {}.", holder.name)));
        }
        let name = read_name(&self.name)
            .map_err(|problem| wrong.push(("nama", problem)))
            .ok();
        let place = code.and_then(|code| self.place(code, register, &mut wrong));
        let slug = match (&name, code) {
            (Some(name), Some(code)) => self
                .slug(name, code, place, register)
                .map_err(|problem| wrong.push(("alamat", problem)))
                .ok(),
            _ => None,
        };
        match (code, name, slug, wrong.is_empty()) {
            (Some(code), Some(name), Some(slug), true) => Ok(NewVillage {
                code,
                name,
                kind: code.kind(),
                subdistrict: code.subdistrict(),
                slug,
                palette: look::Palette::usual(code.digits()).to_string(),
                postal_code: String::new(),
                latitude: None,
                longitude: None,
                area_km2: None,
            }),
            _ => Err(wrong),
        }
    }

    /// The subdistrict the code says, which must be known and be the one that was named, if any.
    fn place<'a>(
        &self,
        code: VillageCode,
        register: &Register<'a>,
        wrong: &mut Vec<Problem>,
    ) -> Option<&'a Subdistrict> {
        let dotted = code.subdistrict().dotted();
        let found = register.subdistricts.iter().find(|one| one.code == dotted);
        let Some(found) = found else {
            wrong.push((
                "kode",
                format!("Kecamatan {dotted} tidak ada di kabupaten ini."),
            ));
            return None;
        };
        let word = self.subdistrict.trim();
        let is_it = word.is_empty()
            || word == found.code
            || word == found.slug
            || found.name.eq_ignore_ascii_case(word);
        if !is_it {
            wrong.push((
                "kecamatan",
                format!("Kode itu di Kecamatan {}, bukan “{word}”.", found.name),
            ));
        }
        Some(found)
    }

    /// The address that was asked for; else the name's; else name-subdistrict, as villages of one
    /// name have it.
    fn slug(
        &self,
        name: &str,
        code: VillageCode,
        place: Option<&Subdistrict>,
        register: &Register<'_>,
    ) -> Result<VillageSlug, String> {
        let word = self.slug.trim();
        if !word.is_empty() {
            return read_slug(word, Some(code), register);
        }
        let proposed = VillageSlug::propose(name).map_err(|error| match error {
            VillageSlugError::Empty => "Nama itu tidak menjadi alamat; isi alamatnya.".to_owned(),
            other => other.to_string(),
        })?;
        read_slug(proposed.as_str(), Some(code), register).or_else(|problem| {
            let place = place.ok_or_else(|| problem.clone())?;
            let longer = format!("{proposed}-{}", place.slug);
            read_slug(&longer, Some(code), register).map_err(|_| problem)
        })
    }
}

/// A display name.
///
/// # Errors
/// A sentence for the field.
pub fn read_name(typed: &str) -> Result<String, String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err("Isi nama desanya.".to_owned());
    }
    if name.chars().count() > NAME {
        return Err(format!("Nama desa paling panjang {NAME} huruf."));
    }
    let is_odd = |letter: char| letter.is_control() || "<>{}|\\^`=\"".contains(letter);
    if name.contains(is_odd) || !name.chars().any(char::is_alphabetic) {
        return Err("Nama desa memuat tanda yang tidak biasa.".to_owned());
    }
    if name.starts_with(['+', '-', '@']) {
        return Err("Nama desa tidak diawali tanda.".to_owned());
    }
    Ok(name)
}

/// An address label that the village `of` may have.
///
/// # Errors
/// A sentence for the field.
pub fn read_slug(
    typed: &str,
    of: Option<VillageCode>,
    register: &Register<'_>,
) -> Result<VillageSlug, String> {
    let slug = VillageSlug::parse(typed).map_err(|error| error.to_string())?;
    if slug.as_str() == register.portal_label {
        return Err(format!("Alamat “{slug}” dipakai portal kabupaten."));
    }
    for other in register.villages.iter().filter(|one| Some(one.code) != of) {
        if other.slug == slug {
            return Err(format!(
                "Alamat “{slug}” sudah dipakai {}, Kecamatan {}.",
                other.name, other.subdistrict
            ));
        }
        let had_it = other
            .hosts
            .iter()
            .any(|host| host.purpose == HostPurpose::Former && host.host == slug.as_str());
        if had_it {
            return Err(format!(
                "Alamat “{slug}” pernah dipakai {}; tautan lamanya masih menuju ke sana.",
                other.name
            ));
        }
    }
    Ok(slug)
}

/// The sums a village has published, as far as the console shows them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    pub articles: i64,
    pub last_published: Option<Timestamp>,
    pub last_login: Option<Timestamp>,
    pub waiting_comments: i64,
    pub oldest_waiting: Option<Timestamp>,
    pub storage_bytes: i64,
    pub failed_jobs: i64,
    /// Pages shown to visitors in thirty days.
    pub visits: i64,
    /// Everything that was asked for since yesterday, and how much of it failed.
    pub requests: i64,
    pub errors: i64,
    /// When the first certificate of its hosts ends, as far as one was seen.
    pub certificate_ends: Option<Timestamp>,
    /// Who lives there for good, and in how many families, as far as the village tells it.
    pub residents: Option<i64>,
    pub families: Option<i64>,
}

impl Figures {
    /// The share of requests that failed since yesterday, in percent; nothing when nobody asked.
    pub fn error_percent(&self) -> Option<f64> {
        (self.requests > 0).then(|| self.errors as f64 * 100.0 / self.requests as f64)
    }

    /// Whole days the first certificate to end is still good; below zero when it is over.
    pub fn certificate_days(&self, now: Timestamp) -> Option<i64> {
        self.certificate_ends.map(|at| days_until(at, now))
    }
}

/// Whole days until a moment; below zero when it is over.
pub fn days_until(at: Timestamp, now: Timestamp) -> i64 {
    at.duration_since(now).as_secs().div_euclid(24 * 60 * 60)
}

/// Something the district should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alert {
    /// Its schema is older than the program.
    Behind,
    /// Background work failed for good.
    FailedJobs,
    /// A comment waits for more than a week.
    WaitsLong,
    /// More than a hundredth of what was asked for failed.
    Errors,
    /// A certificate of its hosts ends within two weeks.
    Certificate,
    /// Its storage is nearly used up.
    Full,
    /// Nothing was published for three months.
    Quiet,
}

impl Alert {
    pub const ALL: [Self; 7] = [
        Self::Behind,
        Self::Errors,
        Self::Certificate,
        Self::FailedJobs,
        Self::WaitsLong,
        Self::Full,
        Self::Quiet,
    ];

    /// As it stands in an address: "tertinggal".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Behind => "tertinggal",
            Self::Errors => "galat",
            Self::Certificate => "sertifikat",
            Self::FailedJobs => "gagal",
            Self::WaitsLong => "menunggu",
            Self::Full => "penuh",
            Self::Quiet => "sepi",
        }
    }

    /// As programs read it: "behind".
    pub const fn code(self) -> &'static str {
        match self {
            Self::Behind => "behind",
            Self::Errors => "errors",
            Self::Certificate => "certificate",
            Self::FailedJobs => "failed_jobs",
            Self::WaitsLong => "waits_long",
            Self::Full => "nearly_full",
            Self::Quiet => "quiet",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Behind => "Versi tertinggal",
            Self::Errors => "Banyak galat",
            Self::Certificate => "Sertifikat hampir habis",
            Self::FailedJobs => "Pekerjaan gagal",
            Self::WaitsLong => "Komentar lama menunggu",
            Self::Full => "Penyimpanan hampir penuh",
            Self::Quiet => "Lama tanpa kabar",
        }
    }

    /// Everything that is the matter with a village that is on line.
    pub fn of(village: &Village, figures: &Figures, now: Timestamp) -> Vec<Self> {
        if village.status != db::register::Status::Active {
            return Vec::new();
        }
        let older = |at: Option<Timestamp>, than: SignedDuration| {
            at.is_some_and(|at| now.duration_since(at) > than)
        };
        let is_young = village
            .created_at
            .parse::<Timestamp>()
            .is_ok_and(|made| now.duration_since(made) <= QUIET);
        let is_quiet = match figures.last_published {
            None => !is_young,
            published => older(published, QUIET),
        };
        let is_full = village
            .quotas
            .storage_bytes
            .is_some_and(|most| figures.storage_bytes * 10 >= most * 9);
        // A few failures of a site nobody asks for are no share of anything.
        let fails = figures.errors >= LEAST_ERRORS
            && figures
                .error_percent()
                .is_some_and(|percent| percent >= MOST_ERRORS);
        let ends_soon = figures
            .certificate_days(now)
            .is_some_and(|days| days < CERTIFICATE_DAYS);
        let mut alerts = Vec::new();
        for (holds, alert) in [
            (
                village.schema_version < db::required_version(),
                Self::Behind,
            ),
            (fails, Self::Errors),
            (ends_soon, Self::Certificate),
            (figures.failed_jobs > 0, Self::FailedJobs),
            (older(figures.oldest_waiting, WAITS_LONG), Self::WaitsLong),
            (is_full, Self::Full),
            (is_quiet, Self::Quiet),
        ] {
            if holds {
                alerts.push(alert);
            }
        }
        alerts
    }
}

/// A cell of a table that spreadsheets open: a text that would start a formula is made one that
/// does not.
pub fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
