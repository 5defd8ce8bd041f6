//! Keeping and checking passwords with argon2id, two at a time.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::{Error, phc::PasswordHash},
};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::{MAX_BYTES, MAX_CHARS, Password, normalised};
use crate::IdentityError;

/// OWASP's second choice for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// So many are worked on at once, on however many cores: 38 MiB at most.
const AT_ONCE: usize = 2;
/// Longer than this nobody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Hashes and checks passwords without letting logins eat the machine. Clones share the turns.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// The hash of nobody's password, made when it is first needed.
    nobody: Arc<OnceLock<String>>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    pub fn new() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: Arc::default(),
        }
    }

    /// The text to store for a password: `$argon2id$v=19$m=19456,t=2,p=1$…`, with its own salt.
    ///
    /// # Errors
    /// [`IdentityError::Busy`] when no turn came within five seconds.
    pub async fn hash(&self, password: Password) -> Result<String, IdentityError> {
        self.in_turn(move || hashed(password.0.as_bytes())).await
    }

    /// The same for a resident's PIN, or a code of as many digits.
    ///
    /// # Errors
    /// As [`Self::hash`].
    pub async fn hash_digits(&self, digits: &str) -> Result<String, IdentityError> {
        self.rehash(digits).await
    }

    /// Whether what was typed at the door is the password of this hash. A typed text that no
    /// password can be costs as much as any other.
    ///
    /// # Errors
    /// [`IdentityError::Busy`] when no turn came within five seconds; [`IdentityError::Damaged`]
    /// when the stored text is no hash.
    pub async fn verify(&self, typed: &str, stored: &str) -> Result<bool, IdentityError> {
        let (typed, possible) = as_typed(typed);
        let stored = stored.to_owned();
        let right = self.in_turn(move || matches(&typed, &stored)).await??;
        Ok(right && possible)
    }

    /// Costs exactly what [`Self::verify`] costs, for an account that does not exist or has no
    /// password, so that the time of the answer tells nothing.
    ///
    /// # Errors
    /// [`IdentityError::Busy`] when no turn came within five seconds.
    pub async fn verify_nobody(&self, typed: &str) -> Result<(), IdentityError> {
        let (typed, _) = as_typed(typed);
        let nobody = Arc::clone(&self.nobody);
        self.in_turn(move || {
            let stored = nobody.get_or_init(|| hashed(crate::random::bytes::<32>().as_slice()));
            matches(&typed, stored)
        })
        .await??;
        Ok(())
    }

    /// Makes the hash of nobody now, so that the first unknown account does not take twice as long
    /// as a known one. Call it once when the service starts.
    ///
    /// # Errors
    /// As [`Self::verify_nobody`].
    pub async fn warm_up(&self) -> Result<(), IdentityError> {
        self.verify_nobody("").await
    }

    /// Whether a stored hash was made with other settings than today's. After a login that
    /// succeeded, hash what was typed again with [`Self::rehash`] and store it.
    pub fn needs_rehash(stored: &str) -> bool {
        let Ok(hash) = PasswordHash::new(stored) else {
            return true;
        };
        hash.algorithm.as_str() != "argon2id"
            || hash.version != Some(u32::from(Version::V0x13))
            || Params::try_from(&hash).map_or(true, |params| {
                (params.m_cost(), params.t_cost(), params.p_cost()) != (MEMORY_KIB, PASSES, LANES)
            })
    }

    /// Hashes a password that was just verified, without judging it again.
    ///
    /// # Errors
    /// [`IdentityError::Busy`] when no turn came within five seconds.
    pub async fn rehash(&self, verified: &str) -> Result<String, IdentityError> {
        let (typed, _) = as_typed(verified);
        self.in_turn(move || hashed(typed.as_bytes())).await
    }

    /// Does costly work on a thread of its own when it is its turn. The turn ends with the work,
    /// also when nobody waits for it any more.
    pub(crate) async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, IdentityError> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned())
            .await
            .map_err(|_| IdentityError::Busy)?
            .expect("the semaphore is never closed");
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|_| IdentityError::Busy)
    }
}

/// argon2id with our settings, also for other secrets that people type.
pub(crate) fn argon2id() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .expect("the settings are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hashed(password: &[u8]) -> String {
    argon2id()
        .hash_password_with_salt(password, crate::random::bytes::<16>().as_slice())
        .expect("password and salt are within argon2's limits")
        .to_string()
}

fn matches(typed: &str, stored: &str) -> Result<bool, IdentityError> {
    let hash = PasswordHash::new(stored).map_err(|_| IdentityError::Damaged)?;
    match argon2id().verify_password(typed.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(_) => Err(IdentityError::Damaged),
    }
}

