//! Codes of places, kinds of villages and schema names.

use kernel::{RegencyCode, RegionError, SchemaName, SubdistrictCode, VillageCode, VillageKind};

use crate::vectors;

#[test]
fn village_codes_follow_the_vectors() {
    for vector in vectors::list("/village_code") {
        let read = VillageCode::parse(vectors::text(vector, "in"));
        if vector["error"].is_string() {
            assert!(matches!(read, Err(RegionError::Format { .. })), "{vector}");
            continue;
        }
        let code = read.unwrap();
        if let Some(digits) = vector["digits"].as_str() {
            assert_eq!(code.digits(), digits);
        }
        if let Some(kind) = vector["kind"].as_str() {
            assert_eq!(code.kind().as_str(), kind);
            assert_eq!(kind.parse(), Ok(code.kind()));
        }
        if let Some(canonical) = vector["canonical"].as_str() {
            assert_eq!(code.to_string(), canonical);
        }
        if let Some(district) = vector["district"].as_str() {
            assert_eq!(code.subdistrict(), district.parse().unwrap());
        }
    }
}

#[test]
fn misplaced_dots_and_impossible_parts_are_refused() {
    for text in [
        "",
        "63.03.042007",
        "6303.04.2007",
        "63.03.04.20070",
        "63.03.04.2O07",
        "６３0304200",
    ] {
        assert!(
            matches!(VillageCode::parse(text), Err(RegionError::Format { .. })),
            "{text}"
        );
    }
    assert_eq!(
        VillageCode::parse("63.03.00.2007"),
        Err(RegionError::EmptyPart)
    );
    assert_eq!(VillageCode::parse("63.03.04.9007"), Err(RegionError::Kind));
    assert_eq!(
        VillageCode::parse("63").unwrap_err().to_string(),
        "Kode wilayah harus 10 angka, misalnya 63.03.04.2007."
    );
}

#[test]
fn a_place_knows_what_it_belongs_to() {
    let code = VillageCode::parse(" 63.03.04.2007 ").unwrap();
    assert_eq!(code.regency(), RegencyCode::parse("6303").unwrap());
    assert_eq!(code.subdistrict().regency(), code.regency());
    assert_eq!(
        SubdistrictCode::parse("630304").unwrap().dotted(),
        "63.03.04"
    );
    assert_eq!(serde_json::to_string(&code).unwrap(), r#""63.03.04.2007""#);
    assert_eq!(
        serde_json::from_str::<VillageCode>(r#""6303042007""#).unwrap(),
        code
    );
}

#[test]
fn a_kelurahan_has_a_lurah_but_neither_budget_nor_council() {
    let kelurahan = VillageCode::parse("63.03.05.1001").unwrap().kind();
    assert_eq!(kelurahan.label(), "Kelurahan");
    assert_eq!(kelurahan.default_head_title(), "Lurah");
    assert!(!kelurahan.has_budget() && !kelurahan.has_bpd());
    assert!(VillageKind::Desa.has_budget() && VillageKind::DesaAdat.has_bpd());
    assert_eq!(
        serde_json::to_string(&VillageKind::DesaAdat).unwrap(),
        r#""desa_adat""#
    );
}

#[test]
fn a_schema_name_is_d_and_ten_digits_and_nothing_else() {
    let schema = SchemaName::parse("d_6303042007").unwrap();
    assert_eq!(schema.village_code().dotted(), "63.03.04.2007");
    for text in [
        "",
        "d_",
        "d_630304200",
        "d_63030420071",
        "D_6303042007",
        "d_63.03.04.2007",
        "d_6303042007 ",
        " d_6303042007",
        "public",
        "village_template",
        "d_630304200\u{0667}",
    ] {
        assert!(SchemaName::parse(text).is_err(), "{text}");
    }
}
