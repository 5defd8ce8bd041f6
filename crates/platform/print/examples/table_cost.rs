//! What a large table costs: `table_cost ROWS [tagged]` prints seconds, bytes and the most memory it took.

use std::time::Instant;

use jiff::Timestamp;
use print::{Press, Sheet};
use serde_json::{Value, json};

const TABLE: &str = r##"
#let data = json("data.json")
#set document(title: "Biaya")
#set page(width: 297mm, height: 210mm, margin: 12mm, footer: context [#counter(page).display() / #counter(page).final().first()])
#set text(lang: "id", size: 7pt)
#table(
  columns: (1fr,) * 16,
  inset: 2pt,
  table.header(..range(16).map(at => strong[Kolom #at])),
  ..data.rows.flatten(),
)
"##;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rows = arguments.next().and_then(|rows| rows.parse().ok());
    let rows: usize = rows.unwrap_or(4_000);
    let is_tagged = arguments.next().is_some();
    let cells = |row: usize| -> Vec<Value> {
        (0..16)
            .map(|at| match at {
                0 => row.to_string().into(),
                1 => format!("Muhammad Arsyad {row}").into(),
                13 => format!("63030417087{row:05}").into(),
                _ => "Pelajar/Mahasiswa".into(),
            })
            .collect()
    };
    let rows: Vec<Vec<Value>> = (1..=rows).map(cells).collect();
    let sheet = Sheet::new(TABLE, json!({ "rows": rows }), Timestamp::UNIX_EPOCH);
    let sheet = if is_tagged { sheet } else { sheet.untagged() };
    let begun = Instant::now();
    match Press::shared().print(&sheet) {
        Ok(pdf) => println!(
            "{:.1} s, {} KB",
            begun.elapsed().as_secs_f64(),
            pdf.len() / 1024
        ),
        Err(error) => println!("{error}"),
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("{}", most.unwrap_or("memory is told on Linux only"));
}
