//! `tenants/…` read from disk: a regency with its villages and what their folders bring.
//!
//! Everything is checked before anything is used, and all problems are told at once. A problem of
//! the regency's own lists stops everything; one inside a village's folder stops that folder only.

pub mod english;
pub mod problem;
pub mod regency;
mod table;
mod text;
mod toml_file;
pub mod village;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use db::register;

pub use problem::Problem;
use problem::Problems;
pub use regency::VillageRow;
pub use village::VillageFolder;

/// A regency as its folder describes it; only a sound one is ever made.
#[derive(Debug)]
pub struct Regency {
    pub dir: PathBuf,
    pub register: register::Regency,
    pub villages: Vec<VillageRow>,
    /// Folders by name, in alphabetical order.
    pub folders: Vec<Folder>,
}

/// A folder below the regency's, and what is in it or wrong with it.
#[derive(Debug)]
pub struct Folder {
    pub name: String,
    pub content: Result<VillageFolder, Vec<Problem>>,
}

impl Regency {
    /// Reads a regency; with `only`, the folder of that village and no other.
    ///
    /// # Errors
    /// Everything that is wrong with the regency's own lists.
    pub fn load(dir: &Path, only: Option<&str>) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        if !dir.is_dir() {
            problems.add(&dir.display().to_string(), None, "is not a folder");
            return Err(problems.unless_any(()).err().unwrap_or_default());
        }
        let (register, villages) = regency::read(dir, &mut problems);
        problems.unless_any(())?;
        let Some(register) = register else {
            return Err(Vec::new());
        };
        let folders: Vec<String> = village::entries(dir)
            .into_iter()
            .filter(|name| dir.join(name).is_dir() && only.is_none_or(|only| only == name))
            .collect();
        let folders = read_folders(dir, &folders, &villages);
        Ok(Self {
            dir: dir.to_owned(),
            register,
            villages,
            folders,
        })
    }

    /// The village of a folder.
    pub fn village(&self, slug: &str) -> Option<&VillageRow> {
        self.villages
            .iter()
            .find(|village| village.slug.as_str() == slug)
    }
}

/// Reads folders on all processors: most of the time goes into hashing their pictures.
fn read_folders(dir: &Path, names: &[String], villages: &[VillageRow]) -> Vec<Folder> {
    let readers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = names.len().div_ceil(readers).max(1);
    let read = |names: &[String]| -> Vec<Folder> {
        names
            .iter()
            .map(|name| read_folder(dir, name, villages))
            .collect()
    };
    std::thread::scope(|scope| {
        let shares: Vec<_> = names
            .chunks(share)
            .map(|names| scope.spawn(move || read(names)))
            .collect();
        shares
            .into_iter()
            .flat_map(|share| match share.join() {
                Ok(folders) => folders,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

fn read_folder(dir: &Path, name: &str, villages: &[VillageRow]) -> Folder {
    let content = match villages
        .iter()
        .find(|village| village.slug.as_str() == name)
    {
        Some(village) => village::read(dir, name, village.kind),
        None => {
            let near = english::nearest(name, villages.iter().map(|row| row.slug.as_str()));
            let hint = near
                .map(|near| format!("; did you mean '{near}'?"))
                .unwrap_or_default();
            let mut problems = Problems::default();
            problems.add(
                name,
                None,
                format!("no village has this address label{hint}"),
            );
            Err(problems.unless_any(()).err().unwrap_or_default())
        }
    };
    Folder {
        name: name.to_owned(),
        content,
    }
}
