//! Making villages, and inviting people into their offices.

use axum::Json;
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::registry::Village;

use crate::{
    acting,
    api::{
        BASE,
        asked::{Named, Sent},
        caller::Caller,
        refused::{Answer, Names as FieldNames, conflict, form, wrong_field, wrong_fields},
        views::{InvitedView, MadeView, VillageView},
    },
    provision::{Operator, made_detail, read_invitee, read_new},
};

const NEW: FieldNames = &[
    ("kode", "code"),
    ("nama", "name"),
    ("kecamatan", "subdistrict"),
    ("alamat", "slug"),
    ("operator", "operator.name"),
    ("email", "operator.email"),
];
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
