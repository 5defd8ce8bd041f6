//! `banua serve` and `banua worker`: the service itself, from start to graceful stop.

mod workers;

use std::{convert::Infallible, future::Future, net::SocketAddr, time::Duration};

use anyhow::Context as _;
use axum::serve::IncomingStream;
use config::Config;
use db::Database;
use identity::mail::Mailer;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use web::{App, Clock, Gate};

use self::workers::Workers;
use crate::{
    features,
    setup::{self, Objects},
};

/// How often the figures that are not counted by events are looked at.
const FIGURES_EVERY: Duration = Duration::from_secs(15);
/// How often villages that are on their way are looked after.
const MOVES_EVERY: Duration = Duration::from_secs(20);

/// Serves until SIGTERM or Ctrl-C; with the worker inside unless the configuration says no.
///
/// # Errors
/// When a port is taken or the configuration cannot be used. A database that is away is no error.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let listener = TcpListener::bind(config.server.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.server.listen))?;
    if config.site.is_production() {
        refuse_example_accounts(&config).await?;
    }
    let drain = config.server.drain;
    let (stop, stopped) = watch::channel(false);
    let service = Running::start(config, listener, stopped, Clock::default()).await?;
    service.print_addresses();
    let signal = wait_for_signal().await;
    tracing::info!("stopping");
    if signal == Signal::Terminate {
        // Whoever sends visitors here is told first, and sends the next ones elsewhere.
        service.app.set_leaving();
        tokio::time::sleep(drain).await;
    }
    stop.send_replace(true);
    service.finish().await;
    Ok(())
}

/// Accounts for trying the service have known logins: production does not start with one.
///
/// # Errors
/// When a village has such accounts. A database that is away is no error: at the door they open
/// nothing anyway.
async fn refuse_example_accounts(config: &Config) -> anyhow::Result<()> {
    let database = Database::open(config)?;
    let found = villages_with_examples(&database).await;
    database.close().await;
    match found {
        Ok(villages) if villages.is_empty() => Ok(()),
        Ok(villages) => anyhow::bail!(
            "there are example accounts in {}; delete them with: \
             delete from staff where is_example",
            villages.join(", ")
        ),
        Err(error) => {
            tracing::warn!(%error, "cannot look for example accounts");
            Ok(())
        }
    }
}

async fn villages_with_examples(database: &Database) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    if district::example::any(database).await? {
        found.push("platform.district_staff".to_owned());
    }
    for village in db::register::all(database).await? {
        if village.schema_version < db::required_version() {
            continue;
        }
        let mut tx = database.village(&village.schema).await?;
        if office::example::any(&mut tx).await? {
            found.push(village.schema.to_string());
        }
        tx.finish().await?;
    }
    Ok(found)
}

/// Runs only the worker, for a machine that should not serve pages.
///
/// # Errors
/// When the configuration cannot be used.
pub async fn run_worker(config: Config) -> anyhow::Result<()> {
    let database = Database::open(&config)?;
    let objects = Objects::open(&config.storage).await?;
    let app = setup::app(&config, database, objects.store.clone(), Clock::default())?;
    let (stop, stopped) = watch::channel(false);
    let workers = Workers::of(&app);
    let waker = workers.waker();
    let signals = {
        let (app, stopped) = (app.clone(), stopped.clone());
        spawn(async move { app.follow_signals(stopped, waker).await })
    };
    let grace = config.server.shutdown_grace;
    let work = spawn(async move { workers.run(stopped, grace).await });
    wait_for_signal().await;
    stop.send_replace(true);
    let _ = tokio::join!(signals, work);
    app.database.close().await;
    objects.shutdown().await;
    Ok(())
}

/// The service while it runs. Tests start it on a port of their own.
pub struct Running {
    pub app: App,
    pub address: SocketAddr,
    objects: Objects,
    tasks: Vec<JoinHandle<()>>,
    grace: Duration,
}

impl Running {
    /// Starts everything; `stop` ends it.
    ///
    /// # Errors
    /// When the configuration cannot be used.
    pub async fn start(
        config: Config,
        listener: TcpListener,
        stop: watch::Receiver<bool>,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        let address = listener.local_addr()?;
        let database = Database::open(&config)?;
        let objects = Objects::open(&config.storage).await?;
        let app = setup::app(&config, database, objects.store.clone(), clock)?;
        app.passwords.warm_up().await.context("argon2")?;
        if let Err(error) = app.reload_registry().await {
            tracing::warn!(%error, "the register cannot be read yet; visitors get 503");
        }
        let workers = Workers::of(&app);
        let waker = workers.waker();
        let gate = web::service(app.clone(), features::all());
        let mut tasks = vec![
            spawn(serve(listener, gate, stop.clone())),
            {
                let (app, stop) = (app.clone(), stop.clone());
                spawn(async move { app.follow_signals(stop, waker).await })
            },
            spawn(watch_figures(app.clone(), stop.clone())),
            spawn(watch_moves(app.clone(), stop.clone())),
            {
                let (app, stop) = (app.clone(), stop.clone());
                spawn(async move { web::traffic::keep(&app, stop).await })
            },
        ];
        let grace = config.server.shutdown_grace;
        if config.jobs.inline {
            let stop = stop.clone();
            tasks.push(spawn(async move { workers.run(stop, grace).await }));
        }
        if let Some(listen) = config.server.metrics_listen {
            match TcpListener::bind(listen).await {
                Ok(listener) => tasks.push(spawn(serve_metrics(app.clone(), listener, stop))),
                Err(error) => tracing::warn!(%error, %listen, "figures are not served"),
            }
        }
        Ok(Self {
            app,
            address,
            objects,
            tasks,
            grace,
        })
    }

