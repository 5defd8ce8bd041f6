//! What people typed, made fit for one line of a letter.

/// One line without letters that steer or hide.
pub(in crate::text) fn tame(text: &str) -> String {
    let visible = text.chars().map(|letter| match letter {
        letter if letter.is_whitespace() || letter.is_control() => ' ',
        letter => letter,
    });
    let visible: String = visible.filter(|letter| !is_steering(*letter)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_steering(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
    ) || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}
