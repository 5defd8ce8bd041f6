//! The news on the office's first page: what appears next, what was worked on last.

use web::office::{Corner, CornerFuture, Desk};

use super::NEWS;
use crate::{
    pages::office::{ArticleLine, NewsCorner},
    store::desk,
};

pub const CORNER: Corner = Corner {
    order: 90,
    needs: NEWS,
    render,
};

fn render(desk: &mut Desk) -> CornerFuture<'_> {
    Box::pin(async move {
        let now = desk.site.now();
        let rows = desk::at_hand(&mut desk.tx, now).await?;
        let (next, last): (Vec<_>, Vec<_>) = rows
            .iter()
            .map(|row| ArticleLine::new(row, now))
            .partition(|line| line.status == "scheduled");
        if next.is_empty() && last.is_empty() {
            return Ok(None);
        }
        desk.site.render_part(&NewsCorner { next, last }).map(Some)
    })
}
