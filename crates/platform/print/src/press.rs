//! Sets a sheet and writes it as a PDF.

use std::{
    sync::{Arc, LazyLock},
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

/// The press of the process: fonts, and room for one document at a time.
static PRESS: LazyLock<Press> = LazyLock::new(|| Press {
    fonts: Arc::new(Fonts::read()),
    room: Arc::new(Semaphore::new(1)),
});

/// Prints documents; cheap to clone.
#[derive(Clone)]
pub struct Press {
    fonts: Arc<Fonts>,
    room: Arc<Semaphore>,
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
        let printed = self.written(sheet, &clean::data(&sheet.data, &*self.fonts));
        let printed = match printed {
            // A letter has a drawing, and not together with the marks around it.
            Err(PrintError::Export(_)) => {
                let plain = clean::data(&sheet.data, &self.fonts.of_texts());
                self.written(sheet, &plain)
            }
            printed => printed,
        };
        // What was remembered for this document is of no use for the next.
        comemo::evict(0);
        printed
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

    fn written(&self, sheet: &Sheet, data: &serde_json::Value) -> Result<Vec<u8>, PrintError> {
        let bytes = data.to_string().into_bytes();
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
        let options = options(sheet)?;
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

fn options(sheet: &Sheet) -> Result<PdfOptions, PrintError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2b]).map_err(|_| PrintError::Broke)?;
    Ok(PdfOptions {
        ident: Smart::Custom(sheet.identity()),
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
