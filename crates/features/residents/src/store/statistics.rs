//! The village in numbers: counted from the register, stored as a whole, read for every page.

use anyhow::Context;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::{PgConnection, PgPool};

use crate::{
    domain::{EventKind, Place},
    statistics::{
        Topic,
        counting::{Census, Flows, Month, Pair, Raw, Sum},
    },
};

/// Counts of one village take turns: the one that counted later is stored later.
pub async fn take_turn(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('residents.count ' || current_schema(), 0)) as "done: ()""#
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// What the register holds on that day, in one statement, so that all of it is of one moment. A family
/// is led by its head, or where none is here any more by the eldest.
pub async fn count(db: &mut PgConnection, today: Date) -> anyhow::Result<Raw> {
    let rows = sqlx::query!(
        r#"
        with here as materialized (
            select r.id, r.sex, extract(year from age($1::date, r.born_on))::int as years,
                r.born_on, r.religion, r.education, r.occupation, r.marital_status, r.blood_type,
                r.citizenship, r.disability, r.relationship, r.family_id, a.hamlet, a.rw, a.rt
            from residents r
            join areas a on a.id = r.area_id
            where r.state = 'present' and r.residency = '1'
        ),
        leaders as (
            select distinct on (h.family_id) h.family_id, h.sex
            from here h
            where h.family_id is not null
            order by h.family_id, (h.relationship = '1') desc, h.born_on, h.id
        )
        select
            case
                when grouping(h.years) = 0 then 'umur'
                when grouping(h.sex) = 0 then 'jenis-kelamin'
                when grouping(h.education) = 0 then 'pendidikan'
                when grouping(h.occupation) = 0 then 'pekerjaan'
                when grouping(h.religion) = 0 then 'agama'
                when grouping(h.marital_status) = 0 then 'status-perkawinan'
                when grouping(h.blood_type) = 0 then 'golongan-darah'
                when grouping(h.disability) = 0 then 'disabilitas'
                when grouping(h.citizenship) = 0 then 'kewarganegaraan'
                else 'wilayah'
            end as "topic!",
            coalesce(h.years::text, h.sex, h.education, h.occupation, h.religion,
                h.marital_status, h.blood_type, h.disability, h.citizenship, '') as "category!",
            coalesce(h.hamlet, '') as "hamlet!", coalesce(h.rw, '') as "rw!",
            coalesce(h.rt, '') as "rt!", null::date as day,
            -- The column itself is null where it is not grouped by, so it is not looked at.
            sum(h.men)::bigint as "men!", sum(h.women)::bigint as "women!"
        from (
            select id, sex, years, education, occupation, religion, marital_status, blood_type,
                disability, citizenship, hamlet, rw, rt,
                (sex = '1')::int as men, (sex = '2')::int as women
            from here
        ) h
        group by grouping sets ((h.years), (h.sex), (h.education), (h.occupation), (h.religion),
            (h.marital_status), (h.blood_type), (h.disability), (h.citizenship),
            (h.hamlet, h.rw, h.rt))
        union all
        select 'keluarga', '', a.hamlet, '', '', null,
            count(*) filter (where l.sex = '1'), count(*) filter (where l.sex = '2')
        from leaders l
        join families f on f.id = l.family_id
        join areas a on a.id = f.area_id
        group by a.hamlet
        union all
        select 'sementara', '', '', '', '', null,
            count(*) filter (where r.sex = '1'), count(*) filter (where r.sex = '2')
        from residents r
        where r.state = 'present' and r.residency = '2'
        union all
        -- Only what changed whether somebody is here: who was missing before she died left once.
        select 'peristiwa', e.kind, '', '', '', date_trunc('month', e.happened_on)::date,
            count(*) filter (where e.sex = '1'), count(*) filter (where e.sex = '2')
        from (
            select e.kind, e.happened_on, r.sex,
                e.kind in ('recorded', 'birth', 'arrival', 'return') as begins,
                lag(e.kind in ('recorded', 'birth', 'arrival', 'return'), 1, false) over
                    (partition by e.resident_id order by e.happened_on, e.made_at,
                        e.kind in ('recorded', 'birth', 'arrival') desc, e.id) as was_here
            from vital_events e
            join residents r on r.id = e.resident_id
            where e.withdrawn_at is null and e.happened_on <= $1 and r.residency = '1'
        ) e
        where e.begins <> e.was_here
        group by e.kind, date_trunc('month', e.happened_on)
        union all
        select 'mulai', '', '', '', '', min(e.happened_on), 0, 0
        from vital_events e
        join residents r on r.id = e.resident_id
        where e.withdrawn_at is null and e.happened_on <= $1 and r.residency = '1'
        "#,
        today.to_sqlx() as _,
    )
    .fetch_all(db)
    .await?;
    let mut raw = Raw::default();
    for row in rows {
        let count = Pair {
            men: row.men,
            women: row.women,
        };
        let day = row.day.map(|day| day.to_jiff());
        let place = || Place::stored(&row.hamlet, &row.rw, &row.rt);
        match (row.topic.as_str(), day) {
            ("wilayah", _) => raw.by_place.push((place(), count)),
            ("keluarga", _) => raw.families.push((place(), count)),
            ("sementara", _) => raw.temporary = count.all(),
            ("mulai", day) => raw.began_on = day,
            ("peristiwa", Some(day)) => {
                let kind = EventKind::stored(&row.category).context("a kind of event")?;
                raw.events.push((day, kind, count));
            }
            (word, _) => {
                let topic = Topic::find(word).context("a topic")?;
                raw.by_code.push((topic, row.category, count));
            }
        }
    }
    Ok(raw)
}

