//! What the regency says on the sites of many villages, held in memory beside the register: showing
//! it costs no query, and what is corrected or withdrawn is so everywhere at once.
//!
//! A village sees what is addressed to it by its own code or its subdistrict's, and nothing else.

use std::{cmp::Reverse, collections::BTreeSet, future::Future, pin::Pin};

use db::register;
use jiff::Timestamp;
use kernel::VillageCode;
use serde::Serialize;
use sqlx::PgPool;
use uuid::Uuid;

/// Where the portal shows the articles, each below it: there every article has its true address,
/// whichever villages show it, and there alone it is in a sitemap.
pub const AT_PORTAL: &str = "/kabar-kabupaten";

/// How a bulletin is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BulletinKind {
    /// Above every page, and said aloud.
    Urgent,
    /// Above every page.
    Banner,
    /// A page of its own.
    Article,
}

/// Whose sites show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    All,
    /// By the codes of subdistricts, `63.03.04`.
    Subdistricts(BTreeSet<String>),
    Villages(BTreeSet<VillageCode>),
}

impl Audience {
    /// Whether a village is addressed.
    pub fn takes_in(&self, village: &register::Village) -> bool {
        match self {
            Self::All => true,
            Self::Subdistricts(codes) => codes.contains(&village.subdistrict_code),
            Self::Villages(codes) => codes.contains(&village.code),
        }
    }
}

/// One bulletin that is shown now or will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulletin {
    pub id: Uuid,
    pub kind: BulletinKind,
    /// The last part of an article's address; "" for others.
    pub slug: String,
    pub title: String,
    /// Plain text; cleaned HTML of an article.
    pub body: String,
    /// Where it leads, or "".
    pub link: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub changed_at: Timestamp,
    pub audience: Audience,
    pub may_hide: bool,
    /// Villages that hide it.
    pub hidden_in: BTreeSet<VillageCode>,
}

impl Bulletin {
    /// Whether it is its time.
    pub fn is_on(&self, now: Timestamp) -> bool {
        self.starts_at <= now && now < self.ends_at
    }

    /// The path of an article at the portal.
    pub fn true_path(&self) -> String {
        format!("{AT_PORTAL}/{}", self.slug)
    }

    /// Whether a village hides it. It counts only as long as the regency allows it.
    pub fn is_hidden_in(&self, village: &register::Village) -> bool {
        self.may_hide && self.hidden_in.contains(&village.code)
    }
}

/// Every bulletin that is not over: the urgent first, then the newest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bulletins(Vec<Bulletin>);

/// The future a loader returns.
pub type BulletinsFuture<'a> =
    Pin<Box<dyn Future<Output = sqlx::Result<Vec<Bulletin>>> + Send + 'a>>;
/// Reads what is not over at a moment.
pub type LoadBulletins = for<'a> fn(&'a PgPool, Timestamp) -> BulletinsFuture<'a>;

impl Bulletins {
    pub fn new(mut all: Vec<Bulletin>) -> Self {
        all.sort_by_key(|one| (one.kind, Reverse((one.starts_at, one.id))));
        Self(all)
    }

    /// What is addressed to a village, whether it is its time or not.
    pub fn addressed<'a>(
        &'a self,
        village: &'a register::Village,
    ) -> impl Iterator<Item = &'a Bulletin> {
        self.0
            .iter()
            .filter(move |one| one.audience.takes_in(village))
    }

    /// What a village's site shows now.
    pub fn showing<'a>(
        &'a self,
        village: &'a register::Village,
        now: Timestamp,
    ) -> impl Iterator<Item = &'a Bulletin> {
        self.addressed(village)
            .filter(move |one| one.is_on(now) && !one.is_hidden_in(village))
    }

    /// The articles that are shown somewhere now, newest first.
    pub fn articles(&self, now: Timestamp) -> impl Iterator<Item = &Bulletin> {
        self.0
            .iter()
            .filter(move |one| one.kind == BulletinKind::Article && one.is_on(now))
    }

    /// When the next one begins or ends on a village's site.
    pub(crate) fn next_change(
        &self,
        village: &register::Village,
        now: Timestamp,
    ) -> Option<Timestamp> {
        self.addressed(village)
            .flat_map(|one| [one.starts_at, one.ends_at])
            .filter(|at| *at > now)
            .min()
    }

    /// Whether a village would show the same by both.
    pub(crate) fn is_same_for(&self, other: &Self, village: &register::Village) -> bool {
        fn shown<'a>(
            all: &'a Bulletins,
            village: &'a register::Village,
        ) -> impl Iterator<Item = (&'a Bulletin, bool)> {
            all.addressed(village)
                .map(move |one| (one, one.is_hidden_in(village)))
        }
        let same = |(one, hidden): (&Bulletin, bool), (other, was): (&Bulletin, bool)| {
            hidden == was
                && (one.id, one.kind, one.starts_at, one.ends_at)
                    == (other.id, other.kind, other.starts_at, other.ends_at)
                && (&one.slug, &one.title, &one.body, &one.link)
                    == (&other.slug, &other.title, &other.body, &other.link)
        };
        let mut others = shown(other, village);
        shown(self, village).all(|one| others.next().is_some_and(|other| same(one, other)))
            && others.next().is_none()
    }
}

/// What stands above every page, as templates see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SayView {
    pub is_urgent: bool,
    pub title: String,
    pub body: String,
    pub link: String,
}

impl SayView {
    /// Everything that stands above a village's pages now.
    pub(crate) fn all(
        bulletins: &Bulletins,
        village: &register::Village,
        now: Timestamp,
    ) -> Vec<Self> {
        bulletins
            .showing(village, now)
            .filter(|one| one.kind != BulletinKind::Article)
            .map(|one| Self {
                is_urgent: one.kind == BulletinKind::Urgent,
                title: one.title.clone(),
                body: one.body.clone(),
                link: one.link.clone(),
            })
            .collect()
    }
}
