//! Articles and pages: Markdown below a front matter of TOML between two lines of `+++`.

use std::{collections::BTreeMap, path::Path};

use content::intake::{Article, Comment, Document, Sourced};
use kernel::{SafeHtml, Slug, time};

use super::{
    Reading, hash_of,
    markdown::{Source, render},
    pictures::Mention,
};
use crate::tenants::{
    english,
    problem::Problems,
    text,
    toml_file::{Place, Placed, Section},
};

const LONGEST_TITLE: usize = 200;

/// The Markdown files of a subfolder by slug; whatever else lies there is a problem.
pub fn list(regency: &Path, folder: &str, problems: &mut Problems) -> BTreeMap<Slug, String> {
    let mut files: BTreeMap<Slug, String> = BTreeMap::new();
    for name in super::entries(&regency.join(folder)) {
        let file = format!("{folder}/{name}");
        let Some((stem, _)) = name
            .rsplit_once('.')
            .filter(|(_, ending)| ending.eq_ignore_ascii_case("md"))
        else {
            problems.add(&file, None, "is not a Markdown file (name.md)");
            continue;
        };
        match Slug::parse(&stem.to_lowercase()) {
            Err(error) => {
                let reason = format!("its name {}", english::slug(&error, stem));
                problems.add(&file, None, reason);
            }
            Ok(slug) if slug.as_str() != stem => {
                let reason = format!("its name becomes an address: call it {slug}.md");
                problems.add(&file, None, reason);
                clash(&files, &slug, &file, problems);
            }
            Ok(slug) => {
                clash(&files, &slug, &file, problems);
                files.insert(slug, file);
            }
        }
    }
    files
}

fn clash(files: &BTreeMap<Slug, String>, slug: &Slug, file: &str, problems: &mut Problems) {
    if let Some(other) = files.get(slug) {
        problems.add(file, None, format!("has the same address as {other}"));
    }
}

/// A document taken apart.
struct Parts<'a> {
    file: &'a str,
    front: &'a str,
    body: &'a str,
    /// Lines of the file above the body.
    above: usize,
}

fn take_apart<'a>(file: &'a str, content: &'a str, problems: &mut Problems) -> Option<Parts<'a>> {
    let Some(rest) = content.strip_prefix("+++\n") else {
        problems.add(
            file,
            1,
            "the first line should be +++, the begin of the front matter",
        );
        return None;
    };
    let end = if rest.starts_with("+++\n") {
        Some(0)
    } else {
        rest.find("\n+++\n").map(|at| at + 1)
    };
    let Some(end) = end.or_else(|| rest.strip_suffix("\n+++").map(|front| front.len() + 1)) else {
        problems.add(
            file,
            1,
            "the front matter has no end: a line +++ is missing",
        );
        return None;
    };
    let (front, body) = rest.split_at(end);
    let body = body.strip_prefix("+++\n").unwrap_or("");
    let above = content.len() - body.len();
    let above = content[..above].matches('\n').count();
    Some(Parts {
        file,
        front,
        body,
        above,
    })
}

impl<'a> Parts<'a> {
    fn section(&self, problems: &mut Problems) -> Option<Section<'a>> {
        Section::parse(
            Place {
                file: self.file,
                text: self.front,
                above: 1,
            },
            problems,
        )
    }

    /// The body and the pictures it mentions.
    fn render(
        &self,
        title: &str,
        reading: &mut Reading,
        problems: &mut Problems,
    ) -> (SafeHtml, Vec<String>) {
        let source = Source {
            file: self.file,
            text: self.body,
            above: self.above,
            title,
        };
        let rendered = render(&source, &mut reading.pictures, problems);
        let bare = rendered.html.text().is_empty() && rendered.pictures.is_empty();
        if bare {
            problems.add(
                self.file,
                self.above,
                "there is no text below the front matter",
            );
        }
        (rendered.html, rendered.pictures)
    }
}

/// What every document has on top.
struct Top {
    title: Option<String>,
    photo: Option<String>,
}

fn top(front: &mut Section<'_>, reading: &mut Reading, problems: &mut Problems) -> Top {
    let title = front
        .needed("title", LONGEST_TITLE, problems)
        .map(|title| title.value);
    let photo = front.text("photo", 200, problems);
    let alt = front.text("photo_alt", 300, problems);
    let photo = photo.and_then(|photo| {
        let mention = Mention {
            file: front.file(),
            line: photo.line,
            alt: alt.as_ref().map(|alt| alt.value.as_str()),
            otherwise: title.as_deref().unwrap_or_default(),
        };
        reading.pictures.find(&photo.value, &mention, problems)
    });
    Top { title, photo }
}

