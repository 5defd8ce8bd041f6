//! The list of groups, and one with its members.

use axum::{extract::Path, response::Response};
use identity::{Capability::ManageStaff, Role};
use kernel::time;
use serde::Deserialize;
use uuid::Uuid;
use web::{AppError, AppResult, Form, Query, office::Desk};

use super::{may_manage, own};
use crate::{
    domain::GroupKind,
    pages::groups::{GroupDesk, GroupsDesk, MemberLine},
    reach::Keeps,
    store::groups::{
        self, GroupRow, keepers,
        members::{self, After},
    },
};

/// Groups, or members, on a page.
const PAGE: i64 = 50;

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GroupsQuery {
    jenis: String,
    /// Id of the group, or the member, the page begins after.
    sesudah: String,
}

/// `GET /kantor/kelompok`
pub async fn list(mut desk: Desk, Query(query): Query<GroupsQuery>) -> AppResult<Response> {
    let keeps = Keeps::of(&desk);
    let kind = GroupKind::stored(&query.jenis);
    let word = kind.map_or("", GroupKind::as_str);
    let after = match query.sesudah.as_str() {
        "" => (String::new(), Uuid::nil()),
        text => {
            let id = Uuid::try_parse(text).map_err(|_| lost())?;
            let key = groups::key_of(&mut desk.tx, keeps, id).await?;
            (key.ok_or_else(lost)?, id)
        }
    };
    let mut rows = groups::list(&mut desk.tx, keeps, word, (&after.0, after.1), PAGE).await?;
    let last = cut(&mut rows).map(|row| row.id);
    let page =
        GroupsDesk::new(&rows, kind, may_manage(&desk)).paged(last, !query.sesudah.is_empty());
    desk.page("Kelompok", &page).await
}

fn lost() -> AppError {
    AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.")
}

/// Leaves a page of them, and gives the last when there are more.
fn cut<T>(rows: &mut Vec<T>) -> Option<&T> {
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    rows.last().filter(|_| has_more)
}

/// `GET /kantor/kelompok/{id}`
pub async fn show(
    mut desk: Desk,
    Path(id): Path<Uuid>,
    Query(query): Query<GroupsQuery>,
) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    let after = match query.sesudah.as_str() {
        "" => After::default(),
        text => {
            let member = Uuid::try_parse(text).map_err(|_| lost())?;
            let member = members::one(&mut desk.tx, id, member).await?;
            let member = member.ok_or_else(lost)?;
            After {
                is_plain: member.position.is_empty(),
                name_key: member.name_key,
                id: member.id,
            }
        }
    };
    let is_later = !query.sesudah.is_empty();
    let page = page(&mut desk, &group, &after, &Form::default()).await?;
    let page = page.begun(is_later);
    desk.page(&page.name.clone(), &page).await
}

/// A group with a page of its members, and the forms of who may use them.
pub(super) async fn page(
    desk: &mut Desk,
    group: &GroupRow,
    after: &After,
    form: &Form,
) -> AppResult<GroupDesk> {
    let mut rows = members::list(&mut desk.tx, group.id, after, PAGE).await?;
    let last = cut(&mut rows).map(|row| row.id);
    let today = time::day(desk.site.now());
    let lines: Vec<MemberLine> = rows
        .iter()
        .map(|row| MemberLine::new(group.id, row, today))
        .collect();
    let keepers = if desk.me.capabilities.has(ManageStaff) {
        Some(keepers::of(&mut desk.tx, group.id, Role::Kelompok.as_str()).await?)
    } else {
        None
    };
    Ok(GroupDesk::new(group, lines, form)
        .managed(may_manage(desk))
        .kept_by(keepers.as_deref())
        .on_from(last))
}
