//! Addresses as spans of numbers, so that networks, ranges and lists of both compare alike.

use super::Address;
use ipnet::{IpNet, Ipv4Subnets, Ipv6Subnets};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// From the first to the last address; IPv4 stands where IPv6 maps it.
pub(super) type Span = (u128, u128);

/// So many destinations that are not covered are named, at most.
const SHOWN: usize = 5;

const IPV4: Span = (0xffff_0000_0000, 0xffff_ffff_ffff);

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => IPV4.0 + u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

/// The addresses of a network.
pub(super) fn of_net(net: &IpNet) -> Span {
    (number(net.network()), number(net.broadcast()))
}

/// The addresses; none where a range ends before it begins.
pub(super) fn of_address(address: &Address) -> Option<Span> {
    match address {
        Address::Net(net) => Some(of_net(net)),
        Address::Range(first, last) if first.is_ipv4() == last.is_ipv4() && first <= last => {
            Some((number(*first), number(*last)))
        }
        Address::Range(..) => None,
    }
}

/// Whether these are all addresses of a version.
pub(super) fn is_everything((first, last): Span) -> bool {
    (first, last) == IPV4 || (first == 0 && last == u128::MAX)
}

/// Whether an address is among these.
pub(super) fn holds((first, last): Span, address: IpAddr) -> bool {
    (first..=last).contains(&number(address))
}

/// Networks that no host of the internet has: private, shared, link-local, loopback, multicast.
const NOT_PUBLIC: &[&str] = &[
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
];

/// Whether some of these are addresses of the internet.
pub(super) fn is_public((first, last): Span) -> bool {
    let inside = |net: &&str| {
        let net = net.parse().map(|net: IpNet| of_net(&net));
        net.is_ok_and(|net| net.0 <= first && last <= net.1)
    };
    !NOT_PUBLIC.iter().any(inside)
}

/// In order, without overlap.
pub(super) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for (first, last) in spans {
        match merged.last_mut() {
            Some(known) if first <= known.1.saturating_add(1) => known.1 = known.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// Wanted addresses, cut wherever a rule's addresses begin or end: each cell is matched by a rule
/// as a whole, or not at all.
pub(super) struct Cells(Vec<Span>);

impl Cells {
    pub fn new<'a>(wanted: &[Span], rules: impl Iterator<Item = &'a Span>) -> Self {
        let wanted = merged(wanted.to_vec());
        let mut cuts: Vec<u128> =
            rules.flat_map(|&(first, last)| [Some(first), last.checked_add(1)]).flatten().collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut cells = Vec::with_capacity(wanted.len());
        for (mut first, last) in wanted {
            let from = cuts.partition_point(|&cut| cut <= first);
            for &cut in cuts[from..].iter().take_while(|&&cut| cut <= last) {
                cells.push((first, cut - 1));
                first = cut;
            }
            cells.push((first, last));
        }
        Self(cells)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Which cells these spans hold.
    pub fn within(&self, spans: &[Span]) -> Vec<bool> {
        let mut held = vec![false; self.0.len()];
        for &(first, last) in spans {
            let from = self.0.partition_point(|cell| cell.0 < first);
            for (cell, held) in self.0[from..].iter().zip(&mut held[from..]) {
                if cell.1 > last {
                    break;
                }
                *held = true;
            }
        }
        held
    }

    /// The cells at these places as networks; the last one says how many more there are.
    pub fn texts(&self, places: impl Iterator<Item = usize>) -> Vec<String> {
        let spans = merged(places.map(|at| self.0[at]).collect());
        let nets: Vec<IpNet> = spans.into_iter().flat_map(subnets).collect();
        let mut texts: Vec<String> = nets.iter().take(SHOWN).map(shown).collect();
        if nets.len() > SHOWN {
            texts.push(format!("+{}", nets.len() - SHOWN));
        }
        texts
    }
}

fn subnets((first, last): Span) -> Vec<IpNet> {
    let v4 = |number: u128| u32::try_from(number.saturating_sub(IPV4.0)).ok().map(Ipv4Addr::from);
    match (v4(first), v4(last)) {
        (Some(from), Some(to)) if first >= IPV4.0 => {
            Ipv4Subnets::new(from, to, 0).map(IpNet::V4).collect()
        }
        _ => Ipv6Subnets::new(Ipv6Addr::from(first), Ipv6Addr::from(last), 0)
            .map(IpNet::V6)
            .collect(),
    }
}

/// A network as it is written; a single address without its length.
pub(super) fn shown(net: &IpNet) -> String {
    if net.prefix_len() == net.max_prefix_len() { net.addr().to_string() } else { net.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(text: &str) -> Span {
        of_net(&text.parse().expect("a network"))
    }

    #[test]
    fn cells_are_cut_where_rules_begin_and_end() {
        let halves = [net("10.0.0.0/17"), net("10.0.128.0/17")];
        let cells = Cells::new(&[net("10.0.0.0/16")], halves.iter());
        assert_eq!(cells.len(), 2);
        assert_eq!(cells.within(&halves[1..]), [false, true]);
        assert_eq!(cells.within(&[net("10.0.0.0/8")]), [true, true]);
        assert_eq!(cells.within(&[net("10.0.0.0/24")]), [false, false]);
        assert_eq!(cells.texts(0..2), ["10.0.0.0/16"]);
        assert_eq!(cells.texts(1..2), ["10.0.128.0/17"]);
        let six = Cells::new(&[net("2001:db8::/32"), net("::/0")], [].iter());
        assert_eq!(six.texts(0..six.len()), ["::/0"]);
    }

    #[test]
    fn private_addresses_are_not_public() {
        for text in NOT_PUBLIC.iter().chain(&["10.1.2.3/32", "172.31.0.0/16", "fd00::1/128"]) {
            assert!(!is_public(net(text)), "{text}");
        }
        for text in ["10.0.0.0/7", "20.0.0.0/8", "172.32.0.0/16", "2603::/16", "0.0.0.0/0"] {
            assert!(is_public(net(text)), "{text}");
        }
    }

    #[test]
    fn a_range_that_ends_before_it_begins_has_no_addresses() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        let range = |first, last| of_address(&Address::Range(address(first), address(last)));
        assert_eq!(range("10.0.0.2", "10.0.0.1"), None);
        assert_eq!(range("10.0.0.2", "::1"), None);
        assert!(range("0.0.0.0", "255.255.255.255").is_some_and(is_everything));
    }
}
