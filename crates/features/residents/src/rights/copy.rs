//! A copy of everything that is kept of a resident, for herself (UU 27/2022, art. 7 and 13): in words that
//! programs and people read.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::header;
use kernel::{CodeTable, time};
use serde_json::{Value, json};
use uuid::Uuid;
use vault::KeySet;
use web::{AppResult, keys, office::DeskForm};

use crate::{
    domain::{Agreed, EventKind, GivenBy, Place, State, Wish},
    office::seen,
    opened,
    pages::label,
    store::{
        columns::WISH,
        events::{self, EventRow},
        looks::{self, LookRow},
        people::ResidentRow,
        rights::{self as store, ConsentRow, RequestRow},
    },
};

/// `POST /kantor/penduduk/{id}/hak/salinan`
pub async fn take(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let row = super::resident(&mut desk, id).await?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let staff = (desk.me.id, desk.me.name.as_str());
    let purpose = "Diminta orangnya sendiri";
    looks::add(&mut desk.tx, id, staff, "salinan data", purpose).await?;
    let kept = Kept {
        events: &events::of(&mut desk.tx, id).await?,
        looks: &looks::of(&mut desk.tx, id).await?,
        consents: &store::consents(&mut desk.tx, id).await?,
        requests: &store::requests(&mut desk.tx, id).await?,
    };
    let mut copy = of(&keys, &row, &kept)?;
    copy["desa"] = desk.site.village.entry.name.clone().into();
    copy["dibuat"] = time::iso(desk.site.now()).into();
    let subject = seen::in_record(&row.name);
    desk.record("penduduk.salinan", &subject, json!({ "id": id }))
        .await?;
    desk.tx.finish().await?;
    let body = serde_json::to_string_pretty(&copy).map_err(anyhow::Error::from)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"salinan-data.json\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, body).into_response())
}

/// What hangs on a resident.
struct Kept<'a> {
    events: &'a [EventRow],
    looks: &'a [LookRow],
    consents: &'a [ConsentRow],
    requests: &'a [RequestRow],
}

fn of(keys: &KeySet, row: &ResidentRow, kept: &Kept<'_>) -> AppResult<Value> {
    let mut copy = facts(row);
    copy["data_tertutup"] = closed(keys, row)?;
    let happened: Vec<Value> = kept.events.iter().map(event).collect();
    copy["riwayat"] = happened.into();
    let agreed: Vec<Value> = kept.consents.iter().map(consent).collect();
    copy["persetujuan"] = agreed.into();
    let mut asked = Vec::new();
    for request in kept.requests {
        let plain = keys
            .open(WISH.of(request.id), &request.wish_sealed)
            .map_err(seen::broken)?;
        asked.push(json!({
            "permintaan": Wish::of_sealed(&plain),
            "diminta": time::iso(request.made_at.to_jiff()),
            "keadaan": super::pages::state_label(&request.state),
            "jawaban": request.answer,
        }));
    }
    copy["permintaan_perbaikan"] = asked.into();
    let looks: Vec<Value> = kept
        .looks
        .iter()
        .map(|look| {
            json!({
                "oleh": look.who, "yang_dilihat": look.what, "keperluan": look.purpose,
                "waktu": time::iso(look.happened_at.to_jiff()),
            })
        })
        .collect();
    copy["siapa_yang_melihat"] = looks.into();
    Ok(copy)
}

fn facts(row: &ResidentRow) -> Value {
    let day = |day: Option<jiff_sqlx::Date>| day.map(|day| day.to_jiff().to_string());
    json!({
        "nama": row.name,
        "jenis_kelamin": label(CodeTable::Sex, &row.sex),
        "tempat_lahir": row.birth_place,
        "tanggal_lahir": row.born_on.to_jiff().to_string(),
        "agama": label(CodeTable::Religion, &row.religion),
        "pendidikan_terakhir": label(CodeTable::Education, &row.education),
        "pendidikan_sedang": label(CodeTable::CurrentEducation, &row.current_education),
        "pekerjaan": label(CodeTable::Occupation, &row.occupation),
        "status_perkawinan": label(CodeTable::MaritalStatus, &row.marital_status),
        "golongan_darah": label(CodeTable::BloodType, &row.blood_type),
        "kewarganegaraan": label(CodeTable::Citizenship, &row.citizenship),
        "disabilitas": label(CodeTable::DisabilityOnForm, &row.disability),
        "asuransi_kesehatan": label(CodeTable::HealthInsurance, &row.health_insurance),
        "hubungan_dalam_keluarga": label(CodeTable::Relationship, &row.relationship),
        "status_penduduk": label(CodeTable::Residency, &row.residency),
        "keadaan": State::stored(&row.state).label(),
        "sejak": row.since.to_jiff().to_string(),
        "wilayah": Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
        "alamat": row.address,
        "alamat_sekarang": row.present_address,
        "akta_kelahiran": row.birth_certificate,
        "paspor": row.passport,
        "paspor_sampai": day(row.passport_until),
        "kitas": row.stay_permit,
        "akta_perkawinan": row.marriage_certificate,
        "tanggal_perkawinan": day(row.married_on),
        "akta_perceraian": row.divorce_certificate,
        "tanggal_perceraian": day(row.divorced_on),
    })
}

/// By the names pages have for it: "Nomor KK" is `nomor_kk`.
fn closed(keys: &KeySet, row: &ResidentRow) -> AppResult<Value> {
    let opened = opened::all(keys, row)?.into_iter();
    let named = opened.map(|(label, value)| (label.to_lowercase().replace(' ', "_"), value.into()));
    Ok(Value::Object(named.collect()))
}

fn event(event: &EventRow) -> Value {
    json!({
        "peristiwa": EventKind::stored(&event.kind).map(EventKind::label),
        "terjadi": event.happened_on.to_jiff().to_string(),
        "dilaporkan": event.reported_on.to_jiff().to_string(),
        "keterangan": event.detail,
        "dibatalkan": event.withdrawn,
        "dicatat_oleh": event.made_by,
    })
}

fn consent(consent: &ConsentRow) -> Value {
    json!({
        "untuk": Agreed::of_word(&consent.purpose).map(Agreed::label),
        "diberikan": consent.given_on.to_jiff().to_string(),
        "cara": GivenBy::of_word(&consent.given_by).map(GivenBy::label),
        "dicabut": consent.withdrawn_on.map(|day| day.to_jiff().to_string()),
    })
}
