//! What the office's page of links receives.

use serde::Serialize;
use web::Page;

/// A place that the page leads to.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Shelf {
    pub label: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    pub about: &'static str,
}

/// What `content/office/appearance.html` receives.
#[derive(Debug, Serialize)]
pub struct AppearanceDesk {
    pub shelves: &'static [Shelf],
}

impl Page for AppearanceDesk {
    const TEMPLATE: &'static str = "content/office/appearance.html";

    fn samples() -> Vec<Self> {
        const ONE: &[Shelf] = &[Shelf {
            label: "Menu & <b>",
            href: "/kantor/menu",
            icon: "menu",
            about: crate::pages::LONG,
        }];
        vec![Self { shelves: &[] }, Self { shelves: ONE }]
    }
}
