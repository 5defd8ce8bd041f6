//! The fonts that documents are set in; see the README for what they have.

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::clean::Drawable;

/// The families that are offered, the one for texts first.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// The fonts, and what Typst knows of them.
pub struct Fonts {
    pub book: LazyHash<FontBook>,
    pub all: Vec<Font>,
}

impl Fonts {
    /// Reads the fonts that came with the program.
    pub fn read() -> Self {
        let all: Vec<Font> = typst_assets::fonts()
            .flat_map(|bytes| Font::iter(Bytes::new(bytes)))
            .filter(|font| FAMILIES.contains(&font.info().family.as_str()))
            .collect();
        Self {
            book: LazyHash::new(FontBook::from_fonts(&all)),
            all,
        }
    }

    /// What the font for texts has by itself.
    pub fn of_texts(&self) -> impl Drawable {
        |letter: char| self.any(FAMILIES[0], letter)
    }

    fn any(&self, family: &str, letter: char) -> bool {
        self.all.iter().any(|font| {
            let info = font.info();
            info.family == family && info.coverage.contains(letter.into())
        })
    }
}

impl Drawable for Fonts {
    fn has(&self, letter: char) -> bool {
        FAMILIES.iter().any(|family| self.any(family, letter))
    }
}
