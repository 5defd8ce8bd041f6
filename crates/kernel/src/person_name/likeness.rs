//! How alike two names are: word by word, by letters, by sound, with slips of the pen.

pub(super) const LIKELY: u8 = 70;

const EQUAL: u8 = 100;
const SOUNDS_EQUAL: u8 = 92;
const BEGINS: u8 = 88;
const INITIAL: u8 = 80;
const ONE_SLIP: u8 = 82;
const TWO_SLIPS: u8 = 74;
const INSIDE: u8 = 76;

/// Longer words are compared by their beginning.
const LONGEST: usize = 40;

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    text: Form,
    sound: Form,
    /// Written as one letter that usually stands for this name: `M.` for Muhammad.
    is_letter: bool,
}

/// A spelling with what rules most comparisons out at once.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    text: String,
    length: usize,
    /// Which letters occur, a bit for each of the alphabet and one for all others.
    letters: u32,
}

impl Form {
    fn new(text: String) -> Self {
        let bit = |letter: char| match letter {
            'a'..='z' => 1 << (u32::from(letter) - u32::from('a')),
            _ => 1 << 26,
        };
        Self {
            length: text.chars().count(),
            letters: text.chars().map(bit).fold(0, |all, one| all | one),
            text,
        }
    }

    /// Letters to add, drop, change or swap; more than two are not counted.
    fn slips(&self, other: &Self) -> usize {
        // One slip adds at most one letter and takes at most one away.
        let different = (self.letters ^ other.letters).count_ones();
        if different > 4 || self.length.abs_diff(other.length) > 2 {
            return 3;
        }
        slips(&self.text, &other.text)
    }
}

