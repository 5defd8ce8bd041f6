//! Taking away everything a village has in the store, after the village itself.

use crate::{KeyPrefix, ObjectStore, StoreError};

/// Objects of one listing.
const PAGE: u16 = 500;

/// Deletes all objects below a prefix; returns how many there were. May be done again.
///
/// # Errors
/// When the store gives no answer; what was deleted until then is gone.
pub async fn empty(store: &dyn ObjectStore, prefix: &KeyPrefix) -> Result<usize, StoreError> {
    store.ready().await?;
    let (mut count, mut after) = (0, None);
    loop {
        let page = store.list(prefix, after.as_deref(), PAGE).await?;
        for object in &page.objects {
            store.delete(&object.key).await?;
            count += 1;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(count),
        }
    }
}
