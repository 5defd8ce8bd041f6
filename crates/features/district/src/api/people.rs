//! Who works for the district.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    asked::{Asked, after_id, cut, size},
    caller::Caller,
    refused::Answer,
    views::{AccountPage, AccountView},
};
use crate::store::people as store;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountsQuery {
    /// `next` of the page before
    after: Option<String>,
    /// 1 to 200; 100 when nothing is said
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// The district's accounts, oldest first
#[utoipa::path(
    get, path = "/accounts", operation_id = "accounts", tag = "accounts", params(AccountsQuery),
    responses((status = 200, description = "A page of accounts", body = AccountPage))
)]
pub async fn accounts(
    caller: Caller,
    Asked(query): Asked<AccountsQuery>,
) -> Answer<Json<AccountPage>> {
    let size = size(query.limit.as_deref())?;
    let after = after_id(query.after.as_deref())?;
    let mut tx = caller.portal.app.database.platform().await?;
    let rows =
        store::people_after(&mut tx, after, i64::try_from(size).unwrap_or(i64::MAX - 1)).await?;
    tx.commit().await?;
    let (rows, has_more) = cut(rows, size);
    Ok(Json(AccountPage {
        next: rows.last().filter(|_| has_more).map(|row| row.id),
        items: rows.into_iter().map(AccountView::from).collect(),
    }))
}
