// `/` goes to the search, `?` shows the list of shortcuts. Keys pressed while typing are left alone, and all of them
// when the reader turned shortcuts off.
"use strict";

const keysWanted = document.documentElement.dataset.shortcuts !== "off";
const shortcutsDialog = document.getElementById("shortcuts-dialog");
const search = document.querySelector("main input[type=search]");
const searchPage = "/suppliers#text";

const isTyping = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;

addEventListener("keydown", (event) => {
  if (!keysWanted || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof Element && isTyping(event.target)) return;
  if (shortcutsDialog.open) return;
  if (event.key === "/") {
    event.preventDefault();
    if (search) search.focus();
    else location.assign(searchPage);
  } else if (event.key === "?") {
    event.preventDefault();
    shortcutsDialog.showModal();
  }
});

for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(opener.dataset.opens).showModal();
  });
}
for (const closer of document.querySelectorAll("dialog [data-closes]")) {
  closer.addEventListener("click", () => closer.closest("dialog").close());
}

// Who came for the search, from a page without one, starts in it.
if (search && location.hash === `#${search.id}`) search.focus();
