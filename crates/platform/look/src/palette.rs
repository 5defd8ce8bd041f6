//! The six palettes a village can choose from, each by day and by night.

use std::{fmt, str::FromStr};

/// A named set of colours. The village picks one; everything else follows from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Palette {
    /// Deep river teal.
    #[default]
    Sungai,
    /// Rice green.
    Padi,
    /// Ironwood brown.
    Ulin,
    /// Martapura diamond blue.
    Intan,
    /// Red dye.
    Jingah,
    /// Turmeric.
    Kunyit,
}

/// The word is not the name of a palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPalette(pub String);

impl fmt::Display for UnknownPalette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Palette::ALL.map(Palette::as_str).join(", ");
        write!(f, "`{}` is not a palette; choose one of: {names}", self.0)
    }
}

impl std::error::Error for UnknownPalette {}

impl FromStr for Palette {
    type Err = UnknownPalette;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|palette| palette.as_str() == word)
            .ok_or_else(|| UnknownPalette(word.to_owned()))
    }
}

impl fmt::Display for Palette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One set of colours, as hexadecimal sRGB. The names are those of the custom properties.
#[derive(Clone, Copy, Debug)]
pub struct Colours {
    /// The page itself.
    pub paper: &'static str,
    /// A card lying on the paper.
    pub sheet: &'static str,
    pub ink: &'static str,
    /// Secondary text, and the edges of form fields.
    pub muted: &'static str,
    /// Hairlines; decoration only.
    pub line: &'static str,
    /// Links, buttons, icons.
    pub brand: &'static str,
    /// Text on `brand`.
    pub brand_ink: &'static str,
    /// The faintest wash of the brand: icon plates, footer, running text.
    pub brand_soft: &'static str,
    pub accent: &'static str,
    /// The masthead.
    pub mast: &'static str,
    pub mast_ink: &'static str,
    pub good: &'static str,
    pub warn: &'static str,
    pub bad: &'static str,
}

const DAY: Colours = Colours {
    paper: "#faf7f0",
    sheet: "#fffdf9",
    ink: "#1d1a16",
    muted: "#5e574d",
    line: "#e0d8c9",
    brand: "",
    brand_ink: "#ffffff",
    brand_soft: "",
    accent: "",
    mast: "",
    mast_ink: "#fffaf0",
    good: "#23682f",
    warn: "#7d5200",
    bad: "#a3221c",
};

const NIGHT: Colours = Colours {
    paper: "#151310",
    sheet: "#1f1c18",
    ink: "#f1ebe0",
    muted: "#b5ac9c",
    line: "#3b362e",
    brand: "",
    brand_ink: "#12110e",
    brand_soft: "",
    accent: "",
    mast: "",
    mast_ink: "#f7f1e4",
    good: "#8ccf93",
    warn: "#ecc066",
    bad: "#f59a8f",
};

impl Palette {
    /// The colours of a village nobody has chosen any for: by its code, so that neighbours differ.
    pub fn usual(code_digits: &str) -> Self {
        let sum: usize = code_digits
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|digit| usize::from(digit - b'0'))
            .sum();
        Self::ALL[sum % Self::ALL.len()]
    }

    pub const ALL: [Self; 6] = [
        Self::Sungai,
        Self::Padi,
        Self::Ulin,
        Self::Intan,
        Self::Jingah,
        Self::Kunyit,
    ];

    /// The word in `village.toml`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sungai => "sungai",
            Self::Padi => "padi",
            Self::Ulin => "ulin",
            Self::Intan => "intan",
            Self::Jingah => "jingah",
            Self::Kunyit => "kunyit",
        }
    }

    /// The name as people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sungai => "Sungai",
            Self::Padi => "Padi",
            Self::Ulin => "Ulin",
            Self::Intan => "Intan",
            Self::Jingah => "Jingah",
            Self::Kunyit => "Kunyit",
        }
    }

    /// Colours by day.
    pub const fn light(self) -> Colours {
        let (brand, brand_soft, accent) = match self {
            Self::Sungai => ("#0b5a5e", "#e0ecea", "#a3461a"),
            Self::Padi => ("#2f6424", "#e6eedb", "#8f5200"),
            Self::Ulin => ("#66391d", "#f1e5d8", "#0c6460"),
            Self::Intan => ("#1d4b8f", "#e1e9f4", "#8f4d00"),
            Self::Jingah => ("#9b2226", "#f6e3dc", "#7a5000"),
            Self::Kunyit => ("#7a4d00", "#f8ebc9", "#9b3a1c"),
        };
        let (mast, mast_ink) = match self {
            Self::Kunyit => ("#e5a91f", "#241a02"),
            _ => (brand, DAY.mast_ink),
        };
        Colours {
            brand,
            brand_soft,
            accent,
            mast,
            mast_ink,
            ..DAY
        }
    }

    /// Colours by night (`prefers-color-scheme: dark`).
    pub const fn dark(self) -> Colours {
        let (brand, brand_soft, accent, mast) = match self {
            Self::Sungai => ("#74c9c5", "#1a2f2f", "#f0a477", "#0a4246"),
            Self::Padi => ("#9fcd83", "#212e1a", "#ecc066", "#234b1b"),
            Self::Ulin => ("#e0b28d", "#33261b", "#7fcbc2", "#4a2a16"),
            Self::Intan => ("#98bbf4", "#1c283d", "#ecc066", "#16386b"),
            Self::Jingah => ("#f4a295", "#3a211d", "#ecc066", "#701a1e"),
            Self::Kunyit => ("#f0c454", "#352a12", "#f2a083", "#5a3a02"),
        };
        Colours {
            brand,
            brand_soft,
            accent,
            mast,
            ..NIGHT
        }
    }

    /// The custom properties of this palette, light and dark, as CSS.
    pub fn css(self) -> String {
        format!(
            ":root{{color-scheme:light dark;{}}}@media(prefers-color-scheme:dark){{:root{{{}}}}}",
            self.light().properties(),
            self.dark().properties()
        )
    }
}