    /// Waits until requests and jobs under way are done, at most the time the configuration gives.
    pub async fn finish(self) {
        let all = futures::future::join_all(self.tasks);
        if tokio::time::timeout(self.grace + Duration::from_secs(5), all)
            .await
            .is_err()
        {
            tracing::warn!("some requests were cut off");
        }
        // After the last visitor.
        web::traffic::finish(&self.app).await;
        self.app.database.close().await;
        self.objects.shutdown().await;
    }

    /// What the operator waits for.
    fn print_addresses(&self) {
        let registry = self.app.registry();
        let site = &self.app.config.site;
        println!("Banua is up with {} villages.", registry.villages().len());
        println!("  portal    {}", site.portal_url());
        let shown = registry
            .villages()
            .iter()
            .find(|village| village.entry.slug.as_str() == "pembantanan")
            .or_else(|| registry.villages().first());
        if let Some(village) = shown {
            println!("  village   {}", village.base_url);
        }
        if let Some(listen) = self.app.config.server.metrics_listen {
            println!("  figures   http://{listen}/metrics");
            if matches!(self.app.mailer, Mailer::Outbox(_)) {
                println!("  letters   http://{listen}/surat");
            }
        }
        println!("Press Ctrl-C to stop.");
    }
}

/// Starts a task that lives as long as the process.
fn spawn(task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(task)
}

/// Looks after villages that are said to be on their way: a move that broke off keeps nobody from
/// writing for longer than this.
async fn watch_moves(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(MOVES_EVERY) => {}
            _ = stop.changed() => return,
        }
        let registry = app.registry();
        let any_moves = registry
            .villages()
            .iter()
            .any(|village| village.entry.moving_to.is_some());
        if !any_moves || !app.config.database.has_admin() {
            continue;
        }
        match db::moving::mend(&app.database).await {
            Ok(mended) if mended.released > 0 => {
                tracing::warn!(
                    villages = mended.released,
                    "moves that broke off were undone"
                );
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "moves could not be looked after"),
        }
    }
}

async fn serve(listener: TcpListener, gate: Gate, mut stop: watch::Receiver<bool>) {
    let make = tower::service_fn(move |stream: IncomingStream<'_, TcpListener>| {
        let gate = gate.for_peer(*stream.remote_addr());
        std::future::ready(Ok::<_, Infallible>(gate))
    });
    let stopped = async move {
        let _ = stop.wait_for(|stopping| *stopping).await;
    };
    if let Err(error) = axum::serve(listener, make)
        .with_graceful_shutdown(stopped)
        .await
    {
        tracing::error!(%error, "the listener ended");
    }
}

async fn serve_metrics(app: App, listener: TcpListener, mut stop: watch::Receiver<bool>) {
    let page = || async {
        (
            [(http::header::CONTENT_TYPE, telemetry::CONTENT_TYPE)],
            telemetry::render(),
        )
    };
    // Letters that were not sent but kept can be read on this machine.
    let outbox = move || async move {
        match &app.mailer {
            Mailer::Outbox(outbox) => outbox.page().await.map_err(|error| error.to_string()),
            Mailer::Smtp(_) => Err("Letters leave through a mail server.".to_owned()),
        }
        .map(axum::response::Html)
    };
    let routes = axum::Router::new()
        .route("/metrics", axum::routing::get(page))
        .route("/surat", axum::routing::get(outbox));
    let stopped = async move {
        let _ = stop.wait_for(|stopping| *stopping).await;
    };
    if let Err(error) = axum::serve(listener, routes)
        .with_graceful_shutdown(stopped)
        .await
    {
        tracing::error!(%error, "the listener of the figures ended");
    }
}

/// Looks at what nobody counts: villages by state, jobs that wait, connections in the pool.
async fn watch_figures(app: App, mut stop: watch::Receiver<bool>) {
    use web::registry::Readiness;
    while !*stop.borrow() {
        let registry = app.registry();
        for (name, state) in [
            ("active", Readiness::Serving),
            ("suspended", Readiness::Suspended),
            ("archived", Readiness::Archived),
            ("behind", Readiness::Behind),
        ] {
            let count = registry
                .villages()
                .iter()
                .filter(|village| village.readiness == state)
                .count();
            metrics::gauge!(telemetry::VILLAGES, "status" => name).set(count as f64);
        }
        let pool = app.database.control();
        metrics::gauge!(telemetry::DB_POOL_SIZE).set(f64::from(pool.size()));
        metrics::gauge!(telemetry::DB_POOL_IDLE).set(pool.num_idle() as f64);
        if let Ok(counts) = jobs::counts(&app.database).await {
            metrics::gauge!(telemetry::JOBS_WAITING).set(counts.waiting as f64);
        }
        if let Ok(figures) = db::backups::figures(pool).await {
            metrics::gauge!(telemetry::BACKUP_AGE_SECONDS).set(figures.oldest_seconds);
            metrics::gauge!(telemetry::BACKUP_FAILED).set(figures.failed as f64);
        }
        tokio::select! {
            () = tokio::time::sleep(FIGURES_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn wait_for_signal() -> Signal {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => Signal::Interrupt,
                _ = terminate.recv() => Signal::Terminate,
            }
        }
        Err(_) => {
            let _ = interrupt.await;
            Signal::Interrupt
        }
    }
}

/// What ended the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signal {
    /// Ctrl-C: somebody waits.
    Interrupt,
    /// SIGTERM: a supervisor restarts it.
    Terminate,
}
