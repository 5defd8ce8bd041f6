//! What district IT types: one file per word of the command line.

pub mod audit;
pub mod backup;
pub mod bulletin;
pub mod check;
pub mod district;
pub mod district_token;
pub mod example_residents;
pub mod examples;
pub mod geo;
pub mod letter;
pub mod migrate;
pub mod report;
pub mod serve;
pub mod shard;
pub mod vault;
pub mod village;

use std::process::ExitCode;

use config::{Config, ConfigErrors};
use db::Database;

pub use report::{Refusal, finish, usage_error};

/// What every command works with.
pub struct Context {
    pub config: Config,
    pub database: Database,
    /// Whether the answer is for a machine.
    pub json: bool,
}

impl Context {
    /// Prepares the context; nothing is connected yet.
    ///
    /// # Errors
    /// When an address of the configuration cannot be read.
    pub fn new(config: Config, json: bool) -> anyhow::Result<Self> {
        let database = Database::open(&config)?;
        Ok(Self {
            config,
            database,
            json,
        })
    }
}

/// The commands besides `serve` and `worker`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Brings every schema to the version this build needs
    Migrate(migrate::Args),
    /// Examines configuration, services and schemas, and says what to do
    #[command(visible_alias = "doctor")]
    Check(check::Args),
    /// Makes an account of each role in one village, for who tries the service; never in production
    ExampleAccounts(examples::Args),
    /// Fills an empty register with fictional people, for who tries the service; never in production
    ExampleResidents(example_residents::Args),
    /// Who works for the district, and which programs
    #[command(subcommand)]
    District(district::Command),
    /// What the regency says on the sites of villages
    #[command(subcommand)]
    Bulletin(bulletin::Command),
    /// Checks that the records of what was done are whole
    #[command(subcommand)]
    Audit(audit::Command),
    /// Outlines of villages for the map of the portal
    #[command(subcommand)]
    Geo(geo::Command),
    /// Checks letters
    #[command(subcommand)]
    Letter(letter::Command),
    /// Exports of every village in object storage: made, listed, tried out
    #[command(subcommand)]
    Backup(backup::Command),
    /// The databases that hold villages
    #[command(subcommand)]
    Shard(shard::Command),
    /// The keys under which personal data lies closed
    #[command(subcommand)]
    Vault(vault::Command),
    /// Makes, changes and lists villages
    #[command(subcommand)]
    Village(village::Command),
}

/// Runs a command to its end: what it printed is all there is to say.
pub async fn run(command: Command, config: Result<Config, ConfigErrors>, json: bool) -> ExitCode {
    let outcome = match (command, config) {
        (Command::Check(args), config) => Box::pin(check::run(args, config, json)).await,
        // Anybody may check a letter, also who runs no service.
        (Command::Letter(command), config) => Box::pin(letter::run(command, config, json)).await,
        (_, Err(errors)) => Err(Refusal::usage("bad_configuration", errors.to_string()).into()),
        (command, Ok(config)) => Box::pin(in_context(command, config, json)).await,
    };
    finish(outcome, json)
}

async fn in_context(command: Command, config: Config, json: bool) -> anyhow::Result<ExitCode> {
    let context = Context::new(config, json)?;
    // Boxed, so that the whole does not carry the room of every command on its stack.
    let outcome = match command {
        Command::Migrate(args) => Box::pin(migrate::run(args, &context)).await,
        Command::ExampleAccounts(args) => Box::pin(examples::run(args, &context)).await,
        Command::ExampleResidents(args) => Box::pin(example_residents::run(args, &context)).await,
        Command::District(command) => Box::pin(district::run(command, &context)).await,
        Command::Geo(command) => Box::pin(geo::run(command, &context)).await,
        Command::Bulletin(command) => Box::pin(bulletin::run(command, &context)).await,
        Command::Audit(command) => Box::pin(audit::run(command, &context)).await,
        Command::Backup(command) => Box::pin(backup::run(command, &context)).await,
        Command::Shard(command) => Box::pin(shard::run(command, &context)).await,
        Command::Vault(command) => Box::pin(vault::run(command, &context)).await,
        Command::Village(command) => Box::pin(village::run(command, &context)).await,
        Command::Letter(command) => {
            Box::pin(letter::run(command, Ok(context.config.clone()), json)).await
        }
        Command::Check(args) => Box::pin(check::run(args, Ok(context.config.clone()), json)).await,
    };
    context.database.close().await;
    outcome
}
