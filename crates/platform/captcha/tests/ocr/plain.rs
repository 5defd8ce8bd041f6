//! A code in the same font, without anything done to it.

use image::GrayImage;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use tiny_skia::{FillRule, Mask, PathBuilder, Transform};

pub(super) fn draw(code: &str) -> GrayImage {
    let font = FontRef::new(look::assets::CARD_FONT_BOLD).unwrap();
    let size = Size::new(44.0);
    let mut mask = Mask::new(captcha::WIDTH, captcha::HEIGHT).unwrap();
    let mut x = 20.0;
    for letter in code.chars() {
        let id = font.charmap().map(letter).unwrap();
        let mut pen = Pen(PathBuilder::new());
        font.outline_glyphs()
            .get(id)
            .unwrap()
            .draw(
                DrawSettings::unhinted(size, LocationRef::default()),
                &mut pen,
            )
            .unwrap();
        let place = Transform::from_row(1.0, 0.0, 0.0, -1.0, x, 56.0);
        mask.fill_path(&pen.0.finish().unwrap(), FillRule::Winding, true, place);
        let metrics = font.glyph_metrics(size, LocationRef::default());
        x += metrics.advance_width(id).unwrap();
    }
    let pixels = mask.data().iter().map(|cover| 255 - cover).collect();
    GrayImage::from_raw(captcha::WIDTH, captcha::HEIGHT, pixels).unwrap()
}

struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}
