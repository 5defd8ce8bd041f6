//! The databases that hold villages, and moving a village to another.

use axum::Json;
use db::doctor;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    asked::{Named, Sent},
    caller::Caller,
    refused::{Answer, Names as FieldNames, form, wrong_fields},
};
use crate::{
    acting,
    relocate::{self, Errand},
};

const MOVE: FieldNames = &[("basis", "to")];

/// A database that holds villages
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShardView {
    #[schema(example = "main")]
    pub name: String,
    /// Villages that are there, as the register says, without those on their way
    pub villages: i64,
    /// Whether it answers, is at the version of the service and has the villages it should have
    pub is_well: bool,
}

/// Every database that holds villages
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShardList {
    pub items: Vec<ShardView>,
}

/// The databases that hold villages, the main one first; a dozen at most
#[utoipa::path(
    get, path = "/shards", operation_id = "shards", tag = "villages",
    responses((status = 200, description = "All of them", body = ShardList))
)]
pub async fn shards(caller: Caller) -> Answer<Json<ShardList>> {
    let states = doctor::shards(&caller.portal.app.database).await?;
    let items = states.iter().map(|state| ShardView {
        name: state.name.to_string(),
        villages: state.villages,
        is_well: state.is_well(),
    });
    Ok(Json(ShardList {
        items: items.collect(),
    }))
}

/// Where a village is to go
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MoveBody {
    /// The name of a database
    #[schema(required, example = "martapura")]
    to: String,
}

/// A move that was asked for
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MoveView {
    pub village: String,
    pub from: String,
    pub to: String,
}

/// Moves a village to another database; readers do not notice
///
/// It is begun here; the village's timeline says when it is done, or why it was not.
#[utoipa::path(
    post, path = "/villages/{slug}/move", operation_id = "move", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = MoveBody,
    responses((status = 202, description = "It was asked for", body = MoveView))
)]
pub async fn send(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<MoveBody>,
) -> Answer<(StatusCode, Json<MoveView>)> {
    let village = caller.village(&slug)?;
    let app = caller.portal.app.clone();
    if !acting::can_act(&app) {
        acting::owner(&app).await?;
    }
    let mut form = form([("basis", Some(&*body.to))]);
    let to = match relocate::read(&app.database, &village.entry, &body.to) {
        Ok(to) => to,
        Err(problem) => {
            form.wrong("basis", problem.told());
            return Err(wrong_fields(&form, MOVE));
        }
    };
    let errand = Errand {
        village: village.entry.code,
        to,
        actor: caller.actor(),
    };
    let mut tx = app.database.platform().await?;
    relocate::send(&mut tx, &errand).await?;
    tx.commit().await?;
    let detail = json!({ "dari": village.entry.shard, "ke": errand.to });
    caller
        .record("desa.pindah", &village.entry.name, detail)
        .await?;
    let view = MoveView {
        village: village.entry.slug.to_string(),
        from: village.entry.shard.to_string(),
        to: errand.to.to_string(),
    };
    Ok((StatusCode::ACCEPTED, Json(view)))
}
