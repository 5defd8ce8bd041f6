//! News: the list, a category, the archive, one article.

use axum::response::Response;
use db::VillageTx;
use kernel::{Slug, time};
use web::{
    AppError, AppResult, Finder, FinderFuture, Found, Meta, Part, PartName, Place, Query, Site,
    Subject,
    frame::SiteView,
    view::{DateView, Photo, Picture, media_address},
};

use super::{moved, slug_path::SlugPath};
use crate::{
    domain::{day, listing::PartQuery, share, structured},
    pages::{
        ArchivePage, ArticlePage, ArticleView, ArticlesPage, CategoryChip, card, excerpt, years,
    },
    store::{
        archive as titles,
        news::{self, ArticleRow, CategoryRow},
    },
};

/// `GET /artikel`
pub async fn list(site: Site, Query(query): Query<PartQuery>) -> AppResult<Response> {
    let now = site.now();
    let mut tx = site.begin().await?;
    let categories = news::categories(&mut tx, now).await?;
    let part = news::list(&mut tx, query.start()?, None, now)
        .await?
        .existing()?;

    let meta = Meta::new(
        "Berita",
        "Semua berita, yang terbaru lebih dulu.",
        part.address(HERE),
    );
    let page = ArticlesPage {
        heading: "Berita".to_owned(),
        intro: String::new(),
        cards: part.rows.iter().map(|row| card(row, now)).collect(),
        pager: part.pager(HERE),
        categories: chips(&categories, None),
    };
    site.page(tx, &part.mark(meta.under_home(), HERE), &page)
        .await
}

const HERE: &str = "/artikel";

/// `GET /kategori/{slug}`
pub async fn category(
    site: Site,
    SlugPath(slug): SlugPath,
    Query(query): Query<PartQuery>,
) -> AppResult<Response> {
    let now = site.now();
    let mut tx = site.begin().await?;
    let categories = news::categories(&mut tx, now).await?;
    let Some(current) = categories.iter().find(|row| row.slug == slug.as_str()) else {
        let today = news::renamed_category(&mut tx, &slug)
            .await?
            .ok_or(AppError::NotFound)?;
        return moved(&format!("/kategori/{today}"));
    };
    let part = news::list(&mut tx, query.start()?, Some(&slug), now)
        .await?
        .existing()?;

    let path = format!("/kategori/{slug}");
    let description = format!("Berita tentang {}.", current.name);
    let meta = Meta::new(current.name.clone(), description, part.address(&path));
    let page = ArticlesPage {
        heading: current.name.clone(),
        intro: String::new(),
        cards: part.rows.iter().map(|row| card(row, now)).collect(),
        pager: part.pager(&path),
        categories: chips(&categories, Some(&slug)),
    };
    site.page(tx, &part.mark(meta.under("Berita", HERE), &path), &page)
        .await
}

/// Categories with something in them, and the one that is shown.
fn chips(categories: &[CategoryRow], current: Option<&Slug>) -> Vec<CategoryChip> {
    let is_current =
        |row: &CategoryRow| current.is_some_and(|current| current.as_str() == row.slug);
    categories
        .iter()
        .filter(|row| row.count > 0 || is_current(row))
        .map(|row| CategoryChip {
            label: row.name.clone(),
            href: format!("/kategori/{}", row.slug),
            count: row.count,
            current: is_current(row),
        })
        .collect()
}

/// `GET /arsip`
pub async fn archive(site: Site, Query(query): Query<PartQuery>) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let part = titles::list(&mut tx, query.start()?, site.now())
        .await?
        .existing()?;

    let path = "/arsip";
    let description = "Semua berita, menurut bulan terbitnya.";
    let meta = Meta::new("Arsip berita", description, part.address(path));
    let page = ArchivePage {
        years: years(&part.rows, site.now()),
        pager: part.pager(path),
    };
    site.page(tx, &part.mark(meta.under("Berita", HERE), path), &page)
        .await
}

