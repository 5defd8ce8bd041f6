//! regency.toml, subdistricts.csv and villages.csv.

use super::*;

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_not_matter() {
    let files = Files::new();
    let text = format!("\u{feff}{HEADER}{PEMBANTANAN}").replace('\n', "\r\n");
    files.write("villages.csv", text);
    let regency = "\u{feff}code = \"63.03\"\r\nname = \"Banjar\"\r\nprovince = \"Kalsel\"\r\n";
    files.write("regency.toml", regency);
    let regency = files.load().unwrap();
    assert_eq!(regency.villages[0].slug.as_str(), "pembantanan");
    assert_eq!(regency.register.province, "Kalsel");
}

#[test]
fn a_duplicate_code_is_told_with_both_lines() {
    let files = Files::new();
    files.villages(&format!(
        "{PEMBANTANAN}{}",
        PEMBANTANAN.replace("pembantanan", "lain")
    ));
    assert_eq!(
        files.told(),
        ["villages.csv, line 3: code: 63.03.04.2007 is there twice, first in line 2"]
    );
}

#[test]
fn a_missing_and_a_mistyped_column_are_told() {
    let files = Files::new();
    files.write(
        "villages.csv",
        format!("{HEADER}{PEMBANTANAN}").replace("postal_code", "postalcode"),
    );
    assert_eq!(
        files.told(),
        [
            "villages.csv, line 1: the column 'postal_code' is missing",
            "villages.csv, line 1: the column 'postalcode' is unknown; did you mean 'postal_code'?",
        ]
    );
}

#[test]
fn semicolons_instead_of_commas_are_named() {
    let files = Files::new();
    files.write(
        "villages.csv",
        format!("{HEADER}{PEMBANTANAN}").replace(',', ";"),
    );
    assert_eq!(
        files.told(),
        ["villages.csv, line 1: is separated by semicolons or tabs; save it with commas"]
    );
}

#[test]
fn every_wrong_field_of_every_row_is_told_at_once() {
    let files = Files::new();
    files.villages(
        "63.03.4.2007,,dusun,63.03.09,Nowhere,7065,Www,-3.29332,114.70767,0\n\
         63.03.04.1001,Sungai Lulut,desa,63.03.04,Sungai Tabuk,,www,-33.29332,114.70767,1\n\
         63.03.04.2008,Lok Baintan,desa,63.03.04,Gambut,,lok_baintan,-3.2,,x\n\
         63.03.04.2009,Terlalu,pendek\n\
         62.03.04.2010,Seberang,desa,63.03.04,Sungai Tabuk,,seberang,,,\n",
    );
    let told = files.told();
    let expected = [
        "line 5: has 3 fields where the header has 10; a field with a comma needs quotation marks",
        "line 2: code: '63.03.4.2007' is not a code: it takes 10 digits, such as 63.03.04.2007",
        "line 2: kind: 'dusun' is neither desa, kelurahan nor desa_adat",
        "line 2: district_code: 63.03.09 is not in subdistricts.csv",
        "line 2: name: is empty",
        "line 2: slug: 'Www' cannot be an address label: 'W' is not allowed; use a-z, 0-9 and hyphens",
        "line 2: postal_code: '7065' is not a postal code of five digits",
        "line 2: area_km2: is not the area of a village",
        "line 3: kind: says desa, but code 63.03.04.1001 is that of a kelurahan",
        "line 3: slug: 'www' cannot be an address label: the platform needs that name for itself",
        "line 3: lat and lng: -33.29332, 114.70767 is far from the rest of Sungai Tabuk \
         (about -3.30545, 114.70585)",
        "line 4: district_name: says 'Gambut', but 63.03.04 is 'Sungai Tabuk' in subdistricts.csv",
        "line 4: slug: 'lok_baintan' cannot be an address label: '_' is not allowed; use a-z, 0-9 \
         and hyphens",
        "line 4: lat and lng: give both or none",
        "line 4: area_km2: 'x' is not a number with a decimal point, such as -3.29332",
        "line 6: code: 62.03.04.2010 does not lie in regency 63.03",
    ];
    for line in expected {
        assert!(
            told.contains(&format!("villages.csv, {line}")),
            "{line}\nnot in {told:#?}"
        );
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}

#[test]
fn names_that_do_not_fit_are_refused() {
    let files = Files::new();
    files.villages(&PEMBANTANAN.replace("Pembantanan", &"A".repeat(81)));
    assert_eq!(
        files.told(),
        ["villages.csv, line 2: name: is 81 letters long; at most 80 fit"]
    );
}

#[test]
fn text_that_is_not_utf8_is_told_with_its_line() {
    let files = Files::new();
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend(b"63.03.04.2007,B\xe9,desa\n");
    files.write("villages.csv", bytes);
    assert_eq!(
        files.told(),
        ["villages.csv, line 2: is not UTF-8 text; save it as UTF-8"]
    );
}

#[test]
fn missing_files_and_a_broken_regency_are_told_together() {
    let files = Files::new();
    std::fs::remove_file(files.0.path().join("villages.csv")).unwrap();
    files.write(
        "regency.toml",
        "code = \"6x.03\"\nnama = \"Banjar\"\nname = 7\n",
    );
    assert_eq!(
        files.told(),
        [
            "regency.toml, line 3: name should be a text in quotation marks, not integer",
            "regency.toml, line 1: province is missing",
            "regency.toml, line 2: unknown key 'nama'; did you mean 'name'?",
            "villages.csv: is missing",
        ]
    );
}
