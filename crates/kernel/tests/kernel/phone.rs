//! Telephone numbers (case C111).

use kernel::{Phone, PhoneError, PhoneKind};

use crate::vectors;

#[test]
fn valid_numbers_follow_the_vectors() {
    for vector in vectors::list("/phone/valid") {
        let phone = Phone::parse(vectors::text(vector, "in")).unwrap();
        assert_eq!(phone.e164(), vectors::text(vector, "e164"), "{vector}");
        assert_eq!(
            phone.national(),
            vectors::text(vector, "national"),
            "{vector}"
        );
        assert_eq!(phone.wa_link_number(), vector["wa"].as_str(), "{vector}");
        let mobile = vectors::text(vector, "type") == "mobile";
        assert_eq!(phone.kind() == PhoneKind::Mobile, mobile, "{vector}");
        assert_eq!(Phone::parse(&phone.national()).as_ref(), Ok(&phone));
        assert_eq!(Phone::parse(phone.e164()), Ok(phone));
    }
}

#[test]
fn invalid_numbers_follow_the_vectors() {
    for vector in vectors::list("/phone/invalid") {
        assert!(
            Phone::parse(vectors::text(vector, "in")).is_err(),
            "{vector}"
        );
    }
}

#[test]
fn each_mistake_has_its_own_message() {
    let refused = |text: &str| Phone::parse(text).unwrap_err();
    assert_eq!(refused("08120000000/08130000000"), PhoneError::TwoNumbers);
    assert_eq!(
        refused("0812 0000 0000, 0813 0000 0000"),
        PhoneError::TwoNumbers
    );
    assert_eq!(refused("+1 202 555 0100"), PhoneError::Foreign);
    assert_eq!(refused("00 65 6123 4567"), PhoneError::Foreign);
    assert_eq!(refused("12345"), PhoneError::Prefix);
    assert_eq!(refused("0812"), PhoneError::TooShort);
    assert_eq!(refused("08123456789012345"), PhoneError::TooLong);
    assert_eq!(refused("0812-ABCD-7890"), PhoneError::Character);
    assert_eq!(refused("  "), PhoneError::Empty);
    assert_eq!(refused("+62"), PhoneError::TooShort);
}

#[test]
fn arabic_digits_are_understood() {
    let phone = Phone::parse("٠٨١٢ ٣٤٥٦ ٧٨٩٠").unwrap();
    assert_eq!(phone.e164(), "+6281234567890");
}

#[test]
fn a_whatsapp_address_carries_the_message_encoded() {
    let phone = Phone::parse("0812 0000 0000").unwrap();
    assert_eq!(phone.wa_link("").unwrap(), "https://wa.me/6281200000000");
    assert_eq!(
        phone.wa_link("Amplang & kerupuk\n2 bungkus").unwrap(),
        "https://wa.me/6281200000000?text=Amplang%20%26%20kerupuk%0A2%20bungkus"
    );
    assert_eq!(
        Phone::parse("(0511) 1234567").unwrap().wa_link("Halo"),
        None
    );
    assert_eq!(
        Phone::parse("(0511) 1234567").unwrap().tel_link(),
        "tel:+625111234567"
    );
}

#[test]
fn big_cities_have_short_area_codes_and_free_lines_no_whatsapp() {
    assert_eq!(
        Phone::parse("021 3456789").unwrap().national(),
        "(021) 3456789"
    );
    assert_eq!(Phone::parse("0800 1234567").unwrap().wa_link_number(), None);
}

#[test]
fn debug_output_hides_most_of_the_number() {
    let phone = Phone::parse("0812-3456-7890").unwrap();
    assert_eq!(format!("{phone:?}"), "Phone(+628…90)");
    assert_eq!(
        serde_json::to_string(&phone).unwrap(),
        r#""+6281234567890""#
    );
}

#[test]
fn a_covered_number_keeps_its_form_and_five_digits() {
    for (number, masked) in [
        ("0812-3456-7890", "08**-****-*890"),
        ("0857 1234 567", "08**-****-567"),
        ("(0511) 4000001", "(05**) ****001"),
    ] {
        assert_eq!(Phone::parse(number).unwrap().masked(), masked);
    }
}
