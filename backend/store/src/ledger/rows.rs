//! Which tables the ledger seals, and how an entry binds the rows it wrote.

use sha2::{Digest, Sha256};

use crate::clock::micros;
use crate::database::RowHash;

/// A table whose rows are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SealedTable {
    Suppliers,
    Facts,
    Buyers,
    Contracts,
    Schemes,
    CloseOuts,
    Supplies,
    ClauseSets,
    ClauseVariants,
}

impl SealedTable {
    pub(crate) const ALL: [Self; 9] = [
        Self::Suppliers,
        Self::Facts,
        Self::Buyers,
        Self::Contracts,
        Self::Schemes,
        Self::CloseOuts,
        Self::Supplies,
        Self::ClauseSets,
        Self::ClauseVariants,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Suppliers => "suppliers",
            Self::Facts => "facts",
            Self::Buyers => "buyers",
            Self::Contracts => "contracts",
            Self::Schemes => "schemes",
            Self::CloseOuts => "close_outs",
            Self::Supplies => "supplies",
            Self::ClauseSets => "clause_sets",
            Self::ClauseVariants => "clause_variants",
        }
    }

    /// The tables whose rows can be superseded.
    pub(crate) const BITEMPORAL: [Self; 5] =
        [Self::Facts, Self::Contracts, Self::CloseOuts, Self::Supplies, Self::ClauseVariants];
}

/// One row that an entry answers for: written by it, or ended by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sealed {
    pub(crate) ended: bool,
    pub(crate) table: SealedTable,
    pub(crate) seq: i64,
    pub(crate) sha: [u8; 32],
}

impl Sealed {
    pub(crate) fn written(table: SealedTable, seq: i64, sha: [u8; 32]) -> Self {
        Self { ended: false, table, seq, sha }
    }

    pub(crate) fn ended(table: SealedTable, seq: i64, at: chrono::DateTime<chrono::Utc>, reason: &str) -> Self {
        let sha = RowHash::new(table.as_str()).int(seq).int(micros(at)).text(reason).finish();
        Self { ended: true, table, seq, sha }
    }
}

/// SHA-256 over the rows of an entry in the order of table and number: those written, then those ended.
#[derive(Default)]
pub(crate) struct Digester(Sha256);

impl Digester {
    pub(crate) fn add(&mut self, row: &Sealed) {
        let mut head = vec![u8::from(row.ended)];
        head.extend_from_slice(row.table.as_str().as_bytes());
        head.push(0);
        head.extend_from_slice(&row.seq.to_be_bytes());
        self.0.update(head);
        self.0.update(row.sha);
    }

    pub(crate) fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}

/// The digest of an entry's rows; sorts them.
pub(crate) fn digest(rows: &mut [Sealed]) -> String {
    rows.sort();
    let mut digester = Digester::default();
    for row in rows.iter() {
        digester.add(row);
    }
    digester.finish()
}
