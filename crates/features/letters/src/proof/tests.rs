use image::{GrayImage, Luma, codecs::jpeg::JpegEncoder};
use jiff::civil::date;

use crate::{
    kind::SignedBy,
    paper::samples::{self, letter},
    tools,
};

use super::{
    samples::{key, link, published, village},
    *,
};

fn genuine(text: &str, keys: &PublishedKeys) -> Genuine {
    match verify_offline(text, keys) {
        Verdict::Genuine(genuine) => *genuine,
        other => panic!("{other:?}"),
    }
}

/// The QR's text of a usual letter.
fn text() -> String {
    let content = crate::paper::samples::domicile();
    link(&letter(&content.title, SignedBy::Head), &content, &key(1)).text()
}

#[test]
fn a_letter_proves_itself_with_the_published_keys_alone() {
    let keys = PublishedKeys::read(&published(&key(1)).write()).unwrap();
    let found = genuine(&text(), &keys);
    assert_eq!(found.village, "Desa Pembantanan");
    let summary = found.summary;
    assert_eq!(summary.number, "400.12.2.1/012/PBT/XI/2026");
    assert_eq!(summary.kind, "Surat Keterangan Domisili");
    assert_eq!(summary.holder, "S*** R***");
    assert_eq!(summary.dated, date(2026, 11, 25));
    assert!(summary.is_of(&crate::paper::samples::domicile()));
    assert!(!summary.is_of(&crate::paper::samples::statement()));
    assert!(summary.is_good_on(date(2027, 2, 23)));
    assert!(!summary.is_good_on(date(2027, 2, 24)));
    // Scanners differ in how they give it.
    let typed = format!(" {}\n", text().to_lowercase());
    assert_eq!(genuine(&typed, &keys).summary, summary);
}

/// A letter as it was printed when this was written. Printed letters must be true for ever: whoever finds
/// these files wrong has changed a form, and needs another FORM beside it.
#[test]
fn letters_that_are_out_in_the_world_stay_true() {
    assert_eq!(text(), include_str!("../../tests/vector/letter.txt").trim());
    let keys = include_str!("../../tests/vector/banua-keys.json");
    assert_eq!(published(&key(1)).write(), keys.trim());
    let keys = PublishedKeys::read(keys).unwrap();
    let pdf = include_bytes!("../../tests/vector/letter.pdf");
    let (verdict, seal) = file::verify(pdf, &keys);
    assert!(matches!(verdict, Verdict::Genuine(_)), "{verdict:?}");
    assert_eq!(seal, file::Seal::Whole);
}

#[test]
fn one_letter_of_the_qr_changed_is_seen() {
    let keys = published(&key(1));
    let text = text();
    let start = text.find("/V/").unwrap() + 3;
    for (at, letter) in text
        .char_indices()
        .skip(start)
        .filter(|(_, letter)| *letter != '/')
    {
        for other in ['7', 'Q'].into_iter().filter(|other| *other != letter) {
            let mut forged = text.clone();
            forged.replace_range(at..=at, &other.to_string());
            let verdict = verify_offline(&forged, &keys);
            assert!(!matches!(verdict, Verdict::Genuine(_)), "{at}: {forged}");
        }
    }
}

#[test]
fn a_qr_that_is_cut_off_or_no_letters_is_unreadable() {
    let keys = published(&key(1));
    let text = text();
    for end in 0..text.len() {
        let verdict = verify_offline(&text[..end], &keys);
        assert!(!matches!(verdict, Verdict::Genuine(_)), "{end}");
    }
    let proof = text.rsplit('/').next().unwrap();
    for wrong in [
        String::new(),
        "https://example.com/".to_owned(),
        format!("{text}0"),
        format!("{text}/{proof}"),
        text.replace("/V/", "/W/"),
        text.replace("HTTPS://", "JAVASCRIPT:"),
        text.replace("HTTPS://", "HTTPS://EXAMPLE.COM/?"),
        "😀".repeat(300),
        "7".repeat(100_000),
    ] {
        assert_eq!(
            verify_offline(&wrong, &keys),
            Verdict::Unreadable,
            "{wrong:.80}"
        );
    }
}

