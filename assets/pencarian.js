// The search box: of a report's pages and of the landing page. Nothing found is ever read as markup.
window.lkipPencarian = (() => {
  "use strict";

  // Data comes as scripts: a page opened from a disk can't fetch.
  const load = (source) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  const makeIndex = (entries) => {
    const index = new MiniSearch({
      fields: ["judul", "isi"],
      searchOptions: { prefix: true, fuzzy: 0.15, boost: { judul: 3 }, combineWith: "AND" },
    });
    index.addAll(entries);
    return index;
  };

  const makeNode = (name, ...content) => {
    const node = document.createElement(name);
    node.append(...content);
    return node;
  };

  // Text with the words found set off.
  const mark = (text, terms) => {
    const pattern = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    return text.split(new RegExp(`(${pattern})`, "iu")).map((part, i) => i % 2 ? makeNode("mark", part) : part);
  };

  const excerpt = (text, terms) => {
    const lower = text.toLowerCase();
    const places = terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0);
    const start = Math.max(0, Math.min(...places, lower.length) - 60);
    const from = places.length && start ? lower.indexOf(" ", start) + 1 : 0;
    const end = text.length > from + 160 ? text.lastIndexOf(" ", from + 160) : text.length;
    return (from ? "… " : "") + text.slice(from, end) + (end < text.length ? " …" : "");
  };

  // A section that was found, as an item of the list; its page sets off the words after ?cari=.
  const makeItem = (entry, hit, query, folder = "") => {
    const link = document.createElement("a");
    const [page, place = ""] = entry.tautan.split("#");
    link.href = `${folder}${page}?cari=${encodeURIComponent(query)}#${place}`;
    link.append(
      makeNode("b", ...mark(entry.judul, hit.terms)),
      makeNode("span", entry.judul === entry.bab ? "" : entry.bab),
      makeNode("p", ...mark(excerpt(entry.isi, hit.terms), hit.terms)),
    );
    return makeNode("li", link);
  };

  // Bring a form to life. `prepare` loads what is searched, when the field is first used; `answer` turns
  // a query into the items to show and the words that say how many there are (none: nothing was found).
  const attach = (form, prepare, answer) => {
    const input = form.querySelector("input");
    const panel = form.querySelector(".hasil");
    const status = panel.querySelector("p");
    const list = panel.querySelector("ol");

    const search = async () => {
      const query = input.value.trim();
      panel.hidden = query.length < 2;
      if (panel.hidden) return;
      const [items, words] = await answer(query);
      // The reader may have typed on meanwhile.
      if (query !== input.value.trim()) return;
      list.replaceChildren(...items);
      status.textContent = words || panel.dataset.kosong;
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
      if (!form.contains(event.target) || event.target.closest(".hasil a")) panel.hidden = true;
    });
  };

  return { load, makeIndex, makeNode, makeItem, attach };
})();
