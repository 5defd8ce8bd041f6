//! Whether a style makes an element invisible.

use std::collections::HashMap;

/// What a `style` attribute or a rule of a style sheet says about being seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// The element and all within it cannot be seen.
    pub(crate) hides: bool,
    pub(crate) color: Option<Color>,
    pub(crate) background: Option<Color>,
}

/// Red, green, blue, and whether it is fully transparent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Color {
    rgb: [u8; 3],
    clear: bool,
}

/// Channels that differ by no more look the same on paper-white.
const SAME: u8 = 14;
/// Whoever moves an element further than this many pixels out of its place hides it.
const FAR: f32 = 400.0;
/// Text of this size in pixels or less cannot be read.
const UNREADABLE: f32 = 2.0;

impl Style {
    pub(crate) fn parse(css: &str) -> Self {
        let css = without_comments(css).to_ascii_lowercase();
        let declared: HashMap<&str, &str> = css
            .split(';')
            .filter_map(|declaration| declaration.split_once(':'))
            .map(|(name, value)| {
                let value = value.trim().trim_end_matches("!important").trim_end();
                (name.trim(), value)
            })
            .collect();
        let get = |name: &str| declared.get(name).copied().unwrap_or_default();
        let background = Color::parse(get("background-color"))
            .or_else(|| get("background").split(' ').find_map(Color::parse));
        Self {
            hides: is_gone(&get) || is_elsewhere(&get) || is_nothing(&get),
            color: Color::parse(get("color")),
            background: background.filter(|color| !color.clear),
        }
    }
}

impl Color {
    pub(crate) fn parse(value: &str) -> Option<Self> {
        let value = value.trim().to_ascii_lowercase();
        let solid = |red, green, blue| {
            Some(Self {
                rgb: [red, green, blue],
                clear: false,
            })
        };
        match value.as_str() {
            "white" | "snow" | "ivory" | "ghostwhite" | "floralwhite" => solid(255, 255, 255),
            "whitesmoke" => solid(245, 245, 245),
            "black" => solid(0, 0, 0),
            "red" => solid(255, 0, 0),
            "green" => solid(0, 128, 0),
            "blue" => solid(0, 0, 255),
            "yellow" => solid(255, 255, 0),
            "transparent" => Some(Self {
                rgb: [0; 3],
                clear: true,
            }),
            _ => Self::hex(&value).or_else(|| Self::function(&value)),
        }
    }

    /// Whether text of this colour vanishes on that background, or on paper where none is known.
    pub(crate) fn vanishes_on(self, background: Option<Self>) -> bool {
        let paper = background.map_or([255; 3], |color| color.rgb);
        self.clear
            || self
                .rgb
                .iter()
                .zip(paper)
                .all(|(own, other)| own.abs_diff(other) <= SAME)
    }

    fn hex(value: &str) -> Option<Self> {
        let digits: Vec<u8> = value
            .strip_prefix('#')?
            .chars()
            .map(|digit| {
                digit
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            })
            .collect::<Option<_>>()?;
        let (rgb, alpha) = match digits[..] {
            [r, g, b] => ([r * 17, g * 17, b * 17], 255),
            [r, g, b, a] => ([r * 17, g * 17, b * 17], a * 17),
            [r, s, g, h, b, c] => ([r * 16 + s, g * 16 + h, b * 16 + c], 255),
            [r, s, g, h, b, c, a, z] => ([r * 16 + s, g * 16 + h, b * 16 + c], a * 16 + z),
            _ => return None,
        };
        Some(Self {
            rgb,
            clear: alpha == 0,
        })
    }

    /// `rgb(0, 0, 0)`, `rgba(0 0 0 / 0)`.
    fn function(value: &str) -> Option<Self> {
        let inner = value
            .strip_prefix("rgba(")
            .or_else(|| value.strip_prefix("rgb("))?
            .strip_suffix(')')?;
        let mut parts = inner
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .map(|part| part.trim_end_matches('%').parse::<f32>());
        let mut channel = || Some(parts.next()?.ok()?.clamp(0.0, 255.0) as u8);
        let rgb = [channel()?, channel()?, channel()?];
        let clear = parts.next().is_some_and(|alpha| alpha == Ok(0.0));
        Some(Self { rgb, clear })
    }
}

