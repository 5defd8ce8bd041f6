//! Files as browsers send them, read one after the other.

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header};
use multer::{Constraints, Multipart, SizeLimit};

use crate::AppError;

/// The largest file somebody may send: what a phone's camera makes, with room to spare.
pub const LARGEST_FILE: usize = 25 * 1024 * 1024;
/// A field that is no file.
const LARGEST_TEXT: usize = 4 * 1024 * 1024;
/// All of one sending: two hundred photos of a phone.
const LARGEST_SENDING: u64 = 2 * 1024 * 1024 * 1024;

/// A file that was sent.
#[derive(Debug, Clone)]
pub struct SentFile {
    /// The field it was chosen in.
    pub field: String,
    /// As the sender's device calls it, tidied.
    pub name: String,
    /// Its bytes, or nothing when it is larger than [`LARGEST_FILE`], or what
    /// [`Upload::of_at_most`] allows.
    pub bytes: Option<Bytes>,
}

/// One field of a sending.
#[derive(Debug)]
pub enum Sent {
    Text(String, String),
    File(SentFile),
}

/// A sending that is being read.
pub struct Upload {
    parts: Option<Multipart<'static>>,
    /// What [`Upload::first_text`] read beyond what it was asked for.
    ahead: Option<Sent>,
    /// The largest file that is taken.
    largest: usize,
}

/// Whether a request says that it brings files.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    boundary(headers).is_some()
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

impl Upload {
    pub(crate) fn new(headers: &HeaderMap, body: Body) -> Result<Self, AppError> {
        let boundary =
            boundary(headers).ok_or(AppError::BadRequest("Kiriman ini tidak membawa berkas."))?;
        let limits = SizeLimit::new().whole_stream(LARGEST_SENDING);
        let parts = Multipart::with_constraints(
            body.into_data_stream(),
            boundary,
            Constraints::new().size_limit(limits),
        );
        Ok(Self {
            parts: Some(parts),
            ahead: None,
            largest: LARGEST_FILE,
        })
    }

    /// Nothing was sent.
    pub(crate) fn empty() -> Self {
        Self {
            parts: None,
            ahead: None,
            largest: LARGEST_FILE,
        }
    }

    /// The same for files of another size than a photo's: a table, an archive.
    #[must_use]
    pub fn of_at_most(self, largest: usize) -> Self {
        Self { largest, ..self }
    }

    /// The text of the field that comes first, when it has this name; else an empty text.
    pub(crate) async fn first_text(&mut self, name: &str) -> Result<String, AppError> {
        match self.next().await? {
            Some(Sent::Text(known, text)) if known == name => Ok(text),
            other => {
                self.ahead = other;
                Ok(String::new())
            }
        }
    }

    /// The next field; fields for files in which none was chosen are passed over.
    ///
    /// # Errors
    /// When the line breaks or what comes is no sending of a form.
    pub async fn next(&mut self) -> Result<Option<Sent>, AppError> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        let Some(parts) = &mut self.parts else {
            return Ok(None);
        };
        while let Some(mut part) = parts.next_field().await.map_err(broken)? {
            let field = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(tidy);
            let largest = if file_name.is_some() {
                self.largest
            } else {
                LARGEST_TEXT
            };
            let mut bytes = BytesMut::new();
            let mut is_too_large = false;
            while let Some(chunk) = part.chunk().await.map_err(broken)? {
                is_too_large |= bytes.len() + chunk.len() > largest;
                if is_too_large {
                    // The rest is read and dropped, so that the answer reaches the sender.
                    bytes = BytesMut::new();
                } else {
                    bytes.extend_from_slice(&chunk);
                }
            }
            let Some(name) = file_name else {
                if is_too_large {
                    return Err(AppError::TooLarge(
                        "Isian ini terlalu panjang. Batasnya 4 MB.",
                    ));
                }
                let text = String::from_utf8_lossy(&bytes).into_owned();
                return Ok(Some(Sent::Text(field, text)));
            };
            if name.is_empty() && bytes.is_empty() && !is_too_large {
                continue;
            }
            let bytes = (!is_too_large).then(|| bytes.freeze());
            return Ok(Some(Sent::File(SentFile { field, name, bytes })));
        }
        Ok(None)
    }
}

