menu-people = People

people-title = People
people-invite = Invite somebody
people-invitations = Waiting invitations
people-search = Name or e-mail address
people-closed-too = Include closed accounts and past roles
people-closed = closed
people-none = Nobody matches.
people-none-advice = Change the filters, or invite somebody.
people-roles = Roles
people-roles-none = no role at present
people-choose = Please choose
people-place-hint = Code of a buyer, corporate number of a supplier, council, or installation

input-person-name = Name
input-role = Role
input-place = Belongs to
input-language = Language
language-ja = 日本語 (Japanese)
language-en = English

people-account = Account
people-since = Account since
people-closed-since = This account is closed since
people-last-sign-in = Last sign-in
people-never = never
people-second-factor = Second factor
people-second-factor-yes = set up
people-second-factor-no = not set up
people-sessions = Signed in on { $count } devices
people-end-sessions = Sign out everywhere
people-own = Your own roles can only be changed by somebody else.
people-role-begins = The role begins
people-role-ends = The role ends
people-role-planned = not begun yet
people-role-since = since
people-role-end = End “{ $role }”
people-role-give = Give a role
people-past = Past roles
people-record = Record
people-record-link = Changes made by this person
people-closing = Closing the account
people-close-hint = The person is signed out at once; all roles and access tokens end. The record of what was done stays.
people-close = Close the account
people-closes-at = This account is planned to close at
people-keep-hint = If you take this back, the account and its roles go on as before.
people-keep = Do not close the account
people-reopen-hint = Roles do not come back; please give them again.
people-reopen = Open the account again
people-not-wholly = This person has roles elsewhere too. Please ask an operator to close the account.
people-erase = Erase personal data
people-erase-lead = The personal data of { $name } will be erased. This cannot be undone.
people-erase-goes = What goes
people-erase-goes-more = Name, e-mail address, password, authenticator app, passkeys, linked services, the history of sign-ins, and access tokens. All roles end.
people-erase-stays = What stays
people-erase-stays-more = The change record cannot be altered: what this person did stays there, under a number that holds no name.
people-erase-do = Erase the personal data

people-invite-lead = A link is sent by mail and works for 7 days. The role is given once the person has signed in with it.
people-invite-do = Send the invitation
people-invitations-none = No invitation is waiting.
people-invited-at = Invited
people-invitation-ends = Valid until
people-invitation-expired = expired
people-invitation-void = void
people-invitations-void = { $count ->
    [one] One invitation is void, because whoever sent it may not give that role any more. “Send again” sends a new link as an invitation of yours.
   *[other] { $count } invitations are void, because whoever sent them may not give those roles any more. “Send again” sends a new link as an invitation of yours.
  }
people-invitation-renew = Send again
people-invitation-withdraw = Take back
people-actions = Actions

problem-email-malformed = is not an e-mail address
problem-person-name-missing = A name is missing.
problem-place-unknown = is not known
problem-role-outside-circle = has no such role
problem-own-account = Your own account and roles can only be changed by somebody else.
problem-last-operator = This is the last operator. Please make somebody else an operator first.
problem-invitation-over = This invitation has been used or taken back, or is too old.
problem-invitation-void = This invitation is void: whoever sent it may not give that role any more.
problem-invitation-for-another = This invitation was sent to another address.
problem-token-days = must be a number from 1 to 366

error-invitation-over = This invitation cannot be used any more
error-invitation-over-more = It has been accepted or taken back. Please look at the list.

invitation-title = You are invited
invitation-what = The invitation
invitation-by = Invited by
invitation-new = Your account
invitation-accept = Accept and sign in
invitation-sign-in = This address has an account. Sign in to accept the invitation.
invitation-join = Accept the invitation
invitation-another = This invitation is for somebody else. Please sign out and open this page again.
invitation-over = This invitation has been used or taken back, or is too old.
invitation-void = This invitation is void. Whoever sent it may not give that role any more, for example because they have moved on.
invitation-void-more = Please ask somebody who looks after the people there to send it again. You will get a new link by mail.
invitation-over-more = If you need it, please ask whoever invited you to send it again.
mail-invitation = An invitation
mail-invitation-more = You are invited to Security Grades, the register of suppliers entrusted with public data, as { $role }. The link below shows the invitation, and you can accept it there. It works once, within { $days } days. If you do not expect it, please ignore this mail.
serve-first-operator = Nobody runs this installation yet. Register with this link (it works once, within 24 hours; each start makes a new one):

