use jiff::civil::{Date, date};
use uuid::Uuid;
use web::Form;

use super::*;
use crate::{
    kind::{Ask, Kind, Question, catalogue, find},
    samples,
};

const TODAY: Date = date(2026, 12, 1);

fn question(key: &str, ask: Ask) -> Question {
    Question {
        key: key.to_owned(),
        label: format!("Isian {key}"),
        hint: "Petunjuk.".to_owned(),
        ask,
        required: false,
        watch: None,
    }
}

fn kind(questions: Vec<Question>) -> Kind {
    let mut kind = find("domisili").expect("is in the catalogue").clone();
    kind.questions = questions;
    kind
}

fn family() -> Vec<Member> {
    let of = |at: u128, name: &str, relationship: &str| Member {
        id: Uuid::from_u128(at),
        name: name.to_owned(),
        relationship: relationship.to_owned(),
    };
    vec![of(1, "Siti Aminah", "Istri"), of(2, "Rizki <b>", "Anak")]
}

/// What one question makes of what was typed: the answer as a letter has it, or the complaint.
fn read_one(ask: Ask, typed: &str) -> Result<String, String> {
    let kind = kind(vec![question("x", ask.clone())]);
    let mut form = Form::filled([("j_x", typed.to_owned())]);
    let answers = read(&kind, &mut form, &family(), TODAY);
    match form.error("j_x") {
        Some(error) => Err(error.to_owned()),
        None => Ok(answers
            .get("x")
            .map(|value| value.on_letter(&ask))
            .unwrap_or_default()),
    }
}

fn good(ask: Ask, typed: &str) -> String {
    read_one(ask, typed).unwrap_or_else(|error| panic!("{typed}: {error}"))
}

#[test]
fn numbers_are_read_as_people_type_them() {
    assert_eq!(good(Ask::Money, "Rp 1.250.000"), "Rp1.250.000");
    assert_eq!(good(Ask::Money, "１２５０"), "Rp1.250");
    assert_eq!(good(Ask::Decimal, "1.250,5"), "1.250,5");
    assert_eq!(good(Ask::Decimal, "12.5"), "12,5");
    assert_eq!(good(Ask::Decimal, "1.250"), "1.250");
    assert_eq!(good(Ask::Whole, "2015"), "2015");
    assert_eq!(good(Ask::Whole, "12.500"), "12.500");
    for wrong in ["-5", "lima", "1,2,3", "12.5.0", "9999999999999999999"] {
        assert!(read_one(Ask::Decimal, wrong).is_err(), "{wrong}");
        assert!(read_one(Ask::Whole, wrong).is_err(), "{wrong}");
    }
    assert!(read_one(Ask::Money, "-5").is_err());
    assert_eq!(
        Decimal::parse("12,05").expect("is a number").words(),
        "dua belas koma nol lima"
    );
}

