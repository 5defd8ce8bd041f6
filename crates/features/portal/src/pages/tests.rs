//! Every template with every sample.

use web::{Page, Templates, testing};

use super::*;

fn all<P: Page>(templates: &Templates) {
    for html in testing::render_portal_samples::<P>(templates) {
        assert!(html.contains("<main"), "{} is a whole page", P::TEMPLATE);
        assert!(html.contains("<h1"), "{} says what it is", P::TEMPLATE);
        assert!(!html.contains("&amp;amp;"), "{} escapes twice", P::TEMPLATE);
        assert!(!html.contains("<RT 02>"), "{} does not escape", P::TEMPLATE);
        assert!(!html.contains("<script"), "{} has a script", P::TEMPLATE);
    }
}

#[test]
fn every_page_renders_in_every_state() {
    let templates = Templates::new(&[crate::feature()]);
    all::<DirectoryPage>(&templates);
    all::<SubdistrictPage>(&templates);
    all::<NewsPage>(&templates);
    all::<MapPage>(&templates);
    all::<CataloguePage>(&templates);
}
