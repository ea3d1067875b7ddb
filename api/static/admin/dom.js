// What the scripts of /beheer share to show things. Text of files and of the server is set as text, never as HTML.

export const byId = (id) => document.getElementById(id);

/** An element with these properties and children; a child that is a text stays text, and one that is null is left out. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child != null));
  return element;
}

/** `count(1, "brief", "brieven")` gives "1 brief". */
export function count(number, one, more) {
  return `${number} ${number === 1 ? one : more}`;
}

/** An ISO date, possibly cut, in words; what is no such date comes back as it is. */
export function dutchDate(iso) {
  const parts = iso.split("-").length;
  const day = new Date(iso);
  if (parts === 1 || Number.isNaN(day.valueOf())) return iso;
  return day.toLocaleDateString("nl-NL", { year: "numeric", month: "long", day: parts === 3 ? "numeric" : undefined, timeZone: "UTC" });
}

export const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export const letterUrl = (letterId) => `/letters/${encodeURIComponent(letterId)}/pages/1`;

/** Says something to who does not see the page change. */
export function announce(text) {
  byId("status").textContent = text;
}

/** Show what went wrong in a box, with what is wrong about each field; null empties it. */
export function showProblem(box, problem, nameField = (field) => field) {
  if (!problem) return box.replaceChildren();
  const fields = (problem.errors ?? []).map((each) => make("li", {}, `${nameField(each.field)}: ${each.message}`));
  const notice = make("div", { className: "notice error" });
  notice.setAttribute("role", "alert");
  notice.append(make("h2", { textContent: problem.title }));
  notice.append(fields.length ? make("ul", {}, ...fields) : make("p", { textContent: problem.message }));
  box.replaceChildren(notice);
}
