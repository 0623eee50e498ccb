//! One wanted rule against the firewall: for each part of the nodes and of the destination, the
//! first rule that matches decides.

use super::candidates::{Reach, Wish, denies};
use super::cell::{Cell, Ready, cell};
use super::coverage::{By, Coverage, Judged, Label, Lack};
use super::demand::{self, Demand};
use super::nets::{Cells, Span};
use super::nodes::{self, Seen};
use super::order::Order;
use super::{Matched, Wanted, elsewhere};
use crate::rules::Rule;

/// So many rules are named for one verdict.
const NAMED: usize = 5;

/// Judges one rule of those wanted.
pub(super) fn judge(rule: &Rule, wanted: Wanted<'_>, order: &Order<'_>) -> Judged {
    let subnets = nodes::subnets(wanted.rules, rule, wanted.subnets);
    let forms = demand::forms(wanted.rules, rule, &order.tags);
    let mut verdicts = forms.iter().enumerate().map(|(at, form)| {
        let wish = Wish { rule, demand: form, need: demand::need(rule) };
        let mut judged = Bench { wish, order, subnets: &subnets }.judge();
        if at > 0 {
            judged.by.iter_mut().for_each(|by| by.labels.push(Label::OtherForm));
        }
        judged
    });
    let Some(own) = verdicts.next() else { return missing(rule) };
    // Another form serves as well, but what is said of a gap is said of the profile's own form.
    let mut judged = match own.coverage {
        Coverage::Covered => own,
        _ => verdicts.find(|other| other.coverage == Coverage::Covered).unwrap_or(own),
    };
    if judged.coverage == Coverage::Missing {
        let found = elsewhere::find(rule, &forms, wanted, order);
        if found.iter().any(|lack| matches!(lack, Lack::Traffic(..))) {
            judged.coverage = Coverage::WrongTraffic;
        }
        judged.lacks.extend(found);
    }
    judged
}

fn missing(rule: &Rule) -> Judged {
    Judged { rule: rule.clone(), coverage: Coverage::Missing, by: Vec::new(), lacks: Vec::new() }
}

/// One form of one rule, and all that it is judged by.
struct Bench<'a> {
    wish: Wish<'a>,
    order: &'a Order<'a>,
    subnets: &'a [Span],
}

