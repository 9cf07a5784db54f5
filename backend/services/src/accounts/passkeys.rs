//! Passkeys (WebAuthn): what the browser is asked, and whether its answer is right. Always with the person verified.
//!
//! State between question and answer is a text that the caller keeps on the server, bound to one browser and short-lived.

use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder,
};

use crate::{Result, ServicesError};

/// A question for the browser, and what must be kept to judge its answer.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// For `navigator.credentials`, as JSON.
    pub options: serde_json::Value,
    /// To be kept on the server.
    pub state: String,
}

/// A passkey to be stored.
#[derive(Debug, Clone)]
pub struct NewPasskey {
    /// Id of the credential, unique in the world.
    pub credential_id: Vec<u8>,
    /// Public key, counter and flags.
    pub passkey: String,
}

/// A passkey that has proven its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// What to store in place of the old text, where counter or flags moved.
    pub updated: Option<String>,
}

/// Whom an answer without user name speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The account the passkey was made for.
    pub account: Uuid,
    /// Id of the credential.
    pub credential_id: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
enum State {
    Registration(PasskeyRegistration),
    Authentication(PasskeyAuthentication),
    Discoverable(DiscoverableAuthentication),
}

/// Passkeys of one address of this service.
#[derive(Clone)]
pub struct Passkeys(Webauthn);

impl Passkeys {
    /// For the service that people reach at `origin`, such as `https://kakuzuke.example.jp`. Passkeys are bound to its host
    /// for ever: they do not move when the host changes.
    ///
    /// # Errors
    /// `passkeys_origin` where the address has no host name: browsers know no passkeys for bare addresses.
    pub fn new(origin: &Url) -> Result<Self> {
        let refused = || ServicesError::refused("passkeys_origin").with("origin", origin.as_str());
        let host = origin.domain().ok_or_else(refused)?;
        let builder = WebauthnBuilder::new(host, origin).map_err(|_| refused())?;
        Ok(Self(builder.rp_name("Kakuzuke").build().map_err(|_| refused())?))
    }

    /// Asks for a new passkey that also signs in without a user name. `present` are the account's passkeys as stored.
    ///
    /// # Errors
    /// A stored passkey is damaged.
    pub fn start_registration(
        &self,
        account: Uuid,
        address: &str,
        name: &str,
        present: &[String],
    ) -> Result<Challenge> {
        let present = read_all(present)?.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let (options, state) =
            self.0.start_passkey_registration(account, address, name, Some(present)).map_err(damaged)?;
        let mut options = json(&options)?;
        if let Some(selection) =
            options.pointer_mut("/publicKey/authenticatorSelection").and_then(|v| v.as_object_mut())
        {
            selection.insert("residentKey".to_owned(), "required".into());
            selection.insert("requireResidentKey".to_owned(), true.into());
        }
        Ok(Challenge { options, state: text(&State::Registration(state))? })
    }

    /// Judges the browser's answer to [`Passkeys::start_registration`].
    ///
    /// # Errors
    /// `passkey_wrong`.
    pub fn finish_registration(&self, answer: &serde_json::Value, state: &str) -> Result<NewPasskey> {
        let State::Registration(state) = read::<State>(state)? else { return Err(wrong("another ceremony")) };
        let answer = RegisterPublicKeyCredential::deserialize(answer).map_err(wrong)?;
        let passkey = self.0.finish_passkey_registration(&answer, &state).map_err(wrong)?;
        Ok(NewPasskey { credential_id: passkey.cred_id().to_vec(), passkey: text(&passkey)? })
    }

    /// Asks an account that is known already for one of its passkeys.
    ///
    /// # Errors
    /// A stored passkey is damaged, or there is none.
    pub fn start_authentication(&self, present: &[String]) -> Result<Challenge> {
        let (options, state) = self.0.start_passkey_authentication(&read_all(present)?).map_err(damaged)?;
        Ok(Challenge { options: json(&options)?, state: text(&State::Authentication(state))? })
    }

    /// Asks whoever sits at the browser for a passkey.
    ///
    /// # Errors
    /// The question could not be made.
    pub fn start_sign_in(&self) -> Result<Challenge> {
        let (options, state) = self.0.start_discoverable_authentication().map_err(damaged)?;
        Ok(Challenge { options: json(&options)?, state: text(&State::Discoverable(state))? })
    }

    /// Whom the answer speaks of. Believe it only after [`Passkeys::finish`].
    ///
    /// # Errors
    /// `passkey_wrong`.
    pub fn claimed(&self, answer: &serde_json::Value) -> Result<Claimed> {
        let answer = PublicKeyCredential::deserialize(answer).map_err(wrong)?;
        let (account, id) = self.0.identify_discoverable_authentication(&answer).map_err(wrong)?;
        Ok(Claimed { account, credential_id: id.to_vec() })
    }

    /// The credential that an answer was made with. Believe it only after [`Passkeys::finish`].
    ///
    /// # Errors
    /// `passkey_wrong`.
    pub fn credential_id(answer: &serde_json::Value) -> Result<Vec<u8>> {
        let answer = PublicKeyCredential::deserialize(answer).map_err(wrong)?;
        Ok(answer.raw_id.to_vec())
    }

    /// Judges the answer to [`Passkeys::start_authentication`] or [`Passkeys::start_sign_in`] by the stored passkey it names.
    ///
    /// # Errors
    /// `passkey_wrong`, also where the counter shows that the key was copied.
    pub fn finish(&self, answer: &serde_json::Value, state: &str, stored: &str) -> Result<Proven> {
        let answer = PublicKeyCredential::deserialize(answer).map_err(wrong)?;
        let mut passkey: Passkey = read(stored)?;
        if answer.raw_id.as_slice() != passkey.cred_id().as_slice() {
            return Err(wrong("another passkey"));
        }
        let result = match read::<State>(state)? {
            State::Registration(_) => return Err(wrong("another ceremony")),
            State::Authentication(state) => self.0.finish_passkey_authentication(&answer, &state),
            State::Discoverable(state) => self.0.finish_discoverable_authentication_v2(&answer, state, &passkey),
        };
        let result = result.map_err(wrong)?;
        if !result.user_verified() {
            return Err(wrong("the person was not verified"));
        }
        let moved = passkey.update_credential(&result).ok_or_else(|| wrong("another passkey"))?;
        Ok(Proven { updated: if moved { Some(text(&passkey)?) } else { None } })
    }
}

fn wrong(reason: impl std::fmt::Display) -> ServicesError {
    tracing::info!(%reason, "a passkey was refused");
    ServicesError::refused("passkey_wrong")
}

fn damaged(error: impl std::fmt::Display) -> ServicesError {
    ServicesError::Damaged(format!("passkeys: {error}"))
}

fn read<T: for<'a> Deserialize<'a>>(stored: &str) -> Result<T> {
    serde_json::from_str(stored).map_err(damaged)
}

fn read_all(stored: &[String]) -> Result<Vec<Passkey>> {
    stored.iter().map(|text| read(text)).collect()
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(damaged)
}

fn json(value: &impl Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(damaged)
}
