//! What a visitor reads of a conversation.

use db::VillageTx;
use web::{AppResult, Block, BlockFuture, Place, Site, Subject};

use crate::{domain, pages::CommentsPanel, store};

/// The comments below an article.
pub const COMMENTS: Block = Block {
    place: Place::Article,
    order: 10,
    render: comments,
};

fn comments<'a>(site: &'a Site, tx: &'a mut VillageTx, subject: &'a Subject) -> BlockFuture<'a> {
    Box::pin(async move {
        let Subject::Article { id, comments_open } = subject else {
            return Ok(None);
        };
        panel(site, tx, *id, *comments_open).await.map(Some)
    })
}

async fn panel(
    site: &Site,
    tx: &mut VillageTx,
    article: uuid::Uuid,
    open: bool,
) -> AppResult<String> {
    let (approved, is_enabled) = store::approved(tx, article).await?;
    let total = approved.first().map_or(0, |comment| comment.total);
    let threads = domain::threads(approved);
    site.render_part(&CommentsPanel::new(
        &threads,
        total,
        open && is_enabled,
        &site.path,
        site.now(),
    ))
}
