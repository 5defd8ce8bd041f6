//! The catalogue of open data: what there is, in which forms, under which licence; for people and,
//! as DCAT 3, for programs.

use serde::Serialize;
use serde_json::{Value, json};

/// One form of a data set.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Form {
    pub label: &'static str,
    pub href: &'static str,
    pub media_type: &'static str,
}

/// A column with what it says.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Column {
    pub name: &'static str,
    pub says: &'static str,
}

/// A data set.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Dataset {
    /// Names it in addresses.
    pub word: &'static str,
    pub title: &'static str,
    pub says: &'static str,
    pub keywords: &'static [&'static str],
    pub forms: &'static [Form],
    pub columns: &'static [Column],
    /// EU frequency authority code.
    pub rhythm: &'static str,
}

const fn form(label: &'static str, href: &'static str, media_type: &'static str) -> Form {
    Form {
        label,
        href,
        media_type,
    }
}

const fn column(name: &'static str, says: &'static str) -> Column {
    Column { name, says }
}

/// Everything there is.
pub(crate) const DATASETS: [Dataset; 3] = [
    Dataset {
        word: "desa",
        title: "Daftar desa dan kelurahan",
        says: "Kode wilayah, nama, kecamatan, alamat situs, letak, banyaknya kabar, dan penduduk \
               setiap desa dan kelurahan yang situsnya aktif.",
        keywords: &["desa", "kelurahan", "kecamatan", "kode wilayah"],
        forms: &[
            form("CSV", "/data/desa.csv", "text/csv"),
            form("JSON", "/data/desa.json", "application/json"),
        ],
        columns: &[
            column("kode", "Kode wilayah Kemendagri"),
            column("nama", "Nama desa atau kelurahan"),
            column("jenis", "desa, kelurahan, atau desa_adat"),
            column("kode_kecamatan", "Kode kecamatan"),
            column("kecamatan", "Nama kecamatan"),
            column("situs", "Alamat situs resminya"),
            column("kode_pos", "Kode pos, bila diketahui"),
            column("lintang", "Lintang titik desa (WGS 84)"),
            column("bujur", "Bujur titik desa (WGS 84)"),
            column("luas_km2", "Luas wilayah dalam km²"),
            column("kabar", "Banyaknya kabar yang terbit"),
            column("kabar_terakhir", "Waktu terbit kabar terakhir (RFC 3339)"),
            column("penduduk", "Penduduk tetap, bila desa sudah menghitungnya"),
            column(
                "laki_laki",
                "Penduduk tetap laki-laki; kosong bila terlalu sedikit",
            ),
            column(
                "perempuan",
                "Penduduk tetap perempuan; kosong bila terlalu sedikit",
            ),
            column(
                "keluarga",
                "Banyaknya keluarga; kosong bila terlalu sedikit",
            ),
        ],
        rhythm: "DAILY",
    },
    Dataset {
        word: "ringkasan",
        title: "Ringkasan per kecamatan",
        says: "Jumlah desa, kelurahan, kabar, halaman, foto, agenda, penduduk, dan keluarga di \
               setiap kecamatan, dijumlahkan dari semua situs yang aktif.",
        keywords: &["statistik", "kecamatan", "kabar", "penduduk"],
        forms: &[
            form("CSV", "/data/ringkasan.csv", "text/csv"),
            form("JSON", "/data/ringkasan.json", "application/json"),
        ],
        columns: &[
            column("kode_kecamatan", "Kode kecamatan"),
            column("kecamatan", "Nama kecamatan"),
            column("desa", "Banyaknya desa (termasuk desa adat)"),
            column("kelurahan", "Banyaknya kelurahan"),
            column("kabar", "Banyaknya kabar yang terbit"),
            column("halaman", "Banyaknya halaman profil dan sejenisnya"),
            column("foto", "Banyaknya foto yang siap tampil"),
            column("agenda", "Banyaknya acara di agenda"),
            column(
                "berpenduduk",
                "Banyaknya desa dan kelurahan yang sudah menghitung penduduknya",
            ),
            column("penduduk", "Penduduk tetap di desa dan kelurahan itu"),
            column(
                "laki_laki",
                "Di antaranya laki-laki; tanpa desa yang jumlahnya terlalu sedikit",
            ),
            column(
                "perempuan",
                "Di antaranya perempuan; tanpa desa yang jumlahnya terlalu sedikit",
            ),
            column(
                "keluarga",
                "Banyaknya keluarga; tanpa desa yang jumlahnya terlalu sedikit",
            ),
        ],
        rhythm: "DAILY",
    },
    Dataset {
        word: "kabar",
        title: "Kabar terbaru dari desa-desa",
        says: "Tiga puluh kabar terbaru dari semua desa dan kelurahan, untuk pembaca RSS dan situs \
               lain.",
        keywords: &["kabar", "berita", "rss"],
        forms: &[form("RSS", "/kabar.xml", "application/rss+xml")],
        columns: &[],
        rhythm: "CONT",
    },
];

