//! Paper in and out, tried from outside.
