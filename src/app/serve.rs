//! `glouton serve`: the server until a signal says stop.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::Args;
use tokio::net::TcpListener;

use super::{App, Extras, Role, StartError, cli, telemetry};

/// Options of `glouton serve`.
#[derive(Debug, Args)]
pub struct Options {
    /// Address and port to listen on (http.bind).
    #[arg(long, value_name = "ADDRESS")]
    bind: Option<SocketAddr>,
    /// Data folder (data.dir).
    #[arg(long, value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// Database (database.url).
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// What this process is for, where several share a PostgreSQL database.
    #[arg(long, value_enum, env = "GLOUTON_ROLE", default_value_t = Role::All)]
    role: Role,
}

/// Runs the server.
///
/// # Errors
/// One sentence.
pub async fn run(file: Option<&PathBuf>, options: Options) -> Result<ExitCode, cli::Failure> {
    let mut flags = Vec::new();
    if let Some(bind) = options.bind {
        flags.push(("http.bind", bind.to_string()));
    }
    if let Some(dir) = options.data_dir {
        flags.push(("data.dir", dir.display().to_string()));
    }
    if let Some(url) = options.database_url {
        flags.push(("database.url", url));
    }
    let settings = cli::load(file, &flags)?;
    telemetry::start(&settings.log);
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new()
        .install_recorder()
        .map_err(|error| format!("metrics cannot be recorded: {error}"))?;
    let listener = listen(settings.http.bind).await.map_err(|error| error.to_string())?;
    let app =
        App::build(settings, Extras { role: options.role, ..Extras::default() }).await.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    match app.role {
        Role::All | Role::Api => {
            tracing::info!("ready: the API is at http://{address}/graphql, the playground at http://{address}/graphiql");
        }
        Role::Worker => tracing::info!("ready: working; how it goes is at http://{address}/health/ready"),
    }
    let stopped_well = http(&app, listener, Some(recorder), stop_signal()).await?;
    Ok(if stopped_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes the port.
///
/// # Errors
/// [`StartError::Bind`].
pub async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|cause| StartError::Bind { address, cause })
}

/// Serves `app` on `listener` until `stop`, then stops it. True when everything ended in time.
///
/// # Errors
/// One sentence.
pub async fn http(
    app: &App,
    listener: TcpListener,
    metrics: Option<metrics_exporter_prometheus::PrometheusHandle>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<bool, cli::Failure> {
    let stopping = app.services.stopping.clone();
    let signalled = {
        let stopping = stopping.clone();
        async move {
            stop.await;
            tracing::info!("stopping: open work is handed back");
            stopping.cancel();
        }
    };
    let router = app.router(metrics).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(signalled);
    let served = tokio::select! {
        served = async { serving.await } => served,
        // Connections that do not close by themselves are not waited for longer than tasks are.
        () = async {
            stopping.cancelled().await;
            tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        } => Ok(()),
    };
    served.map_err(|error| format!("the server ended: {error}"))?;
    Ok(app.stop().await)
}

/// Resolves at SIGTERM or SIGINT.
pub async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
