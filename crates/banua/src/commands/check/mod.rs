//! `banua check`, the doctor: looks at everything the service needs, and says what to do. What the
//! console shows too is asked by the crate `doctor`.

mod machine;
mod postgres;
mod services;
mod vault;

use std::process::ExitCode;

use comfy_table::{Cell, Color};
use config::{Config, ConfigErrors};
use db::Database;
use doctor::State;
use serde::Serialize;
use serde_json::json;

use super::report::{FAILURE, print_json, say, table};

/// Nothing to choose.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    area: &'static str,
    state: State,
    found: String,
    /// "" when there is nothing to do.
    advice: String,
}

/// Everything that was looked at so far.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn ok(&mut self, area: &'static str, found: impl Into<String>) {
        self.add(area, State::Ok, found, "");
    }

    fn warn(&mut self, area: &'static str, found: impl Into<String>, advice: impl Into<String>) {
        self.add(area, State::Warn, found, advice);
    }

    fn fail(&mut self, area: &'static str, found: impl Into<String>, advice: impl Into<String>) {
        self.add(area, State::Fail, found, advice);
    }

    fn add(
        &mut self,
        area: &'static str,
        state: State,
        found: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.0.push(Finding {
            area,
            state,
            found: found.into(),
            advice: advice.into(),
        });
    }

    fn worst(&self) -> State {
        let any = |state| self.0.iter().any(|finding| finding.state == state);
        if any(State::Fail) {
            State::Fail
        } else if any(State::Warn) {
            State::Warn
        } else {
            State::Ok
        }
    }
}

pub async fn run(
    _: Args,
    config: Result<Config, ConfigErrors>,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let mut findings = Findings::default();
    match &config {
        Ok(config) => {
            look_at_configuration(config, &mut findings);
            match Database::open(config) {
                Ok(database) => {
                    postgres::look(&database, &mut findings).await;
                    services::look(config, &database, &mut findings).await;
                    vault::look(config, &database, &mut findings).await;
                    database.close().await;
                }
                Err(error) => {
                    let advice = "correct database.url and database.admin_url";
                    findings.fail("postgres", error.to_string(), advice);
                }
            }
            services::provider(config, &mut findings).await;
            services::gateway(config, &mut findings).await;
            machine::look(config, &mut findings);
        }
        Err(errors) => {
            for problem in &errors.0 {
                let advice = "correct the file or the variable; then run `banua check` again";
                findings.fail("configuration", problem.to_string(), advice);
            }
        }
    }
    let worst = findings.worst();
    if json {
        let settings: Vec<_> = config.iter().flat_map(|config| &config.settings).collect();
        let settings: Vec<_> = settings
            .into_iter()
            .filter(|setting| !setting.value.is_empty())
            .map(|one| json!({ "key": one.key, "value": one.value, "origin": one.origin }))
            .collect();
        print_json(&json!({ "state": worst, "findings": findings.0, "settings": settings }));
    } else {
        print(&findings);
    }
    Ok(if worst == State::Fail {
        ExitCode::from(FAILURE)
    } else {
        ExitCode::SUCCESS
    })
}

fn look_at_configuration(config: &Config, findings: &mut Findings) {
    let file = config
        .file
        .as_ref()
        .map_or_else(|| "no file".to_owned(), |file| file.display().to_string());
    let given = config
        .settings
        .iter()
        .filter(|setting| !setting.value.is_empty())
        .count();
    let found = format!(
        "{file}; {given} of {} settings given; {}",
        config.settings.len(),
        config.site.portal_url()
    );
    findings.ok("configuration", found);
    for advice in config.advice() {
        findings.warn("configuration", advice, "");
    }
}

fn print(findings: &Findings) {
    let mut table = table(&["", "what", "found", "what to do"]);
    for finding in &findings.0 {
        let state = match finding.state {
            State::Ok => Cell::new("ok").fg(Color::Green),
            State::Warn => Cell::new("warn").fg(Color::Yellow),
            State::Fail => Cell::new("fail").fg(Color::Red),
        };
        table.add_row([
            state,
            Cell::new(finding.area),
            Cell::new(&finding.found),
            Cell::new(&finding.advice),
        ]);
    }
    say(&table.to_string());
    say(match findings.worst() {
        State::Ok => "Everything is in order.",
        State::Warn => "It works; the warnings deserve a look.",
        State::Fail => "Something is missing; see above what to do.",
    });
}
