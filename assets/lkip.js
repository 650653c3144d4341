// Menus, years and contents of the page, and search. The pages can be read without any of it.
(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);

  // Menu of chapters on a phone: a link to #menu opens it, Escape and "Tutup" close it.
  const closeMenu = () => {
    if (location.hash === "#menu") {
      history.replaceState(null, "", location.pathname + location.search);
      location.hash = "isi";
      find(".menu").focus();
    }
  };

  // Years: the same chapter of another year, or that year's first page.
  const place = find(".tahun");
  const years = window.lkipTahun ?? [];
  const linkYear = ({ tahun, halaman }) => {
    const { tahun: here, halaman: stem } = place.dataset;
    const link = document.createElement("a");
    const kept = halaman.includes(stem);
    link.href = `../${tahun}/${kept ? stem : "index"}.html`;
    link.textContent = kept ? tahun : `${tahun} (halaman pertama)`;
    if (String(tahun) === here) link.setAttribute("aria-current", "page");
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
    closeMenu();
    for (const menu of unfolded()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });

  // The contents of the page start closed where they would push the text away.
  const contents = find(".halaman-ini details");
  const wide = matchMedia("(min-width: 70rem)");
  const fold = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();

  // They mark the section being read: the last heading that has passed the upper part of the window.
  const links = new Map([...document.querySelectorAll(".halaman-ini a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...document.querySelectorAll("article :is(h2, h3)")].filter((heading) => links.has(heading.id));
  const markSection = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * .3);
    const link = links.get(passed.at(-1)?.id);
    const before = find(".halaman-ini [aria-current]");
    if (link === before) return;
    before?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    if (link && wide.matches) link.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  const observer = new IntersectionObserver(markSection, { rootMargin: "0px 0px -70% 0px" });
  headings.forEach((heading) => observer.observe(heading));

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
