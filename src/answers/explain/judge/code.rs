//! A code with which a node's bootstrap, or a tool, ended.

use super::Judge;
use crate::answers::explain::row::{CodeText, FailureCode};
use crate::answers::explain::verdict::Verdict;
use crate::catalog::{Failure, Program};

impl Judge<'_> {
    /// What a code means. The numbers of Linux and Windows overlap: where the text does not tell
    /// whose it is, both are told.
    pub(super) fn code(&self, code: &FailureCode) -> Vec<Verdict> {
        let is_its = |failure: &&'static Failure| match code.of {
            Some(program) => failure.program == program,
            None => failure.program != Program::Curl,
        };
        let says = |failure: &&'static Failure| match &code.code {
            CodeText::Number(number) => failure.codes.contains(number),
            CodeText::Name(name) => {
                failure.names.iter().any(|known| known.eq_ignore_ascii_case(name))
            }
        };
        let known = self.catalog.failures.iter().filter(is_its).filter(says);
        let verdicts: Vec<Verdict> = known
            .map(|failure| Verdict::Failure(failure, self.needed_rows(failure.rules)))
            .collect();
        if verdicts.is_empty() { vec![Verdict::UnknownCode] } else { verdicts }
    }
}
