//! A map as numbers: places on a sheet of a thousand units, outlines as paths.
//!
//! At the size of a regency the earth is flat: longitude shrinks with the cosine of the latitude in
//! the middle, and nothing else is projected.

use std::fmt::Write;

use geo::{Coord, LineString, SimplifyVw};

/// How wide the sheet is.
pub(crate) const WIDTH: f64 = 1000.0;
/// How high it may get, as a part of its width.
const HIGHEST: f64 = 1.25;
/// What stays free around everything.
const MARGIN: f64 = 24.0;
/// The least a sheet shows, in degrees: one village alone is not blown up to nothing around it.
const LEAST: f64 = 0.02;

/// The least a corner of an outline must enclose to be drawn, in square units.
const SMALLEST_CORNER: f64 = 2.0;
/// How wide a letter is, as a part of its height; a little more than it is.
const LETTER: f64 = 0.6;

/// Turns degrees into places on the sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    west: f64,
    north: f64,
    /// Units for a degree of longitude and of latitude.
    per_lng: f64,
    per_lat: f64,
    left: f64,
    pub height: f64,
}

impl Sheet {
    /// A sheet for these places, given as longitude and latitude; none without any.
    pub(crate) fn around(places: impl Iterator<Item = [f64; 2]>) -> Option<Self> {
        let mut bounds: Option<([f64; 2], [f64; 2])> = None;
        for [lng, lat] in places.filter(|place| place.iter().all(|degrees| degrees.is_finite())) {
            let (low, high) = bounds.get_or_insert(([lng, lat], [lng, lat]));
            *low = [low[0].min(lng), low[1].min(lat)];
            *high = [high[0].max(lng), high[1].max(lat)];
        }
        let (mut low, mut high) = bounds?;
        for (low, high) in low.iter_mut().zip(&mut high) {
            let missing = (LEAST - (*high - *low)).max(0.0) / 2.0;
            *low -= missing;
            *high += missing;
        }
        let shrink = f64::midpoint(low[1], high[1]).to_radians().cos().max(0.1);
        let (wide, tall) = ((high[0] - low[0]) * shrink, high[1] - low[1]);
        let inner = WIDTH - 2.0 * MARGIN;
        let per_lat = (inner / wide).min((WIDTH * HIGHEST - 2.0 * MARGIN) / tall);
        Some(Self {
            west: low[0],
            north: high[1],
            per_lng: per_lat * shrink,
            per_lat,
            left: f64::midpoint(0.0, WIDTH - wide * per_lat),
            height: (tall * per_lat + 2.0 * MARGIN).round(),
        })
    }

    /// Where a place lies, in whole units.
    pub(crate) fn at(&self, place: [f64; 2]) -> (i32, i32) {
        let Coord { x, y } = self.spot(place);
        (whole(x), whole(y))
    }

    fn spot(&self, [lng, lat]: [f64; 2]) -> Coord {
        Coord {
            x: self.left + (lng - self.west) * self.per_lng,
            y: MARGIN + (self.north - lat) * self.per_lat,
        }
    }

    /// Outlines as one path, without corners that nobody sees; rings without an inside are none.
    pub(crate) fn path<'a>(&self, rings: impl Iterator<Item = &'a [[f64; 2]]>) -> String {
        let mut path = String::new();
        for ring in rings {
            let closed = ring.iter().chain(ring.first());
            let line: LineString = closed.map(|place| self.spot(*place)).collect();
            let mut points: Vec<(i32, i32)> = line
                .simplify_vw(SMALLEST_CORNER)
                .coords()
                .map(|spot| (whole(spot.x), whole(spot.y)))
                .collect();
            points.dedup();
            if points.len() > 1 && points.first() == points.last() {
                points.pop();
            }
            if points.len() >= 3 {
                write_ring(&mut path, &points);
            }
        }
        path
    }
}

/// From point to point by steps, which are shorter to write than places.
fn write_ring(path: &mut String, points: &[(i32, i32)]) {
    let mut before = points[0];
    // Writing into a text does not fail.
    let _ = write!(path, "M{} {}l", before.0, before.1);
    for (at, point) in points[1..].iter().enumerate() {
        let (x, y) = (point.0 - before.0, point.1 - before.1);
        let gap = if at > 0 && x >= 0 { " " } else { "" };
        let between = if y >= 0 { " " } else { "" };
        let _ = write!(path, "{gap}{x}{between}{y}");
        before = *point;
    }
    path.push('z');
}

fn whole(units: f64) -> i32 {
    // A place far off the sheet is drawn at its edge.
    units.round().clamp(-100_000.0, 100_000.0) as i32
}

