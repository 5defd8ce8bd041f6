//! One line per event: readable in a terminal, JSON for machines, personal data masked in both.

use std::fmt::{self, Write as _};
use std::io::{IsTerminal as _, Write as _};

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber, span};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::redact;

/// Writes events with the fields of the spans around them; replaces tracing's own formatter,
/// which offers no place to mask the fields of an event in JSON.
pub(crate) struct LogLayer {
    json: bool,
    colours: bool,
    write: fn(&str),
}

/// What a span was given, kept with it.
struct SpanFields(Map<String, Value>);

impl LogLayer {
    pub(crate) fn to_stderr(json: bool) -> Self {
        let colours = !json && std::io::stderr().is_terminal();
        Self {
            json,
            colours,
            write: |line| _ = std::io::stderr().write_all(line.as_bytes()),
        }
    }

    #[cfg(test)]
    pub(crate) fn to(json: bool, write: fn(&str)) -> Self {
        Self {
            json,
            colours: false,
            write,
        }
    }

    fn line(&self, event: &Event<'_>, fields: Map<String, Value>) -> String {
        let now = jiff::Timestamp::now();
        let metadata = event.metadata();
        if self.json {
            json_line(
                &format!("{now:.3}"),
                metadata.level(),
                metadata.target(),
                fields,
            )
        } else {
            let clock = now
                .to_zoned(jiff::tz::TimeZone::UTC)
                .strftime("%H:%M:%S%.3fZ")
                .to_string();
            self.pretty_line(&clock, *metadata.level(), metadata.target(), fields)
        }
    }

    fn pretty_line(
        &self,
        clock: &str,
        level: Level,
        target: &str,
        mut fields: Map<String, Value>,
    ) -> String {
        let (dim, strong, plain) = if self.colours {
            ("\x1b[2m", colour(level), "\x1b[0m")
        } else {
            ("", "", "")
        };
        let message = match fields.shift_remove("message") {
            Some(Value::String(message)) => message,
            _ => String::new(),
        };
        let mut line = format!("{dim}{clock}{plain} {strong}{level:>5}{plain} ");
        push_visible(&mut line, &message);
        line.push_str(dim);
        for (name, value) in fields {
            _ = match value {
                Value::String(text) if is_plain(&text) => write!(line, " {name}={text}"),
                Value::String(text) => write!(line, " {name}={text:?}"),
                other => write!(line, " {name}={other}"),
            };
        }
        _ = writeln!(line, " ({target}){plain}");
        line
    }
}

impl<S> Layer<S> for LogLayer
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, ctx: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = ctx.span(id) {
            span.extensions_mut().insert(SpanFields(fields.0));
        }
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, ctx: Context<'_, S>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        if let Some(span) = ctx.span(id)
            && let Some(known) = span.extensions_mut().get_mut::<SpanFields>()
        {
            known.0.extend(fields.0);
        }
    }

    fn on_event(&self, event: &Event<'_>, ctx: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut fields = fields.0;
        // The nearest span comes first: what is said closest to the event holds.
        for span in ctx.event_scope(event).into_iter().flatten() {
            if let Some(known) = span.extensions().get::<SpanFields>() {
                for (name, value) in &known.0 {
                    fields.entry(name).or_insert_with(|| value.clone());
                }
            }
        }
        (self.write)(&self.line(event, fields));
    }
}

fn json_line(time: &str, level: &Level, target: &str, mut fields: Map<String, Value>) -> String {
    let mut line = Map::new();
    line.insert("time".into(), time.into());
    line.insert("level".into(), level.as_str().into());
    line.insert(
        "message".into(),
        fields.shift_remove("message").unwrap_or_default(),
    );
    line.insert("target".into(), target.into());
    for (name, value) in fields {
        line.entry(name).or_insert(value);
    }
    let mut line = Value::Object(line).to_string();
    line.push('\n');
    line
}

fn colour(level: Level) -> &'static str {
    match level {
        Level::ERROR => "\x1b[31m",
        Level::WARN => "\x1b[33m",
        Level::INFO => "\x1b[32m",
        _ => "\x1b[34m",
    }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'"')
}

/// A visitor cannot forge a second line or colour the terminal.
fn push_visible(line: &mut String, text: &str) {
    for character in text.chars() {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
}

/// Collects fields, masked.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: impl FnOnce() -> Value) {
        let name = field.name();
        if name.starts_with("otel.") || name.starts_with("log.") {
            return;
        }
        let value = if redact::is_forbidden(name) {
            redact::MASK.into()
        } else {
            match value() {
                Value::String(text) => redact::mask_numbers(&text).into(),
                other => other,
            }
        };
        self.0.insert(name.to_owned(), value);
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, || format!("{value:?}").into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, || value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, || value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, || value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, || value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, || value.into());
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.put(field, || {
            let mut text = value.to_string();
            let mut source = value.source();
            while let Some(cause) = source {
                _ = write!(text, ": {cause}");
                source = cause.source();
            }
            text.into()
        });
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    thread_local! { static LINES: RefCell<String> = const { RefCell::new(String::new()) }; }

    fn logged(json: bool, tell: impl FnOnce()) -> String {
        let layer = LogLayer::to(json, |line| {
            LINES.with_borrow_mut(|lines| lines.push_str(line))
        });
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), tell);
        LINES.with_borrow_mut(std::mem::take)
    }

    #[test]
    fn a_json_line_carries_request_and_village_of_its_span() {
        let line = logged(true, || {
            let span = tracing::info_span!(
                "http.request",
                otel.name = "GET /",
                request_id = "r1",
                village = tracing::field::Empty,
                status = 0
            );
            span.record("village", "pembantanan");
            let _entered = span.enter();
            tracing::info!(status = 200, "served");
        });
        let value: Value = serde_json::from_str(&line).expect("one JSON line");
        assert_eq!(value["message"], "served");
        assert_eq!(value["request_id"], "r1");
        assert_eq!(value["village"], "pembantanan");
        assert_eq!(value["status"], 200);
        assert_eq!(value["level"], "INFO");
        assert!(value.get("otel.name").is_none());
    }

    #[test]
    fn personal_data_is_masked_in_both_forms() {
        for json in [true, false] {
            let lines = logged(json, || {
                let span = tracing::info_span!("letters.approve", citizen.nik = "6303041208900001");
                let _entered = span.enter();
                tracing::warn!(
                    email = "siti@example.id",
                    phone = ?Some("0812"),
                    error = "Key (nik)=(6303041208900001) already exists",
                    "no letter for 6303041208900001"
                );
            });
            assert!(!lines.contains("6303041208900001"), "{lines}");
            assert!(
                !lines.contains("siti@") && !lines.contains("0812"),
                "{lines}"
            );
            assert!(lines.contains("no letter for ***"), "{lines}");
        }
    }

    #[test]
    fn a_visitor_cannot_write_a_line_of_his_own() {
        for json in [true, false] {
            let lines = logged(json, || {
                tracing::info!(
                    path = "/x\n00:00 ERROR forged",
                    "asked for {}",
                    "a\nb\x1b[31m"
                );
            });
            assert_eq!(lines.matches('\n').count(), 1, "{lines}");
            assert!(!lines.contains('\x1b'), "{lines}");
        }
    }

    #[test]
    fn a_field_cannot_pose_as_the_level() {
        let line = logged(true, || tracing::info!(level = "forged", time = 1, "x"));
        let value: Value = serde_json::from_str(&line).expect("one JSON line");
        assert_eq!(value["level"], "INFO");
        assert!(value["time"].is_string());
    }
}
