//! Puts into a text what a letter says.

mod facts;
mod known;
mod person;
mod rows;
mod tame;

use super::words::{Form, Reference};
use super::{Block, Body, Piece, Run, Text, When};
use crate::{
    answers::{Value, listed},
    facts::{Letter, Person},
    kind::{Ask, Question},
};

use known::Known;
use tame::tame;

pub(crate) use person::with_area;

impl Text {
    /// The text with everything the letter says; what is not known is [`Run::Blank`].
    pub fn filled(&self, letter: &Letter) -> Vec<Block> {
        let filler = Filler { letter };
        let mut blocks = Vec::new();
        for part in &self.parts {
            if !filler.holds(&part.when) {
                continue;
            }
            match &part.body {
                Body::Paragraph(pieces) => filler.paragraph(pieces, &mut blocks),
                Body::Points { numbered, points } => {
                    let points: Vec<Vec<Run>> = points
                        .iter()
                        .filter(|point| filler.holds(&point.when))
                        .map(|point| filler.runs(&point.pieces))
                        .collect();
                    if !points.is_empty() {
                        blocks.push(Block::Points {
                            numbered: *numbered,
                            points,
                        });
                    }
                }
                Body::Block(word) => blocks.extend(filler.block(word)),
            }
        }
        blocks
    }
}

struct Filler<'a> {
    letter: &'a Letter,
}

impl<'a> Filler<'a> {
    fn holds(&self, when: &[When]) -> bool {
        when.iter()
            .all(|when| self.written(&when.reference, None).is_empty() != when.known)
    }

    /// A paragraph; one that is nothing but a long answer keeps that answer's paragraphs.
    fn paragraph(&self, pieces: &[Piece], blocks: &mut Vec<Block>) {
        if let [
            Piece::Value {
                reference: Reference::Answer(key),
                form: None,
                bold: false,
            },
        ] = pieces
            && let Some(Value::Text(text)) = self.letter.answers.get(key)
        {
            let lines = text.lines().map(tame).filter(|line| !line.is_empty());
            let lines: Vec<Block> = lines
                .map(|line| Block::Paragraph {
                    runs: vec![Run::Plain(line)],
                })
                .collect();
            if !lines.is_empty() {
                blocks.extend(lines);
                return;
            }
        }
        blocks.push(Block::Paragraph {
            runs: self.runs(pieces),
        });
    }

    fn runs(&self, pieces: &[Piece]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for piece in pieces {
            let (text, bold) = match piece {
                Piece::Text { text, bold } => (text.clone(), *bold),
                Piece::Value {
                    reference,
                    form,
                    bold,
                } => (self.written(reference, *form), *bold),
            };
            let text = match (piece, runs.last()) {
                // "untuk keperluan: sekolah." ends with one full stop, also if it was typed.
                (Piece::Text { .. }, Some(Run::Plain(before) | Run::Bold(before)))
                    if before.ends_with('.') && text.starts_with('.') =>
                {
                    text[1..].to_owned()
                }
                _ => text,
            };
            match runs.last_mut() {
                _ if matches!(piece, Piece::Text { .. }) && text.is_empty() => {}
                _ if text.is_empty() => runs.push(Run::Blank),
                Some(Run::Plain(before)) if !bold => before.push_str(&text),
                Some(Run::Bold(before)) if bold => before.push_str(&text),
                _ if bold => runs.push(Run::Bold(text)),
                _ => runs.push(Run::Plain(text)),
            }
        }
        runs
    }

    /// A value in its form, in one line; empty when it is not known.
    fn written(&self, reference: &Reference, form: Option<Form>) -> String {
        let Some(known) = self.known(reference) else {
            return String::new();
        };
        tame(&known.written(form))
    }

    fn known(&self, reference: &Reference) -> Option<Known<'a>> {
        let letter = self.letter;
        match reference {
            Reference::Applicant(particular) => self.of_person(&letter.applicant, *particular),
            Reference::Fact(fact) => self.fact(*fact),
            Reference::Part(key, particular) => {
                let person = self.people(key).into_iter().next()?;
                let known = self.of_person(&person, *particular)?;
                Some(known.owned())
            }
            Reference::Answer(key) => {
                let question = letter.kind.question(key)?;
                let value = letter.answers.get(key)?;
                Some(match value {
                    Value::Whole(number) => Known::Whole(*number),
                    Value::Decimal(number) => Known::Decimal(*number),
                    Value::Money(amount) => Known::Money(*amount),
                    Value::Date(day) => Known::Date(*day),
                    Value::Time(at) => Known::Time(*at),
                    Value::DateTime(moment) => Known::DateTime(*moment),
                    value => Known::Text(self.answer(question, value).into()),
                })
            }
        }
    }

    /// An answer in words; of people their names as the register has them.
    fn answer(&self, question: &Question, value: &Value) -> String {
        match question.ask {
            Ask::Resident | Ask::Person | Ask::Persons | Ask::Members => {
                let people = self.people(&question.key);
                listed(people.iter().map(|person| person.name.as_str()))
            }
            _ => value.on_letter(&question.ask),
        }
    }

    fn people(&self, key: &str) -> Vec<Person> {
        match self.letter.people.get(key) {
            Some(people) => people.clone(),
            None => {
                let value = self.letter.answers.get(key);
                value
                    .map(|value| value.people(&Default::default()))
                    .unwrap_or_default()
            }
        }
    }
}
