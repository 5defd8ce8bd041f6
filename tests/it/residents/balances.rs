//! Whatever happens to people, in whatever order: every balance meets the one before, and every page and
//! file tells the same total.

use jiff::{ToSpan as _, civil::Date};
use kernel::{PersonName, Sex, time};
use rand::{RngExt as _, SeedableRng as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};
use residents::{
    domain::{Draft, EventKind, Facts, Happening, Place},
    reach::Reach,
    register::{self, Refused, Told},
    statistics::{self, Topic},
    store::{events, people},
};
use serde_json::Value;
use support::{TestApp, TestVillage, text};
use uuid::Uuid;

use super::register::desk;

/// What the test believes of somebody: what happened to her and was not taken back, in order.
struct Believed {
    id: Uuid,
    sex: Sex,
    is_permanent: bool,
    born_on: Date,
    happened: Vec<(EventKind, Date)>,
}

impl Believed {
    /// Whether she was here at the end of that day.
    fn was_here(&self, day: Date) -> bool {
        let last = self.happened.iter().rev().find(|(_, on)| *on <= day);
        last.is_some_and(|(kind, _)| kind.begins())
    }
}

struct Life<'a> {
    app: &'a TestApp,
    village: &'a TestVillage,
    random: ChaCha8Rng,
    today: Date,
    people: Vec<Believed>,
    refused: usize,
}

const CODES: [&str; 4] = ["", "1", "2", "4"];

