//! Messages of development: one JSON object a line in a folder one can read.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::{fs, io::AsyncWriteExt as _};

use crate::{Message, MessageError, plain};

/// The list of messages, the oldest first.
const LIST: &str = "messages.jsonl";

/// A folder that plays the gateway.
#[derive(Debug, Clone)]
pub struct Outbox {
    folder: PathBuf,
}

/// A message as the folder has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    pub at: Timestamp,
    pub to: String,
    pub from: String,
    pub text: String,
}

impl Outbox {
    /// A folder, which is made when the first message is sent.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) async fn send(&self, message: &Message) -> Result<(), MessageError> {
        let kept = Kept {
            // The outbox is a tool of development; the time is that of its files.
            at: Timestamp::now(),
            to: message.to.e164().to_owned(),
            from: message.from.clone(),
            text: plain(&message.text),
        };
        let mut line = serde_json::to_vec(&kept).map_err(std::io::Error::from)?;
        line.push(b'\n');
        fs::create_dir_all(&self.folder).await?;
        let mut list = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.join(LIST))
            .await?;
        list.write_all(&line).await?;
        list.flush().await?;
        Ok(())
    }

    /// The messages, the newest first. None yet when the folder is not there.
    ///
    /// # Errors
    /// [`MessageError::Outbox`] when the folder cannot be read.
    pub async fn messages(&self) -> Result<Vec<Kept>, MessageError> {
        let list = match fs::read_to_string(self.folder.join(LIST)).await {
            Ok(list) => list,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let kept = list.lines().rev();
        Ok(kept
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect())
    }
}
