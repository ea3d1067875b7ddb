// Keys on every page: "/" to the question box, arrows over the cards. Who finds them in the way turns them off (WCAG 2.1.4).

const STORED = "briefwijzer-sneltoetsen";
const choice = document.getElementById("keys");

reveal(document);
choice.checked = stored() !== "uit";
choice.addEventListener("change", () => store(choice.checked ? "aan" : "uit"));

document.addEventListener("keydown", (event) => {
  if (!choice.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing) {
    const box = document.querySelector("textarea[name=vraag], input[name=vraag]");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && mayLeave(typing, event)) {
    if (step(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
  }
});

/** Show what only works with a script. */
export function reveal(within) {
  for (const node of within.querySelectorAll("[data-script]")) node.hidden = false;
}

/** Whether the arrow does nothing where it was pressed: outside fields, or down at the end of the question box. */
function mayLeave(typing, event) {
  if (!typing) return true;
  return typing.id === "question" && event.key === "ArrowDown" && typing.selectionStart === typing.value.length;
}

/** Move the focus to the next or previous card, and back to the box from the first; false where there are no cards. */
function step(by) {
  const links = [...document.querySelectorAll(".card .open")];
  if (!links.length) return false;
  const at = links.findIndex((link) => link.closest(".card").contains(document.activeElement));
  if (at === -1 && by < 0) return false;
  if (at === 0 && by < 0) {
    document.getElementById("question")?.focus();
    return true;
  }
  const link = links[Math.min(at + by, links.length - 1)];
  link.focus({ preventScroll: true });
  link.closest(".card").scrollIntoView({ block: "nearest" });
  return true;
}

function stored() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null; // Storage is turned off; the keys work then, as they do at first.
  }
}

function store(value) {
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // The choice holds for this page.
  }
}