/// Under which terms the data may be used.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Licence {
    pub name: String,
    pub url: String,
}

/// Who says so, and where.
#[derive(Debug)]
pub(crate) struct Publisher<'a> {
    /// The portal's, without a trailing slash.
    pub base_url: &'a str,
    pub portal: &'a str,
    pub name: &'a str,
    /// "Kabupaten Banjar, Kalimantan Selatan"
    pub place: &'a str,
    pub licence: &'a Licence,
    /// When a village last told something, RFC 3339.
    pub modified: Option<&'a str>,
}

/// The catalogue as DCAT 3.
pub(crate) fn dcat(publisher: &Publisher<'_>) -> Value {
    let base = publisher.base_url;
    let agent = json!({ "@id": format!("{base}/#penerbit") });
    let mut catalogue = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": "http://www.w3.org/2001/XMLSchema#"
        },
        "@id": format!("{base}/data/katalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": said(&format!("Data terbuka {}", publisher.portal)),
        "dct:description": said(&format!(
            "Data tentang desa dan kelurahan di {}, dari situs resmi masing-masing.",
            publisher.place
        )),
        "dct:language": { "@id": LANGUAGE },
        "dct:license": { "@id": publisher.licence.url },
        "dct:spatial": { "@type": "dct:Location", "rdfs:label": said(publisher.place) },
        "foaf:homepage": { "@id": format!("{base}/data") },
        "dct:publisher": {
            "@id": format!("{base}/#penerbit"),
            "@type": "foaf:Organization",
            "foaf:name": said(publisher.name)
        },
        "dcat:dataset": DATASETS
            .iter()
            .map(|dataset| dataset_of(dataset, publisher, &agent))
            .collect::<Vec<Value>>()
    });
    if let Some(modified) = publisher.modified {
        catalogue["dct:modified"] = moment(modified);
    }
    catalogue
}

const LANGUAGE: &str = "http://publications.europa.eu/resource/authority/language/IND";
const RHYTHMS: &str = "http://publications.europa.eu/resource/authority/frequency/";
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

fn dataset_of(dataset: &Dataset, publisher: &Publisher<'_>, agent: &Value) -> Value {
    let base = publisher.base_url;
    let distributions: Vec<Value> = dataset
        .forms
        .iter()
        .map(|form| {
            json!({
                "@id": format!("{base}{}", form.href),
                "@type": "dcat:Distribution",
                "dct:title": said(&format!("{} ({})", dataset.title, form.label)),
                "dcat:accessURL": { "@id": format!("{base}/data#{}", dataset.word) },
                "dcat:downloadURL": { "@id": format!("{base}{}", form.href) },
                "dcat:mediaType": { "@id": format!("{MEDIA_TYPES}{}", form.media_type) },
                "dct:license": { "@id": publisher.licence.url }
            })
        })
        .collect();
    let mut described = json!({
        "@id": format!("{base}/data#{}", dataset.word),
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.word,
        "dct:title": said(dataset.title),
        "dct:description": said(dataset.says),
        "dcat:keyword": dataset.keywords.iter().map(|word| said(word)).collect::<Vec<_>>(),
        "dct:language": { "@id": LANGUAGE },
        "dct:publisher": agent,
        "dct:accrualPeriodicity": { "@id": format!("{RHYTHMS}{}", dataset.rhythm) },
        "dcat:landingPage": { "@id": format!("{base}/data#{}", dataset.word) },
        "dcat:distribution": distributions
    });
    if let Some(modified) = publisher.modified {
        described["dct:modified"] = moment(modified);
    }
    described
}

fn said(words: &str) -> Value {
    json!({ "@value": words, "@language": "id" })
}

fn moment(at: &str) -> Value {
    json!({ "@value": at, "@type": "xsd:dateTime" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_every_data_set_is_in_the_catalogue() {
        let licence = Licence {
            name: "CC BY 4.0".to_owned(),
            url: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
        };
        let catalogue = dcat(&Publisher {
            base_url: "http://desa.localhost",
            portal: "Portal Desa",
            name: "Pemerintah Kabupaten Banjar",
            place: "Kabupaten Banjar, Kalimantan Selatan",
            licence: &licence,
            modified: Some("2026-11-25T12:00:00+08:00"),
        });
        let text = catalogue.to_string();
        for form in DATASETS.iter().flat_map(|dataset| dataset.forms) {
            assert!(
                text.contains(&format!("\"http://desa.localhost{}\"", form.href)),
                "{}",
                form.href
            );
        }
        let sets = catalogue["dcat:dataset"].as_array().unwrap();
        assert_eq!(sets.len(), DATASETS.len());
        for set in sets {
            assert_eq!(set["@type"], "dcat:Dataset");
            assert!(set["dcat:distribution"][0]["dct:license"]["@id"].is_string());
        }
    }
}
