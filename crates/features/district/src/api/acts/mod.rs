//! Making and changing villages, by the rules of the console's forms and with their words.

pub mod changing;
pub mod making;
pub mod status;

use std::sync::Arc;

use axum::Json;
use web::registry::Village;

use super::{
    caller::Caller,
    refused::{Answer, Names as FieldNames, conflict},
    views::VillageView,
};
use crate::{acting, deed::Deed};

/// How the console's fields are called here.
const CHANGE: FieldNames = &[("nama", "name"), ("alamat", "slug")];

fn meanwhile() -> (&'static str, String) {
    let words = "Desa ini sudah diubah oleh orang lain. Baca lagi, lalu ulangi.";
    ("nama", words.to_owned())
}

/// Does a deed, writes it down, and shows the village as it is then.
pub(super) async fn carry_out(
    caller: &Caller,
    village: &Arc<Village>,
    deed: Deed,
) -> Answer<Json<VillageView>> {
    let app = &caller.portal.app;
    let mut owner = acting::owner(app).await?;
    let entry = &village.entry;
    if let Err(error) = acting::change(app, &mut owner, entry, &deed, &caller.actor()).await {
        use db::register::ChangeError::{AddressTaken, Meanwhile, Sql, Unknown};
        return Err(match error {
            Meanwhile | Unknown => conflict("changed_meanwhile", meanwhile(), CHANGE),
            AddressTaken(_) => {
                let told = acting::why_unchanged(&error).unwrap_or_else(meanwhile);
                conflict("taken", told, CHANGE)
            }
            Sql(error) => error.into(),
        });
    }
    let subject = deed.subject(entry).to_owned();
    caller.record(deed.action, &subject, deed.detail).await?;
    let registry = caller.portal.registry();
    let now = registry
        .villages()
        .iter()
        .find(|now| now.entry.code == entry.code)
        .unwrap_or(village);
    Ok(Json(VillageView::from(&**now)))
}
