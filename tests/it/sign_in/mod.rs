//! How people prove who they are, tried from outside: what is kept, what is accepted, and what attackers bring.
mod codes;
pub mod desk;
mod elsewhere;
mod flow;
mod pages;
mod passwords;
mod tokens;
