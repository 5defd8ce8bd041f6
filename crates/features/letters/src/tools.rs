//! Programs of others that look at what we made, and pictures of it. For tests.

use std::{path::Path, process::Command};

use jiff::Timestamp;
use print::Press;

use crate::{
    paper::{Content, Marks, sheet},
    proof::{self, SigningKey, file},
};

/// What a program prints. It must be there, and content.
pub fn run(program: &str, package: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).output();
    let done = done.unwrap_or_else(|_| {
        panic!("{program} is missing: sudo apt-get install {package}, or deploy/dev/prepare --purpose test")
    });
    let (told, complaint) = (
        String::from_utf8_lossy(&done.stdout).into_owned(),
        String::from_utf8_lossy(&done.stderr).into_owned(),
    );
    assert!(
        done.status.success(),
        "{program} {arguments:?} is not content (it is in the package {package}): {told}{complaint}"
    );
    told
}

/// A Python that knows pikepdf: one of somebody's own may stand in front of the system's.
pub fn python() -> &'static str {
    let knows = |python: &&str| {
        let asked = Command::new(python).args(["-c", "import pikepdf"]).output();
        asked.is_ok_and(|asked| asked.status.success())
    };
    let mut pythons = ["python3", "/usr/bin/python3"].into_iter();
    pythons.find(knows).unwrap_or("python3")
}

/// Every word of a PDF, pages parted by form feeds.
pub fn text_of(path: &Path) -> String {
    run("pdftotext", "poppler-utils", &["-layout", text(path), "-"])
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("paths of tests are UTF-8")
}

/// A content signed, printed and sealed.
pub fn signed(content: &Content, key: &SigningKey) -> Vec<u8> {
    let marks = Marks {
        proof: Some(proof::samples::proof(content, key)),
        ..marks()
    };
    file::seal(printed(content, marks), key).expect("room for a seal")
}

/// A content as it is signed by hand.
pub fn printed(content: &Content, marks: Marks) -> Vec<u8> {
    Press::shared()
        .print_small(&sheet(content, marks))
        .expect("a letter that can be set")
}

/// The village's band, and nothing else.
pub fn marks() -> Marks {
    Marks {
        band: Marks::band("63.03.04.2007", look::Palette::Sungai),
        made_at: Timestamp::UNIX_EPOCH,
        ..Marks::default()
    }
}
