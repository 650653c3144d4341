// Words that brought the reader here (?cari=…) are set off in the text until the reader takes that away.
(() => {
  "use strict";
  const address = new URL(location.href);
  const query = (address.searchParams.get("cari") ?? "").trim();
  const words = query.split(/\s+/u).filter((word) => word.length > 1);
  if (!words.length) return;

  const article = document.querySelector("article");
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join("|")})`, "giu");

  const texts = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = text.data.split(pattern);
    if (parts.length === 1) continue;
    text.replaceWith(...parts.map((part, i) => {
      if (i % 2 === 0) return part;
      const mark = document.createElement("mark");
      mark.className = "sorot";
      mark.textContent = part;
      return mark;
    }));
  }

  const marks = article.querySelectorAll("mark.sorot");
  const bar = document.createElement("p");
  bar.className = "sorotan";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tombol";
  button.textContent = "Hapus sorotan";
  button.addEventListener("click", () => {
    marks.forEach((mark) => mark.replaceWith(mark.textContent));
    article.normalize();
    bar.remove();
    address.searchParams.delete("cari");
    history.replaceState(null, "", address);
    document.querySelector("main").focus({ preventScroll: true });
  });
  bar.append(`${marks.length} tempat cocok dengan «${query}» `, button);
  article.before(bar);
  if (!location.hash) marks[0]?.scrollIntoView({ block: "center" });
})();
