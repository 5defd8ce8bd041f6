//! Parts of a village.

use kernel::{AreaNumber, HamletName};

/// Hamlet, RW and RT. Every level may be missing: many villages of Kalimantan have RT only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    pub hamlet: Option<HamletName>,
    pub rw: Option<AreaNumber>,
    pub rt: Option<AreaNumber>,
}

impl Place {
    /// What the database holds.
    pub fn stored(hamlet: &str, rw: &str, rt: &str) -> Self {
        let number = |text| AreaNumber::read(text).ok().flatten();
        Self {
            hamlet: HamletName::read(hamlet),
            rw: number(rw),
            rt: number(rt),
        }
    }

    /// The hamlet's name as it is shown; empty without one.
    pub fn hamlet_name(&self) -> &str {
        self.hamlet.as_ref().map_or("", HamletName::as_str)
    }

    /// The hamlet however it is written; empty without one.
    pub fn hamlet_key(&self) -> String {
        self.hamlet
            .as_ref()
            .map(HamletName::key)
            .unwrap_or_default()
    }

    /// `002`; empty without an RW.
    pub fn rw_text(&self) -> String {
        self.rw.map(|rw| rw.to_string()).unwrap_or_default()
    }

    /// `002`; empty without an RT.
    pub fn rt_text(&self) -> String {
        self.rt.map(|rt| rt.to_string()).unwrap_or_default()
    }

    /// `Dusun Handil Bujur, RW 001, RT 002`; what is missing is left out.
    pub fn label(&self) -> String {
        let parts = [
            self.hamlet.as_ref().map(|hamlet| format!("Dusun {hamlet}")),
            self.rw.map(|rw| format!("RW {rw}")),
            self.rt.map(|rt| format!("RT {rt}")),
        ];
        let known: Vec<String> = parts.into_iter().flatten().collect();
        if known.is_empty() {
            return "Tanpa RT".to_owned();
        }
        known.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_says_what_it_has() {
        for (hamlet, rw, rt, label) in [
            ("Dusun II", "1", "2", "Dusun II, RW 001, RT 002"),
            ("", "-", "RT 05", "RT 005"),
            ("Handil Bujur", "", "", "Dusun Handil Bujur"),
            ("-", "0", "", "Tanpa RT"),
        ] {
            assert_eq!(Place::stored(hamlet, rw, rt).label(), label);
        }
        let key = |hamlet| Place::stored(hamlet, "", "").hamlet_key();
        assert_eq!(key("Dusun II"), key("dsn 2"));
        assert_ne!(key("Dusun II"), key("Dusun III"));
    }
}