security-access = Sessions and access tokens
sessions-title = Where you are signed in
sessions-lead = If you do not recognise one of these, end it and change your password.
sessions-list = Sessions
sessions-own = this one
sessions-agent-unknown = unknown browser
sessions-made = since
sessions-seen = last used
sessions-end = Sign out
sessions-end-others = Sign out everywhere else

tokens-title = Access tokens
tokens-lead = Keys with which other systems use the API. A token can do what both its scopes and your roles allow.
tokens-made = Your access token
tokens-made-more = It is shown only now. Please keep it in a safe place.
tokens-list = Your access tokens
tokens-none = You have no access token.
tokens-ended = revoked
tokens-expired = expired
tokens-made-at = made
tokens-ends = valid until
tokens-used = last used
tokens-unused = never used
tokens-end = Revoke “{ $name }”
tokens-new = New access token
tokens-proof = You must have confirmed your identity within the last 15 minutes.
tokens-name-hint = Such as “accounting system”
tokens-days-hint = From 1 to 366
tokens-create = Make the token
input-token-name = What it is for
input-scopes = Scopes
input-days = Days
scope-register-read = Read the register
scope-more-register-read = Suppliers, their certificates, audits and grades, buyers and grading schemes.
scope-register-write = Write to the register
scope-more-register-write = Record and correct suppliers, certificates and audits; make and enter share codes.
scope-contracts-read = Read contracts
scope-more-contracts-read = The contracts of your own body.
scope-contracts-write = Write contracts
scope-more-contracts-write = Record and correct contracts, their subcontracts and cloud services.
scope-imports = Imports
scope-more-imports = Upload lists and decide about their rows.
scope-ledger-read = Read the change record
scope-more-ledger-read = Read and export the change record.

flash-invited = The invitation will be sent.
flash-invitation-taken = The invitation has been taken back.
flash-sessions-ended = Signed out.
flash-token-ended = The access token has been revoked.

command-accounts-invitations = Invitation
command-accounts-invitations-accept = Invitation accepted
command-accounts-invitations-operator = Invitation of the first operator
command-accounts-grants = Roles given or ended
command-accounts-closures = Account closed
command-accounts-reopenings = Account opened again
command-accounts-erasures = Personal data erased
command-accounts-sessions = Sessions ended
command-tokens-end = Access token revoked

people-import = Add and change people from a list
hand-over-title = Hand-over
hand-over-hint = Imports, proposals and other work that is not finished can pass into somebody else’s hands. Please look at it before somebody moves on.
hand-over-look = Open work, and who takes it over
hand-over-lead = This is the open work of { $name }. Choose who takes it over; both will be told. What { $name } did before stays recorded under that name.
hand-over-nothing = There is nothing to hand over.
hand-over-nothing-advice = The account can be closed from the person’s page as it is.
hand-over-back = Back to the person
hand-over-nobody = There is nobody to take over. Please invite somebody first.
hand-over-do-title = Who takes over
hand-over-parts = What is handed over
hand-over-approvals-hint = Neither the one who hands a proposal over nor the one who takes it over can approve it: a third person must.
hand-over-receiver-hint = Somebody with the roles that the work needs. Roles that are planned count too.
hand-over-closes-hint = If the account of the one who hands over is to close, enter the day (such as 2027-04-01). It closes when that day begins. Without a day it stays open.
hand-over-do = Hand over
input-receiver = Who takes over
input-part-imports = Imports
input-part-approvals = Proposals
input-part-invitations = Waiting invitations
input-part-notices = Unread notices
input-closes-on = Day on which the account closes
problem-receiver-same = is the same person
problem-receiver-unknown = has no role there
problem-receiver-lacks-imports = lacks the role that the imports need
problem-receiver-lacks-approvals = lacks the role that the proposals need
problem-receiver-lacks-invitations = lacks the role that the invitations need
problem-nothing-chosen = Please choose what is handed over.
problem-not-wholly = cannot be set: this person has roles elsewhere too
flash-handed-over = The work has been handed over. Both will be told.
command-accounts-hand-overs = Work handed over
command-accounts-import = people imported

work-own = My open work
work-own-lead = What you began or took over and what is not finished.
work-none = Nothing is open.
work-home = Back to the home page
work-imports = Unfinished imports
work-approvals = Proposals that wait for approval
work-invitations = Waiting invitations
work-notices = Unread notices
work-notices-count = { $count ->
    [one] One notice
   *[other] { $count } notices
  }
work-rest = What is not handed over
work-token = The access token “{ $name }” ends with the account. If it is still needed, whoever takes over makes a new one.
work-mappings = { $count ->
    [one] One saved way of reading a file stays with the body and can be used by whoever takes over.
   *[other] { $count } saved ways of reading files stay with the body and can be used by whoever takes over.
  }
