//! Where master keys come from.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use config::{Vault, VaultKey};
use vault::{MasterKeyError, MasterKeys, WhenMissing};

fn vault(file: &Path) -> Vault {
    Vault {
        keys: Vec::new(),
        file: file.to_owned(),
        is_chosen: false,
    }
}

fn load(file: &Path, when_missing: WhenMissing) -> Result<MasterKeys, MasterKeyError> {
    MasterKeys::load(&vault(file), when_missing)
}

#[test]
fn development_makes_a_file_for_us_alone_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("var").join("vault.keys");
    assert_eq!(load(&file, WhenMissing::Make).unwrap().newest().get(), 1);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let text = fs::read_to_string(&file).unwrap();
    assert!(load(&file, WhenMissing::Refuse).is_ok());
    assert!(load(&file, WhenMissing::Make).is_ok());
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    // No draft stays.
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn who_starts_at_the_same_moment_gets_the_same_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vault.keys");
    let texts: Vec<String> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    load(&file, WhenMissing::Make).unwrap();
                    fs::read_to_string(&file).unwrap()
                })
            })
            .collect();
        starts
            .into_iter()
            .map(|start| start.join().unwrap())
            .collect()
    });
    assert!(texts.iter().all(|text| *text == texts[0]));
}

#[test]
fn production_refuses_a_missing_file_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vault.keys");
    let error = load(&file, WhenMissing::Refuse).unwrap_err();
    assert!(error.to_string().contains("BANUA_VAULT_KEYS"), "{error}");
    assert!(!file.exists());
}

#[test]
fn a_file_that_others_may_read_or_that_is_wrong_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vault.keys");
    load(&file, WhenMissing::Make).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let error = load(&file, WhenMissing::Make).unwrap_err();
    assert!(matches!(error, MasterKeyError::Readable(_)), "{error}");

    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&file, "1=rahasia\n").unwrap();
    let error = load(&file, WhenMissing::Make).unwrap_err().to_string();
    assert!(error.contains("entry 1 is not 32 bytes"), "{error}");
    assert!(!error.contains("rahasia"), "{error}");
    fs::write(&file, "# nothing yet\n").unwrap();
    let error = load(&file, WhenMissing::Make).unwrap_err();
    assert!(matches!(error, MasterKeyError::Missing(_)), "{error}");
}

#[test]
fn keys_of_the_configuration_win_over_the_file() {
    let key = "f0e0d1c1b2a2938374645545362617070818f9e9dacabbab9c8c7d6d5e4e3f2f";
    let keys = VaultKey::read_all(&format!("7={key}")).unwrap();
    let settings = Vault {
        keys,
        file: "/nowhere/vault.keys".into(),
        is_chosen: true,
    };
    let master = MasterKeys::load(&settings, WhenMissing::Refuse).unwrap();
    assert_eq!(
        master
            .numbers()
            .map(|number| number.get())
            .collect::<Vec<_>>(),
        [7]
    );
}
