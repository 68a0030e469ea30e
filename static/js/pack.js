// A pack counts as opened when its reader does something on the page, not when a mail scanner fetches it.
(() => {
  const form = document.getElementById("opened");
  if (!form) return;
  let said = false;
  const opened = () => {
    if (said) return;
    said = true;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true });
  };
  ["pointerdown", "keydown", "wheel", "touchmove"].forEach((kind) => document.addEventListener(kind, opened, { once: true, passive: true }));
})();
