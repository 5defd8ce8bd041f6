//! village.toml: the front of the village, its contact, and the lists of the file [`lists`].

use content::intake::{Front, Hours, Social, Sourced};
use kernel::Phone;
use serde::Serialize;

use super::{Reading, SETTINGS_FILE, VillageFolder, lists, pictures::Mention, sourced};
use crate::tenants::{
    english,
    problem::Problems,
    text,
    toml_file::{Place, Placed, Section},
};

/// Networks a village may name.
const NETWORKS: [(&str, &str); 4] = [
    ("facebook", "Facebook"),
    ("instagram", "Instagram"),
    ("youtube", "YouTube"),
    ("tiktok", "TikTok"),
];

/// Fills the folder from village.toml, if there is one.
pub(super) fn read(reading: &mut Reading, folder: &mut VillageFolder, problems: &mut Problems) {
    let file = reading.settings_file();
    if !reading.regency.join(&file).exists() {
        return;
    }
    let Some(content) = text::read(&reading.regency.clone(), &file, problems) else {
        return;
    };
    let place = Place {
        file: &file,
        text: &content,
        above: 0,
    };
    let Some(mut root) = Section::parse(place, problems) else {
        return;
    };

    folder.palette = palette(&mut root, problems);
    folder.content.front = front(&mut root, reading, problems);
    folder.content.categories = lists::categories(&mut root, reading, problems);
    folder.content.menu = lists::menu(&mut root, problems);
    folder.content.officials = lists::officials(&mut root, reading, problems);
    folder.content.events = lists::events(&mut root, reading, problems);
    folder.content.albums = lists::albums(&mut root, reading, problems);
    root.finish(problems);
}

/// "village.toml#menu"
pub(super) fn source(part: &str) -> String {
    format!("{SETTINGS_FILE}#{part}")
}

/// A list of the file, unless it is not mentioned.
pub(super) fn listed<T: Serialize>(part: &str, list: Option<Vec<T>>) -> Option<Sourced<Vec<T>>> {
    list.map(|list| sourced(source(part), list))
}

fn palette(root: &mut Section<'_>, problems: &mut Problems) -> Option<look::Palette> {
    let word = root.text("palette", 40, problems)?;
    match word.value.parse() {
        Ok(palette) => Some(palette),
        Err(error) => {
            let error: look::palette::UnknownPalette = error;
            problems.add(root.file(), word.line, format!("palette: {error}"));
            None
        }
    }
}

fn front(
    root: &mut Section<'_>,
    reading: &mut Reading,
    problems: &mut Problems,
) -> Option<Sourced<Front>> {
    let plain = |found: Option<Placed<String>>| found.map(|text| text.value).unwrap_or_default();
    let mut front = Front {
        tagline: plain(root.text("tagline", 160, problems)),
        about: plain(root.text("about", 600, problems)),
        notice: plain(root.text("notice", 400, problems)),
        head_title: plain(root.text("head_title", 60, problems)),
        ..Front::default()
    };
    let hero = root.text("hero", 200, problems);
    let alt = root.text("hero_alt", 300, problems);
    front.hero = hero.and_then(|hero| {
        let mention = Mention {
            file: root.file(),
            line: hero.line,
            alt: alt.as_ref().map(|alt| alt.value.as_str()),
            otherwise: "",
        };
        reading.pictures.find(&hero.value, &mention, problems)
    });
    if let Some(mut contact) = root.section("contact", problems) {
        front.address = plain(contact.text("address", 300, problems));
        front.email = checked(
            contact.text("email", 200, problems),
            &contact,
            email,
            problems,
        );
        front.phone = checked(
            contact.text("phone", 60, problems),
            &contact,
            phone,
            problems,
        );
        front.whatsapp = checked(
            contact.text("whatsapp", 60, problems),
            &contact,
            mobile,
            problems,
        );
        front.maps_url = checked(
            contact.text("maps_url", 500, problems),
            &contact,
            web,
            problems,
        );
        front.hours = hours(&mut contact, problems);
        contact.finish(problems);
    }
    if let Some(mut social) = root.section("social", problems) {
        for (kind, label) in NETWORKS {
            let url = checked(social.text(kind, 300, problems), &social, web, problems);
            if !url.is_empty() {
                front.socials.push(Social {
                    kind: kind.to_owned(),
                    label: label.to_owned(),
                    url,
                });
            }
        }
        social.finish(problems);
    }
    Some(sourced(source("front"), front))
}

fn hours(contact: &mut Section<'_>, problems: &mut Problems) -> Vec<Hours> {
    let mut hours = Vec::new();
    for mut row in contact.sections("hours", problems).unwrap_or_default() {
        let days = row.needed("days", 100, problems);
        let span = row.needed("hours", 100, problems);
        row.finish(problems);
        if let (Some(days), Some(span)) = (days, span) {
            hours.push(Hours {
                days: days.value,
                hours: span.value,
            });
        }
    }
    hours
}

/// The text if `check` has nothing against it, else "".
fn checked(
    found: Option<Placed<String>>,
    section: &Section<'_>,
    check: fn(&str) -> Option<String>,
    problems: &mut Problems,
) -> String {
    let Some(found) = found else {
        return String::new();
    };
    if let Some(reason) = check(&found.value) {
        problems.add(section.file(), found.line, reason);
        return String::new();
    }
    found.value
}

fn email(text: &str) -> Option<String> {
    let sound = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    let odd = text.contains(|letter: char| letter.is_whitespace() || "<>\"'(),;".contains(letter));
    (!sound || odd).then(|| format!("'{text}' is not an e-mail address"))
}

fn phone(text: &str) -> Option<String> {
    Phone::parse(text)
        .err()
        .map(|error| english::phone(error, text))
}

fn mobile(text: &str) -> Option<String> {
    match Phone::parse(text) {
        Err(error) => Some(english::phone(error, text)),
        Ok(phone) if phone.wa_link_number().is_none() => Some(format!(
            "'{text}' is a landline; WhatsApp needs a mobile number"
        )),
        Ok(_) => None,
    }
}

fn web(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let sound = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let odd = text.contains(|letter: char| letter.is_whitespace() || "<>\"'".contains(letter));
    (!sound || odd).then(|| format!("'{text}' is not a web address that begins with https://"))
}
