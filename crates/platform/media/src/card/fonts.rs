//! The typeface of the cards: loaded once from bytes, measured without drawing.

use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Family, Query, Stretch, Style, Weight};
use resvg::usvg::{Error, Options, Tree};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use super::CardError;

/// The fonts of the cards. Make it once, share it.
#[derive(Clone, Debug)]
pub struct CardFonts {
    database: Arc<Database>,
    family: String,
}

/// One weight of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Medium,
    Bold,
}

impl Face {
    pub(super) fn weight(self) -> u16 {
        match self {
            Self::Medium => 500,
            Self::Bold => 700,
        }
    }

    /// How much closer letters stand, as a part of the size: headings want to be tight.
    pub(super) fn tracking(self) -> f32 {
        match self {
            Self::Medium => 0.0,
            Self::Bold => -0.016,
        }
    }
}

impl CardFonts {
    /// Takes the files of one family (TrueType or OpenType), in any order; a bold and a medium
    /// weight are enough.
    pub fn new(files: Vec<Vec<u8>>) -> Result<Self, CardError> {
        let mut database = Database::new();
        for file in files {
            let before = database.len();
            database.load_font_data(file);
            if database.len() == before {
                return Err(CardError::Fonts("one of the files is no font".to_owned()));
            }
        }
        let family = database
            .faces()
            .find_map(|face| face.families.first().map(|(name, _)| name.clone()))
            .ok_or_else(|| CardError::Fonts("no font was given".to_owned()))?;
        Ok(Self {
            database: Arc::new(database),
            family,
        })
    }

    pub(super) fn family(&self) -> &str {
        &self.family
    }

    /// Reads an SVG that may use the family. Nothing outside the text is ever loaded.
    pub(super) fn parse(&self, svg: &str) -> Result<Tree, Error> {
        let mut options = Options {
            fontdb: Arc::clone(&self.database),
            font_family: self.family.clone(),
            ..Options::default()
        };
        options.image_href_resolver.resolve_string = Box::new(|_, _| None);
        options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
        Tree::from_str(svg, &options)
    }

    /// Hands a ruler for one weight to `work`.
    pub(super) fn with_ruler<T>(
        &self,
        face: Face,
        work: impl FnOnce(&Ruler<'_>) -> T,
    ) -> Result<T, CardError> {
        let query = Query {
            families: &[Family::Name(&self.family)],
            weight: Weight(face.weight()),
            stretch: Stretch::Normal,
            style: Style::Normal,
        };
        let id = self
            .database
            .query(&query)
            .ok_or_else(|| CardError::Fonts(format!("`{}` has no upright face", self.family)))?;
        self.database
            .with_face_data(id, |bytes, index| {
                let font = FontRef::from_index(bytes, index)
                    .map_err(|error| CardError::Fonts(error.to_string()))?;
                Ok(work(&Ruler::new(&font, face)))
            })
            .unwrap_or_else(|| Err(CardError::Fonts("a face has no bytes".to_owned())))
    }
}

/// Measures text in one weight. Kerning is left out, which errs on the wide side.
pub(super) struct Ruler<'a> {
    charmap: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    tracking: f32,
}

impl<'a> Ruler<'a> {
    fn new(font: &FontRef<'a>, face: Face) -> Self {
        Self {
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::new(1000.0), LocationRef::default()),
            tracking: face.tracking(),
        }
    }

    /// Width of a text at size 1; multiply by the size.
    pub(super) fn width(&self, text: &str) -> f32 {
        let total: f32 = text
            .chars()
            .filter_map(|letter| self.metrics.advance_width(self.charmap.map(letter)?))
            .sum();
        total / 1000.0 + self.tracking * text.chars().count() as f32
    }

    /// The text as this font can show it: emoji, foreign scripts and control characters dropped,
    /// white space made single.
    pub(super) fn drawable(&self, text: &str) -> String {
        let known = |letter: char| self.charmap.map(letter).is_some_and(|id| id.to_u32() != 0);
        let kept: String = text
            .chars()
            .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
            .filter(|letter| !letter.is_control() && known(*letter))
            .collect();
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
