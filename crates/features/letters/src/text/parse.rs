//! Reads a text, line by line.

use crate::kind::Kind;

use super::hole::{self, Hole};
use super::stars::{Token, pieces};
use super::{Body, LONGEST, Part, Piece, Point, Problem, Text, When};

impl Text {
    /// Reads a text that is to be a letter of this kind.
    ///
    /// # Errors
    /// Everything that could not be understood, with its line.
    pub fn parse(source: &str, kind: &Kind) -> Result<Self, Vec<Problem>> {
        let length = source.chars().count();
        if length > LONGEST {
            let longest = kernel::thousands(LONGEST as i64);
            let length = kernel::thousands(i64::try_from(length).unwrap_or(i64::MAX));
            let text = format!("Isi surat paling panjang {longest} huruf; ini {length}.");
            return Err(vec![Problem { line: 1, text }]);
        }
        let mut reader = Reader::new(kind);
        for (at, line) in source.lines().enumerate() {
            reader.line = at + 1;
            reader.read(line);
        }
        reader.close();
        if reader.problems.is_empty() {
            Ok(Self {
                parts: reader.parts,
            })
        } else {
            Err(reader.problems)
        }
    }
}

/// What the next line may go on with.
enum Open {
    Nothing,
    Paragraph {
        when: Vec<When>,
        tokens: Vec<Token>,
    },
    Points {
        numbered: bool,
        first: u32,
        points: Vec<(Vec<When>, Vec<Token>)>,
    },
}

struct Reader<'a> {
    kind: &'a Kind,
    line: usize,
    parts: Vec<Part>,
    problems: Vec<Problem>,
    open: Open,
    /// Conditions that wait for what they are about.
    when: Vec<When>,
}

/// What a point begins with.
enum Mark {
    Dash,
    Number(u32),
}

impl<'a> Reader<'a> {
    fn new(kind: &'a Kind) -> Self {
        Self {
            kind,
            line: 0,
            parts: Vec::new(),
            problems: Vec::new(),
            open: Open::Nothing,
            when: Vec::new(),
        }
    }

    fn wrong(&mut self, text: impl Into<String>) {
        self.problems.push(Problem {
            line: self.line,
            text: text.into(),
        });
    }

    fn read(&mut self, line: &str) {
        let line = self.conditions(line.trim());
        if line.is_empty() && self.when.is_empty() {
            return self.close();
        }
        if line.is_empty() {
            return;
        }
        if let Some(block) = self.block(line) {
            let when = std::mem::take(&mut self.when);
            self.close();
            self.parts.push(Part { when, body: block });
            return;
        }
        match mark(line) {
            Some((mark, rest)) => {
                let rest = self.conditions(rest);
                self.point(mark, rest);
            }
            None => self.goes_on(line),
        }
    }

