//! The texts of one field, read as whatever type the field has.

use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor};

use super::Empty;
use super::problem::TextError;

/// All texts given under one name.
pub struct Values {
    /// In the order of the request; never empty.
    pub values: Vec<String>,
    /// How an empty text is taken.
    pub empty: Empty,
}

impl Values {
    fn one(mut self) -> Result<String, TextError> {
        match (self.values.pop(), self.values.is_empty()) {
            (Some(value), true) => Ok(value),
            (None, _) => Err(TextError::new("missing")),
            (Some(_), false) => Err(TextError::new("repeated")),
        }
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            let lenient = self.empty == Empty::Absent;
            let text = self.one()?;
            let digits = if lenient { text.trim() } else { text.as_str() };
            if digits.starts_with('+') {
                return Err(TextError::new("not_an_integer"));
            }
            let value: $type = digits.parse().map_err(|_| TextError::new("not_an_integer"))?;
            visitor.$visit(value)
        }
    )*};
}

impl<'de> Deserializer<'de> for Values {
    type Error = TextError;

    integers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_string(self.one()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let lenient = self.empty == Empty::Absent;
        match self.one()?.as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            "1" | "on" if lenient => visitor.visit_bool(true),
            "0" if lenient => visitor.visit_bool(false),
            _ => Err(TextError::new("not_a_bool")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let absent = self.empty == Empty::Absent && self.values.iter().all(|value| value.trim().is_empty());
        if absent && self.values.len() < 2 { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let mut values = self.values;
        if self.empty == Empty::Absent {
            values.retain(|value| !value.trim().is_empty());
        }
        visitor.visit_seq(Items { values: values.into_iter(), empty: self.empty })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        let text: StringDeserializer<TextError> = self.one()?.into_deserializer();
        text.deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct
        identifier ignored_any
    }
}

struct Items {
    values: std::vec::IntoIter<String>,
    empty: Empty,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = TextError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TextError> {
        match self.values.next() {
            Some(value) => seed.deserialize(Values { values: vec![value], empty: self.empty }).map(Some),
            None => Ok(None),
        }
    }
}
