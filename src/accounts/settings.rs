//! What an operator can set about accounts: the areas `auth` and `limits` of the configuration.

use secrecy::SecretString;
use serde::Deserialize;

use crate::platform::crypto::PasswordCost;

/// `auth.*`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How long an access token is good, in minutes.
    pub access_minutes: u32,
    /// How long a sign-in lasts without being used, in days.
    pub refresh_days: u32,
    /// Signs access tokens; at least 32 signs. Made and kept in the data folder when absent and the embedded default is used.
    pub jwt_secret: Option<SecretString>,
    /// The name of this installation in its tokens: a token of another installation is refused even under the same secret.
    pub issuer: String,
    /// Work of one password hash.
    pub password_cost: PasswordCost,
    /// How many passwords are hashed at a time, each with its own memory.
    pub password_hashes_at_once: usize,
    /// Whether strangers may register; when not, accounts are made by `glouton user create` only.
    pub registration: bool,
    /// Whether a new account is mailed a code to prove its address; needs `mail.url`.
    pub verify_email: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            access_minutes: 30,
            refresh_days: 7,
            jwt_secret: None,
            issuer: "glouton".to_owned(),
            password_cost: PasswordCost::default(),
            password_hashes_at_once: 2,
            registration: true,
            verify_email: false,
        }
    }
}

/// The part of `limits.*` that concerns signing in, each a minute and network address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// False lifts every limit, for tests and closed networks.
    pub enabled: bool,
    /// Registrations.
    pub register_per_minute: u32,
    /// Attempts to log in, right and wrong.
    pub login_per_minute: u32,
    /// Attempts to log in to one account, from wherever.
    pub login_per_account_per_minute: u32,
    /// Exchanges of a refresh token.
    pub refresh_per_minute: u32,
    /// Requests for a password reset.
    pub forgot_per_minute: u32,
    /// Password resets.
    pub reset_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            enabled: true,
            register_per_minute: 5,
            login_per_minute: 10,
            login_per_account_per_minute: 30,
            refresh_per_minute: 60,
            forgot_per_minute: 3,
            reset_per_minute: 5,
        }
    }
}
