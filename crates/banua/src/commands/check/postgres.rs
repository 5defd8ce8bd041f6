//! Postgres: does it answer, who are we there, how far are the schemas.

use std::io;

use ::doctor::Trouble;
use db::{
    Database,
    doctor::{self, Login},
    fleet,
};

use super::Findings;
use crate::commands::shard;

/// The oldest Postgres the service was tried with.
const OLDEST: i32 = 150_000;

pub(super) async fn look(database: &Database, findings: &mut Findings) {
    let app = in_time(doctor::app_login(database.control())).await;
    match &app {
        Ok(login) => look_at_app(login, findings),
        Err(error) => {
            let advice = "start Postgres, or correct database.url (host, port, login, password)";
            findings.fail("postgres", error.to_string(), advice);
        }
    }
    let mut owner = match in_time(database.owner()).await {
        Ok(owner) => owner,
        Err(error) => {
            let advice = "correct database.admin_url; migrations and new villages need it";
            findings.fail("postgres owner", error.to_string(), advice);
            return;
        }
    };
    match doctor::login(&mut owner).await {
        Ok(login) => look_at_owner(&login, findings),
        Err(error) => findings.fail("postgres owner", error.to_string(), ""),
    }
    match doctor::platform_version(&mut owner).await {
        Ok(None) => {
            findings.fail(
                "schemas",
                "the database was never migrated",
                "run `banua migrate`",
            );
            return;
        }
        Ok(Some(version)) => look_at_platform(version, findings),
        Err(error) => findings.fail("schemas", error.to_string(), "run `banua migrate`"),
    }
    match fleet::members_behind(&mut owner).await {
        Ok((behind, current)) if behind.is_empty() => {
            findings.ok(
                "villages",
                format!("{current} at version {}", db::required_version()),
            );
        }
        Ok((behind, current)) => {
            let names: Vec<&str> = behind
                .iter()
                .take(5)
                .map(|member| member.slug.as_str())
                .collect();
            let more = if behind.len() > 5 { ", …" } else { "" };
            let found = format!(
                "{} of {} behind version {}: {}{more}",
                behind.len(),
                behind.len() + current,
                db::required_version(),
                names.join(", ")
            );
            findings.fail(
                "villages",
                found,
                "run `banua migrate`; until then they answer 503",
            );
        }
        Err(error) => findings.fail("villages", error.to_string(), "run `banua migrate`"),
    }
    if app.is_ok() {
        look_at_rows(database, findings).await;
        look_at_shards(database, findings).await;
    }
}

/// A server that takes no call is not waited for.
async fn in_time<T>(answer: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    tokio::time::timeout(::doctor::PATIENCE, answer)
        .await
        .unwrap_or_else(|_| {
            let late = io::Error::new(io::ErrorKind::TimedOut, Trouble::Late);
            Err(sqlx::Error::Io(late))
        })
}

fn version(number: i32) -> String {
    format!("{}.{}", number / 10_000, number % 10_000)
}

fn look_at_app(login: &Login, findings: &mut Findings) {
    let found = format!(
        "Postgres {}, login {}",
        version(login.server_version),
        login.name
    );
    if login.server_version < OLDEST {
        findings.fail("postgres", found, "upgrade to Postgres 15 or newer");
    } else {
        findings.ok("postgres", found);
    }
    let mut too_much = Vec::new();
    if login.is_superuser {
        too_much.push("is a superuser");
    }
    if login.inherits {
        too_much.push("inherits the rights of its roles");
    }
    if login.owned > 0 {
        too_much.push("owns schemas or tables");
    }
    if login.may_set_config {
        too_much.push("may execute set_config");
    }
    if too_much.is_empty() {
        findings.ok(
            "postgres rights",
            "the login reaches a village only by SET ROLE",
        );
    } else {
        let found = format!("{} {}", login.name, too_much.join(", "));
        let advice = "the wall between villages is thinner than it should be: use the login \
                      banua_app (NOINHERIT, owner of nothing) in database.url and run \
                      `banua migrate` with another one in database.admin_url";
        findings.warn("postgres rights", found, advice);
    }
}

fn look_at_owner(login: &Login, findings: &mut Findings) {
    if login.may_create_roles && login.may_create_schemas {
        findings.ok(
            "postgres owner",
            format!("{} may make villages", login.name),
        );
        return;
    }
    let found = format!("{} may not create roles and schemas", login.name);
    let advice = format!(
        "alter role \"{0}\" createrole; grant create on database … to \"{0}\"",
        login.name
    );
    findings.fail("postgres owner", found, advice);
}

fn look_at_platform(version: i64, findings: &mut Findings) {
    let known = db::platform_version();
    if version == known {
        findings.ok("schemas", format!("platform at version {version}"));
    } else if version < known {
        let found = format!("platform at version {version}, this build needs {known}");
        findings.fail("schemas", found, "run `banua migrate`");
    } else {
        let found = format!("platform at version {version}, this build knows {known}");
        findings.warn(
            "schemas",
            found,
            "a newer build was here; is this the right binary?",
        );
    }
}

/// Only where there is more than the one database.
async fn look_at_shards(database: &Database, findings: &mut Findings) {
    let states = match doctor::shards(database).await {
        Ok(states) => states,
        Err(error) => {
            findings.fail("databases", error.to_string(), "run `banua migrate`");
            return;
        }
    };
    if states.len() == 1 {
        return;
    }
    for state in states {
        let found = format!(
            "{} with {} villages: {}",
            state.name,
            state.villages,
            shard::told(&state)
        );
        if state.is_well() {
            findings.ok("databases", found);
        } else {
            let advice = "its villages answer 503 until this is right; see \"A second database\" in \
                          deploy/README.md";
            findings.fail("databases", found, advice);
        }
    }
}

async fn look_at_rows(database: &Database, findings: &mut Findings) {
    match doctor::villages(database.control()).await {
        Ok((0, _)) => {
            let advice = "run `banua village apply tenants/banjar`";
            findings.warn("register", "there are no villages yet", advice);
        }
        Ok((count, suspended)) => {
            findings.ok(
                "register",
                format!("{count} villages, {suspended} suspended"),
            );
        }
        Err(error) => findings.fail("register", error.to_string(), "run `banua migrate`"),
    }
}
