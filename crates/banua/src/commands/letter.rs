//! `banua letter verify`: whether a letter is genuine, found out without asking its village.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use config::{Config, ConfigErrors};
use kernel::time;
use letters::proof::{Genuine, Link, PublishedKeys, Verdict, file, verify_offline};
use serde_json::{Value, json};

use super::{
    Refusal,
    report::{FAILURE, print_json, say},
};

/// A letter is some hundred kilobytes; with photos of somebody else's making it may be more.
const LARGEST: u64 = 32 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Says whether a letter is genuine: a PDF, or a file with the text of its QR
    ///
    /// Exit code 0: genuine, unchanged and still valid; 1: not so, or no longer; 2: could not be judged.
    /// Whether a letter was revoked, only its village knows: open the address of the QR.
    Verify(Args),
}

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The letter as PDF, or the text of its QR (`-` reads it from standard input)
    file: PathBuf,
    /// The keys that the village published, banua-keys.json: a file or an https address. Left out, they are
    /// asked of the village, if it is one of this service
    #[arg(long, value_name = "FILE|URL")]
    keys: Option<String>,
}

/// # Errors
/// When file or keys cannot be read. A letter that is not genuine is exit code 1.
pub async fn run(
    command: Command,
    config: Result<Config, ConfigErrors>,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let Command::Verify(args) = command;
    let bytes = read(&args.file)?;
    let is_pdf = bytes.starts_with(b"%PDF-");
    let text = if is_pdf {
        file::text_of(&bytes).unwrap_or_default()
    } else {
        words(bytes.clone())?
    };
    let keys = match &args.keys {
        Some(keys) => named(keys).await?,
        None => asked(&text, config).await?,
    };
    let (verdict, seal) = if is_pdf {
        let (verdict, seal) = file::verify(&bytes, &keys);
        (verdict, Some(seal))
    } else {
        (verify_offline(&text, &keys), None)
    };
    Ok(tell(&verdict, seal, json))
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let refusal = |error: std::io::Error| {
        Refusal::usage(
            "unreadable_file",
            format!("{} cannot be read: {error}", path.display()),
        )
    };
    let mut bytes = Vec::new();
    let count = if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(LARGEST)
            .read_to_end(&mut bytes)
    } else {
        let file = std::fs::File::open(path).map_err(refusal)?;
        file.take(LARGEST).read_to_end(&mut bytes)
    };
    if count.map_err(refusal)? as u64 == LARGEST {
        return Err(Refusal::usage(
            "large_file",
            "the file is too large for a letter",
        ));
    }
    Ok(bytes)
}

/// The text of a QR; pictures are for programs that read them.
fn words(bytes: Vec<u8>) -> Result<String, Refusal> {
    String::from_utf8(bytes).map_err(|_| {
        Refusal::usage(
            "neither_pdf_nor_text",
            "this is neither a PDF nor the text of a QR; of a picture, read the QR first: \
             zbarimg --quiet --raw PICTURE | banua letter verify -",
        )
    })
}

/// Keys of a file or an address that somebody named.
async fn named(place: &str) -> Result<PublishedKeys, Refusal> {
    let text = if place.starts_with("https://") || place.starts_with("http://") {
        fetched(place).await?
    } else {
        std::fs::read_to_string(place).map_err(|error| {
            Refusal::usage(
                "unreadable_keys",
                format!("{place} cannot be read: {error}"),
            )
        })?
    };
    parsed(&text, place)
}

/// Keys of the village itself. Only of one below our own domain: an address in a QR is whatever somebody
/// printed, and a forger's would bring the forger's keys.
async fn asked(text: &str, config: Result<Config, ConfigErrors>) -> Result<PublishedKeys, Refusal> {
    let Some(link) = Link::read(text) else {
        // It is no letter's, whatever the keys are.
        return Ok(PublishedKeys::default());
    };
    let base = config
        .map(|config| config.site.base_domain)
        .unwrap_or_default();
    let host = link.origin.split("://").nth(1).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    if base.is_empty() || !host.ends_with(&format!(".{base}")) {
        return Err(Refusal::usage(
            "keys_needed",
            format!(
                "{host} is no village of this service; name its keys with --keys FILE or --keys URL"
            ),
        ));
    }
    let place = format!("{}/.well-known/banua-keys.json", link.origin);
    parsed(&fetched(&place).await?, &place)
}

