//! What makes an attestation wrong although it can be read.

use super::{Attestation, AttestationKind, Status, StatusSpan};
use crate::facts::{FactsError, Problem};

impl Attestation {
    /// Checks the fields of the kind, the period and the spans.
    ///
    /// # Errors
    /// The first problem, with its path inside the attestation.
    pub fn check(&self) -> Result<(), FactsError> {
        self.check_level()?;
        let isms = self.kind == AttestationKind::Iso27001;
        check_presence("edition", isms, self.edition.is_some())?;
        check_presence("scope", isms, self.scope.is_some())?;
        if self.valid_to.is_some_and(|to| to < self.valid_from) {
            return Err(FactsError::at("valid_to", Problem::Reversed));
        }
        check_spans(&self.statuses)
    }

    fn check_level(&self) -> Result<(), FactsError> {
        let (from, to) = match self.kind {
            AttestationKind::SecurityAction => (1, 2),
            AttestationKind::Scs => (3, 4),
            _ => return check_presence("level", false, self.level.is_some()),
        };
        check_presence("level", true, self.level.is_some())?;
        match self.level {
            Some(level) if !(from..=to).contains(&i64::from(level)) => {
                Err(FactsError::at("level", Problem::OutOfRange { from, to }))
            }
            _ => Ok(()),
        }
    }
}

fn check_presence(field: &str, needed: bool, present: bool) -> Result<(), FactsError> {
    match (needed, present) {
        (true, false) => Err(FactsError::at(field, Problem::NeededByKind)),
        (false, true) => Err(FactsError::at(field, Problem::NotOfThisKind)),
        _ => Ok(()),
    }
}

fn check_spans(spans: &[StatusSpan]) -> Result<(), FactsError> {
    let at = |index: usize, field: &str, problem| Err(FactsError::at(format!("statuses[{index}]{field}"), problem));
    for (index, span) in spans.iter().enumerate() {
        let is_final = matches!(span.status, Status::Revoked | Status::Returned);
        if is_final && span.to.is_some() {
            return at(index, ".to", Problem::Final);
        }
        if span.to.is_some_and(|to| to < span.from) {
            return at(index, ".to", Problem::Reversed);
        }
        let overlaps = spans[..index]
            .iter()
            .any(|earlier| span.to.is_none_or(|to| earlier.from <= to) && earlier.to.is_none_or(|to| span.from <= to));
        if overlaps {
            return at(index, "", Problem::Overlap);
        }
    }
    Ok(())
}
