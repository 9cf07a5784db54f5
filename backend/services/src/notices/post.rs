//! The post office: an SMTP server, or without one a folder of files.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::io::AsyncWriteExt;
use url::{Host, Url};

/// How long one step of a conversation with the server may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Where links lead without being told: this machine.
const HERE: &str = "http://127.0.0.1:8080";

/// What the front door says about mail.
#[derive(Clone, Default)]
pub struct MailSettings {
    /// `smtps://user:password@host:465` (TLS from the start) or `smtp://user:password@host:587` (STARTTLS, without which nothing
    /// is sent; only a server on this machine is spoken to in the clear). None: mails become files.
    pub smtp_url: Option<String>,
    /// The sender, such as `格付け <kakuzuke@city.example.jp>`.
    pub from: Option<String>,
    /// The address under which people reach this house, for the links in mails.
    pub public_url: Option<String>,
}

/// What is wrong with the settings. Says which, never what stands in them: they hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// Not an address of an SMTP server.
    #[error("the SMTP address is not one such as smtp://user:password@host:587 or smtps://user:password@host")]
    SmtpUrl,
    /// Not a sender.
    #[error("the sender of mails is not an address such as kakuzuke@city.example.jp")]
    From,
    /// Mails would be sent without saying from whom.
    #[error("mails need a sender: name one with --mail-from or KAKUZUKE_MAIL_FROM")]
    NoSender,
    /// Not the address of a web site.
    #[error("the public address is not one such as https://kakuzuke.city.example.jp")]
    PublicUrl,
    /// TLS cannot be used on this machine.
    #[error("TLS cannot be set up on this machine")]
    Tls,
}

/// Where mails go.
pub struct Post {
    way: Way,
    from: Option<Mailbox>,
    public_url: String,
}

enum Way {
    Smtp { transport: Box<AsyncSmtpTransport<Tokio1Executor>>, shown: String },
    Folder(PathBuf),
}

/// Why a mail did not go.
#[derive(Debug)]
pub(crate) struct Undelivered {
    /// Whether trying again is of no use.
    pub(crate) permanent: bool,
    /// What the server or the disk said.
    pub(crate) why: String,
}

impl Post {
    /// The post office of these settings; without a server, the folder `outbox` of the data folder.
    ///
    /// # Errors
    /// Which of the settings cannot be used.
    pub fn open(settings: &MailSettings, data_dir: &Path) -> Result<Self, PostError> {
        let in_folder = Self::in_folder(data_dir);
        let way = settings.smtp_url.as_deref().map_or(Ok(in_folder.way), smtp)?;
        let from = settings.from.as_deref().map(str::parse).transpose().map_err(|_| PostError::From)?;
        if from.is_none() && matches!(way, Way::Smtp { .. }) {
            return Err(PostError::NoSender);
        }
        let public_url = settings.public_url.as_deref().map_or(Ok(in_folder.public_url), public_url)?;
        Ok(Self { way, from, public_url })
    }

    /// No server: every mail becomes a file in the folder `outbox` of the data folder.
    #[must_use]
    pub fn in_folder(data_dir: &Path) -> Self {
        Self { way: Way::Folder(data_dir.join("outbox")), from: None, public_url: HERE.to_owned() }
    }

    /// The sender.
    ///
    /// # Errors
    /// Never in practice.
    pub(crate) fn sender(&self) -> Result<Mailbox, AddressError> {
        match &self.from {
            Some(from) => Ok(from.clone()),
            None => Ok(Mailbox::new(None, Address::new("kakuzuke", "localhost.localdomain")?)),
        }
    }

    /// The address of a page of this house.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// Where mails go, for a person who looks whether all is in order: never a password.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.way {
            Way::Smtp { shown, .. } => shown.clone(),
            Way::Folder(folder) => folder.display().to_string(),
        }
    }

    /// Whether mails leave the house.
    #[must_use]
    pub fn sends(&self) -> bool {
        matches!(self.way, Way::Smtp { .. })
    }

    /// Asks the server whether it is there; a folder always is.
    ///
    /// # Errors
    /// What the server said, or that there is none.
    pub(crate) async fn knock(&self) -> Result<(), String> {
        match &self.way {
            Way::Smtp { transport, .. } => match transport.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err("the server does not answer".to_owned()),
                Err(error) => Err(chain(&error)),
            },
            Way::Folder(_) => Ok(()),
        }
    }

    /// Hands a mail over. `name` is the same whenever the same mail is handed over again.
    pub(crate) async fn deliver(&self, message: Message, name: &str) -> Result<(), Undelivered> {
        match &self.way {
            Way::Smtp { transport, .. } => match transport.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(Undelivered { permanent: error.is_permanent(), why: chain(&error) }),
            },
            Way::Folder(folder) => keep(folder, name, &message.formatted())
                .await
                .map_err(|error| Undelivered { permanent: false, why: error.to_string() }),
        }
    }
}

/// Writes a mail under its name, whole or not at all.
async fn keep(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let draft = folder.join(format!(".{name}.part"));
    let mut file = tokio::fs::File::create(&draft).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    tokio::fs::rename(&draft, folder.join(format!("{name}.eml"))).await
}

fn smtp(url: &str) -> Result<Way, PostError> {
    let url = Url::parse(url).map_err(|_| PostError::SmtpUrl)?;
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err(PostError::SmtpUrl);
    }
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(PostError::SmtpUrl)?;
    let tls = || TlsParameters::new(host.to_owned()).map_err(|_| PostError::Tls);
    let (tls, usual) = match url.scheme() {
        "smtps" => (Tls::Wrapper(tls()?), 465),
        "smtp" if is_this_machine(&url) => (Tls::None, 25),
        "smtp" => (Tls::Required(tls()?), 587),
        _ => return Err(PostError::SmtpUrl),
    };
    let port = url.port().unwrap_or(usual);
    let mut builder =
        AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host).port(port).tls(tls).timeout(Some(PATIENCE));
    if !url.username().is_empty() {
        let plain = |text: &str| percent_decoded(text).ok_or(PostError::SmtpUrl);
        builder =
            builder.credentials(Credentials::new(plain(url.username())?, plain(url.password().unwrap_or_default())?));
    }
    let shown = format!("{}://{host}:{port}", url.scheme());
    Ok(Way::Smtp { transport: Box::new(builder.build()), shown })
}

/// Whether the server is on this machine, where nobody listens on the way.
fn is_this_machine(url: &Url) -> bool {
    // The scheme is not one whose hosts the URL parser knows, so an address may still be a name to it.
    let address = |text: &str| text.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost") || address(name),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The address of the house without a slash at its end.
fn public_url(text: &str) -> Result<String, PostError> {
    let url = Url::parse(text).map_err(|_| PostError::PublicUrl)?;
    let plain =
        url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || !plain {
        return Err(PostError::PublicUrl);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// An error with its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