/// `GET /artikel/{slug}`
pub async fn show(site: Site, SlugPath(slug): SlugPath) -> AppResult<Response> {
    let now = site.now();
    let name = PartName::item("artikel", &slug);
    let mut tx = site.begin_for(&name).await?;
    let frame = site.frame(&mut tx).await?;
    let row: ArticleRow = match site.part(&mut tx, name).await? {
        Part::Ready(row) => row,
        Part::Missing(slot) => {
            let Some(row) = news::find(&mut tx, &slug, now).await? else {
                let today = news::whereabouts(&mut tx, &slug, now).await?;
                return moved(&today.ok_or(AppError::NotFound)?);
            };
            slot.keep(&mut tx, &row, frame.good_until(now)).await?;
            row
        }
    };
    let subject = Subject::Article {
        id: row.id,
        comments_open: row.comments_open,
    };
    let panels_html = site.blocks(&mut tx, Place::Article, &subject).await?;
    tx.finish().await?;

    let article = view(&site, &row);
    let meta = meta(&site, &frame.view, &row, &article);
    let related = row
        .related
        .iter()
        .map(|row| card(row, site.now()))
        .collect();
    site.framed_page(
        &frame,
        &meta,
        &ArticlePage {
            article,
            related,
            panels_html,
        },
    )
}

fn view(site: &Site, row: &ArticleRow) -> ArticleView {
    let now = site.now();
    let address = site.absolute(&format!("/artikel/{}", row.slug));
    let revised = day::revised(row.published_at, row.created_at, row.updated_at);
    ArticleView {
        title: row.title.clone(),
        body_html: row.body_html.clone(),
        author: row.author.clone(),
        date: DateView::new(row.published_at, now),
        updated: revised.map(|at| DateView::new(at, now)),
        category: crate::pages::category(row.category_slug.as_deref(), row.category.as_deref()),
        picture: Picture::of(row.photo.as_ref()),
        share: share::links(&row.title, &address),
        address,
    }
}

fn meta(site: &Site, around: &SiteView, row: &ArticleRow, article: &ArticleView) -> Meta {
    let path = format!("/artikel/{}", row.slug);
    let published_iso = time::iso(row.published_at);
    let modified_iso = article
        .updated
        .as_ref()
        .map_or_else(|| published_iso.clone(), |date| date.iso.clone());
    let mut meta = Meta::new(
        row.title.clone(),
        excerpt(&row.excerpt, &row.body_html),
        path,
    )
    .under("Berita", HERE);
    let photo = row.photo.as_ref().and_then(|photo| large_file(&photo.0));
    let images = photo.into_iter().chain([meta.image.clone()]);
    let story = structured::Story {
        title: &row.title,
        excerpt: &meta.description,
        address: &article.address,
        images: images.map(|path| site.absolute(&path)).collect(),
        author: &row.author,
        category: row.category.as_deref(),
        published_iso: &published_iso,
        modified_iso: &modified_iso,
    };
    meta.json_ld = Some(structured::news_article(around, &story));
    meta.image_alt.clone_from(&row.title);
    Meta {
        is_article: true,
        published_iso,
        modified_iso,
        ..meta
    }
}

/// Path of a photo's largest JPEG.
fn large_file(photo: &Photo) -> Option<String> {
    photo.largest_jpeg().map(|file| media_address(&file.name))
}

/// Published articles, for what other features put below them.
pub const ARTICLES: Finder = Finder {
    place: Place::Article,
    find: published,
};

fn published<'a>(site: &'a Site, tx: &'a mut VillageTx, slug: &'a Slug) -> FinderFuture<'a> {
    Box::pin(async move {
        let row = news::headline(tx, slug, site.now()).await?;
        Ok(row.map(|row| Found {
            title: row.title,
            subject: Subject::Article {
                id: row.id,
                comments_open: row.comments_open,
            },
        }))
    })
}
