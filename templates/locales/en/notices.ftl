notice-attestation-expires = { $attestation } of { $supplier } ends on { $ends_on }
notice-attestation-expires-more = Please ask how far its renewal has come. If nothing newer is recorded, it earns no points from the day after.
notice-finding-overdue = A finding ({ $severity }) in an audit of { $supplier } is overdue since { $due_on }
notice-finding-overdue-more = Please ask how far its correction has come. Once it is closed, record the day with the audit, and the grade follows.
notice-contract-ends = The contract “{ $contract }” with { $supplier } ends on { $ends_on }
notice-contract-ends-more = If the work goes on, record its renewal. If it ends, prepare the close-out: access ended, equipment back, the certificate of erasure.
notice-close-out-overdue = The contract “{ $contract }” with { $supplier } has ended; its close-out is overdue since { $due_on }
notice-close-out-overdue-more = Personal data may still be with the supplier. Please record the certificate of erasure and the other steps on the page of the contract.
notice-grade-changes = The breakdown of the grade of { $supplier } changes on { $change_on }
notice-grade-changes-more = Unless something new is recorded, points change because a period ends or time goes by. Choose that day on the supplier's page to see what changes.
notice-approval-waits = Waiting for your approval: { $approval } ({ $title })
notice-approval-waits-more = Please read what is proposed and approve or reject it. Whoever proposed it cannot approve it.
notice-approval-voided = A proposal was changed: { $approval } ({ $title })
notice-approval-voided-more = What was agreed before is void. Please read the changed proposal.
notice-approval-decided = { $decision ->
    [approved] Approved
   *[rejected] Rejected
 }: { $approval } ({ $title })
notice-approval-decided-more = The page of the proposal shows who decided and why.
notice-work-handed-over = { $side ->
    [to] You have taken work over
   *[from] Your work has passed into other hands
 }: imports { $imports }, proposals { $approvals }, invitations { $invitations }, notices { $notices }
notice-work-handed-over-more = { $side ->
    [to] You find it under “My open work”. A proposal that you took over can be approved neither by you nor by the one who had it before.
   *[from] What you did before stays recorded under your name.
 }

mail-mark = [Kakuzuke]{" "}
mail-signature = Sent automatically by the security register. Replies are not read.
mail-digest = Your notices of { $digest_on }
mail-digest-more = These are the notices that you have not read yet.
mail-digest-others = There are more notices.
mail-digest-all = All notices:
mail-digest-settings = Change how you are told:

notices-title = Notices
notices-lead = Days that concern you, and what waits for you.
notices-settings-title = How you are told
notices-settings-lead = Choose for each kind of notice how it reaches you.
notices-list = Your notices
notices-unread = unread
notices-unread-count = { $count } unread
notices-when = When
notices-what = What
notices-state = State
notices-read = read
notices-mark = Mark as read
notices-mark-all = Mark all that are shown as read
notices-empty = There are no notices
notices-empty-more = Certificates that end, overdue findings and proposals that wait for you will be shown here.
notices-usual = the usual way
notices-channel-mail = by mail at once
notices-channel-digest = in one mail a day
notices-channel-in-app = on this page only
notices-channel-off = not at all
input-for-all = All kinds without a choice
input-attestation-expires = Attestations that end (90, 30 and 7 days before, and on the day)
input-finding-overdue = Overdue audit findings
input-contract-ends = Contracts that end (90, 30 and 7 days before, and on the day)
input-close-out-overdue = Overdue close-outs
input-grade-changes = Grades whose breakdown changes (30 days before)
input-approval-waits = Proposals that wait for you
input-approval-voided = Changed proposals
input-work-handed-over = Work handed over
input-approval-decided = Proposals approved or rejected
