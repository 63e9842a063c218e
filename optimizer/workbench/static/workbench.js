// What pages do where there is script; all of it can be done without.

for (const waiting of document.querySelectorAll("[data-reload]")) {
  setTimeout(() => location.reload(), Number(waiting.dataset.reload));
}

// The part that is brought up to date keeps what the reader has opened and where the focus is.
let focus = "";
let opened = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  focus = document.activeElement?.id ?? "";
  opened = [...event.detail.target.querySelectorAll("details[open]")].map((one) => one.id);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus();
});