/// The names of classes and elements (`.x`, `#y`) that a style sheet hides.
pub(crate) fn hidden_selectors(sheet: &str) -> impl Iterator<Item = String> {
    let sheet = without_comments(sheet);
    let mut hidden = Vec::new();
    for rule in sheet.split('}') {
        let Some((selectors, body)) = rule.split_once('{') else {
            continue;
        };
        if Style::parse(body).hides {
            let names = selectors.split(',').filter_map(|selector| {
                let last = selector.trim();
                let start = last.rfind(['.', '#'])?;
                let name = &last[start..];
                name[1..]
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || "-_".contains(letter))
                    .then(|| name.to_owned())
            });
            hidden.extend(names);
        }
    }
    hidden.into_iter()
}

fn is_gone<'a>(get: &impl Fn(&str) -> &'a str) -> bool {
    get("display") == "none"
        || matches!(get("visibility"), "hidden" | "collapse")
        || pixels(get("opacity")).is_some_and(|opacity| opacity <= 0.05)
        || get("content-visibility") == "hidden"
        || get("clip-path").starts_with("inset(100%")
        || get("clip-path").starts_with("inset(50%")
        || get("transform").contains("scale(0)")
        || get("filter").contains("opacity(0")
}

fn is_elsewhere<'a>(get: &impl Fn(&str) -> &'a str) -> bool {
    let names = [
        "left",
        "right",
        "top",
        "bottom",
        "text-indent",
        "margin-left",
        "margin-top",
        "margin",
    ];
    let far = |value: &str| {
        value
            .split([' ', '(', ','])
            .filter_map(pixels)
            .any(|offset| offset <= -FAR)
    };
    names.iter().any(|name| far(get(name)))
        || (get("transform").contains("translate") && far(get("transform")))
}

fn is_nothing<'a>(get: &impl Fn(&str) -> &'a str) -> bool {
    let tiny = |name: &str| pixels(get(name)).is_some_and(|size| (0.0..=1.0).contains(&size));
    let clipped = get("overflow").starts_with("hidden") || get("position") == "absolute";
    pixels(get("font-size")).is_some_and(|size| size <= UNREADABLE)
        || (clipped
            && ["height", "width", "max-height", "max-width"]
                .iter()
                .any(|name| tiny(name)))
}

/// A length in pixels, roughly; a number without a unit counts as pixels.
pub(crate) fn pixels(value: &str) -> Option<f32> {
    let value = value.trim().trim_end_matches(')');
    let end = value
        .find(|letter: char| !letter.is_ascii_digit() && !"+-.".contains(letter))
        .unwrap_or(value.len());
    let number: f32 = value[..end].parse().ok()?;
    let unit = match value[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 1.33,
        "em" | "rem" | "ex" | "ch" => 16.0,
        "%" => 0.16,
        "vw" | "vh" => 10.0,
        "cm" => 38.0,
        "mm" => 3.8,
        "in" => 96.0,
        _ => return None,
    };
    Some(number * unit)
}

fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_hidden() {
        for css in [
            "display:none",
            "DISPLAY : /* x */ none !important",
            "color:red;visibility:hidden",
            "font-size:0",
            "font-size:1px",
            "opacity:0.0",
            "text-indent:-9999px",
            "position:absolute;left:-99em",
            "position:absolute;width:1px;height:1px;overflow:hidden",
            "height:0;overflow:hidden",
            "transform:translateX(-9999px)",
            "margin:0 0 0 -5000px",
        ] {
            assert!(Style::parse(css).hides, "{css}");
        }
        for css in [
            "",
            "font-size:11.0pt;margin:0cm",
            "text-indent:-18.0pt",
            "font-size:80%",
            "margin-left:-36pt",
            "opacity:.9",
            "height:1px;background:#ccc",
            "width:100%;max-width:640px",
            "line-height:1",
        ] {
            assert!(!Style::parse(css).hides, "{css}");
        }
    }

    #[test]
    fn a_colour_vanishes_on_its_like() {
        let color = |value| Color::parse(value).unwrap();

        assert!(color("#fff").vanishes_on(None));
        assert!(color("rgb(254, 254, 254)").vanishes_on(Some(color("white"))));
        assert!(color("#FFFFFF00").vanishes_on(Some(color("black"))));
        assert!(!color("white").vanishes_on(Some(color("#1F4E79"))));
        assert!(!color("rgba(0, 0, 0, .5)").vanishes_on(None));
    }

    #[test]
    fn a_sheet_names_what_it_hides() {
        let sheet = ".q7x{position:absolute;left:-4000px} p.b, #c { display:none } .d{color:red}";

        let names: Vec<String> = hidden_selectors(sheet).collect();

        assert_eq!(names, [".q7x", ".b", "#c"]);
    }
}
