//! Letters as villages write them, for tests and for who looks at them. Nobody in them is real.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use look::Palette;

use crate::{
    answers::Answers,
    facts::{Letter, Person, Sender, Signer},
    kind::{About, Category, Kind, SignedBy},
    text::{Block, Row, Run},
};

use super::Content;

/// 66 letters, and nobody's.
pub const LONG_NAME: &str = "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq, S.Pd.I";
/// One word that no line has room for.
pub const LONG_WORD: &str =
    "Abdurrahmanmuhammadsiddiqalbanjaribinsyekhmuhammadarsyadalbanjarimartapurakalimantan";
/// What must be drawn and read again.
pub const GLYPHS: &str = "“Ma’ruf” – é ü ñ ½ m² № ✓ → …";
const DAY: Date = date(2026, 11, 25);

/// A letter of every shape, with a name for its file.
pub fn all() -> Vec<(&'static str, Content)> {
    vec![
        ("domicile", domicile()),
        ("long-names", long_names()),
        ("statement", statement()),
        ("heirs", heirs()),
        ("three-pages", three_pages()),
        ("draft", draft()),
    ]
}

/// A page as most are.
pub fn domicile() -> Content {
    let letter = letter("Surat Keterangan Domisili", SignedBy::Head);
    Content::new(&letter, body(&letter.applicant, 1))
}

/// Everything as long as it gets.
pub fn long_names() -> Content {
    let mut letter = letter(
        "Surat Keterangan Beda Identitas pada Dokumen Kependudukan dan Ijazah",
        SignedBy::Head,
    );
    letter.sender.short = "Sungai Rangas Hambuku Ulu".to_owned();
    letter.sender.name = "Desa Sungai Rangas Hambuku Ulu".to_owned();
    letter.sender.regency = "Penukal Abab Lematang Ilir Bagian Timur Laut".to_owned();
    letter.applicant.name = LONG_NAME.to_owned();
    letter.applicant.father = GLYPHS.to_owned();
    letter.applicant.occupation = LONG_WORD.to_owned();
    letter.signer = Signer {
        titles: vec![
            "Pj. Kepala Desa/a.n. Sekretaris Desa".to_owned(),
            "Sungai Rangas Hambuku Ulu Kecamatan Sungai Tabuk".to_owned(),
        ],
        name: format!("{LONG_NAME}, M.Ap."),
        number: "NIP 19750615 200012 1 001".to_owned(),
    };
    Content::new(&letter, body(&letter.applicant, 1))
}

/// Signed by whoever asks for it, known by the head.
pub fn statement() -> Content {
    let letter = letter(
        "Surat Pernyataan Belum Memiliki Akta Kelahiran",
        SignedBy::ApplicantKnownByHead,
    );
    let mut blocks = body(&letter.applicant, 1);
    blocks.push(words(
        "Pernyataan ini saya buat di atas meterai Rp10.000 dengan penuh tanggung jawab.",
    ));
    Content::new(&letter, blocks)
}

/// Signed by many.
pub fn heirs() -> Content {
    let mut letter = letter(
        "Surat Keterangan Ahli Waris",
        SignedBy::HeirsConfirmedByHead,
    );
    let named = |names: &[&str]| -> Vec<Person> {
        let person = |name: &&str| Person {
            name: (*name).to_owned(),
            ..Person::default()
        };
        names.iter().map(person).collect()
    };
    letter.people = BTreeMap::from([
        (
            "ahli_waris".to_owned(),
            named(&["Norhasanah", "Muhammad Arsyad", LONG_NAME, "Ahmad Fauzan"]),
        ),
        ("saksi1".to_owned(), named(&["Syamsuddin"])),
    ]);
    let mut blocks = body(&letter.applicant, 1);
    blocks.insert(2, heirs_table());
    blocks.push(words("Surat ini dibuat di atas meterai Rp10.000."));
    Content::new(&letter, blocks)
}

/// With points and a table, over three pages.
pub fn three_pages() -> Content {
    let letter = letter("Surat Pengantar Penelitian", SignedBy::Head);
    let mut blocks = body(&letter.applicant, 19);
    blocks.insert(
        2,
        Block::Points {
            numbered: true,
            points: vec![
                vec![plain("menjaga ketertiban selama berada di desa;")],
                vec![
                    plain("menyerahkan "),
                    Run::Bold("salinan hasil penelitian".to_owned()),
                    plain(" kepada pemerintah desa paling lambat tiga puluh hari setelah penelitian selesai;"),
                ],
                vec![plain("melapor kepada ketua RT.")],
            ],
        },
    );
    blocks.insert(3, heirs_table());
    Content::new(&letter, blocks)
}

/// Before it has a number, with answers that are missing.
pub fn draft() -> Content {
    let mut letter = letter("Surat Keterangan Usaha", SignedBy::Head);
    letter.number = None;
    letter.valid_until = Some(date(2027, 2, 25));
    letter.sender.address = String::new();
    letter.sender.postal_code = String::new();
    letter.sender.email = String::new();
    let mut blocks = body(&letter.applicant, 1);
    blocks.insert(
        2,
        Block::Rows {
            rows: vec![
                Row {
                    label: "Nama usaha".to_owned(),
                    runs: vec![Run::Blank],
                },
                Row {
                    label: "Bidang".to_owned(),
                    runs: vec![plain("*perdagangan* #evil[] $x$ <label> @ref \\")],
                },
            ],
        },
    );
    Content::new(&letter, blocks)
}

