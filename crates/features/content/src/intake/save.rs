//! Saves what is new of a village's files: all of it, or nothing.

use std::collections::{HashMap, HashSet};

use db::VillageTx;
use jiff::Timestamp;
use kernel::{SafeHtml, safe_html::excerpt};
use serde::Serialize;
use uuid::Uuid;
use web::{
    search_index::{self, Entry},
    view::Photo,
};

use super::{
    Change, Front, MenuEntry, Official, PictureFile, Sourced, VillageContent,
    changes::{changes, state},
    pictures, store,
};
use crate::{
    findable::{self, EventWords},
    jobs::{MEDIA_PROCESS, Task},
};

/// Letters of an excerpt that is made from the body.
const EXCERPT: usize = 180;

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Saved {
    pub changes: Vec<Change>,
    /// Pictures that the media job was asked for.
    pub pictures_queued: usize,
}

/// Saves what is new and commits. Nothing new leaves the village, and its cached pages, alone.
///
/// # Errors
/// When the database refuses; nothing was saved then.
pub async fn save(
    mut tx: VillageTx,
    content: &VillageContent,
    in_work: &HashSet<String>,
    now: Timestamp,
) -> sqlx::Result<Saved> {
    let state = state(&mut tx).await?;
    let changes = changes(content, &state, in_work);
    if !changes.iter().any(Change::is_work) {
        tx.finish().await?;
        return Ok(Saved {
            changes,
            pictures_queued: 0,
        });
    }
    let todo: HashSet<&str> = changes
        .iter()
        .filter(|change| change.is_work())
        .map(Change::source)
        .collect();

    let pictures_queued = register_pictures(&mut tx, &content.pictures, &todo).await?;
    let shelf = Shelf::read(&mut tx, content).await?;
    let mut writer = Writer {
        tx: &mut tx,
        shelf: &shelf,
        todo: &todo,
        now,
    };
    writer.lists(content).await?;
    writer.articles(content).await?;
    writer.pages(content).await?;
    writer.events(content).await?;
    writer.albums(content).await?;
    tx.commit().await?;
    Ok(Saved {
        changes,
        pictures_queued,
    })
}

async fn register_pictures(
    tx: &mut VillageTx,
    files: &[PictureFile],
    todo: &HashSet<&str>,
) -> sqlx::Result<usize> {
    let mut new = Vec::new();
    for file in files
        .iter()
        .filter(|file| todo.contains(file.label().as_str()))
    {
        store::put_picture(tx, file).await?;
        store::put_source(tx, &file.label(), &file.label_hash()).await?;
        new.push(file);
    }
    let hashes: Vec<String> = new.iter().map(|file| file.sha256.clone()).collect();
    let rows = store::pictures(tx, &hashes).await?;
    let mut queued = 0;
    for file in new {
        let ready = rows
            .iter()
            .any(|row| row.sha256 == file.sha256 && row.photo.is_some());
        if !ready {
            let task = Task {
                sha256: file.sha256.clone(),
                source: file.source.clone(),
            };
            jobs::enqueue(tx, MEDIA_PROCESS, &task, Some(&file.sha256)).await?;
            queued += 1;
        }
    }
    Ok(queued)
}

/// The village's pictures by hash.
struct Shelf {
    ids: HashMap<String, Uuid>,
    ready: HashMap<String, Photo>,
}

impl Shelf {
    async fn read(tx: &mut VillageTx, content: &VillageContent) -> sqlx::Result<Self> {
        let hashes: Vec<String> = content
            .pictures
            .iter()
            .map(|file| file.sha256.clone())
            .collect();
        let mut shelf = Self {
            ids: HashMap::new(),
            ready: HashMap::new(),
        };
        for row in store::pictures(tx, &hashes).await? {
            if let Some(photo) = row.photo {
                shelf.ready.insert(row.sha256.clone(), photo.0);
            }
            shelf.ids.insert(row.sha256, row.id);
        }
        Ok(shelf)
    }

    fn id(&self, picture: Option<&String>) -> Option<Uuid> {
        picture.and_then(|sha256| self.ids.get(sha256)).copied()
    }

    /// The body with the pictures that are ready already.
    fn body(&self, body: &SafeHtml) -> String {
        pictures::fill(body.as_str(), |sha256| self.ready.get(sha256).cloned())
            .unwrap_or_else(|| body.as_str().to_owned())
    }
}

struct Writer<'a> {
    tx: &'a mut VillageTx,
    shelf: &'a Shelf,
    todo: &'a HashSet<&'a str>,
    now: Timestamp,
}

