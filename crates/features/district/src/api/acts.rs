//! Making and changing villages, by the rules of the console's forms and with their words.

use std::sync::Arc;

use axum::Json;
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::registry::Village;

use super::{
    BASE,
    asked::{Named, Sent},
    caller::Caller,
    refused::{Answer, Names as FieldNames, conflict, form, wrong_field, wrong_fields},
    views::{InvitedView, MadeView, VillageView},
};
use crate::{
    acting,
    deed::{Deed, Names, read_confirmation, read_note, read_quotas},
    provision::{Operator, made_detail, read_invitee, read_new},
};

/// How the console's fields are called here.
const NEW: FieldNames = &[
    ("kode", "code"),
    ("nama", "name"),
    ("kecamatan", "subdistrict"),
    ("alamat", "slug"),
    ("operator", "operator.name"),
    ("email", "operator.email"),
];
const CHANGE: FieldNames = &[("nama", "name"), ("alamat", "slug")];
const STATUS: FieldNames = &[("pesan", "note"), ("yakin", "confirm")];
const LIMITS: FieldNames = &[("penyimpanan", "storage_megabytes"), ("pengguna", "staff")];
const INVITEE: FieldNames = &[("operator", "name"), ("peran", "role")];

/// A village to make
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewVillageBody {
    /// Ten digits, with or without dots
    #[schema(required, example = "63.03.04.2007")]
    code: String,
    #[schema(required, example = "Pembantanan")]
    name: String,
    /// Code, slug or name; the code says it already
    subdistrict: Option<String>,
    /// Made from the name when it is missing
    slug: Option<String>,
    /// Who is invited as its first operator
    operator: Option<OperatorBody>,
}

/// The first operator of an office
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OperatorBody {
    #[schema(required)]
    name: String,
    #[schema(required)]
    email: String,
}

/// Makes a village; when this answers, it does
#[utoipa::path(
    post, path = "/villages", operation_id = "make", tag = "villages",
    request_body = NewVillageBody,
    responses((status = 201, description = "It was made", body = MadeView))
)]
pub async fn make(
    caller: Caller,
    Sent(body): Sent<NewVillageBody>,
) -> Answer<(
    StatusCode,
    [(header::HeaderName, HeaderValue); 1],
    Json<MadeView>,
)> {
    let app = caller.portal.app.clone();
    let operator = body.operator.as_ref();
    let mut form = form([
        ("kode", Some(&*body.code)),
        ("nama", Some(&*body.name)),
        ("kecamatan", body.subdistrict.as_deref()),
        ("alamat", body.slug.as_deref()),
        ("operator", operator.map(|one| &*one.name)),
        ("email", operator.map(|one| &*one.email)),
    ]);
    let subdistricts = acting::subdistricts(&caller.portal).await?;
    let registry = caller.portal.registry();
    let register = acting::register(&registry, &subdistricts, &app);
    let Some((village, operator)) = read_new(&mut form, &register) else {
        return Err(wrong_fields(&form, NEW));
    };
    let mut owner = acting::owner(&app).await?;
    if let Err(error) = acting::make(&app, &mut owner, &village, &caller.actor()).await {
        return Err(match acting::told(&error) {
            Some(told) => conflict("taken", told, NEW),
            None => anyhow::Error::from(error).into(),
        });
    }
    caller
        .record("desa.buat", &village.name, made_detail(&village))
        .await?;
    let made = caller.village(village.slug.as_str())?;
    let invitation = match operator {
        Some(operator) => Some(invited(&caller, &made, &operator, identity::Role::Operator).await?),
        None => None,
    };
    let location = format!("{BASE}/villages/{}", village.slug);
    let location = HeaderValue::from_str(&location).map_err(anyhow::Error::from)?;
    let view = MadeView {
        village: VillageView::from(&*made),
        invitation,
    };
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        Json(view),
    ))
}

/// Another name, another address, or both
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChangeBody {
    name: Option<String>,
    /// The old address goes on answering with a redirect
    slug: Option<String>,
    /// What the village was called when you looked; the change is refused when it is not any more
    seen: Option<SeenBody>,
}

/// What the maker of a change had before her eyes
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SeenBody {
    name: Option<String>,
    slug: Option<String>,
}

