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

use super::style::{self, Color};
use super::tags::{is_block, is_never_shown, is_void, leads_out};
use super::{Link, Page, Passage, Place, Sort};
use crate::excerpt;
use crate::rules::Sign;

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
pub(super) struct State {
    pub(super) open: Vec<Open>,
    /// How many elements of a name are open, so that a stray end tag costs nothing.
    pub(super) names: HashMap<LocalName, usize>,
    pub(super) visible: Flow,
    pub(super) hidden: Flow,
    pub(super) aside: Flow,
    pub(super) links: Vec<Link>,
    pub(super) findings: Vec<(Sign, String)>,
    /// How many of each kind.
    pub(super) found: HashMap<Sign, usize>,
    /// Classes and ids that a style sheet hides.
    pub(super) hiding: HashSet<String>,
    /// The content of the script or style sheet that is open.
    pub(super) raw: String,
}

pub(super) struct Open {
    pub(super) name: LocalName,
    pub(super) shade: Shade,
    /// The link that this element is.
    pub(super) link: Option<usize>,
    /// Whether something can be seen within the link.
    pub(super) shows: bool,
}

/// What an element hands down to those within it.
#[derive(Clone, Copy, Default)]
pub(super) struct Shade {
    pub(super) hidden: bool,
    pub(super) color: Option<Color>,
    pub(super) background: Option<Color>,
}

#[derive(Default)]
pub(super) struct Flow {
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

    pub(super) fn line(&mut self, text: &str) {
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
    pub(super) fn shade(&self) -> Shade {
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
}
