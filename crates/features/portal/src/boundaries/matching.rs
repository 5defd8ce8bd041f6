//! Whose outline it is: by code, else by name and subdistrict.

use std::collections::{BTreeMap, HashMap};

use db::register::Village;
use kernel::{VillageCode, search_text::fold};

use super::{
    Shape, Unmatched,
    reading::{Feature, simplified, text},
};

/// Properties that hold a village's code, as they are called here and there; case does not matter.
const CODES: [&str; 9] = [
    "code",
    "kode",
    "kode_desa",
    "kode_kelurahan",
    "kode_kemendagri",
    "kode_kd",
    "kdepum",
    "kd_desa",
    "village_code",
];
const NAMES: [&str; 7] = [
    "name",
    "nama",
    "nama_desa",
    "namobj",
    "wadmkd",
    "desa",
    "village",
];
const SUBDISTRICTS: [&str; 7] = [
    "subdistrict",
    "kecamatan",
    "nama_kecamatan",
    "wadmkc",
    "district_name",
    "kec",
    "nama_kec",
];

/// Gives every outline its village, and names the ones that have none.
pub fn match_all(
    features: Vec<Feature>,
    villages: &[Village],
) -> (Vec<(VillageCode, Shape)>, Vec<Unmatched>) {
    let register = Register::of(villages);
    let mut matched: BTreeMap<VillageCode, (usize, Shape)> = BTreeMap::new();
    let mut unmatched = Vec::new();
    for feature in features {
        let outcome = register
            .village_of(&feature)
            .and_then(|code| Ok((code, outline(&feature)?)));
        let reason = match outcome {
            Ok((code, shape)) => match matched.get(&code) {
                None => {
                    matched.insert(code, (feature.number, shape));
                    continue;
                }
                Some((first, _)) => format!(
                    "village {} has an outline already, feature {first}",
                    code.dotted()
                ),
            },
            Err(reason) => reason,
        };
        unmatched.push(Unmatched {
            feature: feature.number,
            name: called(&feature),
            reason,
        });
    }
    let matched = matched
        .into_iter()
        .map(|(code, (_, shape))| (code, shape))
        .collect();
    (matched, unmatched)
}

fn outline(feature: &Feature) -> Result<Shape, String> {
    let polygons = feature.outline.as_ref().map_err(Clone::clone)?;
    simplified(polygons).ok_or_else(|| "its outline is too small to be drawn".to_owned())
}

fn called(feature: &Feature) -> String {
    property(feature, &NAMES)
        .or_else(|| property(feature, &CODES))
        .or_else(|| feature.id.clone())
        .map_or_else(String::new, |name| name.chars().take(100).collect())
}

fn property(feature: &Feature, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let (_, value) = feature
            .properties
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        text(value)
    })
}

/// The register by what files name villages by.
struct Register<'a> {
    by_code: HashMap<String, &'a Village>,
    by_name: HashMap<(String, String), Vec<VillageCode>>,
}

impl<'a> Register<'a> {
    fn of(villages: &'a [Village]) -> Self {
        let mut by_name: HashMap<(String, String), Vec<VillageCode>> = HashMap::new();
        for village in villages {
            let subdistrict = plain(&village.subdistrict);
            for name in std::iter::once(&village.name).chain(&village.former_names) {
                let key = (plain(name), subdistrict.clone());
                let codes = by_name.entry(key).or_default();
                if !codes.contains(&village.code) {
                    codes.push(village.code);
                }
            }
        }
        Self {
            by_code: villages
                .iter()
                .map(|village| (village.code.digits().to_owned(), village))
                .collect(),
            by_name,
        }
    }

    /// By code; by name and subdistrict where the code is another office's, or none.
    fn village_of(&self, feature: &Feature) -> Result<VillageCode, String> {
        let code = property(feature, &CODES).or_else(|| feature.id.clone());
        let known = code
            .as_deref()
            .and_then(digits)
            .and_then(|digits| self.by_code.get(&digits));
        if let Some(village) = known {
            return Ok(village.code);
        }
        self.by_name(feature).map_err(|reason| match code {
            Some(code) if digits(&code).is_some() => {
                format!("no village of the register has the code {code}, and {reason}")
            }
            Some(code) => {
                let code: String = code.chars().take(40).collect();
                format!("{code} is no code of a village, and {reason}")
            }
            None => reason,
        })
    }

    fn by_name(&self, feature: &Feature) -> Result<VillageCode, String> {
        let name = property(feature, &NAMES).ok_or("it has no name")?;
        let subdistrict = property(feature, &SUBDISTRICTS)
            .ok_or("it does not say in which subdistrict it lies")?;
        match self.by_name.get(&(plain(&name), plain(&subdistrict))) {
            Some(codes) if codes.len() == 1 => Ok(codes[0]),
            Some(_) => Err(format!("several villages of {subdistrict} have its name")),
            None => Err(format!("no village of {subdistrict} has its name")),
        }
    }
}

/// Ten digits, with or without dots; anything else is no code.
fn digits(text: &str) -> Option<String> {
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (plain && digits.len() == 10).then_some(digits)
}

/// A name without what files put in front of it, and without its gaps.
fn plain(name: &str) -> String {
    let folded = fold(name);
    let bare = ["desa ", "kelurahan ", "kecamatan ", "kec "]
        .iter()
        .find_map(|title| folded.strip_prefix(title))
        .unwrap_or(&folded);
    bare.replace(' ', "")
}
