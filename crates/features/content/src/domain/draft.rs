//! An article as somebody in the office writes it.

use jiff::{Timestamp, civil::Time};
use kernel::{SafeHtml, Slug, safe_html};
use uuid::Uuid;
use web::Form;

use super::fields::{self, TITLE};

/// Longest excerpt, in characters.
pub const EXCERPT: usize = 300;
/// Letters of an excerpt that is made from the body.
const OWN_EXCERPT: usize = 180;
/// A book chapter; more is a document.
pub const BODY: usize = 200_000;

/// What the button that was pressed asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Keep it as it is: a draft stays a draft, what is public stays public.
    Save,
    Publish,
    /// Take it off the site; it becomes a draft again.
    Unpublish,
}

impl Wish {
    pub fn of(form: &Form) -> Self {
        match form.raw("aksi") {
            "terbit" => Self::Publish,
            "tarik" => Self::Unpublish,
            _ => Self::Save,
        }
    }

    /// Whether the text is public once the wish is done.
    pub fn makes_public(self, was_public: bool) -> bool {
        match self {
            Self::Publish => true,
            Self::Unpublish => false,
            Self::Save => was_public,
        }
    }
}

/// A text that can be saved.
#[derive(Debug, Clone)]
pub struct Draft {
    pub title: String,
    /// The address that was asked for; made from the title when nothing was.
    pub slug: Option<Slug>,
    pub excerpt: String,
    pub body: SafeHtml,
    /// As it was sent: what was hidden in it is gone from `body`, and worth a warning.
    pub raw_body: String,
    pub category: Option<Uuid>,
    pub photo: Option<Uuid>,
    pub comments_open: bool,
    /// When it appears; at once when nothing was said.
    pub publish_at: Option<Timestamp>,
    /// Pictures that were pasted into the text and cannot be kept that way.
    pub pasted_pictures: usize,
}

impl Draft {
    /// Reads the form; `None` when something is wrong with a field, which the form then says.
    ///
    /// A draft may be nearly empty; what is to be published may not.
    pub fn read(form: &mut Form, wish: Wish) -> Option<Self> {
        let title = fields::named(
            form,
            "judul",
            TITLE,
            "Beri judul dulu, satu kalimat pendek.",
        );
        let excerpt = form.text("ringkasan", EXCERPT);
        let text = fields::rich_text(form, BODY);
        if wish == Wish::Publish && text.words.trim().is_empty() {
            form.wrong("isi", "Tulis isinya dulu, baru terbitkan.");
        }
        let slug = fields::slug(form);
        let category = fields::chosen(form, "kategori");
        let photo = fields::chosen(form, "foto");
        let publish_at = publish_at(form);
        if !form.is_good() {
            return None;
        }
        let excerpt = if excerpt.is_empty() {
            safe_html::excerpt(&text.words, OWN_EXCERPT)
        } else {
            excerpt
        };
        Some(Self {
            title,
            slug,
            excerpt,
            body: text.html,
            raw_body: text.raw,
            category,
            photo,
            comments_open: form.has("komentar"),
            publish_at,
            pasted_pictures: text.pasted_pictures,
        })
    }
}

/// Day and hour of the fields `tanggal` and `jam`, both or none.
fn publish_at(form: &mut Form) -> Option<Timestamp> {
    if form.raw("tanggal").trim().is_empty() && !form.raw("jam").trim().is_empty() {
        form.wrong("tanggal", "Isi tanggalnya juga.");
    }
    let day = fields::day(form, "tanggal");
    let hour = fields::hour(form, "jam").unwrap_or(Time::midnight());
    fields::moment(day?, hour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str, wish: Wish) -> Result<Draft, Vec<String>> {
        let mut form = Form::parse(body.as_bytes());
        Draft::read(&mut form, wish).ok_or_else(|| form.view().errors.into_keys().collect())
    }

    #[test]
    fn a_nearly_empty_draft_may_be_kept_and_not_published() {
        let draft = read("judul=Gotong+royong", Wish::Save).expect("a title is enough");
        assert_eq!(draft.title, "Gotong royong");
        assert_eq!(
            read("judul=Gotong+royong", Wish::Publish).unwrap_err(),
            ["isi"]
        );
    }

    #[test]
    fn dates_that_do_not_exist_are_said_so() {
        for wrong in ["31/02/2026", "25/11/0001", "besok"] {
            let body = format!("judul=A&tanggal={}", wrong.replace('/', "%2F"));
            assert_eq!(read(&body, Wish::Save).unwrap_err(), ["tanggal"], "{wrong}");
        }
        assert_eq!(
            read("judul=A&tanggal=2026-11-25&jam=25.00", Wish::Save).unwrap_err(),
            ["jam"]
        );
        let draft = read("judul=A&tanggal=25%2F11%2F2026&jam=08.30", Wish::Save).unwrap();
        assert_eq!(
            draft.publish_at.unwrap().to_string(),
            "2026-11-25T00:30:00Z"
        );
    }

    #[test]
    fn hostile_html_leaves_only_its_words() {
        let body = "judul=A&isi=%3Cp+onclick%3D%22x%28%29%22%3EHalo%3C%2Fp%3E%3Cscript%3Ealert%281%29\
                    %3C%2Fscript%3E%3Cimg+src%3D%22data%3Aimage%2Fpng%3Bbase64%2CAA%22%3E";
        let draft = read(body, Wish::Save).unwrap();
        assert_eq!(draft.body.as_str(), "<p>Halo</p>");
        assert_eq!(draft.pasted_pictures, 1);
    }

    #[test]
    fn titles_of_signs_or_far_too_long_are_refused() {
        assert_eq!(
            read("judul=%F0%9F%98%80%F0%9F%98%80", Wish::Save).unwrap_err(),
            ["judul"]
        );
        let long = format!("judul={}", "a".repeat(300));
        assert_eq!(read(&long, Wish::Save).unwrap_err(), ["judul"]);
    }
}
