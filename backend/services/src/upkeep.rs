//! What nobody needs any more is forgotten, once a day.

use chrono::TimeDelta;
use kakuzuke_domain::accounts::ThrottleRule;
use kakuzuke_store::Lease;

use crate::Services;
use crate::errors::Result;

/// The job that forgets.
pub(crate) const UPKEEP_JOB: &str = "upkeep";

/// Days for which jobs that are done are kept, where the installation says nothing.
pub const KEPT_DAYS: u16 = 30;
/// Fewer would let a daily job be done twice for one day.
pub const FEWEST_KEPT_DAYS: u16 = 7;

impl Services {
    /// Forgets jobs done long ago, and failed tries that count for nothing any more. Doing it again changes nothing.
    pub(crate) async fn tidy(&self, lease: &Lease) -> Result<()> {
        let now = self.store().now();
        let jobs = self.store().forget_jobs(now - TimeDelta::days(i64::from(self.kept_days()))).await?;
        let memory = [ThrottleRule::ACCOUNT, ThrottleRule::ADDRESS, ThrottleRule::QUESTIONS].map(|rule| rule.memory);
        let longest = memory.into_iter().max().unwrap_or_default();
        let tries = self.store().forget_throttles(now - longest).await?;
        tracing::info!(jobs, tries, "what nobody needs any more is forgotten");
        Ok(self.store().finish_job(lease).await?)
    }
}
