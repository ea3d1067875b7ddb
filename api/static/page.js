// Brings the cited passage into view where the address does not say so itself; without a script the page reads the same.
const passage = document.getElementById("passage");
if (passage && !location.hash) {
  passage.scrollIntoView({ block: "start" });
}
