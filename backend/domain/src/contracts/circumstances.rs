//! The circumstances of a contract on which a standard clause may hang.

use super::{Answer, Attributes, Criticality};

/// Critical work, personal data, cloud, subcontracting. What is unknown applies: silence spares nobody a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// Whether it is critical (重要業務).
    pub critical: Answer,
    /// Whether personal data is handled.
    pub personal_data: Answer,
    /// Whether cloud services are used.
    pub cloud: Answer,
    /// Whether a part is entrusted further.
    pub subcontracting: Answer,
}

impl Circumstances {
    /// The circumstances of a contract with these attributes that was judged so.
    #[must_use]
    pub fn of(attributes: &Attributes, criticality: Criticality) -> Self {
        Self {
            critical: match criticality {
                Criticality::Critical => Answer::Yes,
                Criticality::NotCritical => Answer::No,
                Criticality::Undetermined => Answer::Unknown,
            },
            personal_data: attributes.handles_personal_data().into(),
            cloud: attributes.cloud.into(),
            subcontracting: attributes.subcontracting.into(),
        }
    }

    /// The words of those that apply, unknown ones among them.
    #[must_use]
    pub fn applying(&self) -> Vec<&'static str> {
        let named = [
            ("critical", self.critical),
            ("personal_data", self.personal_data),
            ("cloud", self.cloud),
            ("subcontracting", self.subcontracting),
        ];
        named.into_iter().filter(|(_, answer)| answer.applies()).map(|(word, _)| word).collect()
    }
}
