//! What the office's pages about photos receive.

use kernel::{thousands, time};
use serde::Serialize;
use uuid::Uuid;
use web::{
    Form, FormView, Page,
    view::{Pager, Photo, Picture, media_address},
};

use crate::{
    pages::LONG,
    store::{
        library::{GoingRow, PhotoRow, ShelfRow, UseRow},
        photos::LibraryRow,
    },
};

/// Shown in the grid for a photo that has no sizes.
pub(super) const BLANK: &str =
    "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/// The photo of a field, as the macro `photo_picker` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChosenPhoto {
    pub id: Uuid,
    pub src: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
}

impl ChosenPhoto {
    pub fn new(row: &LibraryRow) -> Self {
        let picture = Picture::of(row.photo.as_ref());
        Self {
            id: row.id,
            alt: row.alt.clone(),
            width: picture.as_ref().map_or(4, |picture| picture.width),
            height: picture.as_ref().map_or(3, |picture| picture.height),
            src: picture.map_or_else(|| unfinished(row.id), |picture| picture.src),
        }
    }

    /// A photo for samples.
    pub fn sample() -> Self {
        let picture = Picture::sample();
        Self {
            id: Uuid::nil(),
            src: picture.src,
            alt: "Titian \"ulin\" <baru>".to_owned(),
            width: picture.width,
            height: picture.height,
        }
    }
}

/// Where the office looks at a photo whose sizes are still being made.
pub fn unfinished(id: Uuid) -> String {
    format!("/kantor/foto/{id}/gambar")
}

/// The smallest file that fills a place in a grid.
pub(super) fn thumb(photo: &Photo) -> Option<String> {
    let files = photo.variants.iter().filter(|file| file.format == "jpg");
    let smallest = files.min_by_key(|file| (file.width < 320, file.width))?;
    Some(media_address(&smallest.name))
}

/// A filter above the library.
#[derive(Debug, Clone, Serialize)]
pub struct Filter {
    pub label: &'static str,
    pub href: String,
    pub current: bool,
    pub count: Option<i64>,
}

/// The filters of the library at `here`.
pub fn filters(here: &str, current: &str, all: i64, wordless: i64) -> Vec<Filter> {
    let filter = |value: &str, label, count| Filter {
        label,
        href: if value.is_empty() {
            here.to_owned()
        } else {
            format!("{here}?saring={value}")
        },
        current: value == current,
        count,
    };
    vec![
        filter("", "Semua", Some(all)),
        filter("tanpa-keterangan", "Tanpa keterangan", Some(wordless)),
        filter("tidak-dipakai", "Tidak dipakai", None),
    ]
}

/// A photo in a grid.
#[derive(Debug, Clone, Serialize)]
pub struct PhotoCard {
    pub id: Uuid,
    pub src: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
    pub name: String,
    pub href: String,
    pub note: &'static str,
}

impl PhotoCard {
    /// In the library.
    pub fn of(row: &ShelfRow, is_used: bool) -> Self {
        let photo = row.photo.as_ref().map(|photo| &photo.0);
        Self {
            id: row.id,
            src: photo.and_then(thumb).unwrap_or_else(|| BLANK.to_owned()),
            alt: row.alt.clone(),
            width: photo.map_or(4, |photo| photo.width),
            height: photo.map_or(3, |photo| photo.height),
            name: row.file_name.clone(),
            href: format!("/kantor/foto/{}", row.id),
            note: match row.status.as_str() {
                "failed" => "Tidak dapat ditampilkan",
                "pending" => "Sedang diolah",
                _ if is_used => "",
                _ => "Tidak dipakai",
            },
        }
    }

    /// In the dialog: large enough to be looked at inside a text.
    pub fn to_choose(row: &ShelfRow) -> Self {
        let picture = Picture::of(row.photo.as_ref());
        Self {
            src: picture.map_or_else(|| BLANK.to_owned(), |picture| picture.src),
            ..Self::of(row, true)
        }
    }

    /// Photos for samples.
    pub(super) fn samples() -> Vec<Self> {
        let plain = Self {
            id: Uuid::nil(),
            src: Picture::sample().src,
            alt: String::new(),
            width: 1600,
            height: 1067,
            name: "IMG_2041.jpg".to_owned(),
            href: "/kantor/foto/0".to_owned(),
            note: "",
        };
        let long = Self {
            src: BLANK.to_owned(),
            alt: LONG.to_owned(),
            name: LONG.to_owned(),
            note: "Sedang diolah",
            ..plain.clone()
        };
        vec![plain, long]
    }
}