impl Word {
    pub(super) fn new(text: &str, is_letter: bool) -> Self {
        Self {
            sound: Form::new(sound(text)),
            text: Form::new(text.to_owned()),
            is_letter,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text.text
    }

    pub(super) fn sound(&self) -> &str {
        &self.sound.text
    }

    fn begins_with_letter_of(&self, other: &Self) -> bool {
        let is_letter = self.is_letter || self.text.length == 1;
        is_letter && self.text().chars().next() == other.text().chars().next()
    }

    /// How well this word of a question fits a word of a name.
    fn fits(&self, name: &Self) -> u8 {
        if self.text == name.text {
            return EQUAL;
        }
        if self.sound == name.sound {
            return SOUNDS_EQUAL;
        }
        if self.begins_with_letter_of(name) || name.begins_with_letter_of(self) {
            return INITIAL;
        }
        let length = self.text.length;
        if length >= 2 && name.text().starts_with(self.text()) {
            return BEGINS;
        }
        let shorter = length.min(name.text.length);
        let slips = if shorter < 4 {
            3
        } else {
            self.sound
                .slips(&name.sound)
                .min(self.text.slips(&name.text))
        };
        match slips {
            0 | 1 => ONE_SLIP,
            2 if shorter >= 7 => TWO_SLIPS,
            _ if length >= 4 && name.text().contains(self.text()) => INSIDE,
            _ if length >= 3 && name.sound().starts_with(self.sound()) => INSIDE,
            _ => 0,
        }
    }

    /// Whether this is those two written as one, by letters or by sound.
    fn joins(&self, first: &Self, second: &Self) -> bool {
        let joins = |whole: &str, first: &str, second: &str| {
            whole.strip_prefix(first) == Some(second)
                // A sound at the seam is spoken once.
                || first.chars().next_back() == second.chars().next()
                    && whole.strip_suffix(second).is_some_and(|rest| {
                        first.strip_prefix(rest).is_some_and(|last| last.chars().count() == 1)
                    })
        };
        joins(self.text(), first.text(), second.text())
            || joins(self.sound(), first.sound(), second.sound())
    }
}

/// The average over the words of the question, the longer ones counting more.
pub(super) fn score(question: &[Word], name: &[Word]) -> u8 {
    if question.is_empty() || name.is_empty() {
        return 0;
    }
    let mut taken = vec![false; name.len()];
    let (mut sum, mut weights) = (0_usize, 0_usize);
    let mut at = 0;
    while at < question.len() {
        let (fit, used) = best(&question[at..], name, &mut taken);
        let weight: usize = question[at..at + used]
            .iter()
            .map(|word| word.text.length.clamp(2, 10))
            .sum();
        sum += usize::from(fit) * weight;
        weights += weight;
        at += used;
    }
    let average = sum / weights;
    // Among equals, the name that has nothing else comes first.
    let others = taken.iter().filter(|taken| !**taken).count().min(5);
    u8::try_from(average.saturating_sub(others)).unwrap_or(EQUAL)
}

/// The best fit of the first word of `question`, and how many of its words that used: *Nur Aini* is
/// also *Nuraini*, and *Abdulgani* also *Abdul Gani*.
fn best(question: &[Word], name: &[Word], taken: &mut [bool]) -> (u8, usize) {
    let free = |at: &usize, taken: &[bool]| !taken[*at];
    let single = (0..name.len())
        .filter(|at| free(at, taken))
        .map(|at| (question[0].fits(&name[at]), at))
        .max_by_key(|(fit, at)| (*fit, std::cmp::Reverse(*at)));
    if let Some((fit, at)) = single
        && fit >= SOUNDS_EQUAL
    {
        taken[at] = true;
        return (fit, 1);
    }
    if let [first, second, ..] = question {
        let found = (0..name.len()).find(|at| free(at, taken) && name[*at].joins(first, second));
        if let Some(at) = found {
            taken[at] = true;
            return (SOUNDS_EQUAL, 2);
        }
    }
    let pairs = 0..name.len().saturating_sub(1);
    let apart = pairs.into_iter().find(|at| {
        let is_free = free(at, taken) && free(&(at + 1), taken);
        is_free && question[0].joins(&name[*at], &name[at + 1])
    });
    if let Some(at) = apart {
        taken[at] = true;
        taken[at + 1] = true;
        return (SOUNDS_EQUAL, 1);
    }
    match single {
        Some((fit, at)) if fit > 0 => {
            taken[at] = true;
            (fit, 1)
        }
        _ => (0, 1),
    }
}

/// How a word is spoken in Banjar: three vowels, old spellings as new ones, `f` as `p`, `z` as `j`.
fn sound(word: &str) -> String {
    const LETTERS: [(&str, &str); 22] = [
        ("oe", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ie", "i"),
        ("dj", "j"),
        ("tj", "c"),
        ("sy", "s"),
        ("sj", "s"),
        ("sh", "s"),
        ("ts", "s"),
        ("dz", "j"),
        ("kh", "h"),
        ("ch", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("ph", "p"),
        ("f", "p"),
        ("v", "p"),
        ("q", "k"),
        ("z", "j"),
        ("o", "u"),
    ];
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let found = LETTERS
            .iter()
            .find(|(written, _)| rest.starts_with(written));
        let (spoken, length) = match found {
            Some((written, spoken)) => (*spoken, written.len()),
            None => (&rest[..letter.len_utf8()], letter.len_utf8()),
        };
        if !out.ends_with(spoken) {
            out.push_str(spoken);
        }
        rest = &rest[length..];
    }
    // Aisyah and Aisya, Zubaidah and Zubaida.
    if out.len() > 3 && out.ends_with("ah") {
        out.pop();
    }
    out
}

/// Letters to add, drop, change or swap with their neighbour; at most three are counted.
fn slips(one: &str, two: &str) -> usize {
    if one.is_ascii() && two.is_ascii() {
        return distance(one.as_bytes(), two.as_bytes());
    }
    let letters = |text: &str| text.chars().collect::<Vec<_>>();
    distance(&letters(one), &letters(two))
}

fn distance<T: PartialEq>(one: &[T], two: &[T]) -> usize {
    let (one, two) = (
        &one[..one.len().min(LONGEST)],
        &two[..two.len().min(LONGEST)],
    );
    if one.len().abs_diff(two.len()) > 2 {
        return 3;
    }
    let mut before = [0_u8; LONGEST + 1];
    let mut above: [u8; LONGEST + 1] = FIRST_ROW;
    let mut row = [0_u8; LONGEST + 1];
    for (i, a) in one.iter().enumerate() {
        row[0] = above[0] + 1;
        let mut least = row[0];
        for (j, b) in two.iter().enumerate() {
            let changed = above[j] + u8::from(a != b);
            row[j + 1] = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == two[j - 1] && one[i - 1] == *b {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
            least = least.min(row[j + 1]);
        }
        if least > 2 {
            return 3;
        }
        (before, above, row) = (above, row, before);
    }
    usize::from(above[two.len()]).min(3)
}

/// What it costs to make a word of nothing.
const FIRST_ROW: [u8; LONGEST + 1] = {
    let mut row = [0; LONGEST + 1];
    let mut at = 1;
    while at <= LONGEST {
        row[at] = row[at - 1] + 1;
        at += 1;
    }
    row
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (one, two, count) in [
            ("rahman", "rahman", 0),
            ("rahman", "rahmna", 1),
            ("rahman", "rahmn", 1),
            ("rahman", "rohman", 1),
            ("syarwani", "sarwni", 2),
            ("siti", "budi", 3),
            ("a", "abcdefgh", 3),
            ("", "", 0),
        ] {
            assert_eq!(slips(one, two), count, "{one} {two}");
            assert_eq!(slips(two, one), count, "{two} {one}");
        }
    }

    #[test]
    fn spellings_that_sound_alike_are_equal() {
        for (one, two) in [
            ("fauzi", "pauji"),
            ("soekarno", "sukarno"),
            ("syarwani", "sarwani"),
            ("aisyah", "aisya"),
            ("djamilah", "jamila"),
            ("zubaidah", "jubaida"),
            ("fathurrahman", "paturahman"),
            ("rochmah", "ruhma"),
        ] {
            assert_eq!(sound(one), sound(two));
        }
        assert_ne!(sound("ali"), sound("aluh"));
    }
}
