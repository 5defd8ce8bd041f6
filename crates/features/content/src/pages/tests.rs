//! Every template with every sample, in a bare and in a full village.

use web::{Page, Templates, testing};

use super::*;

fn all<P: Page>(templates: &Templates) {
    for html in testing::render_samples::<P>(templates) {
        assert!(html.contains("<main"), "{} is a whole page", P::TEMPLATE);
        assert!(!html.contains("&amp;amp;"), "{} escapes twice", P::TEMPLATE);
        assert!(!html.contains("<RT 02>"), "{} does not escape", P::TEMPLATE);
    }
}

#[test]
fn every_page_renders_in_every_state() {
    let templates = Templates::new(&[crate::feature()]);
    all::<HomePage>(&templates);
    all::<ArticlesPage>(&templates);
    all::<ArticlePage>(&templates);
    all::<ArchivePage>(&templates);
    all::<DocumentPage>(&templates);
    all::<AgendaPage>(&templates);
    all::<GalleryPage>(&templates);
    all::<AlbumPage>(&templates);
    all::<OfficialsPage>(&templates);
    all::<ContactPage>(&templates);
    all::<PrivacyPage>(&templates);
    all::<SearchPage>(&templates);
}

#[test]
fn the_shells_page_of_failure_fits_its_template() {
    let templates = Templates::new(&[crate::feature()]);
    let context = minijinja::context! {
        status => 404,
        heading => LONG,
        message => LONG,
        suggestions => Vec::<String>::new(),
        request_id => "",
        ..testing::sample_context()
    };
    let html = templates.render("web/error.html", context).unwrap();
    assert!(html.contains("type=\"search\""));
}
