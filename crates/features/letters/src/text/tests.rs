use jiff::civil::date;
use kernel::Rupiah;
use proptest::prelude::*;

use super::*;
use crate::{
    answers::Value,
    facts::Letter,
    kind::{Ask, Kind, Question, catalogue, find},
    samples,
};

/// A kind with one question of each kind of answer, and this text.
fn kind(text: &str) -> Kind {
    let question = |key: &str, ask: Ask| Question {
        key: key.to_owned(),
        label: format!("Isian {key}"),
        hint: String::new(),
        ask,
        required: false,
        watch: None,
    };
    let mut kind = find("domisili").expect("is in the catalogue").clone();
    kind.questions = vec![
        question("keperluan", Ask::LongText),
        question("penghasilan", Ask::Money),
        question("tanggal", Ask::Date),
        question("waktu", Ask::DateTime),
        question("pukul", Ask::Time),
        question("jumlah", Ask::Whole),
        question("luas", Ask::Decimal),
        question("ayah", Ask::Person),
        question("pengikut", Ask::Members),
        question("saksi", Ask::Persons),
        question("pegawai", Ask::Staff),
    ];
    kind.text = text.to_owned();
    kind
}

fn letter(text: &str) -> Letter {
    samples::long(&kind(text))
}

fn print(letter: &Letter) -> String {
    let text = Text::parse(&letter.kind.text, &letter.kind).expect("is a good text");
    plain(&text.filled(letter))
}

fn filled(text: &str) -> String {
    print(&letter(text))
}

fn problems(text: &str) -> Vec<String> {
    let problems = Text::parse(text, &kind(text)).expect_err("is a bad text");
    problems
        .into_iter()
        .map(|problem| format!("{}: {}", problem.line, problem.text))
        .collect()
}

#[test]
fn paragraphs_points_and_bold_words() {
    let text = "Pertama\nmasih pertama.\n\n*Tebal* dan 5 * 3 serta * sendiri.\n- satu\n- dua\n  masih dua\n\n1. a\n\n2. b\n\n1. mulai lagi";
    let text = Text::parse(text, &kind("")).expect("is a good text");
    let blocks = text.filled(&letter("x"));
    assert_eq!(
        plain(&blocks),
        "Pertama masih pertama.\n\nTebal dan 5 * 3 serta * sendiri.\n\n  - satu\n  - dua masih dua\n\n  1. a\n  2. b\n\n  1. mulai lagi\n"
    );
    let Block::Paragraph { runs } = &blocks[1] else {
        panic!("a paragraph comes second");
    };
    assert_eq!(runs[0], Run::Bold("Tebal".into()));
}

/// C092: dates and amounts in words, never in the form of machines.
#[test]
fn dates_and_amounts_are_written_in_words() {
    let mut letter = letter(
        "[tanggal_lahir] [ttl]\n\n[tanggal_surat]\n\n[tanggal_surat|huruf]\n\n[penghasilan] ([penghasilan|terbilang])\n\n[tanggal|hari] [waktu|tanggal] [waktu|jam] [pukul]\n\n[waktu]\n\n[jumlah|terbilang] [luas] ([luas|terbilang])\n\n[nama_ayah|kapital]",
    );
    letter
        .answers
        .set("penghasilan", Value::Money(Rupiah(1_250_000)));
    letter
        .answers
        .set("tanggal", Value::Date(date(2025, 11, 9)));
    insta::assert_snapshot!("dates_in_words", print(&letter));
}

/// C051: a placeholder is never printed as it stands.
#[test]
fn a_word_that_means_nothing_is_refused_with_its_line_and_a_proposal() {
    let text = "Nomor [bulan_romawii]\n\n[qr]\n[nama_aya]\n{{ nama }}\n[nama\n]\n[]\n[Tempat Lahir]\n[penghasilan|huruf]\n[nama|tebal]\nSaya [identitas] ini\n[identitas: nma]\n[daftar: keperluan]\n[keperluan.nama]\n[daftr: pengikut]\n[mengetahui: camatt]\n[tanggal [surat]]\n[jika: usaha] x";
    insta::assert_snapshot!("refused_words", problems(text).join("\n"));
    assert_eq!(problems(&"a".repeat(12_001)).len(), 1);
    assert_eq!(problems("[jika: keperluan]").len(), 1);
}

/// C051: what is not known is a dotted line.
#[test]
fn what_is_not_known_is_a_dotted_line() {
    let mut letter = letter("Ayah: [nama_ayah]; [keperluan]; sampai [berlaku_sampai]; [ayah.nik]");
    letter.applicant.father.clear();
    letter.answers = Default::default();
    letter.people.clear();
    letter.valid_until = None;
    assert_eq!(print(&letter), "Ayah: ……………; ……………; sampai ……………; ……………\n");
}

