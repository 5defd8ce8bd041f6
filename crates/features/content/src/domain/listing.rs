//! A long list in parts: where one begins, and where its neighbours are.

use jiff::Timestamp;
use kernel::Cursor;
use serde::Deserialize;
use uuid::Uuid;
use web::{AppError, AppResult, Meta, view::Pager};

/// Where in a list a part begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the newest row.
    First,
    /// Below this row.
    Older(Cursor),
    /// Above this row.
    Newer(Cursor),
}

/// What an address says about the part that is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct PartQuery {
    #[serde(default)]
    sebelum: String,
    #[serde(default)]
    sesudah: String,
}

impl PartQuery {
    /// Reads the key in the address.
    ///
    /// # Errors
    /// When it was tampered with or cut off.
    pub fn start(&self) -> AppResult<Start> {
        let read = |word: &str| {
            Cursor::decode(word).map_err(|_| {
                AppError::BadRequest(
                    "Alamat halaman ini tidak lengkap. Mulailah lagi dari awal daftar.",
                )
            })
        };
        match (self.sebelum.as_str(), self.sesudah.as_str()) {
            ("", "") => Ok(Start::First),
            ("", newer) => read(newer).map(Start::Newer),
            (older, _) => read(older).map(Start::Older),
        }
    }
}

/// The key above every row that exists at `now`.
pub fn top(now: Timestamp) -> Cursor {
    Cursor::new(now, Uuid::max())
}

/// One part of a list, newest row first.
#[derive(Debug)]
pub struct Part<T> {
    pub rows: Vec<T>,
    start: Start,
    newer: Option<Cursor>,
    older: Option<Cursor>,
}

impl<T> Part<T> {
    /// From rows below `start`, newest first, one more than `size` if there are more.
    pub fn below(start: Start, mut rows: Vec<T>, size: usize, key: fn(&T) -> Cursor) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let start = if matches!(start, Start::Older(_)) {
            start
        } else {
            Start::First
        };
        Self {
            newer: rows.first().map(key).filter(|_| start != Start::First),
            older: rows.last().map(key).filter(|_| more),
            start,
            rows,
        }
    }

    /// From rows above `start`, oldest first, one more than `size`. `None` when there are not that
    /// many: then this is the beginning of the list, which reads better whole.
    pub fn above(
        start: Cursor,
        mut rows: Vec<T>,
        size: usize,
        key: fn(&T) -> Cursor,
    ) -> Option<Self> {
        if rows.len() <= size {
            return None;
        }
        rows.truncate(size);
        rows.reverse();
        Some(Self {
            newer: rows.first().map(key),
            older: rows.last().map(key),
            start: Start::Newer(start),
            rows,
        })
    }

    /// A part beyond the end of the list is a page that does not exist; an empty list is one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] beyond the end.
    pub fn existing(self) -> AppResult<Self> {
        if self.rows.is_empty() && self.start != Start::First {
            return Err(AppError::NotFound);
        }
        Ok(self)
    }

    /// The part's one true address below `path`.
    pub fn address(&self, path: &str) -> String {
        match self.start {
            Start::First => path.to_owned(),
            Start::Older(cursor) => format!("{path}?sebelum={cursor}"),
            Start::Newer(cursor) => format!("{path}?sesudah={cursor}"),
        }
    }

    /// Links to the neighbouring parts.
    pub fn pager(&self, path: &str) -> Pager {
        Pager {
            newer_href: self.newer.map(|cursor| format!("{path}?sesudah={cursor}")),
            older_href: self.older.map(|cursor| format!("{path}?sebelum={cursor}")),
        }
    }

    /// The same for a list that is narrowed by a query, such as "q=titian".
    pub fn pager_with(&self, path: &str, query: &str) -> Pager {
        if query.is_empty() {
            return self.pager(path);
        }
        let href = |name, cursor| format!("{path}?{query}&{name}={cursor}");
        Pager {
            newer_href: self.newer.map(|cursor| href("sesudah", cursor)),
            older_href: self.older.map(|cursor| href("sebelum", cursor)),
        }
    }

    /// Tells the page's head about its neighbours.
    pub fn mark(&self, meta: Meta, path: &str) -> Meta {
        let pager = self.pager(path);
        Meta {
            prev_href: pager.newer_href,
            next_href: pager.older_href,
            ..meta
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(row: &u8) -> Cursor {
        let at = Timestamp::from_second(i64::from(*row)).expect("a small number");
        Cursor::new(at, Uuid::from_u128(u128::from(*row)))
    }

    /// What the store does, over a list of numbers where the greater is the newer.
    fn read(all: &[u8], start: Start, size: usize) -> Part<u8> {
        if let Start::Newer(cursor) = start {
            let mut above: Vec<u8> = all
                .iter()
                .copied()
                .filter(|row| key(row) > cursor)
                .collect();
            above.sort_unstable();
            above.truncate(size + 1);
            if let Some(part) = Part::above(cursor, above, size, key) {
                return part;
            }
        }
        let bound = match start {
            Start::Older(cursor) => cursor,
            _ => top(Timestamp::MAX),
        };
        let mut below: Vec<u8> = all.iter().copied().filter(|row| key(row) < bound).collect();
        below.sort_unstable_by(|a, b| b.cmp(a));
        below.truncate(size + 1);
        Part::below(start, below, size, key)
    }

    fn follow(href: Option<String>) -> Option<Start> {
        let href = href?;
        let (name, word) = href.split_once('?')?.1.split_once('=')?;
        let cursor = Cursor::decode(word).ok()?;
        Some(if name == "sebelum" {
            Start::Older(cursor)
        } else {
            Start::Newer(cursor)
        })
    }

    #[test]
    fn twenty_five_rows_are_walked_down_and_up_without_a_gap() {
        let all: Vec<u8> = (1..=25).collect();
        let mut down = Vec::new();
        let mut part = read(&all, Start::First, 12);
        let mut pages = 1;
        down.extend(part.rows.clone());
        while let Some(next) = follow(part.pager("/artikel").older_href) {
            part = read(&all, next, 12);
            down.extend(part.rows.clone());
            pages += 1;
        }
        assert_eq!(down, (1..=25).rev().collect::<Vec<u8>>());
        assert_eq!(pages, 3);

        let last = read(&all, follow(part.pager("/artikel").newer_href).unwrap(), 12);
        assert_eq!(last.rows, (2..=13).rev().collect::<Vec<u8>>());
        let first = read(&all, follow(last.pager("/artikel").newer_href).unwrap(), 12);
        assert_eq!(first.rows, (14..=25).rev().collect::<Vec<u8>>());
        assert_eq!(first.address("/artikel"), "/artikel");
        assert_eq!(first.pager("/artikel").newer_href, None);
    }

    #[test]
    fn nothing_beyond_the_end() {
        let beyond = read(&[5], Start::Older(key(&5)), 12);
        assert!(matches!(beyond.existing(), Err(AppError::NotFound)));
        assert!(read(&[], Start::First, 12).existing().is_ok());
    }

    #[test]
    fn a_tampered_key_is_refused_with_words() {
        let query = PartQuery {
            sebelum: "../../etc/passwd".into(),
            sesudah: String::new(),
        };
        assert!(matches!(query.start(), Err(AppError::BadRequest(_))));
        assert_eq!(PartQuery::default().start().unwrap(), Start::First);
    }
}