/// What `content/office/photos.html` receives.
#[derive(Debug, Serialize)]
pub struct PhotosDesk {
    pub upload_href: String,
    pub q: String,
    pub saring: String,
    pub chips: Vec<Filter>,
    pub photos: Vec<PhotoCard>,
    pub pager: Pager,
    /// Whether there is no photo at all.
    pub is_empty: bool,
}

impl Page for PhotosDesk {
    const TEMPLATE: &'static str = "content/office/photos.html";

    fn samples() -> Vec<Self> {
        let page = |q: &str, photos: Vec<PhotoCard>, is_empty| Self {
            upload_href: "/kantor/foto".to_owned(),
            q: q.to_owned(),
            saring: String::new(),
            chips: filters("/kantor/foto", "", 12, 3),
            photos,
            pager: Pager {
                newer_href: None,
                older_href: Some("/kantor/foto?sebelum=x".to_owned()),
            },
            is_empty,
        };
        vec![
            page("", Vec::new(), true),
            page("a\"b<", Vec::new(), false),
            page("", PhotoCard::samples(), false),
        ]
    }
}

/// What `content/office/photo_choices.html` receives.
#[derive(Debug, Serialize)]
pub struct PhotoChoices {
    pub photos: Vec<PhotoCard>,
    pub pager: Pager,
}

impl Page for PhotoChoices {
    const TEMPLATE: &'static str = "content/office/photo_choices.html";

    fn samples() -> Vec<Self> {
        let page = |photos| Self {
            photos,
            pager: Pager::default(),
        };
        vec![page(Vec::new()), page(PhotoCard::samples())]
    }
}

/// A place that uses a photo.
#[derive(Debug, Clone, Serialize)]
pub struct UsedIn {
    pub icon: &'static str,
    pub label: String,
    pub href: String,
}

impl UsedIn {
    fn new(row: &UseRow) -> Self {
        let (icon, place) = match row.kind.as_str() {
            "article" => ("newspaper", "artikel"),
            "page" => ("file-text", "halaman"),
            "event" => ("calendar-days", "agenda"),
            "album" => ("images", "galeri"),
            "official" => ("users", "perangkat"),
            _ => ("house", "situs"),
        };
        Self {
            icon,
            label: match row.kind.as_str() {
                "hero" => "Foto besar halaman depan".to_owned(),
                "logo" => "Logo situs".to_owned(),
                _ => row.title.clone(),
            },
            href: row.id.map_or_else(
                || format!("/kantor/{place}"),
                |id| format!("/kantor/{place}/{id}"),
            ),
        }
    }
}

/// What is known of a file.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
}

/// The picture of `content/office/photo.html`.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    pub src: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
    pub full_href: String,
}

/// What `content/office/photo.html` receives.
#[derive(Debug, Serialize)]
pub struct PhotoDesk {
    pub name: String,
    pub action: String,
    pub form: FormView,
    /// Nothing while its sizes are being made, or when they cannot be.
    pub photo: Option<Shown>,
    /// Why it cannot be shown.
    pub problem: String,
    pub uses: Vec<UsedIn>,
    pub facts: Vec<Fact>,
}

impl PhotoDesk {
    pub fn new(row: &PhotoRow, form: &Form, uses: &[UseRow]) -> Self {
        let picture = Picture::of(row.photo.as_ref());
        Self {
            name: row.file_name.clone(),
            action: format!("/kantor/foto/{}", row.id),
            form: form.view(),
            photo: picture.map(|picture| Shown {
                src: picture.src,
                alt: picture.alt,
                width: picture.width,
                height: picture.height,
                full_href: picture.full,
            }),
            problem: if row.status == "failed" {
                row.problem.clone()
            } else {
                String::new()
            },
            uses: uses.iter().map(UsedIn::new).collect(),
            facts: facts(row),
        }
    }
}

fn facts(row: &PhotoRow) -> Vec<Fact> {
    let mut facts = vec![Fact {
        label: "Berkas",
        value: weight(row.byte_size),
    }];
    if let Some(photo) = &row.photo {
        facts.push(Fact {
            label: "Ukuran",
            value: format!(
                "{} × {} piksel",
                thousands(i64::from(photo.width)),
                thousands(i64::from(photo.height))
            ),
        });
    }
    let day = time::date_time(row.created_at.to_jiff());
    facts.push(Fact {
        label: "Diunggah",
        value: if row.added_by.is_empty() {
            day
        } else {
            format!("{day} oleh {}", row.added_by)
        },
    });
    facts
}