#[test]
fn what_depends_on_an_answer_is_there_only_with_it() {
    let text = "[jika: keperluan] Untuk [keperluan].\n[jika tidak: keperluan] Tanpa keperluan.\n\n- [jika: jumlah] ada\n- [jika tidak: jumlah] tidak ada\n\n[jika: ayah]\n[identitas: ayah, nama]\n\n[daftar: pengikut]";
    let mut letter = letter(text);
    letter.people.clear();
    letter.answers = [
        ("keperluan".to_owned(), Value::Text("sekolah".into())),
        ("jumlah".to_owned(), Value::Whole(2)),
    ]
    .into_iter()
    .collect();
    assert_eq!(print(&letter), "Untuk sekolah.\n\n  - ada\n");
    letter.answers = Default::default();
    assert_eq!(print(&letter), "Tanpa keperluan.\n\n  - tidak ada\n");
}

#[test]
fn people_come_as_rows_tables_and_places_to_sign() {
    insta::assert_snapshot!(
        "people",
        filled(
            "[identitas: nama, nik, alamat]\n\n[identitas: ayah]\n\n[ayah.nama] dan [pengikut]\n\n[daftar: pengikut]\n\n[daftar: pegawai]\n\n[tanda_tangan: ayah, pengikut]\n\n[mengetahui: ketua_rt, ketua_rw, camat]\n\n[rincian: jumlah, luas]"
        )
    );
}

#[test]
fn rt_and_rw_are_written_one_way_and_left_out_where_there_is_none() {
    assert_eq!(
        with_area("Jl. Veteran", "", "2", "001"),
        "Jl. Veteran RT 002 RW 001"
    );
    assert_eq!(
        with_area("Jl. Veteran", "Dusun II", "RT 03", "000"),
        "Jl. Veteran, Dusun II RT 003"
    );
    assert_eq!(
        with_area("Handil Bujur RT 2", "Handil Bujur", "2", "0"),
        "Handil Bujur RT 2"
    );
    assert_eq!(with_area("", "", "-", ""), "");
}

#[test]
fn a_full_stop_that_was_typed_is_not_printed_twice() {
    let mut letter = letter("Untuk *[keperluan]*.\n\nUntuk [keperluan]. Lalu [nama_ayah].");
    letter
        .answers
        .set("keperluan", Value::Text("sekolah.".into()));
    letter.applicant.father = "Utuh, S.Pd.".into();
    assert_eq!(
        print(&letter),
        "Untuk sekolah.\n\nUntuk sekolah. Lalu Utuh, S.Pd.\n"
    );
}

/// What was answered is text: no markup, no line breaks, nothing that turns the direction of a line.
#[test]
fn answers_stay_what_they_are() {
    let mut letter = letter("Untuk [keperluan]; oleh *[nama]*.");
    let answer = "a [nama] *b*\nc\u{202e}d \"<b>\" محمد {{ x }} #let";
    letter.answers.set("keperluan", Value::Text(answer.into()));
    letter.applicant.name = "Ma'ruf \"Utuh\"\t<i>".into();
    assert_eq!(
        print(&letter),
        "Untuk a [nama] *b* cd \"<b>\" محمد {{ x }} #let; oleh Ma'ruf \"Utuh\" <i>.\n"
    );
    letter.kind.text = "[keperluan]".into();
    assert_eq!(
        print(&letter),
        "a [nama] *b*\n\ncd \"<b>\" محمد {{ x }} #let\n"
    );
}

/// C073 and the rest: every kind, short and long.
#[test]
fn every_kind_says_what_it_should() {
    for kind in catalogue() {
        let short = print(&samples::short(kind));
        let long = print(&samples::long(kind));
        insta::assert_snapshot!(
            kind.slug.as_str(),
            format!("{}\n\n{short}\n=== panjang ===\n\n{long}", kind.name)
        );
        assert!(!short.contains('['), "{}", kind.slug);
        for letter in [samples::short(kind), samples::long(kind)] {
            let said = print(&letter);
            let people = letter.people.values().flatten();
            for person in people {
                assert!(said.contains(&person.name), "{}: a name is cut", kind.slug);
            }
        }
    }
}

/// A required answer that the text never prints was asked for nothing.
#[test]
fn no_kind_asks_for_what_it_does_not_say() {
    /// Told to the office, kept out of the letter.
    const UNSAID: [(&str, &str); 1] = [("permohonan-cerai", "sebab")];
    for kind in catalogue() {
        for question in &kind.questions {
            let key = question.key.as_str();
            if UNSAID.contains(&(kind.slug.as_str(), key)) {
                continue;
            }
            let mut words = kind
                .text
                .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
            assert!(words.any(|word| word == key), "{}: {key}", kind.slug);
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_leaves_no_bracket(
        text in r"([a-z \n*\[\]{}:|.,1-]|\[nama\]|\[jika: keperluan\]|\[identitas\]|\[daftar: pengikut\]|- |1\. |\*){0,80}"
    ) {
        let mut letter = letter(&text);
        letter.answers.set("keperluan", Value::Text("sekolah".into()));
        if let Ok(read) = Text::parse(&text, &letter.kind) {
            let printed = plain(&read.filled(&letter));
            prop_assert!(!printed.contains('['), "{printed}");
        }
    }

    #[test]
    fn whatever_is_typed_never_stops_the_reader(text in any::<String>()) {
        let kind = kind("");
        let _ = Text::parse(&text, &kind);
    }
}
