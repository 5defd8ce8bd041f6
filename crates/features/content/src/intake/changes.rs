//! What of a village's files is new, and what the office has the last word on.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use sqlx::PgConnection;

use super::{PictureFile, Sourced, VillageContent, store};

/// What a village already has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Hash by source.
    pub sources: HashMap<String, String>,
    /// Addresses in use, such as ("articles", "gotong-royong").
    pub taken: HashSet<(String, String)>,
    pub pictures: HashMap<String, PictureState>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureState {
    Ready,
    Pending,
    /// The file cannot be used, for this reason.
    Failed(String),
}

/// Reads the state. Three statements.
///
/// # Errors
/// When the database does not answer.
pub async fn state(db: &mut PgConnection) -> sqlx::Result<State> {
    Ok(State {
        sources: store::sources(db).await?,
        taken: store::taken(db).await?,
        pictures: store::picture_states(db).await?,
    })
}

/// One line of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "change")]
pub enum Change {
    Add {
        source: String,
    },
    Update {
        source: String,
    },
    /// A picture that waits and that nobody is working on.
    Retry {
        source: String,
    },
    /// Left as it is; somebody has to look at it.
    Leave {
        source: String,
        reason: String,
    },
}

impl Change {
    /// Whether applying it does something.
    pub fn is_work(&self) -> bool {
        !matches!(self, Self::Leave { .. })
    }

    pub fn source(&self) -> &str {
        match self {
            Self::Add { source }
            | Self::Update { source }
            | Self::Retry { source }
            | Self::Leave { source, .. } => source,
        }
    }
}

/// Compares files and village. `in_work` are the hashes of pictures a job is already queued for.
pub fn changes(content: &VillageContent, state: &State, in_work: &HashSet<String>) -> Vec<Change> {
    let mut found = Vec::new();
    let mut lists = |source: Option<(&String, &String)>| {
        found.extend(source.and_then(|(source, sha256)| state.compare(source, sha256)));
    };
    lists(content.front.as_ref().map(key));
    lists(content.categories.as_ref().map(key));
    lists(content.menu.as_ref().map(key));
    lists(content.officials.as_ref().map(key));
    lists(content.running_text.as_ref().map(key));

    let addressed = (content
        .articles
        .iter()
        .map(|a| (key(a), ("articles", &a.value.slug))))
    .chain(
        content
            .pages
            .iter()
            .map(|p| (key(p), ("pages", &p.value.slug))),
    )
    .chain(
        content
            .events
            .iter()
            .map(|e| (key(e), ("events", &e.value.slug))),
    )
    .chain(
        content
            .albums
            .iter()
            .map(|a| (key(a), ("albums", &a.value.slug))),
    );
    for ((source, sha256), (table, slug)) in addressed {
        let is_new = !state.sources.contains_key(source);
        let is_taken = state.taken.contains(&(table.to_owned(), slug.to_string()));
        let change = state.compare(source, sha256);
        let reason = match (is_new, is_taken) {
            (true, true) => format!(
                "the office has something of its own at the address '{slug}'; rename the file"
            ),
            // To write it again would undo what somebody meant to do.
            (false, false) if change.is_some() => format!(
                "the office has deleted what this file brought, or given it another address than \
                 '{slug}'; change it there, or rename the file to bring it anew"
            ),
            _ => {
                found.extend(change);
                continue;
            }
        };
        found.push(Change::Leave {
            source: source.clone(),
            reason,
        });
    }
    found.extend(
        content
            .pictures
            .iter()
            .filter_map(|file| state.compare_picture(file, in_work)),
    );
    found
}

fn key<T>(thing: &Sourced<T>) -> (&String, &String) {
    (&thing.source, &thing.sha256)
}

impl State {
    fn compare(&self, source: &str, sha256: &str) -> Option<Change> {
        let source = source.to_owned();
        match self.sources.get(&source) {
            Some(known) if known == sha256 => None,
            Some(_) => Some(Change::Update { source }),
            None => Some(Change::Add { source }),
        }
    }

