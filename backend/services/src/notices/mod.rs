//! Telling people: mails by SMTP or into a folder, reminders of what time brings, one digest a day.

mod daily;
pub(crate) mod post;
mod send;
mod wording;

pub(crate) use daily::{DIGEST_JOB, REMINDERS_JOB};
pub use post::{MailSettings, Post, PostError};
pub use wording::{Wording, wording};
