//! All that a template can reach: itself, its data and its pictures.

use std::{
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
};

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::{fonts::Fonts, sheet::Sheet};

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

/// Templates that were read once: there are as many as the program has.
static SOURCES: LazyLock<RwLock<HashMap<&'static str, Source>>> = LazyLock::new(RwLock::default);

/// The world of one document.
pub struct Desk<'a> {
    fonts: &'a Fonts,
    main: Source,
    files: HashMap<FileId, Bytes>,
    today: Option<Datetime>,
}

impl<'a> Desk<'a> {
    /// Lays a sheet out; nothing for one with a file whose name is none.
    pub fn new(fonts: &'a Fonts, sheet: &Sheet, data: Vec<u8>) -> Option<Self> {
        let main = source(sheet.template)?;
        let mut files = HashMap::from([(id("data.json")?, Bytes::new(data))]);
        for picture in &sheet.pictures {
            files.insert(id(&picture.name)?, Bytes::new(picture.bytes.clone()));
        }
        Some(Self {
            fonts,
            main,
            files,
            today: day_of(sheet),
        })
    }

    /// The line of the template at which something is.
    pub fn line(&self, span: typst::syntax::DiagSpan) -> Option<usize> {
        use typst::WorldExt;
        if span.id() != Some(self.main.id()) {
            return None;
        }
        let range = self.range(span)?;
        Some(self.main.lines().byte_to_line(range.start)? + 1)
    }
}

fn source(template: &'static str) -> Option<Source> {
    let known = SOURCES.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(source) = known.get(template) {
        return Some(source.clone());
    }
    drop(known);
    let source = Source::new(id("main.typ")?, template.to_owned());
    let mut known = SOURCES.write().unwrap_or_else(PoisonError::into_inner);
    known.insert(template, source.clone());
    Some(source)
}

/// A file beside the template.
fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn day_of(sheet: &Sheet) -> Option<Datetime> {
    let day = sheet.made_at.to_zoned(jiff::tz::TimeZone::UTC).date();
    Datetime::from_ymd(
        day.year().into(),
        day.month().try_into().ok()?,
        day.day().try_into().ok()?,
    )
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        Err(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.get(&id).cloned();
        file.ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
