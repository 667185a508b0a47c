//! Typed settings. Embedded defaults, then a file, then the environment, then flags; each later one wins.
//! Invariant: every key stands in `config/default.toml` with its meaning; a key that does not stand there stops the start.
//! Does not belong here: what a setting does. Each room defines the struct it is given; this one only fills it.

mod file;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use toml::{Table, Value};

use crate::{accounts, crawl, credits, graphql, hunts, leads, platform};

/// The embedded defaults, commented.
pub const DEFAULTS: &str = include_str!("../../config/default.toml");
const PREFIX: &str = "GLOUTON__";
/// Keys whose values are never shown.
const SECRETS: &[&str] =
    &["auth.jwt_secret", "database.url", "redis.url", "egress.proxy", "mail.url", "snapshots.access_key", "snapshots.secret_key"];
/// Keys for which an empty text means "none".
const OPTIONAL: &[&str] = &["auth.jwt_secret"];

/// All settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where HTTP is served.
    pub http: Http,
    /// Where data are kept.
    pub data: Data,
    /// The database.
    pub database: Database,
    /// Redis.
    pub redis: Redis,
    /// Tokens and passwords.
    pub auth: accounts::Settings,
    /// Limits on signing in.
    pub limits: accounts::Limits,
    /// The schema.
    pub graphql: graphql::cost::Settings,
    /// The way out.
    pub egress: platform::egress::Settings,
    /// Browsers.
    pub browser: platform::browser::Settings,
    /// Reading sites.
    pub crawl: crawl::Settings,
    /// Where the pages read are kept.
    pub snapshots: crawl::StorageSettings,
    /// Hunts.
    pub hunts: hunts::rules::Settings,
    /// Background work.
    pub tasks: platform::tasks::Settings,
    /// Mail.
    pub mail: platform::mail::Settings,
    /// Credits.
    pub credits: credits::Settings,
    /// Verification of e-mail addresses.
    pub verification: leads::verification::Settings,
    /// Logs.
    pub log: Log,
}

/// Section `[http]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Address and port to listen on.
    pub bind: SocketAddr,
    /// The address people reach this service by; empty for `http://<bind>`.
    pub public_url: String,
    /// Web origins that may call the API from a browser; "*" for all.
    pub allowed_origins: Vec<String>,
    /// Addresses of proxies whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Most bytes of a request.
    pub max_body_bytes: usize,
    /// Longest a query or mutation may take, milliseconds.
    pub timeout_ms: u64,
    /// Most open sockets and streams.
    pub max_streams: usize,
    /// Most subscriptions of one socket.
    pub max_subscriptions_per_socket: usize,
}

/// Section `[data]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The data folder.
    pub dir: PathBuf,
}

/// Section `[database]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite://path` or `postgres://…`; empty for `glouton.db` in the data folder.
    pub url: SecretString,
    /// Connections at most.
    pub max_connections: u32,
}

/// Section `[redis]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redis {
    /// `redis://…`; empty for none.
    pub url: SecretString,
}

/// Section `[log]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// A level or a filter ("info,glouton=debug").
    pub level: String,
    /// "pretty" or "json".
    pub format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// For machines.
    Json,
}

/// Why the settings cannot be used; each message says what to write.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there or cannot be read.
    #[error("the configuration file {path} cannot be read: {cause}")]
    File {
        /// Which.
        path: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// It is no TOML.
    #[error("{path} is no TOML: {cause}")]
    Syntax {
        /// Which.
        path: String,
        /// What the parser says.
        cause: String,
    },
    /// A key that means nothing.
    #[error("{origin}: there is no setting \"{key}\"{hint}")]
    Unknown {
        /// Who said it.
        origin: String,
        /// The key.
        key: String,
        /// A near one.
        hint: String,
    },
    /// A value of the wrong type.
    #[error("{origin}: \"{key}\" takes {wanted}")]
    Type {
        /// Who said it.
        origin: String,
        /// The key.
        key: String,
        /// What it takes.
        wanted: &'static str,
    },
    /// A value that makes no sense.
    #[error("{0}")]
    Value(String),
}

