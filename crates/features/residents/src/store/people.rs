//! Reading the register: one person, and lists.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    domain::{Filter, Whereabouts, WithNik},
    reach::Reach,
};

/// Everything of a person, closed values closed.
pub struct ResidentRow {
    pub id: Uuid,
    pub nik_sealed: Option<Vec<u8>>,
    pub name: String,
    pub sex: String,
    pub birth_place: String,
    pub born_on: jiff_sqlx::Date,
    pub religion: String,
    pub education: String,
    pub current_education: String,
    pub occupation: String,
    pub marital_status: String,
    pub blood_type: String,
    pub citizenship: String,
    pub disability: String,
    pub health_insurance: String,
    pub relationship: String,
    pub residency: String,
    pub present_address: String,
    pub state: String,
    pub since: jiff_sqlx::Date,
    pub father_sealed: Option<Vec<u8>>,
    pub mother_sealed: Option<Vec<u8>>,
    pub phone_sealed: Option<Vec<u8>>,
    pub birth_certificate: String,
    pub passport: String,
    pub passport_until: Option<jiff_sqlx::Date>,
    pub stay_permit: String,
    pub marriage_certificate: String,
    pub married_on: Option<jiff_sqlx::Date>,
    pub divorce_certificate: String,
    pub divorced_on: Option<jiff_sqlx::Date>,
    pub version: i64,
    pub family_id: Option<Uuid>,
    /// Whether the family's page is in reach too.
    pub sees_family: bool,
    pub card_sealed: Option<Vec<u8>>,
    pub address: Option<String>,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    /// Whether another village has her NIK, too.
    pub elsewhere: bool,
}

/// One person, when she is in reach.
pub async fn one(
    db: &mut PgConnection,
    reach: &Reach,
    id: Uuid,
) -> sqlx::Result<Option<ResidentRow>> {
    sqlx::query_as!(
        ResidentRow,
        r#"
        select r.id, r.nik_sealed, r.name, r.sex, r.birth_place, r.born_on as "born_on: jiff_sqlx::Date",
            r.religion, r.education, r.current_education, r.occupation, r.marital_status, r.blood_type,
            r.citizenship, r.disability, r.health_insurance, r.relationship, r.residency,
            r.present_address, r.state, r.since as "since: jiff_sqlx::Date", r.father_sealed,
            r.mother_sealed, r.phone_sealed, r.birth_certificate, r.passport,
            r.passport_until as "passport_until: jiff_sqlx::Date", r.stay_permit,
            r.marriage_certificate, r.married_on as "married_on: jiff_sqlx::Date",
            r.divorce_certificate, r.divorced_on as "divorced_on: jiff_sqlx::Date", r.version,
            r.family_id,
            (f.id is not null and ($2::uuid[] is null or f.area_id = any($2))) as "sees_family!",
            f.card_sealed as "card_sealed?", f.address as "address?", a.hamlet, a.rw, a.rt,
            exists (select from nik_elsewhere e where e.resident_id = r.id) as "elsewhere!"
        from residents r
        join areas a on a.id = r.area_id
        left join families f on f.id = r.family_id
        where r.id = $1 and ($2::uuid[] is null or r.area_id = any($2))
        "#,
        id,
        reach.areas() as _,
    )
    .fetch_optional(db)
    .await
}

/// A line of a list.
#[derive(Clone)]
pub struct ListedRow {
    pub id: Uuid,
    pub nik_sealed: Option<Vec<u8>>,
    pub name: String,
    pub name_key: String,
    pub sex: String,
    pub born_on: jiff_sqlx::Date,
    pub relationship: String,
    pub residency: String,
    pub state: String,
    pub since: jiff_sqlx::Date,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
}

/// Goes on after this person.
#[derive(Debug, Clone, Default)]
pub struct After {
    pub name_key: String,
    pub id: Uuid,
}

