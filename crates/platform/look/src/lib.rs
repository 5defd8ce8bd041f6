//! How the sites look: palettes, the sasirangan bands, the style sheet, icons and fonts.
//!
//! Read in this order: [`palette`], [`band`], [`css`], [`assets`], [`add_to`].
//!
//! Deliberately absent: JavaScript on public pages (none needs it; the office's is in
//! `assets/office`), a CSS framework, and inline `style` attributes, which the content security
//! policy would refuse.

pub mod assets;
pub mod band;
pub mod css;
pub mod icons;
pub mod number;
pub mod palette;

#[cfg(test)]
mod contrast;
mod template;

pub use assets::{Asset, assets};
pub use css::Style;
pub use palette::Palette;
pub use template::add_to;

/// The palette of the district's own portal.
pub const PORTAL_PALETTE: Palette = Palette::Intan;
