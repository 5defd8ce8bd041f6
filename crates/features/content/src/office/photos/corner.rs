//! Photos of which nothing is said, on the office's first page.

use web::office::{Corner, CornerFuture, Desk};

use crate::{office::NEWS, pages::office::photos::PhotosCorner, store::library};

/// Behind everything that keeps a citizen waiting.
pub const CORNER: Corner = Corner {
    order: 60,
    needs: NEWS,
    render,
};

fn render(desk: &mut Desk) -> CornerFuture<'_> {
    Box::pin(async move {
        let (_, wordless) = library::counts(&mut desk.tx).await?;
        if wordless == 0 {
            return Ok(None);
        }
        desk.site.render_part(&PhotosCorner { wordless }).map(Some)
    })
}
