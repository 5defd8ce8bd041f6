//! What search engines read about a page (schema.org).

use serde_json::{Value, json};
use web::frame::SiteView;

/// An article, as much of it as is told.
#[derive(Debug)]
pub struct Story<'a> {
    pub title: &'a str,
    pub excerpt: &'a str,
    /// Absolute.
    pub address: &'a str,
    /// Absolute, the best first.
    pub images: Vec<String>,
    pub author: &'a str,
    pub category: Option<&'a str>,
    pub published_iso: &'a str,
    pub modified_iso: &'a str,
}

/// `NewsArticle`.
pub fn news_article(site: &SiteView, story: &Story<'_>) -> Value {
    let author = if story.author.is_empty() {
        json!({"@type": "Organization", "name": format!("Pemerintah {}", site.name)})
    } else {
        json!({"@type": "Person", "name": story.author})
    };
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "mainEntityOfPage": story.address,
        "image": story.images,
        "datePublished": story.published_iso,
        "dateModified": story.modified_iso,
        "inLanguage": "id",
        "author": author,
        "publisher": government(site),
    });
    if !story.excerpt.is_empty() {
        data["description"] = story.excerpt.into();
    }
    if let Some(category) = story.category {
        data["articleSection"] = category.into();
    }
    data
}

/// `WebSite`, with its search.
pub fn web_site(site: &SiteView) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.name,
        "url": format!("{}/", site.base_url),
        "inLanguage": "id",
        "publisher": government(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{}/cari?q={{search_term_string}}", site.base_url),
            },
            "query-input": "required name=search_term_string",
        },
    })
}

/// `GovernmentOffice`.
pub fn government_office(site: &SiteView) -> Value {
    let mut address = json!({
        "@type": "PostalAddress",
        "addressLocality": format!("Kecamatan {}, Kabupaten {}", site.subdistrict, site.regency),
        "addressRegion": site.province,
        "addressCountry": "ID",
    });
    let mut office = json!({
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": format!("Kantor {}", site.name),
        "url": format!("{}/kontak", site.base_url),
        "identifier": site.code,
        "parentOrganization": government(site),
    });
    if !site.address.is_empty() {
        address["streetAddress"] = site.address.as_str().into();
    }
    if !site.postal_code.is_empty() {
        address["postalCode"] = site.postal_code.as_str().into();
    }
    office["address"] = address;
    if let (Some(latitude), Some(longitude)) = (site.lat, site.lng) {
        office["geo"] =
            json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude});
    }
    for (key, value) in [
        ("telephone", &site.phone),
        ("email", &site.email),
        ("hasMap", &site.maps_url),
    ] {
        if !value.is_empty() {
            office[key] = value.as_str().into();
        }
    }
    if !site.socials.is_empty() {
        let profiles: Vec<&str> = site
            .socials
            .iter()
            .map(|social| social.url.as_str())
            .collect();
        office["sameAs"] = json!(profiles);
    }
    office
}

fn government(site: &SiteView) -> Value {
    json!({
        "@type": "GovernmentOrganization",
        "name": format!("Pemerintah {}", site.name),
        "url": format!("{}/", site.base_url),
    })
}
