//! Random input: nothing panics, and what is written can be read again.

use jiff::{Timestamp, civil::Date};
use kernel::{
    Age, AreaNumber, CodeTable, Cursor, FamilyCardNumber, HamletName, HostName, NameKey, Nik, Nip,
    PersonName, Phone, Rupiah, SafeHtml, SchemaName, Slug, SubdistrictCode, TemporaryId, Typed,
    VillageCode, VillageSlug, safe_html, search_text, terbilang, thousands, time,
};
use proptest::prelude::*;
use uuid::Uuid;

/// Letters that matter to the parsers, mixed with anything else.
fn tricky() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9.,() +/Rp-]{0,24}",
        "[a-z0-9.:%_\\[\\]A-Zé-]{0,80}",
        "[0-9]{10}|[0-9]{16}|[0-9]{18}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:]{0,8}",
        "(<[a-z1-6/!-]{0,6}( [a-z]{0,5}=[\"'a-z:/]{0,9})?>|[a-zé&;'’ \"<>]{0,4}){0,20}",
    ]
}

proptest! {
    #[test]
    fn no_parser_panics(text in tricky(), length in 0_usize..300) {
        let _ = (Nik::parse(&text), FamilyCardNumber::parse(&text), Nip::parse(&text));
        let _ = (Phone::parse(&text), Rupiah::parse(&text), HostName::parse(&text));
        let _ = (VillageCode::parse(&text), SubdistrictCode::parse(&text), SchemaName::parse(&text));
        let _ = (VillageSlug::parse(&text), VillageSlug::propose(&text), Slug::parse(&text));
        let _ = (time::parse_local(&text), time::parse_date(&text), Cursor::decode(&text));
        let _ = (Nik::typed(&text), FamilyCardNumber::typed(&text), PersonName::parse(&text));
        let _ = (AreaNumber::read(&text), AreaNumber::read_pair(&text), HamletName::read(&text));
        let _ = CodeTable::ALL.map(|table| table.read(&text));
        let _ = (SafeHtml::sanitise_comment(&text).text(), safe_html::excerpt(&text, length));
    }

    #[test]
    fn what_is_accepted_is_read_back_the_same(text in tricky()) {
        if let Ok(host) = HostName::parse(&text).as_ref() && !host.is_ip() {
            prop_assert_eq!(&HostName::parse(host.as_str()).unwrap(), host);
        }
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(&Phone::parse(&phone.to_string()).unwrap(), &phone);
            prop_assert_eq!(Phone::parse(phone.e164()).unwrap(), phone);
        }
        if let Ok(slug) = VillageSlug::propose(&text) {
            prop_assert_eq!(VillageSlug::parse(slug.as_str()).unwrap(), slug);
        }
        if let Ok(nik) = Nik::parse(&text) {
            prop_assert_eq!(Nik::parse(nik.expose()).unwrap(), nik);
        }
    }

    #[test]
    fn every_title_gives_a_valid_slug(title in any::<String>(), fallback in any::<String>(), n: u32) {
        let slug = Slug::from_title(&title, &fallback);
        prop_assert_eq!(&Slug::parse(slug.as_str()).unwrap(), &slug);
        let numbered = slug.numbered(n);
        prop_assert_eq!(Slug::parse(numbered.as_str()).unwrap(), numbered);
    }

    #[test]
    fn money_and_numbers_survive(amount: i64) {
        prop_assert_eq!(Rupiah::parse(&Rupiah(amount).to_string()).unwrap(), Rupiah(amount));
        prop_assert_eq!(thousands(amount).replace('.', "").parse::<i64>().unwrap(), amount);
        prop_assert!(!terbilang(amount).contains("  "));
    }

    #[test]
    fn codes_survive(province in 1_u32..100, regency in 1_u32..100, part in 1_u32..100, village in 1000_u32..4000) {
        let text = format!("{province:02}.{regency:02}.{part:02}.{village}");
        let code = VillageCode::parse(&text).unwrap();
        prop_assert_eq!(&code.dotted(), &text);
        prop_assert_eq!(VillageCode::parse(code.digits()).unwrap(), code);
        prop_assert_eq!(SchemaName::parse(SchemaName::from(code).as_str()).unwrap().village_code(), code);
    }

    #[test]
    fn cursors_survive(seconds in -300_000_000_000_i64..250_000_000_000, micros in 0_i32..1_000_000, id: u128) {
        let at = Timestamp::new(seconds, micros * 1000).unwrap();
        let cursor = Cursor::new(at, Uuid::from_u128(id));
        prop_assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
    }

    #[test]
    fn every_moment_can_be_shown(seconds in -370_000_000_000_i64..253_000_000_000, now in -370_000_000_000_i64..253_000_000_000) {
        let (at, now) = (Timestamp::from_second(seconds).unwrap(), Timestamp::from_second(now).unwrap());
        let _ = (time::relative(at, now), time::date_time(at), time::spelled_date(at), time::iso(at));
        prop_assert!(time::next_midnight(at) > at);
    }

    /// Since 1947; the clocks of Makassar stood differently before.
    #[test]
    fn moments_and_dates_survive(seconds in -700_000_000_i64..250_000_000_000) {
        let at = Timestamp::from_second(seconds).unwrap();
        prop_assert_eq!(time::parse_local(&time::iso(at)[..19]).unwrap(), at);
        let day: Date = time::day(at);
        prop_assert_eq!(time::parse_date(&day.to_string()).unwrap(), day);
    }

    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = search_text::fold(&text);
        prop_assert_eq!(search_text::fold(&once), once.clone());
        let form = search_text::index_form(&text);
        prop_assert_eq!(search_text::index_form(&form), form);
    }

    #[test]
    fn sanitised_html_is_stable_and_harmless(html in tricky()) {
        let once = SafeHtml::sanitise(&html);
        let shown = once.as_str();
        let lower = shown.to_lowercase();
        prop_assert!(!lower.contains("<script") && !lower.contains("<h1") && !lower.contains("<!--"));
        prop_assert_eq!(&SafeHtml::sanitise(shown), &once);
        let text = once.text();
        prop_assert_eq!(text.trim(), text.as_str());
        let escaped = safe_html::escape(&html);
        prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
    }

    #[test]
    fn excerpts_keep_their_length(text in any::<String>(), length in 1_usize..200) {
        prop_assert!(safe_html::excerpt(&text, length).chars().count() <= length);
    }

    /// Forgiving may clean, but never makes up, drops or changes a digit.
    #[test]
    fn a_typed_number_has_the_digits_that_were_written(text in tricky()) {
        if let Ok(Typed::Found { value, .. }) = Nik::typed(&text) {
            let written: String = text.chars().filter(char::is_ascii_digit).collect();
            let is_whole = written == value.expose() || written == format!("{}0", value.expose())
                || written == format!("{}00", value.expose());
            prop_assert!(is_whole || !text.is_ascii(), "{text:?}");
        }
    }

    #[test]
    fn numbers_of_spreadsheets_are_exact_or_refused(number in 1_u64..9_999_999_999_999_999) {
        #[expect(clippy::cast_precision_loss, reason = "that is what spreadsheets do")]
        if let Ok(Typed::Found { value, .. }) = Nik::of_cell(number as f64) {
            prop_assert_eq!(value.expose(), number.to_string());
        }
    }

    #[test]
    fn names_survive_and_are_found_by_themselves(text in any::<String>()) {
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(&PersonName::parse(name.as_str()).unwrap(), &name);
            let key = name.key();
            prop_assert!(key.is_empty() || key.score(&key) == 100);
            let _ = (name.display(), name.masked(), name.notes());
        }
    }

    #[test]
    fn names_compare_with_any_other(one in "[A-Za-z.' ,]{0,40}", two in "[A-Za-z.' ,]{0,40}") {
        let (one, two) = (NameKey::of(&one), NameKey::of(&two));
        prop_assert!(one.score(&two) <= 100);
        prop_assert_eq!(one.likeness(&two), two.likeness(&one));
    }

    #[test]
    fn nobody_takes_a_temporary_id_for_a_nik(id: u128) {
        let temporary = TemporaryId::of(Uuid::from_u128(id));
        for printed in [temporary.to_string(), temporary.label()] {
            prop_assert!(!printed.chars().any(|letter| letter.is_numeric()));
            prop_assert!(Nik::parse(&printed).is_err());
            prop_assert!(Nik::typed(&printed).ok().and_then(Typed::value).is_none());
        }
    }

    #[test]
    fn ages_agree_and_never_go_back(born in -20_000_i32..30_000, days in 0_i32..40_000) {
        let epoch = jiff::civil::date(1970, 1, 1);
        let day = |number: i32| epoch.saturating_add(jiff::Span::new().days(number));
        let age = Age::on(day(born + days), day(born), None).unwrap();
        prop_assert_eq!(age.years(), time::age(day(born), day(born + days)));
        let next = Age::on(day(born + days + 1), day(born), None).unwrap();
        prop_assert!(next > age, "{age:?} {next:?}");
        prop_assert_eq!(Age::on(day(born + days + 900), day(born), Some(day(born + days))), Some(age));
    }
}
