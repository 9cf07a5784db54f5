//! The parent's side: starts the reading process and parses its lines.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

use crate::cells::Row;
use crate::child::{COMMAND, to_arguments};
use crate::errors::{ReadError, ReadErrorCode};
use crate::limits::ReadOptions;
use crate::wire::{Head, Notice, parse_row};

/// A table being read by a child process, which is killed when this is dropped.
#[derive(Debug)]
pub struct TableReader {
    child: Child,
    lines: BufReader<ChildStdout>,
    line: Vec<u8>,
    silence: Duration,
    head: Head,
    sheet: Arc<str>,
    rows: u64,
    ended: bool,
}

impl TableReader {
    /// Starts `reader_program` (this program itself) on `file` and waits for what is known before the rows.
    /// The format is found in the content; names of uploads are checked by [`crate::check_upload`].
    ///
    /// # Errors
    /// The file is not a table that can be read, or the program cannot be started.
    pub async fn open(reader_program: &Path, file: &Path, options: &ReadOptions) -> Result<Self, ReadError> {
        let mut child = Command::new(reader_program)
            .arg(COMMAND)
            .args(to_arguments(file, options))
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = child.stdout.take().ok_or_else(|| ReadError::new(ReadErrorCode::Io))?;
        let mut reader = Self {
            child,
            lines: BufReader::with_capacity(1 << 17, stdout),
            line: Vec::with_capacity(4096),
            silence: Duration::from_secs(options.limits.silence_seconds),
            head: Head {
                format: crate::detect::FileFormat::Text,
                encoding: None,
                delimiter: None,
                system_1904: false,
                macros: false,
                sheets: Vec::new(),
            },
            sheet: Arc::from(""),
            rows: 0,
            ended: false,
        };
        match reader.notice().await? {
            Notice::Head(head) => reader.head = head,
            Notice::Error(error) => return Err(error),
            Notice::Sheet(_) | Notice::End(_) => return Err(ReadError::new(ReadErrorCode::ReaderDied)),
        }
        Ok(reader)
    }

    /// What is known of the file: format, encoding, sheets.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The next row with content; none at the end.
    ///
    /// # Errors
    /// The rest of the file cannot be read; what came before must not be kept.
    pub async fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while !self.ended {
            self.next_line().await?;
            if self.line.first() == Some(&b'[') {
                self.rows += 1;
                return parse_row(&self.line, &self.sheet)
                    .map(Some)
                    .map_err(|_| ReadError::new(ReadErrorCode::ReaderDied));
            }
            match self.parsed_notice()? {
                Notice::Sheet(name) => self.sheet = Arc::from(name),
                Notice::End(rows) if rows == self.rows => self.ended = true,
                Notice::Error(error) => {
                    self.ended = true;
                    return Err(error);
                }
                Notice::Head(_) | Notice::End(_) => return Err(ReadError::new(ReadErrorCode::ReaderDied)),
            }
        }
        Ok(None)
    }

    async fn notice(&mut self) -> Result<Notice, ReadError> {
        self.next_line().await?;
        self.parsed_notice()
    }

    fn parsed_notice(&self) -> Result<Notice, ReadError> {
        serde_json::from_slice(&self.line).map_err(|_| ReadError::new(ReadErrorCode::ReaderDied))
    }

    /// Reads one line into `self.line`; waits for bytes no longer than the limit.
    async fn next_line(&mut self) -> Result<(), ReadError> {
        self.line.clear();
        let read = tokio::time::timeout(self.silence, self.lines.read_until(b'\n', &mut self.line)).await;
        match read {
            Err(_) => {
                let _ = self.child.start_kill();
                Err(ReadError::new(ReadErrorCode::TimedOut).with("seconds", self.silence.as_secs()))
            }
            Ok(Err(error)) => Err(error.into()),
            Ok(Ok(_)) if self.line.last() == Some(&b'\n') => Ok(()),
            Ok(Ok(_)) => Err(self.death().await),
        }
    }

    /// Why the child ended without its last line.
    async fn death(&mut self) -> ReadError {
        self.ended = true;
        let mut complaint = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            let _ = tokio::time::timeout(Duration::from_secs(2), stderr.take(4096).read_to_end(&mut complaint)).await;
        }
        let _ = self.child.start_kill();
        let status = tokio::time::timeout(Duration::from_secs(2), self.child.wait()).await;
        let signal = match status {
            Ok(Ok(status)) => std::os::unix::process::ExitStatusExt::signal(&status),
            _ => None,
        };
        let complaint = String::from_utf8_lossy(&complaint);
        if complaint.contains("memory allocation") || complaint.contains("failed to allocate") {
            return ReadError::new(ReadErrorCode::OutOfMemory);
        }
        match signal.map(i64::from) {
            Some(SIGXCPU) => ReadError::new(ReadErrorCode::TimedOut),
            Some(signal) => ReadError::new(ReadErrorCode::ReaderDied).with("signal", signal),
            None => ReadError::new(ReadErrorCode::ReaderDied),
        }
    }
}

/// The signal of a process that used up its CPU time.
const SIGXCPU: i64 = 24;
