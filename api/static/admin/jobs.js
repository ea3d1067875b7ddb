// Jobs: follows those that are not over, one after the other as the server does them, and lists the latest.

import { call, stream } from "/static/admin/client.js";
import { announce, byId, count, letterUrl, make, showProblem } from "/static/admin/dom.js";

const POLL_MS = 2_000;
const STAGES = {
  checking: "De nieuwe bestanden worden gelezen",
  reading: "Alle brieven worden gelezen",
  embedding: "De teksten worden doorzoekbaar gemaakt",
  switching: "De nieuwe versie wordt in gebruik genomen",
};
const FILE_STATES = {
  waiting: "wacht",
  read: "gelezen, nog niet doorzoekbaar",
  added: "toegevoegd",
  unchanged: "stond er al zo in",
  removed: "verwijderd",
};

const followed = new Map(); // What the page shows of each job that it follows or followed, by the job's name.
let whenOver = () => {};
let whenRefused = () => {};
let visit = new AbortController(); // Another key, or none, is another visit: what the one before followed is let go.

/** Tell who wants to know that a job is over, and that the key is no longer accepted. */
export function onJobs({ over, refused }) {
  whenOver = over;
  whenRefused = refused;
}

export const isOver = (job) => job.state === "done" || job.state === "failed";

/** Show the job that was just accepted, with the focus on it, and follow it. */
export function begin(job) {
  add(job);
  followed.get(job.job_id).title.focus();
  followAll();
}

/** The latest jobs of the server; those that are not over are followed. */
export function showJobs(jobs) {
  byId("jobs").replaceChildren(
    ...jobs.filter(isOver).map((job) => make("li", { className: "job past" }, pastJob(job))),
  );
  if (!byId("jobs").children.length) byId("jobs").append(make("li", { className: "hint" }, "Nog geen."));
  for (const job of jobs.filter((each) => !isOver(each)).reverse()) add(job);
  followAll();
}

/** Forget what was followed. */
export function stopFollowing() {
  visit.abort();
  visit = new AbortController();
  followed.clear();
  byId("following").replaceChildren();
  byId("jobs").replaceChildren();
  byId("current").hidden = true;
}

function add(job) {
  if (followed.has(job.job_id)) return;
  const title = make("h3", { textContent: jobTitle(job), tabIndex: -1 });
  const bar = make("progress");
  bar.setAttribute("aria-label", jobTitle(job));
  const stage = make("span"); // Read aloud when the stage changes; the count beside it is not.
  stage.setAttribute("aria-live", "polite");
  const figures = make("span", { className: "hint" });
  const body = make("div", {}, bar, make("p", { className: "stage" }, stage, " ", figures));
  const item = make("li", { className: "job" }, title, body);
  followed.set(job.job_id, { job, title, bar, stage, figures, body });
  byId("following").prepend(item);
  byId("current").hidden = false;
  show(job);
}

let following = false;

/** Follow what is not over, the oldest first, which is the order in which jobs are done. */
async function followAll() {
  if (following) return;
  following = true;
  const { signal } = visit;
  try {
    for (let next = first(); next && !signal.aborted; next = first()) await follow(next.job_id, signal);
  } catch (problem) {
    if (!signal.aborted) whenRefused(problem);
  } finally {
    following = false;
    if (first()) followAll();
  }
}

const first = () =>
  [...followed.values()].map((each) => each.job).sort(byName).find((job) => !isOver(job));

const byName = (one, other) => (one.job_id < other.job_id ? -1 : 1);

/** Follow one job to its end: by what the server streams, and where that stops early by asking. */
async function follow(jobId, signal) {
  try {
    for await (const job of stream(`/v1/jobs/${jobId}/events`, signal)) {
      show(job);
      if (isOver(job)) return;
    }
  } catch (problem) {
    if (!signal.aborted && !passing(problem)) return lost(jobId, problem);
  }
  while (!signal.aborted) {
    await new Promise((done) => setTimeout(done, POLL_MS));
    try {
      const job = await call("GET", `/v1/jobs/${jobId}`);
      if (signal.aborted) return;
      show(job);
      if (isOver(job)) return;
    } catch (problem) {
      if (signal.aborted) return;
      if (!passing(problem)) return lost(jobId, problem);
      followed.get(jobId).stage.textContent = "De server is even niet bereikbaar; de taak gaat daarna verder.";
    }
  }
}

