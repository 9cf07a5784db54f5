display-title = Display settings
display-lead = Choose the colours and the keyboard shortcuts of these pages. The choice is kept in this browser only.
display-theme-system = As set on this device
display-theme-light = Light
display-theme-dark = Dark
display-theme-contrast = High contrast
display-hint-theme-contrast = The largest difference between text and background, light or dark as set on this device.
display-shortcuts-on = Use
display-shortcuts-off = Do not use
display-hint-shortcuts-off = Choose this if speech input or the like sets them off by accident.
input-theme = Colours
input-shortcuts = Keyboard shortcuts

shortcuts-title = Keyboard shortcuts
shortcuts-what = Press these keys outside of input fields. Everything can also be done with Tab, Space and Enter alone.
shortcuts-search = Go to the search
shortcuts-list = Show this list
shortcuts-close = Close this list
shortcuts-note = Shortcuts can be turned off in the display settings.

flash-saved = Saved.
flash-corrected = The correction is saved. The record before it is kept as well.
flash-withdrawn = Withdrawn. The reason is recorded.
flash-uploaded = The file has been received. Nothing has been written to the register yet.
flash-cancelled = The import will be stopped.
flash-decided = Row { $row } is decided.
flash-display-kept = Your display settings are saved.
