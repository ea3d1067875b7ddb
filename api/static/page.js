// Brings the cited passage into view; without a script the page reads the same, from the top.
const mark = document.querySelector("mark");
if (mark && !location.hash) {
  mark.scrollIntoView({ block: "center" });
}