/// People by name as they are on that day; one more than `most` if there are more.
pub async fn list(
    db: &mut PgConnection,
    reach: &Reach,
    filter: &Filter,
    today: Date,
    after: &After,
    most: i64,
) -> sqlx::Result<Vec<ListedRow>> {
    let (area, hamlet) = match &filter.place {
        Whereabouts::Everywhere => (None, None),
        Whereabouts::Area(area) => (Some(*area), None),
        Whereabouts::Hamlet(key) => (None, Some(key.as_str())),
    };
    sqlx::query_as!(
        ListedRow,
        r#"
        select r.id, r.nik_sealed, r.name, r.name_key, r.sex, r.born_on as "born_on: jiff_sqlx::Date",
            r.relationship, r.residency, r.state, r.since as "since: jiff_sqlx::Date", a.hamlet, a.rw, a.rt
        from residents r
        join areas a on a.id = r.area_id
        where r.state = $1 and (r.name_key, r.id) > ($2, $3)
            and ($4::uuid[] is null or r.area_id = any($4))
            and ($5::uuid is null or r.area_id = $5)
            and ($6::text is null or a.hamlet_key = $6)
            and ($7 = '' or r.sex = $7)
            and ($8 = '' or r.residency = $8)
            and ($9::date is null or r.born_on >= $9)
            and ($10::date is null or r.born_on <= $10)
            and ($11 = '' or r.education = $11)
            and ($12 = '' or r.occupation = $12)
            and ($13 = '' or r.religion = $13)
            and ($14 = '' or r.marital_status = $14)
            and ($15 = '' or r.disability = $15 or ($15 = 'ada' and r.disability not in ('', '7')))
            and ($16 = '' or r.health_insurance = $16)
            and (not $17::bool or r.nik_index is null)
            and (not $18::bool or exists
                (select from nik_elsewhere e where e.resident_id = r.id))
        order by r.state, r.name_key, r.id
        limit $19
        "#,
        filter.state.as_str(),
        after.name_key,
        after.id,
        reach.areas() as _,
        area,
        hamlet,
        filter.sex,
        filter.residency,
        filter.born_from(today).map(ToSqlx::to_sqlx) as _,
        filter.born_until(today).map(ToSqlx::to_sqlx) as _,
        filter.education,
        filter.occupation,
        filter.religion,
        filter.marital_status,
        filter.disability,
        filter.health_insurance,
        filter.nik == WithNik::Missing,
        filter.nik == WithNik::Elsewhere,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// How the list sorts somebody.
pub async fn key_of(
    db: &mut PgConnection,
    reach: &Reach,
    id: Uuid,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select name_key from residents
        where id = $1 and ($2::uuid[] is null or area_id = any($2))
        "#,
        id,
        reach.areas() as _,
    )
    .fetch_optional(db)
    .await
}

/// People whose name is like this one, of whatever state; the caller ranks them. Each way of being alike
/// goes through its index: joined by `or` in one condition they would be compared with everybody.
pub async fn like(
    db: &mut PgConnection,
    reach: &Reach,
    (key, sound): (&str, &str),
    most: i64,
) -> sqlx::Result<Vec<ListedRow>> {
    // One wrong letter in a short name leaves little of its trigrams.
    sqlx::query!("set local pg_trgm.word_similarity_threshold = 0.4")
        .execute(&mut *db)
        .await?;
    sqlx::query_as!(
        ListedRow,
        r#"
        with alike as (
            select id from residents where $1 operator(ext.<%) name_key
            union
            select id from residents where $2 operator(ext.<%) name_sound
            union
            select id from residents where name_key like '%' || $4 || '%'
        )
        select r.id, r.nik_sealed, r.name, r.name_key, r.sex, r.born_on as "born_on: jiff_sqlx::Date",
            r.relationship, r.residency, r.state, r.since as "since: jiff_sqlx::Date", a.hamlet, a.rw, a.rt
        from residents r
        join areas a on a.id = r.area_id
        where r.id in (select id from alike) and ($5::uuid[] is null or r.area_id = any($5))
        order by greatest(ext.word_similarity($1, r.name_key), ext.word_similarity($2, r.name_sound))
            desc, r.name_key, r.id
        limit $3
        "#,
        key,
        sound,
        most,
        escaped(key),
        reach.areas() as _,
    )
    .fetch_all(db)
    .await
}

/// For `like`: nothing stands for other letters.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

/// People with one of these NIK, phones or family cards, by their blind indexes.
pub async fn of_number(
    db: &mut PgConnection,
    reach: &Reach,
    niks: &[Vec<u8>],
    cards: &[Vec<u8>],
    phones: &[Vec<u8>],
) -> sqlx::Result<Vec<ListedRow>> {
    sqlx::query_as!(
        ListedRow,
        r#"
        select r.id, r.nik_sealed, r.name, r.name_key, r.sex, r.born_on as "born_on: jiff_sqlx::Date",
            r.relationship, r.residency, r.state, r.since as "since: jiff_sqlx::Date", a.hamlet, a.rw, a.rt
        from residents r
        join areas a on a.id = r.area_id
        where (r.nik_index = any($1) or r.phone_index = any($3)
            or r.family_id in (select id from families where card_index = any($2)))
            and ($4::uuid[] is null or r.area_id = any($4))
        order by r.relationship::int nulls last, r.name_key, r.id
        limit 200
        "#,
        niks,
        cards,
        phones,
        reach.areas() as _,
    )
    .fetch_all(db)
    .await
}

/// How many are here, for good and for a while, and in how many families.
pub struct Counts {
    pub permanent: i64,
    pub temporary: i64,
    pub without_nik: i64,
    /// Whose NIK another village has, too.
    pub elsewhere: i64,
    pub families: i64,
    pub families_without_head: i64,
}

/// The register at a glance, as far as it is in reach.
pub async fn counts(db: &mut PgConnection, reach: &Reach) -> sqlx::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"
        select count(*) filter (where residency = '1') as "permanent!",
            count(*) filter (where residency = '2') as "temporary!",
            count(*) filter (where nik_index is null) as "without_nik!",
            (select count(*) from nik_elsewhere e join residents r on r.id = e.resident_id
                where r.state = 'present' and ($1::uuid[] is null or r.area_id = any($1))) as "elsewhere!",
            (select count(*) from (select m.family_id from residents m
                where m.state = 'present' and m.family_id is not null
                    and ($1::uuid[] is null or m.area_id = any($1))
                group by m.family_id) f) as "families!",
            (select count(*) from families f
                where ($1::uuid[] is null or f.area_id = any($1))
                    and exists (select from residents m where m.family_id = f.id
                        and m.state = 'present' and ($1::uuid[] is null or m.area_id = any($1)))
                    and not exists (select from residents h where h.family_id = f.id
                        and h.relationship = '1' and h.state = 'present')) as "families_without_head!"
        from residents
        where state = 'present' and ($1::uuid[] is null or area_id = any($1))
        "#,
        reach.areas() as _,
    )
    .fetch_one(db)
    .await
}
