//! That somebody guesses PINs, on the office's first page.

use kernel::time;
use web::office::{CornerFuture, Desk};

use crate::{pages::office::AlarmCorner, store::alarms};

pub fn corner(desk: &mut Desk) -> CornerFuture<'_> {
    Box::pin(async move {
        let today = time::day(desk.site.now());
        let count = alarms::count(&mut desk.tx, today).await?;
        if count == 0 {
            return Ok(None);
        }
        desk.site.render_part(&AlarmCorner { count }).map(Some)
    })
}
