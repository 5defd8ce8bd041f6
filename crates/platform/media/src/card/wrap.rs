//! Breaking a title into lines of even length that fit their column.

use super::fonts::Ruler;

/// Room for a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) width: f32,
    pub(super) height: f32,
    /// The most lines, at any size.
    pub(super) lines: usize,
    pub(super) largest: f32,
    pub(super) smallest: f32,
}

/// A title set in lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Set {
    pub(super) size: f32,
    pub(super) lines: Vec<String>,
}

/// Line height as a part of the size.
pub(super) const LEADING: f32 = 1.14;

const LONGEST: usize = 300;
const STEP: f32 = 2.0;
const ELLIPSIS: char = '…';

/// The largest setting that fits; when even the smallest does not, the end is cut with an ellipsis.
pub(super) fn set(ruler: &Ruler<'_>, title: &str, column: Column) -> Set {
    // Far more than fits; it only keeps an absurd title from taking seconds.
    let title = title
        .char_indices()
        .nth(LONGEST)
        .map_or(title, |(end, _)| &title[..end]);
    let mut size = column.largest;
    while size >= column.smallest {
        let most = column
            .lines
            .min((column.height / (size * LEADING)) as usize);
        let width = column.width / size;
        let words_fit = title.split(' ').all(|word| ruler.width(word) <= width);
        if words_fit {
            let lines = fill(ruler, title, width);
            if lines.len() <= most {
                return Set {
                    size,
                    lines: even(ruler, title, width, lines),
                };
            }
        }
        size -= STEP;
    }
    let size = column.smallest;
    let most = column
        .lines
        .min((column.height / (size * LEADING)) as usize)
        .max(1);
    let width = column.width / size;
    let mut lines = fill(ruler, title, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            shorten(ruler, last, width);
        }
    }
    Set { size, lines }
}

/// One line, cut with an ellipsis where it would run out of its width.
pub(super) fn one_line(ruler: &Ruler<'_>, text: &str, size: f32, width: f32) -> String {
    let mut line = text.to_owned();
    if ruler.width(&line) * size > width {
        shorten(ruler, &mut line, width / size);
    }
    line
}

/// Greedy lines; a word longer than a line is broken inside.
fn fill(ruler: &Ruler<'_>, text: &str, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if ruler.width(&longer) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if ruler.width(&line) > width && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(letter);
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The narrowest column that needs no more lines: no orphan word at the end.
fn even(ruler: &Ruler<'_>, text: &str, width: f32, lines: Vec<String>) -> Vec<String> {
    let (mut narrow, mut wide) = (width / lines.len().max(1) as f32 * 0.6, width);
    let longest_word = text
        .split(' ')
        .map(|word| ruler.width(word))
        .fold(0.0_f32, f32::max);
    narrow = narrow.max(longest_word);
    let mut best = lines;
    for _ in 0..12 {
        let middle = f32::midpoint(narrow, wide);
        let tried = fill(ruler, text, middle);
        if tried.len() <= best.len() {
            best = tried;
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    best
}

fn shorten(ruler: &Ruler<'_>, line: &mut String, width: f32) {
    loop {
        let candidate = format!(
            "{}{ELLIPSIS}",
            line.trim_end_matches([' ', ',', '.', ':', ';', '-'])
        );
        if ruler.width(&candidate) <= width || line.is_empty() {
            *line = candidate;
            return;
        }
        line.pop();
    }
}
