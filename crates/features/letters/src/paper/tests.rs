use std::path::PathBuf;

use crate::{proof, text::Text, tools};

use super::{
    samples::{self, GLYPHS, LONG_NAME, LONG_WORD},
    *,
};

/// Samples as files: signed where they have a number.
fn files(folder: &tempfile::TempDir) -> Vec<PathBuf> {
    let key = proof::samples::key(1);
    let file = |(name, content): (&str, Content)| {
        let pdf = match &content.number {
            Some(_) => tools::signed(&content, &key),
            None => tools::printed(
                &content,
                Marks {
                    watermark: Some("PRATINJAU"),
                    ..tools::marks()
                },
            ),
        };
        let path = folder.path().join(format!("{name}.pdf"));
        std::fs::write(&path, pdf).unwrap();
        path
    };
    samples::all().into_iter().map(file).collect()
}

fn assert_archives_take(files: &[PathBuf]) {
    for file in files {
        tools::run("qpdf", "qpdf", &["--check", tools::text(file)]);
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check_pdf.py");
    let mut arguments = vec![script];
    arguments.extend(files.iter().map(|file| tools::text(file)));
    tools::run(tools::python(), "python3-pikepdf", &arguments);
}

#[test]
fn archives_take_every_shape_of_a_letter() {
    let folder = tempfile::tempdir().unwrap();
    assert_archives_take(&files(&folder));
}

#[test]
fn archives_take_every_kind_signed_short_and_long() {
    let folder = tempfile::tempdir().unwrap();
    let key = proof::samples::key(1);
    let mut files = Vec::new();
    for (name, letter) in crate::samples::all() {
        let text = Text::parse(&letter.kind.text, &letter.kind).unwrap();
        let content = Content::new(&letter, text.filled(&letter));
        let path = folder.path().join(format!("{name}.pdf"));
        std::fs::write(&path, tools::signed(&content, &key)).unwrap();
        files.push(path);
    }
    assert_archives_take(&files);
}

#[test]
fn what_a_letter_says_can_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.pdf");
    let key = proof::samples::key(1);
    std::fs::write(&file, tools::signed(&samples::long_names(), &key)).unwrap();
    // Without -layout, in the order in which it is told to those who listen.
    let text = tools::run("pdftotext", "poppler-utils", &[tools::text(&file), "-"]);
    let one_line = one_line(&text);
    for said in [
        LONG_NAME,
        GLYPHS,
        &format!("{LONG_NAME}, M.Ap."),
        "PENUKAL ABAB LEMATANG ILIR BAGIAN TIMUR LAUT",
        "DESA SUNGAI RANGAS HAMBUKU ULU",
        "Nomor: 400.12.2.1/012/PBT/XI/2026",
        "Pj. Kepala Desa/a.n. Sekretaris Desa",
        "pembantanan.banjarkab.go.id/verifikasi",
        "7K3QF-9X2MB",
        "Surat ini berlaku sampai dengan 23 Februari 2027.",
    ] {
        assert!(one_line.contains(said), "{said} is not in: {one_line}");
    }
    let joined: String = text.split_whitespace().collect();
    assert!(
        joined.replace('\u{200b}', "").contains(LONG_WORD),
        "{joined}"
    );
}

/// Without what justifying puts between words.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_signature_stays_with_the_text_wherever_a_page_ends() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pages.pdf");
    let whole = samples::three_pages();
    let mut pages_seen = Vec::new();
    // One paragraph less each time, so that the page ends at every place there is.
    for length in 3..whole.blocks.len() {
        let mut content = whole.clone();
        content.blocks.drain(2..2 + whole.blocks.len() - length);
        std::fs::write(&file, tools::printed(&content, tools::marks())).unwrap();
        let text = tools::text_of(&file);
        let pages = text.trim_end_matches('\u{c}').split('\u{c}');
        let pages: Vec<String> = pages.map(one_line).collect();
        let signed = pages.last().unwrap();
        for said in [
            "Demikian surat keterangan",
            "mestinya.",
            "Pambakal Pembantanan",
            "Syamsuddin Noor",
        ] {
            assert!(
                signed.contains(said),
                "{length}: {said} is not on the page of the signature: {signed}"
            );
        }
        let numbered = pages[0].contains(&format!("Halaman 1 dari {}", pages.len()));
        assert_eq!(numbered, pages.len() > 1, "{text}");
        pages_seen.push(pages.len());
    }
    assert!(
        pages_seen.contains(&1) && pages_seen.contains(&2),
        "{pages_seen:?}"
    );
}

#[test]
fn the_same_letter_is_the_same_file_and_another_is_another() {
    let content = samples::domicile();
    let first = tools::printed(&content, tools::marks());
    assert!(first == tools::printed(&content, tools::marks()));
    let mut other = content.clone();
    other.number = Some("400.12.2.1/013/PBT/XI/2026".to_owned());
    assert!(first != tools::printed(&other, tools::marks()));
}

#[test]
fn the_hash_follows_what_is_said_and_survives_being_kept() {
    let content = samples::domicile();
    let kept = serde_json::to_string(&content).unwrap();
    let read: Content = serde_json::from_str(&kept).unwrap();
    assert_eq!(read.hash(), content.hash());
    // Letters that were signed must hash to the same for ever: another hash is another FORM.
    assert_eq!(
        hex(&content.hash()),
        "8961755a08f346a1c832930fe661e39a704cfaf791649a440dbddaa963df2fec"
    );
    let mut changed = content.clone();
    changed.signatures = samples::statement().signatures;
    assert_ne!(changed.hash(), content.hash());
    let mut changed = content.clone();
    changed.head.lines.pop();
    assert_ne!(changed.hash(), content.hash());
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn heirs_and_witnesses_have_a_place_each() {
    let Signatures::HeirsConfirmedByHead {
        heirs,
        witnesses,
        stamp,
        ..
    } = samples::heirs().signatures
    else {
        panic!("heirs sign");
    };
    assert_eq!(heirs.len(), 4);
    // A witness nobody named has a dotted line.
    assert_eq!(witnesses, ["Syamsuddin", ""]);
    assert!(stamp);
}

#[test]
fn a_letter_says_once_until_when_it_is_good() {
    let mut content = samples::domicile();
    assert_eq!(content.unsaid_until().as_deref(), Some("23 Februari 2027"));
    content.blocks.push(crate::text::Block::Paragraph {
        runs: vec![crate::text::Run::Plain(
            "Berlaku sampai dengan 23 Februari 2027.".to_owned(),
        )],
    });
    assert_eq!(content.unsaid_until(), None);
    content.valid_until = None;
    assert_eq!(content.unsaid_until(), None);
}

#[test]
fn a_logo_is_what_its_bytes_say() {
    let content = samples::domicile();
    let logo = include_bytes!("../../examples/logo.png").as_slice();
    let with = |logo: &[u8]| Marks {
        logo: Some(logo.into()),
        ..tools::marks()
    };
    let plain = tools::printed(&content, tools::marks());
    assert!(tools::printed(&content, with(logo)).len() > plain.len());
    // What is no picture is left out, and the letter is printed.
    assert!(tools::printed(&content, with(b"GIF89a")) == plain);
}
