home-title = Home
home-bands = How the grades are spread
home-bands-note = { $total } suppliers on { $today_on }. Unrated means that nothing is recorded yet; it is not a low grade.
home-bands-desc = A bar showing the share of suppliers per grade, from the left S, A, B, C, D and unrated. The table beside it holds the figures.
home-suppliers = Suppliers
home-share = Share
home-unrated = nothing recorded yet
home-attention = What needs attention
home-nothing = Nothing needs attention now.
home-imports = Imports with work left
home-import-proposals = { $count ->
    [one] { $count } row waits for a decision.
   *[other] { $count } rows wait for a decision.
 }
home-import-rejected = { $count ->
    [one] { $count } row was not taken in.
   *[other] { $count } rows were not taken in.
 }
home-suspended = Suspended certificates and registrations ({ $count })
home-suspended-from = suspended from
home-overdue = Overdue audit findings ({ $count })
home-overdue-since = due by
home-expiring = Certificates and registrations that expire within { $days } days ({ $count })
home-expires-on = expires after
home-changing = Suppliers whose grade changes within { $days } days ({ $count })
home-now = now
home-points-change = points or conditions change
home-more = And { $count } more.
api-lead = Everything on these pages is also there for programs, with the same two moments (valid on and known at).
api-openapi = the description (OpenAPI 3.1)
api-keys = the public key that signs the change record
api-time = Dates are ISO 8601; lists continue by cursor.
api-errors = Errors are RFC 9457 problem documents.
home-own = Your suppliers
home-own-note = The page of a supplier shows its grade and what would raise it.
home-own-none = No supplier is entrusted to you.
