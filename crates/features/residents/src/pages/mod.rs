//! What the pages of the register receive.

pub mod areas;
pub mod editor;
pub mod families;
pub mod groups;
pub mod happening;
pub mod houses;
pub mod list;
pub mod person;
pub mod readers;

use kernel::{CodeTable, time};
use serde::Serialize;
use web::view::Pager;

/// A name as long as names get, for pages to be tried with.
pub const LONG: &str =
    "Prof. Dr. H. Muhammad Abdurrahman Siddiq Al-Banjari bin Syekh Muhammad Arsyad, M.Pd.I.";

/// One of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// The codes of a table, for a field of a form.
pub fn choices(table: CodeTable) -> Vec<Choice> {
    table
        .codes()
        .iter()
        .map(|code| Choice {
            value: code.code.to_owned(),
            label: code.label.to_owned(),
        })
        .collect()
}

/// What a code means; empty for what is not known.
pub fn label(table: CodeTable, code: &str) -> String {
    table
        .find(code)
        .map(|found| found.label.to_owned())
        .unwrap_or_default()
}

/// "3 Desember 2026"
pub fn day(date: jiff_sqlx::Date) -> String {
    time::long_date(date.to_jiff())
}

/// The links to the beginning of a list and on from its last row.
pub fn pager(here: &str, query: &str, last: Option<uuid::Uuid>, is_later: bool) -> Pager {
    let join = if query.is_empty() { "" } else { "&" };
    Pager {
        newer_href: is_later.then(|| format!("{here}?{query}")),
        older_href: last.map(|last| format!("{here}?{query}{join}sesudah={last}")),
    }
}

#[cfg(test)]
mod tests {
    use web::{Page, Templates, testing};

    fn all<P: Page>(templates: &Templates) -> Vec<String> {
        let pages = testing::render_office_samples::<P>(templates);
        for html in &pages {
            assert!(html.contains("<main"), "{} is a whole page", P::TEMPLATE);
            assert!(!html.contains("&amp;amp;"), "{} escapes twice", P::TEMPLATE);
            assert!(
                !html.contains("Siti <b>"),
                "{} does not escape",
                P::TEMPLATE
            );
        }
        pages
    }

    #[test]
    fn every_page_renders_in_every_state() {
        let templates = Templates::new(&[crate::feature()]);
        let list = all::<super::list::PeopleDesk>(&templates);
        assert!(list.iter().any(|html| html.contains("masih kosong")));
        assert!(list.iter().any(|html| html.contains("Tidak ditemukan")));
        let person = all::<super::person::PersonDesk>(&templates);
        assert!(person.iter().any(|html| html.contains("Lihat lengkap")));
        assert!(
            person
                .iter()
                .any(|html| html.contains("Terbuka untuk sekali ini"))
        );
        all::<super::editor::Editor>(&templates);
        all::<super::happening::HappeningDesk>(&templates);
        all::<super::areas::AreasDesk>(&templates);
        let readers = all::<super::readers::ReadersDesk>(&templates);
        assert!(readers.iter().any(|html| html.contains("Belum diberi")));
        all::<super::groups::GroupsDesk>(&templates);
        all::<super::groups::GroupEditor>(&templates);
        let groups = all::<super::groups::GroupDesk>(&templates);
        assert!(groups.iter().any(|html| html.contains("Tambahkan<")));
        all::<super::groups::MemberDesk>(&templates);
        all::<super::houses::HousesDesk>(&templates);
        all::<super::houses::HouseDesk>(&templates);
        all::<super::houses::HouseEditor>(&templates);
        all::<super::families::FamiliesDesk>(&templates);
        let family = all::<super::families::FamilyDesk>(&templates);
        assert!(
            family
                .iter()
                .any(|html| html.contains("Keluarga tanpa kepala"))
        );
    }
}
