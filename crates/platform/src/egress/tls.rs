//! TLS for our own requests: which authorities are trusted, and what a handshake tells of the server.

use std::io;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{CertificateError, ClientConfig, RootCertStore};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::error::SetupError;

/// What a server's certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFacts {
    /// The issuer's organisation, else its common name.
    pub issuer: String,
    /// End of validity, Unix milliseconds.
    pub not_after_ms: i64,
}

/// The client's configuration: the system's authorities (the Mozilla list where there are none, as in a bare container) and
/// `extra_pem`.
pub(super) fn client_config(extra_pem: Option<&[u8]>) -> Result<Arc<ClientConfig>, SetupError> {
    let mut roots = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(system.certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    if let Some(pem) = extra_pem {
        let wrong = || SetupError::Setting("the extra certificate authority is no PEM certificate".into());
        let mut read = 0;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            roots.add(certificate.map_err(|_| wrong())?).map_err(|_| wrong())?;
            read += 1;
        }
        if read == 0 {
            return Err(wrong());
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| SetupError::Setting(format!("TLS cannot be set up: {e}")))?;
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Reads issuer and validity of the server's own certificate.
pub(super) fn certificate_facts(certificate: &CertificateDer<'_>) -> Option<CertificateFacts> {
    let (_, parsed) = X509Certificate::from_der(certificate.as_ref()).ok()?;
    let issuer = parsed.issuer();
    let name = issuer.iter_organization().chain(issuer.iter_common_name()).find_map(|a| a.as_str().ok()).unwrap_or_default();
    Some(CertificateFacts {
        issuer: name.chars().take(200).collect(),
        not_after_ms: parsed.validity().not_after.timestamp().saturating_mul(1000),
    })
}

/// What is wrong with a handshake, in words.
pub(super) fn handshake_problem(error: &io::Error) -> &'static str {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(why)) => match why {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => "the certificate has expired",
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => "the certificate is not valid yet",
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "the certificate is for another name"
            }
            CertificateError::UnknownIssuer => "the certificate's issuer is not trusted",
            CertificateError::Revoked => "the certificate was revoked",
            _ => "the certificate is not valid",
        },
        Some(rustls::Error::AlertReceived(_)) => "the server refused the handshake",
        Some(rustls::Error::PeerIncompatible(_)) => "the server offers no version or cipher that is safe",
        Some(_) => "the server does not speak TLS properly",
        None => "the connection broke during the handshake",
    }
}
