//! The configuration as an operator meets it: defaults, overrides and mistakes.

use super::*;
use std::time::Duration;

fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

const URL: (&str, &str) = (
    "BANUA_DATABASE_URL",
    "postgres://banua_app:rahasia@localhost/banua",
);

fn load(text: &str, pairs: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    Config::from_parts(Some("banua.toml".into()), text, variables(pairs))
}

fn problems(text: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    load(text, pairs)
        .expect_err("problems")
        .0
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_database_address_is_all_that_is_needed() {
    let config = load("", &[URL]).expect("defaults");
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.site.portal_url(), "http://desa.localhost:8080");
    assert_eq!(
        config.site.origin(&config.site.village_host("pembantanan")),
        "http://pembantanan.localhost:8080"
    );
    assert_eq!(config.storage.mode, StorageMode::Embedded);
    assert_eq!(config.cache.page_bytes, 64 * 1024 * 1024);
    assert_eq!(
        config.database.admin().expose(),
        config.database.url.expose()
    );
}

#[test]
fn the_environment_wins_over_the_file() {
    let file =
        "[server]\nlisten = \"0.0.0.0:80\"\nshutdown_grace = 5\n[limits]\nrequest_timeout = \"2m\"";
    let config = load(file, &[URL, ("BANUA_SERVER_LISTEN", "127.0.0.1:9000")]).expect("valid");
    assert_eq!(config.server.listen.port(), 9000);
    assert_eq!(config.site.public_port, Some(9000));
    assert_eq!(config.server.shutdown_grace, Duration::from_secs(5));
    assert_eq!(config.limits.request_timeout, Duration::from_secs(120));
    let listen = config
        .settings
        .iter()
        .find(|s| s.key == "server.listen")
        .expect("setting");
    assert_eq!(
        (listen.value.as_str(), listen.origin.as_str()),
        ("127.0.0.1:9000", "BANUA_SERVER_LISTEN")
    );
}

#[test]
fn all_problems_are_told_at_once_and_by_name() {
    let file = "[server]\nlisten = \"everywhere\"\nlistn = \"127.0.0.1:1\"\n\
                [jobs]\nconcurrency = 0\n[cache]\npages = \"perhaps\"";
    let told = problems(file, &[("BANUA_S3_ENDPOINT", "127.0.0.1:3900")]);
    assert_eq!(
        told,
        [
            "server.listen (from banua.toml): \"everywhere\" is not an address with a port, for \
             example 127.0.0.1:8080",
            "database.url: is missing: put it into the file or set BANUA_DATABASE_URL (`make run` \
             starts a private Postgres and sets it)",
            "storage.endpoint (from BANUA_S3_ENDPOINT): is not an address such as \
             http://127.0.0.1:3900",
            "storage.access_key: is missing: the mode is s3, so set it or BANUA_S3_ACCESS_KEY",
            "storage.secret_key: is missing: the mode is s3, so set it or BANUA_S3_SECRET_KEY",
            "cache.pages (from banua.toml): \"perhaps\" is neither true nor false",
            "jobs.concurrency (from banua.toml): \"0\" is not a whole number of at least 1",
            "server.listn (from banua.toml): unknown key; did you mean server.listen?",
        ]
    );
}

#[test]
fn unknown_variables_of_a_known_section_are_mistakes_but_others_are_not_ours() {
    let told = problems(
        "",
        &[
            URL,
            ("BANUA_SERVER_LISTN", "x"),
            ("BANUA_NO_INSTALL", "1"),
            ("BANUA_CONFIG", "x.toml"),
            ("BANUA_REDIS_URL", ""),
        ],
    );
    assert_eq!(
        told,
        ["BANUA_SERVER_LISTN: unknown variable; did you mean BANUA_SERVER_LISTEN?"]
    );
}

#[test]
fn broken_toml_names_the_file_and_the_line() {
    let told = problems("[server\nlisten = 1", &[URL]);
    assert!(
        told[0].starts_with("banua.toml: this is not TOML"),
        "{}",
        told[0]
    );
    assert!(told[0].contains("line 1"), "{}", told[0]);
}

#[test]
fn a_byte_order_mark_does_not_matter() {
    assert!(load("\u{feff}[cache]\r\npages = false\r\n", &[URL]).is_ok_and(|c| !c.cache.pages));
}

