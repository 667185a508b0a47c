//! Making and reading credentials: signed access tokens, refresh tokens, API keys, and the gates that slow down guessing.
//! Does not belong here: which of them are stored, revoked or whose (ops, store).

use std::{net::IpAddr, sync::Arc, time::Duration};

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use super::{
    model::{Caller, SessionId, UserId, WorkspaceId},
    settings::{Limits, Settings},
};
use crate::platform::{
    clock::Timestamp,
    crypto::{CostError, PasswordHasher, random_token},
    error::{Error, Result},
    limits::{CommonLimiter, Limiter, Quota, network_of},
    redis::Shares,
};

const AUDIENCE: &str = "glouton-api";
const REFRESH_PREFIX: &str = "glr_";
const KEY_PREFIX: &str = "glk_";
const INVITATION_PREFIX: &str = "gli_";
const CODE_PREFIX: &str = "glc_";
/// How many addresses or accounts a gate remembers.
const GATE_KEYS: usize = 20_000;

/// What one installation needs to make and check credentials. Clones share it.
#[derive(Clone)]
pub struct Credentials(Arc<Inner>);

struct Inner {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    issuer: String,
    access: Duration,
    refresh: Duration,
    registration: bool,
    verify_email: bool,
    hasher: PasswordHasher,
    gates: Option<Gates>,
}

struct Gates {
    register: CommonLimiter<IpAddr>,
    login: CommonLimiter<IpAddr>,
    refresh: CommonLimiter<IpAddr>,
    account: CommonLimiter<String>,
    forgot: CommonLimiter<IpAddr>,
    reset: CommonLimiter<IpAddr>,
}

/// What may be tried only so often from one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Registering.
    Register,
    /// Logging in.
    Login,
    /// Exchanging a refresh token.
    Refresh,
    /// Asking for a password reset.
    Forgot,
    /// Resetting a password, verifying an address.
    Reset,
}

/// Why the credentials of an installation cannot be set up; one sentence for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// The signing secret is weak.
    #[error("auth.jwt_secret must have at least 32 signs; `openssl rand -hex 32` makes a good one")]
    WeakSecret,
    /// The password cost is out of range.
    #[error("auth.password_cost: {0}")]
    Cost(#[from] CostError),
}

/// What an access token says. Times are Unix seconds, as JWT has them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    /// The user.
    pub sub: UserId,
    /// The session, so that a revoked one is refused at once.
    pub sid: SessionId,
    /// The workspace the token opens when no header names another.
    pub ws: WorkspaceId,
    iat: i64,
    exp: i64,
}

impl Claims {
    /// Good until.
    pub fn expires_at(&self) -> Timestamp {
        Timestamp(self.exp.saturating_mul(1000))
    }
}

/// An access token with its end.
#[derive(Debug)]
pub struct AccessToken {
    /// What the client sends.
    pub token: SecretString,
    /// Good until.
    pub expires_at: Timestamp,
}

/// A new API key: its public part and the whole.
pub(super) struct KeyText {
    pub prefix: String,
    pub whole: SecretString,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

impl Credentials {
    /// Sets up an installation's credentials; `secret` signs its access tokens.
    ///
    /// # Errors
    /// [`SetupError`] for a weak secret or an impossible password cost.
    pub fn new(settings: &Settings, limits: Limits, secret: &SecretString) -> Result<Self, SetupError> {
        Self::in_common(settings, limits, secret, None)
    }

    /// As [`Credentials::new`], with gates that all processes of the installation count at.
    ///
    /// # Errors
    /// As [`Credentials::new`].
    pub fn in_common(
        settings: &Settings,
        limits: Limits,
        secret: &SecretString,
        common: Option<&Shares>,
    ) -> Result<Self, SetupError> {
        let secret = secret.expose_secret().as_bytes();
        if secret.len() < 32 {
            return Err(SetupError::WeakSecret);
        }
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&settings.issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The library would ask the machine's clock; the end of a token is judged by the operation's clock instead.
        validation.validate_exp = false;
        let gates = limits.enabled.then(|| Gates {
            register: gate("register", limits.register_per_minute, common),
            login: gate("login", limits.login_per_minute, common),
            refresh: gate("refresh", limits.refresh_per_minute, common),
            account: gate("account", limits.login_per_account_per_minute, common),
            forgot: gate("forgot", limits.forgot_per_minute, common),
            reset: gate("reset", limits.reset_per_minute, common),
        });
        Ok(Self(Arc::new(Inner {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            validation,
            issuer: settings.issuer.clone(),
            access: Duration::from_secs(60 * u64::from(settings.access_minutes)),
            refresh: Duration::from_secs(86_400 * u64::from(settings.refresh_days)),
            registration: settings.registration,
            verify_email: settings.verify_email,
            hasher: PasswordHasher::new(settings.password_cost, settings.password_hashes_at_once)?,
            gates,
        })))
    }

