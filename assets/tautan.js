// Every heading, table and figure can be pointed to: a link that also copies its address.
(() => {
  "use strict";
  const news = document.querySelector("#kabar");

  const say = (text) => {
    news.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { news.textContent = ""; }, 6000);
  };

  // Pages opened from a disk or without https may have no clipboard: then the address is shown.
  const copy = async (address) => {
    try {
      await navigator.clipboard.writeText(address);
      say("Tautan disalin.");
    } catch {
      say(`Salin alamat ini: ${address}`);
    }
  };

  const link = (id, name, text) => {
    const node = document.createElement("a");
    node.className = name;
    node.href = `#${id}`;
    node.textContent = text;
    node.addEventListener("click", () => {
      const address = new URL(node.href);
      address.search = "";
      copy(address.href);
    });
    return node;
  };

  for (const heading of document.querySelectorAll("article :is(h2, h3, h4)[id]")) {
    const node = link(heading.id, "jangkar", "#");
    node.setAttribute("aria-label", "Salin tautan");
    heading.append(" ", node);
  }

  for (const block of document.querySelectorAll("article :is(.tabel, figure)[id]")) {
    let notes = block.nextElementSibling;
    if (!notes?.matches(".catatan-tabel")) {
      notes = document.createElement("div");
      notes.className = "catatan-tabel";
      block.after(notes);
    }
    const node = link(block.id, "salin", "Salin tautan");
    node.setAttribute("aria-describedby", `${block.id}-judul`);
    let line = notes.querySelector("p:has(> .unduh)");
    if (!line) {
      line = document.createElement("p");
      notes.append(line);
    }
    line.append(" ", node);
  }
})();
