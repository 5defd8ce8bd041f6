//! Letters of development: a folder with one `.eml` each, and `index.html` to read them.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::{fs, io::AsyncWriteExt as _};

use super::{Letter, MailError, address, letter::escaped, message};
use crate::random;

/// The list of letters, one JSON object a line, the oldest first.
const LIST: &str = "index.jsonl";
/// More than so many are not shown.
const SHOWN: usize = 200;
const SENDER: &str = "banua@localhost";

/// A folder that plays the post office.
#[derive(Debug, Clone)]
pub struct Outbox {
    folder: PathBuf,
}

/// A letter as the outbox shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    pub at: Timestamp,
    pub to: String,
    pub from_name: String,
    pub subject: String,
    pub text: String,
    /// The name of its `.eml` file in the folder.
    pub file: String,
}

impl Outbox {
    pub(super) fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        // The outbox is a tool of development; the time is that of its files.
        let at = Timestamp::now();
        let message = message(letter, &address(SENDER)?)?;
        let name = random::to_hex(random::bytes::<4>().as_slice());
        let file = format!("{}-{name}.eml", at.strftime("%Y%m%dT%H%M%S"));
        let kept = Kept {
            at,
            to: letter.to.clone(),
            from_name: letter.from_name.clone(),
            subject: letter.subject.clone(),
            text: letter.text.clone(),
            file,
        };
        fs::create_dir_all(&self.folder).await?;
        fs::write(self.folder.join(&kept.file), message.formatted()).await?;
        self.append(&kept).await?;
        let page = page(&self.letters().await?);
        // Renamed into place, so that a reader never sees half a page.
        let draft = self.folder.join(format!(".index-{name}.html"));
        fs::write(&draft, page).await?;
        fs::rename(&draft, self.folder.join("index.html")).await?;
        Ok(())
    }

    /// The letters, the newest first, at most 200. None yet when the folder is not there.
    ///
    /// # Errors
    /// [`MailError::Outbox`] when the folder cannot be read.
    pub async fn letters(&self) -> Result<Vec<Kept>, MailError> {
        let list = match fs::read_to_string(self.folder.join(LIST)).await {
            Ok(list) => list,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let kept = list.lines().rev().take(SHOWN);
        Ok(kept
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect())
    }

    /// The letters as a page without style and script, for a route of development.
    ///
    /// # Errors
    /// As [`Self::letters`].
    pub async fn page(&self) -> Result<String, MailError> {
        Ok(page(&self.letters().await?))
    }

    /// One write of one line, so that two processes do not mix theirs.
    async fn append(&self, kept: &Kept) -> Result<(), MailError> {
        let mut line = serde_json::to_vec(kept).map_err(std::io::Error::from)?;
        line.push(b'\n');
        let mut list = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.join(LIST))
            .await?;
        list.write_all(&line).await?;
        list.flush().await?;
        Ok(())
    }
}

fn page(letters: &[Kept]) -> String {
    let letters: String = letters.iter().map(one).collect();
    let letters = if letters.is_empty() {
        "<p>Belum ada surat.</p>".to_owned()
    } else {
        letters
    };
    format!(
        "<!doctype html>\n<html lang=\"id\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>Kotak surat pengembangan</title></head>\n<body>\n\
         <h1>Kotak surat pengembangan</h1>\n{letters}</body></html>\n"
    )
}

fn one(kept: &Kept) -> String {
    let body: Vec<String> = kept
        .text
        .lines()
        .map(|line| {
            let text = escaped(line);
            if line.starts_with("http://") || line.starts_with("https://") {
                format!("<a href=\"{text}\">{text}</a>")
            } else {
                text
            }
        })
        .collect();
    format!(
        "<article>\n<h2>{}</h2>\n<p>{} · dari {} · kepada {}</p>\n<p>{}</p>\n</article>\n<hr>\n",
        escaped(&kept.subject),
        kept.at.strftime("%Y-%m-%d %H:%M:%S UTC"),
        escaped(&kept.from_name),
        escaped(&kept.to),
        body.join("<br>\n")
    )
}
