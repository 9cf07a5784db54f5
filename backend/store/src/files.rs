//! Uploads under their SHA-256: written once, checked whenever they are read.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::clock::micros;
use crate::database::{Params, RowExt, exec, one};
use crate::{FilesConfig, Result, Store, StoreConfig, StoreError};

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// SHA-256 in lower-case hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Media type it was uploaded with.
    pub media_type: String,
    /// Name it was first uploaded under.
    pub file_name: String,
    /// When.
    pub stored_at: DateTime<Utc>,
}

/// Pieces in which files are read and sent.
const PIECE: usize = 1 << 20;

/// Opens the configured place.
pub(crate) fn open(config: &StoreConfig) -> Result<Arc<dyn ObjectStore>> {
    match &config.files {
        FilesConfig::Folder => {
            let folder = config.data_dir.join("files");
            std::fs::create_dir_all(&folder).map_err(|source| failed(&folder, source))?;
            Ok(Arc::new(LocalFileSystem::new_with_prefix(&folder)?))
        }
        FilesConfig::S3 { bucket, endpoint, region, access_key, secret_key } => {
            // A second installation of the same provider is refused, which is as good.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let mut builder = AmazonS3Builder::new()
                .with_bucket_name(bucket)
                .with_region(region)
                .with_access_key_id(access_key)
                .with_secret_access_key(secret_key);
            if let Some(endpoint) = endpoint {
                builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
            }
            Ok(Arc::new(builder.build()?))
        }
    }
}

fn failed(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::Folder { path: path.display().to_string(), source }
}

/// `sha256/ab/abcdef…`.
fn key(sha256: &str) -> Result<Key> {
    let sane = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let folder = sha256.get(..2).filter(|_| sane).ok_or(StoreError::Missing { what: "file" })?;
    Ok(Key::from(format!("sha256/{folder}/{sha256}")))
}

impl Store {
    /// Stores a file; the same bytes are stored once.
    ///
    /// # Errors
    /// The file cannot be read or stored.
    pub async fn put_file(&self, path: &Path, file_name: &str, media_type: &str) -> Result<FileRow> {
        let (sha256, bytes) = digest(path).await?;
        let place = key(&sha256)?;
        if !self.holds(&place, bytes).await? {
            let upload = self.inner().files.put_multipart(&place).await?;
            let mut writer = WriteMultipart::new_with_chunk_size(upload, 5 * PIECE);
            let mut file = tokio::fs::File::open(path).await.map_err(|source| failed(path, source))?;
            let mut piece = vec![0; PIECE];
            loop {
                let read = file.read(&mut piece).await.map_err(|source| failed(path, source))?;
                if read == 0 {
                    break;
                }
                writer.wait_for_capacity(4).await?;
                writer.write(piece.get(..read).unwrap_or_default());
            }
            writer.finish().await?;
        }
        self.enter(sha256, bytes, file_name, media_type).await
    }

    /// Stores bytes.
    ///
    /// # Errors
    /// They cannot be stored.
    pub async fn put_bytes(&self, content: Bytes, file_name: &str, media_type: &str) -> Result<FileRow> {
        let (sha256, bytes) = (hex::encode(Sha256::digest(&content)), content.len() as u64);
        let place = key(&sha256)?;
        if !self.holds(&place, bytes).await? {
            self.inner().files.put(&place, PutPayload::from_bytes(content)).await?;
        }
        self.enter(sha256, bytes, file_name, media_type).await
    }

    /// What is known of a stored file.
    ///
    /// # Errors
    /// The database failed.
    pub async fn file(&self, sha256: &str) -> Result<Option<FileRow>> {
        let sql = "SELECT sha256, bytes, media_type, file_name, stored_at FROM files WHERE sha256 = ?";
        let Some(row) = one(self.reader(), sql, Params::new().with(sha256)).await? else { return Ok(None) };
        Ok(Some(FileRow {
            sha256: row.get(0)?,
            bytes: u64::try_from(row.get::<i64>(1)?).unwrap_or(0),
            media_type: row.get(2)?,
            file_name: row.get(3)?,
            stored_at: row.instant(4)?,
        }))
    }

    /// Copies a stored file to `target`, checking it on the way.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not there, [`StoreError::Damaged`] if it is not what was stored.
    pub async fn fetch_file(&self, sha256: &str, target: &Path) -> Result<()> {
        let mut pieces = self.open_file(sha256).await?;
        let mut file = tokio::fs::File::create(target).await.map_err(|source| failed(target, source))?;
        let mut hash = Sha256::new();
        while let Some(piece) = pieces.try_next().await? {
            hash.update(&piece);
            file.write_all(&piece).await.map_err(|source| failed(target, source))?;
        }
        file.flush().await.map_err(|source| failed(target, source))?;
        checked(sha256, hash)
    }

    /// The bytes of a stored file, checked.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not there, [`StoreError::Damaged`] if it is not what was stored.
    pub async fn file_bytes(&self, sha256: &str) -> Result<Bytes> {
        let mut pieces = self.open_file(sha256).await?;
        let (mut hash, mut content) = (Sha256::new(), Vec::new());
        while let Some(piece) = pieces.try_next().await? {
            hash.update(&piece);
            content.extend_from_slice(&piece);
        }
        checked(sha256, hash)?;
        Ok(content.into())
    }

    /// Reads a stored file through.
    pub(crate) async fn check_file(&self, sha256: &str) -> Result<()> {
        let mut pieces = self.open_file(sha256).await?;
        let mut hash = Sha256::new();
        while let Some(piece) = pieces.try_next().await? {
            hash.update(&piece);
        }
        checked(sha256, hash)
    }

    async fn open_file(
        &self,
        sha256: &str,
    ) -> Result<futures_util::stream::BoxStream<'static, object_store::Result<Bytes>>> {
        match self.inner().files.get(&key(sha256)?).await {
            Ok(found) => Ok(found.into_stream()),
            Err(object_store::Error::NotFound { .. }) => Err(StoreError::Missing { what: "file" }),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether these bytes are there already, in full.
    async fn holds(&self, place: &Key, bytes: u64) -> Result<bool> {
        match self.inner().files.head(place).await {
            Ok(found) => Ok(found.size == bytes),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn enter(&self, sha256: String, bytes: u64, file_name: &str, media_type: &str) -> Result<FileRow> {
        let sql = "INSERT INTO files (sha256, bytes, media_type, file_name, stored_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
        let params = Params::new()
            .with(sha256.as_str())
            .with(i64::try_from(bytes).unwrap_or(i64::MAX))
            .with(media_type)
            .with(file_name)
            .with(micros(self.now()));
        exec(self.writer(), sql, params).await?;
        self.file(&sha256).await?.ok_or(StoreError::Missing { what: "file" })
    }
}

async fn digest(path: &Path) -> Result<(String, u64)> {
    let mut file = tokio::fs::File::open(path).await.map_err(|source| failed(path, source))?;
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        let read = file.read(&mut piece).await.map_err(|source| failed(path, source))?;
        if read == 0 {
            return Ok((hex::encode(hash.finalize()), bytes));
        }
        hash.update(piece.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

fn checked(sha256: &str, hash: Sha256) -> Result<()> {
    if hex::encode(hash.finalize()) == sha256 { Ok(()) } else { Err(StoreError::Damaged(format!("files/{sha256}"))) }
}
