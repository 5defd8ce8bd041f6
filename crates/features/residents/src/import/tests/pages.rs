//! Every page in every state.

use web::{Page, Templates, testing};

use crate::import::pages::{ColumnsDesk, ExportDesk, ImportDesk, ImportsDesk};

fn all<P: Page>(templates: &Templates) -> Vec<String> {
    let pages = testing::render_office_samples::<P>(templates);
    for html in &pages {
        assert!(html.contains("<main"), "{} is a whole page", P::TEMPLATE);
        assert!(!html.contains("&amp;amp;"), "{} escapes twice", P::TEMPLATE);
        assert!(!html.contains("<RT 02>"), "{} does not escape", P::TEMPLATE);
    }
    pages
}

#[test]
fn every_page_renders_in_every_state() {
    let templates = Templates::new(&[crate::feature()]);
    all::<ImportsDesk>(&templates);
    all::<ColumnsDesk>(&templates);
    all::<ExportDesk>(&templates);
    let pages = all::<ImportDesk>(&templates);
    for words in [
        "<progress max=\"100\" value=\"45\"",
        "Mulai impor",
        "1–50 dari 174",
        "Ya, urungkan",
        "Yang tidak dapat diurungkan",
        "2 kolom tidak dipakai",
        "Kolom yang wajib belum ditemukan",
    ] {
        assert!(pages.iter().any(|html| html.contains(words)), "{words}");
    }
}
