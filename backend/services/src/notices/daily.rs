//! What happens once a Japanese day: upkeep at three, reminders of what time brings at seven, the digest at eight. A day without the program
//! is made up for when it runs again.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use kakuzuke_domain::notices::NoticeKind;
use kakuzuke_store::{Actor, Dedupe, DueRow, Lease, NewJob, NewNotice};

use crate::Services;
use crate::errors::{Result, ServicesError};
use crate::upkeep::UPKEEP_JOB;

/// The job that reminds people.
pub(crate) const REMINDERS_JOB: &str = "reminders";
/// The job that gathers the digests.
pub(crate) const DIGEST_JOB: &str = "digest";

/// What is looked at together.
const CHUNK: u32 = 500;

/// Hours of the Japanese day.
const UPKEEP_AT: u32 = 3;
const REMINDERS_AT: u32 = 7;
const DIGEST_AT: u32 = 8;

impl Services {
    /// Puts the daily jobs of a day into the queue; any number of workers may do so.
    pub(crate) async fn schedule(&self, today: NaiveDate) -> Result<()> {
        for (kind, hour) in [(UPKEEP_JOB, UPKEEP_AT), (REMINDERS_JOB, REMINDERS_AT), (DIGEST_JOB, DIGEST_AT)] {
            let job = NewJob {
                run_at: japanese_hour(today, hour),
                dedupe: Dedupe::Forever(today.to_string()),
                max_attempts: 20,
                ..NewJob::new(kind, today.to_string())
            };
            self.store().enqueue(job).await?;
        }
        Ok(())
    }

    /// Reminds everyone concerned of what is due on the day of the job. Doing it again changes nothing.
    pub(crate) async fn remind(&self, lease: &Lease) -> Result<()> {
        let day = day_of(lease)?;
        let last = self.store().pass_done_on(REMINDERS_JOB).await?;
        if last.is_some_and(|last| last > day) {
            return Ok(self.store().finish_job(lease).await?);
        }
        self.store().freshen().await?;
        let since = last.and_then(|last| last.checked_add_days(Days::new(1))).unwrap_or(day);
        for kind in NoticeKind::ALL {
            let mut after = 0;
            loop {
                let due = self.store().due(*kind, day, since, after, CHUNK).await?;
                self.tell_concerned(due.rows, day).await?;
                match due.next {
                    Some(next) => after = next,
                    None => break,
                }
            }
        }
        let mut work = self.store().begin(&Actor::system(), "notices.remind").await?;
        work.pass_done(REMINDERS_JOB, day).await?;
        work.finish_job(lease).await?;
        work.commit().await?;
        Ok(())
    }

    async fn tell_concerned(&self, rows: Vec<DueRow>, day: NaiveDate) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let suppliers: Vec<i64> = rows.iter().map(|row| row.supplier_seq).collect();
        let buyers: Vec<i64> = rows.iter().filter_map(|row| row.buyer_seq).collect();
        let concerned = self.store().concerned(&suppliers, day).await?;
        let procurers = self.store().procurers(&buyers).await?;
        let mut notices = Vec::new();
        for row in &rows {
            let people = match row.buyer_seq {
                Some(buyer) => procurers.get(&buyer),
                None => concerned.get(&row.supplier_seq),
            };
            for account in people.into_iter().flatten() {
                notices.push(NewNotice {
                    account: *account,
                    kind: row.kind,
                    arguments: row.arguments.clone(),
                    href: row.href.clone(),
                    key: row.key.clone(),
                });
            }
        }
        let mut notices = notices.into_iter().peekable();
        while notices.peek().is_some() {
            let chunk: Vec<NewNotice> = notices.by_ref().take(CHUNK as usize).collect();
            let mut work = self.store().begin(&Actor::system(), "notices.remind").await?;
            work.notify(chunk).await?;
            work.commit().await?;
        }
        Ok(())
    }

    /// Gathers what waits for the digest of the day into one mail for each person.
    pub(crate) async fn digest(&self, lease: &Lease) -> Result<()> {
        let day = day_of(lease)?;
        let mut work = self.store().begin(&Actor::system(), "notices.digest").await?;
        let people = work.gather_digests(day).await?;
        work.finish_job(lease).await?;
        work.commit().await?;
        tracing::info!(%day, people, "digests are on their way");
        Ok(())
    }
}

fn day_of(lease: &Lease) -> Result<NaiveDate> {
    lease.payload.parse().map_err(|_| ServicesError::Damaged(format!("jobs/{}", lease.id)))
}

/// An hour of a Japanese day (UTC+9, no summer time).
fn japanese_hour(day: NaiveDate, hour: u32) -> Option<DateTime<Utc>> {
    let at = day.and_time(NaiveTime::from_hms_opt(hour, 0, 0)?);
    let zone = chrono::FixedOffset::east_opt(9 * 3600)?;
    Some(zone.from_local_datetime(&at).single()?.with_timezone(&Utc))
}