/** Whether it may be over in a moment: the server restarts, or has too much to do. */
const passing = (problem) => problem.status === 0 || problem.status === 429 || problem.status >= 500;

/** A job that can no longer be followed. */
function lost(jobId, problem) {
  if (problem.noAccess) throw problem;
  const view = followed.get(jobId);
  followed.delete(jobId);
  showProblem(view.body, problem);
}

/** Show a followed job as it now stands. */
function show(job) {
  const view = followed.get(job.job_id);
  view.job = job;
  if (isOver(job)) {
    view.body.replaceChildren(...outcome(job));
    announce(`${jobTitle(job)}: ${jobResult(job)}`);
    whenOver();
    return;
  }
  const counted = job.total > 0;
  view.bar.max = counted ? job.total : 1;
  if (counted) view.bar.value = job.done;
  else view.bar.removeAttribute("value");
  const waiting = first() === job ? "Staat klaar om te beginnen" : "Wacht op de taak ervoor";
  const stage = job.message ?? (job.state === "waiting" ? waiting : (STAGES[job.stage] ?? "Begint"));
  if (view.stage.textContent !== stage) view.stage.textContent = stage;
  view.figures.textContent = counted ? `${job.done} van ${job.total}` : "";
}

function pastJob(job) {
  const told = outcome(job);
  const head = [make("strong", { textContent: jobTitle(job) }), make("span", { className: "facts" },
    make("span", { textContent: moment(job.made) }),
    make("span", { textContent: `door ${job.by}` }),
    make("span", { textContent: jobResult(job) }),
  )]; // prettier-ignore
  if (told.length === 1) return make("div", { className: "job-head" }, ...head);
  return make("details", {}, make("summary", {}, ...head), ...told.slice(1));
}

/** How a job ended, and what became of each file. */
function outcome(job) {
  const result = make("p", { textContent: jobResult(job), className: job.state === "failed" ? "failed" : "" });
  // Of a removed letter the title says it all.
  const files = job.kind === "remove" ? [] : job.files.map((file) => fileLine(job, file));
  return files.length ? [result, make("ul", { className: "outcomes" }, ...files)] : [result];
}

function fileLine(job, file) {
  const here = file.letter_id && (file.state === "added" || file.state === "unchanged");
  const name = file.title ?? file.name;
  const facts = [fileState(job, file)];
  if (file.pages != null) facts.push(count(file.pages, "pagina", "pagina’s"));
  if (file.title) facts.push(file.name);
  return make(
    "li",
    { className: file.state === "failed" ? "failed" : "" },
    here ? make("a", { href: letterUrl(file.letter_id), textContent: name }) : make("strong", { textContent: name }),
    make("p", { className: "facts" }, ...facts.map((fact) => make("span", { textContent: fact }))),
    file.reason ? make("p", { textContent: file.reason }) : null,
    file.warnings.length
      ? make("ul", { className: "file-warnings" }, ...file.warnings.map((each) => make("li", { textContent: `Let op: ${each}` })))
      : null,
  );
}

function fileState(job, file) {
  if (file.state === "failed") return job.kind === "reindex" ? "niet te lezen" : "niet toegevoegd";
  if (isOver(job) && (file.state === "waiting" || file.state === "read")) return "niet afgerond";
  return FILE_STATES[file.state] ?? file.state;
}

function jobTitle(job) {
  if (job.kind === "reindex") return "De map opnieuw lezen";
  if (job.kind === "remove") return `“${job.files[0]?.title ?? job.files[0]?.name}” verwijderen`;
  return `${count(job.files.length, "bestand", "bestanden")} toevoegen`;
}

/** How a job ended, in a sentence. */
function jobResult(job) {
  if (job.state === "failed") return `Mislukt. ${job.message ?? ""}`.trim();
  const of = (state) => job.files.filter((file) => file.state === state).length;
  const failed = of("failed");
  if (job.kind === "remove") return "De brief is verwijderd.";
  if (job.kind === "reindex") {
    return failed ? `Gelezen; ${count(failed, "bestand is", "bestanden zijn")} niet te lezen.` : "De map is opnieuw gelezen.";
  }
  const parts = [
    [of("added"), "toegevoegd"],
    [of("unchanged"), "stond er al zo in"],
    [failed, "niet toegevoegd"],
  ];
  return `${parts.filter(([number]) => number).map((part) => part.join(" ")).join(", ")}.`;
}

const moment = (iso) => new Date(iso).toLocaleString("nl-NL", { dateStyle: "medium", timeStyle: "short" });
