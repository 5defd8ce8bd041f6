//! Finding a village by what people type: its name, its code, its subdistrict, with typos.

use kernel::search_text::fold;

/// The longest query that is looked at; nobody's village has a longer name.
pub(crate) const LONGEST_QUERY: usize = 100;
/// From which likeness on a name counts as meant.
const ALIKE: f64 = 0.86;

/// What a village can be found by.
pub(crate) struct Candidate<'a> {
    pub name: &'a str,
    pub subdistrict: &'a str,
    pub code_dotted: &'a str,
    pub code_digits: &'a str,
}

/// How well a village fits a query, 1 the best; `None` when it does not.
pub(crate) fn fit(query: &str, candidate: &Candidate<'_>) -> Option<f64> {
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 4
        && query
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ' ')
    {
        let fits = candidate.code_digits.starts_with(&digits);
        return fits.then_some(1.0);
    }
    let wanted = fold(query);
    let wanted = ["desa ", "kelurahan ", "kecamatan ", "kec "]
        .iter()
        .find_map(|prefix| wanted.strip_prefix(prefix))
        .unwrap_or(&wanted);
    if wanted.is_empty() {
        return None;
    }
    let (name, subdistrict) = (fold(candidate.name), fold(candidate.subdistrict));
    if name == wanted {
        return Some(1.0);
    }
    if name.starts_with(wanted) {
        return Some(0.98);
    }
    if name.contains(wanted) || candidate.code_dotted == wanted {
        return Some(0.96);
    }
    if subdistrict.starts_with(wanted) || format!("{name} {subdistrict}").contains(wanted) {
        return Some(0.9);
    }
    let alike = strsim::jaro_winkler(wanted, &name);
    (alike >= ALIKE).then_some(alike * 0.9)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEMBANTANAN: Candidate<'_> = Candidate {
        name: "Pembantanan",
        subdistrict: "Sungai Tabuk",
        code_dotted: "63.03.04.2007",
        code_digits: "6303042007",
    };

    #[test]
    fn a_village_is_found_as_people_type_it() {
        for query in [
            "pembantanan",
            "Desa Pembantanan",
            "pembantan",
            "63.03.04.2007",
            "6303042007",
        ] {
            assert!(fit(query, &PEMBANTANAN).is_some(), "{query}");
        }
        assert!(
            fit("pembatanan", &PEMBANTANAN).is_some(),
            "a letter is missing"
        );
        assert!(fit("sungai tabuk", &PEMBANTANAN).is_some());
        assert!(fit("kec. sungai tabuk", &PEMBANTANAN).is_some());
    }

    #[test]
    fn what_fits_nothing_finds_nothing() {
        for query in ["", "   ", "%", "\\", "astambul", "'; drop table", "99.99"] {
            assert_eq!(fit(query, &PEMBANTANAN), None, "{query}");
        }
    }
}
