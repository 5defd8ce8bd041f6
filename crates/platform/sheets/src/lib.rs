#![doc = include_str!("../README.md")]

mod cell;
mod dates;
mod digits;
mod error;
mod findings;
mod formula;
mod limits;
mod mapping;
mod read;
mod table;
mod text;
mod workbook;
mod write;

pub use cell::{Cell, Number};
pub use dates::{DateReader, Epoch, NotDate};
pub use digits::NotDigits;
pub use error::{ReadError, WriteError};
pub use findings::{ColumnName, Finding, Findings, Severity};
pub use limits::Limits;
pub use mapping::{Assignment, Mapping, MappingCheck, Wanted, score};
pub use read::{Kind, read};
pub use table::{Candidate, Table};
pub use text::{fold, letter};
pub use workbook::{Row, Sheet, Workbook};
pub use write::{Column, CsvStyle, Export, Separator, to_xlsx};
