// The page at "/": asks /v1/ask and shows the answer. Text of letters enters the page as text nodes only.

const TIMEOUT_MS = 30_000;
const LOADING_AFTER_MS = 150; // Below this, a "loading" line would only flash.
const LEFT_OUT = "[…] ";
const MONTHS = [
  "januari", "februari", "maart", "april", "mei", "juni",
  "juli", "augustus", "september", "oktober", "november", "december",
];

const form = document.getElementById("ask");
const box = document.getElementById("question");
const examples = document.getElementById("examples");
const status = document.getElementById("status");
const result = document.getElementById("result");
const homeTitle = document.title;
let running = null; // AbortController of the question under way.

form.addEventListener("submit", (event) => {
  event.preventDefault();
  open(box.value.trim());
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

examples.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open(questionIn(new URL(link.href)));
  }
});

window.addEventListener("popstate", () => show(questionIn(location)));
show(questionIn(location));

/** The question in an address: "/?vraag=..." gives what follows. */
function questionIn(address) {
  return (new URLSearchParams(address.search).get("vraag") ?? "").trim();
}

/** Go to the address of a question and show its answer. */
function open(question) {
  if (question && question !== questionIn(location)) {
    history.pushState(null, "", `/?${new URLSearchParams({ vraag: question })}`);
  }
  show(question);
}

/** Show the answer to a question, or the empty page for an empty question. */
async function show(question) {
  running?.abort();
  box.value = question;
  examples.hidden = Boolean(question);
  document.title = question ? `${question} – Briefwijzer` : homeTitle;
  if (!question) {
    announce("");
    replaceResult();
    return;
  }
  const own = new AbortController();
  running = own;
  const timeout = setTimeout(() => own.abort("timeout"), TIMEOUT_MS);
  const loading = setTimeout(() => announce("Zoeken in de brieven…", { visible: true }), LOADING_AFTER_MS);
  result.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(question, own.signal);
    if (own === running) showAnswer(answer);
  } catch (error) {
    if (own === running) showError(error, own.signal, question);
  } finally {
    clearTimeout(timeout);
    clearTimeout(loading);
    if (own === running) result.removeAttribute("aria-busy");
  }
}

/** The server's answer; a problem of the server is thrown as an Error with its `title` and `detail`. */
async function ask(question, signal) {
  const response = await fetch("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question }),
    signal,
  });
  const body = await response.json();
  if (!response.ok) {
    const messages = (body.errors ?? []).map((each) => each.message).join(" ");
    throw Object.assign(new Error(messages || body.detail), { title: body.title });
  }
  return body;
}

function showAnswer(answer) {
  const passages = answer.answered ? answer.passages : answer.nearest;
  const view = clone(answer.answered ? "answer-template" : "abstained-template");
  slot(view, "passages").append(...passages.map(passageItem));
  slot(view, "meta").textContent = metaLine(answer);
  if (!answer.answered) {
    slot(view, "message").textContent = withoutHeading(answer.message);
    if (!passages.length) slot(view, "nearest-part").remove();
  }
  announce(answer.answered ? `Antwoord uit de brieven: ${counted(passages.length)}.` : "Niet gevonden in de brieven.");
  replaceResult(view);
}

function showError(error, signal, question) {
  const view = clone("error-template");
  let title = error.title ?? "Er ging iets mis";
  let message = error.message;
  if (signal.aborted) {
    title = "Geen antwoord op tijd";
    message = "De server antwoordde niet binnen een halve minuut.";
  } else if (!error.title) {
    title = "Geen verbinding";
    message = "De server is niet bereikbaar of gaf geen leesbaar antwoord. Uw vraag staat nog in het vak.";
  }
  slot(view, "title").textContent = title;
  slot(view, "message").textContent = message;
  slot(view, "retry").addEventListener("click", () => show(question));
  announce("");
  replaceResult(view);
}

/** One passage with its source, as a list item. */
function passageItem(passage) {
  const item = clone("passage-template");
  const { citation } = passage;
  slot(item, "text").append(...markedText(passage.text, passage.highlights, passage.gaps));
  slot(item, "title").textContent = citation.title;
  slot(item, "facts").append(...facts(citation).map((fact) => element("span", fact)));
  const link = slot(item, "link");
  link.href = citation.url;
  link.setAttribute("aria-label", `Toon in de brief: ${citation.label}`);
  return item;
}

/**
 * The text as nodes, with <mark> around each highlight and a sign where the letter has more than is shown. Offsets count characters, as Python does;
 * a JavaScript string counts UTF-16 units, so the text is taken apart by code point first.
 */
function markedText(text, highlights, gaps) {
  const characters = Array.from(text);
  for (const gap of gaps) characters[gap - 1] += LEFT_OUT;
  const nodes = [];
  let at = 0;
  for (const { start, end } of [...highlights].sort((a, b) => a.start - b.start)) {
    nodes.push(document.createTextNode(characters.slice(at, start).join("")));
    nodes.push(element("mark", characters.slice(Math.max(at, start), end).join("")));
    at = Math.max(at, end);
  }
  nodes.push(document.createTextNode(characters.slice(at).join("")));
  return nodes;
}

/** What identifies the source, besides its title. */
function facts(citation) {
  return [
    citation.kind.charAt(0).toUpperCase() + citation.kind.slice(1),
    citation.date && dutchDate(citation.date),
    citation.kenmerk && `Kenmerk ${citation.kenmerk}`,
    citation.kamerstuk && `Kamerstuk ${citation.kamerstuk}`,
    `Pagina ${citation.page}`,
  ].filter(Boolean);
}

/** "2024-01" gives "januari 2024"; a year stays a year. */
function dutchDate(iso) {
  const [year, month, day] = iso.split("-");
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

function metaLine(answer) {
  const { letters } = answer.index;
  const where = `Gezocht in ${letters} ${letters === 1 ? "brief" : "brieven"} in ${formatMs(answer.took_ms)}.`;
  if (!answer.answered) return where;
  const order = answer.passages.length > 1 ? ", de best passende eerst" : "";
  return `${counted(answer.passages.length)}${order}. Zekerheid ${Math.round(answer.confidence * 100)}%. ${where}`;
}

function counted(passages) {
  return passages === 1 ? "1 passage" : `${passages} passages`;
}

/** The message of an abstention, without the words that the heading above it has already said. */
function withoutHeading(message) {
  const rest = message.replace(/^Niet gevonden in de brieven[.:]?\s*/, "");
  return rest ? rest.charAt(0).toUpperCase() + rest.slice(1) : "Geen passage beantwoordt uw vraag.";
}

function formatMs(milliseconds) {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} milliseconden`
    : `${(milliseconds / 1000).toLocaleString("nl-NL", { maximumFractionDigits: 1 })} seconden`;
}

/** Say it to a screen reader; who looks at the page sees it in the result, so it is shown only on request. */
function announce(text, { visible = false } = {}) {
  status.classList.toggle("visually-hidden", !visible);
  status.textContent = text;
}

function replaceResult(...nodes) {
  result.replaceChildren(...nodes);
  result.hidden = nodes.length === 0;
}

function clone(id) {
  return document.getElementById(id).content.cloneNode(true);
}

function slot(view, name) {
  return view.querySelector(`[data-slot="${name}"]`);
}

function element(name, text) {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
}
