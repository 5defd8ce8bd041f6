//! The kernel speaks Indonesian to villagers; district IT reads English in its terminal.

use kernel::{PhoneError, RegionError, SlugError, VillageSlugError, time::TimeError};
use media::picture::{MAX_BYTES, MAX_PIXELS, MAX_SIDE, PictureError, Refused};

/// Why a code is none. `what` is "village code", "code of a subdistrict" …
pub fn region(error: RegionError, text: &str) -> String {
    match error {
        RegionError::Format { digits, example } => {
            format!("'{text}' is not a code: it takes {digits} digits, such as {example}")
        }
        RegionError::EmptyPart => format!("'{text}' is not a code: no part of one is 00"),
        RegionError::Kind => format!(
            "'{text}' is not a village code: its last part begins with 1 (kelurahan), 2 (desa) \
             or 3 (desa adat)"
        ),
    }
}

/// Why a text is no label of a village.
pub fn village_slug(error: &VillageSlugError, text: &str) -> String {
    let why = match error {
        VillageSlugError::Empty => return "the address label is empty".to_owned(),
        VillageSlugError::TooLong(length) => {
            return format!("the address label has {length} letters; a DNS label has at most 63");
        }
        VillageSlugError::Character(letter) => {
            format!(
                "'{}' is not allowed; use a-z, 0-9 and hyphens",
                letter.escape_default()
            )
        }
        VillageSlugError::EdgeHyphen => "it begins or ends with a hyphen".to_owned(),
        VillageSlugError::Punycode => {
            "it begins with xn--, which is the code for foreign letters".to_owned()
        }
        VillageSlugError::HyphensThirdAndFourth => {
            "it has -- as its third and fourth letter, which DNS reserves".to_owned()
        }
        VillageSlugError::Reserved(_) => "the platform needs that name for itself".to_owned(),
        VillageSlugError::SubdistrictPrefix => "kec-… is kept for subdistricts".to_owned(),
    };
    format!("'{text}' cannot be an address label: {why}")
}

/// Why a text is no slug.
pub fn slug(error: &SlugError, text: &str) -> String {
    match error {
        SlugError::Empty => "is empty".to_owned(),
        SlugError::TooLong(length) => format!("has {length} letters; at most 120 fit"),
        SlugError::Character(letter) => format!(
            "'{text}' cannot be part of an address: '{}' is not allowed; use a-z, 0-9 and hyphens",
            letter.escape_default()
        ),
        SlugError::EdgeHyphen => format!("'{text}' begins or ends with a hyphen"),
    }
}

/// Why a text is no moment.
pub fn time(error: TimeError, text: &str) -> String {
    match error {
        TimeError::Date => format!("'{text}' is not a date such as 2026-10-11"),
        TimeError::DateTime => format!(
            "'{text}' is not a local date and time such as 2026-11-20T08:00 (WITA, without zone)"
        ),
    }
}

/// Why a text is no telephone number.
pub fn phone(error: PhoneError, text: &str) -> String {
    let why = match error {
        PhoneError::Empty => "it is empty",
        PhoneError::TwoNumbers => "it seems to be two numbers; give one",
        PhoneError::Character => "it holds letters",
        PhoneError::Foreign => "it is not an Indonesian number",
        PhoneError::Prefix => "it should begin with 0, 62 or 8",
        PhoneError::TooShort => "it is too short",
        PhoneError::TooLong => "it is too long",
    };
    format!("'{text}' is not a telephone number: {why}")
}

/// Why a picture is not taken.
pub fn picture(error: &PictureError) -> String {
    match error {
        PictureError::Empty => "is empty".to_owned(),
        PictureError::TooHeavy { bytes } => format!(
            "is too heavy: {} MB, at most {} MB",
            bytes.div_ceil(1024 * 1024),
            MAX_BYTES / (1024 * 1024)
        ),
        PictureError::TooManyPixels { megapixels } => format!(
            "is too large: {megapixels} megapixels, at most {}",
            MAX_PIXELS / 1_000_000
        ),
        PictureError::TooLong { width, height } => {
            format!("is too long: {width} × {height} pixels, at most {MAX_SIDE} a side")
        }
        PictureError::TooMuchMemory => {
            "needs too much memory; save it again as an ordinary JPEG".to_owned()
        }
        PictureError::Refused(kind) => format!(
            "is {}; only JPEG, PNG, WebP and GIF pictures are taken, whatever the file is called",
            refused(*kind)
        ),
        PictureError::Broken => "is cut off or broken; copy it again from the original".to_owned(),
        PictureError::RareJpeg => {
            "is a rare kind of JPEG; save it again as an ordinary one".to_owned()
        }
        PictureError::Encoding(reason) => format!("cannot be converted: {reason}"),
    }
}

/// What the media job noted for the village's office, in our words where it is one of the usual
/// reasons.
pub fn noted(problem: &str) -> String {
    let usual = [
        PictureError::Broken,
        PictureError::RareJpeg,
        PictureError::TooMuchMemory,
    ];
    usual
        .iter()
        .find(|error| error.to_string() == problem)
        .map_or_else(|| problem.to_owned(), picture)
}

fn refused(kind: Refused) -> &'static str {
    match kind {
        Refused::Svg => "an SVG drawing",
        Refused::Heic => "a HEIC picture of an iPhone",
        Refused::Avif => "an AVIF picture",
        Refused::Bmp => "a BMP picture",
        Refused::Tiff => "a TIFF or RAW picture",
        Refused::JpegXl => "a JPEG XL picture",
        Refused::Pdf => "a PDF document",
        Refused::Html => "a web page",
        Refused::Video => "a video",
        Refused::Compressed => "a compressed archive",
        Refused::Unknown => "no picture",
    }
}

/// The member of a list that is nearest to a mistyped word, if any is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 5)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edits between two words (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in right.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(letter != *other))
                .min(above + 1)
                .min(row[j] + 1);
            diagonal = above;
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_word_finds_its_neighbour() {
        assert_eq!(nearest("titel", ["title", "photo"]), Some("title"));
        assert_eq!(
            nearest("pembantanam", ["pembantanan", "bakambat"]),
            Some("pembantanan")
        );
        assert_eq!(nearest("zzz", ["title", "photo"]), None);
    }
}
