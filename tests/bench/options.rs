//! What to measure, and how large.
use std::time::Duration;

/// The sizes the issue names, unless the command line says otherwise.
pub struct Options {
    parts: Vec<String>,
    /// Rows of the large workbook.
    pub rows: u32,
    /// Sizes of the registers asked over HTTP; the largest is also regraded.
    pub suppliers: Vec<u32>,
    /// How long each kind of request is repeated.
    pub time: Duration,
}

impl Options {
    /// Reads the command line; an unknown word ends the program.
    pub fn from_arguments() -> Options {
        let mut options = Options {
            parts: Vec::new(),
            rows: 400_000,
            suppliers: vec![10_000, 400_000],
            time: Duration::from_secs(5),
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value"));
            match word.as_str() {
                "--bench" => {}
                "--rows" => options.rows = value().parse().expect("rows"),
                "--suppliers" => {
                    options.suppliers = value().split(',').map(|size| size.parse().expect("a size")).collect();
                }
                "--seconds" => options.time = Duration::from_secs(value().parse().expect("seconds")),
                "grading" | "import" | "regrade" | "requests" => options.parts.push(word),
                _ => panic!("{word}? grading, import, regrade, requests, --rows, --suppliers, --seconds"),
            }
        }
        options
    }

    /// All parts, unless some are named.
    pub fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }
}
