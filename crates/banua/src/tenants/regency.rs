//! The regency as a whole: regency.toml, subdistricts.csv, villages.csv.

use std::{collections::HashMap, path::Path};

use db::register;
use kernel::{RegencyCode, Slug, SubdistrictCode, VillageCode, VillageKind, VillageSlug};
use serde_json::json;

use super::{
    english,
    problem::Problems,
    table::{Row, Table},
    text,
    toml_file::{Place, Section},
};

const REGENCY_FILE: &str = "regency.toml";
const SUBDISTRICTS_FILE: &str = "subdistricts.csv";
const VILLAGES_FILE: &str = "villages.csv";

/// How far, in degrees, a village may lie from the middle of its subdistrict (about 55 km).
const NEAR: f64 = 0.5;
/// Longer names do not fit a masthead, nor the register.
const LONGEST_NAME: usize = 80;

/// One row of villages.csv.
#[derive(Debug, Clone, PartialEq)]
pub struct VillageRow {
    pub line: usize,
    pub code: VillageCode,
    pub name: String,
    pub kind: VillageKind,
    pub subdistrict: SubdistrictCode,
    pub slug: VillageSlug,
    pub postal_code: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub area_km2: Option<f64>,
}

/// Reads the three files. What is returned is whole only when no problem was noted.
pub fn read(dir: &Path, problems: &mut Problems) -> (Option<register::Regency>, Vec<VillageRow>) {
    let regency = read_regency(dir, problems);
    let code = regency.as_ref().map(|(code, _)| *code);
    let subdistricts = read_subdistricts(dir, code, problems);
    let villages = read_villages(dir, code, &subdistricts, problems);
    let regency = regency.map(|(_, mut regency)| {
        regency.subdistricts = subdistricts;
        regency
    });
    (regency, villages)
}

fn read_regency(dir: &Path, problems: &mut Problems) -> Option<(RegencyCode, register::Regency)> {
    let content = text::read(dir, REGENCY_FILE, problems)?;
    let place = Place {
        file: REGENCY_FILE,
        text: &content,
        above: 0,
    };
    let mut root = Section::parse(place, problems)?;
    let code = root.needed("code", 20, problems);
    let name = root.needed("name", LONGEST_NAME, problems);
    let province = root.needed("province", LONGEST_NAME, problems);
    let portal = root.text("portal_name", LONGEST_NAME, problems);

    let mut settings = serde_json::Map::new();
    settings.insert(
        "portal_name".to_owned(),
        json!(portal.map_or_else(|| "Portal Desa".to_owned(), |portal| portal.value)),
    );
    if let Some(mut titles) = root.section("head_title", problems) {
        for kind in [
            VillageKind::Desa,
            VillageKind::Kelurahan,
            VillageKind::DesaAdat,
        ] {
            if let Some(title) = titles.text(kind.as_str(), LONGEST_NAME, problems) {
                settings.insert(format!("head_title_{kind}"), json!(title.value));
            }
        }
        titles.finish(problems);
    }
    if let Some(mut contact) = root.section("contact", problems) {
        let mut parts = Vec::new();
        for key in ["office", "address", "phone", "email", "website"] {
            if let Some(part) = contact.text(key, 200, problems) {
                settings.insert(format!("contact_{key}"), json!(part.value));
                parts.push(part.value);
            }
        }
        settings.insert("contact".to_owned(), json!(parts.join(", ")));
        contact.finish(problems);
    }
    if let Some(mut terms) = root.section("open_data", problems) {
        for key in ["publisher", "licence", "licence_url"] {
            if let Some(term) = terms.text(key, 200, problems) {
                settings.insert(format!("open_data_{key}"), json!(term.value));
            }
        }
        terms.finish(problems);
    }
    root.finish(problems);

    let (code, name, province) = (code?, name?.value, province?.value);
    let parsed = match RegencyCode::parse(&code.value) {
        Ok(parsed) => parsed,
        Err(error) => {
            problems.add(REGENCY_FILE, code.line, english::region(error, &code.value));
            return None;
        }
    };
    let regency = register::Regency {
        code: parsed.dotted(),
        name,
        province,
        settings: settings.into(),
        subdistricts: Vec::new(),
    };
    Some((parsed, regency))
}

