use super::{PasswordProblem::*, *};

fn problem(text: &str) -> Option<PasswordProblem> {
    let about = ["Desa Pembantanan", "Siti Rahmah", "siti.rahmah77@gmail.com"];
    Password::parse(text, &about).err()
}

#[test]
fn a_few_words_make_a_good_password() {
    for good in [
        "kerbau lewat jembatan",
        "payung-bocor-hari-jumat",
        "Sepeda7 ungu menyeberang",
        "martabak telur rawa 19",
        "xK9#mv2!qLp0",
        "tujuh belas kucing oranye",
        "hujan di atap seng",
        "Ikan papuyu bakar, nasi hangat",
        "kopi tanpa gula jam tiga",
        "日本語のパスワードです",
        "😀🐃🌧️🏠🚲🌾🥥🍚🐟🎣",
    ] {
        assert_eq!(problem(good), None, "{good}");
    }
}

#[test]
fn length_is_counted_in_characters() {
    assert_eq!(problem("xk9#mv2!q"), Some(TooShort));
    assert_eq!(problem("ééééxk9#m"), Some(TooShort));
    assert_eq!(problem(""), Some(TooShort));
    let long: String = "kuda lewat 7 jembatan; "
        .repeat(10)
        .chars()
        .take(200)
        .collect();
    assert_eq!(problem(&long), None);
    assert_eq!(problem(&format!("{long}x")), Some(TooLong));
    assert_eq!(problem(&"xk9#mv2!q".repeat(1_000_000)), Some(TooLong));
}

#[test]
fn what_nobody_sees_nobody_can_type_again() {
    for bad in [
        "kerbau\0lewat jembatan",
        "kerbau lewat\u{200b} jembatan",
        "kerbau\tlewat jembatan",
    ] {
        assert_eq!(problem(bad), Some(Invisible), "{bad:?}");
    }
}

#[test]
fn long_is_not_enough() {
    for (bad, reason) in [
        ("aaaaaaaaaaaa", Repeated),
        ("abababababab", Repeated),
        ("kudakudakuda", Repeated),
        ("ha ha ha ha ha", Repeated),
        ("111122223333", Repeated),
        ("081251234567", OnlyDigits),
        ("6303041208900001", OnlyDigits),
        ("17-08-1945-17", OnlyDigits),
        ("qwertyuiop[]", Run),
        ("1qaz2wsx3edc", Run),
        ("asdfghjkl;", Run),
        ("abcdefghijkl", Run),
        ("Qwe123rty456", Run),
        ("!@#$%^&*()", Run),
        ("poiuytrewq1", Run),
        ("a1234562024!!", Run),
        ("1qaz2wsx2024x", Run),
    ] {
        let found = problem(bad);
        assert!(
            found == Some(reason) || (reason == Run && found == Some(Common)),
            "{bad}: {found:?}"
        );
    }
}

#[test]
fn the_usual_ones_are_known_in_any_dress() {
    for bad in [
        "password123",
        "P@ssw0rd2024!",
        "Password.12345",
        "iloveyou123",
        "rahasia12345",
        "R4h4s1a2025",
        "sayangku123",
        "S4y4ngku!!!",
        "bismillah1",
        "Bismillah-2026",
        "indonesia45",
        "Indonesia1945",
        "admindesa123",
        "Admin_Desa_2026",
        "4dm1nd3sa2024",
        "operatordesa",
        "akucintakamu",
        "Aku Cinta Kamu 77",
        "kantordesabanjar",
        "123456password",
        "!!dragon!!123456",
        "manchester99",
        "liverpool1892",
        "muhammadali",
        "merdeka17081945",
        "qwerty123456",
        "sunshine2024",
        "b.i.s.m.i.l.l.a.h",
        "desamajujaya2026",
        "superman0812",
        "pancasila0106",
    ] {
        assert_eq!(problem(bad), Some(Common), "{bad}");
    }
}

#[test]
fn one_word_is_one_word_however_it_is_dressed() {
    for bad in [
        "Gerobak2019!!",
        "1987lontara",
        "kelakai-1990",
        "kelakai12081990",
        "1234kelakai81273",
        "2026#walangsungs",
        "kudaterbang",
    ] {
        assert_eq!(problem(bad), Some(OneWord), "{bad}");
    }
    for good in ["gerobak papuyu 2019", "kudaterbangtinggi", "7#$42kf!9@2x"] {
        assert_eq!(problem(good), None, "{good}");
    }
}

#[test]
fn what_an_acquaintance_would_try() {
    for bad in [
        "pembantanan hijau",
        "P3mb4nt4n4n-hijau",
        "kuda siti jembatan",
        "RAHMAH lewat kali",
        "si.ti lewat jembatan",
    ] {
        assert_eq!(problem(bad), Some(AboutYou), "{bad}");
    }
    // "Desa" and "gmail" say nothing about anybody.
    assert_eq!(problem("orang desa lewat kali"), None);
    assert_eq!(
        Password::parse("kerbau lewat jembatan", &["", " ", "é", "RT 3"]).err(),
        None
    );
}

#[test]
fn a_password_does_not_show_itself() {
    let password = Password::parse("kerbau lewat jembatan", &[]).unwrap();
    assert_eq!(format!("{password:?}"), "Password(***)");
}

#[test]
fn problems_are_told_in_plain_words() {
    assert_eq!(
        TooShort.to_string(),
        "Kata sandi paling sedikit 10 huruf. Beberapa kata yang mudah Anda ingat sudah cukup."
    );
    for problem in [
        TooLong, Invisible, Repeated, OnlyDigits, AboutYou, Common, OneWord, Run,
    ] {
        assert!(problem.to_string().ends_with('.'));
    }
}

#[test]
fn the_list_is_tidy() {
    let list = include_str!("../../data/common_passwords.txt");
    assert!(list.len() < 120 * 1024);
    let words: Vec<&str> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let unique: std::collections::HashSet<&str> = words.iter().copied().collect();
    assert_eq!(words.len(), unique.len(), "each word once");
    for word in words {
        assert_eq!(word, word.trim().to_lowercase());
    }
}
