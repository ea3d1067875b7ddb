// The letters, each with a button that removes it, and the one that has the folder read anew.

import { call } from "/static/admin/client.js";
import { byId, capitalised, count, dutchDate, letterUrl, make, showProblem } from "/static/admin/dom.js";

const SHOWN = 50;
const list = byId("letters");
const find = byId("find");
const problem = byId("letters-problem");
const dialog = byId("confirm");
let letters = [];
let failures = 0;
let shown = SHOWN;

/** Make the section work. `accepted` is told the job, `refused` that the key is no longer accepted. */
export function startLetters({ accepted, refused }) {
  const ask = async (method, path) => {
    showProblem(problem, null);
    try {
      accepted(await call(method, path));
    } catch (found) {
      if (found.noAccess) refused(found);
      else showProblem(problem, found);
    }
  };
  find.addEventListener("input", () => {
    shown = SHOWN;
    show();
  });
  byId("more").addEventListener("click", () => {
    const next = shown;
    shown += SHOWN;
    show();
    list.children[next].querySelector("a").focus();
  });
  byId("reindex").addEventListener("click", () => ask("POST", "/v1/reindex"));
  list.addEventListener("click", async (event) => {
    const letter = letters[event.target.closest("[data-remove]")?.dataset.remove];
    if (letter && (await confirmed(letter))) ask("DELETE", `/v1/letters/${encodeURIComponent(letter.letter_id)}`);
  });
}

/** The letters as they now are; gives their kinds. */
export async function loadLetters() {
  try {
    const told = await call("GET", "/v1/letters");
    letters = told.letters;
    failures = told.failures.length;
    showProblem(problem, null);
  } catch (found) {
    if (found.noAccess) throw found;
    letters = [];
    failures = 0;
    if (found.type.endsWith("no-index")) {
      const told = [found.message, "Toevoegen kan hierboven al."].map((text) => make("p", { textContent: text }));
      problem.replaceChildren(make("div", { className: "notice" }, ...told));
    } else {
      showProblem(problem, found);
    }
  }
  letters.sort((one, other) => one.title.localeCompare(other.title, "nl"));
  show();
  return [...new Set(letters.map((letter) => letter.kind))].sort();
}

/** Forget the letters. */
export function clearLetters() {
  letters = [];
  find.value = "";
  dialog.close();
  show();
}

function show() {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = letters.map((letter, number) => ({ letter, number })).filter(({ letter }) => fits(letter, words));
  list.replaceChildren(...fitting.slice(0, shown).map(({ letter, number }) => line(letter, number)));
  byId("more").hidden = fitting.length <= shown;
  const unread = failures ? ` ${count(failures, "bestand in de map is", "bestanden in de map zijn")} niet te lezen.` : "";
  const told = words.length ? `${count(fitting.length, "brief", "brieven")} gevonden.` : `${letters.length ? `${count(letters.length, "brief", "brieven")}.` : ""}${unread}`;
  if (byId("letters-count").textContent !== told) byId("letters-count").textContent = told;
}

function fits(letter, words) {
  const told = [letter.title, letter.source, letter.sender ?? "", ...letter.kenmerken, ...letter.kamerstukken].join(" ").toLowerCase();
  return words.every((word) => told.includes(word));
}

function line(letter, number) {
  const remove = make("button", { type: "button", className: "quiet", textContent: "Verwijder" });
  remove.dataset.remove = number;
  remove.setAttribute("aria-label", `Verwijder ${letter.title}`);
  const facts = [capitalised(letter.kind), letter.date && dutchDate(letter.date), count(letter.pages, "pagina", "pagina’s"), letter.source];
  return make(
    "li",
    { className: "letter removable" },
    make(
      "div",
      {},
      make("h3", {}, make("a", { href: letterUrl(letter.letter_id), textContent: letter.title })),
      make("p", { className: "facts" }, ...facts.filter(Boolean).map((fact) => make("span", { textContent: fact }))),
    ),
    remove,
  );
}

/** Whether the letter is to be removed. The dialog gives the focus back to where it was. */
function confirmed(letter) {
  byId("confirm-letter").textContent = `${letter.title} (${letter.source})`;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
