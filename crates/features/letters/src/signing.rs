//! A letter is signed: it gets its number, what it says is fixed, and the village's key vouches for it. All
//! of it in the transaction of who signs: either it is signed as a whole or nothing happened.

use kernel::time;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use vault::KeySet;
use web::{AppResult, keys, office::Desk};

use crate::{
    domain::{LetterState, Way},
    facts::{Sender, Signer},
    kind::Kind,
    numbering::{self, Wanted},
    printing,
    processing::{Outcome, overtaken},
    proof::{CheckCode, SigningKey, Summary, Token},
    settings::Settings,
    store::{
        columns::{CONTENT, SIGNING_KEY},
        issued::{self, NewLetter, Signed},
        keys as key_store,
        requests::{self, RequestRow, Step},
    },
    writing,
};

/// What every signature of one sitting needs, read once.
pub struct Pen {
    keys: KeySet,
    settings: Settings,
    sender: Sender,
    signer: Signer,
    /// The village's key, read with the first signature: only then do others who sign wait.
    key: Option<SigningKey>,
}

impl Pen {
    /// Reads it.
    ///
    /// # Errors
    /// When the database is away, or the village's keys do not open.
    pub async fn take(desk: &mut Desk) -> AppResult<Self> {
        let sender = writing::sender(&desk.site, &mut desk.tx).await?;
        Ok(Self {
            keys: keys::of(&desk.site.app, &mut desk.tx).await?,
            settings: Settings::of(&mut desk.tx, &sender.short).await?,
            signer: writing::signer(desk, &sender).await?,
            sender,
            key: None,
        })
    }

    /// Signs what was verified. Where that cannot be, nothing was written.
    ///
    /// # Errors
    /// When the database is away, or something closed does not open.
    pub async fn sign(
        &mut self,
        desk: &mut Desk,
        kind: Kind,
        row: &RequestRow,
        step: &Step<'_>,
    ) -> AppResult<Outcome> {
        let gathered = writing::gather(&mut desk.tx, &self.keys, kind, row).await?;
        let today = time::day(desk.site.now());
        if let Some(hindrance) = gathered.hindrance(today) {
            return Ok(Outcome::NotNow(hindrance));
        }
        // From here on others who sign wait, one at a time.
        if !requests::step(&mut desk.tx, row.id, step).await? {
            return Ok(overtaken());
        }
        let wanted = Wanted {
            rules: &self.settings.rules,
            kind: &gathered.kind,
            village: (&self.sender.short, &self.sender.code),
            date: today,
        };
        let number = numbering::take(&mut desk.tx, wanted).await?;
        let (letter, content) = gathered.content(
            self.sender.clone(),
            self.signer.clone(),
            Some(number.text.clone()),
            today,
        )?;
        let key = match &mut self.key {
            Some(key) => key,
            none => none.insert(signing_key(desk, &self.keys).await?),
        };
        let (token, code) = (Token::random(), CheckCode::random());
        let summary = Summary::of(&letter, &content).map_err(anyhow::Error::from)?;
        let signature = key.sign(&summary.message(&token));
        let id = Uuid::now_v7();
        let written = serde_json::to_vec(&content).map_err(anyhow::Error::from)?;
        let title = letter.signer.titles.join(", ");
        issued::add(
            &mut desk.tx,
            &NewLetter {
                id,
                request: Some(row.id),
                resident: row.resident_id,
                kind: &gathered.kind.slug,
                kind_name: &gathered.kind.name,
                way: Way::Digital,
                state: LetterState::Valid,
                series: &number.series,
                year: number.year,
                number: number.number,
                number_text: &number.text,
                code: &gathered.kind.code,
                dated: today,
                valid_until: letter.valid_until,
                subject: &gathered.kind.name,
                signer: Some(Signed {
                    holder_masked: &summary.holder,
                    name: &letter.signer.name,
                    title: &title,
                    staff: desk.me.id,
                    check_code: code.as_str(),
                    token: &token.to_string(),
                    key_id: &key.id().to_string(),
                    summary: &summary.pack(),
                    signature: &signature.0,
                    content_sealed: &self.keys.seal(CONTENT.of(id), &written),
                    content_hash: &content.hash(),
                }),
                now: step.now,
            },
        )
        .await?;
        let payload = json!({ "letter": id });
        jobs::enqueue(&mut desk.tx, printing::PRINT, &payload, None).await?;
        Ok(Outcome::Done)
    }
}

/// The key the village signs with at present; the first letter makes the first.
async fn signing_key(desk: &mut Desk, keys: &KeySet) -> AppResult<SigningKey> {
    let rows = key_store::all(&mut desk.tx).await?;
    match rows.iter().find(|row| row.retired_at.is_none()) {
        Some(current) => open_key(keys, current),
        None => new_key(desk, keys).await,
    }
}

/// Makes the key the village signs with from now on; what the former ones signed stays good.
///
/// # Errors
/// When the database is away.
pub async fn new_key(desk: &mut Desk, keys: &KeySet) -> AppResult<SigningKey> {
    let key = SigningKey::random();
    let row = Uuid::now_v7();
    let new = key_store::NewKey {
        id: &key.id().to_string(),
        row,
        public: &key.public().bytes(),
        secret_sealed: &keys.seal(SIGNING_KEY.of(row), key.secret().as_slice()),
        now: desk.site.now(),
    };
    key_store::renew(&mut desk.tx, &new).await?;
    Ok(key)
}

/// Opens a key.
///
/// # Errors
/// When it does not open, or is none.
pub fn open_key(keys: &KeySet, row: &key_store::KeyRow) -> AppResult<SigningKey> {
    let secret = keys
        .open(SIGNING_KEY.of(row.row_id), &row.secret_sealed)
        .map_err(|error| anyhow::anyhow!("a signing key: {error}"))?;
    let secret: &[u8; 32] = secret
        .as_slice()
        .try_into()
        .map_err(|_| anyhow::anyhow!("a signing key has another length"))?;
    Ok(SigningKey::from_secret(secret))
}

/// The hash by which a file is compared with the one that was handed out.
pub fn file_hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
