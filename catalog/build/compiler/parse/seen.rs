//! Hosts besides the rules, and the codes with which things fail.

use super::super::fault::Fault;
use super::super::fields::Fields;
use super::super::items::{Failure, Known};
use super::super::schema::{Cloud, Program, Standing};
use super::language::{PARAGRAPH, SENTENCE, both};

pub fn known(fields: &mut Fields) -> Known {
    let standing = fields.need("standing").name("standing", Standing::ALL, Standing::name);
    fields.filled(&["names", "clouds"]);
    let clouds = fields.need("clouds").names("clouds", Cloud::ALL, Cloud::name).unwrap_or_default();
    Known {
        id: fields.text("id"),
        names: fields.need("names").texts("names").unwrap_or_default(),
        standing: standing.map(|standing| standing.value),
        clouds: clouds.into_iter().map(|cloud| cloud.value).collect(),
        replaced_by: fields.texts("replaced_by").unwrap_or_default(),
        about: both(fields, "about", &SENTENCE),
        advice: both(fields, "advice", &PARAGRAPH),
        evidence: fields.text("evidence").value,
        date: fields.need("date").date("date"),
    }
}

pub fn failure(fields: &mut Fields) -> Failure {
    let program = fields.need("program").name("program", Program::ALL, Program::name);
    if ["codes", "names"].iter().all(|key| !fields.has(key) || fields.is_empty_list(key)) {
        fields.fault(Fault::NoCodes);
    }
    Failure {
        id: fields.text("id"),
        program: program.map(|program| program.value),
        codes: fields.integers("codes").unwrap_or_default(),
        names: fields.texts("names").unwrap_or_default(),
        tried: both(fields, "tried", &SENTENCE),
        check: both(fields, "check", &PARAGRAPH),
        rules: fields.texts("rules").unwrap_or_default(),
        evidence: fields.text("evidence").value,
    }
}