impl Settings {
    /// Loads the settings: defaults, then `file`, then the variables in `environment`, then `flags` ("http.bind", value).
    ///
    /// # Errors
    /// [`ConfigError`] in one sentence.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        flags: &[(&str, String)],
    ) -> Result<Self, ConfigError> {
        let table = merged(file, environment, flags)?;
        let mut settings = without_empty(table);
        // Paths of the error are dotted keys already.
        let settings: Self = std::mem::take(&mut settings)
            .try_into()
            .map_err(|error: toml::de::Error| ConfigError::Value(error.message().to_owned()))?;
        Ok(settings)
    }

    /// The database to open: the one configured, or the embedded one in the data folder.
    #[must_use]
    pub fn database_url(&self) -> SecretString {
        if self.database.url.expose_secret().is_empty() {
            format!("sqlite://{}", self.data.dir.join("glouton.db").display()).into()
        } else {
            self.database.url.clone()
        }
    }

    /// True when the database is embedded, so that this process holds the data folder alone.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.database_url().expose_secret().starts_with("sqlite:")
    }

    /// The address people reach this service by.
    #[must_use]
    pub fn public_url(&self) -> String {
        if self.http.public_url.is_empty() { format!("http://{}", self.http.bind) } else { self.http.public_url.clone() }
    }
}

/// The effective configuration as TOML, with secrets redacted.
///
/// # Errors
/// As [`Settings::load`].
pub fn describe(
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
    flags: &[(&str, String)],
) -> Result<String, ConfigError> {
    let mut table = merged(file, environment, flags)?;
    for key in SECRETS {
        if let Some(Value::String(text)) = entry(&mut table, key)
            && !text.is_empty()
        {
            "(secret)".clone_into(text);
        }
    }
    Ok(toml::to_string_pretty(&table).unwrap_or_default())
}

fn merged(
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
    flags: &[(&str, String)],
) -> Result<Table, ConfigError> {
    let mut table: Table = DEFAULTS.parse().map_err(|cause: toml::de::Error| ConfigError::Syntax {
        path: "the embedded default.toml".to_owned(),
        cause: cause.message().to_owned(),
    })?;
    if let Some(path) = file {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|cause| ConfigError::File { path: shown.clone(), cause })?;
        let over = file::parse(&text).map_err(|cause| ConfigError::Syntax { path: shown.clone(), cause: cause.to_string() })?;
        overlay(&mut table, over, &shown, "")?;
    }
    let mut variables: Vec<(String, String)> = environment.into_iter().filter(|(name, _)| name.starts_with(PREFIX)).collect();
    variables.sort();
    for (name, text) in variables {
        let key = name[PREFIX.len()..].to_ascii_lowercase().replace("__", ".");
        set(&mut table, &key, &text, &format!("the environment variable {name}"))?;
    }
    for (key, text) in flags {
        set(&mut table, key, text, "a flag")?;
    }
    Ok(table)
}

fn without_empty(mut table: Table) -> Table {
    for key in OPTIONAL {
        if entry(&mut table, key).is_some_and(|value| value.as_str() == Some(""))
            && let Some((section, name)) = key.split_once('.')
            && let Some(Value::Table(section)) = table.get_mut(section)
        {
            section.remove(name);
        }
    }
    table
}

fn entry<'t>(table: &'t mut Table, key: &str) -> Option<&'t mut Value> {
    let (section, name) = key.split_once('.')?;
    match table.get_mut(section)? {
        Value::Table(inner) => match inner.get_mut(name) {
            Some(value) => Some(value),
            None => None,
        },
        _ => None,
    }
}

fn unknown(origin: &str, key: &str, known: impl IntoIterator<Item = String>) -> ConfigError {
    let near = known
        .into_iter()
        .find(|k| k.ends_with(key.rsplit('.').next().unwrap_or(key)) || key.ends_with(k.rsplit('.').next().unwrap_or(k)));
    ConfigError::Unknown {
        origin: origin.to_owned(),
        key: key.to_owned(),
        hint: near.map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default(),
    }
}

fn all_keys(table: &Table, prefix: &str) -> Vec<String> {
    table
        .iter()
        .flat_map(|(name, value)| match value {
            Value::Table(inner) => all_keys(inner, &format!("{prefix}{name}.")),
            _ => vec![format!("{prefix}{name}")],
        })
        .collect()
}

fn overlay(base: &mut Table, over: Table, origin: &str, prefix: &str) -> Result<(), ConfigError> {
    for (name, value) in over {
        let key = format!("{prefix}{name}");
        let known = all_keys(base, prefix);
        match (base.get_mut(&name), value) {
            (None, _) => return Err(unknown(origin, &key, known)),
            (Some(Value::Table(inner)), Value::Table(value)) => overlay(inner, value, origin, &format!("{key}."))?,
            (Some(slot), value) => {
                let same =
                    slot.type_str() == value.type_str() || matches!((&*slot, &value), (Value::Float(_), Value::Integer(_)));
                if !same {
                    return Err(ConfigError::Type { origin: origin.to_owned(), key, wanted: wanted(slot) });
                }
                *slot = value;
            }
        }
    }
    Ok(())
}

