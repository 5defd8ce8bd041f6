//! Draws a handful of share cards into a folder, to be looked at:
//! `cargo run -p media --example cards -- /tmp/cards`.

use std::path::PathBuf;

use anyhow::Context;
use image::{Rgb, RgbImage};
use look::Palette;
use look::assets::{CARD_FONT_BOLD, CARD_FONT_MEDIUM};
use look::band::Band;
use media::card::{self, BAND_HEIGHT, Card, CardFonts, CardPalette, WIDTH};

fn main() -> anyhow::Result<()> {
    let folder: PathBuf = std::env::args()
        .nth(1)
        .context("name the folder for the cards")?
        .into();
    std::fs::create_dir_all(&folder)?;
    let fonts = CardFonts::new(vec![CARD_FONT_BOLD.to_vec(), CARD_FONT_MEDIUM.to_vec()])?;
    let titles = [
        (
            "Pembantanan",
            "Gotong Royong Membersihkan Sungai Martapura",
            Some("Kabar Desa"),
        ),
        (
            "Pembantanan",
            "\"Gotong Royong\" & Doa 🤲",
            Some("Rabu, 25 November 2026"),
        ),
        (
            "Sungai Tabuk Keramat",
            "Selamat datang di Desa Sungai Tabuk Keramat",
            None,
        ),
        ("Lok Baintan", "Pasar terapung", Some("Agenda")),
        (
            "Paku Alam",
            "Musyawarah Perencanaan Pembangunan Desa menetapkan perbaikan jalan usaha tani, \
             jembatan kayu ulin, dan air bersih untuk tiga rukun tetangga di seberang sungai \
             pada tahun anggaran 2027",
            Some("Pemerintahan"),
        ),
        ("Gudang Hirang", "Mempertanggungjawabkannya", None),
    ];
    for (index, (village, title, kicker)) in titles.into_iter().enumerate() {
        let palette = Palette::ALL[index % Palette::ALL.len()];
        let code = format!("63.03.04.20{:02}", index + 3);
        let day = palette.light();
        for photo in [None, Some(river()?)] {
            let suffix = if photo.is_some() { "-photo" } else { "" };
            let card = Card {
                band_svg: Band::of(&code, palette).standalone(WIDTH, BAND_HEIGHT, BAND_HEIGHT),
                palette: CardPalette {
                    paper: day.paper.to_owned(),
                    ink: day.ink.to_owned(),
                    brand: day.brand.to_owned(),
                    brand_ink: day.brand_ink.to_owned(),
                    accent: day.accent.to_owned(),
                },
                village: format!("Desa {village}"),
                place: "Kec. Sungai Tabuk, Kab. Banjar".to_owned(),
                title: title.to_owned(),
                kicker: kicker.map(str::to_owned),
                photo,
            };
            let path = folder.join(format!("{index}{suffix}.jpg"));
            std::fs::write(&path, card::draw(&fonts, &card)?)?;
        }
    }
    Ok(())
}

/// A made-up photo: evening over a river.
fn river() -> anyhow::Result<Vec<u8>> {
    let picture = RgbImage::from_fn(1280, 853, |x, y| {
        let (x, y) = (f64::from(x) / 1280.0, f64::from(y) / 853.0);
        let shore = 0.52 + 0.03 * (x * 9.0).sin() + 0.012 * (x * 47.0).sin();
        let glow = (1.0 - ((x - 0.6).powi(2) + (y - 0.42).powi(2)).sqrt() * 1.6).max(0.0);
        let mix = |low: f64, high: f64, part: f64| (low + (high - low) * part) as u8;
        if y < shore - 0.08 {
            Rgb([
                mix(96.0, 250.0, glow),
                mix(140.0, 205.0, glow),
                mix(180.0, 150.0, glow),
            ])
        } else if y < shore {
            Rgb([mix(30.0, 60.0, glow), mix(62.0, 80.0, glow), 48])
        } else {
            let ripple = ((y * 160.0).sin() * 0.5 + 0.5) * 0.25 + glow * 0.6;
            Rgb([
                mix(60.0, 230.0, ripple),
                mix(92.0, 190.0, ripple),
                mix(104.0, 150.0, ripple),
            ])
        }
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}