async fn fetched(address: &str) -> Result<String, Refusal> {
    let get = async {
        let http = reqwest::Client::builder().timeout(PATIENCE).build()?;
        http.get(address)
            .send()
            .await?
            .error_for_status()?
            .text()
            .await
    };
    get.await.map_err(|error: reqwest::Error| {
        Refusal::usage(
            "unreadable_keys",
            format!("{address} cannot be read: {}", error.without_url()),
        )
    })
}

fn parsed(text: &str, place: &str) -> Result<PublishedKeys, Refusal> {
    PublishedKeys::read(text).map_err(|error| {
        Refusal::usage("unreadable_keys", format!("{place} holds no keys: {error}"))
    })
}

/// Says what was found, and gives it as an exit code.
fn tell(verdict: &Verdict, seal: Option<file::Seal>, json: bool) -> ExitCode {
    let today = time::day(jiff::Timestamp::now());
    let genuine = match verdict {
        Verdict::Genuine(genuine) => Some(genuine.as_ref()),
        _ => None,
    };
    let is_good = genuine.is_some_and(|genuine| genuine.summary.is_good_on(today));
    let is_whole = seal.is_none_or(|seal| seal == file::Seal::Whole);
    if json {
        print_json(&json!({
            "verdict": verdict.word(),
            "valid": is_good,
            "file": seal.map(word),
            "letter": genuine.map(letter),
        }));
    } else {
        say(&headline(verdict, seal, is_good));
        if let Some(genuine) = genuine {
            say(&particulars(genuine));
        }
    }
    if is_good && is_whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILURE)
    }
}

fn word(seal: file::Seal) -> &'static str {
    match seal {
        file::Seal::Whole => "whole",
        file::Seal::Broken => "changed",
        file::Seal::Missing => "not_sealed",
    }
}

fn letter(genuine: &Genuine) -> Value {
    let summary = &genuine.summary;
    json!({
        "village": { "code": summary.village.dotted(), "name": genuine.village },
        "kind": summary.kind,
        "number": summary.number,
        "dated": summary.dated.to_string(),
        "valid_until": summary.valid_until.map(|day| day.to_string()),
        "holder": summary.holder,
        "key": genuine.key.to_string(),
    })
}

fn headline(verdict: &Verdict, seal: Option<file::Seal>, is_good: bool) -> String {
    match (verdict, seal) {
        (Verdict::Genuine(_), Some(file::Seal::Broken)) => {
            "CHANGED: the village signed a letter like this, and the file is not as it made it"
                .to_owned()
        }
        (Verdict::Genuine(_), Some(file::Seal::Missing)) => {
            "NOT SEALED: the village signed what follows; compare it with what the file shows"
                .to_owned()
        }
        (Verdict::Genuine(_), _) if !is_good => "EXPIRED: genuine, and no longer valid".to_owned(),
        (Verdict::Genuine(_), Some(_)) => "genuine and unchanged".to_owned(),
        (Verdict::Genuine(_), None) => "genuine; compare it with what the letter shows".to_owned(),
        (Verdict::Unreadable, _) => {
            "NOT A LETTER: there is no proof in it, or it is cut off".to_owned()
        }
        (Verdict::UnknownKey(key), _) => {
            format!("UNKNOWN: signed with {key}, which is not among the keys")
        }
        (Verdict::OtherVillage, _) => "FORGED: signed by another village than it names".to_owned(),
        (Verdict::Forged, _) => "FORGED: the signature does not fit".to_owned(),
        (Verdict::RetiredKey(key), _) => format!("FORGED: dated after its key {key} was retired"),
    }
}

