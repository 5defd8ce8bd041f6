//! The few icons of the site, drawn inline so that a page needs no second request.

/// Lucide icons (ISC), copied by `deploy/dev/assets` and read at build time.
const LUCIDE: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/icons.rs"));

/// Marks of networks that Lucide does not draw; our own simple strokes.
const OWN: &[(&str, &str)] = &[
    (
        "facebook",
        r#"<path d="M17 3h-2a4 4 0 0 0-4 4v3H8v4h3v7h4v-7h3l1-4h-4V7.5a.5.5 0 0 1 .5-.5H17z"/>"#,
    ),
    (
        "instagram",
        r#"<rect x="3" y="3" width="18" height="18" rx="5"/><circle cx="12" cy="12" r="4"/><path d="M17.2 6.8h0"/>"#,
    ),
    (
        "tiktok",
        r#"<path d="M14 3v12.5a4 4 0 1 1-4-4M14 3c.3 3 2.3 5 5.5 5.2"/>"#,
    ),
    (
        "whatsapp",
        r#"<path d="m3.5 20.5 1.3-4.4a8.5 8.5 0 1 1 3.2 3.1z"/><path d="M9 8.5c0 4 2.5 6.5 6.5 6.5l.5-1.7-2.2-1-1 .9c-1-.4-1.7-1.1-2.1-2.1l.9-1-1-2.1z"/>"#,
    ),
    ("x", r#"<path d="M4 4l16 16M20 4 4 20"/>"#),
    (
        "youtube",
        r#"<rect x="2" y="5" width="20" height="14" rx="4"/><path d="m10 9 5 3-5 3z"/>"#,
    ),
];

/// Words of the interface that mean one of the icons.
const ALIASES: &[(&str, &str)] = &[
    ("agenda", "calendar-days"),
    ("anggaran", "wallet"),
    ("bantuan", "hand-heart"),
    ("berita", "newspaper"),
    ("cari", "search"),
    ("data", "users"),
    ("dokumen", "file-text"),
    ("email", "mail"),
    ("galeri", "image"),
    ("halaman", "book-open"),
    ("kontak", "phone"),
    ("lapak", "store"),
    ("lapor", "megaphone"),
    ("link", "external-link"),
    ("pemerintahan", "landmark"),
    ("penduduk", "users"),
    ("pengaduan", "megaphone"),
    ("peta", "map-pin"),
    ("profil", "house"),
    ("surat", "file-text"),
    ("telegram", "send"),
    ("twitter", "x"),
];

/// The icon as inline SVG; decorative, so the text beside it must say what it means.
/// An unknown name gives a plain dot: a misspelt icon must not take the page down.
pub fn svg(name: &str) -> String {
    let name = ALIASES
        .iter()
        .find(|(alias, _)| *alias == name)
        .map_or(name, |(_, icon)| icon);
    let shapes = LUCIDE
        .iter()
        .chain(OWN)
        .find(|(icon, _)| *icon == name)
        .map_or(r#"<circle cx="12" cy="12" r="4"/>"#, |(_, shapes)| shapes);
    format!(
        r#"<svg class="i" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{shapes}</svg>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_leads_to_an_icon() {
        for (alias, icon) in ALIASES {
            assert!(
                LUCIDE.iter().chain(OWN).any(|(name, _)| name == icon),
                "{alias} points to {icon}, which is not in assets/icons.txt"
            );
        }
    }

    #[test]
    fn an_unknown_icon_is_a_dot_and_never_an_error() {
        assert!(svg("no-such-icon").contains("<circle"));
        assert!(svg("search").contains("<path"));
    }
}
