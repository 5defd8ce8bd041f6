//! A form with a file, as browsers send it (RFC 7578).

use rand::{TryRng as _, rngs::SysRng};

/// A form that is being written.
pub struct Form {
    boundary: String,
    body: Vec<u8>,
}

impl Form {
    /// An empty one, with a boundary that nobody could have put into a field.
    pub fn new() -> Self {
        let mut bytes = [0; 18];
        SysRng
            .try_fill_bytes(&mut bytes)
            .expect("the operating system always has randomness");
        let boundary = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Self {
            boundary,
            body: Vec::new(),
        }
    }

    /// With one more field; the name is ours.
    pub fn text(mut self, name: &str, value: &str) -> Self {
        self.begin(&format!("name=\"{name}\""), None);
        self.body.extend(value.as_bytes());
        self.body.extend(b"\r\n");
        self
    }

    /// With one more file; its names are ours.
    pub fn file(mut self, name: &str, file_name: &str, media_type: &str, bytes: &[u8]) -> Self {
        let names = format!("name=\"{name}\"; filename=\"{file_name}\"");
        self.begin(&names, Some(media_type));
        self.body.extend(bytes);
        self.body.extend(b"\r\n");
        self
    }

    /// Its media type and its bytes.
    pub fn finish(mut self) -> (String, Vec<u8>) {
        self.body
            .extend(format!("--{}--\r\n", self.boundary).as_bytes());
        (
            format!("multipart/form-data; boundary={}", self.boundary),
            self.body,
        )
    }

    fn begin(&mut self, names: &str, media_type: Option<&str>) {
        let media_type = media_type.map(|kind| format!("Content-Type: {kind}\r\n"));
        let head = format!(
            "--{}\r\nContent-Disposition: form-data; {names}\r\n{}\r\n",
            self.boundary,
            media_type.unwrap_or_default()
        );
        self.body.extend(head.as_bytes());
    }
}
