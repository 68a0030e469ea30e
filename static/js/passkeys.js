// Passkeys: a form marked data-passkey asks the browser for one and sends what it answers. Without script its button stays hidden.
(() => {
  "use strict";
  const fault = document.querySelector("[data-passkey-fault]");
  if (!window.webauthnJSON || !window.webauthnJSON.supported()) return;

  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  };

  const show = (words) => {
    fault.hidden = false;
    fault.firstElementChild.textContent = words;
  };

  const ask = async (form) => {
    const given = await options(form);
    if (form.dataset.passkey === "make") return window.webauthnJSON.create(given.creation_options);
    return window.webauthnJSON.get(given.request_options);
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.querySelectorAll("[type=submit]").forEach((button) => { button.hidden = false; });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      fault.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask(form));
        form.submit();
      } catch {
        show(form.dataset.passkey === "make" ? "No passkey was made. Try again, or set up an app instead." : "No passkey was used. Try again, or sign in another way.");
      }
    });
  });
})();
