//! Runs tesseract over many pictures, on every processor.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use image::GrayImage;
use tempfile::TempDir;

/// What codes are made of; an attacker finds that out by looking.
const ALPHABET: &str = "HKMRTY3479";

/// How tesseract is told to look at a picture.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// The page segmentation mode: one line (7), one word (8), one line as it is (13).
    mode: &'static str,
    knows_alphabet: bool,
}

impl Reading {
    pub(super) const fn new(mode: &'static str) -> Self {
        Self {
            mode,
            knows_alphabet: false,
        }
    }

    /// The same with the list of signs a code is made of.
    pub(super) const fn knowing(mode: &'static str) -> Self {
        Self {
            mode,
            knows_alphabet: true,
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = if self.knows_alphabet {
            ", alphabet"
        } else {
            ""
        };
        write!(f, "psm {}{list}", self.mode)
    }
}

/// A tesseract that answers.
pub(super) struct Tesseract {
    pub(super) version: String,
}

impl Tesseract {
    /// Fails with a sentence that says what to do when it is missing: a skipped attack would look
    /// like one that was withstood.
    pub(super) fn demand() -> Self {
        let answer = Command::new("tesseract")
            .args(["--version"])
            .stderr(Stdio::null())
            .output();
        let Some(output) = answer.ok().filter(|output| output.status.success()) else {
            panic!(
                "This test attacks the pictures with tesseract, which is not installed: \
                 run `apt-get install tesseract-ocr` and try again."
            );
        };
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Self {
            version: text.lines().next().unwrap_or_default().to_owned(),
        }
    }

    /// Reads all pictures in each way and gives the texts of a way, one for each picture, to the
    /// judge.
    pub(super) fn read_all<T: Send>(
        &self,
        pictures: &[GrayImage],
        readings: &[Reading],
        judge: impl Fn(&[String]) -> T + Sync,
    ) -> Vec<T> {
        let folder = TempDir::new().unwrap();
        let files = save(pictures, folder.path());
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let share = files.len().div_ceil(workers).max(1);
        readings
            .iter()
            .map(|&reading| {
                let texts: Vec<String> = thread::scope(|scope| {
                    let shares: Vec<_> = files
                        .chunks(share)
                        .map(|files| scope.spawn(move || read(files, reading)))
                        .collect();
                    shares
                        .into_iter()
                        .flat_map(|share| share.join().unwrap())
                        .collect()
                });
                judge(&texts)
            })
            .collect()
    }
}

fn save(pictures: &[GrayImage], folder: &Path) -> Vec<PathBuf> {
    pictures
        .iter()
        .enumerate()
        .map(|(at, picture)| {
            let file = folder.join(format!("{at}.png"));
            picture.save(&file).unwrap();
            file
        })
        .collect()
}

/// What tesseract reads, one text for each file. It reads a list of files in one go; when it breaks
/// down on one of them, they are read one by one and only that one stays unread.
fn read(files: &[PathBuf], reading: Reading) -> Vec<String> {
    let list = files[0].with_extension("txt");
    let names: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    fs::write(&list, names.join("\n")).unwrap();
    let text = run(&list, reading).unwrap_or_default();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // Tesseract 4 puts its separator after every page, 5 between pages.
    if pages.len() > files.len() && pages.last().is_some_and(String::is_empty) {
        pages.pop();
    }
    if pages.len() == files.len() {
        return pages;
    }
    files
        .iter()
        .map(|file| run(file, reading).unwrap_or_default())
        .collect()
}

fn run(input: &Path, reading: Reading) -> Option<String> {
    let mut command = Command::new("tesseract");
    command
        .env("OMP_THREAD_LIMIT", "1")
        .arg(input)
        .arg("stdout")
        .args(["--psm", reading.mode, "--dpi", "150"])
        .stderr(Stdio::null());
    if reading.knows_alphabet {
        command.args(["-c", &format!("tessedit_char_whitelist={ALPHABET}")]);
    }
    let output = command.output().unwrap();
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
