site-name = Security Grades
site-tagline = Register of suppliers entrusted with public data
site-skip = Skip to content
site-menu = Menu
site-crumbs = You are here
site-other-language = 日本語
site-sign-in = Sign in
site-sign-out = Sign out
site-demo = This is a demonstration. Every supplier, contract and date is fictitious.
site-footer = Grades follow the published scheme only, and show every record they rest on. Nothing is overwritten: the register keeps what was known when.
site-api = Data access (API)
site-version = Version { $version }

menu-home = Home
menu-suppliers = Suppliers
menu-contracts = Contracts
menu-buyers = Buyers
menu-imports = Imports
menu-schemes = Grading scheme
menu-ledger = Change record

unit-points = points

list-pages = Pages
list-first = Back to the first
list-next = Next
list-download = Save this list:
list-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
 }
list-count-capped = { $count } entries or more

asof-valid = Valid on
asof-known = Known at (Japan time)
asof-show = Show this moment
asof-now = Back to now
asof-note = Showing { $valid_on } as known at { $known_at }.
asof-note-what = The same two moments always give the same answer.

form-required = required
form-errors = { $count ->
    [one] Please check one entry
   *[other] Please check { $count } entries
 }
form-save = Save
form-cancel = Cancel

yes = yes
no = no
unknown = unknown
none = nothing recorded
print = Print
close = Close
