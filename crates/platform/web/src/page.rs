//! A page is a template with one argument type and samples of it.

use serde::Serialize;

use crate::view::Link;

/// What a template receives as its own fields, besides `site` (or `portal`) and `page`.
pub trait Page: Serialize {
    /// The template's name.
    const TEMPLATE: &'static str;

    /// Each state the page can be in: empty, one, many, longest. A test renders all of them.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// What head, breadcrumbs and share buttons need to know of a page.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    pub title: String,
    pub description: String,
    /// Path of the page's one true address, with the query that belongs to it.
    pub path: String,
    /// The true address where it is on another host; here then it is a copy.
    pub true_address: String,
    /// Path of the share card; the village's own card when empty.
    pub image: String,
    pub image_alt: String,
    pub is_article: bool,
    pub published_iso: String,
    pub modified_iso: String,
    pub noindex: bool,
    /// schema.org data of the page.
    pub json_ld: Option<serde_json::Value>,
    pub prev_href: Option<String>,
    pub next_href: Option<String>,
    /// From the home page down, without the page itself.
    pub breadcrumbs: Vec<Link>,
}

impl Meta {
    /// A page with a title, a description and an address.
    pub fn new(
        title: impl Into<String>,
        description: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        let path = path.into();
        Self {
            image: card_address(&path),
            title: title.into(),
            description: description.into(),
            path,
            ..Self::default()
        }
    }

    /// With one step between the home page and this one.
    #[must_use]
    pub fn under(mut self, label: &str, href: &str) -> Self {
        if self.breadcrumbs.is_empty() {
            self.breadcrumbs.push(Link::new("Beranda", "/"));
        }
        self.breadcrumbs.push(Link::new(label, href));
        self
    }

    /// Directly below the home page.
    #[must_use]
    pub fn under_home(mut self) -> Self {
        self.breadcrumbs = vec![Link::new("Beranda", "/")];
        self
    }

    /// Search engines leave it out.
    #[must_use]
    pub fn not_indexed(mut self) -> Self {
        self.noindex = true;
        self
    }
}

/// Where the share card of a page is drawn.
pub fn card_address(path: &str) -> String {
    let bare = path.split('?').next().unwrap_or_default().trim_matches('/');
    if bare.is_empty() {
        "/kartu/beranda.jpg".to_owned()
    } else {
        format!("/kartu/{bare}.jpg")
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct PageView<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub path: &'a str,
    pub canonical: String,
    pub image: String,
    pub image_alt: &'a str,
    pub kind: &'static str,
    pub published_iso: &'a str,
    pub modified_iso: &'a str,
    pub noindex: bool,
    pub json_ld_html: String,
    pub prev_href: Option<String>,
    pub next_href: Option<String>,
    pub breadcrumbs: &'a [Link],
}

impl<'a> PageView<'a> {
    pub(crate) fn new(meta: &'a Meta, base_url: &str) -> Self {
        let absolute = |path: &str| format!("{base_url}{path}");
        let image = if meta.image.is_empty() {
            "/kartu/beranda.jpg"
        } else {
            &meta.image
        };
        Self {
            title: &meta.title,
            description: &meta.description,
            path: &meta.path,
            canonical: if meta.true_address.is_empty() {
                absolute(&meta.path)
            } else {
                meta.true_address.clone()
            },
            image: absolute(image),
            image_alt: if meta.image_alt.is_empty() {
                &meta.title
            } else {
                &meta.image_alt
            },
            kind: if meta.is_article {
                "article"
            } else {
                "website"
            },
            published_iso: &meta.published_iso,
            modified_iso: &meta.modified_iso,
            noindex: meta.noindex,
            json_ld_html: json_ld_html(meta.json_ld.as_ref()),
            prev_href: meta.prev_href.clone(),
            next_href: meta.next_href.clone(),
            breadcrumbs: &meta.breadcrumbs,
        }
    }
}

/// A data block cannot be left by what is in it: `<` never appears.
fn json_ld_html(data: Option<&serde_json::Value>) -> String {
    let Some(data) = data else {
        return String::new();
    };
    let text = data
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e");
    format!("<script type=\"application/ld+json\">{text}</script>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structured_data_cannot_close_its_block() {
        let html = json_ld_html(Some(&serde_json::json!({"name": "</script><b>"})));
        assert!(!html.contains("</script><b>"));
        assert_eq!(html.matches("</script>").count(), 1);
    }

    #[test]
    fn every_address_has_its_card() {
        assert_eq!(card_address("/"), "/kartu/beranda.jpg");
        assert_eq!(card_address("/artikel/x"), "/kartu/artikel/x.jpg");
        assert_eq!(card_address("/artikel?sebelum=abc"), "/kartu/artikel.jpg");
    }
}
