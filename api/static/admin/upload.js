// Choosing files, saying what is known of each, and sending them.

import { upload } from "/static/admin/client.js";
import { announce, byId, count, make, showProblem } from "/static/admin/dom.js";

const form = byId("upload");
const input = byId("files");
const zone = byId("zone");
const list = byId("chosen");
const problem = byId("upload-problem");
const { mostFiles, mostBytes } = form.dataset;
const chosen = new Map(); // The item on the page of each file, by the file's name; a file of the same name takes its place.
let sending = false;

/** Make the form work. `accepted` is told the job, `refused` that the key is no longer accepted. */
export function startUpload({ accepted, refused }) {
  input.addEventListener("change", () => {
    choose([...input.files]);
    input.value = ""; // So that a file that was taken away can be chosen again.
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // It looks like a button; Enter would send the form.
    input.click();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!sending) send(accepted, refused);
  });
  const dragging = (event) => !byId("work").hidden && event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!dragging(event)) return;
    event.preventDefault();
    zone.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!dragging(event)) return;
    event.preventDefault();
    zone.classList.remove("over");
    drop(event.dataTransfer);
  });
}

/** Forget what was chosen. */
export function clearUpload() {
  chosen.clear();
  list.replaceChildren();
  showProblem(problem, null);
}

function drop(transfer) {
  const folders = [...transfer.items].some((item) => item.webkitGetAsEntry?.()?.isDirectory);
  if (folders) refuse("Een map kan niet in één keer; kies de bestanden die erin staan.", input);
  else choose([...transfer.files]);
}

function choose(files) {
  if (sending) return;
  showProblem(problem, null);
  for (const file of files) {
    const item = byId("chosen-template").content.firstElementChild.cloneNode(true);
    const slot = (name) => item.querySelector(`[data-slot=${name}]`);
    slot("name").textContent = file.name;
    slot("size").textContent = size(file.size);
    slot("drop").setAttribute("aria-label", `Haal ${file.name} weg`);
    slot("drop").addEventListener("click", () => {
      const next = (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("[data-slot=drop]");
      chosen.delete(file.name);
      item.remove();
      (next ?? input).focus();
    });
    chosen.get(file.name)?.item.remove();
    chosen.set(file.name, { file, item });
    list.append(item);
  }
  announce(`${count(chosen.size, "bestand", "bestanden")} gekozen.`);
}

async function send(accepted, refused) {
  const files = [...chosen.values()].map((each) => each.file);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (!files.length) return refuse("Kies eerst een of meer bestanden.", input);
  if (files.length > mostFiles) return refuse(`U koos ${files.length} bestanden; ten hoogste ${mostFiles} kunnen tegelijk.`, input);
  if (bytes > mostBytes) {
    return refuse(`Samen zijn de bestanden ${size(bytes)}; ${size(mostBytes)} kan tegelijk. Voeg ze in delen toe.`, input);
  }
  showProblem(problem, null);
  setSending(true);
  try {
    const job = await upload("/v1/letters", filled(), showTransfer);
    clearUpload();
    accepted(job);
  } catch (found) {
    if (found.noAccess) refused(found);
    else showFaults(found);
  } finally {
    setSending(false);
  }
}

/** The form as the server takes it: the files, and what is known of them by their names as the browser sends these. */
function filled() {
  const data = new FormData();
  const metadata = {};
  for (const { file, item } of chosen.values()) {
    data.append("files", file);
    const details = detailsOf(item);
    if (Object.keys(details).length) metadata[sentName(file.name)] = details;
  }
  data.append("metadata", JSON.stringify(metadata));
  return data;
}

function detailsOf(item) {
  const details = {};
  for (const field of item.querySelectorAll("[data-detail]")) {
    const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length) details[field.dataset.detail] = field.tagName === "TEXTAREA" ? lines : lines[0];
  }
  return details;
}

const sentName = (name) => name.replace(/["\r\n]/g, encodeURIComponent);

/** Show what the server found wrong, under the names that the fields have on the page. */
function showFaults(found) {
  showProblem(problem, found, (field) => {
    for (const [name, { item }] of chosen) {
      const detail = field.startsWith(`metadata.${sentName(name)}.`) && field.slice(field.lastIndexOf(".") + 1);
      const place = detail && item.querySelector(`[data-detail="${detail.replace(/\W.*/, "")}"]`);
      if (!place) continue;
      place.closest("details").open = true;
      return `${name}, ${place.closest("label").firstChild.textContent.trim()}`;
    }
    return field;
  });
}

function refuse(message, focus) {
  showProblem(problem, { title: "Dit kan zo niet", message });
  focus.focus();
}

function setSending(on) {
  sending = on;
  byId("transfer").hidden = !on;
  form.querySelector("[type=submit]").disabled = on;
  if (on) showTransfer(0);
}

function showTransfer(part) {
  byId("transfer-bar").value = part;
  byId("transfer-text").textContent = part < 1 ? `Versturen: ${Math.floor(part * 100)}%` : "Verstuurd; de server bewaart de bestanden.";
}

function size(bytes) {
  const large = bytes >= 1_000_000;
  const number = (large ? bytes / 1e6 : bytes / 1e3).toLocaleString("nl-NL", { maximumFractionDigits: large ? 1 : 0 });
  return bytes < 1000 ? `${bytes} bytes` : `${number} ${large ? "MB" : "kB"}`;
}

/** Offer these kinds where a kind may be said. */
export function offerKinds(kinds) {
  byId("kinds").replaceChildren(...kinds.map((kind) => make("option", { value: kind })));
}