#[test]
fn no_bytes_break_the_reader() {
    let mut state = 1_u32;
    for length in 0..2_000 {
        let bytes: Vec<u8> = (0..length % 200)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        if let Some(summary) = Summary::unpack(&bytes) {
            assert_eq!(summary.pack(), bytes);
        }
        let known = [
            [1_u8, 0x01, 0x77, 0xb0, 0xc9, 0xd7].as_slice(),
            bytes.as_slice(),
        ]
        .concat();
        if let Some(summary) = Summary::unpack(&known) {
            assert_eq!(summary.pack(), known);
        }
    }
}

#[test]
fn a_village_speaks_for_itself_alone() {
    // The key of another village under a letter of Pembantanan.
    let content = crate::paper::samples::domicile();
    let forged = link(&letter(&content.title, SignedBy::Head), &content, &key(2)).text();
    let mut keys = published(&key(1));
    assert_eq!(
        verify_offline(&forged, &keys),
        Verdict::UnknownKey(key(2).id())
    );
    keys.villages
        .push(village("63.03.04.2008", "Desa Sungai Rangas", &key(2)));
    assert_eq!(verify_offline(&forged, &keys), Verdict::OtherVillage);
    // The id of the right key does not help.
    let mut renamed = Link::read(&forged).unwrap();
    renamed.key = key(1).id();
    assert_eq!(verify_offline(&renamed.text(), &keys), Verdict::Forged);
    // Nor does another letter's address.
    let mut moved = Link::read(&text()).unwrap();
    moved.token = Token::from([8; 16]);
    assert_eq!(verify_offline(&moved.text(), &keys), Verdict::Forged);
}

#[test]
fn an_old_key_proves_what_it_signed_and_nothing_later() {
    let mut keys = published(&key(1));
    keys.villages[0].keys[0].retired = Some("2026-12-01T00:00:00Z".parse().unwrap());
    let mut newer = village("63.03.04.2007", "", &key(2)).keys;
    keys.villages[0].keys.append(&mut newer);
    genuine(&text(), &keys);
    keys.villages[0].keys[0].retired = Some("2026-11-20T00:00:00Z".parse().unwrap());
    assert_eq!(
        verify_offline(&text(), &keys),
        Verdict::RetiredKey(key(1).id())
    );
}

#[test]
fn keys_that_were_tampered_with_are_refused_as_a_whole() {
    let file = published(&key(1)).write();
    let other = key(2);
    for (wrong, error) in [
        ("{}".to_owned(), KeysError::Form),
        (
            file.replace("\"form\": 1", "\"form\": 2"),
            KeysError::Newer(2),
        ),
        (
            file.replace(&key(1).public().to_string(), &other.public().to_string()),
            KeysError::Key(key(1).id().to_string()),
        ),
        (
            file.replace("6303042007", "63030420"),
            KeysError::Village("63030420".to_owned()),
        ),
        (
            file.replace("Ed25519", "none"),
            KeysError::Key(key(1).id().to_string()),
        ),
    ] {
        assert_eq!(PublishedKeys::read(&wrong), Err(error));
    }
    // Under the key of all zeros everything would be true.
    assert_eq!(VerifyingKey::from_bytes(&[0; 32]), None);
    assert_eq!(VerifyingKey::from_bytes(&[1; 31]), None);
}

#[test]
fn a_summary_holds_what_fits_into_a_qr() {
    let mut content = crate::paper::samples::long_names();
    let mut about = letter(&content.title, SignedBy::Head);
    about.applicant.name = samples::LONG_NAME.to_owned();
    let long = link(&about, &content, &key(1));
    assert_eq!(long.summary.holder, "H*** S*** N*** J*** F***");
    assert!(long.summary.kind.ends_with('…'), "{}", long.summary.kind);
    // Version 11 for a usual letter, 13 for the longest of a usual number.
    let modules = |text: String| Qr::new(text).unwrap().modules();
    assert!(modules(text()) <= 61, "{}", modules(text()));
    assert!(modules(long.text()) <= 69, "{}", modules(long.text()));
    content.number = Some("1".repeat(81));
    assert_eq!(Summary::of(&about, &content), Err(SummaryError::LongNumber));
    content.number = None;
    assert_eq!(Summary::of(&about, &content), Err(SummaryError::NoNumber));
    about.applicant.name = "…".to_owned();
    content.number = Some("1".to_owned());
    assert_eq!(Summary::of(&about, &content).unwrap().holder, "***");
    content.dated = date(1999, 12, 31);
    assert_eq!(Summary::of(&about, &content), Err(SummaryError::Day));
}

