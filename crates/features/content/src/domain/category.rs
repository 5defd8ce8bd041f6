//! A category as somebody in the office writes it.

use kernel::Slug;
use web::Form;

use super::fields;

/// Categories a village may have; every article's form lists them.
pub const MOST: i64 = 60;
/// Longest name, in characters: it stands in a chip above the news.
const NAME: usize = 60;

/// A category that can be saved.
#[derive(Debug, Clone)]
pub struct CategoryDraft {
    pub name: String,
    /// The address that was asked for; made from the name when nothing was.
    pub slug: Option<Slug>,
}

impl CategoryDraft {
    /// Reads the form; `None` when something is wrong with a field, which the form then says.
    pub fn read(form: &mut Form) -> Option<Self> {
        let name = fields::named(form, "nama", NAME, "Beri nama kategorinya dulu.");
        let slug = fields::slug(form);
        form.is_good().then_some(Self { name, slug })
    }
}
