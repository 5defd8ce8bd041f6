//! The menu is a tree of two levels: entries, and entries below them.

use std::fmt;

use uuid::Uuid;

/// Entries a menu may have. Nobody reads a longer one.
pub const MOST: usize = 80;
/// Longest label, in characters.
pub const LABEL: usize = 60;
/// Where an entry leads that is only the heading of those below it.
pub const NOWHERE: &str = "#";

/// Places that every site has.
pub const FIXED: [(&str, &str); 9] = [
    ("/", "Beranda"),
    ("/artikel", "Semua berita"),
    ("/arsip", "Arsip berita"),
    ("/agenda", "Agenda"),
    ("/galeri", "Galeri"),
    ("/pemerintahan", "Pemerintahan"),
    ("/kontak", "Kontak"),
    ("/cari", "Pencarian"),
    ("/privasi", "Privasi"),
];

/// An entry's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub id: Uuid,
    pub parent: Option<Uuid>,
}

/// Why an entry cannot stand somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceError {
    Unknown,
    BelowItself,
    BelowItsChild,
    ThirdLevel,
    HasChildren,
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "Butir induk ini sudah tidak ada. Pilih dari daftar.",
            Self::BelowItself => "Butir menu tidak bisa berada di bawah dirinya sendiri.",
            Self::BelowItsChild => {
                "Menu akan berputar: butir yang Anda pilih berada di bawah butir ini."
            }
            Self::ThirdLevel => {
                "Menu hanya dua tingkat: butir yang Anda pilih sudah berada di bawah butir lain."
            }
            Self::HasChildren => {
                "Menu hanya dua tingkat: butir ini punya butir di bawahnya. Pindahkan atau hapus \
                 dulu yang di bawahnya."
            }
        })
    }
}

/// Whether `id`, new or known, may stand below `parent`.
///
/// # Errors
/// The reason in words.
pub fn may_stand(entries: &[Entry], id: Uuid, parent: Option<Uuid>) -> Result<(), PlaceError> {
    let Some(parent) = parent else {
        return Ok(());
    };
    if parent == id {
        return Err(PlaceError::BelowItself);
    }
    let above = entries
        .iter()
        .find(|entry| entry.id == parent)
        .ok_or(PlaceError::Unknown)?;
    match above.parent {
        Some(top) if top == id => Err(PlaceError::BelowItsChild),
        Some(_) => Err(PlaceError::ThirdLevel),
        None if entries.iter().any(|entry| entry.parent == Some(id)) => {
            Err(PlaceError::HasChildren)
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_has_two_levels_and_no_loop() {
        let [top, child, other, new] = [1, 2, 3, 4].map(Uuid::from_u128);
        let entry = |id, parent| Entry { id, parent };
        let menu = [
            entry(top, None),
            entry(child, Some(top)),
            entry(other, None),
        ];
        let may = |id, parent| may_stand(&menu, id, parent);
        assert_eq!(may(new, None), Ok(()));
        assert_eq!(may(new, Some(top)), Ok(()));
        assert_eq!(may(child, Some(other)), Ok(()));
        assert_eq!(may(other, Some(top)), Ok(()));
        assert_eq!(may(top, Some(top)), Err(PlaceError::BelowItself));
        assert_eq!(may(top, Some(child)), Err(PlaceError::BelowItsChild));
        assert_eq!(may(other, Some(child)), Err(PlaceError::ThirdLevel));
        assert_eq!(may(top, Some(other)), Err(PlaceError::HasChildren));
        assert_eq!(may(new, Some(Uuid::nil())), Err(PlaceError::Unknown));
    }
}
