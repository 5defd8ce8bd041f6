//! What a feature hands to the shell.

use std::{future::Future, pin::Pin};

use axum::Router;
use db::VillageTx;
use jobs::Handlers;
use kernel::{SchemaName, Slug};
use media::KeyPrefix;
use uuid::Uuid;

use crate::{
    App, AppResult, Site,
    bulletins::LoadBulletins,
    citizen::{CitizenCorner, CitizenPlace, CitizenRoutes},
    console::{ConsolePlace, ConsoleRoutes},
    keys::Sealed,
    office::{Corner, Help, Invite, OfficeRoutes, RailPlace},
    registry::Village,
    rollup::{Figures, NewsSource},
};

/// A feature: one word a villager uses, with everything the shell needs to know of it.
pub struct Feature {
    pub name: &'static str,
    /// What a village may do without; nothing for what every village has.
    pub switch: Option<Switch>,
    /// Routes of village sites.
    pub village: Router<App>,
    /// Routes of the district portal.
    pub portal: Router<App>,
    /// Template name and source.
    pub templates: &'static [(&'static str, &'static str)],
    /// Parts of pages that belong to other features.
    pub blocks: &'static [Block],
    /// Finds the feature's public things for features that add something to them.
    pub finders: &'static [Finder],
    /// Routes below `/kantor`, each with what it needs.
    pub office: OfficeRoutes,
    /// Entries of the office's rail.
    pub places: &'static [RailPlace],
    /// Routes below `/mandiri`, each with whom it is open to.
    pub citizen: CitizenRoutes,
    /// What it has for a resident on her first page.
    pub citizen_corners: &'static [CitizenCorner],
    /// Entries of the residents' navigation.
    pub citizen_places: &'static [CitizenPlace],
    /// Routes below `/konsol`, each with the right it needs.
    pub console: ConsoleRoutes,
    /// Entries of the console's rail.
    pub console_places: &'static [ConsolePlace],
    /// What waits, for the office's first page.
    pub corners: &'static [Corner],
    /// What its entries in the record of the office are called: action and words. The words stand
    /// before the subject: "Menerbitkan" *Gotong royong*.
    pub deeds: &'static [(&'static str, &'static str)],
    /// Reads what the regency says on villages' sites, for the feature that keeps it.
    pub bulletins: Option<LoadBulletins>,
    /// Lets the district invite people, if the feature keeps accounts.
    pub invite: Option<Invite>,
    /// Lets somebody of the district help in an office.
    pub help: Option<Help>,
    /// Sums of a village for the district, by topic.
    pub figures: &'static [Figures],
    /// Where the village's latest news for the portal comes from.
    pub news: &'static [NewsSource],
    /// Registers the feature's background work.
    pub jobs: fn(&App, &mut Handlers),
    /// Its tables in a village's schema, parents before children.
    pub holdings: &'static [Holding],
    /// Columns of its tables in which personal data lies closed.
    pub sealed: &'static [Sealed],
    /// Where its files of a village lie in the object store.
    pub files: fn(&SchemaName) -> Vec<KeyPrefix>,
}

/// How a feature is named where a village switches it off and on.
#[derive(Debug, Clone, Copy)]
pub struct Switch {
    /// "Komentar"
    pub label: &'static str,
    /// What goes when it is off, in a sentence.
    pub hint: &'static str,
    /// Kinds of search entries that lead to its pages: nobody finds them while it is off.
    pub finds: &'static [&'static str],
}

/// Something of a feature that is only shown where the feature is switched on.
#[derive(Debug, Clone, Copy)]
pub struct Of<T> {
    pub feature: &'static str,
    pub part: T,
}

impl<T> Of<T> {
    /// Whether a village has the feature.
    pub fn is_on(&self, village: &Village) -> bool {
        village.has(self.feature)
    }
}

/// A table of a feature, and what becomes of it when a village is taken away whole: moved to
/// another service, kept in an archive, handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    pub table: &'static str,
    pub leaves: Leaves,
    /// Columns whose values stay behind, each with the SQL for what goes along instead.
    pub blanks: &'static [(&'static str, &'static str)],
    /// Columns that stay as they are, row by row (by `id`), when the village is brought back to an
    /// earlier state.
    pub kept: &'static [&'static str],
}

/// How a table leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// Row by row.
    Whole,
    /// Not at all: it is only good where it is, or made anew by reading.
    Not,
}

impl Holding {
    pub const fn whole(table: &'static str) -> Self {
        Self {
            table,
            leaves: Leaves::Whole,
            blanks: &[],
            kept: &[],
        }
    }

    /// The same holding with values that stay behind.
    #[must_use]
    pub const fn without(self, blanks: &'static [(&'static str, &'static str)]) -> Self {
        Self { blanks, ..self }
    }

    /// The same holding with values that survive a return to an earlier state.
    #[must_use]
    pub const fn keeping(self, kept: &'static [&'static str]) -> Self {
        Self { kept, ..self }
    }

    pub const fn stays(table: &'static str) -> Self {
        Self {
            table,
            leaves: Leaves::Not,
            blanks: &[],
            kept: &[],
        }
    }
}

/// A feature without files.
pub fn no_files(_: &SchemaName) -> Vec<KeyPrefix> {
    Vec::new()
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Among the blocks of a village's home page.
    Home,
    /// Below all blocks of the home page, where a village can neither move nor hide it.
    HomeEnd,
    /// Below an article.
    Article,
}

/// What the page with the block is about.
#[derive(Debug, Clone)]
pub enum Subject {
    Home,
    Article { id: Uuid, comments_open: bool },
}

/// The future a block returns: its HTML, or nothing when there is nothing to show.
pub type BlockFuture<'a> = Pin<Box<dyn Future<Output = AppResult<Option<String>>> + Send + 'a>>;

/// A part of a page, rendered by the feature that knows it. It may use one SQL statement.
#[derive(Clone, Copy)]
pub struct Block {
    pub place: Place,
    /// Smaller comes first.
    pub order: i32,
    pub render: for<'a> fn(&'a Site, &'a mut VillageTx, &'a Subject) -> BlockFuture<'a>,
}

/// A public thing of one feature, as other features may know it.
#[derive(Debug, Clone)]
pub struct Found {
    pub subject: Subject,
    pub title: String,
}

/// The future a finder returns.
pub type FinderFuture<'a> = Pin<Box<dyn Future<Output = AppResult<Option<Found>>> + Send + 'a>>;

/// Finds what is public at this moment below a place's addresses. One SQL statement.
#[derive(Clone, Copy)]
pub struct Finder {
    pub place: Place,
    pub find: for<'a> fn(&'a Site, &'a mut VillageTx, &'a Slug) -> FinderFuture<'a>,
}
