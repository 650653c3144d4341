// Landing page and pages of agencies: filter, year, order, and search over all reports. All can be read without any of it.
(() => {
  "use strict";
  const { load, makeIndex, makeNode, makeItem, attach } = window.lkipPencarian;
  const find = (selector) => document.querySelector(selector);
  const root = document.documentElement.dataset.akar;

  // Filter by name, and another year's figures in their places.
  const form = find(".saring");
  const start = () => {
    const table = find("table.instansi");
    const rows = [...table.tBodies[0].rows].map((row) => ({
      row,
      name: row.cells[0].innerText.toLowerCase(),
      years: window.lkipLaporan[row.dataset.instansi],
      link: row.querySelector("a"),
      places: [...row.querySelectorAll("[data-isi]")],
    }));
    const caption = table.caption.firstElementChild;
    const latest = caption.textContent;
    let year = "";

    const showYear = ({ years, link, places }) => {
      const shown = year || Object.keys(years).at(-1);
      const figures = years[shown];
      if (!figures) return;
      link.href = figures.tautan;
      for (const place of places) place.textContent = place.dataset.isi === "tahun" ? shown : figures[place.dataset.isi];
    };

    const filter = () => {
      const words = form.nama.value.toLowerCase().split(/\s+/).filter(Boolean);
      if (year !== form.tahun.value) {
        year = form.tahun.value;
        rows.forEach(showYear);
        caption.textContent = year ? `Angka tahun ${year}` : latest;
      }
      let count = 0;
      for (const { row, name, years } of rows) {
        row.hidden = !((!year || years[year]) && words.every((word) => name.includes(word)));
        if (!row.hidden) count++;
      }
      form.querySelector("[role=status]").textContent = count ? `${count} instansi` : "Tidak ada instansi yang cocok";
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();

    // Order by a column: figures by their size, missing ones last.
    const heads = [...table.tHead.rows[0].cells];
    const read = (row, column) => row.cells[column].querySelector("b[data-isi]")?.textContent ?? row.cells[column].innerText;
    const number = (text) => parseFloat((text.match(/-?[\d.]*\d(,\d+)?/)?.[0] ?? "").replaceAll(".", "").replace(",", "."));
    const sort = (head, column) => {
      const down = head.getAttribute("aria-sort") === (column ? "descending" : "ascending") ? !column : !!column;
      const sign = down ? -1 : 1;
      const byName = column === 0;
      const keys = new Map(rows.map(({ row, name }) => [row, byName ? name : number(read(row, column))]));
      const compare = (one, other) => {
        const [a, b] = [keys.get(one.row), keys.get(other.row)];
        if (byName) return sign * a.localeCompare(b, "id");
        return Number.isNaN(a) - Number.isNaN(b) || (Number.isNaN(a) ? 0 : sign * (a - b));
      };
      rows.sort(compare);
      table.tBodies[0].append(...rows.map(({ row }) => row));
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
    };
    heads.forEach((head, column) => {
      if (head.dataset.urut === undefined) return;
      const button = makeNode("button", ...head.childNodes);
      button.type = "button";
      button.addEventListener("click", () => sort(head, column));
      head.append(button);
    });
  };
  if (form) start();

  // Search: which reports have the words, then their sections.
  const MOST = 6;
  let words;
  let tables;
  const prepare = () => {
    tables ??= Promise.all([load(`${root}assets/vendor/minisearch.js`), load(`${root}assets/cari-semua.js`)]).then(() => {
      words = Object.entries(window.lkipCariSemua.kata).flatMap(([runs, text]) => text.split(" ").map((word) => [word, runs]));
    });
    return tables;
  };

  const unpack = (runs) => {
    let next = 0;
    return runs.split(",").flatMap((run) => {
      const [gap, length = 1] = run.split("-").map((part) => parseInt(part, 36));
      next += gap + length;
      return Array.from({ length }, (_, i) => next - length + i);
    });
  };

  const split = (text) => text.toLowerCase().split(/[\n\r\p{Z}\p{P}]+/u).filter(Boolean);

  // Whether two words differ by one letter at most: exchanged, left out or put in.
  const isNear = (one, other) => {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start++;
    const [a, b] = [one.slice(start), other.slice(start)];
    return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
  };

  // The numbers of the reports that have a word: in their title (3), in their text (2), there as the beginning of one,
  // or nearly (1). Numbers aren't listed; any report may have them (0).
  const locate = (term) => {
    const found = new Map();
    const note = (number, worth) => found.set(number, Math.max(worth, found.get(number) ?? 0));
    const noteWords = (matches) => {
      for (const [word, runs] of words) {
        if (matches(word)) for (const number of unpack(runs)) note(number, word === term ? 2 : 1);
      }
    };
    const { laporan } = window.lkipCariSemua;
    laporan.forEach(([, title], number) => { if (split(title).includes(term)) note(number, 3); });
    noteWords((word) => word.startsWith(term));
    if (!found.size && term.length > 3) noteWords((word) => isNear(word, term));
    if (!found.size && !/^\p{L}+$/u.test(term)) laporan.forEach((_, number) => note(number, 0));
    return found;
  };

  // The best reports first: those with the words themselves, then the newest.
  const rank = (terms) => {
    const [first, ...others] = terms.map(locate);
    const year = (number) => window.lkipCariSemua.laporan[number][0].slice(-4);
    return [...first.keys()]
      .filter((number) => others.every((found) => found.has(number)))
      .map((number) => [number, [first, ...others].reduce((sum, found) => sum + found.get(number), 0)])
      .sort(([one, a], [other, b]) => b - a || year(other) - year(one) || one - other)
      .map(([number]) => number);
  };

  const indexes = new Map();
  const open = (folder) => {
    if (!indexes.has(folder)) {
      // Each report's index goes by the same name: it is taken as soon as its script has run.
      indexes.set(folder, load(`${root}${folder}/assets/cari.js`).then(() => {
        const entries = window.lkipCari;
        return { entries, index: makeIndex(entries) };
      }));
    }
    return indexes.get(folder);
  };

  const listHits = async (number, terms, query) => {
    const [folder, title] = window.lkipCariSemua.laporan[number];
    const { entries, index } = await open(folder);
    // Words of the title have chosen the report; in its text the others count.
    const own = split(title);
    const wanted = terms.filter((term) => !own.includes(term));
    const hits = index.search((wanted.length ? wanted : terms).join(" ")).slice(0, 3);
    if (!hits.length) return [];
    const head = makeNode("li", title);
    head.className = "laporan";
    return [head, ...hits.map((hit) => makeItem(entries[hit.id], hit, query, `${root}${folder}/`))];
  };

  attach(find(".cari"), prepare, async (query) => {
    await prepare();
    const terms = split(query);
    const reports = terms.length ? rank(terms) : [];
    const groups = [];
    let tried = 0;
    // That a report has all words doesn't mean that one of its sections has: then the next ones have their turn.
    while (groups.length < MOST && tried < Math.min(reports.length, 3 * MOST)) {
      const turn = reports.slice(tried, tried + MOST);
      const found = await Promise.all(turn.map((number) => listHits(number, terms, query)));
      groups.push(...found.filter((items) => items.length));
      tried += turn.length;
    }
    const left = reports.length - tried;
    const more = left ? `; ${left} laporan lain mungkin cocok juga. Tambahkan kata, nama instansi, atau tahun.` : "";
    return [groups.flat(), groups.length ? `${groups.length} laporan${more}` : ""];
  });
})();
