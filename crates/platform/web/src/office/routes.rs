//! The table of the office's routes: each with what it needs.

use axum::{Extension, Router, handler::Handler, routing};
use identity::Capability;

use crate::App;

/// What somebody must be able to do to come here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anybody who works in this office: her own account, the first page.
    SignedIn,
    Capability(Capability),
    /// Any one of two: who prepares something and who decides about it look at the same pages.
    Either(Capability, Capability),
}

/// Carried with a request to its route's [`super::Desk`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Required(pub Needs);

/// A route as tests walk it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeRoute {
    pub method: &'static str,
    /// As axum writes it: `/kantor/artikel/{id}`.
    pub path: &'static str,
    pub needs: Needs,
}

/// A feature's routes below `/kantor`.
#[derive(Default)]
pub struct OfficeRoutes {
    pub(crate) router: Router<App>,
    pub(crate) table: Vec<OfficeRoute>,
}

impl OfficeRoutes {
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("GET", path, needs, routing::get(handler))
    }

    /// An act. Its handler takes a [`super::DeskForm`], which has checked where the form came from.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("POST", path, needs, routing::post(handler))
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
        needs: Needs,
        route: routing::MethodRouter<App>,
    ) -> Self {
        self.router = self
            .router
            .route(path, route.layer(Extension(Required(needs))));
        self.table.push(OfficeRoute {
            method,
            path,
            needs,
        });
        self
    }
}
