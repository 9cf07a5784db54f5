display-title = 表示設定
display-lead = 画面の配色とキーボード操作を選べます。選んだ内容は、このブラウザーにだけ保存します。
display-theme-system = 端末の設定に合わせる
display-theme-light = 明るい配色
display-theme-dark = 暗い配色
display-theme-contrast = 高コントラスト
display-hint-theme-contrast = 文字と背景の差をもっとも大きくします。明暗は端末の設定に合わせます。
display-shortcuts-on = 使う
display-shortcuts-off = 使わない
display-hint-shortcuts-off = 音声入力などで意図しない操作になる場合に選んでください。
input-theme = 配色
input-shortcuts = キーボードショートカット

shortcuts-title = キーボード操作
shortcuts-what = 入力欄の外で次のキーを押すと操作できます。Tabキーとスペースキー、Enterキーだけでも、すべての操作ができます。
shortcuts-search = 検索欄へ移動する
shortcuts-list = この一覧を表示する
shortcuts-close = この一覧を閉じる
shortcuts-note = キーボード操作は、表示設定で使わないようにできます。

flash-saved = 保存しました。
flash-corrected = 訂正を保存しました。訂正前の記録も残っています。
flash-withdrawn = 取り消しました。取消しの理由も記録しました。
flash-uploaded = ファイルを受け付けました。まだ台帳には反映していません。
flash-cancelled = 取込みの中止を受け付けました。
flash-decided = { $row }行目の扱いを決定しました。
flash-display-kept = 表示設定を保存しました。
