//! A bulletin as it is written: what it says, when, and on whose sites.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use kernel::{HostName, SafeHtml, VillageCode, thousands, time};
use web::{
    Form,
    bulletins::{Audience, BulletinKind},
    registry::Registry,
};

/// Longest title of an article, in characters.
const TITLE: usize = 160;
/// Longest title and text above every page: they have to be read before the page is.
const SHORT_TITLE: usize = 100;
const SHORT_TEXT: usize = 240;
/// Longest article, in characters.
const ARTICLE: usize = 20_000;
/// Longest address, in characters.
const LINK: usize = 500;
/// What stays longer is nothing that is said once.
const LONGEST_SHOWN: SignedDuration = SignedDuration::from_hours(366 * 24);
/// How many may wait or be shown at a time: every page of every village carries what is above it.
pub const MOST_ALIVE: i64 = 100;

/// A kind by the word of forms and tables.
pub fn kind_of(word: &str) -> Option<BulletinKind> {
    match word {
        "article" => Some(BulletinKind::Article),
        "banner" => Some(BulletinKind::Banner),
        "urgent" => Some(BulletinKind::Urgent),
        _ => None,
    }
}

/// The word of a kind in forms and tables.
pub fn kind_word(kind: BulletinKind) -> &'static str {
    match kind {
        BulletinKind::Article => "article",
        BulletinKind::Banner => "banner",
        BulletinKind::Urgent => "urgent",
    }
}

/// What people call it.
pub fn kind_label(kind: BulletinKind) -> &'static str {
    match kind {
        BulletinKind::Article => "Berita",
        BulletinKind::Banner => "Pengumuman",
        BulletinKind::Urgent => "Mendesak",
    }
}

/// Where a bulletin is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Planned,
    Showing,
    Over,
    Withdrawn,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Showing, Self::Planned, Self::Over, Self::Withdrawn];

    pub fn of(starts: Timestamp, ends: Timestamp, is_withdrawn: bool, now: Timestamp) -> Self {
        if is_withdrawn {
            Self::Withdrawn
        } else if now < starts {
            Self::Planned
        } else if now < ends {
            Self::Showing
        } else {
            Self::Over
        }
    }

    /// As it stands in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "terjadwal",
            Self::Showing => "tampil",
            Self::Over => "selesai",
            Self::Withdrawn => "ditarik",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Planned => "Terjadwal",
            Self::Showing => "Tampil",
            Self::Over => "Selesai",
            Self::Withdrawn => "Ditarik",
        }
    }

    /// The colour of its badge.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Planned => "info",
            Self::Showing => "good",
            Self::Over => "hollow",
            Self::Withdrawn => "bad",
        }
    }

    /// Whether it can still be corrected or withdrawn.
    pub const fn is_alive(self) -> bool {
        matches!(self, Self::Planned | Self::Showing)
    }
}

/// A bulletin that may be sent.
#[derive(Debug, Clone)]
pub struct Draft {
    pub kind: BulletinKind,
    pub title: String,
    pub body: String,
    pub link: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub audience: Audience,
    pub may_hide: bool,
}

impl Draft {
    /// Reads a form. What is wrong stands at its field, and then there is no draft.
    pub fn read(
        form: &mut Form,
        is_article: bool,
        registry: &Registry,
        now: Timestamp,
    ) -> Option<Self> {
        let kind = form
            .read("jenis", |word| kind_of(word).ok_or("Pilih jenisnya."))
            .filter(|kind| (*kind == BulletinKind::Article) == is_article);
        if kind.is_none() {
            form.wrong("jenis", "Pilih jenisnya.");
        }
        let longest = if is_article { TITLE } else { SHORT_TITLE };
        let title = form.needed_line("judul", longest, "Tulis judulnya dulu.");
        if !title.is_empty() && !title.chars().any(char::is_alphanumeric) {
            form.wrong("judul", "Tulis judulnya dengan huruf.");
        }
        let body = if is_article {
            read_article(form)
        } else {
            let text = form.text("isi", SHORT_TEXT);
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let link = form.read("tautan", read_link).unwrap_or_default();
        let starts_at = form.read("mulai", read_moment);
        let ends_at = form.read("selesai", read_moment);
        if let (Some(starts), Some(ends)) = (starts_at, ends_at) {
            if ends <= starts {
                form.wrong("selesai", "Selesainya harus sesudah mulainya.");
            } else if ends <= now {
                form.wrong("selesai", "Waktu selesainya sudah lewat.");
            } else if ends.duration_since(starts) > LONGEST_SHOWN {
                form.wrong("selesai", "Paling lama satu tahun.");
            }
        }
        let audience = read_audience(form, registry);
        let may_hide = form.has("boleh_sembunyi");
        match (kind, starts_at, ends_at, audience, form.is_good()) {
            (Some(kind), Some(starts_at), Some(ends_at), Some(audience), true) => Some(Self {
                kind,
                title,
                body,
                link,
                starts_at,
                ends_at,
                audience,
                may_hide,
            }),
            _ => None,
        }
    }
}

fn read_moment(typed: &str) -> Result<Timestamp, &'static str> {
    match time::parse_local(typed) {
        Ok(at) if (2000..=2100).contains(&time::day(at).year()) => Ok(at),
        _ => Err("Isi tanggal dan jamnya, misalnya 25/11/2026 08.00."),
    }
}

