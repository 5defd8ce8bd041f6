//! Walls of the code itself; each message says why and what to do instead.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn files(dir: &Path, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).expect("a folder of crates").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|its| its == extension) {
            let text = fs::read_to_string(&path).expect("a source file");
            found.push((path, text));
        }
    }
    found
}

fn crates() -> PathBuf {
    support::root().join("crates")
}

#[test]
fn villages_are_pinned_in_one_place() {
    for (path, text) in files(&crates(), "rs") {
        let name = path.display().to_string();
        if name.contains("platform/db/") {
            continue;
        }
        for forbidden in [
            "SET LOCAL ROLE",
            "set_config(",
            ".begin_with(",
            "pool.begin(",
        ] {
            let told = text
                .lines()
                .any(|line| line.contains(forbidden) && !is_talk(line));
            let doctor = name.contains("commands/check");
            assert!(
                !told || doctor,
                "{name}: {forbidden} belongs to platform/db; take a VillageTx instead"
            );
        }
    }
}

fn is_talk(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[test]
fn no_statement_takes_every_column() {
    let mut all = files(&crates(), "rs");
    all.extend(files(&support::root().join("migrations"), "sql"));
    for (path, text) in all {
        let lower = text.to_lowercase();
        for forbidden in ["select *", "returning *"] {
            assert!(
                !lower.contains(forbidden),
                "{}: name the columns; `{forbidden}` breaks cached plans across villages",
                path.display()
            );
        }
    }
}

#[test]
fn features_do_not_know_each_other() {
    let features = crates().join("features");
    let names: Vec<String> = fs::read_dir(&features)
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    for name in &names {
        let manifest = fs::read_to_string(features.join(name).join("Cargo.toml")).unwrap();
        // The register of residents is what letters and the residents' own pages are about: they read it
        // through `residents::lookup`.
        let may = |other: &str| other == "residents" && ["letters", "citizens"].contains(&&**name);
        for other in names.iter().filter(|other| *other != name && !may(other)) {
            assert!(
                !manifest.contains(&format!("\n{other}.workspace")),
                "{name} depends on {other}: let them meet by blocks, facts or roll-ups"
            );
        }
        assert!(
            features.join(name).join("README.md").exists(),
            "{name} needs a README.md"
        );
    }
}
