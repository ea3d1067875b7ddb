// Requests to the server with the administrator's key, which this tab alone keeps.

const STORED = "briefwijzer-beheersleutel";
const NO_ACCESS = [401, 403];
let key = stored();

/** What went wrong: the server's own words, or that it could not be reached (status 0). */
export class Problem extends Error {
  constructor(status, title, detail, errors = [], type = "") {
    super(detail);
    Object.assign(this, { status, title, errors, type });
  }

  /** Whether the key is why. */
  get noAccess() {
    return NO_ACCESS.includes(this.status);
  }
}

export const hasKey = () => key !== "";

export function keepKey(text) {
  key = text;
  try {
    if (text) sessionStorage.setItem(STORED, text);
    else sessionStorage.removeItem(STORED);
  } catch {
    // Storage is turned off; the key holds until the page is left.
  }
}

/** What the server answers, from JSON; throws a Problem. */
export async function call(method, path) {
  return (await request(method, path)).json();
}

/** Send a form and give the answer; `onProgress` is told which part of it is sent, from 0 to 1. fetch cannot tell that. */
export function upload(path, form, onProgress) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", path);
    for (const [name, value] of Object.entries(headers())) sending.setRequestHeader(name, value);
    sending.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    sending.addEventListener("load", () => {
      if (sending.status === 202) resolve(JSON.parse(sending.responseText));
      else reject(problemOf(sending.status, sending.responseText));
    });
    sending.addEventListener("error", () =>
      reject(unreachable("Het versturen brak af. De verbinding viel weg, of een gekozen bestand is intussen veranderd.")),
    );
    sending.send(form);
  });
}

/** What the server streams, event by event; EventSource cannot send a key. Ends when the stream does; throws a Problem. */
export async function* stream(path, signal) {
  const response = await request("GET", path, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true }));
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line.startsWith("data:")) yield JSON.parse(line.slice("data:".length));
  }
}

async function request(method, path, signal) {
  const response = await fetch(path, { method, signal, headers: headers() }).catch(() => {
    throw unreachable("De server is niet bereikbaar.");
  });
  if (!response.ok) throw problemOf(response.status, await response.text());
  return response;
}

function headers() {
  // A header takes no other signs, and a key has none: the server says that this one is wrong.
  return key ? { Authorization: `Bearer ${key.replace(/[^!-~]/g, "?")}` } : {};
}

function problemOf(status, body) {
  try {
    const { title, detail, errors, type } = JSON.parse(body);
    // The server's own words tell a program which header to send.
    const words = status === 401 ? "Hiervoor is een geldige sleutel nodig. De server kent deze niet." : detail;
    return new Problem(status, title, words, errors, type);
  } catch {
    return new Problem(status, "Geen leesbaar antwoord", `De server gaf geen leesbaar antwoord (${status}).`);
  }
}

function unreachable(detail) {
  return new Problem(0, "Geen verbinding", detail);
}

function stored() {
  try {
    return sessionStorage.getItem(STORED) ?? "";
  } catch {
    return "";
  }
}
