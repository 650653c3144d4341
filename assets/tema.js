// Runs before the page is drawn, so that a reader's own choice of theme doesn't flash.
document.documentElement.classList.add("js");
try {
  const tema = localStorage.getItem("tema");
  if (tema) document.documentElement.dataset.tema = tema;
} catch { /* storage may be closed to pages opened from a disk */ }
