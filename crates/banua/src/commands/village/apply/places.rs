//! What differs of the regency itself and of its subdistricts.

use db::register;
use serde_json::Value;

use super::plan::Difference;

/// A value in a sentence.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "nothing".to_owned(),
        other => other.to_string(),
    }
}

pub(super) fn compare(
    before: Option<&register::Regency>,
    after: &register::Regency,
) -> Vec<Difference> {
    let difference = |what: String, from: &str, to: &str| Difference {
        what,
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let Some(before) = before.filter(|before| before.code == after.code) else {
        return vec![difference(
            format!("regency {}", after.code),
            "nothing",
            &after.name,
        )];
    };
    let mut found = Vec::new();
    if before.name != after.name {
        found.push(difference("name".to_owned(), &before.name, &after.name));
    }
    if before.province != after.province {
        found.push(difference(
            "province".to_owned(),
            &before.province,
            &after.province,
        ));
    }
    for key in keys(&before.settings, &after.settings) {
        let (from, to) = (before.settings.get(&key), after.settings.get(&key));
        if from != to {
            let (from, to) = (from.map(text), to.map(text));
            found.push(difference(
                key,
                &from.unwrap_or_else(|| "nothing".to_owned()),
                &to.unwrap_or_else(|| "nothing".to_owned()),
            ));
        }
    }
    for subdistrict in &after.subdistricts {
        let facts = |one: &register::Subdistrict| {
            let position = (one.latitude, one.longitude, one.area_km2);
            format!("{} ({}) {position:?}", one.name, one.slug)
        };
        let old = before
            .subdistricts
            .iter()
            .find(|old| old.code == subdistrict.code)
            .map(facts);
        let new = facts(subdistrict);
        if old.as_ref() != Some(&new) {
            let what = format!("subdistrict {}", subdistrict.code);
            found.push(difference(what, old.as_deref().unwrap_or("nothing"), &new));
        }
    }
    found
}

fn keys(before: &Value, after: &Value) -> Vec<String> {
    let of = |value: &Value| -> Vec<String> {
        value
            .as_object()
            .map(|map| map.keys().cloned().collect())
            .unwrap_or_default()
    };
    let mut keys = of(before);
    keys.extend(
        of(after)
            .into_iter()
            .filter(|key| before.get(key).is_none()),
    );
    keys
}
