//! Contracts: what is bought how, which data and systems it touches, whether it is critical, and what its end asks for.

mod attributes;
mod circumstances;
mod close_out;
mod criticality;
mod judgement;
mod merge;
mod tax;
mod terms;
mod vocabulary;

pub use attributes::{Attributes, CriticalityOverride, Problem};
pub use circumstances::Circumstances;
pub use close_out::{
    CLOSE_OUT_DAYS, CloseOutOutcome, CloseOutRefusal, CloseOutStep, StepRecord, close_out_due_on, is_closed_out,
};
pub use criticality::{Condition, CriticalityRule, RuleError, Source, Test, Title};
pub use judgement::{Answer, Criticality, Judgement, Line};
pub use merge::{Field, Fields, Merged, Part, changes, merge};
pub use tax::{TaxRate, rate_on, rates, tax_included_in, with_tax};
pub use terms::{Terms, is_multi_year, overlaps};
pub use vocabulary::{Availability, Confidentiality, ContractKind, ContractMethod, Integrity, NetworkZone};
