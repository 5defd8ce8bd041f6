//! What the pages of the bulletins receive.

mod edit;
mod gist;
mod list;
mod public;

pub use edit::EditDesk;
pub use gist::{Preview, ShowDesk};
pub use list::ListDesk;
pub use public::{ArticlePage, Corner, HomeBlock, Item, OfficeDesk, PortalArticle, PortalList};

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;

use crate::domain::State;

/// A state in a word, with its colour.
#[derive(Debug, Clone, Serialize)]
pub struct Badge {
    pub kind: &'static str,
    pub label: &'static str,
}

impl From<State> for Badge {
    fn from(state: State) -> Self {
        Self {
            kind: state.tone(),
            label: state.label(),
        }
    }
}

/// "25 November 2026 08.00 WITA sampai 2 Desember 2026 08.00 WITA"
fn span(starts: Timestamp, ends: Timestamp) -> String {
    format!(
        "{} sampai {}",
        time::date_time(starts),
        time::date_time(ends)
    )
}

#[cfg(test)]
mod tests {
    use web::{Templates, testing};

    use super::*;

    #[test]
    fn every_state_renders() {
        let templates = Templates::new(&[crate::feature()]);
        testing::render_office_samples::<ListDesk>(&templates);
        testing::render_office_samples::<EditDesk>(&templates);
        testing::render_office_samples::<ShowDesk>(&templates);
        testing::render_office_samples::<OfficeDesk>(&templates);
        for html in testing::render_office_samples::<Corner>(&templates) {
            assert!(html.contains("kabar kabupaten"));
        }
        for html in testing::render_samples::<ArticlePage>(&templates) {
            assert!(!html.contains("Siti <b>"), "a title is not escaped");
        }
        testing::render_samples::<HomeBlock>(&templates);
    }
}