/// When it was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub counted_for: Date,
    pub families: i64,
    pub temporary: i64,
    pub began_on: Option<Date>,
}

/// The state of the last count; nothing before the first.
pub async fn state(db: &mut PgConnection) -> sqlx::Result<Option<State>> {
    let row =
        sqlx::query!("select counted_for, families, temporary, began_on from population_state")
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| State {
        counted_for: row.counted_for.to_jiff(),
        families: row.families.into(),
        temporary: row.temporary.into(),
        began_on: row.began_on.map(|day| day.to_jiff()),
    }))
}

/// The stored sums of these topics, by topic, position and category.
pub async fn sums(db: &mut PgConnection, topics: &[Topic]) -> sqlx::Result<Vec<Sum>> {
    let words: Vec<String> = topics.iter().map(|topic| topic.word().to_owned()).collect();
    let rows = sqlx::query!(
        r#"
        select topic, category, position, male, female from population_sums
        where topic = any($1)
        "#,
        &words,
    )
    .fetch_all(db)
    .await?;
    let mut sums: Vec<Sum> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Sum {
                topic: Topic::find(&row.topic)?,
                category: row.category,
                position: row.position,
                count: Pair {
                    men: row.male.into(),
                    women: row.female.into(),
                },
            })
        })
        .collect();
    sums.sort_by(|one, other| {
        (one.topic, one.position, &one.category).cmp(&(
            other.topic,
            other.position,
            &other.category,
        ))
    });
    Ok(sums)
}

/// The stored balances, the oldest month first.
pub async fn months(db: &mut PgConnection) -> sqlx::Result<Vec<Month>> {
    let rows = sqlx::query!("select month, male, female from population_months order by month")
        .fetch_all(db)
        .await?;
    let flows = |stored: Vec<i32>| -> Flows {
        std::array::from_fn(|at| stored.get(at).copied().unwrap_or_default().into())
    };
    Ok(rows
        .into_iter()
        .map(|row| Month {
            first: row.month.to_jiff(),
            men: flows(row.male),
            women: flows(row.female),
        })
        .collect())
}

/// The sexes and the state, for the home page: one statement.
pub async fn glance(db: &mut PgConnection) -> sqlx::Result<Option<(Pair, State)>> {
    let row = sqlx::query!(
        r#"
        select s.counted_for, s.families, s.temporary, s.began_on,
            coalesce(sum(p.male), 0)::bigint as "men!", coalesce(sum(p.female), 0)::bigint as "women!"
        from population_state s
        left join population_sums p on p.topic = 'jenis-kelamin'
        group by s.counted_for, s.families, s.temporary, s.began_on
        "#
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| {
        let pair = Pair {
            men: row.men,
            women: row.women,
        };
        let state = State {
            counted_for: row.counted_for.to_jiff(),
            families: row.families.into(),
            temporary: row.temporary.into(),
            began_on: row.began_on.map(|day| day.to_jiff()),
        };
        (pair, state)
    }))
}

