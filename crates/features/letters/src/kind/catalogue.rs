//! The kinds that come with the service, one file each in `kinds/`.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::Kind;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/kinds");

static CATALOGUE: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let mut kinds: Vec<Kind> = FILES
        .files()
        .map(|file| {
            let read = file.contents_utf8().map(toml::from_str);
            match read {
                Some(Ok(kind)) => kind,
                Some(Err(error)) => panic!("{}: {error}", file.path().display()),
                None => panic!("{}: is no text", file.path().display()),
            }
        })
        .collect();
    kinds.sort_by(|one, other| {
        let place = |kind: &Kind| (kind.category, !kind.starts_on);
        place(one)
            .cmp(&place(other))
            .then_with(|| one.name.cmp(&other.name))
    });
    kinds
});

/// Every kind of the catalogue: by category, those that villages usually have first.
///
/// # Panics
/// When a file is no kind: they are part of the program, and a test reads them all.
pub fn catalogue() -> &'static [Kind] {
    &CATALOGUE
}

/// The kind of the catalogue with this slug.
pub fn find(slug: &str) -> Option<&'static Kind> {
    CATALOGUE.iter().find(|kind| kind.slug == slug)
}
