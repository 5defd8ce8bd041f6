//! The lists of village.toml: categories, menu, officials, events and albums.

use std::collections::HashSet;

use content::intake::{Album, AlbumPhoto, Category, Event, MenuEntry, Official, Sourced};
use kernel::{Slug, time};

use super::{
    Reading,
    documents::moment,
    hash_of,
    markdown::{Source, render},
    pictures::Mention,
    settings::{listed, source},
};
use crate::tenants::{english, problem::Problems, toml_file::Section};

const GROUPS: [&str; 4] = ["pemerintah", "bpd", "rt", "lembaga"];

pub(super) fn categories(
    root: &mut Section<'_>,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Option<Sourced<Vec<Category>>> {
    let mut seen = HashSet::new();
    let list = root
        .sections("category", problems)?
        .into_iter()
        .filter_map(|mut section| {
            let slug = slug(&mut section, &mut seen, problems);
            let name = section.needed("name", 80, problems);
            section.finish(problems);
            Some(Category {
                slug: slug?,
                name: name?.value,
            })
        });
    let list: Vec<Category> = list.collect();
    reading.categories = list.iter().map(|category| category.slug.clone()).collect();
    listed("category", Some(list))
}

/// The slug of a section, unique in its list.
fn slug(
    section: &mut Section<'_>,
    seen: &mut HashSet<String>,
    problems: &mut Problems,
) -> Option<Slug> {
    let text = section.needed("slug", 120, problems)?;
    match Slug::parse(&text.value) {
        Ok(slug) if seen.insert(slug.to_string()) => Some(slug),
        Ok(slug) => {
            problems.add(
                section.file(),
                text.line,
                format!("slug: '{slug}' is there twice"),
            );
            None
        }
        Err(error) => {
            let reason = format!("slug: {}", english::slug(&error, &text.value));
            problems.add(section.file(), text.line, reason);
            None
        }
    }
}

pub(super) fn menu(
    root: &mut Section<'_>,
    problems: &mut Problems,
) -> Option<Sourced<Vec<MenuEntry>>> {
    let sections = root.sections("menu", problems)?;
    let entries = sections.into_iter().filter_map(|mut section| {
        let children = section.sections("child", problems).unwrap_or_default();
        let children = children
            .into_iter()
            .filter_map(|child| menu_entry(child, Vec::new(), problems));
        let children = children.collect();
        menu_entry(section, children, problems)
    });
    listed("menu", Some(entries.collect()))
}

fn menu_entry(
    mut section: Section<'_>,
    children: Vec<MenuEntry>,
    problems: &mut Problems,
) -> Option<MenuEntry> {
    let label = section.needed("label", 60, problems);
    let href = section.needed("href", 500, problems);
    if let Some(href) = &href {
        let here = href.value.starts_with('/') && !href.value.starts_with("//");
        let known = ["https://", "http://", "mailto:", "tel:", "#"];
        let elsewhere = known.iter().any(|start| href.value.starts_with(start));
        if !here && !elsewhere {
            let reason = format!("href: '{}' should begin with / or https://", href.value);
            problems.add(section.file(), href.line, reason);
        }
    }
    section.finish(problems);
    Some(MenuEntry {
        label: label?.value,
        href: href?.value,
        children,
    })
}

pub(super) fn officials(
    root: &mut Section<'_>,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Option<Sourced<Vec<Official>>> {
    let mut seen = HashSet::new();
    let sections = root.sections("official", problems)?;
    let officials = sections.into_iter().filter_map(|mut section| {
        let official = official(&mut section, reading, problems);
        if let Some(official) = &official {
            let key = (
                official.section.clone(),
                official.office.clone(),
                official.name.clone(),
            );
            if !seen.insert(key) {
                let reason = format!("{}, {} is there twice", official.name, official.office);
                section.complain(problems, reason);
            }
        }
        section.finish(problems);
        official
    });
    let officials = officials.collect();
    listed("official", Some(officials))
}

fn official(
    section: &mut Section<'_>,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Option<Official> {
    let name = section.needed("name", 120, problems).map(|name| name.value);
    let office = section
        .needed("office", 120, problems)
        .map(|office| office.value);
    let group = section.needed("group", 40, problems);
    let term = section.text("term", 40, problems).map(|term| term.value);
    let note = section.text("note", 200, problems).map(|note| note.value);
    let photo = section.text("photo", 200, problems);
    let alt = section.text("photo_alt", 300, problems);
    let photo = photo.and_then(|photo| {
        let mention = Mention {
            file: section.file(),
            line: photo.line,
            alt: alt.as_ref().map(|alt| alt.value.as_str()),
            otherwise: name.as_deref().unwrap_or_default(),
        };
        reading.pictures.find(&photo.value, &mention, problems)
    });
    let group = group.filter(|group| {
        let reason = if !GROUPS.contains(&group.value.as_str()) {
            format!(
                "group: '{}' is not one of {}",
                group.value,
                GROUPS.join(", ")
            )
        } else if group.value == "bpd" && !reading.kind.has_bpd() {
            format!("group: a {} has no BPD", reading.kind)
        } else {
            return true;
        };
        problems.add(section.file(), group.line, reason);
        false
    });
    Some(Official {
        section: group?.value,
        name: name?,
        office: office?,
        term: term.unwrap_or_default(),
        note: note.unwrap_or_default(),
        photo,
    })
}