/// What was typed, in the one spelling; and whether a password could be like that at all. What is
/// too long is replaced by nothing, so that nobody makes us normalise megabytes.
fn as_typed(typed: &str) -> (Zeroizing<String>, bool) {
    if typed.len() > MAX_BYTES {
        return (Zeroizing::default(), false);
    }
    let text = normalised(typed);
    let possible = text.chars().count() <= MAX_CHARS;
    (text, possible)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::parse(text, &[]).unwrap()
    }

    #[tokio::test]
    async fn a_password_opens_its_own_hash_only() {
        let passwords = Passwords::new();
        let stored = passwords
            .hash(password("kerbau lewat jembatan"))
            .await
            .unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(
            passwords
                .verify("kerbau lewat jembatan", &stored)
                .await
                .unwrap()
        );
        for wrong in [
            "kerbau lewat jembatan ",
            "Kerbau lewat jembatan",
            "",
            &"x".repeat(100_000),
        ] {
            assert!(!passwords.verify(wrong, &stored).await.unwrap());
        }
        let again = passwords
            .hash(password("kerbau lewat jembatan"))
            .await
            .unwrap();
        assert_ne!(stored, again, "each has its own salt");
        assert!(!Passwords::needs_rehash(&stored));
    }

    #[tokio::test]
    async fn two_spellings_of_one_letter_are_one_password() {
        let passwords = Passwords::new();
        let composed = "caf\u{e9} di tepi sungai";
        let stored = passwords.hash(password(composed)).await.unwrap();
        assert!(
            passwords
                .verify("cafe\u{301} di tepi sungai", &stored)
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn an_unreadable_hash_is_an_error_and_wants_a_new_one() {
        let passwords = Passwords::new();
        for damaged in [
            "",
            "$2y$10$abcdefghijklmnopqrstuv",
            "$argon2id$v=19$m=19456,t=2,p=1$x",
        ] {
            assert_eq!(
                passwords.verify("kerbau lewat", damaged).await,
                Err(IdentityError::Damaged)
            );
            assert!(Passwords::needs_rehash(damaged));
        }
        let weaker = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(8192, 1, 1, None).unwrap(),
        );
        let old: PasswordHash = weaker
            .hash_password_with_salt(b"kerbau lewat jembatan", b"0123456789abcdef")
            .unwrap();
        let old = old.to_string();
        assert!(
            passwords
                .verify("kerbau lewat jembatan", &old)
                .await
                .unwrap()
        );
        assert!(Passwords::needs_rehash(&old));
        let new = passwords.rehash("kerbau lewat jembatan").await.unwrap();
        assert!(
            passwords
                .verify("kerbau lewat jembatan", &new)
                .await
                .unwrap()
        );
        assert!(!Passwords::needs_rehash(&new));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn never_more_than_two_are_worked_on_even_when_askers_leave() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NOW: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        let passwords = Passwords::new();
        let askers: Vec<_> = (0..8)
            .map(|number| {
                let passwords = passwords.clone();
                let asker = tokio::spawn(async move {
                    passwords
                        .in_turn(|| {
                            MOST.fetch_max(
                                NOW.fetch_add(1, Ordering::SeqCst) + 1,
                                Ordering::SeqCst,
                            );
                            std::thread::sleep(Duration::from_millis(30));
                            NOW.fetch_sub(1, Ordering::SeqCst);
                        })
                        .await
                });
                (number, asker)
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(10)).await;
        for (number, asker) in askers {
            if number % 2 == 0 {
                asker.abort();
            } else {
                asker.await.unwrap().unwrap();
            }
        }
        assert_eq!(MOST.load(Ordering::SeqCst), AT_ONCE);
    }

    /// Not a proof of equal time, which a shared machine cannot give; it catches a forgotten hash.
    #[tokio::test]
    async fn nobody_costs_what_somebody_costs() {
        let passwords = Passwords::new();
        passwords.warm_up().await.unwrap();
        let stored = passwords
            .hash(password("kerbau lewat jembatan"))
            .await
            .unwrap();
        let mut fastest = [Duration::MAX; 3];
        for _ in 0..8 {
            let begin = std::time::Instant::now();
            passwords.verify("salah sekali ini", &stored).await.unwrap();
            fastest[0] = fastest[0].min(begin.elapsed());
            let begin = std::time::Instant::now();
            passwords.verify_nobody("salah sekali ini").await.unwrap();
            fastest[1] = fastest[1].min(begin.elapsed());
            let begin = std::time::Instant::now();
            passwords
                .verify(&"x".repeat(1_000_000), &stored)
                .await
                .unwrap();
            fastest[2] = fastest[2].min(begin.elapsed());
        }
        println!(
            "somebody {:?}, nobody {:?}, impossible {:?}",
            fastest[0], fastest[1], fastest[2]
        );
        for other in &fastest[1..] {
            assert!(*other > fastest[0] / 4 && *other < fastest[0] * 4);
        }
    }
}
