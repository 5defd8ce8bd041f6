//! Sets a sheet and writes it as a PDF.

use std::{
    num::NonZero,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread::available_parallelism,
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::{JoinHandle, spawn_blocking},
};
use typst::{
    diag::SourceDiagnostic,
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{
    clean,
    error::{Complaint, PrintError, blotted},
    fonts::Fonts,
    sheet::Sheet,
    world::Desk,
};

/// How long somebody waits until others have printed.
const PATIENCE: Duration = Duration::from_secs(3);

/// What Typst remembers is looked through after so many small documents, and what none of them used since
/// is forgotten: looking through costs as much as a page, and remembering all of them costs memory.
const SMALL_ONES: usize = 8;

/// The press of the process: fonts, room for one book, and room for as many small documents as there are
/// cores.
static PRESS: LazyLock<Press> = LazyLock::new(|| Press {
    fonts: Arc::new(Fonts::read()),
    room: Arc::new(Semaphore::new(1)),
    small: Arc::new(Semaphore::new(
        available_parallelism().map_or(1, NonZero::get),
    )),
});

/// Small documents printed by this process.
static PRINTED: AtomicUsize = AtomicUsize::new(0);

/// Prints documents; cheap to clone.
#[derive(Clone)]
pub struct Press {
    fonts: Arc<Fonts>,
    room: Arc<Semaphore>,
    small: Arc<Semaphore>,
}

/// The right to print one document now.
pub struct Turn {
    press: Press,
    room: OwnedSemaphorePermit,
}

impl Press {
    /// The press of this process.
    pub fn shared() -> Self {
        PRESS.clone()
    }

    /// Sets a sheet and writes it. Takes seconds for a book: never on a thread that serves requests, for
    /// which there is [`Press::print_aside`].
    ///
    /// # Errors
    /// See [`PrintError`].
    pub fn print(&self, sheet: &Sheet) -> Result<Vec<u8>, PrintError> {
        let printed = self.set(sheet);
        // What was remembered for this document is of no use for the next.
        comemo::evict(0);
        printed
    }

    /// Sets and writes a document of a few pages whose template is used again and again, such as a letter:
    /// milliseconds, because what Typst found out about the template and its pictures is kept.
    ///
    /// # Errors
    /// See [`PrintError`].
    pub fn print_small(&self, sheet: &Sheet) -> Result<Vec<u8>, PrintError> {
        let printed = self.set(sheet);
        if PRINTED.fetch_add(1, Ordering::Relaxed) % SMALL_ONES == SMALL_ONES - 1 {
            comemo::evict(2);
        }
        printed
    }

    /// Prints a small document on a thread of its own, beside others and beside a book.
    ///
    /// # Errors
    /// As [`Press::print_small`], and [`PrintError::Busy`] when others take too long.
    pub async fn print_small_aside(&self, sheet: Sheet) -> Result<Vec<u8>, PrintError> {
        let waiting = self.small.clone().acquire_owned();
        let Ok(Ok(room)) = tokio::time::timeout(PATIENCE, waiting).await else {
            return Err(PrintError::Busy);
        };
        let press = self.clone();
        let printing = spawn_blocking(move || {
            let printed = press.print_small(&sheet);
            drop(room);
            printed
        });
        printing.await.map_err(|_| PrintError::Broke)?
    }

    /// Prints on a thread of its own, when no other document is printed in this process.
    ///
    /// # Errors
    /// As [`Press::print`], and [`PrintError::Busy`] when others take too long.
    pub async fn print_aside(&self, sheet: Sheet) -> Result<Vec<u8>, PrintError> {
        let turn = self.turn().await?;
        let printing = turn.print(sheet);
        printing.await.map_err(|_| PrintError::Broke)?
    }

    /// Waits until one may print: before the data of a large document are read, so that only one such
    /// document is in memory.
    ///
    /// # Errors
    /// [`PrintError::Busy`] when others take too long.
    pub async fn turn(&self) -> Result<Turn, PrintError> {
        let waiting = self.room.clone().acquire_owned();
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(Ok(room)) => Ok(Turn {
                press: self.clone(),
                room,
            }),
            _ => Err(PrintError::Busy),
        }
    }

    fn set(&self, sheet: &Sheet) -> Result<Vec<u8>, PrintError> {
        match self.written(sheet, &clean::data(&sheet.data, &*self.fonts)) {
            // A letter has a drawing, and not together with the marks around it.
            Err(PrintError::Export(_)) => {
                let plain = clean::data(&sheet.data, &self.fonts.of_texts());
                self.written(sheet, &plain)
            }
            printed => printed,
        }
    }

    fn written(&self, sheet: &Sheet, data: &serde_json::Value) -> Result<Vec<u8>, PrintError> {
        let bytes = data.to_string().into_bytes();
        let options = options(sheet, &bytes)?;
        let desk = Desk::new(&self.fonts, sheet, bytes).ok_or_else(|| {
            PrintError::Template(vec![Complaint {
                line: None,
                text: "a picture has a name that is none".to_owned(),
            }])
        })?;
        let complaints = |errors: &[SourceDiagnostic]| {
            let told = errors.iter().map(|error| Complaint {
                line: desk.line(error.span),
                text: blotted(&error.message, sheet.template, data),
            });
            told.collect::<Vec<Complaint>>()
        };
        let document = typst::compile::<PagedDocument>(&desk).output;
        let document = document.map_err(|errors| PrintError::Template(complaints(&errors)))?;
        typst_pdf::pdf(&document, &options)
            .map_err(|errors| PrintError::Export(complaints(&errors)))
    }
}

impl Turn {
    /// Prints one sheet; the turn is over when it is done, whoever still waits for it.
    pub fn print(self, sheet: Sheet) -> JoinHandle<Result<Vec<u8>, PrintError>> {
        self.work(move |press| press.print(&sheet))
    }

    /// Does something else that is as large, such as writing a workbook.
    pub fn work<T: Send + 'static>(
        self,
        work: impl FnOnce(&Press) -> T + Send + 'static,
    ) -> JoinHandle<T> {
        spawn_blocking(move || {
            let done = work(&self.press);
            drop(self.room);
            done
        })
    }
}

fn options(sheet: &Sheet, data: &[u8]) -> Result<PdfOptions, PrintError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2b]).map_err(|_| PrintError::Broke)?;
    Ok(PdfOptions {
        ident: Smart::Custom(sheet.identity(data)),
        creator: Smart::Custom(Some("Banua".to_owned())),
        timestamp: made_at(sheet),
        standards,
        tagged: sheet.is_tagged,
        ..PdfOptions::default()
    })
}

fn made_at(sheet: &Sheet) -> Option<Timestamp> {
    let at = sheet.made_at.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let small = |number: i8| u8::try_from(number).ok();
    let at = Datetime::from_ymd_hms(
        at.year().into(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )?;
    Some(Timestamp::new_utc(at))
}
