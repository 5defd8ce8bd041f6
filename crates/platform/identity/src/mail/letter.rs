//! What we write, in the voice of the village.

/// A letter to one person, not yet addressed by a server. Its link carries a token: do not store
/// or log it.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    pub to: String,
    pub to_name: String,
    /// The village, as sender: "Desa Pembantanan".
    pub from_name: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Letter(to ***, {:?})", self.subject)
    }
}

/// To somebody who is invited to the office. `link` opens for 72 hours.
pub fn invitation(village: &str, to: &str, name: &str, roles: &str, link: &str) -> Letter {
    letter(
        village,
        to,
        name,
        format!("Undangan bergabung di kantor {village}"),
        &[
            Part::Text(format!(
                "Anda diundang menjadi {roles} di situs {village}. Satu langkah lagi: pilih kata sandi Anda lewat tautan ini."
            )),
            Part::Link("Pilih kata sandi", link),
            Part::Text(
                "Tautan ini hanya untuk Anda, dapat dipakai satu kali, dan berlaku 72 jam. Bila sudah lewat, mintalah undangan baru kepada yang mengundang Anda.".into(),
            ),
            Part::Text(
                "Bila Anda merasa tidak ada urusan dengan undangan ini, abaikan saja surat ini.".into(),
            ),
        ],
    )
}

/// To somebody who forgot her password. `link` opens for one hour.
pub fn password_reset(village: &str, to: &str, name: &str, link: &str) -> Letter {
    letter(
        village,
        to,
        name,
        format!("Kata sandi baru untuk kantor {village}"),
        &[
            Part::Text(format!(
                "Ada yang meminta kata sandi baru untuk akun Anda di kantor {village}. Bila itu Anda, silakan pilih kata sandi baru lewat tautan ini."
            )),
            Part::Link("Pilih kata sandi baru", link),
            Part::Text("Tautan ini dapat dipakai satu kali dan berlaku satu jam.".into()),
            Part::Text(
                "Bila bukan Anda yang meminta, tidak perlu berbuat apa-apa: kata sandi lama Anda tetap berlaku. Jangan teruskan surat ini kepada siapa pun.".into(),
            ),
        ],
    )
}

enum Part<'a> {
    Text(String),
    Link(&'static str, &'a str),
}

fn letter(village: &str, to: &str, name: &str, subject: String, parts: &[Part<'_>]) -> Letter {
    let (mut text, mut html) = (String::new(), String::new());
    let mut add = |plain: &str, marked: &str| {
        text += &format!("{plain}\n\n");
        html += &format!("<p>{marked}</p>\n");
    };
    let greeting = format!("Yth. {name},");
    add(&greeting, &escaped(&greeting));
    for part in parts {
        match part {
            Part::Text(text) => add(text, &escaped(text)),
            Part::Link(label, link) => {
                let link = web_link(link);
                let href = escaped(link);
                add(
                    link,
                    &format!("<a href=\"{href}\"><strong>{label}</strong></a><br>{href}"),
                );
            }
        }
    }
    add("Salam hangat,", "Salam hangat,");
    let html = format!(
        "<!doctype html>\n<html lang=\"id\"><head><meta charset=\"utf-8\"></head>\n\
         <body style=\"font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em\">\n\
         {html}<p>{}</p>\n</body></html>\n",
        escaped(village)
    );
    Letter {
        to: to.to_owned(),
        to_name: name.to_owned(),
        from_name: village.to_owned(),
        subject,
        text: format!("{text}{village}\n"),
        html,
    }
}

/// Only what opens a web page; anything else is left out rather than made a link.
fn web_link(link: &str) -> &str {
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    let is_plain = !link.chars().any(|c| c.is_whitespace() || c.is_control());
    if is_web && is_plain { link } else { "" }
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
