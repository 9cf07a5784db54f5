//! Real files that may be read by tests but not kept in the repository.
use std::path::{Path, PathBuf};

/// The file under `../shared/data`, or none, with a message, where that folder is absent.
pub fn file(path: &str) -> Option<PathBuf> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    if full.is_file() {
        return Some(full);
    }
    eprintln!("skipped: {} is not here", full.display());
    None
}
