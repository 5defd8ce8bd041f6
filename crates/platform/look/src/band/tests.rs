//! The promises of the bands: small, never the same twice, drawn without a style sheet.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::contrast::ratio;

/// Villages of each subdistrict of Kabupaten Banjar: desa, kelurahan.
const SUBDISTRICTS: [(u64, u64); 20] = [
    (19, 0),
    (10, 3),
    (12, 2),
    (20, 1),
    (19, 7),
    (26, 0),
    (22, 0),
    (15, 0),
    (12, 0),
    (11, 0),
    (12, 0),
    (15, 0),
    (12, 0),
    (13, 0),
    (20, 0),
    (7, 0),
    (4, 0),
    (4, 0),
    (13, 0),
    (11, 0),
];

/// Codes as in the regency, gaps in the numbering included.
fn all_codes() -> Vec<String> {
    let mut codes = Vec::new();
    for (at, (desa, kelurahan)) in (1..).zip(SUBDISTRICTS) {
        codes.extend((1..=kelurahan).map(|n| format!("63.03.{at:02}.{}", 1000 + n)));
        codes.extend((1..=desa).map(|n| format!("63.03.{at:02}.{}", 2000 + n + n / 9 * at)));
    }
    codes
}

#[test]
fn a_band_weighs_at_most_two_kilobytes() {
    for palette in Palette::ALL {
        for code in all_codes() {
            let svg = svg(&code, palette, 32);
            assert!(
                svg.len() <= 2048,
                "{code} in {palette}: {} bytes",
                svg.len()
            );
            assert!(
                favicon(&code, palette, 'P').len() <= 2560,
                "{code}: favicon"
            );
        }
    }
}

#[test]
fn no_two_villages_wear_the_same_band_even_in_the_same_palette() {
    let codes = all_codes();
    assert_eq!(codes.len(), 290);
    let mut seen = HashMap::new();
    for code in &codes {
        let band = Band::of(code, Palette::Sungai);
        if let Some(other) = seen.insert(band.choices, code) {
            panic!("{code} and {other} share {:?}", band.choices);
        }
    }
    let drawings: HashSet<String> = codes
        .iter()
        .map(|code| svg(code, Palette::Sungai, 32).replace(&id(code), "id"))
        .collect();
    assert_eq!(drawings.len(), codes.len());
}

#[test]
fn neighbours_differ_at_a_glance() {
    let codes = all_codes();
    let (mut alike, mut pairs) = (0, 0);
    for two in codes.windows(2) {
        let [a, b] = [&two[0], &two[1]].map(|code| Band::of(code, Palette::Padi));
        pairs += 1;
        if a.choices.motif == b.choices.motif && a.dyes.ground == b.dyes.ground {
            alike += 1;
        }
    }
    assert!(
        alike * 20 < pairs,
        "{alike} of {pairs} neighbours look alike"
    );
}

#[test]
fn a_band_is_the_same_on_every_page_and_with_or_without_dots() {
    let one = svg("63.03.04.2007", Palette::Intan, 32);
    assert_eq!(one, svg("6303042007", Palette::Intan, 32));
    assert!(one.contains(r#"id="b6303042007""#));
    assert!(one.contains(r#"aria-hidden="true""#));
    assert_eq!(id("63.03.04.2007"), "b6303042007");
}

#[test]
fn a_band_needs_no_style_sheet() {
    for code in all_codes() {
        let svg = standalone(&code, Palette::Kunyit, (1200, 64), 64);
        assert!(!svg.contains("var(") && !svg.contains("style="), "{svg}");
        assert!(svg.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg""#));
    }
}

#[test]
fn the_initial_of_the_favicon_can_be_read() {
    for palette in Palette::ALL {
        for code in all_codes() {
            let dyes = Band::of(&code, palette).dyes;
            let contrast = ratio(dyes.thread, dyes.ground);
            assert!(contrast >= 4.5, "{palette} {dyes:?}: {contrast:.2}");
            assert!(
                ratio(dyes.body, dyes.ground) >= 2.0,
                "{palette} {dyes:?}: the motif drowns"
            );
        }
    }
    assert!(!favicon("6303042007", Palette::Padi, '<').contains("<<"));
}
