//! An article as somebody in the office writes it.

use jiff::Timestamp;
use kernel::{SafeHtml, Slug, safe_html, time};
use uuid::Uuid;
use web::Form;

/// Longest title, in characters: two lines on a phone.
const TITLE: usize = 160;
const EXCERPT: usize = 300;
/// Letters of an excerpt that is made from the body.
const OWN_EXCERPT: usize = 180;
/// A book chapter; more is a document.
const BODY: usize = 200_000;

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
        let title = form.needed_line("judul", TITLE, "Beri judul dulu, satu kalimat pendek.");
        if !title.is_empty() && !title.chars().any(char::is_alphanumeric) {
            form.wrong("judul", "Judul perlu huruf, bukan gambar atau tanda saja.");
        }
        let excerpt = form.text("ringkasan", EXCERPT);
        let raw = form.raw("isi").to_owned();
        if raw.chars().count() > BODY * 10 {
            form.wrong("isi", "Tulisan ini terlalu panjang untuk satu berita.");
        }
        let pasted_pictures = raw.matches("src=\"data:").count();
        let body = body(&raw);
        let words = body.text();
        if words.chars().count() > BODY {
            form.wrong(
                "isi",
                "Tulisan ini terlalu panjang untuk satu berita. Batasnya 200.000 huruf.",
            );
        }
        if wish == Wish::Publish && words.trim().is_empty() {
            form.wrong("isi", "Tulis isinya dulu, baru terbitkan.");
        }
        let slug = form.read("alamat", optional(Slug::parse)).flatten();
        let category = form.read("kategori", optional(known_id)).flatten();
        let photo = form.read("foto", optional(known_id)).flatten();
        let publish_at = publish_at(form);
        if !form.is_good() {
            return None;
        }
        let excerpt = if excerpt.is_empty() {
            safe_html::excerpt(&words, OWN_EXCERPT)
        } else {
            excerpt
        };
        Some(Self {
            title,
            slug,
            excerpt,
            body,
            raw_body: raw,
            category,
            photo,
            comments_open: form.has("komentar"),
            publish_at,
            pasted_pictures,
        })
    }
}

/// Without the editor people type plain lines; with it, HTML comes.
fn body(raw: &str) -> SafeHtml {
    if raw.contains('<') {
        SafeHtml::sanitise(raw)
    } else {
        SafeHtml::from_plain_text(raw)
    }
}

fn optional<T, E>(
    reader: impl FnOnce(&str) -> Result<T, E>,
) -> impl FnOnce(&str) -> Result<Option<T>, E> {
    move |text| {
        if text.is_empty() {
            Ok(None)
        } else {
            reader(text).map(Some)
        }
    }
}

fn known_id(text: &str) -> Result<Uuid, &'static str> {
    Uuid::try_parse(text).map_err(|_| "Pilih dari daftar yang ada.")
}

/// Day and hour of the fields `tanggal` and `jam`, both or none.
fn publish_at(form: &mut Form) -> Option<Timestamp> {
    let day = form.raw("tanggal").trim().to_owned();
    let hour = form.raw("jam").trim().replace('.', ":");
    if day.is_empty() {
        if !hour.is_empty() {
            form.wrong("tanggal", "Isi tanggalnya juga.");
        }
        return None;
    }
    let Ok(day) = time::typed_date(&day) else {
        form.wrong("tanggal", "Tanggal ini tidak ada. Contoh: 25/11/2026.");
        return None;
    };
    if !(2000..=2100).contains(&day.year()) {
        form.wrong("tanggal", "Tahunnya di luar jangkauan. Contoh: 25/11/2026.");
        return None;
    }
    let hour = if hour.is_empty() {
        "00:00"
    } else {
        hour.as_str()
    };
    let Ok(hour) = jiff::civil::Time::strptime("%H:%M", hour) else {
        form.wrong("jam", "Jam ini tidak ada. Contoh: 08.30.");
        return None;
    };
    let moment = day.to_datetime(hour).to_zoned(time::WITA.clone());
    match moment {
        Ok(moment) => Some(moment.timestamp()),
        Err(_) => {
            form.wrong("tanggal", "Tanggal ini tidak ada. Contoh: 25/11/2026.");
            None
        }
    }
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
