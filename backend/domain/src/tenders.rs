//! Award formulas of the overall-evaluation method (総合評価落札方式), exact from end to end.
//!
//! Source: 地方自治法施行令第167条の10の2; the rounding, the shares and the bonus table are data of the tender.

mod award;
mod decimal;
mod input;
mod joint_venture;
mod output;

pub use award::award;
pub use decimal::{Decimal, DecimalError};
pub use input::{Bid, BonusTable, Method, Rounding, RoundingMode, Tender, TenderError};
pub use joint_venture::{JointVentureRule, joint_venture_band};
pub use output::{Award, BidResult, BidStatus};
