//! An event as somebody in the office writes it.

use jiff::{Timestamp, civil::Date, civil::Time};
use kernel::Slug;
use web::Form;

use super::fields::{self, RichText, TITLE};

/// A few paragraphs; more is an article.
const BODY: usize = 20_000;
/// Longest place or organizer, in characters.
const NAME: usize = 200;
/// Days an event may last; more is a slip of the finger in the year.
const LONGEST: i64 = 366;

/// An event that can be saved.
#[derive(Debug, Clone)]
pub struct EventDraft {
    pub title: String,
    /// The address that was asked for; made from the title when nothing was.
    pub slug: Option<Slug>,
    pub text: RichText,
    pub place: String,
    pub organizer: String,
    pub span: Span,
}

/// When an event is. Whole days begin at their midnight; the last one is named by its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub starts: Timestamp,
    pub ends: Option<Timestamp>,
    pub all_day: bool,
}

impl EventDraft {
    /// Reads the form; `None` when something is wrong with a field, which the form then says.
    pub fn read(form: &mut Form) -> Option<Self> {
        let title = fields::named(form, "judul", TITLE, "Beri nama kegiatannya dulu.");
        let text = fields::rich_text(form, BODY);
        let place = form.line("tempat", NAME);
        let organizer = form.line("penyelenggara", NAME);
        let slug = fields::slug(form);
        let span = if form.has("sepanjang_hari") {
            whole_days(form)
        } else {
            hours(form)
        };
        if !form.is_good() {
            return None;
        }
        Some(Self {
            title,
            slug,
            text,
            place,
            organizer,
            span: span?,
        })
    }
}

fn whole_days(form: &mut Form) -> Option<Span> {
    let (first, last) = days(form)?;
    let starts = fields::moment(first, Time::midnight())?;
    let last = last.filter(|last| *last > first);
    Some(Span {
        starts,
        ends: last.and_then(|last| fields::moment(last, Time::midnight())),
        all_day: true,
    })
}

fn hours(form: &mut Form) -> Option<Span> {
    if is_blank(form, "jam") {
        form.wrong("jam", "Isi jam mulainya, atau centang “Sepanjang hari”.");
    }
    if is_blank(form, "jam_selesai") && !is_blank(form, "tanggal_selesai") {
        form.wrong(
            "jam_selesai",
            "Isi juga jam selesainya, atau kosongkan tanggal selesai.",
        );
    }
    let (from, until) = (fields::hour(form, "jam"), fields::hour(form, "jam_selesai"));
    let (first, last) = days(form)?;
    let starts = fields::moment(first, from?)?;
    let ends = until.and_then(|until| fields::moment(last.unwrap_or(first), until));
    if ends.is_some_and(|ends| ends < starts) {
        form.wrong(
            "jam_selesai",
            "Kegiatan ini selesai sebelum dimulai. Bila berakhir esok harinya, isi tanggal \
             selesai.",
        );
    }
    Some(Span {
        starts,
        ends: ends.filter(|ends| *ends > starts),
        all_day: false,
    })
}

/// The first day, and the last when it was named.
fn days(form: &mut Form) -> Option<(Date, Option<Date>)> {
    if is_blank(form, "tanggal") {
        form.wrong("tanggal", "Isi tanggalnya. Contoh: 25/11/2026.");
    }
    let last = fields::day(form, "tanggal_selesai");
    let first = fields::day(form, "tanggal")?;
    if let Some(last) = last {
        if last < first {
            form.wrong(
                "tanggal_selesai",
                "Kegiatan ini selesai sebelum dimulai. Periksa tanggalnya.",
            );
        } else if last.duration_since(first).as_hours() / 24 > LONGEST {
            form.wrong(
                "tanggal_selesai",
                "Kegiatan ini lebih dari setahun lamanya. Periksa tanggalnya.",
            );
        }
    }
    Some((first, last.filter(|last| *last >= first)))
}

fn is_blank(form: &Form, name: &str) -> bool {
    form.raw(name).trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Span, Vec<String>> {
        let mut form = Form::parse(format!("judul=Rapat&{body}").as_bytes());
        EventDraft::read(&mut form)
            .map(|event| event.span)
            .ok_or_else(|| form.view().errors.into_keys().collect())
    }

    #[test]
    fn an_event_has_a_day_and_an_hour() {
        let span = read("tanggal=2026-12-03&jam=09.00&jam_selesai=11:00").unwrap();
        assert_eq!(span.starts.to_string(), "2026-12-03T01:00:00Z");
        assert_eq!(span.ends.unwrap().to_string(), "2026-12-03T03:00:00Z");
        assert!(!span.all_day);
        let open = read("tanggal=2026-12-03&jam=09.00").unwrap();
        assert_eq!(open.ends, None);
        let same = read("tanggal=2026-12-03&jam=09.00&jam_selesai=09.00").unwrap();
        assert_eq!(same.ends, None);
    }

    #[test]
    fn whole_days_need_no_hour() {
        let span = read("tanggal=3%2F12%2F2026&tanggal_selesai=5%2F12%2F2026&sepanjang_hari=ya");
        let span = span.unwrap();
        assert_eq!(span.starts.to_string(), "2026-12-02T16:00:00Z");
        assert_eq!(span.ends.unwrap().to_string(), "2026-12-04T16:00:00Z");
        let one = read("tanggal=2026-12-03&tanggal_selesai=2026-12-03&sepanjang_hari=ya&jam=25.99");
        assert_eq!(one.unwrap().ends, None);
    }

    #[test]
    fn what_cannot_be_is_said_at_its_field() {
        for (body, field) in [
            ("jam=09.00", "tanggal"),
            ("tanggal=2026-12-03", "jam"),
            ("tanggal=31%2F02%2F2026&jam=09.00", "tanggal"),
            ("tanggal=0001-01-01&jam=09.00", "tanggal"),
            ("tanggal=2026-12-03&jam=24.30", "jam"),
            (
                "tanggal=2026-12-03&jam=09.00&jam_selesai=08.00",
                "jam_selesai",
            ),
            (
                "tanggal=2026-12-03&jam=09.00&tanggal_selesai=2026-12-04",
                "jam_selesai",
            ),
            (
                "tanggal=2026-12-03&jam=09.00&tanggal_selesai=2026-12-02&jam_selesai=10.00",
                "tanggal_selesai",
            ),
            (
                "tanggal=2026-12-03&tanggal_selesai=2062-12-04&sepanjang_hari=ya",
                "tanggal_selesai",
            ),
        ] {
            assert!(
                read(body).unwrap_err().iter().any(|name| name == field),
                "{body}"
            );
        }
        assert_eq!(
            read("tanggal=2026-12-03&jam=09.00&jam_selesai=08.00").unwrap_err(),
            ["jam_selesai"]
        );
    }
}
