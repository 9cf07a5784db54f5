//! Who waits at the counter without a request in hand. When every seat is taken, the one that has waited longest
//! has to go, so that silent connections never keep anybody else out.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// All open connections, and those among them that wait.
#[derive(Debug)]
pub struct Waiting {
    seats: usize,
    open: AtomicUsize,
    line: Mutex<Line>,
}

#[derive(Debug, Default)]
struct Line {
    next: u64,
    waiting: BTreeMap<u64, Arc<Notify>>,
}

impl Waiting {
    /// Room for `seats` connections.
    pub fn new(seats: usize) -> Self {
        Self { seats: seats.max(1), open: AtomicUsize::new(0), line: Mutex::default() }
    }

    /// A new connection sits down; if there is no seat left, the longest waiting one is dismissed.
    pub fn arrive(self: &Arc<Self>) -> Seat {
        if self.open.fetch_add(1, Ordering::Relaxed) >= self.seats {
            self.dismiss_longest();
        }
        let seat = Seat { room: Arc::clone(self), dismissed: Arc::default(), number: Mutex::new(None) };
        seat.wait();
        seat
    }

    /// Dismisses the connection that has waited longest, if any waits.
    pub fn dismiss_longest(&self) {
        if let Some((_, dismissed)) = self.line().waiting.pop_first() {
            dismissed.notify_one();
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one connection.
#[derive(Debug)]
pub struct Seat {
    room: Arc<Waiting>,
    dismissed: Arc<Notify>,
    number: Mutex<Option<u64>>,
}

impl Seat {
    /// Ready when the connection has to go.
    pub async fn dismissed(&self) {
        self.dismissed.notified().await;
    }

    /// The connection has a request in hand and may stay.
    pub fn work(&self) {
        if let Some(number) = self.number().take() {
            self.room.line().waiting.remove(&number);
        }
    }

    /// The connection waits, behind all others.
    pub fn wait(&self) {
        let mut number = self.number();
        let mut line = self.room.line();
        if let Some(old) = number.take() {
            line.waiting.remove(&old);
        }
        let next = line.next;
        line.next = next.wrapping_add(1);
        line.waiting.insert(next, Arc::clone(&self.dismissed));
        *number = Some(next);
    }

    fn number(&self) -> MutexGuard<'_, Option<u64>> {
        self.number.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.work();
        self.room.open.fetch_sub(1, Ordering::Relaxed);
    }
}
