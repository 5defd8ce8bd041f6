//! The machine itself: the fonts that share cards are drawn with, and the folder of villages as
//! data.

use config::Config;

use super::Findings;

pub(super) fn look(config: &Config, findings: &mut Findings) {
    fonts(findings);
    tenants(config, findings);
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