/// "3,4 MB", "812 KB"
fn weight(bytes: i64) -> String {
    let tenths = bytes * 10 / (1024 * 1024);
    if tenths >= 10 {
        format!("{},{} MB", thousands(tenths / 10), tenths % 10)
    } else {
        format!("{} KB", thousands((bytes / 1024).max(1)))
    }
}

impl Page for PhotoDesk {
    const TEMPLATE: &'static str = "content/office/photo.html";

    fn samples() -> Vec<Self> {
        let uses = [
            "hero", "logo", "article", "page", "event", "album", "official",
        ];
        let uses = uses.map(|kind| {
            UsedIn::new(&UseRow {
                kind: kind.to_owned(),
                id: (kind != "hero" && kind != "logo").then(Uuid::nil),
                title: LONG.to_owned(),
            })
        });
        let picture = Picture::sample();
        let shown = Shown {
            src: picture.src,
            alt: "Titian <b>".to_owned(),
            width: picture.width,
            height: picture.height,
            full_href: picture.full,
        };
        let page = |photo: Option<Shown>, problem: &str, uses: &[UsedIn]| {
            let mut form = Form::filled([("alt", LONG.to_owned()), ("fokus_x", "20".to_owned())]);
            form.wrong("fokus_y", "Isi angka dari 0 sampai 100.");
            Self {
                name: LONG.to_owned(),
                action: "/kantor/foto/0".to_owned(),
                form: form.view(),
                photo,
                problem: problem.to_owned(),
                uses: uses.to_vec(),
                facts: vec![Fact {
                    label: "Berkas",
                    value: weight(3_600_000),
                }],
            }
        };
        vec![
            page(None, "", &[]),
            page(None, "Berkas gambar ini terpotong.", &[]),
            page(Some(shown), "", &uses),
        ]
    }
}

/// A photo that is about to go.
#[derive(Debug, Clone, Serialize)]
pub struct GoingCard {
    pub id: Uuid,
    pub href: String,
    pub name: String,
    pub alt: String,
    pub src: String,
}

impl GoingCard {
    pub fn new(row: &GoingRow) -> Self {
        Self {
            id: row.id,
            href: format!("/kantor/foto/{}", row.id),
            name: row.file_name.clone(),
            alt: row.alt.clone(),
            src: row
                .photo
                .as_ref()
                .and_then(|photo| thumb(&photo.0))
                .unwrap_or_else(|| BLANK.to_owned()),
        }
    }
}

/// What `content/office/photos_going.html` receives.
#[derive(Debug, Serialize)]
pub struct PhotosGoing {
    pub going: Vec<GoingCard>,
    /// Something uses these.
    pub staying: Vec<GoingCard>,
    pub action: String,
    pub back_href: String,
}

impl Page for PhotosGoing {
    const TEMPLATE: &'static str = "content/office/photos_going.html";

    fn samples() -> Vec<Self> {
        let card = |name: &str| GoingCard {
            id: Uuid::nil(),
            href: "/kantor/foto/0".to_owned(),
            name: name.to_owned(),
            alt: String::new(),
            src: BLANK.to_owned(),
        };
        let page = |going: &[&str], staying: &[&str]| Self {
            going: going.iter().copied().map(card).collect(),
            staying: staying.iter().copied().map(card).collect(),
            action: "/kantor/foto/hapus".to_owned(),
            back_href: "/kantor/foto".to_owned(),
        };
        vec![
            page(&["a.jpg", LONG], &[]),
            page(&[], &[LONG]),
            page(&["a.jpg"], &["b.jpg"]),
        ]
    }
}

/// What `content/office/photos_corner.html` receives.
#[derive(Debug, Serialize)]
pub struct PhotosCorner {
    /// Photos of which nothing is said.
    pub wordless: i64,
}

impl Page for PhotosCorner {
    const TEMPLATE: &'static str = "content/office/photos_corner.html";

    fn samples() -> Vec<Self> {
        vec![Self { wordless: 1 }, Self { wordless: 1_200 }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_weigh_in_round_numbers() {
        assert_eq!(weight(1), "1 KB");
        assert_eq!(weight(831_488), "812 KB");
        assert_eq!(weight(3_600_000), "3,4 MB");
        assert_eq!(weight(26_214_400), "25,0 MB");
    }
}
