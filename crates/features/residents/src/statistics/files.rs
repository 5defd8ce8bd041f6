//! The same numbers as files: `/data/{topic}.csv` and `.json`.

use serde_json::{Value, json};
use sheets::{Cell, CsvStyle, Export, Number};

use super::{
    growth::{Happened, Year},
    published::{Numbers, Table},
};
use crate::store::statistics::State;

/// Who publishes a file.
pub struct Source<'a> {
    pub village: &'a str,
    pub code: String,
    /// Of the page that shows the same.
    pub page: String,
}

fn number(number: i64) -> Cell {
    Cell::Number(Number::new(number as f64))
}

fn maybe(told: Option<i64>) -> Cell {
    told.map_or(Cell::Empty, number)
}

/// A table, with its total as the last row. Men and women have no numbers where they may not be told
/// apart.
pub fn table_csv(table: &Table) -> String {
    let mut export =
        Export::new(table.topic.title()).columns(["kategori", "laki_laki", "perempuan", "jumlah"]);
    let line = |label: &str, numbers: Numbers| {
        vec![
            Cell::Text(label.to_owned()),
            maybe(numbers.men.filter(|_| table.sexes)),
            maybe(numbers.women.filter(|_| table.sexes)),
            number(numbers.all),
        ]
    };
    export.rows = table
        .rows
        .iter()
        .map(|row| line(&row.label, row.numbers))
        .collect();
    if table.total.all > 0 {
        export.rows.push(line("Jumlah", table.total));
    }
    written(&export)
}

/// The same for programs. `kategori`, `laki_laki`, `perempuan` and `jumlah` as in the CSV, with null for
/// what is not told; `digabung` says that a row is made of several small categories, `disamarkan` that
/// this table tells less than is known.
pub fn table_json(table: &Table, state: Option<State>, source: &Source<'_>) -> String {
    let line = |numbers: Numbers| {
        json!({
            "laki_laki": numbers.men.filter(|_| table.sexes),
            "perempuan": numbers.women.filter(|_| table.sexes),
            "jumlah": numbers.all,
        })
    };
    let rows: Vec<Value> = table
        .rows
        .iter()
        .map(|row| {
            let mut told = json!({ "kategori": row.label });
            for (key, value) in line(row.numbers).as_object().into_iter().flatten() {
                told[key] = value.clone();
            }
            told["digabung"] = row.is_merged.into();
            told
        })
        .collect();
    let mut told = described(source, table.topic.word(), table.topic.heading(), state);
    told["satuan"] = table.topic.unit().into();
    told["disamarkan"] = table.is_concealed.into();
    told["baris"] = rows.into();
    told["jumlah"] = line(table.total);
    told.to_string()
}

fn described(source: &Source<'_>, word: &str, title: &str, state: Option<State>) -> Value {
    json!({
        "desa": source.village,
        "kode": source.code,
        "halaman": source.page,
        "topik": word,
        "judul": title,
        "keadaan": state.map(|state| state.counted_for),
    })
}

/// The number of residents at both ends of every month.
pub fn growth_csv(years: &[Year]) -> String {
    let mut export = Export::new("Pertumbuhan").columns(["bulan", "awal", "selisih", "akhir"]);
    let months = years.iter().flat_map(|year| &year.months);
    export.rows = months
        .map(|month| {
            vec![
                Cell::Text(month.first.strftime("%Y-%m").to_string()),
                number(month.opening),
                number(month.change()),
                number(month.closing),
            ]
        })
        .collect();
    written(&export)
}

/// Months as in the CSV, and years with what happened in them: by kind, by side (`datang`, `pergi`), or
/// null where it is not told.
pub fn growth_json(years: &[Year], state: Option<State>, source: &Source<'_>) -> String {
    let months: Vec<Value> = years
        .iter()
        .flat_map(|year| &year.months)
        .map(|month| {
            json!({
                "bulan": month.first.strftime("%Y-%m").to_string(),
                "awal": month.opening,
                "selisih": month.change(),
                "akhir": month.closing,
            })
        })
        .collect();
    let told: Vec<Value> = years
        .iter()
        .map(|year| {
            json!({
                "tahun": year.year,
                "awal": year.opening(),
                "akhir": year.closing(),
                "bertambah": coming(year.happened),
                "berkurang": going(year.happened),
            })
        })
        .collect();
    let mut file = described(source, super::public::GROWTH, "Pertumbuhan penduduk", state);
    file["mulai"] = state
        .and_then(|state| state.began_on)
        .map(|day| Value::from(day.to_string()))
        .unwrap_or_default();
    file["satuan"] = "orang".into();
    file["bulan"] = months.into();
    file["tahun"] = told.into();
    file.to_string()
}

fn coming(happened: Happened) -> Value {
    match happened {
        Happened::ByKind {
            coming: [births, arrivals, recorded],
            ..
        } => json!({
            "jumlah": births + arrivals + recorded,
            "lahir": births, "datang": arrivals, "pencatatan": recorded,
        }),
        Happened::BySide { came, .. } => json!({ "jumlah": came }),
        Happened::Nothing => Value::Null,
    }
}

fn going(happened: Happened) -> Value {
    match happened {
        Happened::ByKind {
            going: [deaths, departures, others],
            ..
        } => json!({
            "jumlah": deaths + departures + others,
            "meninggal": deaths, "pindah": departures, "lainnya": others,
        }),
        Happened::BySide { went, .. } => json!({ "jumlah": went }),
        Happened::Nothing => Value::Null,
    }
}

/// With the mark by which Excel reads the signs of a range of years rightly.
fn written(export: &Export) -> String {
    String::from_utf8(export.to_csv(&CsvStyle::default())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{
        Topic,
        counting::{Pair, Sum},
    };

    fn hamlets() -> Table {
        let sum = |category: &str, position, men, women| Sum {
            topic: Topic::Area,
            category: category.to_owned(),
            position,
            count: Pair { men, women },
        };
        Table::of(
            Topic::Area,
            &[
                sum("=HYPERLINK(\"http://x\")", 0, 40, 41),
                sum("RT 002", 1, 30, 31),
                sum("RT 003", 2, 1, 2),
                sum("RT 004", 3, 20, 20),
            ],
        )
    }

    #[test]
    fn a_table_is_a_file_that_computes_nothing() {
        assert_eq!(
            table_csv(&hamlets()),
            "\u{feff}kategori,laki_laki,perempuan,jumlah\r\n\
             \"'=HYPERLINK(\"\"http://x\"\")\",40,41,81\r\n\
             RT 002,30,31,61\r\n\
             Lainnya (digabung),21,22,43\r\n\
             Jumlah,91,94,185\r\n"
        );
    }

    #[test]
    fn programs_are_told_what_is_not_told() {
        let source = Source {
            village: "Desa Uji",
            code: "63.03.04.2007".to_owned(),
            page: "http://uji.localhost/data/wilayah".to_owned(),
        };
        let told: Value = serde_json::from_str(&table_json(&hamlets(), None, &source)).unwrap();
        assert_eq!(told["baris"][2]["digabung"], true);
        assert_eq!(told["baris"][2]["jumlah"], 43);
        assert_eq!(told["jumlah"]["perempuan"], 94);
        assert_eq!(told["disamarkan"], true);
        assert_eq!(told["keadaan"], Value::Null);
        assert_eq!(told["satuan"], "orang");
    }
}
