//! Turns the vendored icons into one table, and says plainly what to do when they are missing.

use std::{env, fmt::Write, fs, path::Path, process};

const FONTS: [&str; 3] = [
    "plus-jakarta-sans-700.woff2",
    "plus-jakarta-sans-700.ttf",
    "plus-jakarta-sans-500.ttf",
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
    if let Some(path) = FONTS
        .iter()
        .map(|font| vendor.join(font))
        .find(|path| !path.exists())
    {
        missing(&path);
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

fn missing(path: &Path) -> ! {
    println!(
        "cargo::error=fonts and icons are not here yet ({} is missing): run deploy/dev/assets",
        path.display()
    );
    process::exit(1);
}
