//! A file made for one person: shown or saved under a name of its own, and kept by nobody on the way.

use axum::{
    body::{Body, Bytes},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use media::ByteRange;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands as it is in `filename*` (RFC 8187, `attr-char`).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// The longest name without its ending, in characters: file systems take 255 bytes.
const LONGEST: usize = 80;

/// Whether a browser shows the file or saves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Shown,
    Saved,
}

/// A personal file on its way out.
pub struct Download {
    pub bytes: Vec<u8>,
    pub content_type: HeaderValue,
    pub manner: Manner,
    /// As a person would call it, with its ending; may hold anything, `470/001/SM/VII/2026.pdf` too.
    pub name: String,
}

impl Download {
    /// The answer: all of it, or the part that was asked for (RFC 9110, section 14). Nobody keeps it, and a
    /// download that broke off goes on where it stopped.
    pub fn answer(self, asked: &HeaderMap) -> Response {
        let file = Bytes::from(self.bytes);
        // Without a mark of its version nobody can know that a part is of the file she has.
        let range = asked
            .get(header::RANGE)
            .filter(|_| !asked.contains_key(header::IF_RANGE))
            .and_then(|range| range.to_str().ok())
            .and_then(ByteRange::parse);
        let mut response = match range {
            None => Body::from(file).into_response(),
            Some(range) => partial(&file, range),
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.content_type);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(
            header::CONTENT_DISPOSITION,
            disposition(self.manner, &self.name),
        );
        response
    }
}

/// Part of a file.
pub(crate) fn partial(file: &Bytes, range: ByteRange) -> Response {
    let total = file.len() as u64;
    let Some((first, last)) = range.within(total) else {
        let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
        if let Ok(value) = HeaderValue::from_str(&format!("bytes */{total}")) {
            response.headers_mut().insert(header::CONTENT_RANGE, value);
        }
        return response;
    };
    let (from, to) = (
        usize::try_from(first).unwrap_or(0),
        usize::try_from(last).unwrap_or(0) + 1,
    );
    let mut response = (
        StatusCode::PARTIAL_CONTENT,
        Body::from(file.slice(from..to)),
    )
        .into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("bytes {first}-{last}/{total}")) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    response
}

/// The header that names a file (RFC 6266): what every program understands, and the real name.
fn disposition(manner: Manner, name: &str) -> HeaderValue {
    let how = match manner {
        Manner::Shown => "inline",
        Manner::Saved => "attachment",
    };
    let real = filed(name);
    let plain: String = real
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || "._-".contains(letter) {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let encoded = utf8_percent_encode(&real, ENCODED);
    HeaderValue::from_str(&format!(
        "{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
    ))
    .expect("letters, digits and signs of ASCII are a header")
}

/// A name that every file system takes: `470/001/SM.pdf` becomes `470-001-SM.pdf`.
fn filed(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem: String = stem
        .chars()
        .map(|letter| {
            if letter.is_control() || "/\\:*?\"<>|".contains(letter) {
                '-'
            } else {
                letter
            }
        })
        .take(LONGEST)
        .collect();
    let stem = stem.trim_matches([' ', '.']);
    if ending.is_empty() {
        stem.to_owned()
    } else {
        format!("{stem}.{ending}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> String {
        let value = disposition(Manner::Saved, name);
        value.to_str().unwrap().to_owned()
    }

    #[test]
    fn slashes_quotes_and_letters_of_other_tongues_stay_a_name() {
        assert_eq!(
            named("470/001/SM/VII/2026_Ma'ruf \"Uf\" Ñ.pdf"),
            "attachment; filename=\"470-001-SM-VII-2026_Ma-ruf--Uf---.pdf\"; \
             filename*=UTF-8''470-001-SM-VII-2026_Ma%27ruf%20-Uf-%20%C3%91.pdf"
        );
    }

    #[test]
    fn no_name_leaves_its_folder_or_breaks_the_header() {
        let hostile = named("../..\r\nSet-Cookie: a=b.pdf");
        assert!(!hostile.contains(['\r', '\n', '/']), "{hostile}");
        let long = named(&format!("{}.pdf", "م".repeat(300)));
        assert!(long.ends_with(".pdf") && long.len() < 700, "{long}");
    }

    #[test]
    fn a_download_that_broke_off_goes_on() {
        let download = |range: Option<&'static str>| {
            let mut asked = HeaderMap::new();
            if let Some(range) = range {
                asked.insert(header::RANGE, HeaderValue::from_static(range));
            }
            Download {
                bytes: vec![7; 3000],
                content_type: HeaderValue::from_static("application/pdf"),
                manner: Manner::Saved,
                name: "surat.pdf".to_owned(),
            }
            .answer(&asked)
        };
        assert_eq!(download(None).status(), StatusCode::OK);
        let part = download(Some("bytes=0-1023"));
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.headers()[header::CONTENT_RANGE], "bytes 0-1023/3000");
        assert_eq!(
            download(Some("bytes=3000-")).status(),
            StatusCode::RANGE_NOT_SATISFIABLE
        );
    }
}