/// Puts a count in the place of the one before.
pub async fn replace(
    db: &mut PgConnection,
    census: &Census,
    today: Date,
    now: Timestamp,
) -> sqlx::Result<()> {
    replace_sums(db, &census.sums).await?;
    sqlx::query!(
        r#"
        insert into population_state (counted_at, counted_for, families, temporary, began_on)
        values ($1, $2, $3, $4, $5)
        on conflict (only_row) do update
            set counted_at = excluded.counted_at, counted_for = excluded.counted_for,
                families = excluded.families, temporary = excluded.temporary,
                began_on = excluded.began_on
        "#,
        now.to_sqlx() as _,
        today.to_sqlx() as _,
        stored(census.families),
        stored(census.temporary),
        census.began_on.map(|day| day.to_sqlx()) as _,
    )
    .execute(&mut *db)
    .await?;
    let months: Vec<serde_json::Value> = census
        .months
        .iter()
        .map(|month| json!({ "month": month.first, "male": month.men, "female": month.women }))
        .collect();
    sqlx::query!("delete from population_months")
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        r#"
        insert into population_months (month, male, female)
        select (m ->> 'month')::date,
            array(select value::integer
                  from jsonb_array_elements_text(m -> 'male') with ordinality as one (value, at)
                  order by at),
            array(select value::integer
                  from jsonb_array_elements_text(m -> 'female') with ordinality as one (value, at)
                  order by at)
        from jsonb_array_elements($1::jsonb) m
        "#,
        serde_json::Value::from(months),
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn replace_sums(db: &mut PgConnection, sums: &[Sum]) -> sqlx::Result<()> {
    let column = |of: fn(&Sum) -> i32| -> Vec<i32> { sums.iter().map(of).collect() };
    let topics: Vec<String> = sums.iter().map(|sum| sum.topic.word().to_owned()).collect();
    let categories: Vec<String> = sums.iter().map(|sum| sum.category.clone()).collect();
    sqlx::query!("delete from population_sums")
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        r#"
        insert into population_sums (topic, category, position, male, female)
        select topic, category, position, male, female
        from unnest($1::text[], $2::text[], $3::integer[], $4::integer[], $5::integer[])
            as new (topic, category, position, male, female)
        "#,
        &topics,
        &categories,
        &column(|sum| sum.position),
        &column(|sum| stored(sum.count.men)),
        &column(|sum| stored(sum.count.women)),
    )
    .execute(db)
    .await?;
    Ok(())
}

fn stored(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// What the villages of the regency published together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regency {
    /// How many villages have counted somebody.
    pub villages: i64,
    pub total: i64,
    /// Of villages that tell both.
    pub men: i64,
    pub women: i64,
    /// Of villages that tell how many families they have: how many, and of how many people.
    pub families: i64,
    pub in_families: i64,
}

/// Reads it from what villages told the district, never from their tables.
pub async fn regency(control: &PgPool) -> sqlx::Result<Regency> {
    sqlx::query_as!(
        Regency,
        r#"
        with told as (
            select
                (jsonb_path_query_first(s.figures, '$.total ? (@.type() == "number")'))::bigint
                    as total,
                (jsonb_path_query_first(s.figures, '$.men ? (@.type() == "number")'))::bigint
                    as men,
                (jsonb_path_query_first(s.figures, '$.women ? (@.type() == "number")'))::bigint
                    as women,
                (jsonb_path_query_first(s.figures, '$.families ? (@.type() == "number")'))::bigint
                    as families
            from platform.village_stats s
            join platform.villages v on v.code = s.village_code and v.status = 'active'
            where s.topic = 'population'
        )
        select count(*) as "villages!", coalesce(sum(total), 0)::bigint as "total!",
            coalesce(sum(men) filter (where women is not null), 0)::bigint as "men!",
            coalesce(sum(women) filter (where men is not null), 0)::bigint as "women!",
            coalesce(sum(families), 0)::bigint as "families!",
            coalesce(sum(total) filter (where families is not null), 0)::bigint as "in_families!"
        from told
        where total > 0
        "#
    )
    .fetch_one(control)
    .await
}
