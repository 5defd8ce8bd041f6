//! Small things that many pages show: dates, pictures, cards of a list, links to more.

use jiff::Timestamp;
use kernel::time;
use serde::{Deserialize, Serialize};

/// A moment, for machines and for people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DateView {
    /// RFC 3339 with the village's offset.
    pub iso: String,
    /// "Rabu, 25 November 2026"
    pub long: String,
    /// "3 hari lalu"; the long form from a week on.
    pub relative: String,
    /// "Rabu, 25 November 2026 07.30 WITA"
    pub moment: String,
}

impl DateView {
    /// How `at` reads when it is `now`.
    pub fn new(at: Timestamp, now: Timestamp) -> Self {
        let zoned = at.to_zoned(time::WITA.clone());
        Self {
            iso: zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            long: time::with_day(at),
            relative: time::relative(at, now),
            moment: time::date_time(at),
        }
    }
}

/// A picture as the database tells of it: the `photo` column of a query, made by
/// `jsonb_build_object('alt', …, 'width', …, 'height', …, 'focus', array[…], 'variants', …)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Photo {
    pub alt: String,
    pub width: u32,
    pub height: u32,
    #[serde(default)]
    pub placeholder: String,
    /// Where the eye should fall, in percent from the left and from the top.
    #[serde(default = "middle")]
    pub focus: (u8, u8),
    pub variants: Vec<PhotoFile>,
}

/// Nobody has said where to look.
fn middle() -> (u8, u8) {
    (50, 50)
}

/// One size and format of a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhotoFile {
    /// Content-addressed file name, `{hash}.{webp|jpg}`.
    pub name: String,
    pub format: String,
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
}

impl Photo {
    /// The address of the largest JPEG, for share cards and enclosures.
    pub fn largest_jpeg(&self) -> Option<&PhotoFile> {
        self.variants
            .iter()
            .filter(|file| file.format == "jpg")
            .max_by_key(|file| file.width)
    }
}

/// A picture as templates show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    pub alt: String,
    pub width: u32,
    pub height: u32,
    pub placeholder: String,
    /// What a browser without `srcset` loads.
    pub src: String,
    pub srcset_webp: String,
    pub srcset_jpg: String,
    /// The largest file, to open on its own.
    pub full: String,
    /// Classes that keep what matters in sight where the picture is cut: "x3 y10"; "" for the
    /// middle.
    pub focus: String,
}

impl Picture {
    /// `None` when no file of it is ready.
    pub fn new(photo: &Photo) -> Option<Self> {
        Self::below(photo, MEDIA)
    }

    /// The same where its files are answered below another address, which ends with a slash.
    pub fn below(photo: &Photo, base: &str) -> Option<Self> {
        let of = |format: &str| {
            let mut files: Vec<&PhotoFile> = photo
                .variants
                .iter()
                .filter(|file| file.format == format)
                .collect();
            files.sort_by_key(|file| file.width);
            files
        };
        let (webp, jpg) = (of("webp"), of("jpg"));
        let src = jpg
            .iter()
            .find(|file| file.width >= 640)
            .or_else(|| jpg.last())?;
        Some(Self {
            alt: photo.alt.clone(),
            width: photo.width,
            height: photo.height,
            placeholder: photo.placeholder.clone(),
            src: format!("{base}{}", src.name),
            srcset_webp: srcset(&webp, base),
            srcset_jpg: srcset(&jpg, base),
            full: format!("{base}{}", jpg.last()?.name),
            focus: focus_classes(photo.focus),
        })
    }

    /// The picture of an optional column.
    pub fn of(photo: Option<&sqlx::types::Json<Photo>>) -> Option<Self> {
        photo.and_then(|photo| Self::new(&photo.0))
    }

    /// A picture for samples and tests.
    pub fn sample() -> Self {
        Self {
            alt: "Titian ulin di tepi sungai".to_owned(),
            width: 1600,
            height: 1067,
            placeholder: String::new(),
            src: "/media/00000000000000000000000000000000.jpg".to_owned(),
            srcset_webp: "/media/00000000000000000000000000000000.webp 640w".to_owned(),
            srcset_jpg: "/media/00000000000000000000000000000000.jpg 640w".to_owned(),
            full: "/media/00000000000000000000000000000000.jpg".to_owned(),
            focus: String::new(),
        }
    }
}

/// Pages may not carry styles of their own, so the style sheet has a class for every tenth. Rounding
/// goes towards the edge: towards the middle, a point near the edge of a long picture would be cut
/// off.
fn focus_classes((x, y): (u8, u8)) -> String {
    let tenth = |percent: u8| match percent.min(100) {
        percent @ 0..50 => percent / 10,
        percent => percent.div_ceil(10),
    };
    let mut classes = Vec::new();
    for (axis, tenth) in [('x', tenth(x)), ('y', tenth(y))] {
        if tenth != 5 {
            classes.push(format!("{axis}{tenth}"));
        }
    }
    classes.join(" ")
}

fn srcset(files: &[&PhotoFile], base: &str) -> String {
    let parts: Vec<String> = files
        .iter()
        .map(|file| format!("{base}{} {}w", file.name, file.width))
        .collect();
    parts.join(", ")
}

/// Below which a village's public media files are served.
const MEDIA: &str = "/media/";

/// Where a public media file is served.
pub fn media_address(name: &str) -> String {
    format!("{MEDIA}{name}")
}

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    pub label: String,
    pub href: String,
}

impl Link {
    /// A link.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
        }
    }
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    pub href: String,
    pub title: String,
    pub excerpt: String,
    pub date: DateView,
    pub category: Option<Link>,
    pub picture: Option<Picture>,
}

/// Links to the neighbouring parts of a long list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Pager {
    pub newer_href: Option<String>,
    pub older_href: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_focus_becomes_classes_and_the_middle_none() {
        assert_eq!(focus_classes((50, 50)), "");
        assert_eq!(focus_classes((0, 100)), "x0 y10");
        assert_eq!(focus_classes((13, 51)), "x1 y6");
        assert_eq!(focus_classes((49, 255)), "x4 y10");
    }

    #[test]
    fn a_photo_of_an_older_build_looks_at_the_middle() {
        let old = r#"{"alt":"","width":4,"height":3,"variants":[]}"#;
        let photo: Photo = serde_json::from_str(old).unwrap();
        assert_eq!(photo.focus, (50, 50));
        let new = r#"{"alt":"","width":4,"height":3,"focus":[10,90],"variants":[]}"#;
        let photo: Photo = serde_json::from_str(new).unwrap();
        assert_eq!(photo.focus, (10, 90));
    }
}