/// Gives a village another name or address
#[utoipa::path(
    patch, path = "/villages/{slug}", operation_id = "rename", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = ChangeBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn rename(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<ChangeBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    let mut seen = village.entry.clone();
    if let Some(body) = body.seen {
        seen.name = body.name.unwrap_or(seen.name);
        if let Some(slug) = body.slug {
            // What is no address was never this village's.
            let stale = || conflict("changed_meanwhile", meanwhile(), CHANGE);
            seen.slug = slug.parse().map_err(|_| stale())?;
        }
    }
    let mut form = form([
        ("nama", body.name.as_deref()),
        ("alamat", body.slug.as_deref()),
    ]);
    let registry = caller.portal.registry();
    let app = caller.portal.app.clone();
    let register = acting::register(&registry, &[], &app);
    let Some(names) = Names::read(&mut form, &village.entry, &register) else {
        return Err(wrong_fields(&form, CHANGE));
    };
    if (&seen.name, &seen.slug) != (&village.entry.name, &village.entry.slug) {
        return Err(conflict("changed_meanwhile", meanwhile(), CHANGE));
    }
    match names.deed(&village.entry) {
        Some(deed) => carry_out(&caller, &village, deed).await,
        None => Ok(Json(VillageView::from(&*village))),
    }
}

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

/// How much a village may use; what is null or missing is the usual measure
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QuotasBody {
    #[schema(minimum = 1, maximum = 1000000)]
    storage_megabytes: Option<i64>,
    #[schema(minimum = 1, maximum = 1000)]
    staff: Option<i64>,
}

/// Gives a village its quotas
#[utoipa::path(
    put, path = "/villages/{slug}/quotas", operation_id = "limit", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = QuotasBody,
    responses((status = 200, description = "As it is now", body = VillageView))
)]
pub async fn limit(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<QuotasBody>,
) -> Answer<Json<VillageView>> {
    let village = caller.village(&slug)?;
    let text = |number: Option<i64>| number.map(|number| number.to_string());
    let (storage, staff) = (text(body.storage_megabytes), text(body.staff));
    let mut form = form([
        ("penyimpanan", storage.as_deref()),
        ("pengguna", staff.as_deref()),
    ]);
    let Some(quotas) = read_quotas(&mut form, &village.entry) else {
        return Err(wrong_fields(&form, LIMITS));
    };
    carry_out(&caller, &village, Deed::limit(quotas)).await
}

/// Somebody who is to work in a village's office
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InviteBody {
    #[schema(required)]
    name: String,
    #[schema(required)]
    email: String,
    /// A role of the office, such as "operator"
    #[schema(required, example = "operator")]
    role: String,
}

/// Invites somebody into a village's office
#[utoipa::path(
    post, path = "/villages/{slug}/invite", operation_id = "invite", tag = "villages",
    params(("slug" = String, Path, description = "The label of its address")),
    request_body = InviteBody,
    responses((status = 201, description = "The link for her", body = InvitedView))
)]
pub async fn invite(
    caller: Caller,
    Named(slug): Named,
    Sent(body): Sent<InviteBody>,
) -> Answer<(StatusCode, Json<InvitedView>)> {
    let village = caller.village(&slug)?;
    let mut form = form([
        ("operator", Some(&*body.name)),
        ("email", Some(&*body.email)),
        ("peran", Some(&*body.role)),
    ]);
    let Some((person, role)) = read_invitee(&mut form) else {
        return Err(wrong_fields(&form, INVITEE));
    };
    let invitation = invited(&caller, &village, &person, role).await?;
    Ok((StatusCode::CREATED, Json(InvitedView { invitation })))
}

async fn invited(
    caller: &Caller,
    village: &Village,
    person: &Operator,
    role: identity::Role,
) -> Answer<String> {
    let (app, now) = (&caller.portal.app, caller.portal.now());
    let link = acting::invite(app, village, person, &[role], now)
        .await?
        .map_err(|problem| wrong_field("email", problem))?;
    let detail = json!({ "peran": [role.as_str()] });
    caller
        .record("desa.undang", &village.entry.name, detail)
        .await?;
    Ok(link)
}
