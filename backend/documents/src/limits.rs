//! How much a file may ask of the reader.

/// Limits of one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReaderLimits {
    /// Address space of the child in bytes.
    pub memory_bytes: u64,
    /// Seconds of CPU time of the child, for a file of up to 4 MiB; one more for each 4 MiB.
    pub cpu_seconds: u64,
    /// Seconds the parent waits for the next bytes from the child.
    pub silence_seconds: u64,
    /// Size of the file in bytes.
    pub file_bytes: u64,
    /// Unpacked size of all members of an archive in bytes.
    pub unpacked_bytes: u64,
    /// Rows with content, over all sheets read.
    pub rows: u64,
    /// Columns.
    pub columns: u32,
    /// Characters of one cell; a spreadsheet holds 32,767.
    pub cell_chars: usize,
}

impl Default for ReaderLimits {
    fn default() -> Self {
        Self {
            memory_bytes: 400 << 20,
            cpu_seconds: 25,
            silence_seconds: 25,
            file_bytes: 200 << 20,
            unpacked_bytes: 2 << 30,
            rows: 1_000_000,
            columns: 500,
            cell_chars: 32_767,
        }
    }
}

/// What to read of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The sheet of this name; otherwise the first visible sheet that has cells.
    pub sheet: Option<String>,
    /// Stop after so many rows (for a preview).
    pub first_rows: Option<u64>,
    /// Limits.
    pub limits: ReaderLimits,
}
