//! The rules of Kakuzuke: pure functions over facts. No I/O, no clock, no database types.