#[test]
fn one_byte_of_a_file_changed_is_seen() {
    let keys = published(&key(1));
    let whole = tools::signed(&crate::paper::samples::domicile(), &key(1));
    let (verdict, seal) = file::verify(&whole, &keys);
    assert!(matches!(verdict, Verdict::Genuine(_)), "{verdict:?}");
    assert_eq!(seal, file::Seal::Whole);
    for at in (0..whole.len()).step_by(997) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert_ne!(file::verify(&changed, &keys).1, file::Seal::Whole, "{at}");
    }
    let longer = [whole.as_slice(), b"\n"].concat();
    assert_eq!(file::verify(&longer, &keys).1, file::Seal::Broken);
    // Nobody seals it anew, and a file without room is none of ours.
    assert_eq!(file::seal(whole.clone(), &key(1)), Err(file::NoRoom));
    assert_eq!(file::seal(b"%PDF-1.7".to_vec(), &key(1)), Err(file::NoRoom));
    // The proof of one letter in the file of another, sealed with somebody else's key.
    let foreign = tools::signed(&crate::paper::samples::domicile(), &key(2));
    assert_eq!(
        file::verify(&foreign, &keys),
        (Verdict::UnknownKey(key(2).id()), file::Seal::Broken)
    );
    assert_eq!(
        file::verify(b"%PDF-1.7", &keys),
        (Verdict::Unreadable, file::Seal::Missing)
    );
}

#[test]
fn a_bad_picture_of_the_paper_is_enough() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("usual", crate::paper::samples::domicile()),
        ("long", crate::paper::samples::long_names()),
        ("statement", crate::paper::samples::statement()),
    ] {
        let pdf = folder.path().join(format!("{name}.pdf"));
        std::fs::write(&pdf, tools::signed(&content, &key(1))).unwrap();
        let picture = folder.path().join(name);
        let arguments = [
            "-r",
            "150",
            "-gray",
            "-png",
            "-singlefile",
            tools::text(&pdf),
            tools::text(&picture),
        ];
        tools::run("pdftoppm", "poppler-utils", &arguments);
        let page = image::open(picture.with_extension("png"))
            .unwrap()
            .to_luma8();
        let copied = picture.with_extension("jpg");
        let jpeg = std::fs::File::create(&copied).unwrap();
        let turned = turned(&page, 3.0);
        // Sent on by a messenger, and once more.
        JpegEncoder::new_with_quality(&jpeg, 55)
            .encode_image(&turned)
            .unwrap();
        let again = image::open(&copied).unwrap().to_luma8();
        let jpeg = std::fs::File::create(&copied).unwrap();
        JpegEncoder::new_with_quality(&jpeg, 40)
            .encode_image(&again)
            .unwrap();
        let told = tools::run(
            "zbarimg",
            "zbar-tools",
            &["--quiet", "--raw", tools::text(&copied)],
        );
        assert_eq!(
            genuine(told.trim(), &published(&key(1))).village,
            "Desa Pembantanan",
            "{name}"
        );
    }
}

/// A page that lay crooked on the glass.
fn turned(page: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = page.dimensions();
    let (middle_x, middle_y) = (width as f32 / 2.0, height as f32 / 2.0);
    GrayImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x as f32 - middle_x, y as f32 - middle_y);
        let (from_x, from_y) = (
            middle_x + dx * cos + dy * sin,
            middle_y + dy * cos - dx * sin,
        );
        let (left, top) = (from_x.floor(), from_y.floor());
        let at = |x: f32, y: f32| {
            let inside = x >= 0.0 && y >= 0.0 && (x as u32) < width && (y as u32) < height;
            if inside {
                f32::from(page.get_pixel(x as u32, y as u32)[0])
            } else {
                255.0
            }
        };
        let (right, low) = (from_x - left, from_y - top);
        let above = at(left, top) * (1.0 - right) + at(left + 1.0, top) * right;
        let below = at(left, top + 1.0) * (1.0 - right) + at(left + 1.0, top + 1.0) * right;
        Luma([(above * (1.0 - low) + below * low) as u8])
    })
}
