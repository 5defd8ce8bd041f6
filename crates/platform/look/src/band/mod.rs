//! The village's own sasirangan band, computed from its code.
//!
//! Sasirangan is the cloth of Banjar: strips of motifs, stitched and then dyed, so that the
//! stitches stay light. A [`Band`] is one strip: a lane of motifs between two borders, drawn as
//! an SVG `<pattern>` that also tiles upwards into a whole cloth. Colours are literal, never
//! custom properties, because share cards and favicons are drawn without a style sheet.

mod dyes;
mod motif;

use crate::{band::motif::Border, palette::Palette};
use dyes::Dyes;
use motif::{Layers, Motif};

/// Height of one strip in its own units; `height` arguments scale it.
const STRIP: u32 = 64;

/// Every choice that makes one village's band differ from its neighbour's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Choices {
    motif: Motif,
    companion: Motif,
    border: Border,
    rhythm: usize,
    dyes: usize,
    swap: bool,
    cell: u32,
}

/// One village's strip of cloth.
#[derive(Clone, Debug)]
pub struct Band {
    code: u64,
    choices: Choices,
    dyes: Dyes,
}

/// A `<pattern>` to be placed in the `<defs>` of a drawing.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// To be used as `fill="url(#id)"`.
    pub id: String,
    pub svg: String,
}

impl Band {
    /// The band of the village with this code, with or without its dots.
    pub fn of(code: &str, palette: Palette) -> Self {
        let code = digits(code);
        let choices = Choices::of(code);
        Self {
            code,
            choices,
            dyes: Dyes::of(palette, choices.dyes, choices.swap),
        }
    }

    /// The strip as a pattern, `height` pixels high.
    pub fn pattern(&self, height: u32) -> Pattern {
        let id = format!("b{}", self.code);
        let lane = self.lane();
        let width = lane.width;
        let scale = decimal(f64::from(height) / f64::from(STRIP));
        let border = self.choices.border.svg(width, &self.dyes);
        let svg = format!(
            r#"<pattern id="{id}" width="{width}" height="{STRIP}" patternUnits="userSpaceOnUse" patternTransform="scale({scale})"><rect width="{width}" height="{STRIP}" fill="{}"/>{border}<g fill="none" stroke-linecap="round">{}</g></pattern>"#,
            self.dyes.ground, lane.svg
        );
        Pattern { id, svg }
    }

    /// The strip across the whole width of its container; decoration, hidden from readers.
    pub fn svg(&self, height: u32) -> String {
        let Pattern { id, svg } = self.pattern(height);
        format!(
            r#"<svg class="band" width="100%" height="{height}" aria-hidden="true" focusable="false">{svg}<rect width="100%" height="100%" fill="url(#{id})"/></svg>"#
        )
    }

    /// The strip as a picture of its own, for renderers without a page around it.
    pub fn standalone(&self, width: u32, height: u32, strip: u32) -> String {
        let Pattern { id, svg } = self.pattern(strip);
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{svg}<rect width="{width}" height="{height}" fill="url(#{id})"/></svg>"#
        )
    }

    /// The mark in the browser's tab: the village's initial above its strip.
    pub fn favicon(&self, initial: char) -> String {
        let Pattern { id, svg } = self.pattern(26);
        let letter: String = match initial {
            '&' | '<' | '>' | '"' | '\'' => String::new(),
            letter => letter.to_uppercase().collect(),
        };
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{svg}<clipPath id="k"><rect width="64" height="64" rx="14"/></clipPath><g clip-path="url(#k)"><rect width="64" height="64" fill="{}"/><rect width="64" height="26" fill="url(#{id})" transform="translate(0 42)"/><text x="32" y="34" font-family="Plus Jakarta Sans,system-ui,sans-serif" font-weight="700" font-size="36" text-anchor="middle" fill="{}">{letter}</text></g></svg>"#,
            self.dyes.ground, self.dyes.thread
        )
    }

    fn lane(&self) -> Lane {
        let Choices {
            motif,
            companion,
            rhythm,
            cell,
            ..
        } = self.choices;
        let cells: &[(Motif, bool)] = match rhythm {
            0 => &[(motif, false), (motif, true)],
            1 => &[(motif, false), (companion, false)],
            2 => &[(motif, false), (motif, true), (companion, false)],
            _ => &[
                (motif, false),
                (companion, false),
                (motif, false),
                (companion, true),
            ],
        };
        let mut layers = Layers::default();
        let mut x = 0;
        for (motif, flipped) in cells {
            let width = motif.width(cell);
            layers.add(&motif.draw(f64::from(width)), f64::from(x), *flipped);
            x += width;
        }
        Lane {
            width: x,
            svg: layers.svg(&self.dyes),
        }
    }
}

