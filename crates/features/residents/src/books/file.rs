//! How a book leaves: written aside, one at a time in the process, and never kept.

use std::{io, time::Duration};

use anyhow::Context as _;
use axum::{
    body::{Body, Bytes},
    response::{IntoResponse, Response},
};
use http::header;
use print::{PrintError, Sheet, Turn};
use sheets::Export;
use tokio::task::JoinHandle;
use web::AppResult;

/// After that long the answer begins, and its body comes when it is written: a request may take fifteen
/// seconds, a book of ten thousand rows on a small machine more.
const SOON: Duration = Duration::from_secs(4);

/// The forms in which a book leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Pdf,
    Xlsx,
}

impl Form {
    /// The form of a word; PDF for others.
    pub fn of_word(word: &str) -> Self {
        if word == "xlsx" {
            Self::Xlsx
        } else {
            Self::Pdf
        }
    }

    /// The word, which files end with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A file that is written now.
pub enum Written {
    Paper(JoinHandle<Result<Vec<u8>, PrintError>>),
    Workbook(JoinHandle<Result<Vec<u8>, sheets::WriteError>>),
}

impl Written {
    /// A paper.
    pub fn paper(turn: Turn, sheet: Sheet) -> Self {
        Self::Paper(turn.print(sheet))
    }

    /// A workbook; making its rows and writing it is one turn's work.
    pub fn workbook(turn: Turn, export: impl FnOnce() -> Vec<Export> + Send + 'static) -> Self {
        Self::Workbook(turn.work(move |_| sheets::to_xlsx(&export())))
    }

    async fn bytes(self) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Paper(printing) => Ok(printing.await.context("a book was not printed")??),
            Self::Workbook(writing) => Ok(writing.await.context("a book was not written")??),
        }
    }

    /// The file for whoever asked for it. `name` has no ending.
    pub async fn download(self, name: &str, form: Form) -> AppResult<Response> {
        let mut bytes = Box::pin(self.bytes());
        let body = match tokio::time::timeout(SOON, &mut bytes).await {
            Ok(written) => Body::from(written?),
            Err(_) => Body::from_stream(futures::stream::once(async move {
                // Broken off in the middle, so that nobody takes it for a whole file.
                let written = bytes.await.map_err(|error| {
                    tracing::error!(%error, "a book was begun and not finished");
                    io::Error::other("not finished")
                });
                written.map(Bytes::from)
            })),
        };
        let about = format!("attachment; filename=\"{name}.{}\"", form.word());
        let headers = [
            (header::CONTENT_TYPE, form.kind().to_owned()),
            (header::CONTENT_DISPOSITION, about),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        Ok((headers, body).into_response())
    }
}
