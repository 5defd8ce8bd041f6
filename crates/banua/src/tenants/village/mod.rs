//! The folder of one village: what it brings beyond its line in the regency's list.

mod documents;
mod lists;
mod markdown;
mod pictures;
mod settings;

use std::path::{Path, PathBuf};

use content::intake::{Sourced, VillageContent};
use kernel::{Slug, VillageKind};
use media::ContentHash;
use serde::Serialize;

use super::{
    problem::{Problem, Problems},
    text,
};
use pictures::Pictures;

const SETTINGS_FILE: &str = "village.toml";
const RUNNING_TEXT_FILE: &str = "running-text.txt";
const LONGEST_LINE: usize = 300;

/// What a village's folder says.
#[derive(Debug, Clone, PartialEq)]
pub struct VillageFolder {
    pub palette: Option<look::Palette>,
    pub content: VillageContent,
}

/// What a reading of one folder carries along.
struct Reading {
    regency: PathBuf,
    /// "pembantanan"
    folder: String,
    kind: VillageKind,
    pictures: Pictures,
    /// The categories articles may name.
    categories: Vec<Slug>,
}

impl Reading {
    /// The name of a file within the village: "articles/x.md".
    fn source(&self, file: &str) -> String {
        let inside = file.strip_prefix(&self.folder).unwrap_or(file);
        inside.trim_start_matches('/').to_owned()
    }

    fn settings_file(&self) -> String {
        format!("{}/{SETTINGS_FILE}", self.folder)
    }
}

/// Reads a folder. All its problems are told at once; then nothing of it is used.
pub fn read(regency: &Path, slug: &str, kind: VillageKind) -> Result<VillageFolder, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut reading = Reading {
        regency: regency.to_owned(),
        folder: slug.to_owned(),
        kind,
        pictures: Pictures::new(regency, slug),
        categories: Vec::new(),
    };
    check_entries(&reading, &mut problems);
    let mut folder = VillageFolder {
        palette: None,
        content: VillageContent::default(),
    };
    settings::read(&mut reading, &mut folder, &mut problems);
    folder.content.running_text = running_text(&reading, &mut problems);

    for (slug, file) in documents::list(regency, &format!("{slug}/articles"), &mut problems) {
        let article = documents::article(slug, &file, &mut reading, &mut problems);
        folder.content.articles.extend(article);
    }
    for (slug, file) in documents::list(regency, &format!("{slug}/pages"), &mut problems) {
        let page = documents::page(slug, &file, &mut reading, &mut problems);
        folder.content.pages.extend(page);
    }
    folder.content.pictures = reading.pictures.into_files();
    problems.unless_any(folder)
}

/// A file in the wrong place would otherwise be passed over without a word.
fn check_entries(reading: &Reading, problems: &mut Problems) {
    for name in entries(&reading.regency.join(&reading.folder)) {
        let known = [
            SETTINGS_FILE,
            RUNNING_TEXT_FILE,
            "articles",
            "pages",
            "media",
            "README.md",
        ];
        if !known.contains(&name.as_str()) {
            let hint = super::english::nearest(&name, known)
                .map(|known| format!("; did you mean '{known}'?"))
                .unwrap_or_default();
            let file = format!("{}/{name}", reading.folder);
            problems.add(&file, None, format!("nothing reads this{hint}"));
        }
    }
}

fn running_text(reading: &Reading, problems: &mut Problems) -> Option<Sourced<Vec<String>>> {
    let file = format!("{}/{RUNNING_TEXT_FILE}", reading.folder);
    if !reading.regency.join(&file).exists() {
        return None;
    }
    let content = text::read(&reading.regency, &file, problems)?;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(content.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match text::unfit_line(line, LONGEST_LINE) {
            Some(reason) => problems.add(&file, number, format!("this line {reason}")),
            None => lines.push(line.to_owned()),
        }
    }
    Some(sourced(RUNNING_TEXT_FILE.to_owned(), lines))
}

/// A thing whose hash is that of its own words.
fn sourced<T: Serialize>(source: String, value: T) -> Sourced<T> {
    Sourced {
        sha256: hash_of(&value),
        source,
        value,
    }
}

fn hash_of(value: &impl Serialize) -> String {
    let text = serde_json::to_vec(value).expect("plain data becomes JSON");
    ContentHash::of(&text).to_string()
}

/// Names in a folder, in order, without what systems leave behind. A missing folder has none.
pub(super) fn entries(dir: &Path) -> Vec<String> {
    let Ok(found) = std::fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut names: Vec<String> = found
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| !name.starts_with('.') && !name.ends_with('~'))
        .filter(|name| !matches!(name.as_str(), "Thumbs.db" | "desktop.ini"))
        .collect();
    names.sort();
    names
}
