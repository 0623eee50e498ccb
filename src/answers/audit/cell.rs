//! What becomes of one part of the nodes and of the destination: the first rule that matches decides.

use super::candidates::{Candidate, Reach};
use super::coverage::Coverage;
use super::nodes::Seen;

/// A candidate with what it matches, cell by cell.
pub(super) struct Ready {
    pub candidate: Candidate,
    pub denies: bool,
    /// Whether its action is known.
    pub acts: bool,
    pub to: Option<Vec<bool>>,
    pub from: Vec<Seen>,
}

impl Ready {
    /// Whether it would allow all of it, if what could not be resolved is what it looks like.
    fn is_unknown(&self) -> bool {
        let may_act = matches!(self.candidate.reach, Reach::Full | Reach::FqdnTag);
        self.candidate.reach == Reach::Unknown || (!self.acts && may_act)
    }
}

/// What became of one cell: so many addresses from so many nodes. Numbers are places of candidates.
#[derive(Default)]
pub(super) struct Cell {
    /// What allows it, and how well.
    pub good: Option<(Coverage, usize, Seen)>,
    pub denied: Option<usize>,
    /// An Allow behind the Deny.
    pub behind: Option<usize>,
    /// Something before denies a part.
    pub denied_part: Option<usize>,
    pub part: Vec<usize>,
    pub unknown: Vec<usize>,
    /// What may be anything.
    pub opaque: Vec<usize>,
    pub pair: [Option<usize>; 2],
}

/// Goes through the candidates in order for one cell.
pub(super) fn cell(ready: &[Ready], d: usize, s: usize) -> Cell {
    let mut cell = Cell::default();
    for (at, ready) in ready.iter().enumerate() {
        let matches = ready.to.as_ref().is_none_or(|cells| cells[d]);
        let seen = ready.from[s];
        if !matches || seen == Seen::No {
            continue;
        }
        if cell.denied.is_some() {
            let is_known = !matches!(ready.candidate.reach, Reach::Unknown | Reach::Opaque);
            if ready.acts && !ready.denies && is_known && cell.behind.is_none() {
                cell.behind = Some(at);
            }
        } else if ready.denies {
            cell.deny(at, ready, seen);
        } else if ready.is_unknown() {
            cell.unknown.push(at);
        } else if !ready.acts || ready.candidate.reach == Reach::Opaque {
            cell.opaque.push(at);
        } else if cell.allow(at, ready.candidate.reach, seen) {
            break;
        }
    }
    cell
}

impl Cell {
    /// What was perhaps allowed before stays so; whether a Deny for others concerns the nodes is a
    /// finding of its own.
    fn deny(&mut self, at: usize, ready: &Ready, seen: Seen) {
        match ready.candidate.reach {
            _ if seen != Seen::Yes => {}
            Reach::Full | Reach::Wide => self.denied = Some(at),
            Reach::Some | Reach::Path | Reach::Narrowed if !self.is_sure() => {
                self.denied_part = Some(at);
            }
            _ => {}
        }
    }

    fn is_sure(&self) -> bool {
        matches!(self.good, Some((Coverage::Covered | Coverage::TooWide, _, Seen::Yes)))
    }

    /// Whether the search ends.
    fn allow(&mut self, at: usize, reach: Reach, seen: Seen) -> bool {
        let coverage = match reach {
            Reach::Full => Coverage::Covered,
            Reach::Wide => Coverage::TooWide,
            Reach::FqdnTag => Coverage::ByFqdnTag,
            Reach::Perhaps => Coverage::Perhaps,
            Reach::WithOther(_, tag) => {
                self.pair[tag] = Some(at);
                if self.pair.iter().any(Option::is_none) {
                    self.part.push(at);
                    return false;
                }
                Coverage::Perhaps
            }
            Reach::Some | Reach::Path | Reach::Narrowed => {
                self.part.push(at);
                return false;
            }
            Reach::Unknown | Reach::Opaque => return false,
        };
        let weight = |coverage, seen| (coverage, seen != Seen::Yes);
        let better = |best, known| weight(coverage, seen) < weight(best, known);
        if self.good.is_none_or(|(best, _, known)| better(best, known)) {
            self.good = Some((coverage, at, seen));
        }
        seen == Seen::Yes && matches!(reach, Reach::Full | Reach::Wide)
    }
}
