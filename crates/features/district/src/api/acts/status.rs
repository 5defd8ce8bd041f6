//! Whether a village answers, and its end.

use axum::Json;
use serde::Deserialize;
use utoipa::ToSchema;

use super::carry_out;
use crate::{
    api::{
        asked::{Named, Sent},
        caller::Caller,
        refused::{Answer, Names as FieldNames, form, wrong_fields},
        views::VillageView,
    },
    deed::{Deed, read_confirmation, read_note},
};

const STATUS: FieldNames = &[("pesan", "note"), ("yakin", "confirm")];

/// What visitors are told
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NoteBody {
    #[schema(max_length = 300)]
    note: String,
}

impl NoteBody {
    fn read(&self) -> Answer<String> {
        let mut form = form([("pesan", Some(&*self.note))]);
        read_note(&mut form).ok_or_else(|| wrong_fields(&form, STATUS))
    }
}

/// Takes a village off line for a while
#[utoipa::path(
    post, path = "/villages/{slug}/suspend", operation_id = "suspend", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = NoteBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn suspend(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<NoteBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    carry_out(&caller, &village, Deed::suspend(body.read()?)).await
}

/// Nothing more is to be said
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NothingBody {}

/// Brings a village back; a planned deletion is called off
#[utoipa::path(
    post, path = "/villages/{slug}/resume", operation_id = "resume", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = NothingBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn resume(
    caller: Caller,
    Named(slug): Named,
    Sent(NothingBody {}): Sent<NothingBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    carry_out(&caller, &village, Deed::resume()).await
}

/// Takes a village off line for good; its data is kept
#[utoipa::path(
    post, path = "/villages/{slug}/archive", operation_id = "archive", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = NoteBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn archive(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<NoteBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    carry_out(&caller, &village, Deed::archive(body.read()?)).await
}

/// The address once more, so that nothing is deleted by mistake
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DropBody {
    #[schema(required)]
    confirm: String,
}

/// Takes a village off line and plans the deletion of everything it has, thirty days from now
#[utoipa::path(
    post, path = "/villages/{slug}/drop", operation_id = "drop", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = DropBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn end(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<DropBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    let mut form = form([("yakin", Some(&*body.confirm))]);
    if read_confirmation(&mut form, &village.entry).is_none() {
        return Err(wrong_fields(&form, STATUS));
    }
    let (deed, _) = Deed::end(&village.entry, caller.portal.now())?;
    carry_out(&caller, &village, deed).await
}
