//! Sentences that say what a table shows.

use kernel::{decimal, thousands};

use super::{
    growth::{Happened, Year},
    published::{Row, Table},
    topics::{Topic, UNKNOWN},
};

/// `12,5 %`, with a blank that does not break; of nobody nothing is a part.
pub fn percent(part: i64, whole: i64) -> String {
    if whole == 0 {
        return "0\u{a0}%".to_owned();
    }
    format!("{}\u{a0}%", decimal(part as f64 * 100.0 / whole as f64, 1))
}

/// What a reader sees in a topic's table.
pub fn of_table(table: &Table) -> String {
    let total = thousands(table.total.all);
    let unit = table.topic.unit();
    let whole = match table.topic {
        Topic::Family => format!("{total} keluarga"),
        _ => format!("{total} penduduk tetap"),
    };
    if table.rows.is_empty() {
        return format!(
            "Ada {whole}. Rinciannya tidak kami tampilkan: ada kelompok yang begitu kecil, sehingga \
             orangnya bisa dikenali."
        );
    }
    if let (Topic::Sex, [men, women]) = (table.topic, table.rows.as_slice()) {
        let (men, women) = (men.numbers.all, women.numbers.all);
        return format!(
            "Dari {whole}, {} laki-laki dan {} perempuan: {} laki-laki untuk setiap 100 perempuan.",
            thousands(men),
            thousands(women),
            decimal(men as f64 * 100.0 / women.max(1) as f64, 0),
        );
    }
    let Some(largest) = table.largest() else {
        return format!("Ada {whole}.");
    };
    let number = format!("{} {unit}", thousands(largest.numbers.all));
    let part = percent(largest.numbers.all, table.total.all);
    match table.topic {
        _ if largest.label == UNKNOWN => format!(
            "Dari {whole}, {number} ({part}) belum tercatat {}nya di kantor desa.",
            table.topic.title().to_lowercase()
        ),
        Topic::Family => format!(
            "Ada {whole}. Terbanyak di {}: {number}, atau {part}.",
            largest.label
        ),
        topic => format!(
            "Dari {whole}, {}: {number}, atau {part}.",
            most(topic, largest)
        ),
    }
}

/// "terbanyak beragama Islam"
fn most(topic: Topic, largest: &Row) -> String {
    let label = &largest.label;
    match topic {
        Topic::Age => format!("terbanyak berumur {label}"),
        Topic::Education => format!("terbanyak berpendidikan terakhir {label}"),
        Topic::Occupation => format!("terbanyak pekerjaannya {label}"),
        Topic::Religion => format!("terbanyak beragama {label}"),
        Topic::MaritalStatus => format!("terbanyak berstatus {label}"),
        Topic::BloodType => format!("terbanyak bergolongan darah {label}"),
        Topic::Citizenship => format!("terbanyak berkewarganegaraan {label}"),
        Topic::Area => format!("terbanyak tinggal di {label}"),
        Topic::Disability | Topic::Sex | Topic::Family => {
            format!("terbanyak {}", label.to_lowercase())
        }
    }
}

/// How a year went.
pub fn of_year(year: &Year) -> String {
    let (opening, closing) = (year.opening(), year.closing());
    let balance = match closing - opening {
        _ if opening == 0 => format!(
            "Pencatatan dimulai pada tahun {}; kini tercatat {} penduduk tetap.",
            year.year,
            thousands(closing)
        ),
        0 => format!(
            "Jumlah penduduk tetap tidak berubah selama tahun {}: {} orang.",
            year.year,
            thousands(closing)
        ),
        change => format!(
            "Selama tahun {}, penduduk tetap {} {} orang: dari {} menjadi {}.",
            year.year,
            if change > 0 { "bertambah" } else { "berkurang" },
            thousands(change.abs()),
            thousands(opening),
            thousands(closing)
        ),
    };
    match year.happened {
        Happened::Nothing => format!(
            "{balance} Peristiwanya terlalu sedikit untuk dirinci tanpa orangnya bisa dikenali."
        ),
        _ => balance,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::counting::{Pair, Sum};

    fn table(topic: Topic, rows: &[(&str, i64, i64)]) -> Table {
        let sums: Vec<Sum> = rows
            .iter()
            .zip(0..)
            .map(|((category, men, women), position)| Sum {
                topic,
                category: (*category).to_owned(),
                position,
                count: Pair {
                    men: *men,
                    women: *women,
                },
            })
            .collect();
        Table::of(topic, &sums)
    }

    #[test]
    fn a_sentence_says_what_there_is_most_of() {
        for (topic, rows, says) in [
            (
                Topic::Religion,
                vec![("1", 600, 604), ("2", 20, 30)],
                "Dari 1.254 penduduk tetap, terbanyak beragama Islam: 1.204 orang, atau 96,0\u{a0}%.",
            ),
            (
                Topic::Sex,
                vec![("1", 90, 0), ("2", 0, 100)],
                "Dari 190 penduduk tetap, 90 laki-laki dan 100 perempuan: 90 laki-laki untuk setiap \
                 100 perempuan.",
            ),
            (
                Topic::BloodType,
                vec![("1", 10, 10), ("", 30, 30)],
                "Dari 80 penduduk tetap, 60 orang (75,0\u{a0}%) belum tercatat golongan darahnya di \
                 kantor desa.",
            ),
            (
                Topic::Family,
                vec![("Dusun Hulu", 10, 10)],
                "Ada 20 keluarga. Terbanyak di Dusun Hulu: 20 keluarga, atau 100,0\u{a0}%.",
            ),
            (
                Topic::Citizenship,
                vec![("1", 500, 500), ("2", 1, 0)],
                "Ada 1.001 penduduk tetap. Rinciannya tidak kami tampilkan: ada kelompok yang begitu \
                 kecil, sehingga orangnya bisa dikenali.",
            ),
        ] {
            assert_eq!(of_table(&table(topic, &rows)), says);
        }
    }
}
