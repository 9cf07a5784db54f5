//! Template functions: messages, addresses, assets. Codes are written with `_`, message keys with `-`: either is
//! taken for a key.

use std::borrow::Cow;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::address::Address;
use super::catalogue::{Argument, Catalogue};
use super::engine::Missing;
use crate::assets;

/// Adds the functions to an engine.
///
/// - `t(key=…, args={…}, name=value …)`: a message; named values win over `args`.
/// - `has(key=…)`: whether there is such a message.
/// - `url(path=…, query={…}, name=value …)`: an address; empty values are left out.
/// - `asset(path=…)`: the address of a file of ours, with its fingerprint.
pub fn register(tera: &mut Tera, catalogue: &Arc<Catalogue>, missing: Missing) {
    let messages = Arc::clone(catalogue);
    tera.register_function("t", move |kwargs: Kwargs, _: &State<'_>| translate(&messages, missing, &kwargs));
    let messages = Arc::clone(catalogue);
    tera.register_function("has", move |kwargs: Kwargs, _: &State<'_>| -> TeraResult<bool> {
        Ok(messages.has(&kwargs.must_get::<&str>("key")?.replace('_', "-")))
    });
    tera.register_function("url", |kwargs: Kwargs, _: &State<'_>| address(&kwargs));
    tera.register_function("asset", |kwargs: Kwargs, _: &State<'_>| -> TeraResult<String> {
        Ok(assets::url(kwargs.must_get::<&str>("path")?))
    });
}

fn translate(catalogue: &Catalogue, missing: Missing, kwargs: &Kwargs) -> TeraResult<String> {
    let key = &kwargs.must_get::<&str>("key")?.replace('_', "-");
    let mut arguments = Vec::new();
    if let Some(map) = kwargs.get::<Value>("args")?.as_ref().and_then(Value::as_map) {
        for (name, value) in map {
            arguments.push((name.to_string(), value.clone()));
        }
    }
    for (name, value) in kwargs.iter().filter(|(name, _)| !matches!(name.as_str(), Some("key" | "args"))) {
        arguments.push((name.to_string(), value.clone()));
    }
    let text = catalogue.text(key, arguments.iter().map(|(name, value)| (name.as_str(), argument(value))));
    match (text, missing) {
        (Ok(text), _) => Ok(text),
        (Err(error), Missing::Fail) => Err(Error::message(error.to_string())),
        (Err(error), Missing::ShowKey) => {
            tracing::warn!(%error, "a message is missing");
            Ok(key.to_owned())
        }
    }
}

fn argument(value: &Value) -> Argument<'_> {
    match (value.as_i64(), value.as_str()) {
        (Some(number), _) => Argument::Integer(number),
        (None, Some(text)) => Argument::Text(Cow::Borrowed(text)),
        (None, None) => Argument::Text(Cow::Owned(value.to_string())),
    }
}

fn address(kwargs: &Kwargs) -> TeraResult<String> {
    let mut address = Address::new(kwargs.must_get::<&str>("path")?);
    if let Some(map) = kwargs.get::<Value>("query")?.as_ref().and_then(Value::as_map) {
        for (name, value) in map {
            let name = name.to_string();
            if kwargs.get::<Value>(&name)?.is_none() {
                address.push_value(&name, value);
            }
        }
    }
    for (name, value) in kwargs.iter().filter(|(name, _)| !matches!(name.as_str(), Some("path" | "query"))) {
        address.push_value(&name.to_string(), value);
    }
    Ok(address.finish())
}
