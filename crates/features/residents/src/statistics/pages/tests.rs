//! Every template with every sample.

use web::{Templates, testing};

use super::{
    growth::{curve, signed},
    *,
};
use crate::statistics::growth::{Happened, Year};

#[test]
fn every_page_renders_in_every_state() {
    fn all<P: Page>(templates: &Templates) -> Vec<String> {
        let pages = testing::render_samples::<P>(templates);
        for html in &pages {
            assert!(!html.contains("&amp;amp;"), "{} escapes twice", P::TEMPLATE);
            assert!(!html.contains("<RT 02>"), "{} does not escape", P::TEMPLATE);
            assert!(!html.contains("style="), "{} has a style", P::TEMPLATE);
            assert!(!html.contains("<script>"), "{} has a script", P::TEMPLATE);
        }
        pages
    }
    let templates = Templates::new(&[crate::numbers()]);
    let whole_page = |pages: Vec<String>| {
        for html in &pages {
            assert!(html.contains("<main") && html.contains("<h1"));
        }
        pages
    };
    let index = whole_page(all::<IndexPage>(&templates));
    assert!(index[0].contains("class=\"empty sheet\""));
    assert!(index[2].contains("2.468.567"));
    let topics = whole_page(all::<TopicPage>(&templates));
    assert!(topics[0].contains("class=\"empty sheet\""));
    assert!(topics[1].contains("1.002"), "the total is public");
    whole_page(all::<GrowthPage>(&templates));
    let glance = all::<Glance>(&templates);
    assert!(glance[0].contains(">62<"), "{}", glance[0]);
    assert!(!glance[0].contains(">60<"), "60 of 62 tells the other two");
}

#[test]
fn the_line_of_a_year_stays_in_its_room() {
    let balance = |month, opening, closing| crate::statistics::growth::Balance {
        first: jiff::civil::date(2026, month, 1),
        opening,
        closing,
    };
    let year = |months| Year {
        year: 2026,
        months,
        happened: Happened::Nothing,
    };
    let drawn = curve(&year(vec![
        balance(1, 90, 100),
        balance(2, 100, 110),
        balance(3, 110, 105),
    ]));
    let drawn = drawn.unwrap();
    assert_eq!(drawn.points, "0.0,100.0 50.0,0.0 100.0,50.0");
    assert_eq!(
        (drawn.from.as_str(), drawn.to.as_str()),
        ("Januari 2026", "Maret 2026")
    );
    assert!(curve(&year(vec![balance(1, 90, 100)])).is_none());
    let still = curve(&year(vec![balance(1, 9, 9), balance(2, 9, 9)])).unwrap();
    assert_eq!(still.points, "0.0,50.0 100.0,50.0");
    assert_eq!(signed(-1_200), "−1.200");
}
