//! The village as it presents itself: words, contact, hours, accounts elsewhere, colours.

use kernel::Phone;
use look::Palette;
use web::{
    Form,
    frame::{HoursRow, SocialRow},
};

/// Networks a village may name: word, name, the beginning of an address there.
pub const NETWORKS: [(&str, &str, &str); 4] = [
    ("facebook", "Facebook", "https://www.facebook.com/"),
    ("instagram", "Instagram", "https://www.instagram.com/"),
    ("youtube", "YouTube", "https://www.youtube.com/@"),
    ("tiktok", "TikTok", "https://www.tiktok.com/@"),
];

/// Rows for office hours: fields `hari_1` and `jam_1`, and so on.
pub const HOURS: [(&str, &str); 5] = [
    ("hari_1", "jam_1"),
    ("hari_2", "jam_2"),
    ("hari_3", "jam_3"),
    ("hari_4", "jam_4"),
    ("hari_5", "jam_5"),
];

/// What the form of the site says.
#[derive(Debug, Clone)]
pub struct FrontDraft {
    pub tagline: String,
    pub about: String,
    pub notice: String,
    /// "Pambakal"; the regency's usual word when empty.
    pub head_title: String,
    pub address: String,
    pub email: String,
    pub phone: String,
    pub whatsapp: String,
    pub maps_url: String,
    pub hours: Vec<HoursRow>,
    pub socials: Vec<SocialRow>,
    pub palette: Palette,
    /// Whether the portal of the regency shows the village's news.
    pub on_portal: bool,
}

impl FrontDraft {
    /// Reads the form; `None` when something is wrong with a field, which the form then says.
    pub fn read(form: &mut Form) -> Option<Self> {
        let draft = Self {
            tagline: form.line("semboyan", 160),
            about: form.text("tentang", 600),
            notice: form.text("pengumuman", 400),
            head_title: form.line("sebutan", 60),
            address: form.text("alamat", 300),
            email: form.read("email", email).unwrap_or_default(),
            phone: form.read("telepon", phone).unwrap_or_default(),
            whatsapp: form.read("whatsapp", mobile).unwrap_or_default(),
            maps_url: form.read("peta", map).unwrap_or_default(),
            hours: hours(form),
            socials: socials(form),
            palette: form.read("warna", palette).unwrap_or_default(),
            on_portal: form.has("portal"),
        };
        form.is_good().then_some(draft)
    }
}

fn palette(typed: &str) -> Result<Palette, &'static str> {
    typed.parse().map_err(|_| "Pilih salah satu warna.")
}

fn email(typed: &str) -> Result<String, &'static str> {
    let sound = typed.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !host.ends_with('.')
    });
    let odd = typed.contains(|letter: char| letter.is_whitespace() || "<>\"'(),;".contains(letter));
    if typed.is_empty() || (sound && !odd && typed.len() <= 200) {
        Ok(typed.to_lowercase())
    } else {
        Err("Alamat e-mail ini belum lengkap. Contoh: kantor@pembantanan.desa.id.")
    }
}

fn phone(typed: &str) -> Result<String, &'static str> {
    if typed.is_empty() || Phone::parse(typed).is_ok() {
        Ok(typed.to_owned())
    } else {
        Err("Nomor ini belum benar. Contoh: (0511) 4772250 atau 0812-3456-7890.")
    }
}

fn mobile(typed: &str) -> Result<String, &'static str> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    match Phone::parse(typed) {
        Ok(phone) if phone.wa_link_number().is_some() => Ok(typed.to_owned()),
        Ok(_) => Err("Ini nomor telepon kabel; WhatsApp memakai nomor ponsel."),
        Err(_) => Err("Nomor ini belum benar. Contoh: 0812-3456-7890."),
    }
}

/// A map's address: Google Maps or OpenStreetMap, as their "share" buttons give it.
fn map(typed: &str) -> Result<String, &'static str> {
    const KNOWN: [&str; 7] = [
        "maps.app.goo.gl",
        "goo.gl",
        "google.com",
        "google.co.id",
        "maps.google.com",
        "openstreetmap.org",
        "osm.org",
    ];
    if typed.is_empty() {
        return Ok(String::new());
    }
    match host(typed) {
        Some(host) if KNOWN.contains(&host) && typed.len() <= 500 => Ok(typed.to_owned()),
        _ => Err(
            "Salin tautan dari tombol Bagikan di Google Maps atau OpenStreetMap. Contoh: \
             https://maps.app.goo.gl/abc.",
        ),
    }
}

