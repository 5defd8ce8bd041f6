//! Share cards: always the right size, never too heavy, whatever the title.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::sync::LazyLock;

use image::{DynamicImage, Rgb, RgbImage};
use look::Palette;
use look::assets::{CARD_FONT_BOLD, CARD_FONT_MEDIUM};
use look::band::Band;
use media::card::{self, BAND_HEIGHT, Card, CardError, CardFonts, CardPalette, WIDTH};

static FONTS: LazyLock<CardFonts> = LazyLock::new(|| {
    CardFonts::new(vec![CARD_FONT_BOLD.to_vec(), CARD_FONT_MEDIUM.to_vec()]).unwrap()
});

fn card(title: &str) -> Card {
    let colours = Palette::Sungai.light();
    Card {
        band_svg: Band::of("63.03.04.2007", Palette::Sungai).standalone(
            WIDTH,
            BAND_HEIGHT,
            BAND_HEIGHT,
        ),
        palette: CardPalette {
            paper: colours.paper.to_owned(),
            ink: colours.ink.to_owned(),
            brand: colours.brand.to_owned(),
            brand_ink: colours.brand_ink.to_owned(),
            accent: colours.accent.to_owned(),
        },
        village: "Desa Pembantanan".to_owned(),
        place: "Kec. Sungai Tabuk, Kab. Banjar".to_owned(),
        title: title.to_owned(),
        kicker: Some("Kabar Desa".to_owned()),
        photo: None,
    }
}

fn draw(card: &Card) -> RgbImage {
    let bytes = card::draw(&FONTS, card).unwrap();
    assert!(bytes.len() < 250_000, "{} bytes", bytes.len());
    assert!(bytes.starts_with(&[0xFF, 0xD8]));
    let image = image::load_from_memory(&bytes).unwrap().into_rgb8();
    assert_eq!(image.dimensions(), (1200, 630));
    image
}

/// Pixels in the title's area that differ from the paper.
fn inked(image: &RgbImage) -> usize {
    let paper = *image.get_pixel(5, 5);
    (200..540)
        .flat_map(|y| (0..700).map(move |x| (x, y)))
        .filter(|(x, y)| {
            let pixel = image.get_pixel(*x, *y);
            pixel.0.iter().zip(paper.0).any(|(a, b)| a.abs_diff(b) > 60)
        })
        .count()
}

#[test]
fn a_card_shows_its_title_on_paper_beside_the_band() {
    let image = draw(&card("Gotong royong membersihkan sungai"));
    assert!(inked(&image) > 5_000, "{}", inked(&image));
    let paper = *image.get_pixel(5, 5);
    let band = (0..630)
        .filter(|y| image.get_pixel(1190, *y).0 != paper.0)
        .count();
    assert!(band > 600, "the band hangs from top to bottom");
}

#[test]
fn any_title_can_be_drawn() {
    let long = "Musyawarah perencanaan pembangunan ".repeat(20);
    let unbroken = "a".repeat(400);
    for title in [
        "\"Gotong Royong\" & Doa 🤲",
        "<script>alert('x')</script> &amp; ]]>",
        "🤲🤲🤲",
        "",
        "   ",
        "مسجد",
        "\u{0}\u{202e}\u{7f}kontrol\u{feff}",
        "Ma'ruf, S.Pd.I — “Ramah” … 100 %",
        &long,
        &unbroken,
    ] {
        let image = draw(&card(title));
        assert!(inked(&image) > 500, "{title:?} leaves an empty card");
    }
}

#[test]
fn emoji_leave_no_boxes() {
    assert_eq!(draw(&card("Doa 🤲 bersama")), draw(&card("Doa bersama")));
}

#[test]
fn long_names_stay_inside() {
    let mut wide = card("Judul");
    wide.village =
        "Kelurahan Sungai Tabuk Keramat Seberang Pasar Terapung Lok Baintan Dalam".into();
    wide.place = "Kecamatan dengan nama yang sangat panjang sekali, ".repeat(5);
    wide.kicker = Some("Label ".repeat(60));
    let image = draw(&wide);
    let paper = *image.get_pixel(5, 5);
    for y in 0..630 {
        let edge = image.get_pixel(1010, y);
        let same = edge.0.iter().zip(paper.0).all(|(a, b)| a.abs_diff(b) < 12);
        assert!(same, "something runs into the band at {y}");
    }
}

#[test]
fn a_photo_fills_the_right_side_in_any_shape() {
    for (width, height) in [(1280, 853), (400, 900), (30, 30), (1280, 100)] {
        let photo =
            DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 30, 40])));
        let mut bytes = std::io::Cursor::new(Vec::new());
        photo.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let with = Card {
            photo: Some(bytes.into_inner()),
            ..card("Dengan foto")
        };
        let image = draw(&with);
        for (x, y) in [(1195, 5), (1195, 540), (760, 270)] {
            let [red, green, _] = image.get_pixel(x, y).0;
            assert!(red > 170 && green < 70, "{width}×{height} at {x},{y}");
        }
        assert!(inked(&image) > 1_000);
    }
}

#[test]
fn wrong_material_is_named() {
    let draw = |card: &Card| card::draw(&FONTS, card).unwrap_err();
    let mut wrong = card("Judul");
    wrong.palette.brand = "red\"/><script>".to_owned();
    assert!(matches!(draw(&wrong), CardError::Colour(_)));
    let wrong = Card {
        band_svg: "<svg".to_owned(),
        ..card("Judul")
    };
    assert!(matches!(draw(&wrong), CardError::Band(_)));
    let wrong = Card {
        photo: Some(b"no photo".to_vec()),
        ..card("Judul")
    };
    assert!(matches!(draw(&wrong), CardError::Photo(_)));
    assert!(matches!(CardFonts::new(vec![]), Err(CardError::Fonts(_))));
    assert!(matches!(
        CardFonts::new(vec![b"no font".to_vec()]),
        Err(CardError::Fonts(_))
    ));
}
