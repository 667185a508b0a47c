//! Which addresses may be reached: public unicast, and what the operator allowed by name. Pure; decided on the address that is
//! about to be connected to, never on a name. Does not belong here: resolving, connecting.
//!
//! The list follows the IANA special-purpose registries. IPv6 is judged by what is allocated to the public (2000::/3) rather than
//! by what is not, so that a range assigned tomorrow is refused until somebody looks at it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

/// Where an operator's own machines stand: loopback, the private networks, and those of carriers and overlay networks.
const OWN_NETWORKS: &[(IpAddr, u8)] = &[
    (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(172, 16, 0, 0)), 12),
    (IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(100, 64, 0, 0)), 10),
    (IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
    (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
    (IpAddr::V6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0)), 7),
];

/// What the judge says of one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Public unicast.
    Public,
    /// Not public, but inside a network that the operator allowed.
    Allowed,
    /// Not to be reached; the word says what kind of address it is.
    Refused(&'static str),
}

impl Verdict {
    /// True unless refused.
    #[must_use]
    pub fn is_reachable(self) -> bool {
        !matches!(self, Self::Refused(_))
    }
}

/// Judges addresses: public ones pass, others only inside the operator's networks.
#[derive(Debug, Clone, Default)]
pub struct Judge {
    allowed: Vec<IpNet>,
}

impl Judge {
    /// A judge that lets through the public internet and `allowed`.
    #[must_use]
    pub fn new(allowed: Vec<IpNet>) -> Self {
        Self { allowed }
    }

    /// This judge, which lets the networks through besides that an operator's own machines stand in: private ones and this machine.
    /// What serves a cloud's guests their configuration is not among them.
    pub(super) fn with_own_networks(&self) -> Self {
        let own = OWN_NETWORKS.iter().map(|(address, prefix)| IpNet::new_assert(*address, *prefix));
        Self { allowed: self.allowed.iter().copied().chain(own).collect() }
    }

    /// True when the operator allowed no network besides the public ones.
    #[must_use]
    pub fn allows_nothing_more(&self) -> bool {
        self.allowed.is_empty()
    }

    /// The verdict on `address`. An IPv4 address in IPv6 clothing is judged as the IPv4 address it reaches.
    #[must_use]
    pub fn judge(&self, address: IpAddr) -> Verdict {
        let plain = unwrapped(address);
        match refusal(plain) {
            None => Verdict::Public,
            Some(_) if self.allowed.iter().any(|net| net.contains(&plain) || net.contains(&address)) => Verdict::Allowed,
            Some(word) => Verdict::Refused(word),
        }
    }
}

/// The IPv4 address inside an IPv4-mapped (`::ffff:a.b.c.d`) or NAT64 (`64:ff9b::a.b.c.d`) one; any other address as it is.
fn unwrapped(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    let [a, b, c, d, e, f, high, low] = v6.segments();
    let mapped = [a, b, c, d, e, f] == [0, 0, 0, 0, 0, 0xffff];
    let translated = [a, b, c, d, e, f] == [0x64, 0xff9b, 0, 0, 0, 0];
    if mapped || translated {
        let [p, q] = high.to_be_bytes();
        let [r, s] = low.to_be_bytes();
        return IpAddr::V4(Ipv4Addr::new(p, q, r, s));
    }
    address
}

fn refusal(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(v4) => refusal_v4(v4),
        IpAddr::V6(v6) => refusal_v6(v6),
    }
}

fn refusal_v4(address: Ipv4Addr) -> Option<&'static str> {
    match address.octets() {
        [0, ..] => Some("this-network"),
        [10, ..] | [192, 168, ..] | [172, 16..=31, ..] => Some("private"),
        [100, 64..=127, ..] => Some("carrier-grade NAT"),
        [127, ..] => Some("loopback"),
        [169, 254, ..] => Some("link-local"),
        // One cloud serves its guests' configuration from this otherwise public address.
        [168, 63, 129, 16] => Some("cloud metadata"),
        [192, 0, 0, _] => Some("protocol assignment"),
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Some("documentation"),
        [192, 88, 99, _] => Some("6to4 relay"),
        [192, 31, 196, _] | [192, 52, 193, _] | [192, 175, 48, _] => Some("anycast service"),
        [198, 18..=19, ..] => Some("benchmarking"),
        [224..=239, ..] => Some("multicast"),
        [240..=255, ..] => Some("reserved"),
        _ => None,
    }
}

