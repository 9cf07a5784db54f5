//! One import while it runs and after it ended.

use kakuzuke_services::imports::Counts;
use serde::Serialize;

use super::head::{Head, ProblemView, Refusal};
use crate::render::{Page, Room};

/// An import that runs, ended, or was refused.
#[derive(Debug, Serialize)]
pub struct ImportPage {
    pub(super) head: Head,
    pub(super) running: bool,
    pub(super) progress: Progress,
    pub(super) refusal: Option<Refusal>,
    pub(super) counts: Option<Counts>,
    pub(super) waiting: u64,
    /// Different cells whose dates wait for an answer.
    pub(super) doubtful: usize,
    pub(super) again: bool,
    pub(super) problems: Vec<ProblemView>,
}

/// Rows dealt with, and all of them once that is known (else 0).
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(super) struct Progress {
    pub(super) done: u64,
    pub(super) total: u64,
}

impl ImportPage {
    /// The page of a file that cannot be read.
    pub(super) fn refused(head: Head, refusal: Refusal) -> Self {
        Self {
            head,
            running: false,
            progress: Progress::default(),
            refusal: Some(refusal),
            counts: None,
            waiting: 0,
            doubtful: 0,
            again: false,
            problems: Vec::new(),
        }
    }
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "imports/show.html";
    const ROOM: Room = Room::Imports;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::imports()
    }
}

#[cfg(test)]
#[path = "samples.rs"]
pub(super) mod samples;
