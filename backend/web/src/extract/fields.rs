//! From named texts to a struct: a small serde deserializer whose errors are codes with the field's name.
//!
//! Every field the struct does not know is refused, also without `deny_unknown_fields`; a repeated name is refused
//! unless its field is a list.

mod problem;
mod value;

use std::collections::BTreeMap;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use self::problem::TextError;
use self::value::Values;
use crate::error::{AppError, FieldProblem};

/// How an empty text is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// As an absent value, as the fields of a form that nobody filled in.
    Absent,
    /// As a value like any other.
    Value,
}

/// Reads a `T` from named texts.
///
/// # Errors
/// [`AppError::Malformed`] for an unknown, missing or repeated field, [`AppError::Invalid`] for a value that is none
/// of its type.
pub fn read<T: DeserializeOwned>(pairs: Vec<(String, String)>, empty: Empty) -> Result<T, AppError> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs {
        fields.entry(name).or_default().push(value);
    }
    T::deserialize(Fields { fields, empty }).map_err(|TextError(problem)| match problem.code.as_ref() {
        "unknown_field" | "missing" | "repeated" => AppError::Malformed(problem),
        _ => AppError::Invalid(vec![problem]),
    })
}

struct Fields {
    fields: BTreeMap<String, Vec<String>>,
    empty: Empty,
}

impl<'de> Deserializer<'de> for Fields {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_map(Walk { fields: self.fields.into_iter(), current: None, empty: self.empty })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        if let Some(name) = self.fields.keys().find(|name| !known.contains(&name.as_str())) {
            return Err(TextError(FieldProblem::new(name.clone(), "unknown_field")));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TextError> {
        match self.fields.into_keys().next() {
            Some(name) => Err(TextError(FieldProblem::new(name, "unknown_field"))),
            None => visitor.visit_unit(),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Walk {
    fields: std::collections::btree_map::IntoIter<String, Vec<String>>,
    current: Option<(String, Vec<String>)>,
    empty: Empty,
}

impl<'de> MapAccess<'de> for Walk {
    type Error = TextError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TextError> {
        self.current = self.fields.next();
        match &self.current {
            Some((name, _)) => seed.deserialize(StrDeserializer::new(name)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TextError> {
        let (name, values) = self.current.take().unwrap_or_default();
        seed.deserialize(Values { values, empty: self.empty }).map_err(|error| error.at(&name))
    }
}