#[test]
fn days_and_times_are_read_as_people_type_them() {
    for day in ["2026-11-25", "25-11-2026", "25/11/2026", "25.11.2026"] {
        assert_eq!(good(Ask::PastDate, day), "25 November 2026");
    }
    for at in ["07:30", "7.30", "07.30 WITA", "pukul 07:30"] {
        assert_eq!(good(Ask::Time, at), "07.30 WITA");
    }
    assert_eq!(
        good(Ask::DateTime, "2026-12-25T08:00"),
        "Jumat, 25 Desember 2026 pukul 08.00 WITA"
    );
    assert_eq!(
        good(Ask::DateTime, "25-12-2026 8.00"),
        good(Ask::DateTime, "2026-12-25T08:00")
    );
    assert_eq!(good(Ask::Date, "2027-01-05"), "5 Januari 2027");
    assert_eq!(
        read_one(Ask::PastDate, "2027-01-05").expect_err("is to come"),
        "Tanggal ini belum terjadi."
    );
    for wrong in ["31-02-2026", "1899-12-31", "2199-01-01", "besok"] {
        assert!(read_one(Ask::Date, wrong).is_err(), "{wrong}");
    }
    for wrong in ["25.00", "7", "7.3", "07:30:15"] {
        assert!(read_one(Ask::Time, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn numbers_of_people_forgive_blanks_and_refuse_letters() {
    assert_eq!(good(Ask::Nik, "6303 0431 1279 9001"), "6303043112799001");
    assert_eq!(
        good(Ask::Nik, "６３０３０４３１１２７９９００１"),
        "6303043112799001"
    );
    assert_eq!(
        read_one(Ask::Nik, "6303043112799001abc").expect_err("has letters"),
        "NIK harus 16 angka. Periksa kembali angka pada KTP atau KK Anda."
    );
    assert_eq!(good(Ask::Phone, "+62 812-0000-9001"), "0812-0000-9001");
    assert!(read_one(Ask::FamilyCard, "123").is_err());
}

#[test]
fn lists_take_only_what_they_offer() {
    let status = || Ask::Select {
        options: vec!["Hilang".into(), "Rusak".into()],
    };
    assert_eq!(good(status(), "Rusak"), "Rusak");
    assert!(read_one(status(), "Dijual").is_err());
    let table = kernel::CodeTable::Religion;
    assert_eq!(good(Ask::Code { table }, "1"), "Islam");
    assert!(read_one(Ask::Code { table }, "77").is_err());
}

#[test]
fn a_point_lies_in_indonesia() {
    for typed in [
        "-3.345678, 114.678901",
        "-3,345678 114,678901",
        "-3.345678,114.678901",
    ] {
        assert_eq!(good(Ask::Geo, typed), "3,345678° LS, 114,678901° BT");
    }
    for wrong in ["114.6, -3.3", "-3.3", "di sana", "NaN, 114"] {
        assert!(read_one(Ask::Geo, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn texts_are_tidied_and_held_to_their_length() {
    assert_eq!(good(Ask::Text, "  a \n b\u{202e} "), "a b");
    assert_eq!(good(Ask::LongText, "a\r\n\r\nb "), "a\n\nb");
    assert!(read_one(Ask::Text, &"a".repeat(201)).is_err());
    assert!(read_one(Ask::LongText, &"a".repeat(1_001)).is_err());
}

#[test]
fn what_has_to_be_answered_is_missed_once_at_its_first_field() {
    let mut all: Vec<Question> = vec![
        question("teks", Ask::Text),
        question("tempat", Ask::Address),
        question("orang", Ask::Person),
        question("warga", Ask::Resident),
        question("anggota", Ask::Members),
        question("para", Ask::Persons),
        question("nik_anak", Ask::Nik),
    ];
    for question in &mut all {
        question.required = true;
    }
    let kind = kind(all);
    let mut form = Form::filled([
        ("j_nik_anak", "12".to_owned()),
        ("j_tempat_rt", "satu".to_owned()),
    ]);
    let answers = read(&kind, &mut form, &family(), TODAY);
    assert!(!form.is_good());
    let view = form.view();
    let told: Vec<String> = view
        .errors
        .iter()
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    insta::assert_snapshot!("missed", told.join("\n"));
    assert!(answers.get("teks").is_none());
    assert_eq!(view.values["j_nik_anak"], "12");
}

#[test]
fn a_resident_is_chosen_from_the_family_or_typed() {
    let kind = kind(vec![
        question("pasien", Ask::Resident),
        question("ikut", Ask::Members),
    ]);
    let id = Uuid::from_u128(2).to_string();
    let mut form = Form::filled([("j_pasien", id.clone()), ("j_ikut", id.clone())]);
    let answers = read(&kind, &mut form, &family(), TODAY);
    assert!(form.is_good());
    assert_eq!(answers.residents(), [Uuid::from_u128(2)]);
    let mut form = Form::filled([
        ("j_pasien_nama", " Siti  Aminah ".to_owned()),
        ("j_pasien_nik", "6303045705849002".to_owned()),
        ("j_pasien_tanggal_lahir", "17-05-1984".to_owned()),
    ]);
    let mut answers = read(&kind, &mut form, &family(), TODAY);
    assert!(form.is_good(), "{:?}", form.view().errors);
    assert_eq!(
        answers.people(&BTreeMap::new())["pasien"][0].name,
        "Siti Aminah"
    );
    assert_eq!(answers.numbers().len(), 1);
    answers.recognise(|_| Some(Uuid::from_u128(7)));
    assert_eq!(answers.residents(), [Uuid::from_u128(7)]);
    assert!(answers.numbers().is_empty());
    // Somebody who is not of the family cannot be named by her id.
    let stranger = Uuid::from_u128(99).to_string();
    let mut form = Form::filled([("j_pasien", stranger.clone()), ("j_ikut", stranger)]);
    read(&kind, &mut form, &family(), TODAY);
    assert_eq!(form.view().errors.len(), 2);
}

#[test]
fn the_end_does_not_come_before_the_beginning() {
    let kind = kind(vec![
        question("mulai", Ask::Date),
        question("selesai", Ask::Date),
    ]);
    let mut form = Form::filled([
        ("j_mulai", "2026-12-10".to_owned()),
        ("j_selesai", "2026-12-09".to_owned()),
    ]);
    read(&kind, &mut form, &[], TODAY);
    assert_eq!(
        form.error("j_selesai"),
        Some("Waktu ini lebih dulu daripada “Isian mulai”; periksa lagi.")
    );
}

/// What was typed, kept sealed and typed again, is the same answer: for every kind.
#[test]
fn answers_survive_being_kept_and_corrected() {
    for kind in catalogue() {
        for letter in [samples::short(kind), samples::long(kind)] {
            let answers = letter.answers;
            let json = serde_json::to_string(&answers).expect("can be written");
            let kept: Answers = serde_json::from_str(&json).expect("can be read");
            assert!(kept == answers, "{}: {json}", kind.slug);
            let fields = typed(&answers);
            let mut form = Form::filled(
                fields
                    .iter()
                    .map(|(name, text)| (name.as_str(), text.clone())),
            );
            let everybody: Vec<Member> = answers
                .residents()
                .into_iter()
                .map(|id| Member {
                    id,
                    name: "Seorang warga".into(),
                    relationship: "Anak".into(),
                })
                .collect();
            let again = read(kind, &mut form, &everybody, TODAY);
            assert!(form.is_good(), "{}: {:?}", kind.slug, form.view().errors);
            assert!(again == answers, "{}", kind.slug);
        }
    }
}

#[test]
fn pages_cover_numbers_and_logs_say_nothing() {
    let kind = kind(vec![
        question("nik_anak", Ask::Nik),
        question("kartu", Ask::FamilyCard),
        question("hp", Ask::Phone),
        question("orang", Ask::Person),
    ]);
    let letter = samples::long(&kind);
    let told = shown(&kind, &letter.answers, &letter.people);
    let values: Vec<&str> = told.iter().map(|line| line.value.as_str()).collect();
    assert_eq!(values[0], "630304******9001");
    for value in &values {
        assert!(
            !value.contains("6303043112799001") && !value.contains("00009001"),
            "{value}"
        );
    }
    assert_eq!(
        format!("{:?}", letter.answers),
        r#"{"hp", "kartu", "nik_anak", "orang"}"#
    );
    assert_eq!(
        format!("{:?}", letter.answers.get("orang")),
        "Some(Value(…))"
    );
}

/// Every control of a form: linked to its words, filled again, without a script.
#[test]
fn fields_of_every_kind_are_rendered() {
    let mut templates = minijinja::Environment::new();
    templates.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    look::add_to(&mut templates);
    let shell = include_str!("../../../../platform/web/templates/office_forms.html");
    let ours = include_str!("../../templates/letters/fields.html");
    let page = "{% from \"letters/fields.html\" import letter_fields %}{{ letter_fields(form, questions) }}";
    for (name, source) in [
        ("office_forms.html", shell),
        ("letters/fields.html", ours),
        ("page.html", page),
    ] {
        templates.add_template(name, source).expect("is a template");
    }
    let render = |kind: &Kind, form: &Form, family: &[Member]| {
        let context = minijinja::context! {
            form => minijinja::Value::from(minijinja::value::Serde(form.view())),
            questions => minijinja::Value::from(minijinja::value::Serde(fields(kind, form, family))),
        };
        let page = templates.get_template("page.html").expect("was added");
        page.render(context)
            .unwrap_or_else(|error| panic!("{}: {error:#}", kind.slug))
    };
    for kind in catalogue() {
        let typed = typed(&samples::long(kind).answers);
        let mut form = Form::filled(
            typed
                .iter()
                .map(|(name, text)| (name.as_str(), text.clone())),
        );
        for name in typed.iter().map(|(name, _)| name.clone()) {
            form.wrong(name, "Periksa \"lagi\" <b>.");
        }
        for html in [
            render(kind, &Form::default(), &family()),
            render(kind, &form, &[]),
        ] {
            assert!(!html.contains("<b>."), "{}: is escaped", kind.slug);
            for described in html.split("aria-describedby=\"").skip(1) {
                for id in described
                    .split('"')
                    .next()
                    .unwrap_or_default()
                    .split_whitespace()
                {
                    assert!(
                        html.contains(&format!("id=\"{id}\"")),
                        "{}: {id}",
                        kind.slug
                    );
                }
            }
            let ids: Vec<&str> = html
                .split(" id=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .collect();
            let once: std::collections::BTreeSet<&&str> = ids.iter().collect();
            assert_eq!(once.len(), ids.len(), "{}: an id comes twice", kind.slug);
        }
    }
    let kind = find("pindah").expect("is in the catalogue");
    let id = Uuid::from_u128(2).to_string();
    let form = Form::filled([
        ("j_pengikut", id.clone()),
        ("j_tanggal", "31/02/2026".to_owned()),
    ]);
    let html = render(kind, &form, &family());
    assert!(
        html.contains(&format!("value=\"{id}\" checked"))
            || html.contains(&format!("value=\"{id}\"  checked"))
    );
    assert!(html.contains("value=\"31/02/2026\"") && html.contains("Rizki &lt;b&gt;"));
}

/// UU 16/2019, UU 24/2013, Permendagri 73/2022: told, not refused.
#[test]
fn what_the_law_limits_is_told_to_whoever_checks() {
    let mut letter = samples::long(find("pengantar-nikah").expect("is in the catalogue"));
    assert_eq!(notes(&letter), Vec::<String>::new());
    letter.applicant.born_on = Some(date(2006, 11, 10));
    letter.people.get_mut("calon").expect("was answered")[0].born_on = Some(date(2008, 1, 1));
    assert_eq!(
        notes(&letter),
        [
            "Pemohon berumur 18 tahun, di bawah 19 tahun. Periksa apakah ada dispensasi pengadilan.",
            "Calon pasangan berumur 17 tahun, di bawah 19 tahun. Periksa apakah ada dispensasi pengadilan.",
        ]
    );
    let mut letter = samples::short(find("kelahiran").expect("is in the catalogue"));
    assert_eq!(notes(&letter), Vec::<String>::new());
    letter
        .answers
        .set("nama_bayi", Value::Text("Aisyah".into()));
    letter.answers.set("tanggal", Value::Date(date(2025, 9, 9)));
    assert_eq!(
        notes(&letter),
        [
            "Nama hanya satu kata. Pencatatan baru memerlukan paling sedikit dua kata.",
            "Tanggal lahir sudah 61 hari yang lalu; batas pelaporannya 60 hari. Surat tetap dapat dibuat.",
        ]
    );
}

#[test]
fn who_is_not_in_the_register_says_who_she_is() {
    let mut form = Form::filled([
        ("pemohon_nama", "Wahyu Hidayat".to_owned()),
        ("pemohon_nik", "6371031708909002x".to_owned()),
    ]);
    let typed = read_stranger(&mut form, TODAY);
    assert_eq!(typed.name, "Wahyu Hidayat");
    let view = form.view();
    let wrong: Vec<&str> = view.errors.keys().map(String::as_str).collect();
    assert_eq!(
        wrong,
        ["pemohon_alamat", "pemohon_nik", "pemohon_tanggal_lahir"]
    );
    assert!(view.errors["pemohon_nik"].contains("16 angka"));
    let field = stranger(&form);
    assert_eq!(field.groups[0].inputs[0].name, "pemohon_nama");
}