fn particulars(genuine: &Genuine) -> String {
    let summary = &genuine.summary;
    let until = summary.valid_until.map(time::long_date);
    [
        (
            "from",
            format!("{} ({})", genuine.village, summary.village.dotted()),
        ),
        ("kind", summary.kind.clone()),
        ("number", summary.number.clone()),
        ("dated", time::long_date(summary.dated)),
        ("holder", summary.holder.clone()),
        (
            "valid",
            until.map_or("for ever".to_owned(), |until| format!("until {until}")),
        ),
        ("key", genuine.key.to_string()),
    ]
    .map(|(label, value)| format!("  {label:<8}{value}"))
    .join("\n")
}

#[cfg(test)]
mod tests {
    use letters::{
        paper::{Content, Marks, samples, sheet},
        proof::{self, SigningKey},
    };
    use print::Press;

    use super::*;

    fn pdf(content: &Content, key: &SigningKey) -> Vec<u8> {
        let marks = Marks {
            proof: Some(proof::samples::proof(content, key)),
            band: Marks::band("63.03.04.2007", look::Palette::Sungai),
            ..Marks::default()
        };
        let printed = Press::shared().print_small(&sheet(content, marks)).unwrap();
        file::seal(printed, key).unwrap()
    }

    /// How the command ends for a file with these bytes.
    async fn ended(folder: &Path, bytes: &[u8], keys: Option<&str>) -> Result<String, String> {
        let file = folder.join("letter");
        std::fs::write(&file, bytes).unwrap();
        let args = Args {
            file,
            keys: keys.map(str::to_owned),
        };
        let config = Err(ConfigErrors(Vec::new()));
        match run(Command::Verify(args), config, true).await {
            Ok(code) => Ok(format!("{code:?}")),
            Err(error) => Err(error.downcast::<Refusal>().unwrap().code.to_owned()),
        }
    }

    #[tokio::test]
    async fn the_exit_code_says_what_is_to_be_thought_of_a_letter() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let key = proof::samples::key(1);
        let keys = folder.join("banua-keys.json");
        std::fs::write(&keys, proof::samples::published(&key).write()).unwrap();
        let keys = keys.to_str();
        let (good, bad) = (
            format!("{:?}", ExitCode::SUCCESS),
            format!("{:?}", ExitCode::FAILURE),
        );

        let mut content = samples::domicile();
        content.valid_until = None;
        let genuine = pdf(&content, &key);
        let text = file::text_of(&genuine).unwrap();
        assert_eq!(ended(folder, &genuine, keys).await, Ok(good.clone()));
        assert_eq!(ended(folder, text.as_bytes(), keys).await, Ok(good));

        let mut changed = genuine.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        content.dated = "2015-01-01".parse().unwrap();
        content.valid_until = Some("2015-04-01".parse().unwrap());
        let expired = pdf(&content, &key);
        let foreign = pdf(&content, &proof::samples::key(2));
        for wrong in [
            &changed,
            &expired,
            &foreign,
            &b"halo".to_vec(),
            &text.as_bytes()[..200].to_vec(),
        ] {
            assert_eq!(ended(folder, wrong, keys).await, Ok(bad.clone()));
        }
        for (bytes, keys, refused) in [
            (&[0xff, 0xd8, 0xff][..], keys, "neither_pdf_nor_text"),
            (
                text.as_bytes(),
                Some("/nowhere/keys.json"),
                "unreadable_keys",
            ),
            (
                text.as_bytes(),
                folder.join("letter").to_str(),
                "unreadable_keys",
            ),
            // Nobody asks a host that a QR names.
            (text.as_bytes(), None, "keys_needed"),
        ] {
            assert_eq!(ended(folder, bytes, keys).await, Err(refused.to_owned()));
        }
    }
}
