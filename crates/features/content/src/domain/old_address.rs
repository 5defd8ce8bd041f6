//! Where the addresses of OpenSID went, so that links shared years ago still work.

use kernel::Slug;

/// Where an old address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Simply there.
    Address(String),
    /// To the news or page that had this slug or number; the store knows where it is.
    Story(Slug),
}

/// Reads a decoded path. `None` when it never was an address of a public page.
pub fn target(path: &str) -> Option<Target> {
    let lower = path.to_lowercase();
    let mut parts: Vec<&str> = lower.split('/').filter(|part| !part.is_empty()).collect();
    let without_rewriting = parts.first() == Some(&"index.php");
    if without_rewriting {
        parts.remove(0);
    }
    let oldest = parts.first() == Some(&"first");
    if oldest {
        parts.remove(0);
    }
    match known(&parts) {
        // `index.php` stood before every address, also of pages that other features answer.
        None if without_rewriting && !oldest => as_it_is(&parts),
        found => found,
    }
}

fn known(parts: &[&str]) -> Option<Target> {
    let there = |address: &str| Some(Target::Address(address.to_owned()));
    match *parts {
        [] => there("/"),
        ["index", ..] | ["artikel"] => there("/artikel"),
        ["artikel", "kategori", slug, ..] | ["kategori", slug, ..] => Slug::parse(slug)
            .ok()
            .map(|slug| Target::Address(format!("/kategori/{slug}"))),
        ["artikel", year, month, day, slug, ..] if is_date(year, month, day) => story(slug),
        ["artikel", slug, ..] => story(slug),
        ["arsip", ..] => there("/arsip"),
        ["feed" | "feed.xml" | "rss" | "rss.xml"] => there("/rss.xml"),
        ["sitemap" | "sitemap.xml"] => there("/sitemap.xml"),
        ["pemerintah" | "pemerintahan" | "aparatur_desa"] => there("/pemerintahan"),
        ["galeri" | "gallery"] | ["galeri" | "gallery", "index", ..] => there("/galeri"),
        ["galeri", slug, "index", ..] => Slug::parse(slug)
            .ok()
            .map(|slug| Target::Address(format!("/galeri/{slug}"))),
        ["sub_gallery", ..] => there("/galeri"),
        _ => None,
    }
}

fn is_date(year: &str, month: &str, day: &str) -> bool {
    let number = |text: &str, most: u16| {
        text.parse::<u16>()
            .is_ok_and(|value| (1..=most).contains(&value))
    };
    year.len() == 4 && number(year, 9999) && number(month, 12) && number(day, 31)
}

fn story(slug: &str) -> Option<Target> {
    Slug::parse(slug).ok().map(Target::Story)
}

fn as_it_is(parts: &[&str]) -> Option<Target> {
    let plain = |part: &&str| {
        !part.starts_with('.')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    parts
        .iter()
        .all(plain)
        .then(|| Target::Address(format!("/{}", parts.join("/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(address: &str) -> Option<Target> {
        Some(Target::Address(address.to_owned()))
    }

    fn story_of(slug: &str) -> Option<Target> {
        Some(Target::Story(slug.parse().unwrap()))
    }

    #[test]
    fn every_form_an_article_ever_had() {
        assert_eq!(target("/artikel/2020/5/29/judul"), story_of("judul"));
        assert_eq!(target("/first/artikel/2020/05/29/Judul"), story_of("judul"));
        assert_eq!(target("/index.php/first/artikel/12"), story_of("12"));
        assert_eq!(
            target("/index.php/artikel/2020/5/29/judul"),
            story_of("judul")
        );
        assert_eq!(target("/artikel/judul/🎉"), story_of("judul"));
        assert_eq!(target("/artikel/../etc"), None);
    }

    #[test]
    fn lists_and_pages() {
        assert_eq!(
            target("/artikel/kategori/berita-desa"),
            there("/kategori/berita-desa")
        );
        assert_eq!(target("/first/kategori/1"), there("/kategori/1"));
        assert_eq!(target("/feed.xml"), there("/rss.xml"));
        assert_eq!(target("/sitemap"), there("/sitemap.xml"));
        assert_eq!(target("/arsip/3"), there("/arsip"));
        assert_eq!(target("/pemerintah"), there("/pemerintahan"));
        assert_eq!(target("/galeri/index/2"), there("/galeri"));
        assert_eq!(target("/galeri/hut-ri/index/2"), there("/galeri/hut-ri"));
        assert_eq!(target("/first"), there("/"));
        assert_eq!(target("/index.php"), there("/"));
    }

    #[test]
    fn what_stood_behind_index_php_stands_without_it_and_stays_on_the_site() {
        assert_eq!(target("/index.php/lapak"), there("/lapak"));
        assert_eq!(target("/index.php//evil.test/x"), there("/evil.test/x"));
        assert_eq!(target("/index.php/..%2f"), None);
        assert_eq!(target("/index.php/\\evil.test"), None);
        assert_eq!(target("/first/statistik/13"), None);
    }
}
