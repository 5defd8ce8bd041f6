//! What the pages of the books receive.

use serde::Serialize;
use web::{Form, FormView, Page};

use super::{
    HERE,
    book::{Asks, Book},
    period::Known,
};
use crate::pages::Choice;

/// A line of the list of books.
#[derive(Debug, Serialize)]
pub struct BookLine {
    pub href: String,
    pub model: &'static str,
    pub title: &'static str,
    pub about: &'static str,
}

/// What `residents/books/list.html` receives.
#[derive(Debug, Serialize)]
pub struct BooksDesk {
    pub books: Vec<BookLine>,
    pub reports: Vec<BookLine>,
}

impl BooksDesk {
    pub fn new() -> Self {
        let books = Book::ALL.into_iter().map(|book| BookLine {
            href: format!("{HERE}/{}", book.word()),
            model: book.model(),
            title: book.title(),
            about: book.about(),
        });
        Self {
            books: books.collect(),
            reports: vec![
                BookLine {
                    href: crate::report::HERE.to_owned(),
                    model: "",
                    title: "Laporan bulanan (LAMPID)",
                    about: "Lahir, meninggal, pindah, dan datang: jumlah dan nama-namanya, bulan demi bulan.",
                },
                BookLine {
                    href: crate::past::HERE.to_owned(),
                    model: "",
                    title: "Penduduk pada tanggal tertentu",
                    about: "Siapa yang menetap di desa pada satu hari di masa lalu, dan berapa jumlahnya.",
                },
            ],
        }
    }
}

impl Page for BooksDesk {
    const TEMPLATE: &'static str = "residents/books/list.html";

    fn samples() -> Vec<Self> {
        vec![Self::new()]
    }
}

/// What `residents/books/one.html` receives.
#[derive(Debug, Serialize)]
pub struct BookDesk {
    pub action: String,
    pub model: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub form: FormView,
    /// Whether the code from the phone is missing.
    pub is_locked: bool,
    /// Whether nobody is in the register yet.
    pub is_empty: bool,
    pub names_people: bool,
    pub opens_closed: bool,
    pub asks_day: bool,
    pub asks_month: bool,
    pub may_be_year: bool,
    pub years: Vec<Choice>,
    pub months: Vec<Choice>,
    /// The first and the last day of the register, for the field.
    pub first: String,
    pub last: String,
}

impl BookDesk {
    pub fn new(book: Book, form: &Form, known: Option<Known>, is_locked: bool) -> Self {
        let asks = book.asks();
        let years = known.into_iter().flat_map(Known::years).map(|year| Choice {
            value: year.to_string(),
            label: year.to_string(),
        });
        Self {
            action: format!("{HERE}/{}", book.word()),
            model: book.model(),
            title: book.title(),
            about: book.about(),
            form: form.view(),
            is_locked: is_locked && book.names_people(),
            is_empty: known.is_none(),
            names_people: book.names_people(),
            opens_closed: book.opens_closed(),
            asks_day: asks == Asks::Day,
            asks_month: matches!(asks, Asks::Month | Asks::MonthOrYear),
            may_be_year: asks == Asks::MonthOrYear,
            years: years.collect(),
            months: months(),
            first: known
                .map(|known| known.began.to_string())
                .unwrap_or_default(),
            last: known
                .map(|known| known.today.to_string())
                .unwrap_or_default(),
        }
    }
}

fn months() -> Vec<Choice> {
    (1..=12)
        .filter_map(|month| jiff::civil::Date::new(2000, month, 1).ok())
        .map(|first| Choice {
            value: first.month().to_string(),
            label: kernel::time::month_name(first).to_owned(),
        })
        .collect()
}

impl Page for BookDesk {
    const TEMPLATE: &'static str = "residents/books/one.html";

    fn samples() -> Vec<Self> {
        let known = Known {
            began: jiff::civil::date(2024, 3, 10),
            today: jiff::civil::date(2026, 12, 1),
        };
        let filled = Form::filled([
            ("tanggal", "2026-12-01".to_owned()),
            ("keperluan", "Siti <b>".to_owned()),
        ]);
        let mut wrong = Form::default();
        for name in ["tanggal", "bulan", "tahun", "keperluan", "bentuk"] {
            wrong.wrong(name, "Perlu diperbaiki.");
        }
        let mut all: Vec<Self> = Book::ALL
            .into_iter()
            .map(|book| Self::new(book, &filled, Some(known), false))
            .collect();
        all.push(Self::new(Book::Main, &wrong, Some(known), false));
        all.push(Self::new(Book::Changes, &wrong, Some(known), false));
        all.push(Self::new(Book::Main, &filled, Some(known), true));
        all.push(Self::new(Book::Cards, &filled, None, false));
        all
    }
}