/// The last part of a path, of which some devices send the whole; one line of at most 120 letters.
fn tidy(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|letter| !letter.is_control())
        .take(120)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn broken(error: multer::Error) -> AppError {
    match error {
        multer::Error::StreamSizeExceeded { .. } => {
            AppError::TooLarge("Kiriman ini terlalu besar. Kirim sebagian dulu.")
        }
        _ => AppError::BadRequest("Kiriman terputus di tengah jalan. Silakan kirim sekali lagi."),
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    async fn read(body: Vec<u8>) -> (Vec<Sent>, bool) {
        let mut headers = HeaderMap::new();
        let kind = HeaderValue::from_static("multipart/form-data; boundary=X");
        headers.insert(header::CONTENT_TYPE, kind);
        let mut upload = Upload::new(&headers, Body::from(body)).unwrap();
        let mut all = Vec::new();
        loop {
            match upload.next().await {
                Ok(Some(sent)) => all.push(sent),
                Ok(None) => return (all, true),
                Err(_) => return (all, false),
            }
        }
    }

    fn part(about: &str, bytes: &[u8]) -> Vec<u8> {
        let mut part =
            format!("--X\r\nContent-Disposition: form-data; {about}\r\n\r\n").into_bytes();
        part.extend_from_slice(bytes);
        part.extend_from_slice(b"\r\n");
        part
    }

    #[tokio::test]
    async fn texts_and_files_come_in_their_order_and_empty_choices_do_not() {
        let mut body = part("name=\"csrf\"", b"abc");
        body.extend(part("name=\"foto\"; filename=\"\"", b""));
        body.extend(part(
            "name=\"foto\"; filename=\"C:\\DCIM\\IMG.jpg\"",
            b"1234",
        ));
        body.extend(b"--X--\r\n");
        let (all, ended) = read(body).await;
        assert!(ended);
        assert!(matches!(&all[0], Sent::Text(name, text) if name == "csrf" && text == "abc"));
        let Sent::File(file) = &all[1] else {
            panic!("{all:?}")
        };
        assert_eq!((file.name.as_str(), all.len()), ("IMG.jpg", 2));
        assert_eq!(file.bytes.as_deref(), Some(b"1234".as_slice()));
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_leaves_the_others_alone() {
        let mut body = part("name=\"foto\"; filename=\"a\"", &vec![1; LARGEST_FILE + 1]);
        body.extend(part("name=\"judul\"", b"tetap"));
        body.extend(b"--X--\r\n");
        let (all, _) = read(body).await;
        assert!(matches!(&all[0], Sent::File(file) if file.bytes.is_none()));
        assert!(matches!(&all[1], Sent::Text(_, text) if text == "tetap"));
    }

    #[tokio::test]
    async fn a_reader_may_take_larger_files_and_smaller_ones() {
        let mut body = part("name=\"foto\"; filename=\"a\"", b"12345");
        body.extend(b"--X--\r\n");
        let mut headers = HeaderMap::new();
        let kind = HeaderValue::from_static("multipart/form-data; boundary=X");
        headers.insert(header::CONTENT_TYPE, kind);
        for (largest, taken) in [(4, false), (5, true)] {
            let upload = Upload::new(&headers, Body::from(body.clone())).unwrap();
            let sent = upload.of_at_most(largest).next().await.unwrap();
            let is_whole = matches!(&sent, Some(Sent::File(file)) if file.bytes.is_some());
            assert_eq!(is_whole, taken, "{largest}");
        }
    }

    #[tokio::test]
    async fn a_line_that_breaks_is_no_whole_file() {
        let mut body = part("name=\"foto\"; filename=\"a\"", &[1; 1000]);
        body.truncate(900);
        let (all, ended) = read(body).await;
        assert!(all.is_empty() && !ended);
    }
}
