//! How commands answer: words and tables for people, JSON for machines, exit codes for both.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
    time::Duration,
};

use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use serde_json::json;

/// The command was wrong, or what it asked for is not allowed.
pub const USAGE: u8 = 2;
/// The command was right and did not (wholly) succeed.
pub const FAILURE: u8 = 1;

/// Why a command was not carried out. `code` is a word that scripts may rely on.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    pub code: &'static str,
    pub message: String,
    pub exit: u8,
    /// More for machines, beside code and message.
    pub detail: Option<serde_json::Value>,
}

impl Refusal {
    /// The caller has to change the command.
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            exit: USAGE,
            detail: None,
        }
    }

    /// The caller has to change the world.
    pub fn failure(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            exit: FAILURE,
            detail: None,
        }
    }

    #[must_use]
    pub fn with_detail(mut self, detail: serde_json::Value) -> Self {
        self.detail = Some(detail);
        self
    }
}

/// Prints the error of a command, if it ended with one.
pub fn finish(outcome: anyhow::Result<ExitCode>, json: bool) -> ExitCode {
    let error = match outcome {
        Ok(code) => return code,
        Err(error) => error,
    };
    let refusal = match error.downcast::<Refusal>() {
        Ok(refusal) => refusal,
        Err(error) => explain(&error),
    };
    if json {
        let mut body = json!({ "code": refusal.code, "message": refusal.message });
        if let Some(detail) = refusal.detail {
            body["detail"] = detail;
        }
        print_json(&json!({ "error": body }));
    } else {
        eprintln!("error: {}", refusal.message);
    }
    ExitCode::from(refusal.exit)
}

/// Errors of the database that an operator meets get words of their own.
fn explain(error: &anyhow::Error) -> Refusal {
    let sql = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<sqlx::Error>());
    let database = sql.and_then(sqlx::Error::as_database_error);
    let code = database
        .and_then(|database| database.code())
        .unwrap_or_default();
    // A chain of errors from the database repeats the same words.
    let words = match database {
        Some(database) => database.message().to_owned(),
        None => format!("{error:#}"),
    };
    let away = matches!(
        sql,
        Some(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Tls(_))
    );
    let (word, told) = match &*code {
        _ if away => ("database_unavailable", "the database does not answer"),
        "57P01" | "57P02" | "57P03" | "53300" => {
            ("database_unavailable", "the database does not answer")
        }
        "28P01" | "28000" => ("database_login", "the database does not let us in"),
        "3D000" => ("database_missing", "there is no such database"),
        // No such schema, table or column.
        "3F000" | "42P01" | "42703" => (
            "not_migrated",
            "the database is not at the version of this build; run `banua migrate` first",
        ),
        "42501" => (
            "not_permitted",
            "the database login may not do this; `banua check` says what it lacks",
        ),
        _ => return Refusal::failure("failed", words),
    };
    Refusal::failure(word, format!("{told} ({words})"))
}

/// What clap found wrong with the command line, also for machines: a line that cannot be read may
/// still say `--json`.
pub fn usage_error(error: &clap::Error) -> ExitCode {
    let json = std::env::args_os().any(|argument| argument == "--json");
    if json && error.use_stderr() {
        let text = error.to_string();
        let message = text.lines().next().unwrap_or_default();
        let message = message.strip_prefix("error: ").unwrap_or(message);
        print_json(&json!({ "error": { "code": "usage", "message": message } }));
    } else if error.print().is_err() {
        // Nobody listens any more.
        return ExitCode::from(FAILURE);
    }
    ExitCode::from(if error.use_stderr() { USAGE } else { 0 })
}

/// Prints to standard output. A reader that went away (`banua village list | head`) is no error.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.trim_end_matches('\n'));
}

/// Prints one JSON document.
pub fn print_json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => say(&text),
        Err(error) => eprintln!("error: the answer cannot be written as JSON: {error}"),
    }
}

/// An empty table in our style.
pub fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header.to_vec());
    table
}

/// A bar on the terminal; silent when nobody looks at it.
pub fn progress(what: &'static str, total: usize, json: bool) -> ProgressBar {
    let bar = ProgressBar::new(total as u64);
    if json || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template("{prefix:>10} [{bar:30}] {pos}/{len}  {elapsed}");
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_prefix(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// "1 village", "3 villages"
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {many}")
    }
}
