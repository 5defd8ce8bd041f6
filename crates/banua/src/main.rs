//! `banua`: serves every village, and does what district IT asks for.

use std::{path::PathBuf, process::ExitCode};

use banua::{
    commands::{self, Command, serve},
    setup,
};
use clap::{Parser, Subcommand};
use config::Config;

/// One service, every village.
#[derive(Debug, Parser)]
#[command(name = "banua", version, propagate_version = true)]
struct Cli {
    /// Configuration file; else $BANUA_CONFIG, banua.toml or var/banua.toml
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Top,
}

#[derive(Debug, Subcommand)]
enum Top {
    /// Serves all villages and the portal, with the worker inside
    Serve,
    /// Runs only the background work
    Worker,
    #[command(flatten)]
    Other(Command),
}

fn main() -> ExitCode {
    setup::install_tls();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return commands::usage_error(&error),
    };
    let config = Config::load(cli.config.as_deref());
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("banua: the runtime cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match (cli.command, config) {
        (Top::Other(command), config) => runtime.block_on(commands::run(command, config, cli.json)),
        (_, Err(errors)) => {
            eprintln!("{errors}");
            ExitCode::from(2)
        }
        (command, Ok(config)) => {
            let _telemetry = match telemetry::init(&config) {
                Ok(guard) => guard,
                Err(error) => {
                    eprintln!("banua: {error:#}");
                    return ExitCode::FAILURE;
                }
            };
            let ended = runtime.block_on(async {
                if matches!(command, Top::Worker) {
                    serve::run_worker(config).await
                } else {
                    serve::run(config).await
                }
            });
            match ended {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    tracing::error!("{error:#}");
                    ExitCode::FAILURE
                }
            }
        }
    }
}
