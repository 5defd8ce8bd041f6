//! The village's sasirangan band, repeated along an edge of the card.

use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};

use super::fonts::CardFonts;
use super::layout::{Cloth, Colours, Rect};
use super::{BAND_HEIGHT, CardError, WIDTH};

/// Draws the band into its place, as many times as it takes.
pub(super) fn draw(
    canvas: &mut Pixmap,
    fonts: &CardFonts,
    svg: &str,
    colours: &Colours,
    cloth: Cloth,
) -> Result<(), CardError> {
    let tree = fonts
        .parse(svg)
        .map_err(|error| CardError::Band(error.to_string()))?;
    let size = tree.size();
    let scale = BAND_HEIGHT as f32 / size.height();
    // Whole pixels, or the seams between repetitions show.
    let length = (size.width() * scale).round().max(1.0);
    if length > 8.0 * WIDTH as f32 {
        return Err(CardError::Band("it is far too long".to_owned()));
    }
    let stretch = length / size.width();
    let (length, across) = (length as u32, BAND_HEIGHT);
    let (width, height, transform, place) = match cloth {
        Cloth::Lying(place) => (length, across, Transform::from_scale(stretch, scale), place),
        // The same strip turned a quarter to the right.
        Cloth::Hanging(place) => {
            let turn = Transform::from_row(0.0, stretch, -scale, 0.0, across as f32, 0.0);
            (across, length, turn, place)
        }
    };
    let mut tile =
        Pixmap::new(width, height).ok_or_else(|| CardError::Band("it has no size".to_owned()))?;
    tile.fill(colours.brand.opaque());
    resvg::render(&tree, transform, &mut tile.as_mut());
    repeat(canvas, &tile, place);
    Ok(())
}

/// Lays tiles from the top left corner on; the place reaches to the edge of the canvas.
fn repeat(canvas: &mut Pixmap, tile: &Pixmap, place: Rect) {
    let step = |length: u32| usize::try_from(length).unwrap_or(usize::MAX).max(1);
    for y in (place.y..place.y + place.height).step_by(step(tile.height())) {
        for x in (place.x..place.x + place.width).step_by(step(tile.width())) {
            canvas.draw_pixmap(
                x.cast_signed(),
                y.cast_signed(),
                tile.as_ref(),
                &PixmapPaint::default(),
                Transform::identity(),
                None,
            );
        }
    }
}
