notice-attestation-expires = { $supplier }の{ $attestation }は{ $ends_on }が有効期限です
notice-attestation-expires-more = 更新の手続の状況をご確認ください。更新後の証書等が記録されないまま期限を過ぎると、翌日から格付の点数になりません。
notice-finding-overdue = { $supplier }の監査の指摘（{ $severity }）が、是正期限の{ $due_on }を過ぎています
notice-finding-overdue-more = 是正の状況をご確認ください。完了している場合は、完了日を監査の記録に追加すると格付に反映されます。
notice-contract-ends = { $supplier }との契約「{ $contract }」は{ $ends_on }で終わります
notice-contract-ends-more = 続ける場合は、更新の契約を記録してください。終える場合は、契約終了時の完了手続（アカウントの停止、貸与物の返却、データ消去証明書の受領など）を準備してください。
notice-close-out-overdue = 終了した契約「{ $contract }」（{ $supplier }）の完了手続が、期限の{ $due_on }を過ぎています
notice-close-out-overdue-more = 個人情報が事業者に残っているおそれがあります。契約のページで、データ消去証明書の受領などの手続を記録してください。
notice-grade-changes = { $supplier }の格付の内訳が{ $change_on }に変わります
notice-grade-changes-more = 新しい記録がなければ、期限の到来や時間の経過により点数等が変わります。変わる内容は、事業者の画面で基準日を変えて確認できます。
notice-approval-waits = 承認をお待ちしています：{ $approval }（{ $title }）
notice-approval-waits-more = 起案された内容を確認し、承認または差戻しをしてください。起案した本人は承認できません。
notice-approval-voided = 起案の内容が改められました：{ $approval }（{ $title }）
notice-approval-voided-more = これまでの承認は無効になりました。改められた内容をご確認ください。
notice-approval-decided = { $decision ->
    [approved] 承認されました
   *[rejected] 差し戻されました
 }：{ $approval }（{ $title }）
notice-approval-decided-more = 経過と理由は、起案の画面で確認できます。
notice-work-handed-over = { $side ->
    [to] 担当業務を引き継ぎました
   *[from] 担当業務がほかの利用者に引き継がれました
 }：取込み{ $imports }件、起案{ $approvals }件、招待{ $invitations }件、お知らせ{ $notices }件
notice-work-handed-over-more = { $side ->
    [to] 引き継いだ業務は「担当中の業務」で確認できます。引き継いだ起案は、前任もあなたも承認できません。
   *[from] これまでに行った変更の記録は、あなたの名前のまま残ります。
 }

mail-mark = 【セキュリティ格付】
mail-signature = このメールは、セキュリティ格付の台帳から自動で送信しています。返信いただいてもお答えできません。
mail-digest = お知らせのまとめ { $digest_on }
mail-digest-more = まだご覧いただいていないお知らせをまとめてお送りします。
mail-digest-others = このほかにもお知らせがあります。
mail-digest-all = すべてのお知らせ：
mail-digest-settings = お知らせの受け取り方を変える：

notices-title = お知らせ
notices-lead = あなたに関係する期限や、あなたの対応を待っている事柄をお知らせします。
notices-settings-title = お知らせの受け取り方
notices-settings-lead = お知らせの種類ごとに、受け取り方を選べます。
notices-list = お知らせの一覧
notices-unread = 未読
notices-unread-count = 未読 { $count }件
notices-when = 日時
notices-what = 内容
notices-state = 状態
notices-read = 既読
notices-mark = 既読にする
notices-mark-all = 表示したお知らせをすべて既読にする
notices-empty = お知らせはありません
notices-empty-more = 証書等の期限、監査の指摘、承認の依頼などがあると、ここに表示します。
notices-usual = 標準の受け取り方
notices-channel-mail = すぐにメールで
notices-channel-digest = 1日1回のまとめのメールで
notices-channel-in-app = この画面だけで
notices-channel-off = 受け取らない
input-for-all = 選ばない種類のすべて
input-attestation-expires = 宣言・認証の有効期限（90日前・30日前・7日前・当日）
input-finding-overdue = 監査の指摘の期限切れ
input-contract-ends = 契約の終了（90日前・30日前・7日前・当日）
input-close-out-overdue = 契約終了後の完了手続の期限切れ
input-grade-changes = 格付の内訳の変わる日（30日前）
input-approval-waits = 承認の依頼
input-approval-voided = 起案の内容の変更
input-work-handed-over = 担当業務の引継ぎ
input-approval-decided = 起案の承認・差戻し
