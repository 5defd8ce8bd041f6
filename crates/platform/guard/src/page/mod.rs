//! What a browser would make of a submission: what is seen, what is hidden, where links lead.

mod elements;
mod reader;
mod style;
mod tags;

use crate::rules::Sign;
use crate::verdict::Submission;

/// A submission, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) passages: Vec<Passage>,
    pub(crate) links: Vec<Link>,
    /// What the markup itself shows, with the place.
    pub(crate) findings: Vec<(Sign, String)>,
}

/// A stretch of text.
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) place: Place,
    pub(crate) text: String,
    /// Offsets at which tags stood without a gap.
    pub(crate) seams: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Title,
    Visible,
    /// In the source, but not to be seen: hidden elements and comments.
    Hidden,
    /// Descriptions of pictures, and words within addresses.
    Aside,
}

/// An address, with what a reader sees of it.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) href: String,
    /// The beginning of the text one clicks on; `None` where there is none to click.
    pub(crate) text: Option<String>,
    pub(crate) sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Something to click.
    Anchor,
    /// Another page inside this one.
    Frame,
    /// A picture, a script or a style sheet.
    Media,
    /// Where a form goes.
    Form,
    /// Written in the text or in a comment of the source.
    Written,
}

impl Page {
    pub(crate) fn read(submission: &Submission) -> Self {
        let mut page = Self::default();
        page.say(Place::Title, submission.title);
        if submission.is_html {
            reader::read(submission.body, &mut page);
        } else {
            page.say(Place::Visible, submission.body);
            page.read_markup_in_text(submission.title);
            page.read_markup_in_text(submission.body);
        }
        page.links.extend(submission.links.iter().map(|href| Link {
            href: (*href).to_owned(),
            text: None,
            sort: Sort::Anchor,
        }));
        page
    }

    fn say(&mut self, place: Place, text: &str) {
        if !text.is_empty() {
            self.passages.push(Passage {
                place,
                text: text.to_owned(),
                seams: Vec::new(),
            });
        }
    }

    /// Nobody who writes a comment needs tags; robots leave them in every field they find.
    fn read_markup_in_text(&mut self, text: &str) {
        let lower = text.to_ascii_lowercase();
        let mut marked = false;
        for (sign, marks) in [
            (
                Sign::RawAnchor,
                &["<a ", "<iframe", "<script", "<div", "<meta"][..],
            ),
            (Sign::Bbcode, &["[url=", "[url]", "[link=", "[img]"][..]),
        ] {
            if let Some(at) = marks.iter().find_map(|mark| lower.find(mark)) {
                let shown = crate::excerpt::around(text, at, at + 20);
                self.findings.push((sign, shown));
                marked |= sign == Sign::RawAnchor;
            }
        }
        if marked || lower.contains("&#") {
            reader::read(text, self);
        }
    }
}
