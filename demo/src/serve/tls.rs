//! The town's certificate authority and the certificate of each host, made afresh at every start.
//!
//! Belongs here: good certificates and deliberately bad ones. Invariant: nothing is written to disk and no key outlives the
//! process.

use std::{collections::HashMap, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose, date_time_ymd};
use rustls::{
    ServerConfig,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

use super::TownError;
use crate::{
    model::Scheme,
    site::{Certificate, Site},
};

/// What TLS serving needs.
pub(super) struct Tls {
    pub config: Arc<ServerConfig>,
    pub authority_pem: String,
}

/// Makes the authority and all certificates.
pub(super) fn configure(sites: &[Site]) -> Result<Tls, TownError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Glouton Sample Town Authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2024, 1, 1);
    params.not_after = date_time_ymd(2044, 1, 1);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;

    let mut keys = HashMap::new();
    for site in sites.iter().filter(|site| site.scheme == Scheme::Https) {
        keys.insert(site.host.clone(), Arc::new(certificate(site, &authority, &provider)?));
    }
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(ByName(keys)));
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls { config: Arc::new(config), authority_pem: authority.pem() })
}

fn certificate(
    site: &Site,
    authority: &CertifiedIssuer<'_, KeyPair>,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, TownError> {
    let key = KeyPair::generate()?;
    let name = if site.certificate == Certificate::OtherName { "nome-diverso.test".to_owned() } else { site.host.clone() };
    let mut params = CertificateParams::new(vec![name.clone()])?;
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) = if site.certificate == Certificate::Expired {
        (date_time_ymd(2020, 1, 1), date_time_ymd(2021, 1, 1))
    } else {
        (date_time_ymd(2024, 1, 1), date_time_ymd(2044, 1, 1))
    };
    let signed = if site.certificate == Certificate::SelfSigned {
        params.self_signed(&key)?
    } else {
        params.signed_by(&key, authority)?
    };
    let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    Ok(CertifiedKey::new(vec![signed.der().clone()], provider.key_provider.load_private_key(der)?))
}

/// Chooses the certificate by the name the client asks for.
#[derive(Debug)]
struct ByName(HashMap<String, Arc<CertifiedKey>>);

impl ResolvesServerCert for ByName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.get(hello.server_name()?).cloned()
    }
}