impl Writer<'_> {
    fn is_due<T>(&self, thing: &Sourced<T>) -> bool {
        self.todo.contains(thing.source.as_str())
    }

    fn due<'c, T>(&self, thing: &'c Option<Sourced<T>>) -> Option<&'c Sourced<T>> {
        thing.as_ref().filter(|thing| self.is_due(thing))
    }

    async fn done<T>(&mut self, thing: &Sourced<T>) -> sqlx::Result<()> {
        store::put_source(self.tx, &thing.source, &thing.sha256).await
    }

    async fn findable(&mut self, entry: Entry<'_>) -> sqlx::Result<()> {
        search_index::put(self.tx, &entry).await
    }

    async fn lists(&mut self, content: &VillageContent) -> sqlx::Result<()> {
        if let Some(front) = self.due(&content.front) {
            self.front(&front.value).await?;
            self.done(front).await?;
        }
        if let Some(categories) = self.due(&content.categories) {
            for (position, category) in numbered(&categories.value) {
                let slug = category.slug.as_str();
                store::put_category(self.tx, slug, &category.name, position).await?;
            }
            self.done(categories).await?;
        }
        if let Some(menu) = self.due(&content.menu) {
            self.menu(&menu.value).await?;
            self.done(menu).await?;
        }
        if let Some(officials) = self.due(&content.officials) {
            self.officials(&officials.value).await?;
            self.done(officials).await?;
        }
        if let Some(lines) = self.due(&content.running_text) {
            store::clear_running_text(self.tx).await?;
            for (position, line) in numbered(&lines.value) {
                store::add_running_text(self.tx, position, line).await?;
            }
            self.done(lines).await?;
        }
        Ok(())
    }

    async fn front(&mut self, front: &Front) -> sqlx::Result<()> {
        store::update_front(self.tx, front, self.shelf.id(front.hero.as_ref())).await
    }

    async fn menu(&mut self, entries: &[MenuEntry]) -> sqlx::Result<()> {
        store::clear_menu(self.tx).await?;
        for (position, entry) in numbered(entries) {
            let text = (entry.label.as_str(), entry.href.as_str());
            let parent = store::add_menu_item(self.tx, None, position, text).await?;
            for (position, child) in numbered(&entry.children) {
                let text = (child.label.as_str(), child.href.as_str());
                store::add_menu_item(self.tx, Some(parent), position, text).await?;
            }
        }
        Ok(())
    }

    async fn officials(&mut self, officials: &[Official]) -> sqlx::Result<()> {
        store::clear_officials(self.tx).await?;
        for (position, official) in numbered(officials) {
            let photo = self.shelf.id(official.photo.as_ref());
            store::add_official(self.tx, official, position, photo).await?;
        }
        findable::put_officials(self.tx, self.now).await
    }

    async fn articles(&mut self, content: &VillageContent) -> sqlx::Result<()> {
        for thing in &content.articles {
            if !self.is_due(thing) {
                continue;
            }
            let article = &thing.value;
            let text = article.body.text();
            let short = if article.excerpt.is_empty() {
                excerpt(&text, EXCERPT)
            } else {
                article.excerpt.clone()
            };
            let body = self.shelf.body(&article.body);
            let photo = self.shelf.id(article.photo.as_ref());
            let id = store::put_article(self.tx, article, (&body, &short), photo, self.now).await?;
            let mut asked = None;
            for comment in &article.comments {
                let parent = if comment.by_office { asked } else { None };
                let comment_id = store::put_comment(self.tx, id, parent, comment).await?;
                if !comment.by_office {
                    asked = Some(comment_id);
                }
            }
            self.findable(Entry {
                address: &format!("/artikel/{}", article.slug),
                kind: "artikel",
                title: &article.title,
                body: &text,
                media: photo,
                public_from: article.published,
            })
            .await?;
            self.done(thing).await?;
        }
        Ok(())
    }

    async fn pages(&mut self, content: &VillageContent) -> sqlx::Result<()> {
        for thing in &content.pages {
            if !self.is_due(thing) {
                continue;
            }
            let page = &thing.value;
            let photo = self.shelf.id(page.photo.as_ref());
            store::put_page(self.tx, page, &self.shelf.body(&page.body), photo).await?;
            let words = (page.title.as_str(), &*page.body.text());
            findable::put_page(self.tx, page.slug.as_str(), words, photo, self.now).await?;
            self.done(thing).await?;
        }
        Ok(())
    }

    async fn events(&mut self, content: &VillageContent) -> sqlx::Result<()> {
        for thing in &content.events {
            if !self.is_due(thing) {
                continue;
            }
            let event = &thing.value;
            store::put_event(self.tx, event, &self.shelf.body(&event.body)).await?;
            let words = EventWords {
                title: &event.title,
                place: &event.place,
                organizer: &event.organizer,
                words: &event.body.text(),
            };
            findable::put_event(self.tx, event.slug.as_str(), words, self.now).await?;
            self.done(thing).await?;
        }
        Ok(())
    }

    async fn albums(&mut self, content: &VillageContent) -> sqlx::Result<()> {
        for thing in &content.albums {
            if !self.is_due(thing) {
                continue;
            }
            let album = &thing.value;
            let id = store::put_album(self.tx, album).await?;
            for (position, photo) in numbered(&album.photos) {
                if let Some(picture) = self.shelf.id(Some(&photo.picture)) {
                    store::add_album_photo(self.tx, id, picture, position, &photo.caption).await?;
                }
            }
            let captions: Vec<&str> = album
                .photos
                .iter()
                .map(|photo| photo.caption.as_str())
                .collect();
            self.findable(Entry {
                address: &format!("/galeri/{}", album.slug),
                kind: "galeri",
                title: &album.title,
                body: &format!("{} {}", album.description, captions.join(" ")),
                media: self
                    .shelf
                    .id(album.photos.first().map(|photo| &photo.picture)),
                public_from: self.now,
            })
            .await?;
            self.done(thing).await?;
        }
        Ok(())
    }
}

/// The members of a list with their position.
fn numbered<T>(list: &[T]) -> impl Iterator<Item = (i32, &T)> {
    (0..).zip(list)
}