impl Colours {
    fn properties(&self) -> String {
        self.named()
            .map(|(name, value)| format!("--{name}:{value}"))
            .join(";")
    }

    fn named(&self) -> [(&'static str, &'static str); 14] {
        [
            ("paper", self.paper),
            ("sheet", self.sheet),
            ("ink", self.ink),
            ("muted", self.muted),
            ("line", self.line),
            ("brand", self.brand),
            ("brand-ink", self.brand_ink),
            ("brand-soft", self.brand_soft),
            ("accent", self.accent),
            ("mast", self.mast),
            ("mast-ink", self.mast_ink),
            ("good", self.good),
            ("warn", self.warn),
            ("bad", self.bad),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contrast::ratio;

    /// Every text/background pair `site.css` and `office.css` use; a new pair belongs here first.
    fn text_pairs(c: &Colours) -> Vec<(&'static str, &'static str, &'static str)> {
        let mut pairs = vec![
            ("brand-ink on brand", c.brand_ink, c.brand),
            ("mast-ink on mast", c.mast_ink, c.mast),
            ("brand-soft on ink (pressed)", c.paper, c.ink),
            ("paper on bad (what takes away)", c.paper, c.bad),
        ];
        for (ground, background) in [
            ("paper", c.paper),
            ("sheet", c.sheet),
            ("brand-soft", c.brand_soft),
        ] {
            for text in [c.ink, c.muted, c.brand, c.accent, c.good, c.warn, c.bad] {
                pairs.push((ground, text, background));
            }
        }
        pairs
    }

    #[test]
    fn every_text_is_readable_on_its_ground_by_day_and_by_night() {
        for palette in Palette::ALL {
            for (time, colours) in [("day", palette.light()), ("night", palette.dark())] {
                for (pair, text, ground) in text_pairs(&colours) {
                    let contrast = ratio(text, ground);
                    assert!(
                        contrast >= 4.5,
                        "{palette} by {time}: {text} on {ground} ({pair}) is {contrast:.2}, not 4.5"
                    );
                }
            }
        }
    }

    #[test]
    fn edges_and_focus_rings_can_be_seen() {
        for palette in Palette::ALL {
            for colours in [palette.light(), palette.dark()] {
                for ground in [colours.paper, colours.sheet, colours.brand_soft] {
                    for mark in [colours.brand, colours.muted, colours.accent] {
                        assert!(ratio(mark, ground) >= 3.0, "{palette}: {mark} on {ground}");
                    }
                }
                assert!(
                    ratio(colours.mast_ink, colours.mast) >= 3.0,
                    "{palette}: ring on masthead"
                );
            }
        }
    }

    #[test]
    fn a_palette_is_known_by_its_word() {
        for palette in Palette::ALL {
            assert_eq!(palette.as_str().parse(), Ok(palette));
        }
        let error = "biru".parse::<Palette>().unwrap_err().to_string();
        assert!(error.contains("sungai, padi"), "{error}");
    }
}
