// The page at "/": fetches the page of a question and puts its answer in place, without loading the rest again.
// The server makes all of it; without a script the form does the same. What stands in letters was escaped there.

import { reveal } from "/static/keys.js";

const TIMEOUT_MS = 30_000;
const LOADING_AFTER_MS = 200; // Below this, a "loading" line would only flash.
const RETRY_MS = 5_000; // As the server says in Retry-After while it loads its index.

const form = document.getElementById("ask");
const box = document.getElementById("question");
const status = document.getElementById("status");
const result = document.getElementById("result");
let running = null; // AbortController of the question under way.

form.addEventListener("submit", (event) => {
  event.preventDefault();
  open(formQuery());
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

// Examples, and "search in all letters", are addresses of this page too.
document.querySelector("main").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link && plain && link.pathname === "/" && link.origin === location.origin) {
    event.preventDefault();
    open(new URLSearchParams(link.search));
  }
});

window.addEventListener("popstate", () => show(new URLSearchParams(location.search)));
present();

/** What the form asks, without what is left empty. */
function formQuery() {
  const filled = [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
  return new URLSearchParams(filled);
}

/** Go to the address of a question and show its answer. */
function open(query) {
  const address = query.size ? `/?${query}` : "/";
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  return show(query);
}

/** Show what belongs to an address: the form filled in, and the answer. */
async function show(query) {
  running?.abort();
  const own = new AbortController();
  running = own;
  fill(query);
  const timeout = setTimeout(() => own.abort("timeout"), TIMEOUT_MS);
  const loading = setTimeout(() => showLoading(), LOADING_AFTER_MS);
  result.setAttribute("aria-busy", "true");
  try {
    const fetched = await fetchResult(query, own.signal);
    if (own !== running) return;
    result.replaceChildren(...fetched.childNodes);
    Object.assign(result.dataset, fetched.dataset);
    present();
  } catch (error) {
    if (own === running) showError(error, own.signal, query);
  } finally {
    clearTimeout(timeout);
    clearTimeout(loading);
    if (own === running) {
      result.removeAttribute("aria-busy");
      document.getElementById("loading")?.remove();
    }
  }
}

/** The result that the server makes of a question; a problem is thrown as an Error with its `title` and `detail`. */
async function fetchResult(query, signal) {
  const response = await fetch("/", { method: "POST", headers: { Accept: "text/html" }, body: query, signal });
  const body = await response.text();
  const fetched = new DOMParser().parseFromString(body, "text/html");
  const problem = fetched.querySelector("[data-problem]");
  if (problem) {
    const [title, detail] = ["h1", ".intro"].map((part) => problem.querySelector(part).textContent);
    throw Object.assign(new Error(detail), { title });
  }
  return fetched.getElementById("result");
}

/** Let the page fit the result that stands in it. */
function present() {
  const question = result.dataset.title;
  document.title = question ? `${question} – Briefwijzer` : "Stel een vraag – Briefwijzer";
  document.body.classList.toggle("asked", Boolean(question));
  reveal(result);
  status.textContent = result.dataset.announcement;
  if (result.querySelector("[data-retry]")) setTimeout(waitForLetters, RETRY_MS);
}

/** Load the page anew once there are letters; until then nothing on it changes, and what is being typed stays. */
async function waitForLetters() {
  const query = new URLSearchParams(location.search);
  const waiting = () => result.querySelector("[data-retry]") && box.value.trim() === (query.get("vraag") ?? "");
  const fetched = waiting() && (await fetchResult(query, AbortSignal.timeout(TIMEOUT_MS)).catch(() => null));
  if (fetched && waiting() && !fetched.querySelector("[data-retry]")) location.reload();
  else if (result.querySelector("[data-retry]")) setTimeout(waitForLetters, RETRY_MS);
}

function showLoading() {
  status.textContent = "Zoeken in de brieven…";
  if (!document.getElementById("loading")) {
    const line = document.createElement("p");
    line.id = "loading";
    line.className = "loading";
    line.setAttribute("aria-hidden", "true");
    line.textContent = "Zoeken in de brieven…";
    result.before(line);
  }
}

function showError(error, signal, query) {
  let title = error.title ?? "Er ging iets mis";
  let message = error.message;
  if (signal.aborted) {
    title = "Geen antwoord op tijd";
    message = "De server antwoordde niet binnen een halve minuut. Uw vraag staat nog in het vak.";
  } else if (!error.title) {
    title = "Geen verbinding";
    message = "De server is niet bereikbaar of gaf geen leesbaar antwoord. Uw vraag staat nog in het vak.";
  }
  const view = document.getElementById("error-template").content.cloneNode(true);
  view.querySelector("[data-slot=title]").textContent = title;
  view.querySelector("[data-slot=message]").textContent = message;
  view.querySelector("[data-slot=retry]").addEventListener("click", () => show(query));
  status.textContent = "";
  result.replaceChildren(view);
}

/** Put what an address asks in the form. */
function fill(query) {
  for (const field of form.elements) {
    if (!field.name) continue;
    const value = query.get(field.name) ?? "";
    if (field.value !== value) field.value = value;
  }
  const filtered = [...query.keys()].some((name) => name !== "vraag");
  if (filtered) form.querySelector("details").open = true;
}