#[test]
fn production_needs_a_domain_and_speaks_https_without_a_port() {
    let told = problems("[site]\nenvironment = \"production\"", &[URL]);
    assert_eq!(
        told,
        ["site.base_domain: must be set in production: banjarkab.go.id"]
    );

    let file = "[site]\nenvironment = \"production\"\nbase_domain = \"banjarkab.go.id\"";
    let config = load(file, &[URL]).expect("valid");
    assert_eq!(config.site.portal_url(), "https://desa.banjarkab.go.id");
    assert_eq!(config.telemetry.log_format, LogFormat::Json);
    assert_eq!(config.advice().len(), 6);
}

#[test]
fn secrets_stay_out_of_debug_settings_and_problems() {
    let pairs = [
        URL,
        ("BANUA_S3_ENDPOINT", "http://s3"),
        ("BANUA_S3_ACCESS_KEY", "rahasia1"),
        ("BANUA_S3_SECRET_KEY", "rahasia2"),
        ("BANUA_REDIS_URL", "redis://:rahasia3@r/0"),
    ];
    let config = load("", &pairs).expect("valid");
    assert!(!format!("{config:?}").contains("rahasia"), "{config:?}");
    let told = problems("", &[("BANUA_DATABASE_URL", "mysql://u:rahasia@h/x")]);
    assert!(!told.join("").contains("rahasia"), "{told:?}");
}

#[test]
fn a_provider_is_whole_or_not_there() {
    assert!(load("", &[URL]).expect("valid").oidc.is_none());
    let file = "[oidc]\nissuer = \"https://sso.banjarkab.go.id/realms/banjar\"\n\
                client_id = \"banua\"\nmfa_claim = \"amr:mfa\"\nacr_values = [\"a\", \"b\"]\n\
                email_domain = \"banjarkab.go.id\"";
    let secret = ("BANUA_OIDC_CLIENT_SECRET", "rahasia");
    let config = load(file, &[URL, secret]).expect("valid");
    assert!(!format!("{config:?}").contains("\"rahasia"), "{config:?}");
    let oidc = config.oidc.expect("a provider");
    assert_eq!(oidc.mfa_claim, Some(MfaClaim::Amr("mfa".to_owned())));
    assert_eq!(oidc.acr_values, ["a", "b"]);
    assert_eq!(oidc.client_secret.expose(), "rahasia");

    for (text, wrong) in [
        ("client_id = \"banua\"", "oidc.issuer"),
        ("issuer = \"https://x.id\"", "oidc.client_id"),
        ("issuer = \"http://x.id\"\nclient_id = \"b\"", "oidc.issuer"),
        (
            "issuer = \"http://127.0.0.1.x.id/\"\nclient_id = \"b\"",
            "oidc.issuer",
        ),
        (
            "issuer = \"https://x.id?a=b\"\nclient_id = \"b\"",
            "oidc.issuer",
        ),
        ("mfa_claim = \"mfa\"", "oidc.mfa_claim"),
        ("email_domain = \"@x.id\"", "oidc.email_domain"),
    ] {
        let told = problems(&format!("[oidc]\n{text}"), &[URL]);
        assert!(told[0].starts_with(wrong), "{text}: {told:?}");
    }
    let nearby = "[oidc]\nissuer = \"http://localhost:9000/\"\nclient_id = \"b\"\n";
    assert!(load(nearby, &[URL, secret]).is_ok());
    let production = "[site]\nenvironment = \"production\"\nbase_domain = \"x.id\"\n";
    let told = problems(&format!("{production}{nearby}"), &[URL, secret]);
    assert!(told[0].starts_with("oidc.issuer"), "{told:?}");
}

