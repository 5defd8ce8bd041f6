//! Reads the test vectors that the whole project shares.

use std::sync::LazyLock;

use serde_json::Value;

static VECTORS: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/test_vectors.json")).expect("the vectors are JSON")
});

/// The vectors at a JSON pointer, at least one.
pub fn list(pointer: &str) -> &'static [Value] {
    let found = VECTORS.pointer(pointer).and_then(Value::as_array);
    let found = found.unwrap_or_else(|| panic!("no list of vectors at {pointer}"));
    assert!(!found.is_empty(), "{pointer} is empty");
    found
}

pub fn text<'v>(vector: &'v Value, key: &str) -> &'v str {
    vector[key]
        .as_str()
        .unwrap_or_else(|| panic!("{vector} has no text {key}"))
}

pub fn number(vector: &Value, key: &str) -> i64 {
    vector[key]
        .as_i64()
        .unwrap_or_else(|| panic!("{vector} has no number {key}"))
}

pub fn date(vector: &Value, key: &str) -> jiff::civil::Date {
    text(vector, key).parse().expect("a date")
}
