//! What the office's pages about albums receive.

use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{
    Form, FormView, Page,
    view::{Pager, Picture},
};

use super::photos::{BLANK, PhotoCard, thumb};
use crate::{
    domain::album_draft::{PHOTOS, caption_field, drop_field, number_field},
    pages::LONG,
    store::{
        album_desk::{EditedAlbum, PlacedRow},
        albums::AlbumRow,
    },
};

/// An album in the list.
#[derive(Debug, Clone, Serialize)]
pub struct AlbumLine {
    pub href: String,
    pub title: String,
    pub date: String,
    pub count: i64,
    pub cover: Option<Picture>,
}

impl AlbumLine {
    pub fn new(row: &AlbumRow) -> Self {
        Self {
            href: format!("/kantor/galeri/{}", row.id),
            title: row.title.clone(),
            date: time::long_date(row.happened_on),
            count: row.count,
            cover: Picture::of(row.cover.as_ref()),
        }
    }
}

/// What `content/office/albums.html` receives.
#[derive(Debug, Serialize)]
pub struct AlbumsDesk {
    pub albums: Vec<AlbumLine>,
    pub pager: Pager,
    pub new_href: String,
}

impl Page for AlbumsDesk {
    const TEMPLATE: &'static str = "content/office/albums.html";

    fn samples() -> Vec<Self> {
        let line = |title: &str, cover| AlbumLine {
            href: "/kantor/galeri/0".to_owned(),
            title: title.to_owned(),
            date: "25 November 2026".to_owned(),
            count: 12,
            cover,
        };
        let page = |albums| Self {
            albums,
            pager: Pager::default(),
            new_href: "/kantor/galeri/baru".to_owned(),
        };
        vec![
            page(Vec::new()),
            page(vec![
                line("Panen", None),
                line(LONG, Some(Picture::sample())),
            ]),
        ]
    }
}

/// A photo of an album with its fields.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedPhoto {
    pub name: String,
    pub href: String,
    pub src: String,
    pub alt: String,
    pub number_field: String,
    pub number: String,
    pub caption_field: String,
    pub caption: String,
    pub drop_field: String,
    pub is_dropped: bool,
}

impl PlacedPhoto {
    /// As it lies, or as the form was filled in.
    fn new(index: usize, row: &PlacedRow, form: &Form) -> Self {
        let number_field = number_field(row.id);
        let caption_field = caption_field(row.id);
        let drop_field = drop_field(row.id);
        let typed = |field: &str, kept: String| {
            if form.has(field) {
                form.raw(field).to_owned()
            } else {
                kept
            }
        };
        Self {
            name: row.file_name.clone(),
            href: format!("/kantor/foto/{}", row.id),
            src: row
                .photo
                .as_ref()
                .and_then(|photo| thumb(&photo.0))
                .unwrap_or_else(|| BLANK.to_owned()),
            alt: row.alt.clone(),
            number: typed(&number_field, (index + 1).to_string()),
            caption: typed(&caption_field, row.caption.clone()),
            is_dropped: form.has(&drop_field),
            number_field,
            caption_field,
            drop_field,
        }
    }
}

/// What `content/office/album.html` receives.
#[derive(Debug, Serialize)]
pub struct AlbumDesk {
    pub action: String,
    pub form: FormView,
    /// Nothing was saved yet.
    pub is_new: bool,
    pub title: String,
    pub public_href: String,
    pub photos: Vec<PlacedPhoto>,
    /// What is wrong with the photos' fields.
    pub photos_error: String,
}

impl AlbumDesk {
    pub fn new(id: Uuid, form: &Form, row: Option<&EditedAlbum>, photos: &[PlacedRow]) -> Self {
        let view = form.view();
        Self {
            action: format!("/kantor/galeri/{id}"),
            is_new: row.is_none(),
            title: row.map(|row| row.title.clone()).unwrap_or_default(),
            public_href: row
                .map(|row| format!("/galeri/{}", row.slug))
                .unwrap_or_default(),
            photos: photos
                .iter()
                .enumerate()
                .map(|(index, row)| PlacedPhoto::new(index, row, form))
                .collect(),
            photos_error: view.errors.get(PHOTOS).cloned().unwrap_or_default(),
            form: view,
        }
    }
}

impl Page for AlbumDesk {
    const TEMPLATE: &'static str = "content/office/album.html";

    fn samples() -> Vec<Self> {
        let photo = |name: &str, caption: &str| {
            let row = PlacedRow {
                id: Uuid::nil(),
                file_name: name.to_owned(),
                alt: String::new(),
                caption: caption.to_owned(),
                photo: None,
            };
            PlacedPhoto::new(0, &row, &Form::default())
        };
        let kept = |form: &Form, photos| Self {
            is_new: false,
            title: LONG.to_owned(),
            public_href: "/galeri/panen".to_owned(),
            photos,
            photos_error: form.view().errors.get(PHOTOS).cloned().unwrap_or_default(),
            ..Self::new(Uuid::nil(), form, None, &[])
        };
        let mut wrong = Form::filled([("judul", LONG.to_owned()), ("tanggal", "31/02".to_owned())]);
        wrong.wrong("tanggal", "Isi tanggal kegiatannya.");
        wrong.wrong(PHOTOS, "Urutan foto ditulis dengan angka.");
        vec![
            Self::new(Uuid::nil(), &Form::default(), None, &[]),
            kept(&Form::default(), Vec::new()),
            kept(&wrong, vec![photo("IMG_1.jpg", ""), photo(LONG, LONG)]),
        ]
    }
}

/// What `content/office/album_photos.html` receives.
#[derive(Debug, Serialize)]
pub struct AlbumPhotosDesk {
    /// The album's.
    pub title: String,
    pub q: String,
    pub photos: Vec<PhotoCard>,
    pub pager: Pager,
    pub action: String,
    pub back_href: String,
}

impl Page for AlbumPhotosDesk {
    const TEMPLATE: &'static str = "content/office/album_photos.html";

    fn samples() -> Vec<Self> {
        let page = |q: &str, photos| Self {
            title: LONG.to_owned(),
            q: q.to_owned(),
            photos,
            pager: Pager::default(),
            action: "/kantor/galeri/0/foto".to_owned(),
            back_href: "/kantor/galeri/0".to_owned(),
        };
        vec![
            page("", Vec::new()),
            page("<b>", Vec::new()),
            page("", PhotoCard::samples()),
        ]
    }
}
