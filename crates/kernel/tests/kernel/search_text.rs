//! Texts and questions meet in one form.

use kernel::search_text::{STOP_WORDS, SYNONYMS, fold, index_form, query_form};

#[test]
fn spellings_of_a_name_fold_to_one() {
    for text in ["Bi'ih", "Bi’ih", "Biʼih", "Bi`ih", "BI‘IH", "bi´ih", "Bíìh"] {
        assert_eq!(fold(text), "biih", "{text}");
    }
    assert_eq!(
        fold("RT.03/RW.01\u{a0}— Kec. Sungai-Tabuk"),
        "rt 03 rw 01 kec sungai tabuk"
    );
    assert_eq!(fold("🎉"), "");
    assert_eq!(fold("مُحَمَّد"), "محمد");
}

#[test]
fn a_question_finds_what_is_called_otherwise() {
    for (text, question) in [
        ("Pembakal menyerahkan bantuan sosial", "kepala desa"),
        ("Pambakal melantik ketua RT", "kades"),
        ("Data kependudukan tahun 2026", "penduduk"),
        ("Syarat Kartu Keluarga baru", "KK"),
        ("Cara mengurus e-KTP", "kartu tanda penduduk"),
        ("Kerja bakti hari Minggu", "gotong-royong"),
        ("Jl. Martapura Lama", "jalan martapura"),
    ] {
        let (index, query) = (index_form(text), query_form(question));
        let words: Vec<&str> = index.split(' ').collect();
        assert!(
            query.split(' ').all(|word| words.contains(&word)),
            "{query:?} in {index:?}"
        );
    }
}

#[test]
fn stop_words_are_left_out_unless_nothing_remains() {
    assert_eq!(index_form("Yang di dalam dan di luar"), "luar");
    assert_eq!(query_form("apa itu"), "apa itu");
    assert_eq!(query_form(""), "");
}

#[test]
fn the_word_lists_are_in_their_own_form() {
    assert!((60..=120).contains(&STOP_WORDS.len()));
    for word in STOP_WORDS.iter() {
        assert_eq!(fold(word), *word);
        assert!(!word.contains(' '));
    }
    for (phrase, word) in SYNONYMS.iter() {
        assert_eq!(fold(phrase), *phrase);
        assert_eq!(fold(word), *word);
        assert!(
            !word.contains(' '),
            "{word} stands for {phrase} and must be one word"
        );
        assert!(!SYNONYMS.contains_key(word), "{word} is itself replaced");
        assert!(!STOP_WORDS.contains(word));
    }
}
