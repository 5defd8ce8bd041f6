//! Turns the vendored icons into one table, and says plainly what to do when something vendored is
//! missing or older than what it was made from.

use std::{env, fmt::Write, fs, path::Path, process};

const FILES: [&str; 5] = [
    "plus-jakarta-sans-700.woff2",
    "plus-jakarta-sans-700.ttf",
    "plus-jakarta-sans-500.ttf",
    "office.js",
    "editor.js",
];

fn main() {
    println!("cargo::rerun-if-changed=assets");
    let vendor = Path::new("assets/vendor");
    let names = fs::read_to_string("assets/icons.txt").unwrap_or_default();

    let mut table = String::from("&[\n");
    for name in names.split_whitespace() {
        let path = vendor.join(format!("icons/{name}.svg"));
        let Ok(svg) = fs::read_to_string(&path) else {
            missing(&path)
        };
        writeln!(table, "    ({name:?}, {:?}),", shapes(&svg)).unwrap_or_default();
    }
    table.push(']');
    if let Some(path) = FILES
        .iter()
        .map(|file| vendor.join(file))
        .find(|path| !path.exists())
    {
        missing(&path);
    }
    if fs::read(vendor.join(".scripts")).ok() != Some(scripts()) {
        stale("office.js and editor.js are older than assets/office");
    }

    let out = env::var_os("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&out).join("icons.rs"), table) {
        eprintln!("cannot write the icon table: {error}");
        process::exit(1);
    }
}

/// What stands between `<svg …>` and `</svg>`, on one line.
fn shapes(svg: &str) -> String {
    let start = svg.find("<svg").unwrap_or(0);
    let open = svg[start..].find('>').map_or(0, |end| start + end + 1);
    let close = svg.rfind("</svg>").unwrap_or(svg.len());
    svg[open..close]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" />", "/>")
        .replace("> <", "><")
}

/// The sources of the office's scripts, one after the other as `deploy/dev/assets` reads them.
fn scripts() -> Vec<u8> {
    let mut text = Vec::new();
    for folder in ["assets/office", "assets/office/editor"] {
        let mut paths: Vec<_> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|its| its == "js"))
            .collect();
        paths.sort();
        for path in paths {
            text.extend(fs::read(&path).unwrap_or_default());
        }
    }
    text
}

fn missing(path: &Path) -> ! {
    stale(&format!(
        "fonts, icons and scripts are not here yet ({} is missing)",
        path.display()
    ))
}

fn stale(what: &str) -> ! {
    println!("cargo::error={what}: run deploy/dev/assets");
    process::exit(1);
}
