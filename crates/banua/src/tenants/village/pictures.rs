//! The pictures of a village's folder: only those that something refers to, each looked at once.

use std::{collections::HashMap, path::PathBuf};

use content::intake::{PictureFile, PictureHash};
use media::{ContentHash, picture};

use crate::tenants::{english, problem::Problems};

/// How good a description is: one made up from a title gives way to one that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    MadeUp,
    Written,
}

/// The folder `media/` of one village.
pub struct Pictures {
    dir: PathBuf,
    /// The village's folder below the regency's, "pembantanan".
    folder: String,
    /// By file name; `None` for a file that cannot be used, which was told already.
    looked_at: HashMap<String, Option<PictureHash>>,
    files: Vec<(PictureFile, Worth)>,
}

/// Where a picture is mentioned.
pub struct Mention<'a> {
    pub file: &'a str,
    pub line: usize,
    /// The description, and what to say when there is none.
    pub alt: Option<&'a str>,
    pub otherwise: &'a str,
}

impl Pictures {
    pub fn new(regency: &std::path::Path, folder: &str) -> Self {
        Self {
            dir: regency.join(folder).join("media"),
            folder: folder.to_owned(),
            looked_at: HashMap::new(),
            files: Vec::new(),
        }
    }

    /// The hash of a mentioned picture; `None` after noting why there is none.
    pub fn find(
        &mut self,
        name: &str,
        mention: &Mention<'_>,
        problems: &mut Problems,
    ) -> Option<PictureHash> {
        let plain = !name.is_empty()
            && !name.starts_with('.')
            && !name.contains(['/', '\\'])
            && !name.chars().any(char::is_control);
        if !plain || !self.dir.join(name).is_file() {
            let hint = self
                .neighbour(name)
                .map(|file| format!("; there is '{file}'"));
            let reason = format!(
                "picture '{name}' is not in media/{}",
                hint.unwrap_or_default()
            );
            problems.add(mention.file, mention.line, reason);
            return None;
        }
        if !self.looked_at.contains_key(name) {
            let hash = self.look_at(name, problems);
            self.looked_at.insert(name.to_owned(), hash);
        }
        let hash = self.looked_at.get(name).cloned().flatten()?;
        self.describe(&hash, mention);
        Some(hash)
    }

    fn neighbour(&self, name: &str) -> Option<String> {
        let files: Vec<String> = std::fs::read_dir(&self.dir)
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        let same = files
            .iter()
            .find(|file| file.eq_ignore_ascii_case(name))
            .map(String::as_str);
        same.or_else(|| english::nearest(name, files.iter().map(String::as_str)))
            .map(str::to_owned)
    }

    fn look_at(&mut self, name: &str, problems: &mut Problems) -> Option<PictureHash> {
        let path = self.dir.join(name);
        let file = format!("{}/media/{name}", self.folder);
        // Before reading: a film with the name of a photo must not fill the memory.
        let weight = std::fs::metadata(&path)
            .map(|metadata| metadata.len())
            .unwrap_or_default();
        let bytes = match usize::try_from(weight) {
            Ok(weight) if weight <= picture::MAX_BYTES => match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    problems.add(&file, None, format!("cannot be read: {error}"));
                    return None;
                }
            },
            _ => {
                let limit = picture::MAX_BYTES / (1024 * 1024);
                let reason = format!("is too heavy: {weight} bytes, at most {limit} MB");
                problems.add(&file, None, reason);
                return None;
            }
        };
        if let Err(error) = picture::inspect(&bytes) {
            problems.add(&file, None, english::picture(&error));
            return None;
        }
        let sha256 = ContentHash::of(&bytes).to_string();
        // Two names for the same bytes are one picture.
        if !self.files.iter().any(|(known, _)| known.sha256 == sha256) {
            let picture = PictureFile {
                sha256: sha256.clone(),
                file_name: name.to_owned(),
                source: file,
                alt: String::new(),
                byte_size: weight,
            };
            self.files.push((picture, Worth::MadeUp));
        }
        Some(sha256)
    }

    fn describe(&mut self, hash: &str, mention: &Mention<'_>) {
        let Some((file, worth)) = self.files.iter_mut().find(|(file, _)| file.sha256 == hash)
        else {
            return;
        };
        match mention.alt {
            Some(alt) if *worth < Worth::Written => {
                file.alt = alt.to_owned();
                *worth = Worth::Written;
            }
            None if file.alt.is_empty() => file.alt = mention.otherwise.to_owned(),
            _ => {}
        }
    }

    /// All pictures that were mentioned and can be used, by name.
    pub fn into_files(self) -> Vec<PictureFile> {
        let mut files: Vec<PictureFile> = self.files.into_iter().map(|(file, _)| file).collect();
        files.sort_by(|left, right| left.file_name.cmp(&right.file_name));
        files
    }
}
