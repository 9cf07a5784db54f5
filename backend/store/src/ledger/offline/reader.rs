//! Lines of an export, none longer than memory should hold.

use std::io::{self, BufRead, Read};

use crate::ledger::lines::{FORMAT, Line, Opening};

/// The longest line that is read, in bytes; the register writes none of this length.
const LONGEST: u64 = 16 << 20;

/// A line, or why there is none to speak of.
pub(super) enum Found {
    Line(Box<Line<'static>>),
    Unreadable,
}

/// The lines of an input, counted from 1.
pub(super) struct Lines<R> {
    input: R,
    number: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, number: 0, buffer: Vec::new(), ended: false }
    }

    /// The number of the line read last.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The first line, if it opens an export.
    pub(super) fn opening(&mut self) -> io::Result<Option<Opening>> {
        let Some(Found::Line(line)) = self.next()? else { return Ok(None) };
        Ok(line.ledger.filter(|opening| opening.format == FORMAT))
    }

    /// The next line. After one that is too long nothing more is read.
    pub(super) fn next(&mut self) -> io::Result<Option<Found>> {
        self.buffer.clear();
        if self.ended || (&mut self.input).take(LONGEST).read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let whole = self.buffer.len() < usize::try_from(LONGEST).unwrap_or(usize::MAX);
        self.ended = !whole;
        let line = if whole { serde_json::from_slice(&self.buffer).ok() } else { None };
        Ok(Some(line.map_or(Found::Unreadable, |line| Found::Line(Box::new(line)))))
    }
}
