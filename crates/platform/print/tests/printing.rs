//! What comes out of the press.

use jiff::Timestamp;
use print::{Picture, Press, PrintError, Sheet};
use serde_json::json;

const LETTER: &str = r#"
#let data = json("data.json")
#set document(title: data.title)
#set text(lang: "id", font: "Libertinus Serif")
= #data.title
#for name in data.names [- #name
]
"#;

/// Names as people have them, and as people would have them who try things out.
const NAMES: &[&str] = &[
    "Siti Rahmah",
    "*x* #evil[] $x$ `raw` @ref <label> = title \\ / - _u_",
    "#read(\"/etc/passwd\") \"'“”’<script>&amp;",
    "Ma’ruf – é ü ñ ½ m² № ✓ → …",
    "مُحَمَّد عَبْدُ ٱلرَّحْمَٰن",
    "محمد سليمان",
    "漢字 😀 ไทย",
    "a\u{202e}b\u{200b}c\u{0}\u{feff}",
    "z̵̛͍a̷͎͒l̸̳̊g̶̰͝o̵͖͐",
    "Abdurrahmanmuhammadsiddiqalbanjaribinsyekhmuhammadarsyadalbanjarimartapurakalimantanselatan",
    "",
];

fn sheet(template: &'static str, data: serde_json::Value) -> Sheet {
    Sheet::new(
        template,
        data,
        Timestamp::from_second(1_764_576_000).expect("a second of 2025"),
    )
}

#[test]
fn names_are_set_as_they_are_and_none_of_them_stops_the_press() {
    let press = Press::shared();
    for name in NAMES {
        let pdf = press.print(&sheet(LETTER, json!({ "title": "Surat", "names": [name] })));
        let pdf = pdf.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(pdf.starts_with(b"%PDF-1.7"), "{name}");
    }
    let all = press.print(&sheet(LETTER, json!({ "title": NAMES[1], "names": NAMES })));
    let all = all.unwrap();
    let text = String::from_utf8_lossy(&all);
    for part in [
        "pdfaid:part",
        "<pdfaid:conformance>B<",
        "/Marked true",
        "/Lang",
        "/FontFile",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn the_same_sheet_is_the_same_file_and_another_is_another() {
    let press = Press::shared();
    let data = json!({ "title": "Surat", "names": ["Siti"] });
    let first = press.print(&sheet(LETTER, data.clone())).unwrap();
    assert!(press.print(&sheet(LETTER, data.clone())).unwrap() == first);
    let later = Sheet::new(LETTER, data, Timestamp::UNIX_EPOCH);
    assert!(press.print(&later).unwrap() != first);
}

#[test]
fn a_template_reaches_its_own_pictures_and_nothing_else() {
    let press = Press::shared();
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#;
    let picture = || Picture::new("band.svg", svg.as_slice());
    let own = sheet("#image(\"band.svg\", alt: \"Pita\")", json!({})).with(picture());
    assert!(press.print(&own).is_ok());
    for template in [
        "#image(\"other.svg\")",
        "#read(\"/etc/passwd\")",
        "#read(\"../../etc/passwd\")",
        "#include \"other.typ\"",
        "#import \"@preview/tablex:0.0.8\": *",
        "#plugin(\"x.wasm\")",
    ] {
        let refused = press.print(&sheet(template, json!({})).with(picture()));
        assert!(
            matches!(refused, Err(PrintError::Template(_))),
            "{template}"
        );
    }
}

#[test]
fn a_complaint_names_the_line_and_no_data() {
    let data = json!({ "name": "Siti Rahmah", "nik": "6303041708700001" });
    for template in [
        "\n\n#let data = json(\"data.json\")\n#int(data.name)",
        "\n\n#let data = json(\"data.json\")\n#panic(data.name, data.nik)",
        "\n\n#let data = json(\"data.json\")\n#data.at(data.name)",
        "\n\n#let data = json(\"data.json\")\n#eval(data.name + \"(\")",
    ] {
        let Err(error) = Press::shared().print(&sheet(template, data.clone())) else {
            panic!("{template} was printed");
        };
        let told = format!("{error} {error:?}");
        assert!(
            told.contains("line 4") || template.contains("eval"),
            "{told}"
        );
        for closed in ["Siti", "Rahmah", "6303041708700001"] {
            assert!(!told.contains(closed), "{told}");
        }
    }
}

#[tokio::test]
async fn one_document_is_printed_at_a_time() {
    let press = Press::shared();
    let turn = press.turn().await.unwrap();
    let waiting = press.print_aside(sheet(LETTER, json!({ "title": "x", "names": [] })));
    assert!(matches!(waiting.await, Err(PrintError::Busy)));
    let written = turn.print(sheet(LETTER, json!({ "title": "x", "names": [] })));
    assert!(written.await.unwrap().is_ok());
    assert!(press.turn().await.is_ok());
}
