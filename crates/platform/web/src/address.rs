//! Paths and queries in one form, so that the page cache is not split by what does not matter.

use std::borrow::Cow;

/// Query keys that say where a visitor came from and never change a page.
const TRACKING: [&str; 9] = [
    "fbclid", "gclid", "dclid", "msclkid", "igshid", "igsh", "mc_cid", "mc_eid", "yclid",
];

/// The part of path and query that decides what is shown.
pub(crate) fn cache_address(path: &str, query: Option<&str>) -> Box<str> {
    let Some(query) = query.filter(|query| !query.is_empty()) else {
        return path.into();
    };
    let mut kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair))
        .collect();
    if kept.is_empty() {
        return path.into();
    }
    // Stable: of repeated keys the last still counts.
    kept.sort_by_key(|pair| pair.split('=').next());
    format!("{path}?{}", kept.join("&")).into()
}

fn is_tracking(pair: &str) -> bool {
    let key = pair.split('=').next().unwrap_or_default();
    key.starts_with("utm_") || TRACKING.contains(&key)
}

/// Keys and values of a query; `None` when it holds bad escapes, bad UTF-8 or a NUL.
pub(crate) fn decode_query(raw: &str) -> Option<Vec<(String, String)>> {
    raw.split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair))
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(key)?, decode(value)?))
        })
        .collect()
}

fn decode(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced)
        .decode_utf8()
        .ok()?;
    (!decoded.contains('\0')).then(|| decoded.into_owned())
}

/// Where a sloppily written path should have pointed: without trailing or doubled slashes and
/// without `index.php`. `None` when it is fine as it is.
pub(crate) fn tidy_path(path: &str) -> Option<Cow<'_, str>> {
    if path.len() > 1 && path.ends_with('/') || path.contains("//") {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        return Some(Cow::Owned(format!("/{}", parts.join("/"))));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_marks_do_not_split_the_cache() {
        assert_eq!(
            &*cache_address("/artikel/x", Some("utm_source=wa&fbclid=abc")),
            "/artikel/x"
        );
        assert_eq!(&*cache_address("/cari", Some("q=b&a=1")), "/cari?a=1&q=b");
        assert_eq!(&*cache_address("/", Some("")), "/");
    }

    #[test]
    fn a_query_with_a_zero_byte_is_refused() {
        assert_eq!(decode_query("q=a%00b"), None);
        assert_eq!(decode_query("q=%C3%28"), None);
        assert_eq!(
            decode_query("q=a+b&utm_x=1"),
            Some(vec![("q".into(), "a b".into())])
        );
    }

    #[test]
    fn slashes_are_tidied() {
        assert_eq!(tidy_path("/artikel/").as_deref(), Some("/artikel"));
        assert_eq!(tidy_path("//artikel//x").as_deref(), Some("/artikel/x"));
        assert_eq!(tidy_path("///").as_deref(), Some("/"));
        assert_eq!(tidy_path("/artikel"), None);
        assert_eq!(tidy_path("/"), None);
    }
}
