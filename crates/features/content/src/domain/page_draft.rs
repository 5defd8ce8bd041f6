//! A page as somebody in the office writes it: profile, history, whatever stays.

use kernel::Slug;
use uuid::Uuid;
use web::Form;

use super::{
    draft::{BODY, EXCERPT, Wish},
    fields::{self, RichText, TITLE},
};

/// The last place among the pages that can be typed.
const LAST: i32 = 999;

/// A page that can be saved.
#[derive(Debug, Clone)]
pub struct PageDraft {
    pub title: String,
    /// The address that was asked for; made from the title when nothing was.
    pub slug: Option<Slug>,
    /// Made from the text where it is shown when it is empty.
    pub excerpt: String,
    pub text: RichText,
    pub photo: Option<Uuid>,
    /// Its place among the pages; where it was when nothing was said.
    pub position: Option<i32>,
}

impl PageDraft {
    /// Reads the form; `None` when something is wrong with a field, which the form then says.
    pub fn read(form: &mut Form, wish: Wish, photo: Option<Uuid>) -> Option<Self> {
        let title = fields::named(form, "judul", TITLE, "Beri judul dulu, misalnya Profil.");
        let excerpt = form.text("ringkasan", EXCERPT);
        let text = fields::rich_text(form, BODY);
        if wish == Wish::Publish && text.words.trim().is_empty() {
            form.wrong("isi", "Tulis isinya dulu, baru terbitkan.");
        }
        let slug = fields::slug(form);
        let position = form.read("urutan", fields::optional(place)).flatten();
        form.is_good().then_some(Self {
            title,
            slug,
            excerpt,
            text,
            photo,
            position,
        })
    }
}

fn place(text: &str) -> Result<i32, &'static str> {
    let read = text.parse().ok();
    read.filter(|place| (0..=LAST).contains(place))
        .ok_or("Urutan ditulis dengan angka 0 sampai 999.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str, wish: Wish) -> Result<PageDraft, Vec<String>> {
        let mut form = Form::parse(body.as_bytes());
        PageDraft::read(&mut form, wish, None)
            .ok_or_else(|| form.view().errors.into_keys().collect())
    }

    #[test]
    fn a_page_needs_a_title_and_to_be_published_a_text() {
        assert_eq!(read("isi=a", Wish::Save).unwrap_err(), ["judul"]);
        assert_eq!(read("judul=Profil", Wish::Publish).unwrap_err(), ["isi"]);
        let page = read("judul=Profil&isi=Di+tepi+sungai&urutan=3", Wish::Publish).unwrap();
        assert_eq!(page.text.html.as_str(), "<p>Di tepi sungai</p>");
        assert_eq!(page.position, Some(3));
    }

    #[test]
    fn a_place_is_a_small_number() {
        for wrong in ["-1", "1000", "tiga", "9999999999999"] {
            let body = format!("judul=A&urutan={wrong}");
            assert_eq!(read(&body, Wish::Save).unwrap_err(), ["urutan"], "{wrong}");
        }
        assert_eq!(read("judul=A&urutan=", Wish::Save).unwrap().position, None);
    }
}
