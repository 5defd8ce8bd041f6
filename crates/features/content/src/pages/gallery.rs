//! Albums and their photos.

use jiff::Timestamp;
use serde::Serialize;
use web::{
    Page,
    view::{DateView, Pager, Picture},
};

use super::{LONG, news::sample_date};
use crate::{
    domain::day::day_view,
    store::albums::{AlbumRow, AlbumWithShots, ShotRow},
};

/// An album.
#[derive(Debug, Clone, Serialize)]
pub struct AlbumView {
    pub href: String,
    pub title: String,
    pub description: String,
    pub count: i64,
    pub date: DateView,
    pub cover: Option<Picture>,
}

impl AlbumView {
    /// An album in a list.
    pub fn new(row: &AlbumRow, now: Timestamp) -> Self {
        Self {
            href: format!("/galeri/{}", row.slug),
            title: row.title.clone(),
            description: row.description.clone(),
            count: row.count,
            date: day_view(row.happened_on, now),
            cover: Picture::of(row.cover.as_ref()),
        }
    }

    /// An album on its own page.
    pub fn whole(row: &AlbumWithShots, now: Timestamp) -> Self {
        Self {
            href: format!("/galeri/{}", row.slug),
            title: row.title.clone(),
            description: row.description.clone(),
            count: i64::try_from(row.shots.len()).unwrap_or(i64::MAX),
            date: day_view(row.happened_on, now),
            cover: row.shots.first().and_then(|shot| Picture::new(&shot.photo)),
        }
    }

    /// A plain and an overlong album.
    pub(super) fn samples() -> Vec<Self> {
        let plain = Self {
            href: "/galeri/hut-ri".into(),
            title: "HUT RI".into(),
            description: String::new(),
            count: 0,
            date: sample_date(),
            cover: None,
        };
        let long = Self {
            title: LONG.into(),
            description: LONG.into(),
            count: 120,
            cover: Some(Picture::sample()),
            ..plain.clone()
        };
        vec![plain, long]
    }
}

/// What `content/gallery.html` receives.
#[derive(Debug, Serialize)]
pub struct GalleryPage {
    pub albums: Vec<AlbumView>,
    pub pager: Pager,
}

impl Page for GalleryPage {
    const TEMPLATE: &'static str = "content/gallery.html";

    fn samples() -> Vec<Self> {
        let pager = Pager {
            newer_href: None,
            older_href: Some("/galeri?sebelum=x".into()),
        };
        vec![
            Self {
                albums: Vec::new(),
                pager: Pager::default(),
            },
            Self {
                albums: AlbumView::samples(),
                pager,
            },
        ]
    }
}

/// A photo of an album.
#[derive(Debug, Clone, Serialize)]
pub struct Shot {
    pub picture: Picture,
    pub caption: String,
    pub full_href: String,
}

impl Shot {
    /// `None` when no size of it is ready.
    pub fn new(row: &ShotRow) -> Option<Self> {
        let picture = Picture::new(&row.photo)?;
        Some(Self {
            full_href: picture.full.clone(),
            caption: row.caption.clone(),
            picture,
        })
    }
}

/// What `content/album.html` receives.
#[derive(Debug, Serialize)]
pub struct AlbumPage {
    pub album: AlbumView,
    pub photos: Vec<Shot>,
}

impl Page for AlbumPage {
    const TEMPLATE: &'static str = "content/album.html";

    fn samples() -> Vec<Self> {
        let shot = |caption: &str| Shot {
            full_href: Picture::sample().full,
            picture: Picture::sample(),
            caption: caption.into(),
        };
        let mut albums = AlbumView::samples().into_iter();
        let photos = vec![shot(""), shot(LONG)];
        let parts = [Vec::new(), photos];
        albums
            .by_ref()
            .zip(parts)
            .map(|(album, photos)| Self { album, photos })
            .collect()
    }
}
