//! Answers as a form's fields: for whoever goes on with a draft or corrects what was sent.

use super::{Address, Answers, Official, Particulars, SOMEBODY_ELSE, Somebody, Value, field, part};

/// The fields of a form with these answers, as [`super::read`] reads them.
pub fn typed(answers: &Answers) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (key, value) in &answers.0 {
        put(&mut fields, &field(key), value);
    }
    fields.retain(|(_, text)| !text.is_empty());
    fields
}

fn put(fields: &mut Vec<(String, String)>, name: &str, value: &Value) {
    let text = match value {
        Value::Text(text) | Value::Code(text) => text.clone(),
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Money(amount) => kernel::thousands(amount.0),
        Value::Date(day) => day.to_string(),
        Value::Time(at) => format!("{:02}:{:02}", at.hour(), at.minute()),
        Value::DateTime(moment) => {
            let at = moment.time();
            format!("{}T{:02}:{:02}", moment.date(), at.hour(), at.minute())
        }
        Value::Nik(nik) => nik.expose().to_owned(),
        Value::FamilyCard(card) => card.expose().to_owned(),
        Value::Phone(phone) => phone.national(),
        Value::Geo(point) => {
            let degrees = |value: i32| format!("{:.6}", f64::from(value) / 1e6);
            format!("{}, {}", degrees(point.latitude), degrees(point.longitude))
        }
        Value::Address(address) => return put_address(fields, name, address),
        Value::Person(somebody) => {
            if somebody.resident.is_none() || !somebody.particulars.is_empty() {
                fields.push((name.to_owned(), SOMEBODY_ELSE.to_owned()));
            }
            return put_somebody(fields, name, somebody);
        }
        Value::Persons(people) => {
            for (at, somebody) in people.iter().enumerate() {
                put_somebody(fields, &part(name, &(at + 1).to_string()), somebody);
            }
            return;
        }
        Value::Members(members) => {
            fields.extend(members.iter().map(|id| (name.to_owned(), id.to_string())));
            return;
        }
        Value::Staff(staff) => {
            for (at, official) in staff.iter().enumerate() {
                put_official(fields, &part(name, &(at + 1).to_string()), official);
            }
            return;
        }
    };
    fields.push((name.to_owned(), text));
}

fn put_address(fields: &mut Vec<(String, String)>, name: &str, address: &Address) {
    for (of, text) in [
        ("jalan", &address.street),
        ("rt", &address.rt),
        ("rw", &address.rw),
        ("desa", &address.village),
        ("kecamatan", &address.subdistrict),
        ("kabupaten", &address.regency),
        ("provinsi", &address.province),
        ("kode_pos", &address.postal_code),
    ] {
        fields.push((part(name, of), text.clone()));
    }
}

/// A resident is her choice in the list; whoever was typed, the fields.
fn put_somebody(fields: &mut Vec<(String, String)>, name: &str, somebody: &Somebody) {
    let typed = &somebody.particulars;
    if let (Some(id), true) = (somebody.resident, typed.is_empty()) {
        fields.push((name.to_owned(), id.to_string()));
        return;
    }
    let Particulars {
        name: full_name,
        nik,
        sex,
        birth_place,
        born_on,
        religion,
        occupation,
        relationship,
        address,
    } = typed;
    let nik = nik.map(|nik| nik.expose().to_owned()).unwrap_or_default();
    let born_on = born_on.map(|day| day.to_string()).unwrap_or_default();
    for (of, text) in [
        ("nama", full_name),
        ("nik", &nik),
        ("jenis_kelamin", sex),
        ("tempat_lahir", birth_place),
        ("tanggal_lahir", &born_on),
        ("agama", religion),
        ("pekerjaan", occupation),
        ("hubungan", relationship),
        ("alamat", address),
    ] {
        fields.push((part(name, of), text.clone()));
    }
}

fn put_official(fields: &mut Vec<(String, String)>, name: &str, official: &Official) {
    for (of, text) in [
        ("nama", &official.name),
        ("jabatan", &official.position),
        ("nip", &official.number),
    ] {
        fields.push((part(name, of), text.clone()));
    }
}
