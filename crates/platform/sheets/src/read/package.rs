//! The zip around a workbook: asked how much it will become before anything is unpacked, and counted
//! while it is, as what a zip says about itself need not be true.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Kind;
use crate::ReadError;
use crate::limits::Budget;

/// Files in one workbook, far more than any has.
const MOST_FILES: usize = 20_000;

pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8], budget: &Budget) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
        if zip.len() > MOST_FILES {
            return Err(budget.bomb());
        }
        let mut package = Self {
            zip,
            names: HashMap::new(),
        };
        let mut promised = 0u64;
        for index in 0..package.zip.len() {
            let entry = package
                .zip
                .by_index_data(index)
                .map_err(|_| ReadError::Damaged)?;
            promised = promised.saturating_add(entry.size());
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            package.names.insert(plain_name(&name), index);
        }
        if promised > budget.limits.unpacked {
            return Err(budget.bomb());
        }
        Ok(package)
    }

    /// What is in the zip, if it is a table.
    pub fn kind(&mut self, budget: &mut Budget) -> Result<Kind, ReadError> {
        let has = |names: &HashMap<String, usize>, start: &str| {
            names.keys().any(|name| name.starts_with(start))
        };
        if self.has("mimetype") && self.has("content.xml") {
            let mime = self.text("mimetype", budget)?;
            return if mime.contains("opendocument.spreadsheet") {
                Ok(Kind::Ods)
            } else {
                Err(ReadError::Document)
            };
        }
        if self.has("xl/workbook.bin") {
            return Err(ReadError::OldExcel);
        }
        if has(&self.names, "word/") || has(&self.names, "ppt/") {
            return Err(ReadError::Document);
        }
        if self.has("[content_types].xml") && (has(&self.names, "xl/") || self.has("_rels/.rels")) {
            return Ok(Kind::Xlsx);
        }
        Err(ReadError::Archive)
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain_name(name))
    }

    /// Hands a file to `work` as it is unpacked; what was unpacked is counted, and more than the
    /// budget ends it.
    pub fn with<T>(
        &mut self,
        name: &str,
        budget: &mut Budget,
        work: impl FnOnce(&mut dyn std::io::BufRead, &mut Budget) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let index = *self
            .names
            .get(&plain_name(name))
            .ok_or(ReadError::Damaged)?;
        let file = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)
            | ZipError::InvalidPassword => ReadError::Password,
            _ => ReadError::Damaged,
        })?;
        let allowed = budget.unpacked_left();
        let mut counted = Counted {
            inner: file,
            left: allowed,
            exceeded: false,
        };
        let result = work(
            &mut BufReader::with_capacity(64 * 1024, &mut counted),
            budget,
        );
        if counted.exceeded {
            return Err(budget.bomb());
        }
        budget.unpack(allowed - counted.left)?;
        result
    }

    /// A small file as a text.
    pub fn text(&mut self, name: &str, budget: &mut Budget) -> Result<String, ReadError> {
        self.with(name, budget, |reader, _| {
            let mut text = String::new();
            reader
                .read_to_string(&mut text)
                .map_err(|_| ReadError::Damaged)?;
            Ok(text)
        })
    }
}

/// Names in zips made on Windows may have backslashes; case differs too.
fn plain_name(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}

struct Counted<R> {
    inner: R,
    left: u64,
    exceeded: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self
            .left
            .checked_sub(u64::try_from(count).unwrap_or(u64::MAX))
        {
            Some(left) => self.left = left,
            None => {
                self.exceeded = true;
                return Err(std::io::Error::other("more than was allowed"));
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_counted_whatever_was_promised() {
        let mut counted = Counted {
            inner: std::io::repeat(b' '),
            left: 100_000,
            exceeded: false,
        };
        let copied = std::io::copy(&mut counted, &mut std::io::sink());
        assert!(copied.is_err() && counted.exceeded);
    }
}