#[test]
fn the_national_signature_is_whole_or_not_there() {
    assert!(load("", &[URL]).expect("valid").bsre.is_none());
    let file = "[bsre]\nurl = \"https://esign.banjarkab.go.id/\"\nuser = \"banua\"";
    let secret = ("BANUA_BSRE_PASSWORD", "rahasia");
    let config = load(file, &[URL, secret]).expect("valid");
    assert!(!format!("{config:?}").contains("\"rahasia"), "{config:?}");
    let bsre = config.bsre.expect("a service");
    assert_eq!(bsre.url, "https://esign.banjarkab.go.id");
    assert_eq!(
        (bsre.user.as_str(), bsre.password.expose()),
        ("banua", "rahasia")
    );
    for (text, wrong) in [
        ("user = \"banua\"", "bsre.url"),
        ("url = \"https://x.id\"", "bsre.user"),
        ("url = \"http://x.id\"\nuser = \"b\"", "bsre.url"),
        ("url = \"https://x.id\"\nuser = \"b\"", "bsre.password"),
    ] {
        let told = problems(&format!("[bsre]\n{text}"), &[URL]);
        assert!(told[0].starts_with(wrong), "{text}: {told:?}");
    }
}

#[test]
fn lists_may_be_arrays_or_comma_separated() {
    let file = "[server]\ntrusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]";
    assert_eq!(
        load(file, &[URL])
            .expect("valid")
            .server
            .trusted_proxies
            .len(),
        2
    );
    let pairs = [URL, ("BANUA_SERVER_TRUSTED_PROXIES", "::1,10.0.0.0/8")];
    assert_eq!(
        load("", &pairs)
            .expect("valid")
            .server
            .trusted_proxies
            .len(),
        2
    );
}

#[test]
fn name_servers_have_a_usual_port_and_certificates_are_watched_where_there_are_any() {
    let config = load("", &[URL]).expect("defaults");
    assert_eq!(config.dns.server, None, "the system's");
    assert!(config.dns.addresses.is_empty() && !config.certificates.watch);
    let server = |value: &str| {
        let config = load("", &[URL, ("BANUA_DNS_SERVER", value)]).expect(value);
        config.dns.server.map(|server| server.to_string())
    };
    assert_eq!(server("9.9.9.9").as_deref(), Some("9.9.9.9:53"));
    assert_eq!(server("127.0.0.1:5353").as_deref(), Some("127.0.0.1:5353"));
    assert_eq!(server("2620:fe::fe").as_deref(), Some("[2620:fe::fe]:53"));
    assert_eq!(server("off"), None);
    let file = "[site]\npublic_scheme = \"https\"\n\
                [dns]\naddresses = [\"203.0.113.7\", \"2001:db8::7\"]\n";
    let config = load(file, &[URL]).expect("valid");
    assert_eq!(config.dns.addresses.len(), 2);
    assert!(config.certificates.watch && config.certificates.ask_at.is_none());
    for (key, value) in [
        ("BANUA_DNS_SERVER", "dns.example"),
        ("BANUA_DNS_ADDRESSES", "203.0.113.7,desa.id"),
        ("BANUA_CERTIFICATES_ASK_AT", "127.0.0.1"),
    ] {
        assert_eq!(problems("", &[URL, (key, value)]).len(), 1, "{key}");
    }
}

#[test]
fn a_test_configuration_is_valid_and_out_of_the_way() {
    let config = Config::for_tests("postgres://a@b/c", "postgres://o@b/c", Path::new("/tmp/x"));
    assert_eq!(config.server.listen.port(), 0);
    assert!(config.server.metrics_listen.is_none() && !config.jobs.inline);
    assert_eq!(config.database.admin().expose(), "postgres://o@b/c");
}

#[test]
fn the_example_for_operators_is_valid_and_names_every_key() {
    let example = include_str!("../../../../deploy/banua.toml.example");
    let config = load(example, &[URL]).expect("the example is valid");
    assert!(config.site.is_production());
    for setting in &config.settings {
        let (section, key) = setting.key.split_once('.').expect("section.key");
        let (_, rest) = example
            .split_once(&format!("\n[{section}]\n"))
            .expect(section);
        let body = rest.split("\n[").next().unwrap_or(rest);
        let named = body
            .lines()
            .any(|line| line.trim_start_matches("# ").split(" =").next() == Some(key));
        assert!(named, "{} is missing in banua.toml.example", setting.key);
    }
}

#[test]
fn further_databases_are_named_with_their_owners() {
    let shards = (
        "BANUA_DATABASE_SHARDS",
        "martapura=postgres://banua_app@10.0.0.8/banua, gambut=postgres://banua_app@10.0.0.9/banua",
    );
    let owners = (
        "BANUA_DATABASE_SHARD_ADMINS",
        "gambut=postgres://banua_owner@10.0.0.9/banua",
    );
    let config = load("", &[URL, shards, owners]).expect("valid");
    let names: Vec<_> = config
        .database
        .shards
        .iter()
        .map(|shard| (shard.name.as_str(), shard.admin().expose()))
        .collect();
    assert_eq!(
        names,
        [
            ("martapura", "postgres://banua_app@10.0.0.8/banua"),
            ("gambut", "postgres://banua_owner@10.0.0.9/banua"),
        ]
    );
}

