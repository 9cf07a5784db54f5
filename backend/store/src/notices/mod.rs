//! Notices to people, the mails that carry them, and the days whose reminders are done.

mod due;
mod due_contracts;
mod list;
mod mail;
mod passes;
mod recipients;
mod settings;
mod write;

pub use due::{Due, DueRow};
pub use list::{Notice, NoticePage};
pub use mail::{Addressee, MAIL_JOB, Mail, MailAddress};
pub use settings::NoticeSettings;
pub use write::NewNotice;