struct Lane {
    width: u32,
    svg: String,
}

impl Choices {
    /// Mixed radix over the code: neighbours in a subdistrict never share their main motif, and
    /// two villages of one regency never share all choices (a test looks at all 290).
    fn of(code: u64) -> Self {
        // SSDDCCKVVV: subdistrict CC, kind K (1 kelurahan, 2 desa), village VVV.
        let (subdistrict, kind, village) = (code / 10_000, code / 1000 % 10, code % 1000);
        let mut rest = (village + kind * 100 + subdistrict * 131).wrapping_mul(1_000_003);
        let mut take = |radix: u64| {
            let digit = rest % radix;
            rest /= radix;
            usize::try_from(digit).unwrap_or(0)
        };
        let motif = take(6);
        let dyes = take(4);
        let other = take(5);
        let companion = (motif + 1 + other) % 6;
        let rhythm = take(4);
        let border = take(6);
        let size = take(3);
        // Alone, without its companion, a motif differs by its size instead.
        let cell = if rhythm == 0 {
            26 + 2 * (5 * size + other)
        } else {
            28 + 8 * size
        };
        let cell = u32::try_from(cell).unwrap_or(36);
        let swap = take(2) == 1;
        Self {
            motif: Motif::ALL[motif],
            companion: Motif::ALL[companion],
            border: Border::ALL[border],
            rhythm,
            dyes,
            swap,
            cell,
        }
    }
}

/// The strip of a village, see [`Band::svg`].
pub fn svg(code: &str, palette: Palette, height: u32) -> String {
    Band::of(code, palette).svg(height)
}

/// The name under which the page's band can be used again: `fill="url(#…)"`.
pub fn id(code: &str) -> String {
    format!("b{}", digits(code))
}

/// The favicon of a village, see [`Band::favicon`].
pub fn favicon(code: &str, palette: Palette, initial: char) -> String {
    Band::of(code, palette).favicon(initial)
}

/// A picture of cloth for share cards, see [`Band::standalone`].
pub fn standalone(code: &str, palette: Palette, size: (u32, u32), strip: u32) -> String {
    Band::of(code, palette).standalone(size.0, size.1, strip)
}

fn digits(code: &str) -> u64 {
    code.chars()
        .filter_map(|c| c.to_digit(10))
        .take(18)
        .fold(0, |sum, digit| sum * 10 + u64::from(digit))
}

/// Two decimals at most: lengths that repeat many times.
fn decimal(value: f64) -> String {
    tidy(&format!("{value:.2}"))
}

/// One decimal at most: places in a drawing.
fn tenth(value: f64) -> String {
    tidy(&format!("{value:.1}"))
}

fn tidy(number: &str) -> String {
    match number.trim_end_matches('0').trim_end_matches('.') {
        "-0" | "-" | "" => "0".to_owned(),
        number => number.replacen(
            "0.",
            ".",
            usize::from(number.trim_start_matches('-').starts_with("0.")),
        ),
    }
}

#[cfg(test)]
mod tests;