#[test]
fn a_wrong_further_database_is_named_without_its_password() {
    let shards = (
        "BANUA_DATABASE_SHARDS",
        "main=postgres://a:rahasia@h/b,Dua=postgres://a:rahasia@h/b,dua=http://a:rahasia@h,\
         tiga=postgres://a:rahasia@h/b,tiga=postgres://a:rahasia@h/b",
    );
    let owners = (
        "BANUA_DATABASE_SHARD_ADMINS",
        "empat=postgres://a:rahasia@h/b",
    );
    let told = problems("", &[URL, shards, owners]);
    assert_eq!(told.len(), 5, "{told:#?}");
    assert!(
        told.iter().all(|line| !line.contains("rahasia")),
        "{told:#?}"
    );
    assert!(told.iter().any(|line| line.contains("names tiga twice")));
    assert!(told.iter().any(|line| line.contains("names empat, which")));
}

/// `openssl rand -base64 32`, twice; nobody's.
const KEY_1: &str = "k3b7pW1cQx0uT5mE9fZ2sR8vYh4nLgJaDdXoBiUqC6M=";
const KEY_2: &str = "9f2c4b7a1d8e3f60a5b4c3d2e1f00918273645546372819aabbccddeeff01122";

#[test]
fn master_keys_come_from_the_environment_or_a_file() {
    let config = load("", &[URL]).expect("defaults");
    assert!(config.vault.keys.is_empty() && !config.vault.is_chosen);
    assert_eq!(config.vault.file, Path::new("var/vault.keys"));

    let both = format!("1={KEY_1}, 2={KEY_2}");
    let config = load("", &[URL, ("BANUA_VAULT_KEYS", &both)]).expect("valid");
    let numbers: Vec<u16> = config.vault.keys.iter().map(|key| key.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(config.vault.keys.iter().all(|key| key.bytes().is_some()));
    assert!(config.vault.is_chosen);
    let shown = format!("{config:?}");
    assert!(
        !shown.contains(&KEY_1[..8]) && !shown.contains(&KEY_2[..8]),
        "{shown}"
    );

    let listed = format!("[vault]\nkeys = [\"1={KEY_1}\", \"2={KEY_2}\"]");
    assert_eq!(load(&listed, &[URL]).expect("valid").vault.keys.len(), 2);
    let file = load("[vault]\nfile = \"/etc/banua/vault.keys\"", &[URL]).expect("valid");
    assert!(file.vault.is_chosen && file.vault.keys.is_empty());
}

#[test]
fn a_wrong_master_key_is_named_without_its_text() {
    let unpadded = KEY_1.trim_end_matches('=');
    for (keys, wrong) in [
        (
            format!("1={unpadded},2={unpadded}"),
            "twice, under two numbers",
        ),
        (format!("1={KEY_1},1={KEY_2}"), "two keys of the number 1"),
        (KEY_1.to_owned(), "entry 1 does not begin with a number"),
        (format!("0={KEY_1}"), "entry 1 does not begin with a number"),
        (
            format!("1={KEY_1},2={}", &KEY_2[..62]),
            "entry 2 is not 32 bytes",
        ),
        (format!("1={}", &KEY_1[..20]), "entry 1 is not 32 bytes"),
        (format!("1={}", "A".repeat(43)), "is not random"),
        (format!("1={}", "abcd".repeat(16)), "is not random"),
        (",".to_owned(), "has no key in it"),
    ] {
        let told = problems("", &[URL, ("BANUA_VAULT_KEYS", &keys)]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(wrong), "{told:?}");
        assert!(!told[0].contains(&KEY_1[..8]) && !told[0].contains(&KEY_2[..8]));
    }
    let text = format!("# the first\n1={unpadded}\n\n# since December\n2={KEY_2}\n");
    assert_eq!(VaultKey::read_all(&text).expect("a file").len(), 2);
}