/// A letter of a kind that only tests know.
pub fn letter(name: &str, signed_by: SignedBy) -> Letter {
    Letter {
        kind: Kind {
            slug: "contoh".to_owned(),
            name: name.to_owned(),
            abbr: "SK".to_owned(),
            category: Category::Umum,
            code: "400.12.2.1".to_owned(),
            purpose: "Contoh.".to_owned(),
            requirements: Vec::new(),
            valid_days: Some(90),
            signed_by,
            online: true,
            starts_on: true,
            about: About::default(),
            questions: Vec::new(),
            text: String::new(),
        },
        number: Some("400.12.2.1/012/PBT/XI/2026".to_owned()),
        date: DAY,
        valid_until: Some(date(2027, 2, 23)),
        sender: sender(),
        applicant: applicant(),
        answers: Answers::default(),
        people: BTreeMap::new(),
        signer: Signer {
            titles: vec!["Pambakal Pembantanan".to_owned()],
            name: "Syamsuddin Noor".to_owned(),
            number: String::new(),
        },
    }
}

fn sender() -> Sender {
    Sender {
        name: "Desa Pembantanan".to_owned(),
        short: "Pembantanan".to_owned(),
        subdistrict: "Sungai Tabuk".to_owned(),
        regency: "Banjar".to_owned(),
        province: "Kalimantan Selatan".to_owned(),
        code: "63.03.04.2007".to_owned(),
        address: "Jalan Gerilya RT 002 RW 001, Pembantanan".to_owned(),
        postal_code: "70653".to_owned(),
        email: "pembantanan@banjarkab.go.id".to_owned(),
        phone: "0511-4700000".to_owned(),
        head_title: "Pambakal".to_owned(),
        palette: Palette::Sungai,
    }
}

fn applicant() -> Person {
    Person {
        name: "Siti Rahmah".to_owned(),
        nik: "6303044708900001".to_owned(),
        birth_place: "Martapura".to_owned(),
        born_on: Some(date(1990, 8, 7)),
        sex: "Perempuan".to_owned(),
        religion: "Islam".to_owned(),
        occupation: "Pedagang".to_owned(),
        father: "H. Abdurrahman".to_owned(),
        address: "Jalan Gerilya RT 002 RW 001, Desa Pembantanan, Kecamatan Sungai Tabuk, Kabupaten Banjar"
            .to_owned(),
        ..Person::default()
    }
}

fn body(person: &Person, middles: usize) -> Vec<Block> {
    let row = |label: &str, value: &str| Row {
        label: label.to_owned(),
        runs: vec![plain(value)],
    };
    let rows = vec![
        Row {
            label: "Nama".to_owned(),
            runs: vec![Run::Bold(person.name.clone())],
        },
        row("NIK", &person.nik),
        row("Tempat, tanggal lahir", "Martapura, 7 Agustus 1990"),
        row("Jenis kelamin", &person.sex),
        row("Agama", &person.religion),
        row("Pekerjaan", &person.occupation),
        row("Nama ayah", &person.father),
        row("Alamat", &person.address),
    ];
    let mut blocks = vec![
        words(
            "Yang bertanda tangan di bawah ini Pambakal Pembantanan, Kecamatan Sungai Tabuk, \
             Kabupaten Banjar, menerangkan dengan sebenarnya bahwa:",
        ),
        Block::Rows { rows },
    ];
    blocks.extend((0..middles).map(|_| {
        words(
            "Nama tersebut di atas adalah benar warga Desa Pembantanan dan sepanjang pengetahuan kami \
             bertempat tinggal di alamat tersebut sejak 12 Januari 2015. Surat keterangan ini dibuat \
             untuk melengkapi persyaratan pembukaan rekening pada bank, dan tidak dapat dipergunakan \
             sebagai pengganti KTP-el maupun bukti kepemilikan atas tanah dan bangunan.",
        )
    }));
    blocks.push(words(
        "Demikian surat keterangan ini dibuat dengan sebenarnya untuk dapat dipergunakan sebagaimana \
         mestinya.",
    ));
    blocks
}

fn heirs_table() -> Block {
    let line = |at: usize, name: &str, relation: &str| {
        vec![
            at.to_string(),
            name.to_owned(),
            format!("630304470890000{at}"),
            relation.to_owned(),
        ]
    };
    Block::Table {
        heads: ["No.", "Nama", "NIK", "Hubungan"]
            .map(str::to_owned)
            .to_vec(),
        lines: vec![
            line(1, "Norhasanah", "Istri"),
            line(2, "Muhammad Arsyad", "Anak kandung"),
            line(3, LONG_NAME, "Anak kandung"),
            line(4, "Ahmad Fauzan", "Anak kandung"),
        ],
    }
}

fn words(text: &str) -> Block {
    Block::Paragraph {
        runs: vec![plain(text)],
    }
}

fn plain(text: &str) -> Run {
    Run::Plain(text.to_owned())
}
