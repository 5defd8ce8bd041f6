//! Reads HTML as a stream of tags and keeps apart what is seen and what is not.
//!
//! There is no tree: a stack of open elements is enough to know what is hidden, and it stays linear
//! in the size of the text whatever the text is.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{LocalName, local_name};

use super::style::{self, Color, Style};
use super::tags::{attributes, is_block, is_never_shown, is_void, leads_out};
use super::{Link, Page, Passage, Place, Sort};
use crate::excerpt;
use crate::rules::Sign;

/// More links than this say nothing new.
const MOST_LINKS: usize = 4_000;
/// More of one kind of finding than this say nothing new.
const MOST_FINDINGS: usize = 200;
/// As much of a link's text as can name a host.
const LINK_TEXT: usize = 120;

/// Adds what the HTML contains to the page.
pub(super) fn read(html: &str, page: &mut Page) {
    let reader = Reader(RefCell::new(State::default()));
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    // The tokenizer stops after every script; nothing is run here, so it just goes on.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.leave_links(0);
    for (place, text) in [
        (Place::Visible, state.visible),
        (Place::Hidden, state.hidden),
        (Place::Aside, state.aside),
    ] {
        if !text.text.trim().is_empty() {
            page.passages.push(Passage {
                place,
                text: text.text,
                seams: text.seams,
            });
        }
    }
    page.links.append(&mut state.links);
    page.findings.append(&mut state.findings);
}

struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    open: Vec<Open>,
    /// How many elements of a name are open, so that a stray end tag costs nothing.
    names: HashMap<LocalName, usize>,
    visible: Flow,
    hidden: Flow,
    aside: Flow,
    links: Vec<Link>,
    findings: Vec<(Sign, String)>,
    /// Classes and ids that a style sheet hides.
    hiding: HashSet<String>,
    /// The content of the script or style sheet that is open.
    raw: String,
}

struct Open {
    name: LocalName,
    shade: Shade,
    /// The link that this element is.
    link: Option<usize>,
    /// Whether something can be seen within the link.
    shows: bool,
}

/// What an element hands down to those within it.
#[derive(Clone, Copy, Default)]
struct Shade {
    hidden: bool,
    color: Option<Color>,
    background: Option<Color>,
}

#[derive(Default)]
struct Flow {
    text: String,
    seams: Vec<u32>,
}

impl Flow {
    fn seam(&mut self) {
        let at = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        if self.seams.last() != Some(&at) {
            self.seams.push(at);
        }
    }

