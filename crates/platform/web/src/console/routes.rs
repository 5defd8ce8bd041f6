//! The table of the console's routes: each with the right it needs.

use axum::{Extension, Router, handler::Handler, routing};
use identity::DistrictRight;

use crate::App;

/// Carried with a request to its route's [`super::ConsoleDesk`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Required(pub DistrictRight);

/// A route as tests walk it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsoleRoute {
    pub method: &'static str,
    /// As axum writes it: `/konsol/desa/{slug}`.
    pub path: &'static str,
    pub needs: DistrictRight,
}

/// A place in the rail at the side of the console.
#[derive(Debug, Clone, Copy)]
pub struct ConsolePlace {
    pub label: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    pub needs: DistrictRight,
    /// Smaller comes first.
    pub order: i32,
}

/// A feature's routes below `/konsol`.
#[derive(Default)]
pub struct ConsoleRoutes {
    pub(crate) router: Router<App>,
    pub(crate) table: Vec<ConsoleRoute>,
}

impl ConsoleRoutes {
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, needs: DistrictRight, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("GET", path, needs, routing::get(handler))
    }

    /// An act. Its handler takes a [`super::ConsoleForm`], which has checked where the form came
    /// from.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, needs: DistrictRight, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("POST", path, needs, routing::post(handler))
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        needs: DistrictRight,
        route: routing::MethodRouter<App>,
    ) -> Self {
        self.router = self
            .router
            .route(path, route.layer(Extension(Required(needs))));
        self.table.push(ConsoleRoute {
            method,
            path,
            needs,
        });
        self
    }
}
