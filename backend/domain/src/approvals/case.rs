//! One proposal and the steps it can take.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::ApprovalState;
use crate::words::words;

/// SHA-256 of the canonical content.
pub type Hash = [u8; 32];

words! {
    /// Why a step cannot be taken.
    pub enum Refusal {
        /// It was decided or withdrawn before.
        Closed = "approval_closed",
        /// Whoever wrote any of it, or had it in hand, cannot decide about it.
        Own = "approval_own",
        /// What the person read is no longer what is proposed.
        Changed = "approval_changed",
        /// The person has agreed already.
        Already = "approval_already",
        /// The change changes nothing.
        Unchanged = "approval_unchanged",
        /// Only its proposer, or who took it over, can withdraw it.
        NotProposer = "approval_not_proposer",
    }
}

/// What somebody does with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Changes what is proposed.
    Revise {
        /// Who.
        by: Uuid,
        /// The new content.
        hash: Hash,
    },
    /// Agrees.
    Approve {
        /// Who.
        by: Uuid,
        /// The content as that person read it.
        seen: Hash,
    },
    /// Rejects.
    Reject {
        /// Who.
        by: Uuid,
        /// The content as that person read it.
        seen: Hash,
    },
    /// Takes it back.
    Withdraw {
        /// Who.
        by: Uuid,
    },
    /// Gives it into other hands, whoever does so.
    HandOver {
        /// Whose it is from now on. Like all who had it before, that person cannot decide about it.
        to: Uuid,
    },
}

/// A proposal as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    state: ApprovalState,
    proposer: Uuid,
    author: Uuid,
    authors: BTreeSet<Uuid>,
    hash: Hash,
    agreed: BTreeSet<Uuid>,
    needed: usize,
}

impl Case {
    /// A new proposal, to which `needed` others must agree; never fewer than one.
    #[must_use]
    pub fn new(proposer: Uuid, hash: Hash, needed: usize) -> Self {
        Self {
            state: ApprovalState::Waiting,
            proposer,
            author: proposer,
            authors: BTreeSet::from([proposer]),
            hash,
            agreed: BTreeSet::new(),
            needed: needed.max(1),
        }
    }

    /// Takes a step.
    ///
    /// # Errors
    /// Why it cannot be taken; then nothing has changed.
    pub fn take(&mut self, step: Step) -> Result<(), Refusal> {
        if self.state != ApprovalState::Waiting {
            return Err(Refusal::Closed);
        }
        match step {
            Step::Revise { by, hash } => {
                if hash == self.hash {
                    return Err(Refusal::Unchanged);
                }
                self.author = by;
                self.authors.insert(by);
                self.hash = hash;
                self.agreed.clear();
            }
            Step::Approve { by, seen } => {
                self.may_decide(by, seen)?;
                if !self.agreed.insert(by) {
                    return Err(Refusal::Already);
                }
                if self.agreed.len() >= self.needed {
                    self.state = ApprovalState::Effective;
                }
            }
            Step::Reject { by, seen } => {
                self.may_decide(by, seen)?;
                self.state = ApprovalState::Rejected;
            }
            Step::Withdraw { by } => {
                if by != self.proposer {
                    return Err(Refusal::NotProposer);
                }
                self.state = ApprovalState::Withdrawn;
            }
            Step::HandOver { to } => {
                if to == self.proposer {
                    return Err(Refusal::Unchanged);
                }
                self.proposer = to;
                self.authors.insert(to);
                self.agreed.remove(&to);
            }
        }
        Ok(())
    }

    /// Whether `by`, who has read `seen`, may decide.
    fn may_decide(&self, by: Uuid, seen: Hash) -> Result<(), Refusal> {
        if self.authors.contains(&by) {
            Err(Refusal::Own)
        } else if seen != self.hash {
            Err(Refusal::Changed)
        } else {
            Ok(())
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> ApprovalState {
        self.state
    }

    /// What is proposed now.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Whose it is: who proposed it, or who took it over last.
    #[must_use]
    pub fn proposer(&self) -> Uuid {
        self.proposer
    }

    /// Who wrote what is proposed now.
    #[must_use]
    pub fn author(&self) -> Uuid {
        self.author
    }

    /// Everyone who wrote any of its versions or had it in hand: none of them can decide.
    #[must_use]
    pub fn authors(&self) -> &BTreeSet<Uuid> {
        &self.authors
    }

    /// Who has agreed to what is proposed now.
    #[must_use]
    pub fn agreed(&self) -> &BTreeSet<Uuid> {
        &self.agreed
    }
}