    /// Hashes and checks passwords.
    pub(super) fn hasher(&self) -> &PasswordHasher {
        &self.0.hasher
    }

    /// How long a session lasts without being refreshed.
    pub(super) fn refresh_lasts(&self) -> Duration {
        self.0.refresh
    }

    /// Whether strangers may register.
    pub(super) fn registration_open(&self) -> bool {
        self.0.registration
    }

    /// Whether a new account is mailed a code to prove its address.
    pub(super) fn mails_verification(&self) -> bool {
        self.0.verify_email
    }

    /// Counts an attempt from `caller`'s network.
    ///
    /// # Errors
    /// [`Error::RateLimited`] when there were too many.
    pub(super) async fn attempt(&self, attempt: Attempt, caller: &Caller, now: Timestamp) -> Result<()> {
        let (Some(gates), Some(address)) = (&self.0.gates, caller.address) else { return Ok(()) };
        let gate = match attempt {
            Attempt::Register => &gates.register,
            Attempt::Login => &gates.login,
            Attempt::Refresh => &gates.refresh,
            Attempt::Forgot => &gates.forgot,
            Attempt::Reset => &gates.reset,
        };
        gate.take(network_of(address), now).await.map_err(|retry_after| Error::RateLimited { retry_after })
    }

    /// Counts an attempt to log in to the account with this address, whether there is one or not.
    ///
    /// # Errors
    /// [`Error::RateLimited`] when there were too many.
    pub(super) async fn attempt_on(&self, email: &str, caller: &Caller, now: Timestamp) -> Result<()> {
        let (Some(gates), Some(_)) = (&self.0.gates, caller.address) else { return Ok(()) };
        gates.account.take(email.to_owned(), now).await.map_err(|retry_after| Error::RateLimited { retry_after })
    }

    /// Signs an access token.
    pub(super) fn access_token(
        &self,
        user: UserId,
        session: SessionId,
        workspace: WorkspaceId,
        now: Timestamp,
    ) -> Result<AccessToken> {
        let (iat, exp) = (now.millis() / 1000, now.plus(self.0.access).millis() / 1000);
        let claims =
            Claims { iss: self.0.issuer.clone(), aud: AUDIENCE.to_owned(), sub: user, sid: session, ws: workspace, iat, exp };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.0.encoding).map_err(Error::internal)?;
        Ok(AccessToken { token: SecretString::from(token), expires_at: claims.expires_at() })
    }

    /// Reads an access token that this installation signed and that has not ended.
    pub(super) fn read_access_token(&self, token: &str, now: Timestamp) -> Result<Claims> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.0.decoding, &self.0.validation)
            .map_err(|_| Error::Unauthenticated("the access token is not valid"))?
            .claims;
        if claims.expires_at() <= now {
            return Err(Error::Unauthenticated("the access token has expired"));
        }
        Ok(claims)
    }
}

/// So many a minute of each key.
fn gate<K: Eq + std::hash::Hash + std::fmt::Display>(
    name: &'static str,
    count: u32,
    common: Option<&Shares>,
) -> CommonLimiter<K> {
    CommonLimiter::new(name, Limiter::new(Quota::per_minute(count), GATE_KEYS), common.cloned())
}

/// A new refresh token, 160 bits.
pub(super) fn new_refresh_token() -> SecretString {
    SecretString::from(format!("{REFRESH_PREFIX}{}", random_token::<32>()))
}

/// A new code to be mailed, 160 bits.
pub(super) fn new_code() -> SecretString {
    SecretString::from(format!("{CODE_PREFIX}{}", random_token::<32>()))
}

/// A new text that opens an invitation, 160 bits.
pub(super) fn new_invitation_token() -> SecretString {
    SecretString::from(format!("{INVITATION_PREFIX}{}", random_token::<32>()))
}

/// A new API key `glk_<prefix>_<secret>`, 160 bits of secret.
pub(super) fn new_key() -> KeyText {
    let prefix = format!("{KEY_PREFIX}{}", random_token::<8>());
    let whole = SecretString::from(format!("{prefix}_{}", random_token::<32>()));
    KeyText { prefix, whole }
}

