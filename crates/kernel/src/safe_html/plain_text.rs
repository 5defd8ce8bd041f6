//! Between HTML and plain text, both ways.

/// Elements inside a line; every other tag ends a word.
const INLINE: &[&str] = &[
    "a", "b", "code", "del", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u",
];

/// The words of HTML that the sanitiser wrote, with single spaces between them.
pub(super) fn of_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_words(&unescape(&rest[..open]), &mut out);
        let tag = &rest[open + 1..];
        let Some(close) = tag.find('>') else { break };
        let name = tag[..close].trim_start_matches('/');
        let name = name
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .next()
            .unwrap_or("");
        if !INLINE.contains(&name) {
            push_space(&mut out);
        }
        rest = &tag[close + 1..];
    }
    push_words(&unescape(rest), &mut out);
    out.truncate(out.trim_end().len());
    out
}

fn push_words(text: &str, out: &mut String) {
    for letter in text.chars() {
        if letter.is_whitespace() {
            push_space(out);
        } else {
            out.push(letter);
        }
    }
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The five references that the sanitiser writes.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // `&amp;` last, or `&amp;lt;` would be taken for a bracket.
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The beginning of a text, cut between words and marked with "…" when something is missing.
///
/// ```
/// assert_eq!(kernel::safe_html::excerpt("Warga bergotong royong", 14), "Warga…");
/// assert_eq!(kernel::safe_html::excerpt("Warga", 16), "Warga");
/// ```
pub fn excerpt(text: &str, max_chars: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let room = max_chars.saturating_sub(1);
    let end = text
        .char_indices()
        .nth(room)
        .map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let at_border = text[end..].starts_with(char::is_whitespace);
    let whole_words = if at_border {
        head
    } else {
        head.rsplit_once(char::is_whitespace)
            .map_or(head, |(words, _)| words)
    };
    let dangling = |letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '-' | '–' | '(')
    };
    format!("{}…", whole_words.trim_end_matches(dangling))
}

/// Text made harmless for an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Paragraphs at empty lines, line breaks at single ones.
pub(super) fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut open = false;
    for line in text.lines().map(str::trim) {
        match (line.is_empty(), open) {
            (true, true) => out.push_str("</p>"),
            (true, false) => {}
            (false, true) => out.push_str("<br>"),
            (false, false) => out.push_str("<p>"),
        }
        open = !line.is_empty();
        out.push_str(&escape(line));
    }
    if open {
        out.push_str("</p>");
    }
    out
}
