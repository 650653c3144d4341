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
  const form = find(".cari");
  const input = form.querySelector("input");
  const panel = find("#hasil");
  const status = panel.querySelector("p");
  const list = panel.querySelector("ol");
  let engine;

  const load = (source) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  const prepare = () => {
    engine ??= Promise.all([load("assets/vendor/minisearch.js"), load("assets/cari.js")]).then(() => {
      const index = new MiniSearch({
        fields: ["judul", "isi"],
        searchOptions: { prefix: true, fuzzy: 0.15, boost: { judul: 3 }, combineWith: "AND" },
      });
      index.addAll(window.lkipCari);
      return index;
    });
    return engine;
  };

  // Text with the words found set off, built from nodes: nothing is ever read as markup.
  const mark = (text, terms) => {
    const pattern = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    return text.split(new RegExp(`(${pattern})`, "iu")).map((part, i) => {
      if (i % 2 === 0) return part;
      const node = document.createElement("mark");
      node.textContent = part;
      return node;
    });
  };

  const excerpt = (text, terms) => {
    const lower = text.toLowerCase();
    const places = terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0);
    const start = Math.max(0, Math.min(...places, lower.length) - 60);
    const from = places.length && start ? lower.indexOf(" ", start) + 1 : 0;
    return (from ? "… " : "") + text.slice(from, from + 160) + (text.length > from + 160 ? " …" : "");
  };

  const show = (hits) => {
    list.replaceChildren(...hits.slice(0, 30).map((hit) => {
      const entry = window.lkipCari[hit.id];
      const link = document.createElement("a");
      link.href = entry.tautan;
      const title = document.createElement("b");
      title.append(...mark(entry.judul, hit.terms));
      const place = document.createElement("span");
      place.textContent = entry.judul === entry.bab ? "" : entry.bab;
      const text = document.createElement("p");
      text.append(...mark(excerpt(entry.isi, hit.terms), hit.terms));
      link.append(title, place, text);
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    status.textContent = hits.length ? `${hits.length} bagian cocok` : panel.dataset.kosong;
  };

  const search = async () => {
    const query = input.value.trim();
    panel.hidden = query.length < 2;
    if (!panel.hidden) show((await prepare()).search(query));
  };

  input.addEventListener("focus", prepare);
  input.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      panel.hidden = true;
      input.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [input, ...list.querySelectorAll("a")];
      const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
    }
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target) || event.target.closest("#hasil a")) panel.hidden = true;
  });
})();