/// The text of an article. It stands on many hosts: what only makes sense on one is refused.
fn read_article(form: &mut Form) -> String {
    let raw = form.raw("isi").to_owned();
    let html = if raw.contains('<') {
        SafeHtml::sanitise(&raw)
    } else {
        SafeHtml::from_plain_text(&raw)
    };
    let length = html.text().chars().count();
    if length == 0 {
        form.wrong("isi", "Tulis isinya dulu.");
    } else if length > ARTICLE || html.as_str().len() > ARTICLE * 10 {
        let longest = thousands(i64::try_from(ARTICLE).unwrap_or(i64::MAX));
        form.wrong(
            "isi",
            format!("Tulisan ini terlalu panjang. Batasnya {longest} huruf."),
        );
    }
    if html.as_str().contains("<img") || html.as_str().contains("<iframe") {
        form.wrong(
            "isi",
            "Gambar dan video belum dapat dipakai di kabar kabupaten. Hapus dulu dari isinya.",
        );
    }
    let leads_inside = html.as_str().split("href=\"").skip(1).any(|rest| {
        !["https:", "http:", "mailto:", "tel:"]
            .iter()
            .any(|known| rest.starts_with(known))
    });
    if leads_inside {
        form.wrong(
            "isi",
            "Tautan di dalamnya harus lengkap, diawali https://, karena dibaca di banyak situs.",
        );
    }
    html.into_string()
}

/// An address on another site; empty is none.
fn read_link(typed: &str) -> Result<String, &'static str> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    if typed.chars().count() > LINK {
        return Err("Alamat ini terlalu panjang. Batasnya 500 huruf.");
    }
    let is_odd = |letter: char| {
        !letter.is_ascii_graphic() || matches!(letter, '\\' | '"' | '\'' | '<' | '>' | '`')
    };
    if typed.contains(is_odd) {
        return Err("Alamat tidak boleh memuat spasi, tanda kutip, atau huruf yang tidak biasa.");
    }
    let rest = typed
        .strip_prefix("https://")
        .or_else(|| typed.strip_prefix("http://"))
        .ok_or("Awali dengan https://.")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split_once(':').map_or(authority, |(host, port)| {
        if port.parse::<u16>().is_ok() {
            host
        } else {
            ""
        }
    });
    if host.parse::<HostName>().is_err() {
        return Err("Nama situs dalam alamat ini tidak dapat dibaca. Salin ulang alamatnya.");
    }
    Ok(typed.to_owned())
}

fn read_audience(form: &mut Form, registry: &Registry) -> Option<Audience> {
    let word = form.raw("sasaran").to_owned();
    match word.as_str() {
        "all" => Some(Audience::All),
        "subdistricts" => {
            let codes: BTreeSet<String> = form.all("kecamatan").map(str::to_owned).collect();
            let is_known = |code: &String| {
                registry
                    .villages()
                    .iter()
                    .any(|village| village.entry.subdistrict_code == *code)
            };
            if codes.is_empty() || !codes.iter().all(is_known) {
                form.wrong("kecamatan", "Pilih kecamatannya.");
                return None;
            }
            Some(Audience::Subdistricts(codes))
        }
        "villages" => {
            let typed: Vec<&str> = form.all("desa").collect();
            let codes: BTreeSet<VillageCode> = typed
                .iter()
                .filter_map(|code| code.parse::<VillageCode>().ok())
                .filter(|code| {
                    registry
                        .villages()
                        .iter()
                        .any(|village| village.entry.code == *code)
                })
                .collect();
            if codes.is_empty() || typed.iter().collect::<BTreeSet<_>>().len() != codes.len() {
                form.wrong("desa", "Pilih desanya.");
                return None;
            }
            Some(Audience::Villages(codes))
        }
        _ => {
            form.wrong("sasaran", "Pilih siapa yang menampilkannya.");
            None
        }
    }
}

