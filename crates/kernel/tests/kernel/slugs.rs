//! Village labels and the addresses of articles (case C071).

use std::collections::HashMap;

use kernel::{Slug, SlugError, VillageSlug, VillageSlugError};

use crate::vectors;

#[test]
fn village_labels_follow_the_vectors_and_the_rule_for_shared_names() {
    for vector in vectors::list("/slug") {
        let (name, slug) = (vectors::text(vector, "name"), vectors::text(vector, "slug"));
        let shared = slug != VillageSlug::propose(name).unwrap().as_str();
        let full = if shared {
            format!("{name} {}", vectors::text(vector, "district"))
        } else {
            name.to_owned()
        };
        assert_eq!(VillageSlug::propose(&full).unwrap().as_str(), slug);
    }
}

#[test]
fn each_rule_for_village_labels_has_its_own_message() {
    let long = "a".repeat(64);
    let cases: HashMap<&str, VillageSlugError> = HashMap::from([
        ("", VillageSlugError::Empty),
        (long.as_str(), VillageSlugError::TooLong(64)),
        ("Pembantanan", VillageSlugError::Character('P')),
        ("pem bantanan", VillageSlugError::Character(' ')),
        ("a.b", VillageSlugError::Character('.')),
        ("_dmarc", VillageSlugError::Character('_')),
        ("-a", VillageSlugError::EdgeHyphen),
        ("a-", VillageSlugError::EdgeHyphen),
        ("xn--abc", VillageSlugError::Punycode),
        ("ab--cd", VillageSlugError::HyphensThirdAndFourth),
        ("www", VillageSlugError::Reserved("www".to_owned())),
        (
            "pg_catalog",
            VillageSlugError::Reserved("pg_catalog".to_owned()),
        ),
        ("kec-gambut", VillageSlugError::SubdistrictPrefix),
    ]);
    let mut messages: Vec<String> = Vec::new();
    for (text, error) in &cases {
        assert_eq!(VillageSlug::parse(text).as_ref(), Err(error), "{text}");
        messages.push(error.to_string());
    }
    messages.sort();
    messages.dedup();
    let both_edges_share_one = 1;
    assert_eq!(messages.len(), cases.len() - both_edges_share_one);
    assert!(VillageSlug::parse(&"a".repeat(63)).is_ok());
    assert!(VillageSlug::parse("kec").is_ok());
    assert!(VillageSlug::parse("abc--d").is_ok());
}

#[test]
fn a_reserved_or_empty_proposal_says_so() {
    assert_eq!(
        VillageSlug::propose("Media"),
        Err(VillageSlugError::Reserved("media".to_owned()))
    );
    assert_eq!(VillageSlug::propose("محمد"), Err(VillageSlugError::Empty));
    assert_eq!(VillageSlug::propose("Ati’im").unwrap().as_str(), "atiim");
}

#[test]
fn every_title_gives_an_address() {
    let slug = |title: &str| Slug::from_title(title, "artikel").to_string();
    assert_eq!(slug("🎉🎉"), "artikel");
    assert_eq!(slug("!!!"), "artikel");
    assert_eq!(slug("محمد"), "artikel");
    assert_eq!(slug(""), "artikel");
    assert_eq!(slug("Gotong Royong"), "gotong-royong");
    assert_eq!(slug("Gotong-royong!"), "gotong-royong");
    assert_eq!(slug("admin"), "admin-artikel");
    assert_eq!(slug("feed.xml"), "feed-xml-artikel");
    assert_eq!(slug("Tambah"), "tambah-artikel");
    assert_eq!(slug("2026"), "2026-artikel");
    assert_eq!(slug("17-08-2026"), "17-08-2026-artikel");
    assert_eq!(slug("../x"), "x");
    assert_eq!(slug("Pemuda & Olahraga 100%"), "pemuda-olahraga-100");
    assert_eq!(slug("Çafé Øl Straße"), "cafe-ol-strasse");
    assert_eq!(slug("Salat Jum'at"), "salat-jumat");
}

#[test]
fn a_long_title_is_cut_between_words() {
    let slug = Slug::from_title(&"gotong ".repeat(60), "artikel");
    assert_eq!(slug.as_str().len(), 97);
    assert!(slug.as_str().ends_with("-gotong"));
    assert_eq!(
        Slug::from_title(&"a".repeat(300), "artikel").as_str().len(),
        100
    );
}

#[test]
fn a_useless_fallback_is_replaced() {
    assert_eq!(Slug::from_title("🎉", "🎉").as_str(), "halaman");
}

#[test]
fn doubles_are_numbered_within_the_limit() {
    let slug = Slug::parse(&"a".repeat(120)).unwrap();
    assert_eq!(slug.numbered(2).as_str().len(), 120);
    assert!(slug.numbered(u32::MAX).as_str().ends_with("-4294967295"));
    assert!(Slug::parse(slug.numbered(12).as_str()).is_ok());
}

#[test]
fn slugs_are_read_strictly() {
    assert_eq!(Slug::parse(""), Err(SlugError::Empty));
    assert_eq!(Slug::parse("feed.xml"), Err(SlugError::Character('.')));
    assert_eq!(Slug::parse("Gotong"), Err(SlugError::Character('G')));
    assert_eq!(Slug::parse("-a"), Err(SlugError::EdgeHyphen));
    assert_eq!(Slug::parse(&"a".repeat(121)), Err(SlugError::TooLong(121)));
    assert_eq!(
        serde_json::from_str::<Slug>(r#""kerja-bakti""#)
            .unwrap()
            .as_str(),
        "kerja-bakti"
    );
}
