//! The records of Kakuzuke: facts on both axes of time, the ledger that seals them, jobs and files. SQLite or PostgreSQL.
//!
//! Writes go through a [`Work`]; reads take an [`AsOf`]. Nothing here knows of HTTP or pages.

mod accounts;
mod actor;
mod approvals;
mod as_of;
mod audits;
mod buyers;
mod clauses;
pub mod clock;
mod cloud_services;
mod concentration;
mod config;
mod contracts;
mod database;
mod error;
mod facts;
mod files;
mod grades;
mod ids;
mod imports;
mod jobs;
pub mod ledger;
mod listings;
mod notices;
mod schemes;
mod secret_file;
mod store;
mod subcontracts;
mod suppliers;
mod supplies;
mod waiting;
mod work;

pub use accounts::{
    Account, ApiToken, Ceremony, CeremonyTicket, GrantRow, Invitation, LinkedIdentity, ListedPerson, NewAccount,
    NewInvitation, NewSession, NewToken, OpenWork, PasskeyRow, PeopleQuery, Person, PersonName, RESET_MINUTES, Secret,
    Session, SignIn, Term, TokenHolder, TotpState, Visitor,
};
pub use actor::Actor;
pub use approvals::{
    Approval, ApprovalFilter, ApprovalRow, ApprovalSight, ApprovalStep, ApprovalVersion, NewApproval, Taken,
};
pub use as_of::AsOf;
pub use audits::{NewShareCode, OpenShareCode, Redemption, ShareCode, ShownAudits};
pub use buyers::{Bought, Buyer, BuyerRow, NewBuyer, TemplateRow};
pub use clauses::{ClauseVariant, NewVariant, PublishedClauses, VariantSupersession};
pub use clock::{Clock, FixedClock, SystemClock};
pub use cloud_services::{CloudServiceRow, CloudUseRow};
pub use concentration::{ConcentrationRow, Dependence};
pub use config::{FilesConfig, StoreConfig};
pub use contracts::{
    CloseOut, Contract, ContractQuery, ContractRow, ContractSupersession, ContractVersion, Marks, NewCloseOut,
    NewContract,
};
pub use error::{Result, StoreError};
pub use facts::{FactRoom, FactVersion, NewFact, StoredFact, Supersession};
pub use files::FileRow;
pub use grades::Regraded;
pub use ids::{Ids, SeededIds, SystemIds};
pub use imports::{ImportRow, ImportUpdate, NewImport, NewProposal, ProblemRow, ProposalRow, SeenImports};
pub use jobs::{Backlog, Dedupe, JobRow, JobState, Lease, NewJob};
pub use ledger::{EntryQuery, LedgerEntry, LedgerExport, LedgerProblem, PublicKey, TreeHead, Verification};
pub use listings::ListingRow;
pub use notices::{Addressee, Due, DueRow, MAIL_JOB, Mail, MailAddress, NewNotice, Notice, NoticePage, NoticeSettings};
pub use schemes::PublishedScheme;
pub use secret_file::secret_file;
pub use store::Store;
pub use subcontracts::{ChainContract, SubcontractOf, SubcontractRow};
pub use suppliers::{
    Attention, Branch, Candidate, ChangingGrade, Count, Counted, ExpiringAttestation, Member, Membership,
    MembershipRole, NewSupplier, Page, Profile, Recorded, Supplier, SupplierQuery, SupplierRecord, SupplierRef,
    SupplierSort, SuspendedAttestation,
};
pub use supplies::{NewSupply, Supply, SupplyKind, SupplySupersession, SupplyVersion};
pub use waiting::{Charges, EndingContract, UnfinishedImport, WaitingAttestation, WaitingAudit, WaitingFinding};
pub use work::{Committed, Work};