/// Changes with the file and with every picture it mentions.
fn hash(content: &str, photo: Option<&String>, pictures: &[String]) -> String {
    hash_of(&(content, photo, pictures))
}

pub fn article(
    slug: Slug,
    file: &str,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Option<Sourced<Article>> {
    let content = text::read(&reading.regency.clone(), file, problems)?;
    let parts = take_apart(file, &content, problems)?;
    let mut front = parts.section(problems)?;
    let top = top(&mut front, reading, problems);
    let category = front.text("category", 120, problems);
    let category = category.and_then(|category| known_category(category, file, reading, problems));
    let published = front.needed("published", 40, problems);
    let published = published.and_then(|at| moment(&at, "published", file, problems));
    let author = front
        .text("author", 120, problems)
        .map(|author| author.value);
    let excerpt = front
        .text("excerpt", 400, problems)
        .map(|excerpt| excerpt.value);
    let comments_open = front.flag("comments", true, problems);
    let comments = comments(&mut front, problems);
    front.finish(problems);
    let title = top.title.as_deref().unwrap_or_default();
    let (body, pictures) = parts.render(title, reading, problems);
    let sha256 = hash(&content, top.photo.as_ref(), &pictures);
    let article = Article {
        slug,
        title: top.title?,
        category,
        published: published?,
        author: author.unwrap_or_default(),
        photo: top.photo,
        excerpt: excerpt.unwrap_or_default(),
        body,
        comments_open,
        comments,
    };
    Some(Sourced {
        source: reading.source(file),
        sha256,
        value: article,
    })
}

fn known_category(
    category: Placed<String>,
    file: &str,
    reading: &Reading,
    problems: &mut Problems,
) -> Option<Slug> {
    let known = reading
        .categories
        .iter()
        .find(|known| known.as_str() == category.value);
    if known.is_none() {
        let near = english::nearest(
            &category.value,
            reading.categories.iter().map(kernel::Slug::as_str),
        );
        let hint = near
            .map(|near| format!("; did you mean '{near}'?"))
            .unwrap_or_default();
        let reason = format!(
            "category '{}' is not in village.toml ([[category]]){hint}",
            category.value
        );
        problems.add(file, category.line, reason);
    }
    known.cloned()
}

fn comments(front: &mut Section<'_>, problems: &mut Problems) -> Vec<Comment> {
    let mut comments = Vec::new();
    for mut section in front.sections("comment", problems).unwrap_or_default() {
        let author = section.needed("name", 120, problems);
        let body = section.long_text("body", problems);
        let at = section.needed("at", 40, problems);
        let at = at.and_then(|at| moment(&at, "at", section.file(), problems));
        let by_office = section.flag("reply", false, problems);
        if body.value.trim().is_empty() {
            section.complain(problems, "body is missing");
        }
        if by_office && comments.is_empty() {
            section.complain(problems, "reply: there is no comment before this answer");
        }
        section.finish(problems);
        if let (Some(author), Some(at)) = (author, at) {
            let body = body.value.trim().to_owned();
            comments.push(Comment {
                author: author.value,
                body,
                at,
                by_office,
            });
        }
    }
    comments
}

pub fn page(
    slug: Slug,
    file: &str,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Option<Sourced<Document>> {
    let content = text::read(&reading.regency.clone(), file, problems)?;
    let parts = take_apart(file, &content, problems)?;
    let mut front = parts.section(problems)?;
    let top = top(&mut front, reading, problems);
    let position = front.number("order", 0, problems);
    front.finish(problems);
    let title = top.title.as_deref().unwrap_or_default();
    let (body, pictures) = parts.render(title, reading, problems);
    let sha256 = hash(&content, top.photo.as_ref(), &pictures);
    let page = Document {
        slug,
        title: top.title?,
        position,
        photo: top.photo,
        body,
    };
    Some(Sourced {
        source: reading.source(file),
        sha256,
        value: page,
    })
}

/// A local date and time; the problem is noted.
pub fn moment(
    at: &Placed<String>,
    key: &str,
    file: &str,
    problems: &mut Problems,
) -> Option<jiff::Timestamp> {
    match time::parse_local(&at.value) {
        Ok(moment) => Some(moment),
        Err(error) => {
            problems.add(
                file,
                at.line,
                format!("{key}: {}", english::time(error, &at.value)),
            );
            None
        }
    }
}
