// References show what they lead to while the pointer rests on them or the keyboard is there.
// What is shown only repeats what stands behind the link; it can be pointed at, and Escape closes it.
(() => {
  "use strict";
  const DELAY = 300;
  const panel = document.createElement("div");
  panel.id = "pratinjau";
  panel.hidden = true;
  panel.setAttribute("aria-hidden", "true");
  document.body.append(panel);
  const pages = new Map();
  let shown;
  let timer;

  const readPage = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  const findPage = (link) => {
    if (link.pathname === location.pathname) return document;
    if (location.protocol === "file:") return undefined;
    const address = link.href.split("#")[0];
    if (!pages.has(address)) pages.set(address, readPage(address).catch(() => undefined));
    return pages.get(address);
  };

  // A table or figure whole, a row of a table with its text, a heading with the paragraph after it.
  const excerpt = (target) => {
    const parts = [target.cloneNode(true)];
    if (target.matches("h1, h2, h3, h4")) {
      const next = target.nextElementSibling;
      if (next?.matches("p")) parts.push(next.cloneNode(true));
    } else if (!target.matches(".tabel, figure")) {
      const line = document.createElement("p");
      const row = target.closest("tr") ?? target.closest("li, p") ?? target;
      line.textContent = [...(row.cells ?? [row])].map((part) => part.textContent.trim()).filter(Boolean).join(" · ");
      return [line];
    }
    return parts;
  };

  // A copy has no addresses and no stops of its own.
  const quieten = (node) => {
    node.querySelectorAll(".jangkar, .alat, .lipat-baris").forEach((part) => part.remove());
    for (const part of [node, ...node.querySelectorAll("*")]) {
      for (const name of ["id", "tabindex", "href", "role", "aria-labelledby", "loading"]) part.removeAttribute(name);
    }
    return node;
  };

  const describe = (link) => {
    const title = document.createElement("p");
    title.textContent = `${link.textContent} ${link.dataset.judul ?? ""}`;
    if (!link.dataset.gambar) return link.dataset.judul ? [title] : [];
    const image = document.createElement("img");
    image.src = link.dataset.gambar;
    image.alt = "";
    return [image, title];
  };

  const position = (link) => {
    const box = link.getBoundingClientRect();
    const below = box.bottom + panel.offsetHeight < innerHeight || box.top < panel.offsetHeight;
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - panel.offsetWidth - 8));
    panel.style.left = `${left + scrollX}px`;
    panel.style.top = `${(below ? box.bottom : box.top - panel.offsetHeight) + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    shown = undefined;
    panel.hidden = true;
  };

  const show = async (link) => {
    shown = link;
    const page = await findPage(link);
    const target = page?.getElementById(decodeURIComponent(link.hash.slice(1)));
    const parts = target ? excerpt(target).map(quieten) : describe(link);
    if (shown !== link || !parts.length) return;
    panel.replaceChildren(...parts);
    panel.hidden = false;
    position(link);
    panel.classList.toggle("panjang", panel.scrollHeight > panel.clientHeight);
  };

  const later = (action, ...rest) => {
    clearTimeout(timer);
    timer = setTimeout(action, DELAY, ...rest);
  };

  for (const link of document.querySelectorAll("article :is(a.rujukan, a.quarto-xref, a.tanda)")) {
    link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") later(show, link); });
    link.addEventListener("pointerleave", () => later(hide));
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
    link.addEventListener("blur", hide);
    link.addEventListener("click", hide);
  }
  panel.addEventListener("pointerenter", () => clearTimeout(timer));
  panel.addEventListener("pointerleave", () => later(hide));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
