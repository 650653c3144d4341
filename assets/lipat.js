// What unfolds at the head of a page: other years with the same chapter, downloads.
(() => {
  "use strict";
  // Years: the same chapter of another year, or that year's first page.
  const place = document.querySelector(".tahun");
  const stem = location.pathname.split("/").pop().replace(/\.html$/, "") || "index";
  const years = window.lkipTahun ?? [];
  const linkYear = ({ tahun, halaman }) => {
    const link = document.createElement("a");
    const kept = halaman.includes(stem);
    link.href = `../${tahun}/${kept ? stem : "index"}.html`;
    link.textContent = kept ? tahun : `${tahun} (halaman pertama)`;
    if (String(tahun) === place.dataset.tahun) link.setAttribute("aria-current", "page");
    const item = document.createElement("li");
    item.append(link);
    return item;
  };
  if (years.length > 1) {
    const summary = document.createElement("summary");
    summary.className = "tombol";
    summary.textContent = `Tahun ${place.dataset.tahun}`;
    const list = document.createElement("ul");
    list.append(...years.map(linkYear));
    const menu = document.createElement("details");
    menu.className = "lipat";
    menu.append(summary, list);
    place.replaceChildren(menu);
  }

  // What unfolds closes with Escape, which goes back to its button, and with a click elsewhere.
  const unfolded = () => document.querySelectorAll("details.lipat[open]");
  document.addEventListener("click", (event) => {
    for (const menu of unfolded()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of unfolded()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
})();
