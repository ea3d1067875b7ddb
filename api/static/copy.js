// Buttons that copy what stands in their data-copy, and say that they did.

const SAID_MS = 2_500;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = (button.dataset.label ??= button.textContent);
  const done = await copy(button.dataset.copy);
  const said = done ? "Gekopieerd" : "Kopiëren lukt niet in deze browser";
  button.textContent = said;
  document.getElementById("status").textContent = said;
  setTimeout(() => {
    button.textContent = label;
  }, SAID_MS);
});

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text); // Browsers give the clipboard to https and to this machine alone.
  }
}

function copyOldWay(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus();
  return done;
}
