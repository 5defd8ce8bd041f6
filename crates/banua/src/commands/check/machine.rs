//! The machine itself: room on its disk, and the fonts that share cards are drawn with.

use std::path::{Path, PathBuf};

use config::{Config, StorageMode};

use super::Findings;

/// Kibibytes below which there is trouble soon, and now.
const LITTLE: u64 = 2 * 1024 * 1024;
const NOTHING: u64 = 200 * 1024;

pub(super) async fn look(config: &Config, findings: &mut Findings) {
    fonts(findings);
    tenants(config, findings);
    let dir = match config.storage.mode {
        StorageMode::Embedded => config.storage.data_dir.clone(),
        StorageMode::S3 => PathBuf::from("."),
    };
    let Some(free) = free_kib(&dir).await else {
        return;
    };
    let found = format!("{} MiB free at {}", free / 1024, dir.display());
    let advice = "make room, or pictures can soon not be stored";
    if free < NOTHING {
        findings.fail("disk", found, advice);
    } else if free < LITTLE {
        findings.warn("disk", found, advice);
    } else {
        findings.ok("disk", found);
    }
}

fn fonts(findings: &mut Findings) {
    let sound = |font: &[u8]| font.starts_with(&[0, 1, 0, 0]) || font.starts_with(b"OTTO");
    if sound(look::assets::CARD_FONT_BOLD) && sound(look::assets::CARD_FONT_MEDIUM) {
        findings.ok("fonts", "share cards can be drawn");
    } else {
        let advice = "build again after `deploy/dev/assets`";
        findings.fail(
            "fonts",
            "this build lacks the fonts of the share cards",
            advice,
        );
    }
}

fn tenants(config: &Config, findings: &mut Findings) {
    let dir = &config.tenants.dir;
    if dir.join("regency.toml").is_file() {
        findings.ok("tenants", dir.display().to_string());
    } else {
        let found = format!("{} has no regency.toml", dir.display());
        let advice = "set tenants.dir; the worker reads pictures of applied folders there";
        findings.warn("tenants", found, advice);
    }
}

/// Free room where a folder lies (or will lie), as `df` tells; nothing where there is no `df`.
async fn free_kib(dir: &Path) -> Option<u64> {
    let there = dir
        .ancestors()
        .find(|part| part.is_dir())
        .unwrap_or(Path::new("."));
    let there = if there.as_os_str().is_empty() {
        Path::new(".")
    } else {
        there
    };
    let output = tokio::process::Command::new("df")
        .arg("-Pk")
        .arg(there)
        .output()
        .await
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}
