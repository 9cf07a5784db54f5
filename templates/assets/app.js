// Small comforts. Every page works without them.
"use strict";

// A running import: its figures are fetched again until it has ended.
const live = document.querySelector("[data-live]");
if (live) {
  const again = async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      if (!fresh) {
        location.reload();
        return;
      }
      document.querySelector("[data-live]").replaceChildren(...fresh.childNodes);
    } catch {
      // The next attempt may succeed.
    }
    setTimeout(again, 1500);
  };
  setTimeout(again, 1500);
}

// Printing needs the script; without it the browser's own menu does it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Forms are sent once, also by people who double-click.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// After a refused form the reader starts at the list of errors.
const errors = document.getElementById("errors");
if (errors) {
  errors.tabIndex = -1;
  errors.focus();
}

// A screen reader says what is added to a page, not what was there from the start: so the word is added again.
const said = document.querySelector(".flash > p");
if (said) setTimeout(() => said.replaceWith(said.cloneNode(true)), 300);
