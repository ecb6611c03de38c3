// A click on a number shows its card; one number is chosen at a time.
const choose = (button) => {
  document
    .querySelectorAll("button.n[aria-pressed=true]")
    .forEach((other) => other.setAttribute("aria-pressed", "false"));
  button.setAttribute("aria-pressed", "true");
  document.getElementById("card").textContent = button.dataset.card;
};
document
  .querySelectorAll("button.n")
  .forEach((button) => button.addEventListener("click", () => choose(button)));
// The list of what is to be looked at leads to its numbers, one by one with "next".
const go = (link) => {
  const button = document.getElementById(link.dataset.number);
  choose(button);
  button.scrollIntoView({ block: "center" });
  button.focus({ preventScroll: true });
};
const links = [...document.querySelectorAll("nav .go")];
let at = -1;
links.forEach((link, place) =>
  link.addEventListener("click", () => {
    at = place;
    go(link);
  }),
);
document.getElementById("next")?.addEventListener("click", () => {
  if (!links.length) return;
  at = (at + 1) % links.length;
  go(links[at]);
});
