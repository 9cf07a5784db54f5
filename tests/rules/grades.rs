//! Grading: the seven principles, worked examples, and what is refused.

mod bands;
mod errors;
mod facts;
mod improving_steps;
mod next_change;
mod output;
mod principles;
mod schemes;
mod strategies;
mod support;
mod timelines;
mod worked;
