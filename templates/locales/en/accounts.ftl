sign-in-title = Sign in
sign-in-demo = People of the demonstration
sign-in-demo-hint = These people are fictitious. Press a button to sign in as that person.
sign-in-demo-as = Sign in as { $name }

role-operator = operator
role-secretariat = secretariat of the council
role-procurement = procurement officer
role-security = security officer
role-subsidy = subsidy officer
role-reader = reader
role-supplier = supplier
role-auditor = auditor

circle-installation = the installation
circle-council = promotion council

sign-in-do = Sign in
sign-in-forgotten = Password forgotten?
sign-in-passkey = Passkey
sign-in-passkey-hint = Sign in with the fingerprint, face or PIN of this device, or with a security key.
sign-in-passkey-do = Sign in with a passkey
sign-in-elsewhere = With another service
sign-in-with = Sign in with { $name }
passkey-failed = The passkey could not be used. Please try again, or choose another way.

input-email = E-mail address
input-password = Password
input-code = Six-digit code
input-recovery-code = Recovery code
input-present-password = Present password
input-new-password = New password

password-hint = At least 15 characters. Several words in a row are easy to remember; no particular kinds of characters are required.

problem-sign-in-refused = Address and password do not match. Please try again.
problem-throttled = There were too many failed attempts. Please wait a while and try again.
problem-oidc-refused = Signing in with the other service did not succeed. Please try again.
problem-oidc-unknown = There is no account here for this identity. If you already have an account, sign in and link the service under “Sign-in and security”.
problem-email-taken = The address belongs to another account. Sign in to it and link the service under “Sign-in and security”.
problem-identity-taken = This identity is linked with another account.
problem-code-wrong = is not correct, or was used before
problem-password-wrong = is not correct
problem-password-short = has fewer than 15 characters
problem-password-long = is too long
problem-password-common = is among the passwords that attackers try first
problem-password-personal = consists of your address, your name or the name of this service
problem-password-pattern = is a repetition or a sequence
problem-passkey-wrong = The passkey was not accepted. Please try again.
problem-passkey-taken = This passkey is registered already.
problem-name-missing = Please give the passkey a name.
problem-ceremony-over = took too long, or was begun in another window. Please begin again.
problem-last-factor = Your role requires a second factor. Please set up another one first.
problem-last-way-in = This is your only way to sign in. Please set a password or add a passkey first.

second-step-title = Confirm that it is you
second-step-lead = Please confirm your identity once more with something you have.
second-step-code = Authenticator app
second-step-code-hint = The code that the app shows now
second-step-do = Confirm
second-step-passkey-do = Confirm with a passkey
second-step-recovery = Recovery code
second-step-recovery-hint = One of the ten codes you kept; each works once.
second-step-recovery-do = Use the recovery code
second-step-stop = Sign out

reset-title = Forgotten password
reset-lead = Enter your address. We will send you a link with which you can set a new password.
reset-do = Send the link
reset-sent = If this address has an account, a link has been sent to it. It works once, within one hour.
reset-back = Back to sign-in
reset-new-title = New password
reset-set = Set the password
reset-done = Your password has been changed. All your sessions have been ended.
reset-over = This link has been used or is too old.
reset-again = Request a new link

security-title = Sign-in and security
security-needed = Please set up a second factor
security-needed-more = Your role requires one. Set up an authenticator app or a passkey; until then you cannot use the register.
security-totp = Authenticator app
security-totp-since = In use since
security-totp-none = Not set up.
security-totp-begin = Set up an authenticator app
security-totp-replace = Set up anew
security-totp-end = Stop using the app
security-codes-left = Recovery codes left: { $count }
security-codes-renew = New recovery codes
security-passkeys = Passkeys
security-passkeys-none = No passkey is registered.
security-passkeys-impossible = Passkeys cannot be used at this address.
security-passkey-made = added
security-passkey-used = last used
security-passkey-rename = Name
security-passkey-remove = Remove “{ $name }”
security-passkey-name-hint = Such as “Office laptop”
security-passkey-add = Add a passkey
security-password = Password
security-password-since = Set on
security-password-change = Change the password
security-identities = Linked services
security-identity-linked = linked
security-identity-link = Link with { $name }
security-identity-end = End the link
security-history = Recent sign-ins
security-history-hint = If you do not recognise one of these, change your password and tell your administrator.
security-history-none = No sign-in is recorded.

sign-in-method-password = password
sign-in-method-totp = authenticator app
sign-in-method-recovery-code = recovery code
sign-in-method-passkey = passkey
sign-in-method-oidc = another service
sign-in-method-demo = demonstration
sign-in-outcome-accepted = succeeded
sign-in-outcome-refused = failed
sign-in-outcome-throttled = too many attempts

totp-title = Set up an authenticator app
totp-scan = Scan this picture with the app.
totp-picture = QR code for the authenticator app; the same key is written below for typing.
totp-typed = If you cannot scan it, type this key into the app:
totp-open = Open in an app on this device
totp-code-hint = The code that the app shows now
totp-confirm = Finish setting up

codes-title = Your recovery codes
codes-lead = Keep these codes in a safe place. Each works once when you do not have your phone or passkey. They are not shown again.
codes-print = Print
codes-kept = I have kept them

command-accounts-totp = Authenticator app
command-accounts-recovery-codes = Recovery codes
command-accounts-passkeys = Passkeys
command-accounts-password = Password changed
command-accounts-password-resets = Password reset requested
command-accounts-identities = Linked service

mail-password-reset = Setting a new password
mail-password-reset-more = A new password was requested for your account. The link works once, within { $minutes } minutes. If you did not ask for it, please ignore this mail; your password stays as it is.

refusal-oidc-file = The file of sign-in services is not valid: { $detail }
