//! The table of contents: every feature of the product.

use web::Feature;

/// All features. Their routes, templates, blocks and jobs are in their own crates.
pub fn all() -> Vec<Feature> {
    vec![
        content::feature(),
        engagement::feature(),
        office::feature(),
        residents::feature(),
        citizens::feature(),
        letters::feature(),
        district::feature(),
        bulletins::feature(),
        residents::numbers(),
        portal::feature(),
    ]
}
