//! The regency this repository comes with.

use super::*;

#[test]
fn the_regency_of_this_repository_is_sound() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tenants/banjar");
    if !dir.is_dir() {
        return;
    }
    let regency = Regency::load(&dir, None).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(regency.villages.len(), 290);
    assert_eq!(regency.register.subdistricts.len(), 20);
    for folder in &regency.folders {
        if let Err(problems) = &folder.content {
            panic!("{}: {problems:#?}", folder.name);
        }
    }
}