fn refusal_v6(address: Ipv6Addr) -> Option<&'static str> {
    let segments = address.segments();
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 0] => Some("unspecified"),
        [0, 0, 0, 0, 0, 0, 0, 1] => Some("loopback"),
        [0, 0, 0, 0, 0, 0, ..] => Some("IPv4-compatible"),
        [0x64, 0xff9b, ..] => Some("local translation"),
        [0xfc00..=0xfdff, ..] => Some("unique local"),
        [0xfe80..=0xfebf, ..] => Some("link-local"),
        [0xfec0..=0xfeff, ..] => Some("site-local"),
        [0xff00..=0xffff, ..] => Some("multicast"),
        [0x2001, 0, ..] => Some("Teredo"),
        [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => Some("documentation"),
        [0x2001, 0..=0x01ff, ..] => Some("protocol assignment"),
        [0x2002, ..] => Some("6to4"),
        // An ISATAP interface identifier carries an IPv4 address through a tunnel end on this host's own network.
        [_, _, _, _, 0 | 0x0200, 0x5efe, ..] => Some("ISATAP"),
        [0x2000..=0x3fff, ..] => None,
        _ => Some("not allocated"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(address: &str) -> Verdict {
        Judge::default().judge(address.parse().expect("an address"))
    }

    #[test]
    fn public_addresses_are_reachable() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "93.184.215.14",
            "172.15.255.255",
            "172.32.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "192.0.1.1",
            "223.255.255.255",
        ] {
            assert_eq!(verdict(address), Verdict::Public, "{address}");
        }
        for address in
            ["2606:4700:4700::1111", "2a00:1450:4007:80e::200e", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
        {
            assert_eq!(verdict(address), Verdict::Public, "{address}");
        }
    }

    #[test]
    fn an_operators_own_service_may_stand_in_private_networks_and_never_where_a_cloud_keeps_its_secrets() {
        let judge = Judge::default().with_own_networks();
        for near in ["10.1.2.3", "172.16.0.9", "192.168.1.1", "100.64.0.7", "127.0.0.1", "::1", "fd12::9", "::ffff:10.1.2.3"] {
            assert_eq!(judge.judge(near.parse().expect("an address")), Verdict::Allowed, "{near}");
        }
        for never in ["169.254.169.254", "168.63.129.16", "fe80::1", "0.0.0.0", "224.0.0.1", "::ffff:169.254.169.254"] {
            assert!(!judge.judge(never.parse().expect("an address")).is_reachable(), "{never}");
        }
        assert_eq!(judge.judge("8.8.8.8".parse().expect("an address")), Verdict::Public);
    }

    #[test]
    fn addresses_that_are_not_public_are_refused() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:0:127.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "2a00:1450::5efe:7f00:1",
            "2a00:1450::200:5efe:a00:1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(matches!(verdict(address), Verdict::Refused(_)), "{address}");
        }
    }

    #[test]
    fn an_operators_network_is_reachable_and_its_neighbour_is_not() {
        let judge = Judge::new(vec!["127.0.0.0/8".parse().expect("a network"), "fd12::/16".parse().expect("a network")]);
        for (address, reachable) in [
            ("127.0.0.1", true),
            ("::ffff:127.0.0.1", true),
            ("fd12::1", true),
            ("fd13::1", false),
            ("10.0.0.1", false),
            ("::1", false),
        ] {
            assert_eq!(judge.judge(address.parse().expect("an address")).is_reachable(), reachable, "{address}");
        }
    }
}