fn read_subdistricts(
    dir: &Path,
    regency: Option<RegencyCode>,
    problems: &mut Problems,
) -> Vec<register::Subdistrict> {
    let needed = ["code", "name", "slug", "lat", "lng", "area_km2"];
    let other = ["reserved_label", "villages", "desa", "kelurahan"];
    let Some(table) = Table::read(dir, SUBDISTRICTS_FILE, &needed, &other, problems) else {
        return Vec::new();
    };
    let mut seen = Seen::default();
    let mut subdistricts = Vec::new();
    for row in table.rows() {
        let code = row.parse("code", problems, |text| {
            let code =
                SubdistrictCode::parse(text).map_err(|error| english::region(error, text))?;
            match regency {
                Some(regency) if code.regency() != regency => {
                    Err(format!("{code} does not lie in regency {regency}"))
                }
                _ => Ok(code),
            }
        });
        let name = row.parse("name", problems, name);
        let slug = row.parse("slug", problems, |text| {
            Slug::parse(text).map_err(|error| english::slug(&error, text))
        });
        let position = position(&row, None, problems);
        let area = area(&row, problems);
        let (Some(code), Some(name), Some(slug)) = (code, name, slug) else {
            continue;
        };
        seen.check(&row, "code", &code.dotted(), problems);
        seen.check(&row, "slug", slug.as_str(), problems);
        seen.check(&row, "name", &name.to_lowercase(), problems);
        let (Some((latitude, longitude)), Some(area_km2)) = (position, area) else {
            continue;
        };
        subdistricts.push(register::Subdistrict {
            code: code.dotted(),
            name,
            slug: slug.to_string(),
            latitude,
            longitude,
            area_km2,
        });
    }
    subdistricts
}

fn read_villages(
    dir: &Path,
    regency: Option<RegencyCode>,
    subdistricts: &[register::Subdistrict],
    problems: &mut Problems,
) -> Vec<VillageRow> {
    let needed = [
        "code",
        "name",
        "kind",
        "district_code",
        "district_name",
        "postal_code",
        "slug",
        "lat",
        "lng",
        "area_km2",
    ];
    let Some(table) = Table::read(dir, VILLAGES_FILE, &needed, &[], problems) else {
        return Vec::new();
    };
    let by_code: HashMap<&str, &register::Subdistrict> = subdistricts
        .iter()
        .map(|subdistrict| (subdistrict.code.as_str(), subdistrict))
        .collect();
    let mut seen = Seen::default();
    table
        .rows()
        .filter_map(|row| {
            let village = read_village(&row, regency, &by_code, problems);
            // Also of rows that are wrong elsewhere, so that all is told at once.
            if let Ok(code) = VillageCode::parse(row.get("code")) {
                seen.check(&row, "code", &code.dotted(), problems);
            }
            seen.check(&row, "slug", row.get("slug"), problems);
            village
        })
        .collect()
}

fn read_village(
    row: &Row<'_>,
    regency: Option<RegencyCode>,
    subdistricts: &HashMap<&str, &register::Subdistrict>,
    problems: &mut Problems,
) -> Option<VillageRow> {
    let code = row.parse("code", problems, |text| {
        let code = VillageCode::parse(text).map_err(|error| english::region(error, text))?;
        match regency {
            Some(regency) if code.regency() != regency => {
                Err(format!("{code} does not lie in regency {regency}"))
            }
            _ => Ok(code),
        }
    });
    let kind = row.parse("kind", problems, |text| {
        text.parse::<VillageKind>()
            .map_err(|_| format!("'{text}' is neither desa, kelurahan nor desa_adat"))
    });
    if let (Some(code), Some(kind)) = (code, kind)
        && code.kind() != kind
    {
        let reason = format!(
            "kind: says {kind}, but code {code} is that of a {}",
            code.kind()
        );
        row.complain(problems, reason);
    }
    let subdistrict = read_place(row, code, subdistricts, problems);
    let name = row.parse("name", problems, name);
    let slug = row.parse("slug", problems, |text| {
        VillageSlug::parse(text).map_err(|error| english::village_slug(&error, text))
    });
    let postal_code = row.parse("postal_code", problems, postal_code);
    let near = subdistrict.and_then(|code| subdistricts.get(code.dotted().as_str()).copied());
    let position = position(row, near, problems);
    let area = area(row, problems);
    let (latitude, longitude) = position?;
    Some(VillageRow {
        line: row.line,
        code: code?,
        name: name?,
        kind: kind?,
        subdistrict: subdistrict?,
        slug: slug?,
        postal_code: postal_code?,
        latitude,
        longitude,
        area_km2: area?,
    })
}