impl Bench<'_> {
    fn judge(&self) -> Judged {
        let candidates = self.wish.candidates(self.order);
        let to = match self.wish.demand {
            Demand::Tag(_, Some(spans)) | Demand::Addresses(spans) => {
                let rules = candidates.iter().filter_map(|candidate| candidate.spans.as_ref());
                Some(Cells::new(spans, rules.flatten()))
            }
            _ => None,
        };
        let steps = candidates.iter().map(|candidate| &self.order.steps[candidate.entry.step]);
        let from = (!self.subnets.is_empty())
            .then(|| Cells::new(self.subnets, steps.flat_map(|step| &step.from.spans)));
        let ready: Vec<Ready> = candidates
            .into_iter()
            .map(|mut candidate| {
                let step = &self.order.steps[candidate.entry.step];
                let cells = to.as_ref().zip(candidate.spans.as_ref());
                let within = cells.map(|(cells, spans)| cells.within(spans));
                if denies(step) && to.is_some() && candidate.reach == Reach::Perhaps {
                    // A tag that nobody can look into may well hold these addresses.
                    candidate.reach = Reach::Some;
                }
                Ready {
                    denies: denies(step),
                    acts: step.action.is_some(),
                    to: within,
                    from: step.from.seen(from.as_ref()),
                    candidate,
                }
            })
            .collect();
        let destinations = to.as_ref().map_or(1, Cells::len);
        let sources = from.as_ref().map_or(1, Cells::len);
        let cells: Vec<Vec<Cell>> =
            (0..destinations).map(|d| (0..sources).map(|s| cell(&ready, d, s)).collect()).collect();
        self.sum_up(&ready, &cells, to.as_ref(), from.as_ref())
    }

    fn by(&self, ready: &Ready, seen: Seen) -> By {
        let step = &self.order.steps[ready.candidate.entry.step];
        let mut by = step.by(&shown(&step.rule.to[ready.candidate.entry.at]));
        by.labels.clone_from(&ready.candidate.labels);
        if seen == Seen::Unchecked {
            by.labels.push(Label::SourceNotChecked(step.from.unchecked.join(", ")));
        }
        by
    }

    fn sum_up(
        &self,
        ready: &[Ready],
        cells: &[Vec<Cell>],
        to: Option<&Cells>,
        from: Option<&Cells>,
    ) -> Judged {
        let all = || cells.iter().flatten();
        let named = |places: &mut dyn Iterator<Item = (usize, Seen)>| {
            let mut found: Vec<By> = Vec::new();
            for (at, seen) in places {
                let by = self.by(&ready[at], seen);
                if found.len() < NAMED && !found.contains(&by) {
                    found.push(by);
                }
            }
            found
        };
        // Of two service tags that hold it only together both are named.
        let good = all().filter_map(|cell| {
            let (_, at, seen) = cell.good?;
            let pair = cell.pair.iter().flatten().filter(move |_| cell.pair.contains(&Some(at)));
            let pair = pair.copied().filter(move |&other| other != at);
            Some(std::iter::once(at).chain(pair).map(move |at| (at, seen)))
        });
        let by = named(&mut good.flatten());
        let mut lacks = self.obstacles(ready, cells, to, from);
        let worst = all().filter_map(|cell| cell.good.map(|(coverage, ..)| coverage)).max();
        let is_part = |cell: &Cell| cell.good.is_some() || !cell.part.is_empty();
        let hurt = all().any(|cell| cell.denied_part.is_some());
        let is_whole = all().all(|cell| cell.good.is_some());
        let (coverage, by) = match worst {
            Some(worst) if is_whole && !hurt => (worst, by),
            _ if all().any(is_part) => (Coverage::Partly, by),
            _ if all().any(|cell| cell.behind.is_some()) => {
                let behind = all().filter_map(|cell| cell.behind.map(|at| (at, Seen::Yes)));
                (Coverage::Shadowed, named(&mut behind.into_iter()))
            }
            _ if all().any(|cell| !cell.unknown.is_empty()) => {
                let unknown = all().flat_map(|cell| cell.unknown.iter().map(|&at| (at, Seen::Yes)));
                (Coverage::Unknown, named(&mut unknown.into_iter()))
            }
            _ => (Coverage::Missing, by),
        };
        if is_whole && !hurt {
            lacks.clear();
        }
        Judged { rule: self.wish.rule.clone(), coverage, by, lacks }
    }

    /// What stands in the way, and what is left out.
    fn obstacles(
        &self,
        ready: &[Ready],
        cells: &[Vec<Cell>],
        to: Option<&Cells>,
        from: Option<&Cells>,
    ) -> Vec<Lack> {
        let mut lacks: Vec<Lack> = Vec::new();
        let mut put = |lack: Lack| {
            if lacks.len() < 2 * NAMED && !lacks.contains(&lack) {
                lacks.push(lack);
            }
        };
        for cell in cells.iter().flatten() {
            for at in [cell.denied, cell.denied_part].into_iter().flatten() {
                // That a deny is wider than what is needed is no remark on it.
                put(Lack::Denied(By { labels: Vec::new(), ..self.by(&ready[at], Seen::Yes) }));
            }
            for &at in cell.opaque.iter().filter(|_| cell.good.is_none()) {
                put(Lack::Unless(By { labels: Vec::new(), ..self.by(&ready[at], Seen::Yes) }));
            }
            for &at in cell.part.iter().filter(|_| cell.good.is_none()) {
                let by = self.by(&ready[at], Seen::Yes);
                put(match ready[at].candidate.reach {
                    Reach::WithOther(tagged, at) => Lack::NeedsTag(tagged.tags[1 - at]),
                    Reach::Path => Lack::OnlyPath(by),
                    Reach::Narrowed => Lack::Narrowed(by),
                    Reach::Some if is_one_server(self.wish.rule, &by.entry) => {
                        Lack::OnlyApiServer(by)
                    }
                    _ => Lack::OnlySome(by),
                });
            }
        }
        let is_good = |cell: &Cell| cell.good.is_some();
        if let Some(to) = to
            && cells.iter().flatten().any(is_good)
        {
            let bad = (0..to.len()).filter(|&d| !cells[d].iter().any(is_good));
            let texts = to.texts(bad);
            if !texts.is_empty() {
                put(Lack::Destinations(texts));
            }
        }
        if let Some(from) = from {
            let good = |s: usize| cells.iter().any(|row| is_good(&row[s]));
            if (0..from.len()).any(good) {
                let texts = from.texts((0..from.len()).filter(|&s| !good(s)));
                if !texts.is_empty() {
                    put(Lack::Sources(texts));
                }
            }
        }
        lacks
    }
}

/// Whether an entry is one API server where any of the region is asked for.
fn is_one_server(rule: &Rule, entry: &str) -> bool {
    demand::is_api_server(rule) && !entry.contains('*')
}

/// An entry as it is told.
pub(super) fn shown(matched: &Matched) -> String {
    match matched {
        Matched::Any => "*".to_owned(),
        Matched::Addresses(super::Address::Net(net)) => super::nets::shown(net),
        Matched::Addresses(super::Address::Range(first, last)) => format!("{first}-{last}"),
        Matched::Host(text)
        | Matched::Url(text)
        | Matched::FqdnTag(text)
        | Matched::ServiceTag(text)
        | Matched::Group(text)
        | Matched::Category(text)
        | Matched::Unresolved(text) => text.clone(),
    }
}
