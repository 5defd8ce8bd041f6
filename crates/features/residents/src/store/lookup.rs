//! The register as other features read it, for a resident herself: no desk, and so no reach.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// A resident with everything papers write of her, closed values closed.
pub struct KnownRow {
    pub id: Uuid,
    pub nik_sealed: Option<Vec<u8>>,
    pub name: String,
    pub sex: String,
    pub birth_place: String,
    pub born_on: jiff_sqlx::Date,
    pub religion: String,
    pub education: String,
    pub occupation: String,
    pub marital_status: String,
    pub blood_type: String,
    pub citizenship: String,
    pub relationship: String,
    pub present_address: String,
    pub state: String,
    pub father_sealed: Option<Vec<u8>>,
    pub mother_sealed: Option<Vec<u8>>,
    pub phone_sealed: Option<Vec<u8>>,
    pub family_id: Option<Uuid>,
    pub card_sealed: Option<Vec<u8>>,
    pub address: String,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
}

/// These residents, in no order.
pub async fn known(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<KnownRow>> {
    sqlx::query_as!(
        KnownRow,
        r#"
        select r.id, r.nik_sealed, r.name, r.sex, r.birth_place,
            r.born_on as "born_on: jiff_sqlx::Date", r.religion, r.education, r.occupation,
            r.marital_status, r.blood_type, r.citizenship, r.relationship, r.present_address, r.state,
            r.father_sealed, r.mother_sealed, r.phone_sealed, r.family_id,
            f.card_sealed as "card_sealed?", coalesce(f.address, '') as "address!",
            a.hamlet, a.rw, a.rt
        from residents r
        join areas a on a.id = r.area_id
        left join families f on f.id = r.family_id
        where r.id = any($1)
        "#,
        ids,
    )
    .fetch_all(db)
    .await
}

/// Who has a NIK with one of these blind indexes, of whatever state.
pub async fn of_nik(db: &mut PgConnection, niks: &[Vec<u8>]) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!("select id from residents where nik_index = any($1)", niks)
        .fetch_optional(db)
        .await
}

/// The same for somebody who is here and who also knows her family card and her birthday.
pub async fn of_nik_and_card(
    db: &mut PgConnection,
    niks: &[Vec<u8>],
    cards: &[Vec<u8>],
    born_on: Date,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        r#"
        select r.id from residents r
        join families f on f.id = r.family_id
        where r.nik_index = any($1) and f.card_index = any($2) and r.born_on = $3
            and r.state = 'present'
        "#,
        niks,
        cards,
        born_on.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// Somebody of a family.
pub struct MemberRow {
    pub id: Uuid,
    pub name: String,
    pub relationship: String,
    pub born_on: jiff_sqlx::Date,
}

/// Who is here of somebody's family, herself included, in the order of the card.
pub async fn family_of(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Vec<MemberRow>> {
    sqlx::query_as!(
        MemberRow,
        r#"
        select m.id, m.name, m.relationship, m.born_on as "born_on: jiff_sqlx::Date"
        from residents r
        join residents m on m.id = r.id or m.family_id = r.family_id
        where r.id = $1 and m.state = 'present'
        order by nullif(m.relationship, '')::int nulls last, m.born_on, m.id
        limit 60
        "#,
        id,
    )
    .fetch_all(db)
    .await
}
