// What Quarto's pages lack for those who don't see them: a way past the navigation, and names for its parts.
(() => {
  "use strict";
  const main = document.querySelector("main.content");
  main.tabIndex = -1;
  const skip = document.createElement("a");
  skip.className = "langsung";
  skip.href = `#${main.id}`;
  skip.textContent = "Langsung ke isi";
  document.body.prepend(skip);

  const names = {
    ".quarto-secondary-nav": "Bilah atas",
    "#quarto-sidebar": "Daftar bab",
    ".page-navigation": "Bab sebelum dan sesudah",
    "#TOC": "Isi halaman ini",
  };
  for (const [selector, name] of Object.entries(names)) {
    document.querySelector(selector)?.setAttribute("aria-label", name);
  }
  for (const box of main.querySelectorAll(".quarto-float .gulir")) {
    box.setAttribute("aria-label", box.closest(".quarto-float").querySelector("figcaption").textContent.trim());
  }
})();