    fn compare_picture(&self, file: &PictureFile, in_work: &HashSet<String>) -> Option<Change> {
        if let Some(change) = self.compare(&file.label(), &file.label_hash()) {
            return Some(change);
        }
        let source = file.label();
        match self.pictures.get(&file.sha256) {
            Some(PictureState::Failed(problem)) => Some(Change::Leave {
                source,
                reason: format!("{problem} Replace the file."),
            }),
            Some(PictureState::Pending) if !in_work.contains(&file.sha256) => {
                Some(Change::Retry { source })
            }
            None => Some(Change::Add { source }),
            Some(PictureState::Ready | PictureState::Pending) => None,
        }
    }
}

impl PictureFile {
    /// The name under which it is remembered.
    pub(crate) fn label(&self) -> String {
        format!("media/{}", self.file_name)
    }

    /// Changes with the bytes and with the description.
    pub(crate) fn label_hash(&self) -> String {
        media::ContentHash::of(format!("{}\n{}", self.sha256, self.alt).as_bytes()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use kernel::SafeHtml;

    use super::*;
    use crate::intake::Document;

    fn list(sha256: &str) -> VillageContent {
        let running = Sourced {
            source: "running-text.txt".to_owned(),
            sha256: sha256.to_owned(),
            value: vec!["Selamat datang".to_owned()],
        };
        VillageContent {
            running_text: Some(running),
            ..VillageContent::default()
        }
    }

    fn picture() -> PictureFile {
        PictureFile {
            sha256: "f00d".to_owned(),
            file_name: "a.jpg".to_owned(),
            source: "x/media/a.jpg".to_owned(),
            alt: "Sungai".to_owned(),
            byte_size: 3,
        }
    }

    #[test]
    fn what_has_the_same_hash_is_no_change() {
        let mut state = State::default();
        let add = Change::Add {
            source: "running-text.txt".to_owned(),
        };
        assert_eq!(changes(&list("1"), &state, &HashSet::new()), [add]);
        state
            .sources
            .insert("running-text.txt".to_owned(), "1".to_owned());
        assert_eq!(changes(&list("1"), &state, &HashSet::new()), []);
        let update = Change::Update {
            source: "running-text.txt".to_owned(),
        };
        assert_eq!(changes(&list("2"), &state, &HashSet::new()), [update]);
    }

    #[test]
    fn what_the_office_deleted_or_renamed_is_not_brought_back() {
        let page = |sha256: &str| VillageContent {
            pages: vec![Sourced {
                source: "pages/profil.md".to_owned(),
                sha256: sha256.to_owned(),
                value: Document {
                    slug: "profil".parse().unwrap(),
                    title: "Profil".to_owned(),
                    position: 0,
                    photo: None,
                    body: SafeHtml::default(),
                },
            }],
            ..VillageContent::default()
        };
        let mut state = State::default();
        let known = ("pages/profil.md".to_owned(), "1".to_owned());
        state.sources.extend([known]);
        assert_eq!(changes(&page("1"), &state, &HashSet::new()), []);
        assert!(!changes(&page("2"), &state, &HashSet::new())[0].is_work());
        let there = ("pages".to_owned(), "profil".to_owned());
        state.taken.insert(there);
        assert!(changes(&page("2"), &state, &HashSet::new())[0].is_work());
    }

    #[test]
    fn a_waiting_picture_is_asked_for_again_only_when_nobody_works_on_it() {
        let (file, mut state) = (picture(), State::default());
        state.sources.insert(file.label(), file.label_hash());
        state
            .pictures
            .insert(file.sha256.clone(), PictureState::Pending);
        let content = VillageContent {
            pictures: vec![file],
            ..VillageContent::default()
        };
        let retry = Change::Retry {
            source: "media/a.jpg".to_owned(),
        };
        assert_eq!(changes(&content, &state, &HashSet::new()), [retry]);
        assert_eq!(
            changes(&content, &state, &HashSet::from(["f00d".to_owned()])),
            []
        );
        state.pictures.insert(
            "f00d".to_owned(),
            PictureState::Failed("Terpotong.".to_owned()),
        );
        assert!(!changes(&content, &state, &HashSet::new())[0].is_work());
    }
}
