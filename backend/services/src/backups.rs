//! The whole register in one file, and back: database, uploads and signing key, each with its checksum.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::Services;
use crate::errors::{Result, ServicesError};

/// The database inside a backup, and in a data folder.
const DATABASE: &str = "register.sqlite";
/// The list of checksums, the last member of a backup.
const CHECKSUMS: &str = "SHA256SUMS";

/// What a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Services {
    /// Writes the register to `to`, which must not exist yet. It may be in use meanwhile.
    ///
    /// # Errors
    /// The register is not in a data folder (PostgreSQL has its own tools), or `to` cannot be written.
    pub async fn back_up(&self, to: &Path) -> Result<Copied> {
        if !self.store().is_sqlite() {
            return Err(ServicesError::refused("backup_needs_file"));
        }
        let folder = self.store().config().data_dir.clone();
        let scratch = tempfile::tempdir_in(&folder)?;
        let copy = scratch.path().join(DATABASE);
        self.store().backup_into(&copy).await?;
        let (to, scratch_path) = (to.to_owned(), scratch.path().to_owned());
        let packed = tokio::task::spawn_blocking(move || pack(&folder, &scratch_path, &copy, &to)).await;
        packed.map_err(|error| ServicesError::Document(error.to_string()))?
    }
}

/// Brings a register back from `from` into `folder`, which must be empty or not exist yet.
///
/// # Errors
/// The file is no backup, or is damaged; then `folder` holds nothing of it.
pub fn restore(from: &Path, folder: &Path) -> Result<Copied> {
    let shown = from.display().to_string();
    let no_backup = || ServicesError::refused("nothing_to_restore").with("file", shown.clone());
    if folder.is_dir() && fs::read_dir(folder)?.next().is_some() {
        return Err(ServicesError::refused("folder_not_empty").with("folder", folder.display().to_string()));
    }
    let file = File::open(from).map_err(|_| ServicesError::refused("file_not_found").with("file", shown.clone()))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| no_backup())?;
    let mut sums = String::new();
    archive.by_name(CHECKSUMS).map_err(|_| no_backup())?.read_to_string(&mut sums).map_err(|_| no_backup())?;
    fs::create_dir_all(folder)?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let scratch = tempfile::tempdir_in(parent)?;
    let mut copied = Copied::default();
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").ok_or_else(no_backup)?;
        let relative = inside(name).ok_or_else(no_backup)?;
        let to = scratch.path().join(relative);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut member = archive.by_name(name).map_err(|_| no_backup())?;
        let (bytes, found) = copy(&mut member, &mut BufWriter::new(File::create(&to)?)).map_err(|_| no_backup())?;
        if found != sum {
            return Err(no_backup());
        }
        restrict(&to, member.unix_mode())?;
        copied.files += 1;
        copied.bytes += bytes;
    }
    for entry in fs::read_dir(scratch.path())? {
        let entry = entry?;
        fs::rename(entry.path(), folder.join(entry.file_name()))?;
    }
    Ok(copied)
}

fn pack(folder: &Path, scratch: &Path, database: &Path, to: &Path) -> Result<Copied> {
    let broken = |error: zip::result::ZipError| ServicesError::Document(error.to_string());
    let mut archive = ZipWriter::new(BufWriter::new(File::create_new(to)?));
    let mut sums = String::new();
    let mut copied = Copied::default();
    let mut files = vec![(DATABASE.to_owned(), database.to_owned())];
    let own = to.canonicalize()?;
    for path in files_below(folder, scratch)? {
        let Ok(relative) = path.strip_prefix(folder) else { continue };
        let name = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if !name.starts_with(DATABASE) && path.canonicalize()? != own {
            files.push((name, path));
        }
    }
    for (name, path) in files {
        let mut file = BufReader::new(File::open(&path)?);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(true)
            .unix_permissions(mode(&path)?);
        archive.start_file(name.as_str(), options).map_err(broken)?;
        let (bytes, sum) = copy(&mut file, &mut archive)?;
        sums.push_str(&format!("{sum}  {name}\n"));
        copied.files += 1;
        copied.bytes += bytes;
    }
    archive.start_file(CHECKSUMS, SimpleFileOptions::default()).map_err(broken)?;
    archive.write_all(sums.as_bytes())?;
    let mut out = archive.finish().map_err(broken)?;
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(copied)
}

fn files_below(folder: &Path, without: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() && entry.path() != without {
                folders.push(entry.path());
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A member's name as a path that stays inside the folder.
fn inside(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(name);
    path.components().all(|part| matches!(part, Component::Normal(_))).then_some(path)
}

fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 17];
    let mut bytes = 0;
    loop {
        let read = from.read(&mut buffer)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
        hasher.update(part);
        to.write_all(part)?;
        bytes += u64::try_from(read).unwrap_or(0);
    }
    to.flush()?;
    Ok((bytes, hex::encode(hasher.finalize())))
}

#[cfg(unix)]
fn mode(path: &Path) -> io::Result<u32> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> io::Result<u32> {
    Ok(0o600)
}

/// Gives a file the permissions it had: the signing key stays readable for its owner only.
#[cfg(unix)]
fn restrict(path: &Path, mode: Option<u32>) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode.unwrap_or(0o600) & 0o777))
}

#[cfg(not(unix))]
fn restrict(_path: &Path, _mode: Option<u32>) -> io::Result<()> {
    Ok(())
}
