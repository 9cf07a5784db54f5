//! The rules of `domain`, tried from outside.

mod grades;