/// How many sites an audience is.
pub fn sites(audience: &Audience, registry: &Registry) -> usize {
    registry
        .villages()
        .iter()
        .filter(|village| village.is_listed() && audience.takes_in(&village.entry))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(name: &'static str, fields: &[(&str, &str)]) -> Option<String> {
        let mut all = vec![
            ("jenis", "banner"),
            ("judul", "Pasar murah"),
            ("mulai", "2026-12-01T08:00"),
            ("selesai", "2026-12-02T08:00"),
            ("sasaran", "all"),
        ];
        all.extend_from_slice(fields);
        let mut form = Form::filled(all.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let now = time::parse_local("2026-11-25T08:00").unwrap();
        let is_article = form.raw("jenis") == "article";
        let draft = Draft::read(&mut form, is_article, &Registry::default(), now);
        let told = form.view().errors.get(name).cloned();
        assert_eq!(draft.is_none(), !form.is_good());
        told
    }

    #[test]
    fn what_is_not_good_for_many_sites_is_said_so() {
        assert_eq!(wrong("judul", &[]), None);
        assert_eq!(
            wrong("tautan", &[("tautan", "https://banjarkab.go.id/a?b=1#c")]),
            None
        );
        for link in [
            "/artikel",
            "javascript:alert(1)",
            "https://",
            "https://a b",
            "https://x\">",
            "ftp://a.test",
            "https://a.test:x/",
            "https://user@a.test/",
        ] {
            assert!(wrong("tautan", &[("tautan", link)]).is_some(), "{link}");
        }
        assert!(wrong("judul", &[("judul", "!!!")]).is_some());
        assert!(wrong("judul", &[("judul", &"a".repeat(101))]).is_some());
        assert!(wrong("isi", &[("isi", &"a".repeat(241))]).is_some());
        assert!(wrong("selesai", &[("selesai", "2026-12-01T08:00")]).is_some());
        assert!(
            wrong(
                "selesai",
                &[
                    ("mulai", "2026-11-01T08:00"),
                    ("selesai", "2026-11-02T08:00")
                ]
            )
            .is_some()
        );
        assert!(wrong("selesai", &[("selesai", "2028-12-01T08:00")]).is_some());
        assert!(wrong("mulai", &[("mulai", "besok")]).is_some());
        assert!(wrong("sasaran", &[("sasaran", "dunia")]).is_some());
        assert!(
            wrong(
                "kecamatan",
                &[("sasaran", "subdistricts"), ("kecamatan", "63.03.99")]
            )
            .is_some()
        );
        assert!(wrong("desa", &[("sasaran", "villages")]).is_some());
        let article = |isi: &str| wrong("isi", &[("jenis", "article"), ("isi", isi)]);
        assert_eq!(
            article("<p>Baca <a href=\"https://a.test/\">ini</a></p>"),
            None
        );
        assert!(article("<p>Baca <a href=\"/artikel\">ini</a></p>").is_some());
        assert!(article("<p>x<img src=\"/media/a.jpg\"></p>").is_some());
        assert!(
            article("<script>alert(1)</script>").is_some(),
            "nothing is left of it"
        );
    }

    #[test]
    fn a_bulletin_is_shown_from_its_beginning_until_its_end() {
        let at = |text| time::parse_local(text).unwrap();
        let (starts, ends) = (at("2026-12-01T08:00"), at("2026-12-02T08:00"));
        let state = |now| State::of(starts, ends, false, at(now));
        assert_eq!(state("2026-12-01T07:59"), State::Planned);
        assert_eq!(state("2026-12-01T08:00"), State::Showing);
        assert_eq!(state("2026-12-02T08:00"), State::Over);
        assert_eq!(State::of(starts, ends, true, starts), State::Withdrawn);
    }
}