/// A name to be written in the middle above a spot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    pub x: i32,
    pub y: i32,
    pub letters: usize,
}

/// Which names can be written at a size without touching another or leaving the sheet. Those that
/// `must` be written are seen to first.
pub(crate) fn legible(names: &[Name], size: f64, must: &[bool]) -> Vec<bool> {
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let mut is_legible = vec![false; names.len()];
    for first in [true, false] {
        for (at, name) in names.iter().enumerate() {
            if must.get(at).copied().unwrap_or(false) != first {
                continue;
            }
            let half = name.letters as f64 * size * LETTER / 2.0;
            let (x, y) = (f64::from(name.x), f64::from(name.y));
            let place = [x - half, y - size * 1.2, x + half, y];
            let is_free = place[0] >= 0.0
                && place[2] <= WIDTH
                && taken.iter().all(|other| {
                    place[2] < other[0]
                        || other[2] < place[0]
                        || place[3] < other[1]
                        || other[3] < place[1]
                });
            if is_free {
                taken.push(place);
                is_legible[at] = true;
            }
        }
    }
    is_legible
}

/// Tints so that neighbours differ where they can: each part takes the first tint that no part whose
/// box touches its own has. Boxes are west, south, east, north.
pub(crate) fn tints(boxes: &[[f64; 4]], tints: usize) -> Vec<usize> {
    let touches =
        |a: &[f64; 4], b: &[f64; 4]| a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
    let mut taken: Vec<usize> = Vec::with_capacity(boxes.len());
    for (at, place) in boxes.iter().enumerate() {
        let mut used = vec![0; tints];
        for (other, tint) in boxes[..at].iter().zip(&taken) {
            if touches(place, other) {
                used[*tint] += 1;
            }
        }
        let least = (0..tints).min_by_key(|tint| used[*tint]).unwrap_or(0);
        taken.push(least);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_holds_everything_it_was_made_for() {
        let places = [[114.5, -3.6], [115.6, -2.8], [115.0, -3.3]];
        let sheet = Sheet::around(places.into_iter()).unwrap();
        for place in places {
            let (x, y) = sheet.at(place);
            assert!((0..=1000).contains(&x), "{x}");
            assert!(y >= 0 && f64::from(y) <= sheet.height, "{y}");
        }
        let (_, north) = sheet.at(places[1]);
        let (_, south) = sheet.at(places[0]);
        assert!(north < south, "north is up");
        assert!(sheet.height <= WIDTH * HIGHEST);
        assert!(Sheet::around(std::iter::empty()).is_none());
        assert!(Sheet::around([[f64::NAN, 0.0]].into_iter()).is_none());
    }

    #[test]
    fn one_place_alone_lies_in_the_middle() {
        let sheet = Sheet::around([[114.7, -3.3]].into_iter()).unwrap();
        let (x, y) = sheet.at([114.7, -3.3]);
        assert!((490..=510).contains(&x), "{x}");
        assert!((f64::from(y) - sheet.height / 2.0).abs() < 10.0, "{y}");
    }

    #[test]
    fn a_path_is_short_and_closed() {
        let sheet = Sheet::around([[114.0, -4.0], [115.0, -3.0]].into_iter()).unwrap();
        let ring = [[114.0, -3.0], [115.0, -3.0], [115.0, -4.0], [114.0, -4.0]];
        let path = sheet.path([ring.as_slice()].into_iter());
        assert!(path.starts_with('M') && path.ends_with('z'), "{path}");
        assert_eq!(path.matches('M').count(), 1);
        let dot = [[114.5, -3.5], [114.500_01, -3.5], [114.5, -3.500_01]];
        assert_eq!(sheet.path([dot.as_slice()].into_iter()), "");
    }

    #[test]
    fn names_do_not_lie_on_each_other() {
        let name = |x, y| Name { x, y, letters: 10 };
        let names = [
            name(500, 500),
            name(520, 505),
            name(500, 600),
            name(10, 300),
        ];
        assert_eq!(legible(&names, 20.0, &[]), [true, false, true, false]);
        let must = [false, true, false, false];
        assert_eq!(legible(&names, 20.0, &must), [false, true, true, false]);
    }

    #[test]
    fn neighbours_take_another_tint() {
        let boxes = [
            [0.0, 0.0, 1.0, 1.0],
            [1.0, 0.0, 2.0, 1.0],
            [5.0, 5.0, 6.0, 6.0],
        ];
        assert_eq!(tints(&boxes, 3), [0, 1, 0]);
    }
}
