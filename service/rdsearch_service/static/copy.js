// Copy buttons: shown only where the browser can copy. Everything else on the page works without this file.
"use strict";

function offer(button, text) {
  const usual = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Gekopieerd";
    } catch {
      button.textContent = "Kopiëren lukte niet";
    }
    setTimeout(() => { button.textContent = usual; }, 2500);
  });
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    offer(button, document.getElementById(button.dataset.copy).textContent);
  }
  for (const button of document.querySelectorAll("[data-copy-link]")) {
    offer(button, new URL(button.dataset.copyLink, location.origin).href);
  }
}
