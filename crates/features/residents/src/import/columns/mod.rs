//! The columns of the national form as operators keep it: their headers, the names people give them
//! instead, and what becomes of them here.

mod sheet;
mod table;

use sheets::Wanted;

pub use sheet::SHEET;
pub use table::COLUMNS;

/// What may be said of what stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// Shown as it stands, but for long numbers.
    Open,
    /// A number of a person: shown masked.
    Masked,
    /// Not shown at all.
    Closed,
}

/// A column that is read.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The header in the template and the export.
    pub key: &'static str,
    /// For people.
    pub label: &'static str,
    /// What the instructions of the template say.
    pub about: &'static str,
    pub names: &'static [&'static str],
    pub required: bool,
    pub cover: Cover,
}

const fn open(
    key: &'static str,
    label: &'static str,
    about: &'static str,
    names: &'static [&'static str],
) -> Column {
    Column {
        key,
        label,
        about,
        names,
        required: false,
        cover: Cover::Open,
    }
}

const fn covered(
    cover: Cover,
    key: &'static str,
    label: &'static str,
    about: &'static str,
    names: &'static [&'static str],
) -> Column {
    Column {
        cover,
        ..open(key, label, about, names)
    }
}

const fn needed(
    key: &'static str,
    label: &'static str,
    about: &'static str,
    names: &'static [&'static str],
) -> Column {
    Column {
        required: true,
        ..open(key, label, about, names)
    }
}

/// The column of a key.
pub fn find(key: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.key == key)
}

/// As `sheets` looks for them.
pub fn wanted() -> Vec<Wanted<'static>> {
    let wanted = COLUMNS.iter().map(|column| Wanted {
        key: column.key,
        names: column.names,
        required: column.required,
    });
    wanted.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use sheets::{Mapping, fold};

    use super::*;

    #[test]
    fn no_name_means_two_columns_and_every_column_is_in_the_sheet() {
        let mut names: HashMap<String, &str> = HashMap::new();
        for column in COLUMNS {
            assert!(SHEET.contains(&column.key), "{}", column.key);
            assert_eq!(column.names.first(), Some(&column.key));
            for name in column.names {
                let known = names.insert(fold(name), column.key);
                assert!(known.is_none_or(|known| known == column.key), "{name}");
            }
        }
    }

    #[test]
    fn the_national_headers_are_all_found() {
        let headers: Vec<String> = SHEET.iter().map(|header| header.to_uppercase()).collect();
        let mapping = Mapping::guess(&wanted(), &headers);
        for column in COLUMNS {
            let at = SHEET.iter().position(|header| *header == column.key);
            assert_eq!(mapping.column(column.key), at, "{}", column.key);
        }
        let check = mapping.check(&wanted(), &headers);
        let unused: Vec<&str> = check.unknown.iter().map(|at| SHEET[*at]).collect();
        assert_eq!(
            unused,
            [
                "ayah_nik",
                "ibu_nik",
                "cara_kb_id",
                "hamil",
                "ktp_el",
                "status_rekam",
                "suku",
                "tag_id_card",
                "no_asuransi",
                "lat",
                "lng"
            ]
        );
    }
}
