//! Every template with every sample, in a bare and in a full village.

use web::{Page, Templates, testing};

use super::*;

/// Also holds the content of the first page of the bare village and the last of the full one
/// against a snapshot, so that a change of the look is seen in review. `INSTA_UPDATE=always`
/// accepts what is meant.
fn all<P: Page>(templates: &Templates) {
    let pages = testing::render_samples::<P>(templates);
    let name = P::TEMPLATE
        .trim_start_matches("content/")
        .trim_end_matches(".html");
    let content = |html: &str| {
        let (_, main) = html.split_once("<main").expect("a page has content");
        main.split("</main>").next().unwrap_or_default().to_owned()
    };
    insta::assert_snapshot!(format!("{name}-bare"), content(&pages[0]));
    insta::assert_snapshot!(format!("{name}-full"), content(&pages[pages.len() - 1]));
    for html in pages {
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
    all::<PreviewPage>(&templates);
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

#[test]
fn every_state_of_the_office_renders() {
    let templates = Templates::new(&[crate::feature()]);
    use office::{albums, photos};
    fn all<P: Page>(templates: &Templates) {
        for html in testing::render_office_samples::<P>(templates) {
            assert!(!html.contains("&amp;amp;"), "{} escapes twice", P::TEMPLATE);
            assert!(!html.contains("<baru>"), "{} does not escape", P::TEMPLATE);
            assert!(!html.contains("<RT 02>"), "{} does not escape", P::TEMPLATE);
        }
    }
    all::<office::ArticlesDesk>(&templates);
    all::<office::ArticleEditor>(&templates);
    all::<office::HistoryDesk>(&templates);
    all::<office::PreviewLinkDesk>(&templates);
    all::<site::FrontDesk>(&templates);
    all::<site::BlocksDesk>(&templates);
    all::<office::PagesDesk>(&templates);
    all::<office::PageEditor>(&templates);
    all::<office::CategoriesDesk>(&templates);
    all::<office::CategoryForm>(&templates);
    all::<office::AgendaDesk>(&templates);
    all::<office::EventEditor>(&templates);
    all::<office::OfficialsDesk>(&templates);
    all::<office::OfficialEditor>(&templates);
    all::<office::MenuDesk>(&templates);
    all::<office::MenuEditor>(&templates);
    all::<office::RunningDesk>(&templates);
    all::<office::RunningEditor>(&templates);
    all::<office::AppearanceDesk>(&templates);
    all::<office::NewsCorner>(&templates);
    all::<photos::PhotosDesk>(&templates);
    all::<photos::PhotoChoices>(&templates);
    all::<photos::PhotoDesk>(&templates);
    all::<photos::PhotosGoing>(&templates);
    all::<photos::PhotosCorner>(&templates);
    all::<albums::AlbumsDesk>(&templates);
    all::<albums::AlbumDesk>(&templates);
    all::<albums::AlbumPhotosDesk>(&templates);
}
