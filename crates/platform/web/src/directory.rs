//! Finding a village by what people type: its name, one it had before, its address, its code, its
//! subdistrict, with typos.

use std::sync::Arc;

use db::register::HostPurpose;
use kernel::search_text::fold;

use crate::registry::{Registry, Village};

/// The longest query that is looked at; nobody's village has a longer name.
pub const LONGEST_QUERY: usize = 100;
/// From which likeness on a name counts as meant.
const ALIKE: f64 = 0.86;
/// Words that are not part of a name.
const TITLES: [&str; 4] = ["desa ", "kelurahan ", "kecamatan ", "kec "];

/// A village that fits a query.
#[derive(Debug, Clone)]
pub struct Hit {
    pub village: Arc<Village>,
    /// The name it had before, when that is what fits.
    pub formerly: Option<String>,
}

/// Villages that are advertised: a suspended one is not.
pub fn listed(registry: &Registry) -> impl Iterator<Item = &Arc<Village>> {
    registry
        .villages()
        .iter()
        .filter(|village| village.is_listed())
}

/// The villages that fit a query, the best first, at most so many.
pub fn search(registry: &Registry, query: &str, most: usize) -> Vec<Hit> {
    let query: String = query.chars().take(LONGEST_QUERY).collect();
    let mut fits: Vec<(f64, Hit)> = listed(registry)
        .filter_map(|village| {
            let (fit, formerly) = fit(&query, &candidate(village))?;
            let village = village.clone();
            Some((fit, Hit { village, formerly }))
        })
        .collect();
    // Stable: equals stay in the order of their codes.
    fits.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    fits.into_iter().take(most).map(|(_, hit)| hit).collect()
}

/// What a village can be found by.
struct Candidate<'a> {
    name: &'a str,
    subdistrict: &'a str,
    code: &'a str,
    former: &'a [String],
    /// Labels of its address, with blanks for hyphens.
    labels: Vec<String>,
}

fn candidate(village: &Village) -> Candidate<'_> {
    let entry = &village.entry;
    let former = entry
        .hosts
        .iter()
        .filter(|host| host.purpose == HostPurpose::Former)
        .map(|host| host.host.as_str());
    Candidate {
        name: &entry.name,
        subdistrict: &entry.subdistrict,
        code: entry.code.digits(),
        former: &entry.former_names,
        labels: std::iter::once(entry.slug.as_str())
            .chain(former)
            .map(|label| label.replace('-', " "))
            .collect(),
    }
}

/// How well a village fits, 1 the best, and the former name that does.
fn fit(query: &str, candidate: &Candidate<'_>) -> Option<(f64, Option<String>)> {
    if let Some(digits) = code(query) {
        return candidate.code.starts_with(&digits).then_some((1.0, None));
    }
    let folded = fold(query);
    let wanted = TITLES
        .iter()
        .find_map(|title| folded.strip_prefix(title))
        .unwrap_or(&folded)
        .trim();
    if wanted.is_empty() {
        return None;
    }
    let (name, subdistrict) = (fold(candidate.name), fold(candidate.subdistrict));
    let mut best = likeness(wanted, &name).map(|fit| (fit, None));
    let is_in = likeness(wanted, &subdistrict).is_some_and(|fit| fit >= 0.95);
    if is_in || format!("{name} {subdistrict}").contains(wanted) {
        best = better(best, Some((0.9, None)));
    }
    if words_fit(wanted, &format!("{name} {subdistrict}")) {
        best = better(best, Some((0.8, None)));
    }
    for label in &candidate.labels {
        best = better(best, likeness(wanted, label).map(|fit| (fit * 0.97, None)));
    }
    for former in candidate.former {
        let fit = likeness(wanted, &fold(former));
        best = better(best, fit.map(|fit| (fit * 0.95, Some(former.clone()))));
    }
    best
}

fn better(
    one: Option<(f64, Option<String>)>,
    other: Option<(f64, Option<String>)>,
) -> Option<(f64, Option<String>)> {
    match (&one, &other) {
        (Some((a, _)), Some((b, _))) if a >= b => one,
        (_, None) => one,
        _ => other,
    }
}

/// The digits of a code, or of its beginning.
fn code(query: &str) -> Option<String> {
    let plain = query
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c == ' ');
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    (plain && digits.len() >= 4).then_some(digits)
}

fn likeness(wanted: &str, name: &str) -> Option<f64> {
    if name == wanted {
        return Some(1.0);
    }
    if name.starts_with(wanted) {
        return Some(0.98);
    }
    if name.contains(wanted) {
        return Some(0.96);
    }
    // People write names together, and apart.
    let joined = |text: &str| text.replace(' ', "");
    let (wanted_joined, name_joined) = (joined(wanted), joined(name));
    if wanted_joined.len() >= 5 && name_joined.starts_with(&wanted_joined) {
        return Some(0.95);
    }
    let alike = strsim::jaro_winkler(&wanted_joined, &name_joined);
    (alike >= ALIKE).then_some(alike * 0.9)
}

/// Whether every word has one of the others that it means.
fn words_fit(wanted: &str, known: &str) -> bool {
    let means = |word: &str, other: &str| {
        let slips = match word.chars().count() {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        other.starts_with(word) || strsim::osa_distance(word, other) <= slips
    };
    wanted
        .split(' ')
        .all(|word| known.split(' ').any(|other| means(word, other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(query: &str) -> Option<(f64, Option<String>)> {
        let former = ["Belayung Baru".to_owned()];
        let candidate = Candidate {
            name: "Pembantanan",
            subdistrict: "Sungai Tabuk",
            code: "6303042007",
            former: &former,
            labels: vec!["pembantanan".to_owned(), "kampung lama".to_owned()],
        };
        fit(query, &candidate)
    }

    #[test]
    fn a_village_is_found_as_people_type_it() {
        for query in [
            "pembantanan",
            "Desa Pembantanan",
            "pembantan",
            "63.03.04.2007",
            "6303042007",
            "6303 04",
            "pembatanan",
            "pembantnan",
            "pemba ntanan",
            "sungai tabuk",
            "sungaitabuk",
            "sungi tabuk",
            "tabuk pembantanan",
            "kec. sungai tabuk",
            "kampung-lama",
            "kampung lama",
            "belayung baru",
            "Belayung Bru",
        ] {
            assert!(fits(query).is_some(), "{query}");
        }
    }

    #[test]
    fn the_name_of_today_comes_before_the_name_of_before() {
        assert_eq!(fits("pembantanan"), Some((1.0, None)));
        let (fit, formerly) = fits("belayung baru").unwrap();
        assert!(fit < 1.0);
        assert_eq!(formerly.as_deref(), Some("Belayung Baru"));
    }

    #[test]
    fn what_fits_nothing_finds_nothing() {
        for query in [
            "",
            "   ",
            "%",
            "\\",
            "astambul",
            "'; drop table",
            "99.99",
            "desa",
        ] {
            assert_eq!(fits(query), None, "{query}");
        }
    }
}
