//! An album as somebody in the office writes it.

use jiff::civil::Date;
use kernel::{Slug, time};
use uuid::Uuid;
use web::Form;

/// Longest title, in characters: two lines on a phone.
const TITLE: usize = 160;
const DESCRIPTION: usize = 1_000;
const CAPTION: usize = 300;

/// The field under which is said what is wrong with the photos.
pub const PHOTOS: &str = "susunan";

/// A photo in its album.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub photo: Uuid,
    pub caption: String,
}

/// An album that can be saved.
#[derive(Debug, Clone)]
pub struct AlbumDraft {
    pub title: String,
    pub description: String,
    pub happened_on: Date,
    /// The address that was asked for; made from the title when nothing was.
    pub slug: Option<Slug>,
    /// The photos that stay, in their order.
    pub places: Vec<Place>,
}

/// Names of the fields of one photo.
pub fn number_field(photo: Uuid) -> String {
    format!("urutan-{photo}")
}

pub fn caption_field(photo: Uuid) -> String {
    format!("teks-{photo}")
}

pub fn drop_field(photo: Uuid) -> String {
    format!("lepas-{photo}")
}

impl AlbumDraft {
    /// Reads the form of an album that holds these photos; `None` when something is wrong with a
    /// field, which the form then says. Photos the form does not know stay: somebody else has just
    /// added them.
    pub fn read(form: &mut Form, photos: &[Uuid]) -> Option<Self> {
        let title = form.needed_line(
            "judul",
            TITLE,
            "Beri judul dulu, misalnya nama kegiatannya.",
        );
        if !title.is_empty() && !title.chars().any(char::is_alphanumeric) {
            form.wrong("judul", "Judul perlu huruf, bukan gambar atau tanda saja.");
        }
        let description = form.text("deskripsi", DESCRIPTION);
        let happened_on = day(form);
        let slug = form.read("alamat", |text| {
            if text.is_empty() {
                return Ok(None);
            }
            Slug::parse(text).map(Some)
        });
        let places = places(form, photos);
        if !form.is_good() {
            return None;
        }
        Some(Self {
            title,
            description,
            happened_on: happened_on?,
            slug: slug?,
            places,
        })
    }
}

fn day(form: &mut Form) -> Option<Date> {
    form.read("tanggal", |text| {
        let day = time::typed_date(text).ok();
        day.filter(|day| (1900..=2100).contains(&day.year()))
            .ok_or("Isi tanggal kegiatannya. Contoh: 25/11/2026.")
    })
}

/// By the numbers that were typed; where two are the same, as they lie now.
fn places(form: &mut Form, photos: &[Uuid]) -> Vec<Place> {
    let mut numbered = Vec::with_capacity(photos.len());
    for (index, &photo) in (1_u32..).zip(photos) {
        if form.has(&drop_field(photo)) {
            continue;
        }
        let number = match form.raw(&number_field(photo)).trim() {
            "" => index,
            typed => typed.parse().unwrap_or_else(|_| {
                form.wrong(PHOTOS, "Urutan foto ditulis dengan angka: 1, 2, 3.");
                index
            }),
        };
        let caption = form.tidy(&caption_field(photo));
        if caption.chars().count() > CAPTION {
            form.wrong(PHOTOS, "Teks di bawah foto paling panjang 300 huruf.");
        }
        numbered.push((number, Place { photo, caption }));
    }
    numbered.sort_by_key(|(number, _)| *number);
    numbered.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn read(body: &str) -> Result<AlbumDraft, Vec<String>> {
        let mut form = Form::parse(body.as_bytes());
        let photos = [photo(1), photo(2), photo(3)];
        AlbumDraft::read(&mut form, &photos).ok_or_else(|| form.view().errors.into_keys().collect())
    }

    #[test]
    fn photos_follow_their_numbers_and_those_let_go_are_gone() {
        let body = format!(
            "judul=Panen&tanggal=25%2F11%2F2026&{}=9&{}=+Di+sawah+&{}=ya&{}=2",
            number_field(photo(1)),
            caption_field(photo(1)),
            drop_field(photo(2)),
            number_field(photo(3)),
        );
        let draft = read(&body).unwrap();
        let order: Vec<_> = draft.places.iter().map(|place| place.photo).collect();
        assert_eq!(order, [photo(3), photo(1)]);
        assert_eq!(draft.places[1].caption, "Di sawah");
        assert_eq!(draft.happened_on.to_string(), "2026-11-25");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        assert_eq!(
            read("judul=&tanggal=31%2F02%2F2026").unwrap_err(),
            ["judul", "tanggal"]
        );
        assert_eq!(
            read("judul=A&tanggal=25%2F11%2F0001").unwrap_err(),
            ["tanggal"]
        );
        let body = format!("judul=A&tanggal=2026-11-25&{}=dua", number_field(photo(1)));
        assert_eq!(read(&body).unwrap_err(), [PHOTOS]);
        let body = format!("judul=A&tanggal=2026-11-25&{}=-1", number_field(photo(1)));
        assert_eq!(read(&body).unwrap_err(), [PHOTOS]);
        assert_eq!(
            read("judul=A&tanggal=2026-11-25&alamat=A+B").unwrap_err(),
            ["alamat"]
        );
    }
}
