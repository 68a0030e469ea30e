// Answering a round by keyboard. Everything here can also be done without it: the page is one plain form.
(() => {
  "use strict";
  const list = document.getElementById("round");
  if (!list) return;
  const form = list.closest("form");
  const keys = document.getElementById("keys");
  const unsaved = document.getElementById("unsaved");
  const fine = window.matchMedia("(hover: hover) and (pointer: fine)").matches;

  const all = () => [...list.querySelectorAll("li[data-row]")];
  const rowOf = (element) => (element && element.closest ? element.closest("li[data-row]") : null);
  const choices = (row) => [...row.querySelectorAll("input[data-key]")];
  const chosen = (row) => choices(row).find((choice) => choice.checked);
  const sentence = (row) => row.querySelector("[data-sentence]");
  const isTodo = (row) => row.hasAttribute("data-todo") && !row.hasAttribute("data-sending");
  const isText = (element) => element.matches("input:not([type=radio], [type=checkbox]), textarea");

  const see = (field) => {
    field.focus({ preventScroll: true });
    const row = rowOf(field) || field;
    row.scrollIntoView({ block: "nearest" });
  };
  const toRating = (row) => see(chosen(row) || choices(row)[0]);
  const toSentence = (row) => {
    const field = sentence(row);
    see(field);
    field.setSelectionRange(field.value.length, field.value.length);
  };
  const step = (row, by) => {
    const open = all().filter((each) => choices(each).length);
    const next = open[open.indexOf(row) + by];
    if (next) toRating(next);
  };

  // After saving: the next action still to do, from the top again at the end; none left, how far the round has come.
  let landed = null;
  const goOn = (row) => {
    const rows = all();
    const at = rows.indexOf(row);
    const next = [...rows.slice(at + 1), ...rows.slice(0, at)].find(isTodo);
    if (next) toRating(next); else see(document.getElementById("round-progress"));
    landed = document.activeElement;
  };

  const save = (row) => {
    const choice = chosen(row);
    if (choice && "asks" in choice.dataset && !sentence(row).value.trim()) { toSentence(row); return; }
    if (!row.hasAttribute("data-todo") && !row.hasAttribute("data-changed")) { goOn(row); return; }
    row.querySelector("button[name=row]").click();
  };

  const count = () => {
    const number = list.querySelectorAll("li[data-changed]").length;
    unsaved.textContent = number ? `Unsaved rows: ${number}.` : "";
  };
  const change = (row) => {
    row.setAttribute("data-changed", "");
    count();
  };
  // The way back to green is asked for as soon as it is wanted. It stays open: nothing may move under a mouse.
  const ask = (row) => {
    const choice = chosen(row);
    if (choice && "more" in choice.dataset) row.querySelector("details").open = true;
  };

  const choose = (row, letter) => {
    const choice = choices(row).find((each) => each.dataset.key === letter);
    if (!choice) return false;
    if (!choice.checked) {
      choice.checked = true;
      choice.dispatchEvent(new Event("input", { bubbles: true }));
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    }
    toSentence(row);
    return true;
  };

  const inText = {
    ArrowDown: (row) => step(row, 1),
    ArrowUp: (row) => step(row, -1),
    Enter: save,
    Escape: toRating,
  };
  const onRow = { ...inText, j: (row) => step(row, 1), k: (row) => step(row, -1), "?": () => { keys.hidden = false; keys.querySelector("dialog").showModal(); } };

  list.addEventListener("keydown", (event) => {
    landed = null;
    const row = rowOf(event.target);
    if (!row || !choices(row).length || event.altKey || event.metaKey || event.isComposing) return;
    if (event.ctrlKey && event.key !== "Enter") return;
    const text = isText(event.target);
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (pressed === "Enter" && event.target.matches("a, button, summary")) return;
    if (!text && choose(row, pressed.toUpperCase())) { event.preventDefault(); return; }
    const act = (text ? inText : onRow)[pressed];
    if (!act || (pressed === "?" && !keys)) return;
    event.preventDefault();
    act(row);
  });

  list.addEventListener("pointerdown", () => { landed = null; });
  list.addEventListener("input", (event) => change(rowOf(event.target)));
  list.addEventListener("change", (event) => { if (event.target.matches("[data-key]")) ask(rowOf(event.target)); });
  list.addEventListener("focusin", (event) => { if (event.target.matches("[data-sentence]")) ask(rowOf(event.target)); });

  // Saving by htmx: only this row is sent, and the focus goes on at once; a refusal fetches it back
  // unless the next row has already been touched.
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=row]");
    if (!button || !window.htmx) return;
    const row = rowOf(button);
    row.setAttribute("data-sending", "");
    if (event.detail === 0) goOn(row); // pressed by a key
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const row = rowOf(event.detail.elt);
    if (!row) return;
    for (const name of [...event.detail.formData.keys()]) {
      if (/^a\d/.test(name) && !name.startsWith(`a${row.dataset.row}-`)) event.detail.formData.delete(name);
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const row = rowOf(event.detail.elt);
    if (row) row.removeAttribute("data-sending");
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = rowOf(event.target);
    if (!row || !list.contains(row)) return;
    count();
    const at = document.activeElement;
    const untouched = at === document.body || row.contains(at) || at === landed;
    if (row.hasAttribute("data-refused") && untouched) {
      const wrong = row.querySelector(".govuk-input--error");
      if (wrong) see(wrong); else toRating(row);
      landed = null;
    } else if (at === document.body && choices(row).length) {
      (chosen(row) || choices(row)[0]).focus({ preventScroll: true });
    }
  });

  if (keys) {
    keys.hidden = !fine;
    keys.querySelector("[data-keys]").addEventListener("click", onRow["?"]);
  }
  // A link counts as opened when somebody does something there, not when a mail scanner fetches it.
  if ("link" in form.dataset) {
    const here = () => {
      const data = new FormData();
      data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      data.append("here", "1");
      fetch(form.action, { method: "POST", body: data });
    };
    document.addEventListener("pointerdown", here, { once: true });
  }

  all().forEach((row) => { if (row.querySelector(".app-note--warm")) { change(row); ask(row); } });
  count();
  const first = all().find(isTodo);
  if (fine && first && !document.querySelector("main [data-focus]") && !window.location.hash) toRating(first);
})();
