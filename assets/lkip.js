// Menu of chapters, contents of the page, and search. The pages can be read without any of it.
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
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenu(); });

  // The contents of the page start closed where they would push the text away.
  const contents = find(".halaman-ini details");
  const wide = matchMedia("(min-width: 70rem)");
  const fold = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();

  // They mark the section being read: the last heading that has passed the upper part of the window.
  const links = new Map([...document.querySelectorAll(".halaman-ini a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...document.querySelectorAll("article :is(h2, h3)")].filter((heading) => links.has(heading.id));
  const keepInSight = (link) => {
    const list = find(".halaman-ini");
    const place = link.offsetTop - list.scrollTop;
    if (place < 0 || place + link.offsetHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.clientHeight / 2;
  };
  const markSection = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * .3);
    const link = links.get(passed.at(-1)?.id);
    const before = find(".halaman-ini [aria-current]");
    if (link === before) return;
    before?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    if (link) keepInSight(link);
  };
  const observer = new IntersectionObserver(markSection, { rootMargin: "0px 0px -70% 0px" });
  headings.forEach((heading) => observer.observe(heading));

  // Search: engine and index are loaded when the field is first used.
  const { load, makeIndex, makeItem, attach } = window.lkipPencarian;
  let engine;
  const prepare = () => {
    engine ??= Promise.all([load("assets/vendor/minisearch.js"), load("assets/cari.js")])
      .then(() => makeIndex(window.lkipCari));
    return engine;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    find(".cari input").focus();
  });
  attach(find(".cari"), prepare, async (query) => {
    const hits = (await prepare()).search(query);
    const items = hits.slice(0, 30).map((hit) => makeItem(window.lkipCari[hit.id], hit, query));
    return [items, hits.length ? `${hits.length} bagian cocok` : ""];
  });
})();
