// Theme, menu and search. The pages can be read without any of it.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);

  // Theme: follows the system until the reader chooses.
  const isDark = () => root.dataset.tema
    ? root.dataset.tema === "gelap"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  find(".tema").addEventListener("click", () => {
    root.dataset.tema = isDark() ? "terang" : "gelap";
    try { localStorage.setItem("tema", root.dataset.tema); } catch { /* stays for this page */ }
  });

  // Menu of chapters on a phone: a link to #menu opens it, Escape and "Tutup" close it.
  const closeMenu = () => {
    if (location.hash === "#menu") {
      history.replaceState(null, "", location.pathname + location.search);
      location.hash = "isi";
      find(".menu").focus();
    }
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenu(); });

  // The contents of the page start closed where they would push the text away.
  const contents = find(".halaman-ini details");
  const wide = matchMedia("(min-width: 70rem)");
  const fold = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();

  // Search: engine and index are loaded when the field is first used.
  const { load, makeIndex, makeItem, attach } = window.lkipPencarian;
  let engine;
  const prepare = () => {
    engine ??= Promise.all([load("assets/vendor/minisearch.js"), load("assets/cari.js")])
      .then(() => makeIndex(window.lkipCari));
    return engine;
  };
  attach(find(".cari"), prepare, async (query) => {
    const hits = (await prepare()).search(query);
    const items = hits.slice(0, 30).map((hit) => makeItem(window.lkipCari[hit.id], hit, query));
    return [items, hits.length ? `${hits.length} bagian cocok` : ""];
  });
})();