    fn gap(&mut self) {
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn line(&mut self, text: &str) {
        self.gap();
        self.text.push_str(text);
        self.gap();
    }
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::CommentToken(text) => state.comment(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(&tag),
            Token::TagToken(tag) => state.end(&tag.name),
            Token::DoctypeToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn shade(&self) -> Shade {
        self.open.last().map(|open| open.shade).unwrap_or_default()
    }

    fn text(&mut self, text: &str) {
        match self.open.last().map(|open| &open.name) {
            Some(&(local_name!("script") | local_name!("style"))) => self.raw.push_str(text),
            _ if self.shade().hidden => self.hide(text),
            _ => {
                self.visible.text.push_str(text);
                if let Some(open) = self
                    .open
                    .iter_mut()
                    .rev()
                    .take(8)
                    .find(|o| o.link.is_some())
                    && text.chars().any(|letter| !letter.is_whitespace())
                {
                    open.shows = true;
                    let link = open.link.and_then(|link| self.links.get_mut(link));
                    if let Some(link) = link
                        && let Some(shown) = &mut link.text
                        && shown.len() < LINK_TEXT
                    {
                        shown.extend(text.chars().take(LINK_TEXT));
                    }
                }
            }
        }
    }

    fn hide(&mut self, text: &str) {
        self.hidden.text.push_str(text);
        let letters = text.chars().filter(|letter| letter.is_alphabetic());
        let by_itself = self
            .open
            .last()
            .is_some_and(|open| is_never_shown(&open.name));
        if !by_itself && letters.take(3).count() == 3 {
            self.find(Sign::HiddenText, &excerpt::short(text));
        }
    }

    fn comment(&mut self, text: &str) {
        let known = ["[if", "<![endif", "[endif", "StartFragment", "EndFragment"];
        self.visible.seam();
        self.hidden.line(text);
        if known
            .iter()
            .any(|known| text.trim_start().starts_with(known))
        {
            return;
        }
        let lower = text.to_ascii_lowercase();
        let marks = ["href", "http://", "https://"];
        if let Some(at) = marks.iter().filter_map(|mark| lower.find(mark)).min() {
            self.find(Sign::CommentLink, &excerpt::around(text, at, at + 30));
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &tag.name;
        self.close_implied(name);
        if is_block(name) {
            self.visible.gap();
            self.hidden.gap();
        } else {
            self.visible.seam();
        }
        let mut shade = self.shade_of(tag);
        let link = self.links_of(tag, shade);
        self.attributes_of(tag, shade);
        // The element itself can be seen; what is written within it cannot.
        shade.hidden |= is_never_shown(name);
        if is_void(name) {
            return TokenSinkResult::Continue;
        }
        if matches!(*name, local_name!("script") | local_name!("style")) {
            self.raw.clear();
        }
        *self.names.entry(name.clone()).or_default() += 1;
        self.open.push(Open {
            name: name.clone(),
            shade,
            link,
            shows: false,
        });
        match *name {
            local_name!("script") => TokenSinkResult::RawData(RawKind::ScriptData),
            local_name!("style")
            | local_name!("iframe")
            | local_name!("xmp")
            | local_name!("noembed")
            | local_name!("noframes") => TokenSinkResult::RawData(RawKind::Rawtext),
            local_name!("title") | local_name!("textarea") => {
                TokenSinkResult::RawData(RawKind::Rcdata)
            }
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&mut self, name: &LocalName) {
        if is_block(name) {
            self.visible.gap();
            self.hidden.gap();
        } else {
            self.visible.seam();
        }
        if self.names.get(name).is_none_or(|open| *open == 0) {
            return;
        }
        let at = self.open.iter().rposition(|open| open.name == *name);
        if let Some(at) = at {
            self.leave_links(at);
        }
    }

    /// Closes all elements from this depth on.
    fn leave_links(&mut self, depth: usize) {
        for open in self.open.split_off(depth) {
            if let Some(count) = self.names.get_mut(&open.name) {
                *count -= 1;
            }
            match open.name {
                local_name!("style") => {
                    let raw = std::mem::take(&mut self.raw);
                    self.hiding.extend(style::hidden_selectors(&raw));
                }
                local_name!("script") => self.script(),
                _ => {}
            }
            if let Some(link) = open.link
                && !open.shows
                && !open.shade.hidden
                && self.links[link].sort == Sort::Anchor
                && leads_out(&self.links[link].href)
            {
                let shown = excerpt::short(&self.links[link].href);
                self.find(Sign::EmptyLink, &shown);
            }
            // What an inner element showed, the outer link showed too.
            if open.shows
                && let Some(outer) = self.open.last_mut()
            {
                outer.shows = true;
            }
        }
    }

    /// A paragraph ends where the next begins, and an item of a list likewise.
    fn close_implied(&mut self, name: &LocalName) {
        let ends = |open: &LocalName| match *name {
            local_name!("li") => *open == local_name!("li"),
            local_name!("td") | local_name!("th") => {
                *open == local_name!("td") || *open == local_name!("th")
            }
            local_name!("tr") => matches!(
                *open,
                local_name!("td") | local_name!("th") | local_name!("tr")
            ),
            local_name!("option") => *open == local_name!("option"),
            local_name!("dt") | local_name!("dd") => {
                *open == local_name!("dt") || *open == local_name!("dd")
            }
            _ => false,
        };
        while let Some(open) = self.open.last() {
            let paragraph = open.name == local_name!("p") && is_block(name) && !is_void(name);
            if !paragraph && !ends(&open.name) {
                return;
            }
            self.leave_links(self.open.len() - 1);
        }
    }

    fn shade_of(&self, tag: &Tag) -> Shade {
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
    fn links_of(&mut self, tag: &Tag, shade: Shade) -> Option<usize> {
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
        if self.links.len() >= MOST_LINKS {
            return None;
        }
        // A picture within the text may be two megabytes of address.
        let cut = href
            .char_indices()
            .nth(2_000)
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

    fn attributes_of(&mut self, tag: &Tag, shade: Shade) {
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

    fn script(&mut self) {
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

    fn find(&mut self, sign: Sign, place: &str) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push((sign, place.to_owned()));
        }
    }
}
