//! An entry as bytes, the same however Postgres and serde write it.

use serde_json::{Number, Value};

use super::Entry;

/// Every part says its kind and length, so that no two entries have the same bytes.
pub(super) fn bytes(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    bytes.extend_from_slice(&entry.seq.to_be_bytes());
    bytes.extend_from_slice(&entry.at.as_microsecond().to_be_bytes());
    match &entry.staff {
        Some(staff) => {
            bytes.push(1);
            bytes.extend_from_slice(staff.as_bytes());
        }
        None => bytes.push(0),
    }
    for text in [&entry.who, &entry.action, &entry.subject, &entry.address] {
        write_text(&mut bytes, text);
    }
    write_value(&mut bytes, &entry.detail);
    bytes
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_length(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

fn write_length(bytes: &mut Vec<u8>, length: usize) {
    bytes.extend_from_slice(&(length as u64).to_be_bytes());
}

fn write_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => bytes.push(b'n'),
        Value::Bool(false) => bytes.push(b'f'),
        Value::Bool(true) => bytes.push(b't'),
        Value::Number(number) => write_number(bytes, number),
        Value::String(text) => {
            bytes.push(b's');
            write_text(bytes, text);
        }
        Value::Array(items) => {
            bytes.push(b'a');
            write_length(bytes, items.len());
            for item in items {
                write_value(bytes, item);
            }
        }
        Value::Object(fields) => {
            bytes.push(b'o');
            write_length(bytes, fields.len());
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| *key);
            for (key, value) in fields {
                write_text(bytes, key);
                write_value(bytes, value);
            }
        }
    }
}

/// Only whole numbers come here, see [`super::Entry::record`]. Another would count as it is
/// written.
fn write_number(bytes: &mut Vec<u8>, number: &Number) {
    bytes.push(b'i');
    write_text(bytes, &number.to_string());
}