pub(super) fn events(
    root: &mut Section<'_>,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Vec<Sourced<Event>> {
    let mut seen = HashSet::new();
    let sections = root.sections("event", problems).unwrap_or_default();
    let events = sections.into_iter().filter_map(|mut section| {
        let slug = slug(&mut section, &mut seen, problems);
        let event = event(&mut section, slug, reading, problems);
        section.finish(problems);
        event
    });
    events.collect()
}

fn event(
    section: &mut Section<'_>,
    slug: Option<Slug>,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Option<Sourced<Event>> {
    let file = section.file();
    let title = section
        .needed("title", 200, problems)
        .map(|title| title.value);
    let place = section
        .text("place", 200, problems)
        .map(|place| place.value);
    let organizer = section
        .text("organizer", 200, problems)
        .map(|organizer| organizer.value);
    let starts = section.needed("starts", 40, problems);
    let starts = starts.and_then(|at| moment(&at, "starts", file, problems));
    let ends = section.text("ends", 40, problems);
    let line = ends.as_ref().map_or(section.line, |ends| ends.line);
    let ends = ends.and_then(|at| moment(&at, "ends", file, problems));
    if starts.zip(ends).is_some_and(|(starts, ends)| ends < starts) {
        problems.add(file, line, "ends: the event ends before it begins");
    }
    let all_day = section.flag("all_day", false, problems);
    let words = section.long_text("body", problems);
    // The text begins on the line after `body = """`.
    let above = words.line;
    let piece = Source {
        file,
        text: &words.value,
        above,
        title: title.as_deref().unwrap_or_default(),
    };
    let rendered = render(&piece, &mut reading.pictures, problems);
    let (slug, title, starts) = (slug?, title?, starts?);
    let place = place.unwrap_or_default();
    let organizer = organizer.unwrap_or_default();
    let facts = (&title, &place, &organizer, starts, ends, all_day);
    let sha256 = hash_of(&(facts, &words.value, &rendered.pictures));
    let source = source(&format!("event/{slug}"));
    let body = rendered.html;
    let event = Event {
        slug,
        title,
        place,
        organizer,
        starts,
        ends,
        all_day,
        body,
    };
    Some(Sourced {
        source,
        sha256,
        value: event,
    })
}

pub(super) fn albums(
    root: &mut Section<'_>,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Vec<Sourced<Album>> {
    let mut seen = HashSet::new();
    let sections = root.sections("album", problems).unwrap_or_default();
    let albums = sections.into_iter().filter_map(|mut section| {
        let slug = slug(&mut section, &mut seen, problems);
        let album = album(&mut section, slug, reading, problems);
        section.finish(problems);
        album
    });
    albums.collect()
}

fn album(
    section: &mut Section<'_>,
    slug: Option<Slug>,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Option<Sourced<Album>> {
    let title = section
        .needed("title", 200, problems)
        .map(|title| title.value);
    let description = section
        .text("description", 400, problems)
        .map(|text| text.value);
    let date = section.needed("date", 20, problems);
    let happened_on = date.and_then(|date| match time::parse_date(&date.value) {
        Ok(day) => Some(day),
        Err(error) => {
            let reason = format!("date: {}", english::time(error, &date.value));
            problems.add(section.file(), date.line, reason);
            None
        }
    });
    let mut photos: Vec<AlbumPhoto> = Vec::new();
    for mut photo in section.sections("photo", problems).unwrap_or_default() {
        let file = photo.needed("file", 200, problems);
        let alt = photo.needed("alt", 300, problems);
        let caption = photo
            .text("caption", 300, problems)
            .map(|caption| caption.value);
        if let (Some(file), Some(alt)) = (file, alt) {
            let mention = Mention {
                file: photo.file(),
                line: file.line,
                alt: Some(&alt.value),
                otherwise: "",
            };
            if let Some(picture) = reading.pictures.find(&file.value, &mention, problems) {
                if photos.iter().any(|known| known.picture == picture) {
                    let reason = format!("'{}' is in this album twice", file.value);
                    problems.add(photo.file(), file.line, reason);
                }
                photos.push(AlbumPhoto {
                    picture,
                    caption: caption.unwrap_or_default(),
                });
            }
        }
        photo.finish(problems);
    }
    let (slug, title, happened_on) = (slug?, title?, happened_on?);
    let description = description.unwrap_or_default();
    let shown: Vec<(&str, &str)> = photos
        .iter()
        .map(|photo| (photo.picture.as_str(), photo.caption.as_str()))
        .collect();
    let sha256 = hash_of(&(&title, &description, happened_on, shown));
    let source = source(&format!("album/{slug}"));
    Some(Sourced {
        source,
        sha256,
        value: Album {
            slug,
            title,
            description,
            happened_on,
            photos,
        },
    })
}