fn wanted(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a moment",
        Value::Array(_) => "a list, as JSON: [\"a\", \"b\"]",
        Value::Table(_) => "keys below it",
    }
}

/// Sets one dotted key from a text, read as the type its default has.
fn set(table: &mut Table, key: &str, text: &str, origin: &str) -> Result<(), ConfigError> {
    let known = all_keys(table, "");
    let mut names: Vec<&str> = key.split('.').collect();
    let last = names.pop().unwrap_or_default();
    let mut inner = &mut *table;
    for name in names {
        match inner.get_mut(name) {
            Some(Value::Table(next)) => inner = next,
            _ => return Err(unknown(origin, key, known)),
        }
    }
    let Some(slot) = inner.get_mut(last) else { return Err(unknown(origin, key, known)) };
    let parsed = match slot {
        Value::String(_) => Some(Value::String(text.to_owned())),
        Value::Integer(_) => text.trim().parse().ok().map(Value::Integer),
        Value::Float(_) => text.trim().parse().ok().map(Value::Float),
        Value::Boolean(_) => match text.trim() {
            "true" | "1" => Some(Value::Boolean(true)),
            "false" | "0" => Some(Value::Boolean(false)),
            _ => None,
        },
        Value::Array(_) => serde_json::from_str::<serde_json::Value>(text)
            .ok()
            .filter(serde_json::Value::is_array)
            .and_then(|v| Value::try_from(v).ok()),
        Value::Datetime(_) | Value::Table(_) => None,
    };
    *slot = parsed.ok_or_else(|| ConfigError::Type { origin: origin.to_owned(), key: key.to_owned(), wanted: wanted(slot) })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        Settings::load(None, environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())), &[])
    }

    #[test]
    fn the_defaults_are_complete_and_are_those_the_documentation_names() {
        let settings = load(&[]).expect("defaults");
        assert_eq!(settings.http.bind.to_string(), "127.0.0.1:8080");
        assert_eq!((settings.egress.host_delay_ms, settings.egress.host_concurrency), (1000, 2));
        assert!(settings.egress.allow_networks.is_empty());
        assert!(settings.is_embedded());
        assert_eq!(settings.credits.starter.to_string(), "50");
        assert!(settings.limits.enabled);
    }

    #[test]
    fn the_environment_overrides_with_numbers_texts_and_json_lists() {
        let settings = load(&[
            ("GLOUTON__EGRESS__ALLOW_NETWORKS", r#"["127.0.0.0/8"]"#),
            ("GLOUTON__EGRESS__HOST_DELAY_MS", "5"),
            ("GLOUTON__LIMITS__ENABLED", "false"),
            ("GLOUTON__DATABASE__URL", "postgres://u:p@h/d"),
            ("PATH", "/bin"),
        ])
        .expect("settings");
        assert_eq!(settings.egress.allow_networks.len(), 1);
        assert_eq!(settings.egress.host_delay_ms, 5);
        assert!(!settings.limits.enabled && !settings.is_embedded());
    }

    #[test]
    fn an_unknown_key_and_a_wrong_type_are_named_with_their_origin() {
        let error = load(&[("GLOUTON__HTTP__BINDS", "x")]).expect_err("unknown").to_string();
        assert!(error.contains("GLOUTON__HTTP__BINDS") && error.contains("http.binds"), "{error}");
        let error = load(&[("GLOUTON__EGRESS__HOST_DELAY_MS", "soon")]).expect_err("type").to_string();
        assert!(error.contains("a whole number"), "{error}");
        let error = load(&[("GLOUTON__EGRESS__ALLOW_NETWORKS", "127.0.0.0/8")]).expect_err("type").to_string();
        assert!(error.contains("as JSON"), "{error}");
        let error = load(&[("GLOUTON__HTTP__BIND", "nowhere")]).expect_err("value").to_string();
        assert!(!error.is_empty());
    }

    #[test]
    fn a_described_configuration_shows_no_secret() {
        let environment = [("GLOUTON__DATABASE__URL".to_owned(), "postgres://u:hunter2@h/d".to_owned())];
        let text = describe(None, environment, &[]).expect("described");
        assert!(!text.contains("hunter2") && text.contains("(secret)"));
        let environment = [("GLOUTON__SNAPSHOTS__SECRET_KEY", "hunter3"), ("GLOUTON__SNAPSHOTS__ACCESS_KEY", "AKHUNTER")];
        let text = describe(None, environment.map(|(k, v)| (k.to_owned(), v.to_owned())), &[]).expect("described");
        assert!(!text.contains("hunter3") && !text.contains("AKHUNTER"));
        assert!(!format!("{:?}", load(&environment).expect("settings")).contains("hunter3"));
    }
}