    /// Takes the conditions a line begins with; what follows them is something new.
    fn conditions<'b>(&mut self, mut line: &'b str) -> &'b str {
        while let Some((inner, rest)) = line.strip_prefix('[').and_then(|l| l.split_once(']')) {
            if !inner.trim_start().to_lowercase().starts_with("jika") {
                break;
            }
            match hole::read(inner, self.kind) {
                Ok(Hole::When(when)) => {
                    let waiting = std::mem::take(&mut self.when);
                    if waiting.is_empty() && !matches!(self.open, Open::Points { .. }) {
                        self.close();
                    }
                    self.when = waiting;
                    self.when.push(when);
                }
                Ok(_) => break,
                Err(text) => self.wrong(text),
            }
            line = rest.trim_start();
        }
        line
    }

    /// The block a line consists of.
    fn block(&mut self, line: &str) -> Option<Body> {
        let inner = line.strip_prefix('[')?.strip_suffix(']')?;
        if inner.contains(['[', ']']) {
            return None;
        }
        match hole::read(inner, self.kind) {
            Ok(Hole::Block(word)) => Some(Body::Block(word)),
            _ => None,
        }
    }

    fn point(&mut self, mark: Mark, text: &str) {
        let (numbered, number) = match mark {
            Mark::Dash => (false, 0),
            Mark::Number(number) => (true, number),
        };
        let when = std::mem::take(&mut self.when);
        let tokens = self.tokens(text);
        match &mut self.open {
            Open::Points {
                numbered: same,
                points,
                ..
            } if *same == numbered => points.push((when, tokens)),
            _ => {
                self.close();
                self.open = Open::Points {
                    numbered,
                    first: number,
                    points: vec![(when, tokens)],
                };
            }
        }
    }

    fn goes_on(&mut self, line: &str) {
        let mut tokens = self.tokens(line);
        let when = std::mem::take(&mut self.when);
        let open = match &mut self.open {
            _ if !when.is_empty() => None,
            Open::Paragraph { tokens, .. } => Some(tokens),
            Open::Points { points, .. } => points.last_mut().map(|(_, tokens)| tokens),
            Open::Nothing => None,
        };
        match open {
            Some(before) => {
                before.push(Token::Text(" ".to_owned()));
                before.append(&mut tokens);
            }
            None => {
                self.close();
                self.open = Open::Paragraph { when, tokens };
            }
        }
    }

    /// Ends what was open.
    fn close(&mut self) {
        if !self.when.is_empty() {
            self.when.clear();
            self.wrong("Setelah [jika: …] belum ada paragraf atau butir.");
        }
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Paragraph { when, tokens } => self.parts.push(Part {
                when,
                body: Body::Paragraph(pieces(tokens)),
            }),
            Open::Points {
                numbered,
                first,
                points,
            } => {
                let mut points: Vec<Point> = points
                    .into_iter()
                    .map(|(when, tokens)| Point {
                        when,
                        pieces: pieces(tokens),
                    })
                    .collect();
                // An empty line between two points does not begin the counting anew.
                if let Some(Part {
                    body:
                        Body::Points {
                            numbered: same,
                            points: before,
                        },
                    ..
                }) = self.parts.last_mut()
                    && *same == numbered
                    && first != 1
                {
                    before.append(&mut points);
                    return;
                }
                self.parts.push(Part {
                    when: Vec::new(),
                    body: Body::Points { numbered, points },
                });
            }
        }
    }

    /// A line as text, stars and values.
    fn tokens(&mut self, line: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut text = String::new();
        let mut rest = line;
        let mut before = ' ';
        while let Some(letter) = rest.chars().next() {
            let after = &rest[letter.len_utf8()..];
            match letter {
                '*' => {
                    tokens.push(Token::Text(std::mem::take(&mut text)));
                    let next = after.chars().next().unwrap_or(' ');
                    tokens.push(Token::Star {
                        opens: !next.is_whitespace(),
                        closes: !before.is_whitespace(),
                    });
                    rest = after;
                }
                '[' => {
                    tokens.push(Token::Text(std::mem::take(&mut text)));
                    rest = self.hole(after, &mut tokens);
                }
                ']' => {
                    self.wrong("Ada kurung ] tanpa kurung [ di depannya. Untuk tulisan biasa pakai ( dan ).");
                    rest = after;
                }
                '{' if after.starts_with('{') => {
                    let inner = after[1..].split("}}").next().unwrap_or_default();
                    let word: String = inner.trim().chars().take(40).collect();
                    self.wrong(format!("Tulis [{word}], bukan {{{{ {word} }}}}."));
                    rest = after[1..].split_once("}}").map_or("", |(_, rest)| rest);
                }
                letter if letter.is_control() => rest = after,
                letter => {
                    text.push(letter);
                    rest = after;
                }
            }
            before = letter;
        }
        tokens.push(Token::Text(text));
        tokens
    }

    /// Reads up to the closing bracket; gives what comes behind it.
    fn hole<'b>(&mut self, after: &'b str, tokens: &mut Vec<Token>) -> &'b str {
        let end = after.find([']', '[']);
        let Some(end) = end.filter(|end| after[*end..].starts_with(']')) else {
            self.wrong("Kurung [ belum ditutup dengan ] pada baris yang sama.");
            return end.map_or("", |end| &after[end..]);
        };
        let inner = &after[..end];
        match hole::read(inner, self.kind) {
            Ok(Hole::Value { reference, form }) => tokens.push(Token::Value(Piece::Value {
                reference,
                form,
                bold: false,
            })),
            Ok(Hole::Block(_)) => self.wrong(format!(
                "[{}] harus berdiri sendiri pada satu baris.",
                inner.trim()
            )),
            Ok(Hole::When(_)) => self.wrong(format!(
                "[{}] harus ditulis di awal paragraf atau butir.",
                inner.trim()
            )),
            Err(text) => self.wrong(text),
        }
        &after[end + 1..]
    }
}

/// The mark a point begins with, and the rest.
fn mark(line: &str) -> Option<(Mark, &str)> {
    for dash in ["- ", "• "] {
        if let Some(rest) = line.strip_prefix(dash) {
            return Some((Mark::Dash, rest.trim_start()));
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..]
        .strip_prefix(". ")
        .or_else(|| line[digits..].strip_prefix(") "))?;
    let number = (digits <= 2).then(|| line[..digits].parse().ok())??;
    Some((Mark::Number(number), rest.trim_start()))
}