impl Life<'_> {
    fn day(&mut self) -> Date {
        let back: i32 = self.random.random_range(0..200);
        self.today.saturating_sub(back.days())
    }

    fn facts(&mut self, sex: Sex, born_on: Date) -> Facts {
        let mut facts = Facts::of(PersonName::parse("Orang Uji").unwrap(), sex, born_on);
        facts.religion = CODES.choose(&mut self.random).unwrap();
        facts.education = CODES.choose(&mut self.random).unwrap();
        facts.disability = ["", "", "2", "3"].choose(&mut self.random).unwrap();
        facts.residency = if self.random.random_ratio(1, 8) {
            "2"
        } else {
            "1"
        };
        facts
    }

    fn place(&mut self) -> Place {
        let rt = ["", "001", "002", "003"].choose(&mut self.random).unwrap();
        let hamlet = ["", "Hulu", "Hilir"].choose(&mut self.random).unwrap();
        Place::stored(hamlet, "", rt)
    }

    /// Somebody comes.
    async fn come(&mut self) {
        let kinds = [EventKind::Recorded, EventKind::Birth, EventKind::Arrival];
        let kind = *kinds.choose(&mut self.random).unwrap();
        let on = self.day();
        let born_on = match kind {
            EventKind::Birth => on,
            _ => {
                let age: i32 = self.random.random_range(-1..80);
                on.saturating_sub(age.years())
            }
        };
        let sex = *[Sex::Male, Sex::Female].choose(&mut self.random).unwrap();
        let draft = Draft {
            facts: self.facts(sex, born_on),
            card: None,
            place: self.place(),
            address: String::new(),
        };
        let told = self.told(kind, on);
        let mut tx = self.app.tx(self.village).await;
        let keys = web::keys::of(&self.app.running.app, &mut tx).await.unwrap();
        let come = register::admit(&mut tx, &keys, &draft, None, told, self.today).await;
        match come {
            Ok(id) => {
                tx.commit().await.unwrap();
                self.people.push(Believed {
                    id,
                    sex,
                    is_permanent: draft.facts.residency == "1",
                    born_on,
                    happened: vec![(kind, on)],
                });
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn told<'t>(&self, kind: EventKind, on: Date) -> Told<'t> {
        const NOTHING: &Value = &Value::Null;
        Told {
            happening: Happening {
                kind,
                happened_on: on,
                reported_on: self.today,
            },
            detail: NOTHING,
            by: "Uji",
        }
    }

    fn refuse(&mut self, error: &Refused) {
        assert!(
            !matches!(error, Refused::Sql(_) | Refused::Overtaken),
            "a refusal says why: {error:?}"
        );
        self.refused += 1;
    }

    /// Something happens to somebody.
    async fn happen(&mut self) {
        let (at, on) = (self.random.random_range(0..self.people.len()), self.day());
        let kind = *EventKind::ALL.choose(&mut self.random).unwrap();
        let told = self.told(kind, on);
        let mut tx = self.app.tx(self.village).await;
        let row = people::one(&mut tx, &Reach::All, self.people[at].id)
            .await
            .unwrap()
            .unwrap();
        match register::happen(&mut tx, &row, told, self.today).await {
            Ok(()) => {
                tx.commit().await.unwrap();
                self.people[at].happened.push((kind, on));
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// The last thing that happened to somebody did not.
    async fn take_back(&mut self) {
        let at = self.random.random_range(0..self.people.len());
        let mut tx = self.app.tx(self.village).await;
        let row = people::one(&mut tx, &Reach::All, self.people[at].id)
            .await
            .unwrap()
            .unwrap();
        let all = events::of(&mut tx, row.id).await.unwrap();
        let last = all.iter().find(|event| !event.withdrawn).unwrap().id;
        let taken = register::take_back(&mut tx, &row, last, "Uji")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(taken, self.people[at].happened.len() > 1);
        if taken {
            self.people[at].happened.pop();
        }
    }

    /// Something was written down wrongly of somebody.
    async fn correct(&mut self) {
        let at = self.random.random_range(0..self.people.len());
        let born_on = match self.random.random_range(0..3) {
            0 => self.day(),
            _ => self.people[at].born_on,
        };
        let mut tx = self.app.tx(self.village).await;
        let keys = web::keys::of(&self.app.running.app, &mut tx).await.unwrap();
        let row = people::one(&mut tx, &Reach::All, self.people[at].id)
            .await
            .unwrap()
            .unwrap();
        let draft = Draft {
            facts: self.facts(self.people[at].sex, born_on),
            card: None,
            place: self.place(),
            address: String::new(),
        };
        match register::correct(&mut tx, &keys, &row, row.version, &draft).await {
            Ok(()) => {
                tx.commit().await.unwrap();
                let person = &mut self.people[at];
                person.is_permanent = draft.facts.residency == "1";
                person.born_on = born_on;
                if let Some(first @ (EventKind::Birth, _)) = person.happened.first_mut() {
                    first.1 = born_on;
                }
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn believed(&self, sex: Sex, day: Date) -> i64 {
        let here = self
            .people
            .iter()
            .filter(|person| person.is_permanent && person.sex == sex && person.was_here(day));
        i64::try_from(here.count()).unwrap()
    }

    /// The spans of those who were here on that day.
    async fn spanned(&self, day: Date) -> (i64, i64) {
        let mut tx = self.app.tx(self.village).await;
        let counted = sqlx::query_as(
            "select count(*) filter (where r.sex = '1'), count(*) filter (where r.sex = '2')
             from residence_spans s join residents r on r.id = s.resident_id
             where s.residency = '1' and s.from_on <= $1::date
                 and (s.until_on is null or s.until_on > $1::date)",
        )
        .bind(jiff_sqlx::ToSqlx::to_sqlx(day))
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        tx.finish().await.unwrap();
        counted
    }

    async fn months(&self) -> Vec<(Date, Vec<i32>, Vec<i32>)> {
        let mut tx = self.app.tx(self.village).await;
        let months: Vec<(jiff_sqlx::Date, Vec<i32>, Vec<i32>)> =
            sqlx::query_as("select month, male, female from population_months order by month")
                .fetch_all(&mut *tx)
                .await
                .unwrap();
        tx.finish().await.unwrap();
        months
            .into_iter()
            .map(|(month, men, women)| (month.to_jiff(), men, women))
            .collect()
    }

    /// Every number that somebody can read is the one that is believed.
    async fn agree(&self, seed: u64) {
        statistics::count(&self.app.running.app, &self.village.schema)
            .await
            .unwrap();
        let mut before = [0, 0];
        for (month, men, women) in self.months().await {
            let end = month.last_of_month().min(self.today);
            let believed = [
                self.believed(Sex::Male, end),
                self.believed(Sex::Female, end),
            ];
            let closing = [closing(&men), closing(&women)];
            assert_eq!(
                [i64::from(men[0]), i64::from(women[0])],
                before,
                "seed {seed}: opening of {month}"
            );
            assert_eq!(closing, believed, "seed {seed}: closing of {month}");
            let spanned = self.spanned(end).await;
            assert_eq!(
                [spanned.0, spanned.1],
                believed,
                "seed {seed}: spans on {end}"
            );
            before = closing;
        }
        let all = before[0] + before[1];
        if all == 0 {
            return;
        }
        for topic in Topic::ALL
            .into_iter()
            .filter(|topic| topic.word() != "keluarga")
        {
            let file = format!("{}.json", topic.address());
            self.tells(&file, |told| told["jumlah"]["jumlah"].clone(), all)
                .await;
        }
        let last =
            |told: &Value| told["bulan"].as_array().unwrap().last().unwrap()["akhir"].clone();
        self.tells("/data/pertumbuhan.json", last, all).await;
    }

    /// The file says this number, once the announcement of the count has come round.
    async fn tells(&self, path: &str, of: impl Fn(&Value) -> Value, number: i64) {
        let mut told = Value::Null;
        // Half a minute: a busy machine takes its time, and who waits less finds no fault.
        for _ in 0..600 {
            let response = self.app.get(&self.village.host(), path).await;
            told = serde_json::from_str(&text(response).await).unwrap();
            if of(&told) == number {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{path} does not tell {number}: {told}");
    }
}

fn closing(flows: &[i32]) -> i64 {
    (flows[..4].iter().sum::<i32>() - flows[4..].iter().sum::<i32>()).into()
}

#[tokio::test]
async fn balances_meet_and_all_pages_tell_one_total_whatever_happens() {
    let app = TestApp::start_with_redis().await;
    for seed in 0..4 {
        let village = app.village().await;
        let today = time::day(app.running.app.clock.now());
        let mut life = Life {
            app: &app,
            village: &village,
            random: ChaCha8Rng::seed_from_u64(seed),
            today,
            people: Vec::new(),
            refused: 0,
        };
        while life.people.len() < 8 {
            life.come().await;
        }
        for step in 1..=120 {
            match life.random.random_range(0..10) {
                0..2 => life.come().await,
                2..7 => life.happen().await,
                7..9 => life.take_back().await,
                _ => life.correct().await,
            }
            if step % 20 == 0 {
                life.agree(seed).await;
            }
        }
        assert!(
            life.refused > 0 && life.people.len() > 8,
            "seed {seed} tried little"
        );
        let here = life.believed(Sex::Male, today) + life.believed(Sex::Female, today);
        let mut browser = desk(&app, &village).await;
        let list = browser.open("/kantor/penduduk").await.html;
        assert!(
            list.contains(&format!("{here} penduduk tetap")),
            "seed {seed}: {list}"
        );
    }
}
