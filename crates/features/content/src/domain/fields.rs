//! What several forms of the office ask for: a title, a text, an address, a day with its hour.

use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use kernel::{SafeHtml, Slug, thousands, time};
use uuid::Uuid;
use web::Form;

/// Longest title, in characters: two lines on a phone.
pub const TITLE: usize = 160;

/// A line that has to hold a word. Signs and pictures alone name nothing, and make no address.
pub fn named(form: &mut Form, name: &'static str, longest: usize, missing: &str) -> String {
    let line = form.needed_line(name, longest, missing);
    if !line.is_empty() && !line.chars().any(char::is_alphanumeric) {
        form.wrong(name, "Tulis dengan huruf, bukan gambar atau tanda saja.");
    }
    line
}

/// A text with its styles, as it will be shown and as it was sent.
#[derive(Debug, Clone)]
pub struct RichText {
    pub html: SafeHtml,
    /// The words alone.
    pub words: String,
    /// As it was sent: what was hidden in it is gone from `html`, and worth a warning.
    pub raw: String,
    /// Pictures that were pasted into the text and cannot be kept that way.
    pub pasted_pictures: usize,
    /// Pictures of other sites, counted when the text is held against the library.
    pub foreign_pictures: usize,
}

/// Reads the field `isi`. Without the editor people type plain lines; with it, HTML comes.
pub fn rich_text(form: &mut Form, longest: usize) -> RichText {
    let raw = form.raw("isi").to_owned();
    let html = if raw.contains('<') {
        SafeHtml::sanitise(&raw)
    } else {
        SafeHtml::from_plain_text(&raw)
    };
    let words = html.text();
    // What was pasted around the words does not count; tags that stay do, generously.
    if words.chars().count() > longest || html.as_str().len() > longest * 10 {
        let longest = thousands(i64::try_from(longest).unwrap_or(i64::MAX));
        form.wrong(
            "isi",
            format!("Tulisan ini terlalu panjang. Batasnya {longest} huruf."),
        );
    }
    RichText {
        pasted_pictures: raw.matches("src=\"data:").count(),
        foreign_pictures: 0,
        html,
        words,
        raw,
    }
}

/// The address that is asked for in `alamat`; none when the field is empty.
pub fn slug(form: &mut Form) -> Option<Slug> {
    form.read("alamat", optional(Slug::parse)).flatten()
}

/// Something chosen from a list; none when the field is empty.
pub fn chosen(form: &mut Form, name: &'static str) -> Option<Uuid> {
    form.read(name, optional(known_id)).flatten()
}

/// A field that may be empty, read by its own rules otherwise.
pub fn optional<T, E>(
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

/// A day of this century; none when the field is empty or says something else, which is told.
pub fn day(form: &mut Form, name: &'static str) -> Option<Date> {
    form.read(
        name,
        optional(|text| match time::typed_date(text) {
            Ok(day) if (2000..=2100).contains(&day.year()) => Ok(day),
            Ok(_) => Err("Tahunnya di luar jangkauan. Contoh: 25/11/2026."),
            Err(_) => Err("Tanggal ini tidak ada. Contoh: 25/11/2026."),
        }),
    )
    .flatten()
}

/// An hour, as clocks or people write it; none as with [`day`].
pub fn hour(form: &mut Form, name: &'static str) -> Option<Time> {
    let wrong = "Jam ini tidak ada. Contoh: 08.30.";
    form.read(
        name,
        optional(|text| Time::strptime("%H:%M", text.replace('.', ":")).map_err(|_| wrong)),
    )
    .flatten()
}

/// When that is in the village.
pub fn moment(day: Date, hour: Time) -> Option<Timestamp> {
    let there = day.to_datetime(hour).to_zoned(time::WITA.clone());
    there.ok().map(|there| there.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(body: &str, read: impl FnOnce(&mut Form)) -> Option<String> {
        let mut form = Form::parse(body.as_bytes());
        read(&mut form);
        form.view().errors.into_values().next()
    }

    #[test]
    fn days_and_hours_that_do_not_exist_are_said_so() {
        for wrong in [
            "31/02/2026",
            "2026-02-31",
            "01/01/0001",
            "25/11/2101",
            "besok",
        ] {
            let body = format!("hari={}", wrong.replace('/', "%2F"));
            let told = error_of(&body, |form| assert_eq!(day(form, "hari"), None));
            assert!(told.is_some(), "{wrong}");
        }
        for wrong in ["25.00", "08.61", "pagi"] {
            let told = error_of(&format!("jam={wrong}"), |form| {
                assert_eq!(hour(form, "jam"), None);
            });
            assert!(told.is_some(), "{wrong}");
        }
        let nothing = error_of("hari=&jam=", |form| {
            assert_eq!((day(form, "hari"), hour(form, "jam")), (None, None));
        });
        assert_eq!(nothing, None);
    }

    #[test]
    fn a_moment_is_told_in_the_village() {
        let mut form = Form::parse(b"hari=25%2F11%2F2026&jam=08.30");
        let (day, hour) = (day(&mut form, "hari"), hour(&mut form, "jam"));
        let at = moment(day.unwrap(), hour.unwrap()).unwrap();
        assert_eq!(at.to_string(), "2026-11-25T00:30:00Z");
    }

    #[test]
    fn signs_alone_name_nothing() {
        let read = |form: &mut Form| {
            named(form, "judul", TITLE, "Beri judul dulu.");
        };
        assert!(error_of("judul=%F0%9F%98%80%F0%9F%98%80", read).is_some());
        // Marks that turn the direction are not there any more.
        let told = error_of("judul=%E2%80%8F%E2%80%AE", read);
        assert_eq!(told.as_deref(), Some("Beri judul dulu."));
        assert_eq!(error_of("judul=Gotong+royong+%F0%9F%98%80", read), None);
    }

    #[test]
    fn a_text_longer_than_its_bound_is_refused_with_the_bound() {
        let told = error_of(&format!("isi={}", "a".repeat(2_001)), |form| {
            rich_text(form, 2_000);
        });
        assert_eq!(
            told.as_deref(),
            Some("Tulisan ini terlalu panjang. Batasnya 2.000 huruf.")
        );
    }
}
