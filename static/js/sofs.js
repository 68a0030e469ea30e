// Small comforts on top of pages that work without them. No behaviour lives only here.
(() => {
  "use strict";
  const body = document.body;
  const live = document.getElementById("live");
  const signIn = body.dataset.signIn || "";
  const store = window.sessionStorage;

  const say = (words) => {
    live.textContent = "";
    window.setTimeout(() => { live.textContent = words; }, 150);
  };

  const note = (words) => {
    const box = document.createElement("div");
    box.className = "app-note app-note--warm";
    box.append(document.createElement("p"));
    box.firstChild.textContent = words;
    return box;
  };

  // Focus goes to the error summary, the conflict, or whatever else the page marks.
  const focusMarked = (root) => {
    const marked = root.querySelector("[data-focus]");
    if (marked) marked.focus();
    return Boolean(marked);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('.govuk-error-summary a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset") || field.closest(".govuk-form-group") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // A letter chooses a rating while the focus is within the chooser.
  document.addEventListener("keydown", (event) => {
    const chooser = event.target.closest("[data-rating]");
    if (!chooser || event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = [...chooser.querySelectorAll("input[data-key]")].find((input) => input.dataset.key === event.key.toUpperCase());
    if (!choice || choice.disabled) return;
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    event.preventDefault();
  });

  // Row forms: tr.app-open[data-row] holds the form that belongs to the row with that id.
  const rowOf = (open) => document.getElementById(open.dataset.row);
  const triggerOf = (row) => row && row.querySelector(".app-ragbutton");
  const openOf = (row) => row && document.querySelector(`tr.app-open[data-row="${CSS.escape(row.id)}"]`);

  const mark = (row, isOpen) => {
    if (!row) return;
    row.classList.toggle("app-isopen", isOpen);
    const trigger = triggerOf(row);
    if (trigger) trigger.setAttribute("aria-expanded", String(isOpen));
  };

  const close = (open) => {
    const row = rowOf(open);
    const form = open.querySelector("form[data-draft]");
    if (form) store.removeItem(draftKey(form));
    open.remove();
    mark(row, false);
    const trigger = triggerOf(row);
    if (trigger) trigger.focus();
  };

  document.addEventListener("click", (event) => {
    const cancel = event.target.closest("tr.app-open [data-close]");
    if (!cancel) return;
    event.preventDefault();
    close(cancel.closest("tr.app-open"));
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("form");
    if (!form) return;
    const open = form.closest("tr.app-open");
    if (event.key === "Escape" && open) close(open);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && (open || form.dataset.draft)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const trigger = event.target.closest(".app-ragbutton");
    const open = trigger && openOf(trigger.closest("tr"));
    if (!open) return;
    event.preventDefault();
    close(open);
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const landed = event.detail.xhr.responseURL;
    if (!signIn || !landed || !new URL(landed).pathname.startsWith(signIn)) return;
    event.detail.shouldSwap = false; // the session ended: sign in, and come back to the draft
    window.location.assign(`${signIn}?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  });

  let cameFrom = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const open = event.detail.target && event.detail.target.closest("tr.app-open");
    cameFrom = open ? open.dataset.row : "";
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    document.querySelectorAll("tr.app-open[data-row]").forEach((open) => mark(rowOf(open), true));
    const open = event.target.closest && event.target.closest("tr.app-open") || openOf(event.target.closest && event.target.closest("tr"));
    if (open) {
      restore(open);
      if (!focusMarked(open)) {
        const first = open.querySelector("input:checked, input:not([type=hidden]), textarea, select");
        if (first) first.focus();
      }
    } else if (cameFrom) {
      const row = document.getElementById(cameFrom);
      mark(row, false);
      const trigger = triggerOf(row);
      if (trigger) trigger.focus();
    } else {
      focusMarked(event.target);
    }
    cameFrom = "";
  });

  // The server says what happened in the HX-Trigger header: {"announce": "2.4 saved as At risk."}
  document.addEventListener("announce", (event) => say(event.detail.value));

  const failed = (event) => {
    const words = "That did not reach us, and nothing was saved. What you typed is still here. Try again in a moment.";
    const form = event.target.closest("[data-draft]") || event.target.closest("form");
    if (form && !form.querySelector(".app-note--warm")) form.prepend(note(words));
    say(words);
  };
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:responseError", failed);

  // Drafts: kept in this tab until the form is saved, so that an ended session loses nothing.
  // A draft belongs to a form, or to a row of a long one: whatever carries data-draft.
  const draftKey = (form) => `draft:${body.dataset.user || ""}:${form.dataset.draft}`;
  const fields = (form) => [...form.querySelectorAll("input, textarea, select")].filter((field) => field.name && !["hidden", "password", "file", "submit", "button", "fieldset"].includes(field.type));

  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-draft]");
    if (!form) return;
    const kept = fields(form).map((field) => [field.name, field.value, field.type === "radio" || field.type === "checkbox" ? field.checked : null]);
    store.setItem(draftKey(form), JSON.stringify(kept));
  });

  const restore = (root) => {
    root.querySelectorAll("[data-draft]").forEach((form) => {
      const kept = store.getItem(draftKey(form));
      if (!kept || form.querySelector(".govuk-error-summary") || form.hasAttribute("data-refused")) return;
      let changed = false;
      for (const [name, value, checked] of JSON.parse(kept)) {
        const field = fields(form).find((each) => each.name === name && (checked === null || each.value === value));
        if (!field || (checked === null ? field.value === value : field.checked === checked)) continue;
        changed = true;
        if (checked === null) field.value = value; else field.checked = checked;
      }
      if (!changed) return;
      form.prepend(note("We have put back what you had typed. It is not saved yet."));
      say("We have put back what you had typed. It is not saved yet.");
    });
  };

  document.addEventListener("submit", (event) => {
    const sent = [event.target, ...event.target.querySelectorAll("[data-draft]")].filter((each) => each.dataset.draft);
    if (sent.length) store.setItem("draft-sent", JSON.stringify(sent.map(draftKey)));
    if (event.target.matches('[action*="logout"]')) store.clear();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.requestConfig.elt.closest("[data-draft]");
    const landed = new URL(event.detail.xhr.responseURL || window.location).pathname;
    store.removeItem("draft-sent");
    if (form && event.detail.successful && !(signIn && landed.startsWith(signIn))) store.removeItem(draftKey(form));
  });

  const sent = JSON.parse(store.getItem("draft-sent") || "[]");
  const main = document.querySelector("main");
  // On a signed-in page, or one open to whoever has its link, the form got through unless the page says otherwise.
  // On the sign-in page it did not.
  const open = signIn || main.hasAttribute("data-open");
  if (open && !main.hasAttribute("data-failed") && !main.querySelector("[data-focus]")) sent.forEach((key) => store.removeItem(key));
  store.removeItem("draft-sent");
  restore(document);

  const flashed = [...document.querySelectorAll(".app-note--flash p")].map((line) => line.textContent).join(" ");
  if (!focusMarked(document) && flashed) say(flashed);

  // The warning before the session ends; its button starts the time anew without leaving the page.
  const warning = document.getElementById("session-warning");
  const warnBefore = (ends) => {
    if (!ends || ends > 2000000) return;
    window.setTimeout(() => {
      warning.hidden = false;
      say(warning.querySelector("p").textContent.trim());
    }, Math.max(0, ends - 300) * 1000);
  };
  if (warning) {
    warnBefore(Number(body.dataset.sessionEnds || 0));
    const stay = warning.querySelector("[data-stay]");
    stay.addEventListener("click", async () => {
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const asked = { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token }, redirect: "manual" };
      const answer = await fetch(stay.dataset.stay, asked).catch(() => null);
      if (!answer || !answer.ok) { say("That did not work. Load the page again to stay signed in."); return; }
      warning.hidden = true;
      say("You stay signed in.");
      warnBefore(Number(await answer.text()));
    });
  }
})();
