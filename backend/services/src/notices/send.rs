//! The job `mail`: one mail, sent once; twice at worst, if the plug is pulled between the server's yes and ours.

use kakuzuke_store::{Lease, Mail, MailAddress};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::{Address, Message};

use super::wording::{one_line, wording};
use crate::Services;
use crate::errors::{Result, ServicesError};
use crate::words::{Language, word};

/// Notices that a digest lists one by one.
const LISTED: u32 = 50;

/// How readers are told where digests can be turned off (RFC 2369).
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// What a machine wrote, so that no machine answers (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Services {
    /// Sends the mail of one job. A reader who has gone gets none; a refusal for good ends the job, anything else is tried again.
    pub(crate) async fn send_mail(&self, lease: &Lease) -> Result<()> {
        let mail: Mail =
            serde_json::from_str(&lease.payload).map_err(|error| ServicesError::Damaged(error.to_string()))?;
        let Some(address) = self.store().mail_address(mail.to).await? else {
            tracing::info!(job = %lease.id, "a mail has nobody to go to any more");
            return Ok(self.store().finish_mail(lease).await?);
        };
        let message = match self.written(&mail, &address, lease).await {
            Ok(Some(message)) => message,
            Ok(None) => return Ok(self.store().finish_mail(lease).await?),
            Err(ServicesError::Document(why)) => return Ok(self.store().bury_job(lease, &why).await?),
            Err(other) => return Err(other),
        };
        match self.post().deliver(message, &lease.id.to_string()).await {
            Ok(()) => Ok(self.store().finish_mail(lease).await?),
            Err(failure) => {
                // Servers repeat the address they refuse; it belongs in the accounts only.
                let why = failure.why.replace(&address.email, "…");
                if !failure.permanent {
                    return Err(ServicesError::Undelivered(why));
                }
                tracing::warn!(job = %lease.id, error = %why, "a mail was refused for good");
                Ok(self.store().bury_job(lease, &why).await?)
            }
        }
    }

    /// The mail itself; none if it is a digest of which everything has been read.
    async fn written(&self, mail: &Mail, address: &MailAddress, lease: &Lease) -> Result<Option<Message>> {
        let language = Language::from_tag(&address.language).unwrap_or_default();
        let (subject, body) = match mail.digest_on {
            Some(_) => match self.digest_words(mail, language).await? {
                Some(words) => words,
                None => return Ok(None),
            },
            None => self.words_of(mail, language),
        };
        let unsendable = |error: &dyn std::error::Error| ServicesError::Document(error.to_string());
        let to: Address = address.email.parse().map_err(|error| unsendable(&error))?;
        let post = self.post();
        let from = post.sender().map_err(|error| unsendable(&error))?;
        let mut builder = Message::builder()
            .message_id(Some(format!("<{}@{}>", lease.id, from.email.domain())))
            .date(self.store().now().into())
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(one_line(&subject))
            .header(ContentType::TEXT_PLAIN)
            .header(AutoSubmitted);
        if mail.digest_on.is_some() {
            builder = builder.header(ListUnsubscribe(format!("<{}>", post.link("/notices/settings"))));
        }
        builder.body(body).map(Some).map_err(|error| unsendable(&error))
    }

    fn words_of(&self, mail: &Mail, language: Language) -> (String, String) {
        let words = wording(language, &mail.message, &mail.arguments);
        let mut body = format!("{}\n\n{}\n", words.title, words.more);
        if let Some(href) = &mail.href {
            body.push_str(&format!("\n{}\n", self.post().link(&one_line(href))));
        }
        (format!("{}{}", word(language, "mail-mark"), words.title), signed(body, language))
    }

    async fn digest_words(&self, mail: &Mail, language: Language) -> Result<Option<(String, String)>> {
        let (kakuzuke_store::Addressee::Account(account), Some(day)) = (mail.to, mail.digest_on) else {
            return Ok(None);
        };
        let notices = self.store().digest(account, day, LISTED + 1).await?;
        if notices.is_empty() {
            return Ok(None);
        }
        let mut arguments = mail.arguments.clone();
        arguments.insert("digest_on".to_owned(), day.to_string().into());
        let head = wording(language, &mail.message, &arguments);
        let mut body = format!("{}\n", head.more);
        for notice in notices.iter().take(LISTED as usize) {
            let words = wording(language, &format!("notice-{}", notice.kind.as_str()), &notice.arguments);
            body.push_str(&format!("\n* {}\n  {}\n", words.title, self.post().link(&one_line(&notice.href))));
        }
        if notices.len() > LISTED as usize {
            body.push_str(&format!("\n{}\n", word(language, "mail-digest-others")));
        }
        body.push_str(&format!("\n{}\n{}\n", word(language, "mail-digest-all"), self.post().link("/notices")));
        body.push_str(&format!(
            "\n{}\n{}\n",
            word(language, "mail-digest-settings"),
            self.post().link("/notices/settings")
        ));
        Ok(Some((format!("{}{}", word(language, "mail-mark"), head.title), signed(body, language))))
    }
}

fn signed(body: String, language: Language) -> String {
    format!("{body}\n-- \n{}\n", word(language, "mail-signature"))
}