fn read_place(
    row: &Row<'_>,
    village: Option<VillageCode>,
    subdistricts: &HashMap<&str, &register::Subdistrict>,
    problems: &mut Problems,
) -> Option<SubdistrictCode> {
    let code = row.parse("district_code", problems, |text| {
        SubdistrictCode::parse(text).map_err(|error| english::region(error, text))
    })?;
    if let Some(village) = village.filter(|village| village.subdistrict() != code) {
        let reason = format!("district_code: says {code}, but village {village} lies elsewhere");
        row.complain(problems, reason);
    }
    match subdistricts.get(code.dotted().as_str()) {
        None => {
            row.complain(
                problems,
                format!("district_code: {code} is not in {SUBDISTRICTS_FILE}"),
            );
        }
        Some(subdistrict) if subdistrict.name != row.get("district_name") => {
            let reason = format!(
                "district_name: says '{}', but {code} is '{}' in {SUBDISTRICTS_FILE}",
                row.get("district_name"),
                subdistrict.name
            );
            row.complain(problems, reason);
        }
        Some(_) => {}
    }
    Some(code)
}

/// A display name as it is stored.
pub fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("is empty".to_owned());
    }
    match text::unfit_line(text, LONGEST_NAME) {
        Some(reason) => Err(reason),
        None => Ok(text.to_owned()),
    }
}

fn postal_code(text: &str) -> Result<String, String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() || (digits && text.len() == 5) {
        Ok(text.to_owned())
    } else {
        Err(format!("'{text}' is not a postal code of five digits"))
    }
}

/// Latitude and longitude, both or none, and near the subdistrict they belong to.
fn position(
    row: &Row<'_>,
    near: Option<&register::Subdistrict>,
    problems: &mut Problems,
) -> Option<(Option<f64>, Option<f64>)> {
    let (lat, lng) = (row.number("lat", problems)?, row.number("lng", problems)?);
    let (Some(latitude), Some(longitude)) = (lat, lng) else {
        if lat.is_some() != lng.is_some() {
            row.complain(problems, "lat and lng: give both or none");
            return None;
        }
        return Some((None, None));
    };
    let middle = near.and_then(|near| Some((near.latitude?, near.longitude?, &near.name)));
    let misplaced = match middle {
        Some((lat, lng, name)) => ((latitude - lat).abs() > NEAR || (longitude - lng).abs() > NEAR)
            .then(|| format!("is far from the rest of {name} (about {lat}, {lng})")),
        None => (!(-11.5..=6.5).contains(&latitude) || !(94.5..=141.5).contains(&longitude))
            .then(|| "is not in Indonesia".to_owned()),
    };
    match misplaced {
        None => Some((Some(latitude), Some(longitude))),
        Some(reason) => {
            row.complain(
                problems,
                format!("lat and lng: {latitude}, {longitude} {reason}"),
            );
            None
        }
    }
}

fn area(row: &Row<'_>, problems: &mut Problems) -> Option<Option<f64>> {
    let area = row.number("area_km2", problems)?;
    if area.is_some_and(|area| area <= 0.0 || area > 20_000.0) {
        row.complain(problems, "area_km2: is not the area of a village");
        return None;
    }
    Some(area)
}

/// Finds values that have to be unique and are not.
#[derive(Default)]
struct Seen(HashMap<(&'static str, String), usize>);

impl Seen {
    fn check(&mut self, row: &Row<'_>, column: &'static str, value: &str, problems: &mut Problems) {
        if value.is_empty() {
            return;
        }
        match self.0.entry((column, value.to_owned())) {
            std::collections::hash_map::Entry::Occupied(first) => {
                let reason = format!(
                    "{column}: {value} is there twice, first in line {}",
                    first.get()
                );
                row.complain(problems, reason);
            }
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(row.line);
            }
        }
    }
}
