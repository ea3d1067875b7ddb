// Brings the cited passage into view where the address does not say so itself; without a script the page reads the same.
const passage = document.getElementById("passage");
if (passage && !location.hash) {
  passage.scrollIntoView({ block: "start" });
}

// The list of passages is scrolled by itself to the one that is shown, and fades where it has more.
const list = document.querySelector(".hits ol");
if (list && list.scrollHeight > list.clientHeight) {
  list.classList.add("more");
  const current = list.querySelector("[aria-current]")?.parentElement;
  if (current) list.scrollTop = current.offsetTop - (list.clientHeight - current.offsetHeight) / 2;
}
