// A click on a number shows its card; one number is chosen at a time.
document.querySelectorAll("button.n").forEach((button) =>
  button.addEventListener("click", () => {
    document
      .querySelectorAll("button.n[aria-pressed=true]")
      .forEach((other) => other.setAttribute("aria-pressed", "false"));
    button.setAttribute("aria-pressed", "true");
    document.getElementById("card").textContent = button.dataset.card;
  }),
);
