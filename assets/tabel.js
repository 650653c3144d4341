// Tables: those that fit keep their head in sight on the page, wide ones in their own box; trees of rows fold.
(() => {
  "use strict";
  const boxes = [...document.querySelectorAll("article .gulir")];

  // All boxes are measured before any is changed: the page is laid out once. A table fits when it does without a box,
  // in which its first column is narrower.
  const fit = () => {
    boxes.forEach((box) => {
      box.classList.add("pas");
      box.classList.remove("tinggi");
    });
    const sizes = boxes.map((box) => [box.scrollWidth <= box.clientWidth + 1, box.scrollHeight > innerHeight * .85]);
    boxes.forEach((box, i) => {
      const [fits, tall] = sizes[i];
      box.classList.toggle("pas", fits);
      box.classList.toggle("tinggi", !fits && tall);
      if (fits) {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
      } else {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
      }
    });
  };
  // At once, before the window goes to the place in the address, and whenever its width changes.
  fit();
  let width = innerWidth;
  new ResizeObserver(() => {
    if (width === innerWidth) return;
    width = innerWidth;
    fit();
  }).observe(document.documentElement);

  const levelOf = (row) => Number(/\btingkat-(\d)/.exec(row.className)?.[1] ?? 1);

  const makeButton = (text, action) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", action);
    return button;
  };

  const makeTree = (table) => {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const folds = new Map();

    const refresh = () => {
      let closed = Infinity;  // level of the nearest closed row above
      for (const row of rows) {
        const level = levelOf(row);
        row.hidden = level > closed;
        if (row.hidden) continue;
        closed = folds.get(row)?.ariaExpanded === "false" ? level : Infinity;
      }
    };

    const openTo = (depth) => {
      for (const [row, fold] of folds) fold.ariaExpanded = String(levelOf(row) < depth);
      refresh();
    };

    rows.forEach((row, i) => {
      if (!rows[i + 1] || levelOf(rows[i + 1]) <= levelOf(row)) return;
      const fold = makeButton("", () => {
        fold.ariaExpanded = String(fold.ariaExpanded === "false");
        refresh();
      });
      fold.className = "lipat-baris";
      fold.ariaExpanded = "true";
      fold.setAttribute("aria-label", `Rincian ${[...row.cells].slice(0, 2).map((cell) => cell.textContent.trim()).join(" ")}`);
      row.cells[0].prepend(fold);
      folds.set(row, fold);
    });

    // One branch has its own button; more of them get buttons for all at once.
    if (folds.size < 2) return;
    const deepest = Math.max(...rows.map(levelOf));
    const tools = document.createElement("div");
    tools.className = "alat";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", "Rincian tabel");
    for (let depth = 1; depth <= deepest; depth += 1) {
      const text = depth === deepest ? "Buka semua" : depth === 1 ? "Tutup semua" : `Sampai tingkat ${depth}`;
      const button = makeButton(text, () => openTo(depth));
      button.className = "tombol";
      tools.append(button);
    }
    table.closest(".tabel, .gulir").prepend(tools);
  };

  document.querySelectorAll("article table:has(.tingkat-2)").forEach(makeTree);
})();
