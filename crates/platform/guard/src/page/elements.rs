//! What one element says by its attributes: whether it hides, where it leads, what it does.

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::reader::{Shade, State};
use super::style::{self, Color, Style};
use super::tags::{attributes, leads_out};
use super::{Link, Sort};
use crate::excerpt;
use crate::rules::Sign;

/// More findings of one kind say nothing new.
const MOST_OF_A_KIND: usize = 64;
/// More of an address than this is a picture or a key.
const LONGEST_ADDRESS: usize = 2_000;

impl State {
    pub(super) fn shade_of(&self, tag: &Tag) -> Shade {
        let mut shade = self.shade();
        let mut style = Style::default();
        for (name, value) in attributes(tag) {
            match name {
                "style" => {
                    let own = Style::parse(value);
                    style.hides |= own.hides;
                    style.color = own.color.or(style.color);
                    style.background = own.background.or(style.background);
                }
                "bgcolor" => style.background = Color::parse(value).or(style.background),
                "color" => style.color = Color::parse(value).or(style.color),
                "hidden" => style.hides = true,
                "class" => style.hides |= self.is_hiding(".", value),
                "id" => style.hides |= self.is_hiding("#", value),
                "height" | "width" if tag.name == local_name!("marquee") => {
                    style.hides |= style::pixels(value).is_some_and(|size| size <= 1.0);
                }
                _ => {}
            }
        }
        if tag.name == local_name!("marquee") {
            let tiny = |value: &str| {
                let value = value.to_ascii_lowercase().replace(' ', "");
                ["height:0", "height:1px", "width:0", "width:1px"]
                    .iter()
                    .any(|size| value.contains(size))
            };
            style.hides |= attributes(tag).any(|(name, value)| name == "style" && tiny(value));
        }
        shade.hidden |= style.hides;
        shade.color = style.color.or(shade.color);
        shade.background = style.background.or(shade.background);
        let recoloured = style.color.is_some() || style.background.is_some();
        if recoloured && let Some(color) = shade.color {
            shade.hidden |= color.vanishes_on(shade.background);
        }
        shade
    }

    fn is_hiding(&self, kind: &str, names: &str) -> bool {
        !self.hiding.is_empty()
            && names
                .split_ascii_whitespace()
                .any(|name| self.hiding.contains(&format!("{kind}{name}")))
    }

    /// Keeps the addresses of a tag; the one that can be clicked is returned.
    pub(super) fn links_of(&mut self, tag: &Tag, shade: Shade) -> Option<usize> {
        let sort = match tag.name {
            local_name!("a") | local_name!("area") => Sort::Anchor,
            local_name!("iframe")
            | local_name!("frame")
            | local_name!("embed")
            | local_name!("object") => Sort::Frame,
            local_name!("img") | local_name!("script") | local_name!("link") => Sort::Media,
            local_name!("source") | local_name!("video") | local_name!("audio") => Sort::Media,
            local_name!("form") => Sort::Form,
            local_name!("base") => Sort::Media,
            _ => return None,
        };
        let href = attributes(tag)
            .find(|(name, _)| matches!(*name, "href" | "src" | "action" | "data"))
            .map(|(_, value)| value.trim())
            .filter(|href| !href.is_empty() && !href.starts_with('#'))?;
        let cut = href
            .char_indices()
            .nth(LONGEST_ADDRESS)
            .map_or(href.len(), |(at, _)| at);
        self.links.push(Link {
            href: href[..cut].to_owned(),
            text: (sort == Sort::Anchor).then(String::new),
            sort,
        });
        if shade.hidden && matches!(sort, Sort::Anchor | Sort::Form) && leads_out(href) {
            self.find(Sign::HiddenLink, &excerpt::short(href));
        }
        if sort == Sort::Frame {
            let tiny = attributes(tag).any(|(name, value)| {
                matches!(name, "width" | "height")
                    && style::pixels(value).is_some_and(|size| size <= 2.0)
            });
            if tiny || shade.hidden {
                self.find(Sign::TinyFrame, &excerpt::short(href));
            }
        }
        (sort == Sort::Anchor).then_some(self.links.len() - 1)
    }

    pub(super) fn attributes_of(&mut self, tag: &Tag, shade: Shade) {
        for (name, value) in attributes(tag) {
            match name {
                "alt" | "title" | "content" | "placeholder" | "label" | "srcdoc" => {
                    let flow = if shade.hidden {
                        &mut self.hidden
                    } else {
                        &mut self.aside
                    };
                    flow.line(value);
                }
                "http-equiv" if value.trim().eq_ignore_ascii_case("refresh") => {
                    let goal = attributes(tag)
                        .find(|(name, _)| *name == "content")
                        .map_or("", |(_, content)| content);
                    self.find(Sign::Refresh, &excerpt::short(goal));
                }
                _ if name.len() > 2 && name.starts_with("on") => {
                    self.find(Sign::Handler, &excerpt::short(&format!("{name}={value}")));
                }
                _ => {}
            }
        }
        match tag.name {
            local_name!("base") => self.find(Sign::Base, "<base>"),
            local_name!("img")
            | local_name!("svg")
            | local_name!("video")
            | local_name!("picture") => {
                if let Some(open) = self.open.last_mut() {
                    open.shows = true;
                }
            }
            _ => {}
        }
    }

    pub(super) fn script(&mut self) {
        let script = std::mem::take(&mut self.raw);
        let tricks = [
            "eval(",
            "atob(",
            "unescape(",
            "fromCharCode",
            "document.write",
            "location.href",
            "location.replace",
            "window.location",
        ];
        let trick = tricks.iter().find_map(|trick| script.find(trick));
        let (sign, at) = trick.map_or((Sign::Script, 0), |at| (Sign::ScriptTrick, at));
        self.find(sign, &excerpt::around(&script, at, at + 30));
    }

    pub(super) fn find(&mut self, sign: Sign, place: &str) {
        let count = self.found.entry(sign).or_insert(0);
        if *count < MOST_OF_A_KIND {
            *count += 1;
            self.findings.push((sign, place.to_owned()));
        }
    }
}
