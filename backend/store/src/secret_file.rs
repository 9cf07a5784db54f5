//! Keys that lie as files in the data folder and never in the database.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use rand::TryRng;
use rand::rngs::SysRng;

use crate::{Result, StoreError};

/// The 32 secret bytes in the file `name` of `folder`; drawn at the first use and readable by the owner alone (hex).
///
/// # Errors
/// The file cannot be read, made or understood.
pub fn secret_file(folder: &Path, name: &str) -> Result<[u8; 32]> {
    let path = folder.join(name);
    let failed = |source| StoreError::Folder { path: path.display().to_string(), source };
    let mut bytes = [0; 32];
    match fs::read_to_string(&path) {
        Ok(text) => {
            hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| StoreError::Damaged(name.to_owned()))?;
            Ok(bytes)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            SysRng.try_fill_bytes(&mut bytes).map_err(|error| failed(std::io::Error::other(error.to_string())))?;
            match create(&path, &bytes) {
                Ok(()) => Ok(bytes),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => secret_file(folder, name),
                Err(error) => Err(failed(error)),
            }
        }
        Err(error) => Err(failed(error)),
    }
}

fn create(path: &Path, key: &[u8; 32]) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", hex::encode(key))?;
    file.sync_all()
}
