// The page at /beheer: asks for the key, and with it shows the letters and the jobs.

import { call, hasKey, keepKey } from "/static/admin/client.js";
import { announce, byId, showProblem } from "/static/admin/dom.js";
import { begin, onJobs, showJobs, stopFollowing } from "/static/admin/jobs.js";
import { clearLetters, loadLetters, startLetters } from "/static/admin/letters.js";
import { clearUpload, offerKinds, startUpload } from "/static/admin/upload.js";

const form = byId("key-form");
const field = byId("key");
const work = byId("work");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  keepKey(field.value.trim());
  if (await open()) byId("upload-title").focus();
  else field.select();
});

byId("forget").addEventListener("click", () => {
  lock(null);
  announce("De sleutel is vergeten.");
});

startUpload({ accepted: begin, refused: lock });
startLetters({ accepted: begin, refused: lock });
onJobs({ over: refresh, refused: lock });
open();

/** Show the administration if the server takes the key; else why not. Whether it did. */
async function open() {
  try {
    const { jobs } = await call("GET", "/v1/jobs");
    field.value = "";
    showProblem(byId("key-problem"), null);
    form.hidden = true;
    work.hidden = false;
    showJobs(jobs);
    await refreshLetters();
    return true;
  } catch (problem) {
    const nothingTyped = problem.status === 401 && !hasKey();
    lock(nothingTyped ? null : problem, { keep: !problem.noAccess });
    return false;
  }
}

/** Ask for the key, and say why; nothing of what it showed stays. */
function lock(problem, { keep = false } = {}) {
  if (!keep) keepKey("");
  const wasOpen = !work.hidden;
  work.hidden = true;
  form.hidden = false;
  stopFollowing();
  clearLetters();
  clearUpload();
  showProblem(byId("key-problem"), problem);
  if (wasOpen) field.focus();
}

/** Show how things are after a job. */
async function refresh() {
  try {
    const { jobs } = await call("GET", "/v1/jobs");
    showProblem(byId("jobs-problem"), null);
    showJobs(jobs);
    await refreshLetters();
  } catch (problem) {
    if (problem.noAccess) lock(problem);
    else showProblem(byId("jobs-problem"), problem);
  }
}

async function refreshLetters() {
  offerKinds(await loadLetters());
}
