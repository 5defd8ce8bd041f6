//! The table of the residents' routes: each with whom it is open to.

use axum::{Extension, Router, handler::Handler, routing};
use identity::Stay;

use crate::App;

/// How somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameBy {
    /// With NIK and PIN, at her own phone.
    Online,
    /// With NIK, family card and birthday: for one request, without an account.
    Link,
    /// With NIK and PIN, at the office's own tablet.
    Kiosk,
}

impl CameBy {
    /// As tables say it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Link => "link",
            Self::Kiosk => "kiosk",
        }
    }

    pub(super) const fn of(stay: Stay) -> Option<Self> {
        match stay {
            Stay::Online => Some(Self::Online),
            Stay::Link | Stay::KioskLink => Some(Self::Link),
            Stay::Kiosk => Some(Self::Kiosk),
            Stay::Office => None,
        }
    }
}

/// To whom a page is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// To whoever came in, also without an account.
    Everybody,
    /// To who has an account.
    Account,
    /// The same, and also while she still has to choose her own PIN.
    NewPin,
    /// To whoever came in, and also while she still has to choose her own PIN: the way out.
    Leaving,
}

impl Opens {
    pub(super) fn is_open(self, came_by: CameBy) -> bool {
        matches!(self, Self::Everybody | Self::Leaving) || came_by != CameBy::Link
    }

    /// Also to who has a PIN of the office's making.
    pub(super) fn is_open_before_pin(self) -> bool {
        matches!(self, Self::NewPin | Self::Leaving)
    }
}

/// Carried with a request to its route's [`super::CitizenDesk`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened(pub Opens);

/// A route as tests walk it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitizenRoute {
    pub method: &'static str,
    /// As axum writes it: `/mandiri/surat/{id}`.
    pub path: &'static str,
    pub opens: Opens,
}

/// A feature's routes below `/mandiri`.
#[derive(Default)]
pub struct CitizenRoutes {
    pub(crate) router: Router<App>,
    pub(crate) table: Vec<CitizenRoute>,
}

impl CitizenRoutes {
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, opens: Opens, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("GET", path, opens, routing::get(handler))
    }

    /// An act. Its handler takes a [`super::CitizenForm`], which has checked where the form came from.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, opens: Opens, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("POST", path, opens, routing::post(handler))
    }

    /// With the routes of another table.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        opens: Opens,
        route: routing::MethodRouter<App>,
    ) -> Self {
        self.router = self
            .router
            .route(path, route.layer(Extension(Opened(opens))));
        self.table.push(CitizenRoute {
            method,
            path,
            opens,
        });
        self
    }
}
