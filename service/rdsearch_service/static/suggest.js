// Suggestions under the question: the combobox of the ARIA Authoring Practices, with a list that is asked for while
// one types. Without this file the field is a plain field.
"use strict";

const WAIT_MS = 120; // between key strokes that belong together

function offerSuggestions(field) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let active = -1; // the chosen option, -1 for the field itself
  let typed = field.value;
  let timer = 0;
  let request = new AbortController();

  for (const [name, value] of Object.entries({ id: "suggesties", role: "listbox", "aria-label": "Suggesties" })) {
    list.setAttribute(name, value);
  }
  list.hidden = true;
  status.className = "unseen";
  status.setAttribute("role", "status");
  field.after(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) {
    field.setAttribute(name, value);
  }

  function close() {
    clearTimeout(timer);
    request.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function mark(next) {
    active = next;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === active)));
    if (active < 0) {
      field.removeAttribute("aria-activedescendant");
    } else {
      field.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  }

  function show(found) {
    list.replaceChildren(...found.map((suggestion, n) => {
      const option = document.createElement("li");
      option.id = `suggestie-${n}`;
      option.setAttribute("role", "option");
      option.dataset.text = suggestion.tekst;
      option.append(suggestion.tekst);
      if (suggestion.soort !== "woorden") {
        const kind = document.createElement("span");
        kind.className = "kind";
        kind.textContent = suggestion.soort;
        option.append(" ", kind);
      }
      return option;
    }));
    mark(-1);
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length === 0 ? "" : found.length === 1 ? "1 suggestie" : `${found.length} suggesties`;
  }

  async function ask() {
    request.abort();
    request = new AbortController();
    try {
      const response = await fetch("/v1/suggesties/_zoek", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ q: typed }),
        signal: request.signal,
      });
      show(response.ok ? (await response.json()).results : []);
    } catch {
      // Aborted by the next key stroke, or no connection: there are no suggestions then.
    }
  }

  function choose(option) {
    field.value = option.dataset.text;
    close();
    field.form.requestSubmit();
  }

  field.addEventListener("input", () => {
    typed = field.value;
    clearTimeout(timer);
    if (typed.trim().length < 2) close();
    else timer = setTimeout(ask, WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") mark(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") mark(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

for (const field of document.querySelectorAll("[data-suggest]")) offerSuggestions(field);
