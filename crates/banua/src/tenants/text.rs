//! Reading a text file as people save them: with a byte order mark, with Windows line ends.

use std::path::Path;

use super::problem::Problems;

/// Heavier text files are a mistake, such as a photo with the wrong name.
const MAX_TEXT: u64 = 2 * 1024 * 1024;

/// The text without byte order mark and with plain line ends. `None` after noting a problem.
pub fn read(dir: &Path, file: &str, problems: &mut Problems) -> Option<String> {
    let path = dir.join(file);
    let size = match std::fs::metadata(&path) {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(_) => {
            problems.add(file, None, "is not a file");
            return None;
        }
        Err(error) => {
            problems.add(file, None, unreadable(&error));
            return None;
        }
    };
    if size > MAX_TEXT {
        problems.add(
            file,
            None,
            "is larger than 2 MiB; text files are never that large",
        );
        return None;
    }
    match std::fs::read(&path) {
        Ok(bytes) => decode(file, bytes, problems),
        Err(error) => {
            problems.add(file, None, unreadable(&error));
            None
        }
    }
}

fn unreadable(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::NotFound {
        "is missing".to_owned()
    } else {
        format!("cannot be read: {error}")
    }
}

fn decode(file: &str, bytes: Vec<u8>, problems: &mut Problems) -> Option<String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        problems.add(file, 1, "is saved as UTF-16; save it as UTF-8");
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let text = text.replace("\r\n", "\n");
            if let Some(at) = text.find('\0') {
                let line = line_of(&text, at);
                problems.add(file, line, "holds a zero byte; is this really a text file?");
                return None;
            }
            Some(text)
        }
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..good]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count()
                + 1;
            problems.add(file, line, "is not UTF-8 text; save it as UTF-8");
            None
        }
    }
}

/// The line, from 1, in which a byte lies.
pub fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The reason why a text of one line cannot be stored, if there is one.
pub fn unfit_line(text: &str, longest: usize) -> Option<String> {
    let length = text.chars().count();
    if length > longest {
        return Some(format!("is {length} letters long; at most {longest} fit"));
    }
    text.chars()
        .any(char::is_control)
        .then(|| "holds a line end or another control character".to_owned())
}