/// The public part of a text that looks like an API key.
pub(super) fn key_prefix(text: &str) -> Option<&str> {
    let (name, secret) = text.strip_prefix(KEY_PREFIX)?.split_once('_')?;
    (name.len() == 8 && secret.len() == 32).then(|| &text[..KEY_PREFIX.len() + 8])
}

/// True for a text that looks like an API key rather than an access token.
pub(super) fn is_key(text: &str) -> bool {
    text.starts_with(KEY_PREFIX)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    fn credentials(issuer: &str, secret: &str) -> Credentials {
        let settings = Settings { issuer: issuer.to_owned(), ..Settings::default() };
        Credentials::new(&settings, Limits::default(), &SecretString::from(secret)).expect("good settings")
    }

    fn ids() -> (UserId, SessionId, WorkspaceId) {
        (UserId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)), WorkspaceId(Uuid::from_u128(3)))
    }

    const SECRET: &str = "an invented secret of forty-one signs ....";

    #[test]
    fn an_access_token_says_who_until_it_ends() {
        let credentials = credentials("here", SECRET);
        let (user, session, workspace) = ids();
        let token = credentials.access_token(user, session, workspace, NOW).expect("a token");
        assert_eq!(token.expires_at, NOW.plus(Duration::from_secs(1800)));
        let claims = credentials.read_access_token(token.token.expose_secret(), NOW).expect("claims");
        assert_eq!((claims.sub, claims.sid, claims.ws), (user, session, workspace));
        let just_before = NOW.plus(Duration::from_secs(1799));
        assert!(credentials.read_access_token(token.token.expose_secret(), just_before).is_ok());
        assert!(matches!(
            credentials.read_access_token(token.token.expose_secret(), token.expires_at),
            Err(Error::Unauthenticated(_))
        ));
    }

    #[test]
    fn a_token_of_another_installation_or_signed_otherwise_is_refused() {
        let (user, session, workspace) = ids();
        let mine = credentials("here", SECRET);
        for other in [credentials("elsewhere", SECRET), credentials("here", "another invented secret, also long enough")] {
            let token = other.access_token(user, session, workspace, NOW).expect("a token");
            assert!(mine.read_access_token(token.token.expose_secret(), NOW).is_err());
        }
        let unsigned = {
            use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
            let token = mine.access_token(user, session, workspace, NOW).expect("a token");
            let claims = token.token.expose_secret().split('.').nth(1).expect("claims").to_owned();
            format!("{}.{claims}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#))
        };
        assert!(mine.read_access_token(&unsigned, NOW).is_err());
        assert!(mine.read_access_token("", NOW).is_err());
    }

    #[test]
    fn a_weak_secret_and_an_impossible_cost_stop_the_set_up() {
        let new =
            |settings: &Settings, secret: &str| Credentials::new(settings, Limits::default(), &SecretString::from(secret)).err();
        assert_eq!(new(&Settings::default(), "short"), Some(SetupError::WeakSecret));
        let mut settings = Settings::default();
        settings.password_cost.passes = 0;
        assert_eq!(new(&settings, SECRET), Some(SetupError::Cost(CostError)));
    }

    #[test]
    fn a_key_shows_its_prefix_and_other_texts_show_none() {
        let key = new_key();
        assert_eq!(key_prefix(key.whole.expose_secret()), Some(key.prefix.as_str()));
        for text in ["", "glk_", "glk_abc", "glk_12345678_short", "glr_12345678_0123456789abcdef0123456789abcdef"] {
            assert_eq!(key_prefix(text), None, "{text}");
        }
    }

    #[tokio::test]
    async fn attempts_are_counted_by_network_and_the_operator_is_not_limited() {
        let credentials = credentials("here", SECRET);
        let caller = |address: &str| Caller { address: address.parse().ok(), user_agent: None };
        for _ in 0..5 {
            assert!(credentials.attempt(Attempt::Register, &caller("192.0.2.1"), NOW).await.is_ok());
        }
        assert!(matches!(
            credentials.attempt(Attempt::Register, &caller("192.0.2.1"), NOW).await,
            Err(Error::RateLimited { retry_after }) if retry_after == Duration::from_secs(12)
        ));
        assert!(credentials.attempt(Attempt::Login, &caller("192.0.2.1"), NOW).await.is_ok());
        assert!(credentials.attempt(Attempt::Register, &caller("192.0.2.2"), NOW).await.is_ok());
        for _ in 0..50 {
            assert!(credentials.attempt(Attempt::Register, &Caller::default(), NOW).await.is_ok());
        }
    }
}
