// Passkeys: asks the browser and puts its answer into the form. Without this script the other ways of signing in remain.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// The questions and answers are written as the browser's own toJSON would, which older ones lack.
function question(options) {
  const ask = options.publicKey;
  ask.challenge = bytes(ask.challenge);
  if (ask.user) ask.user.id = bytes(ask.user.id);
  for (const list of [ask.allowCredentials, ask.excludeCredentials]) {
    for (const known of list ?? []) known.id = bytes(known.id);
  }
  return ask;
}

function answer(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    extensions: credential.getClientExtensionResults(),
  });
}

let waiting = null;

async function ask(form, mediation) {
  waiting?.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  const reply = await fetch(form.dataset.challenge, { method: "POST", headers: { accept: "application/json" }, signal });
  if (reply.redirected) {
    location.assign(reply.url);
    return false;
  }
  if (!reply.ok) throw new Error(`the question failed: ${reply.status}`);
  const publicKey = question(await reply.json());
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey, signal })
    : await navigator.credentials.get({ publicKey, signal, ...(mediation ? { mediation } : {}) });
  form.elements.answer.value = answer(credential);
  HTMLFormElement.prototype.submit.call(form);
  return true;
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  const failed = form.querySelector("[data-passkey-failed]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    failed.hidden = true;
    ask(form).catch((error) => {
      if (error.name !== "AbortError") failed.hidden = false;
    });
  });
}

// Passkeys offered by the browser where the address is typed.
const conditional = document.querySelector("form[data-conditional]");
if (conditional && window.PublicKeyCredential?.isConditionalMediationAvailable) {
  PublicKeyCredential.isConditionalMediationAvailable()
    .then((possible) => (possible ? ask(conditional, "conditional") : false))
    .catch(() => {});
}
