//! Takes the accents off letters and knows which marks people use as an apostrophe.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Marks typed where Banjar and Arabic names have a glottal stop: Bi'ih, Jum’at, Nurʼaini.
pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`'
            | '´'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{02B9}'
            | '\u{02BB}'
            | '\u{02BC}'
            | '\u{02BD}'
            | '\u{02BE}'
            | '\u{02BF}'
            | '\u{02C8}'
            | '\u{02CA}'
            | '\u{02CB}'
            | '\u{2032}'
            | '\u{2035}'
            | '\u{FF07}'
            | '\u{FF40}'
    )
}

/// Lower case, without accents and apostrophes; letters of other scripts stay as they are.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let unmarked = text.chars().filter(|letter| !is_apostrophe(*letter));
    for letter in unmarked.flat_map(char::to_lowercase).nfkd() {
        if is_combining_mark(letter) || is_apostrophe(letter) {
            continue;
        }
        match spelled_out(letter) {
            Some(letters) => out.push_str(letters),
            None => out.extend(letter.to_lowercase()),
        }
    }
    out
}

/// Latin letters that Unicode does not take apart.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'ł' | 'Ł' => "l",
        'ŋ' | 'Ŋ' => "ng",
        'þ' | 'Þ' => "th",
        'ŧ' | 'Ŧ' => "t",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn accents_and_apostrophes_go_and_other_scripts_stay() {
        assert_eq!(plain("Café Łódź Bi’ih"), "cafe lodz biih");
        assert_eq!(plain("Kˈandangan´ ＡＢＣ"), "kandangan abc");
        assert_eq!(plain("محمد"), "محمد");
    }
}
