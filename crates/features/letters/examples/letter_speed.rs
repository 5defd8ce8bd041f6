//! What a letter costs, from its content to the sealed file: `letter_speed [LETTERS] [--json]` prints the
//! CPU of one letter at the median, letters in a second on all cores, and the most memory it took. With
//! `--save FOLDER` it writes the sample letters there instead, to be
//! looked at, with one of every kind, short and long, the text of a QR and the keys.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use letters::{
    paper::{Content, Marks, samples, sheet},
    proof::{self, file},
    text::Text,
};
use look::Palette;
use print::Press;

/// A coat of arms as villages have them: 240 pixels high, with transparency.
const LOGO: &[u8] = include_bytes!("logo.png");
/// What is asked for.
const MOST_MS: f64 = 5.0;
const LEAST_LETTERS: f64 = 300.0;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = arguments.iter().position(|word| word == "--save") {
        let folder = arguments.get(at + 1).map_or("letters", String::as_str);
        return save(&PathBuf::from(folder));
    }
    let count = arguments.iter().find_map(|word| word.parse().ok());
    let count: usize = count.unwrap_or(1_000);
    // Fonts are read, and the template is known.
    for number in 0..20 {
        letter(number)?;
    }
    let mut alone: Vec<f64> = Vec::with_capacity(count);
    for number in 0..count {
        let begun = cpu();
        letter(number)?;
        alone.push((cpu() - begun).as_secs_f64() * 1000.0);
    }
    alone.sort_by(f64::total_cmp);
    let median = alone[count / 2];
    let cores = std::thread::available_parallelism()?.get();
    let rate = together(count * 2, cores)?;
    let memory = most_memory();
    if arguments.iter().any(|word| word == "--json") {
        let told = serde_json::json!({
            "cpu_ms_median": (median * 100.0).round() / 100.0,
            "of_ceiling": (median / MOST_MS * 1000.0).round() / 1000.0,
            "per_second": rate.round(),
            "of_what_is_asked_for": (rate / LEAST_LETTERS * 100.0).round() / 100.0,
            "cores": cores,
            "rss_mb": memory.round(),
        });
        println!("{told}");
    } else {
        println!(
            "{median:.2} ms of CPU a letter at the median ({:.2} of the ceiling), {:.2} ms at the 99th \
             percentile",
            median / MOST_MS,
            alone[count * 99 / 100],
        );
        println!(
            "{rate:.0} letters/s on {cores} cores ({:.2} of what is asked for), {memory:.0} MB at most",
            rate / LEAST_LETTERS,
        );
    }
    Ok(())
}

/// As many threads as there are cores, each taking the next letter.
fn together(count: usize, cores: usize) -> anyhow::Result<f64> {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let work = || -> anyhow::Result<()> {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return Ok(());
                }
                letter(number)?;
            }
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut done = threads.into_iter().map(|thread| thread.join());
        done.try_for_each(|done| done.map_err(|_| anyhow::anyhow!("a thread broke"))?)
    })?;
    Ok(count as f64 / begun.elapsed().as_secs_f64())
}

/// A letter unlike the one before: another number, another name.
fn letter(number: usize) -> anyhow::Result<Vec<u8>> {
    let mut content = samples::domicile();
    content.number = Some(format!("400.12.2.1/{number:03}/PBT/XI/2026"));
    content.title = format!("Surat Keterangan Domisili {}", number % 7);
    pdf(&content)
}

fn pdf(content: &Content) -> anyhow::Result<Vec<u8>> {
    let key = proof::samples::key(1);
    let marks = Marks {
        proof: content
            .number
            .as_ref()
            .map(|_| proof::samples::proof(content, &key)),
        logo: Some(LOGO.into()),
        band: Marks::band("63.03.04.2007", Palette::Sungai),
        watermark: content.number.is_none().then_some("PRATINJAU"),
        made_at: Timestamp::UNIX_EPOCH,
        ..Marks::default()
    };
    let printed = Press::shared().print_small(&sheet(content, marks))?;
    if content.number.is_none() {
        return Ok(printed);
    }
    Ok(file::seal(printed, &key)?)
}

fn save(folder: &PathBuf) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (name, content) in samples::all() {
        std::fs::write(folder.join(format!("{name}.pdf")), pdf(&content)?)?;
    }
    for (name, letter) in letters::samples::all() {
        let text = Text::parse(&letter.kind.text, &letter.kind)
            .map_err(|problems| anyhow::anyhow!("{name}: {problems:?}"))?;
        let content = Content::new(&letter, text.filled(&letter));
        std::fs::write(folder.join(format!("{name}.pdf")), pdf(&content)?)?;
    }
    let key = proof::samples::key(1);
    let proof = proof::samples::proof(&samples::domicile(), &key);
    std::fs::write(folder.join("letter.txt"), format!("{}\n", proof.qr.text()))?;
    let keys = proof::samples::published(&key).write();
    std::fs::write(folder.join("banua-keys.json"), format!("{keys}\n"))?;
    Ok(())
}

/// What all threads of this process have used, so that one of Typst's counts too.
fn cpu() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    let used = tasks.filter_map(|task| {
        let told = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(used.sum())
}

fn most_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
