//! An answer on its way out. Its connection waits again only when the last byte was handed over.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};

use super::waiting::Seat;

/// A body that tells its connection's seat when it is done.
pub struct Watched {
    inner: Body,
    seat: Arc<Seat>,
}

impl Watched {
    /// Watches `inner` for `seat`.
    pub fn new(inner: Body, seat: Arc<Seat>) -> Self {
        Self { inner, seat }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.seat.wait();
    }
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