/// The host of an https address without `www.`; nothing for anything else.
fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://")?;
    let odd =
        |letter: char| letter.is_whitespace() || letter.is_control() || "<>\"'\\".contains(letter);
    let host = rest.split(['/', '?', '#']).next()?;
    (!rest.contains(odd) && !host.contains('@')).then(|| host.strip_prefix("www.").unwrap_or(host))
}

fn hours(form: &mut Form) -> Vec<HoursRow> {
    let mut rows = Vec::new();
    for (day, hour) in HOURS {
        let (days, hours) = (form.line(day, 60), form.line(hour, 60));
        match (days.is_empty(), hours.is_empty()) {
            (true, true) => {}
            (false, false) => rows.push(HoursRow { days, hours }),
            (true, false) => form.wrong(day, "Isi harinya juga. Contoh: Senin–Kamis."),
            (false, true) => form.wrong(hour, "Isi jamnya juga. Contoh: 08.00–15.30, atau Tutup."),
        }
    }
    rows
}

fn socials(form: &mut Form) -> Vec<SocialRow> {
    let mut rows = Vec::new();
    for (kind, label, beginning) in NETWORKS {
        let Some(url) = form.read(kind, |typed| account(typed, kind, beginning)) else {
            continue;
        };
        if !url.is_empty() {
            rows.push(SocialRow {
                kind: kind.to_owned(),
                label: label.to_owned(),
                url,
            });
        }
    }
    rows
}

/// An address at a network, or the bare name of an account there.
fn account(typed: &str, kind: &str, beginning: &str) -> Result<String, String> {
    let problem =
        || format!("Tulis nama akunnya saja, atau salin alamatnya. Contoh: {beginning}desakita.");
    if typed.is_empty() {
        return Ok(String::new());
    }
    let address = match typed.strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => typed.to_owned(),
    };
    if let Some(host) = host(&address) {
        let known = match kind {
            "facebook" => ["facebook.com", "m.facebook.com", "fb.com"].contains(&host),
            "youtube" => ["youtube.com", "m.youtube.com", "youtu.be"].contains(&host),
            other => host == format!("{other}.com") || host == format!("m.{other}.com"),
        };
        return if known && address.len() <= 300 {
            Ok(address)
        } else {
            Err(problem())
        };
    }
    let name = typed.strip_prefix('@').unwrap_or(typed);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if (2..=60).contains(&name.len()) && name.bytes().all(plain) {
        Ok(format!("{beginning}{name}"))
    } else {
        Err(problem())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<FrontDraft, Vec<String>> {
        let mut form = Form::parse(format!("warna=sungai&{body}").as_bytes());
        FrontDraft::read(&mut form).ok_or_else(|| form.view().errors.into_keys().collect())
    }

    #[test]
    fn accounts_are_taken_as_people_type_them() {
        let draft = read(
            "instagram=%40desakita&facebook=http://facebook.com/desa.kita&tiktok=&youtube=desakita",
        )
        .unwrap();
        let urls: Vec<&str> = draft
            .socials
            .iter()
            .map(|social| social.url.as_str())
            .collect();
        assert_eq!(
            urls,
            [
                "https://facebook.com/desa.kita",
                "https://www.instagram.com/desakita",
                "https://www.youtube.com/@desakita"
            ]
        );
        for wrong in [
            "instagram=https://judi.example/x",
            "facebook=https://facebook.com.judi.example/x",
            "youtube=javascript:alert(1)",
            "tiktok=dua+kata",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn contact_is_checked_and_may_be_empty() {
        assert!(read("").is_ok());
        assert_eq!(read("email=kantor@desa").unwrap_err(), ["email"]);
        assert_eq!(read("whatsapp=0511+4772250").unwrap_err(), ["whatsapp"]);
        assert_eq!(
            read("peta=https://evil.example/maps").unwrap_err(),
            ["peta"]
        );
        assert!(read("peta=https://maps.app.goo.gl/AbC").is_ok());
        assert_eq!(read("hari_1=Senin").unwrap_err(), ["jam_1"]);
        let mut form = Form::parse(b"warna=ungu");
        assert!(FrontDraft::read(&mut form).is_none());
    }
}
