//! QR codes as a drawing that a page can hold: one path of squares, no image, no inline style.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

use crate::{Result, ServicesError};

/// A QR code with its quiet zone of four squares, for `<svg viewBox="0 0 size size"><path d="path"/></svg>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QrDrawing {
    /// Width and height in squares.
    pub size: usize,
    /// The dark squares, as SVG path data.
    pub path: String,
}

const QUIET: usize = 4;

/// Draws `text`.
///
/// # Errors
/// The text is too long for a QR code.
pub fn draw(text: &str) -> Result<QrDrawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|error| ServicesError::Document(error.to_string()))?;
    let width = code.width();
    let mut path = String::new();
    for (row, colors) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        for run in colors.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let length = run.len();
                path.push_str(&format!("M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET));
            }
            column += run.len();
        }
    }
    Ok(QrDrawing { size: width + 2 * QUIET, path })
}
