// Theme: follows the system until the reader chooses. Runs before the page is drawn, so that a choice doesn't flash.
(() => {
  "use strict";
  const root = document.documentElement;
  const next = { sistem: "terang", terang: "gelap", gelap: "sistem" };
  root.classList.add("js");

  const apply = (theme) => {
    if (theme === "sistem") delete root.dataset.tema;
    else root.dataset.tema = theme;
  };
  try {
    const chosen = localStorage.getItem("tema");
    if (chosen in next) apply(chosen);
  } catch { /* storage may be closed to pages opened from a disk */ }

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.tema");
    if (!button) return;
    const current = () => root.dataset.tema ?? "sistem";
    const describe = () => {
      button.title = `Tema: ${current() === "sistem" ? "mengikuti sistem" : current()}`;
      button.setAttribute("aria-label", button.title);
    };
    button.addEventListener("click", () => {
      apply(next[current()]);
      describe();
      try {
        if (root.dataset.tema) localStorage.setItem("tema", root.dataset.tema);
        else localStorage.removeItem("tema");
      } catch { /* stays for this page */ }
    });
    describe();
  });
})();
